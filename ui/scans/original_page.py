"""The signed original of a paper, page by page, as it came from the scanner; earlier scans can be looked at too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from core.actions.papers.scan_back import look_at_page, originals_of
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views.scans import Scan
from ui.cases.words import moment_words
from ui.documents.page_head import PageHead
from ui.jobs.runner import JobRunner
from ui.scans.scan_words import missing_words, original_pill
from ui.widgets.banner import Banner
from ui.widgets.dress import Button, worded
from ui.widgets.image_view import ImageView
from ui.widgets.page import Page
from ui.working_state import WorkingState


class OriginalState(WorkingState):
    loaded = Signal(object)  # list of Scan, the newest last
    shown = Signal(int, object)  # place of the sheet in its scan, JPEG bytes

    def __init__(self, vault: Vault, jobs: JobRunner, intake: Intake, paper: str) -> None:
        super().__init__(vault, jobs)
        self.intake, self.paper = intake, paper

    def load(self) -> None:
        """Read which scans there are."""
        vault, paper = self.vault, self.paper
        self.run(lambda _report: originals_of(vault, paper), self.loaded)

    def look(self, scan: Scan, place: int) -> None:
        """Open one sheet; ends with `shown`, or `refused` before its file was fetched."""
        vault, intake, sheet = self.vault, self.intake, scan.sheets[place]
        self.run(lambda _report: (place, look_at_page(vault, sheet, intake)), self._show)

    def _show(self, answer: tuple[int, bytes]) -> None:
        self.shown.emit(*answer)


class OriginalPage(Page):
    """Arrow keys and Page Up / Page Down turn the pages; the keys of the picture zoom."""

    def __init__(self, state: OriginalState, title: str) -> None:
        super().__init__()
        self.state, self._title, self._place = state, title, 0
        state.setParent(self)
        self.head, self.banner, self.view = PageHead(title), Banner(), ImageView()
        self.which, self.words = QComboBox(), worded("", "label")
        self.which.setAccessibleName(self.tr("Which scan"))
        self.before, self.after = (
            Button(self.tr("Page before"), icon_name="chevron_left"),
            Button(self.tr("Next page"), icon_name="chevron_right"),
        )
        self._scans: list[Scan] = []
        self._build()
        self.head.back.connect(self.left)
        self.which.currentIndexChanged.connect(self._begin)
        self.before.clicked.connect(self._back)
        self.after.clicked.connect(self._on)
        state.loaded.connect(self._show_scans)
        state.shown.connect(self._show)
        state.refused.connect(self.banner.refuse)
        state.load()

    def _build(self) -> None:
        foot = QHBoxLayout()
        for widget in (self.before, self.after, self.words):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        for keys, act in (("Left", self._back), ("PgUp", self._back), ("Right", self._on), ("PgDown", self._on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.begin_at(self.view)

    def _show_scans(self, found: list[Scan]) -> None:
        self._scans = list(reversed(found))
        self.which.blockSignals(True)
        self.which.clear()
        for number, scan in enumerate(self._scans):
            words = self.tr("newest") if number == 0 else self.tr("replaced")
            self.which.addItem(f"{moment_words(scan.at)} ({words})")
        self.which.blockSignals(False)
        self.which.setVisible(len(self._scans) > 1)
        self._begin(0)

    def _begin(self, _row: int) -> None:
        self._place = 0
        self._look()

    @property
    def scan(self) -> Scan | None:
        """The scan that is shown."""
        row = self.which.currentIndex()
        return self._scans[row] if 0 <= row < len(self._scans) else None

    def _look(self) -> None:
        scan = self.scan
        if scan is None or not scan.sheets:
            return
        told = missing_words(scan.pages, scan.missing, len(scan.sheets))
        self.head.show_words(self._title, told)
        self.head.show_pills(original_pill(scan))
        sheet = scan.sheets[self._place]
        words = self.tr("Page {page} of {pages}") if scan.pages else self.tr("Page {page}")
        self.words.setText(words.format(page=sheet.page, pages=scan.pages))
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place + 1 < len(scan.sheets))
        self.state.look(scan, self._place)

    def _show(self, place: int, picture: bytes) -> None:
        if place == self._place and self.view.set_image(picture):
            self.view.setAccessibleName(self.words.text())

    def _back(self) -> None:
        self._go(-1)

    def _on(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        if self.scan is not None and 0 <= self._place + step < len(self.scan.sheets):
            self._place += step
            self._look()
