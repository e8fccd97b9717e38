"""Scanned papers: take scans in; a page that no code could place is shown large and matched or thrown away. Keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.actions.papers.scan_back import FILES as FILES_LANE
from core.actions.papers.scan_back import PAGES as PAGES_LANE
from core.actions.papers.scan_back import ScannedBack
from core.vault.scan_tray import TrayPage
from ui.cases.words import form_title, moment_words
from ui.documents.page_head import PageHead
from ui.scans.scan_words import outcome_words, why_words
from ui.scans.scans_state import PaperChoice, ScansState, TrayView
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_list import FilterList
from ui.widgets.image_view import ImageView
from ui.widgets.page import Page
from ui.widgets.page_stack import PageStack
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide

PAGES_MAX = 999
ROW_HEIGHT, ROWS_SHOWN = 36, 4  # of the list of waiting pages, device-independent pixels
FILES = "(*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.heic)"


class ScansPage(Page):
    def __init__(self, state: ScansState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self._seen = TrayView((), ())
        self.setAcceptDrops(True)
        self.head, self.banner = PageHead(self.tr("Scanned papers")), Banner()
        self.take_in = Button(self.tr("Take in scans ..."), kind="primary", icon_name="upload")
        self.waiting, self.view = QListWidget(), ImageView()
        self.strip = ProgressStrip([(FILES_LANE, self.tr("Files")), (PAGES_LANE, self.tr("Pages of this file"))])
        self.strip.hide()
        self.why = worded("", "label", wrap=True)
        self.paper = FilterList(self.tr("Which paper is it?"), self._papers_named)
        self.page, self.pages = QSpinBox(), QSpinBox()
        self.attach = Button(self.tr("Attach"), kind="primary", icon_name="check")
        self.discard = Button(self.tr("Throw away"), icon_name="trash")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head.add(self.take_in)
        self.waiting.setAccessibleName(self.tr("Pages that wait"))
        self.waiting.setFixedHeight(theme.px(ROW_HEIGHT))
        for box, least, words in ((self.page, 1, self.tr("Page number")), (self.pages, 0, self.tr("Pages of the paper"))):
            box.setRange(least, PAGES_MAX)
            box.setAccessibleName(words)
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.setSpecialValueText(self.tr("not known"))
        left, right = Card(), Card(self.tr("Match by hand"))
        left.add(self.waiting)
        left.add(self.view, 1)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addWidget(self.why)
        column.addWidget(self.paper, 1)
        numbers = QFormLayout()
        numbers.addRow(self.tr("Page"), self.page)
        numbers.addRow(self.tr("of"), self.pages)
        column.addLayout(numbers)
        row = QHBoxLayout()
        row.addWidget(self.attach)
        row.addWidget(self.discard)
        row.addStretch(1)
        column.addLayout(row)
        right.add(Scrolled(ground), 1)
        self.paper.setMinimumHeight(150)
        self.paper.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = PageStack()
        self._stack.addWidget(SideBySide(left, right, right_width=350, least_height=260))
        nothing = self.tr(
            "Take in the scans of signed papers: many pages in one file, in any order. The code on each page finds its paper."
        )
        self.empty = EmptyState("printer", self.tr("No page waits"), nothing)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentIndex(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(self.banner)
        whole.addWidget(self.strip)
        whole.addWidget(self._stack, 1)
        self.begin_at(self.take_in)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.take_in.clicked.connect(self._choose)
        self.waiting.currentRowChanged.connect(self._look)
        self.paper.picked.connect(self._paper_picked)
        self.attach.clicked.connect(self._attach)
        self.discard.clicked.connect(self._throw_away)
        self.state.told.connect(self._show)
        self.state.taken.connect(self._tell)
        self.state.shown.connect(self._show_picture)
        self.state.refused.connect(self.banner.refuse)
        self.state.began.connect(self._begin)
        self.state.progressed.connect(self._show_progress)
        self.state.stopped.connect(self._say_stopped)
        self.state.ended.connect(self._end)
        self.strip.cancelled.connect(self.state.stop)
        self.state.busy_changed.connect(self._allow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.state.take_in([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    @property
    def chosen(self) -> TrayPage | None:
        """The page that is shown."""
        row = self.waiting.currentRow()
        return self._seen.waiting[row] if 0 <= row < len(self._seen.waiting) else None

    def take_found(self, paths: tuple[Path, ...]) -> None:
        """Take what lies in the watched folder, as if a person had chosen it."""
        self.state.take_found(paths)

    def _choose(self) -> None:
        files, _filter = QFileDialog.getOpenFileNames(self, self.tr("Choose scans"), str(Path.home()), self.tr("Scans") + f" {FILES}")
        if files:
            self.banner.hide()
            self.state.take_in(files)

    def _show(self, seen: TrayView) -> None:
        shown = self.chosen
        self._seen = seen
        self.waiting.blockSignals(True)
        self.waiting.clear()
        for page in seen.waiting:
            words = self.tr("{file}, page {page}").format(file=page.file_name, page=page.page)
            self.waiting.addItem(QListWidgetItem(f"{words} · {moment_words(page.at)}"))
        self.waiting.setFixedHeight(theme.px(ROW_HEIGHT) * min(max(1, len(seen.waiting)), ROWS_SHOWN))
        ids = [page.id for page in seen.waiting]
        self.waiting.setCurrentRow(ids.index(shown.id) if shown is not None and shown.id in ids else 0)
        self.waiting.blockSignals(False)
        self._stack.setCurrentIndex(0 if seen.waiting else 1)
        self.head.show_pills(*([(self.tr("{count} pages wait").format(count=len(ids)), "yellow")] if ids else []))
        if self.chosen != shown or shown is None:
            self._look(self.waiting.currentRow())
        self._allow()

    def _look(self, _row: int) -> None:
        page = self.chosen
        self.view.clear()
        if page is None:
            return
        self.why.setText(why_words(page.why))
        self.paper.set_search(self._papers_named)
        self.page.setValue(1)
        self.pages.setValue(0)
        if page.paper and self.paper.pick(page.paper):
            self._paper_picked(page.paper)
        if page.why != "unreadable":
            self.state.look(page)
        self._allow()

    def _show_picture(self, identity: str, picture: bytes) -> None:
        page = self.chosen
        if page is None or page.id != identity:
            return
        if self.view.set_image(picture):
            self.view.setAccessibleName(self.tr("{file}, page {page}").format(file=page.file_name, page=page.page))

    def _papers_named(self, words: str) -> Sequence[Choice]:
        wanted = words.casefold().split()
        return [Choice(one.paper.stream, _name(one)) for one in self._seen.papers if all(word in _name(one).casefold() for word in wanted)]

    def _paper_picked(self, stream: str) -> None:
        chosen = next((one for one in self._seen.papers if one.paper.stream == stream), None)
        if chosen is not None and chosen.scan is not None:
            self.pages.setValue(chosen.scan.pages)
            if chosen.scan.missing:
                self.page.setValue(chosen.scan.missing[0])
        self._allow()

    def _attach(self) -> None:
        page = self.chosen
        if page is not None and self.paper.value():
            self.banner.hide()
            self.state.match(page, self.paper.value(), self.page.value(), self.pages.value())

    def _throw_away(self) -> None:
        page = self.chosen
        if page is None:
            return
        question = self.tr("Throw this page away for good? Keep the sheet itself.")
        if QMessageBox.question(self, self.tr("Throw away"), question) == QMessageBox.StandardButton.Yes:
            self.state.throw_away(page)

    def _begin(self) -> None:
        self.banner.hide()
        self.strip.begin()
        self.strip.show()
        self.take_in.setDisabled(True)
        self.strip.cancel.setFocus()

    def _end(self) -> None:
        self.take_in.setEnabled(True)
        if self.focusWidget() is self.strip.cancel:
            self.take_in.setFocus()
        self.strip.hide()

    def _show_progress(self, done: int, total: int, lane: str) -> None:
        self.strip.show_lane(lane, done, total)

    def _say_stopped(self) -> None:
        self.banner.say("info", self.tr("Stopped. Nothing of these scans was taken in."), self.tr("The files are where they were."))

    def _tell(self, done: ScannedBack) -> None:
        self.banner.say(*outcome_words(done))

    def _allow(self, _is_busy: bool = False) -> None:
        page = self.chosen
        can_match = page is not None and page.why != "unreadable" and not self.state.is_busy
        self.attach.setEnabled(can_match and bool(self.paper.value()))
        self.paper.setEnabled(can_match)
        self.discard.setEnabled(page is not None and not self.state.is_busy)


def _name(one: PaperChoice) -> str:
    """The number first: in a narrow list the end is cut off."""
    return " · ".join(word for word in (one.paper.number, form_title(one.paper.form_id), one.case_title) if word)
