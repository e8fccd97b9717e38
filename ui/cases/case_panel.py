"""The case under the cursor at a glance: its facts, what happened, its photos, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from ui.cases.case_file import Glance
from ui.cases.facts import Facts
from ui.cases.words import count_words, day_words, moment_words, origin_words
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.photo_grid import PhotoGrid, Tile
from ui.widgets.scrolled import Scrolled

TEXT_MOST = 600


class CasePanel(Card):
    """Emits the case id. Empty until a case is shown."""

    open_wanted = Signal(str)
    evidence_wanted = Signal(str)
    thumbnail_wanted = Signal(str, str)  # exhibit, hash of its thumbnail

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._case_id = ""
        self._thumbnails: dict[str, str] = {}
        self.title_line, self.number = worded("", "heading", wrap=True), worded("", "soft", wrap=True)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = Facts()
        self.text = worded("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.photos_title = worded("", "heading")
        self.photos = PhotoGrid()
        self.photos.setAcceptDrops(False)
        self.photos.setFlow(QListView.Flow.LeftToRight)
        self.photos.setWrapping(False)
        self.photos.setFixedHeight(190)
        self.photos.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.open = Button(self.tr("Open"), kind="primary")
        self.evidence = Button(self.tr("Add evidence"), icon_name="camera")
        self._build()
        self.open.clicked.connect(self._open)
        self.evidence.clicked.connect(self._add_evidence)
        self.photos.opened.connect(self._add_evidence)
        self.photos.thumbnail_wanted.connect(self._want_thumbnail)
        self.clear()

    def _build(self) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for widget in (self.title_line, self.number, self.facts, self.text, self.photos_title, self.photos):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = Scrolled(ground)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open)
        buttons.addWidget(self.evidence)
        buttons.addStretch(1)
        self.add(scroll, 1)
        self.body.addLayout(buttons)

    def clear(self) -> None:
        """Show nothing."""
        self._case_id = ""
        for widget in (self.number, self.facts, self.text, self.photos_title, self.photos):
            widget.hide()
        self.title_line.setText(self.tr("Choose a case to see it here."))
        self.open.setEnabled(False)
        self.evidence.setEnabled(False)

    def show_case(self, seen: Glance) -> None:
        """Show a case."""
        case = seen.row.case
        self._case_id = case.case_id
        self.title_line.setText(case.title or self.tr("Not told yet"))
        self.number.setText(case.number or self.tr("No number yet"))
        contents = self.tr("{forms} documents, {items} pieces of evidence").format(forms=case.documents, items=case.exhibits)
        self.facts.show_rows(
            (
                (self.tr("Reported"), case.reported),
                (self.tr("Place"), case.place),
                (self.tr("Event"), day_words(case.event_date) if case.event_date else ""),
                (self.tr("Origin"), origin_words().get(case.origin, case.origin)),
                (self.tr("Opened"), " - ".join(word for word in (moment_words(case.opened_at), seen.opened_by) if word)),
                (self.tr("Contents"), contents),
            )
        )
        short = seen.text if len(seen.text) <= TEXT_MOST else seen.text[:TEXT_MOST].rpartition(" ")[0] + " ..."
        self.text.setText(short)
        self.photos_title.setText(self.tr("Photos ({count})").format(count=count_words(seen.photo_count)))
        self._thumbnails = {one.stream: one.thumbnail for one in seen.photos}
        self.photos.show_tiles([Tile(one.stream, one.no, one.caption or one.title) for one in seen.photos])
        for widget in (self.number, self.facts):
            widget.show()
        self.text.setVisible(bool(short))
        self.photos_title.setVisible(bool(seen.photos))
        self.photos.setVisible(bool(seen.photos))
        self.open.setEnabled(True)
        self.evidence.setEnabled(True)

    def _open(self) -> None:
        self.open_wanted.emit(self._case_id)

    def _add_evidence(self) -> None:
        self.evidence_wanted.emit(self._case_id)

    def _want_thumbnail(self, exhibit: str) -> None:
        if exhibit in self._thumbnails:
            self.thumbnail_wanted.emit(exhibit, self._thumbnails[exhibit])
