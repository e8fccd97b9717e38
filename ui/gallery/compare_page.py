"""Two pictures side by side, moved and zoomed together: is it the same thing, the same moment?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.vault.views.exhibits import Exhibit
from ui.cases.words import moment_words
from ui.documents.page_head import PageHead
from ui.exhibits.original import FullPicture
from ui.widgets.dress import worded
from ui.widgets.image_view import ImageView
from ui.widgets.page import Page


class ComparePage(Page):
    def __init__(self, pair: Sequence[tuple[Exhibit, FullPicture]]) -> None:
        super().__init__()
        self.views = [ImageView() for _ in pair]
        self._per_cent: dict[ImageView, int] = {}
        self._is_following = False
        head = PageHead(self.tr("Side by side"), self.tr("Keys: + and - zoom both, 0 shows them whole"))
        head.back.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(12)
        for view, (exhibit, picture) in zip(self.views, pair, strict=True):
            view.show_image(picture.image)
            words = (exhibit.no, exhibit.caption or exhibit.title, moment_words(exhibit.taken_at or exhibit.exif_taken_at), exhibit.place)
            told = worded(" · ".join(word for word in words if word), wrap=True)
            view.setAccessibleName(told.text())
            column = QVBoxLayout()
            column.addWidget(view, 1)
            column.addWidget(told)
            column.addWidget(worded(f"SHA-256 {exhibit.original[:16]}", "small"))
            row.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addLayout(row, 1)
        if len(self.views) == 2:
            self._follow(*self.views)
            self._follow(*reversed(self.views))
            self.begin_at(self.views[0])

    def _follow(self, moved: ImageView, other: ImageView) -> None:
        """What a person does to one happens to the other, by the same factor: the two need not be equally large."""
        for mine, its in (
            (moved.horizontalScrollBar(), other.horizontalScrollBar()),
            (moved.verticalScrollBar(), other.verticalScrollBar()),
        ):
            mine.valueChanged.connect(its.setValue)
        moved.zoomed.connect(partial(self._zoomed, moved, other))

    def _zoomed(self, moved: ImageView, other: ImageView, per_cent: int) -> None:
        before, self._per_cent[moved] = self._per_cent.get(moved, per_cent), per_cent
        if self._is_following:
            return
        self._is_following = True
        if moved.is_whole:
            other.fit()
        elif before:
            other.zoom_by(per_cent / before)
        self._is_following = False
