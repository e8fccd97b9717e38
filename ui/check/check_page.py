"""Periksa: is this paper intact, is the signer known, is it as recorded; and is the vault as it was written."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.actions.check.check_scan import ScanCheck
from core.actions.check.check_vault import VaultCheck
from core.vault.views import REBUILDING
from paper.answers import PaperCheck
from ui.check.check_state import CheckState
from ui.check.paper_card import PaperCard
from ui.check.scan_card import ScanCard
from ui.icons import icon_pixmap
from ui.sync.lane_words import size_words
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, restyle, worded
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolled import Scrolled

FINDINGS_SHOWN = 200


class DropPlace(QFrame):
    """Takes PDFs by drag and drop; the button inside opens the dialog."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setProperty("role", "inset")
        self.setMinimumHeight(150)
        picture = QLabel()
        picture.setPixmap(icon_pixmap("document", theme.colours.text_faint, theme.px(36)))
        self.choose = Button(self.tr("Choose a paper ..."), kind="primary", icon_name="folder")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (picture, worded(self.tr("Drop a PDF, a scan or a photo of a paper here, or choose it."), "soft"), self.choose):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            restyle(self, "role", "card")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "role", "inset")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "role", "inset")
        event.acceptProposedAction()
        self.dropped.emit([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])


class CheckPage(Page):
    """The newest answer stands on top."""

    def __init__(self, state: CheckState) -> None:
        super().__init__()
        self._state = state
        self.banner, self.place = Banner(), DropPlace()
        self.check_all = Button(self.tr("Check the whole vault"), icon_name="shield")
        self.progress = ProgressStrip(
            [("records", self.tr("Records")), ("blobs", self.tr("Files")), (REBUILDING, self.tr("Lists made anew"))]
        )
        self.verdict, self.findings = worded("", "label", wrap=True), worded("", wrap=True)
        self.papers: list[PaperCard | ScanCard] = []
        self._build()
        self.place.choose.clicked.connect(self._choose)
        self.place.dropped.connect(state.check_papers)
        self.check_all.clicked.connect(self._check_vault)
        self.progress.cancelled.connect(state.stop)
        state.checked.connect(self._show_paper)
        state.progressed.connect(self._show_progress)
        state.vault_checked.connect(self._show_vault)
        state.stopped.connect(self._show_stopped)
        state.refused.connect(self.banner.refuse)
        state.busy_changed.connect(self._be_busy)
        self.begin_at(self.place.choose)

    def _build(self) -> None:
        ground = QWidget()
        self._answers = QVBoxLayout(ground)
        self._answers.setContentsMargins(0, 0, 0, 0)
        self._answers.setSpacing(14)
        whole = Card(self.tr("The whole vault"))
        whole.header.addWidget(self.check_all)
        sentence = self.tr("Every record, signature, receipt and file is looked at anew. Nothing is changed.")
        whole.add(worded(sentence, "soft", wrap=True))
        for widget in (self.progress, self.verdict, self.findings):
            whole.add(widget)
            widget.hide()
        self.findings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._answers.addWidget(self.place)
        self._answers.addWidget(whole)
        self._answers.addStretch(1)
        self._scroll = scroll = Scrolled(ground, sideways=True)
        top = QHBoxLayout()
        top.addWidget(worded(self.tr("Check"), "title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)

    def _choose(self) -> None:
        dialog = QFileDialog(
            self, self.tr("Choose a paper"), "", self.tr("Papers and scans") + " (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.heic)"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._state.check_papers)
        dialog.open()

    def _show_paper(self, name: str, found: PaperCheck | ScanCheck) -> None:
        self.banner.hide()
        card = ScanCard(name, found) if isinstance(found, ScanCheck) else PaperCard(name, found)
        self.papers.insert(0, card)
        self._answers.insertWidget(1, card)

    def _check_vault(self) -> None:
        self.banner.hide()
        for widget in (self.verdict, self.findings):
            widget.hide()
        self.progress.begin()
        self.progress.show()
        QTimer.singleShot(0, self._look_down)
        self._state.check_vault()

    def _show_progress(self, done: int, total: int, lane: str) -> None:
        if lane in ("records", "blobs", REBUILDING):
            sizes = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total)) if lane == "blobs" else ""
            self.progress.show_lane(lane, done, total, sizes)

    def _show_stopped(self) -> None:
        self.progress.finish(self.tr("Stopped. Not everything was looked at."))

    def _show_vault(self, found: VaultCheck) -> None:
        self.progress.hide()
        self.verdict.show()
        QTimer.singleShot(0, self._look_down)
        if found.is_whole:
            words = self.tr("Everything is as it was written: {records} records, {files} files.")
            self.verdict.setText(self._with_damaged(words.format(records=found.records, files=found.blobs), found))
            restyle(self.verdict, "role", "label")
            return
        words = self.tr("{count} things are not as they were written. Do not repair anything; call the regency.")
        if found.coming == len(found.findings):
            words = self.tr("{count} files are damaged or missing on this disk; everything else is as it was written.")
        self.verdict.setText(self._with_damaged(words.format(count=len(found.findings)), found))
        restyle(self.verdict, "role", "problem")
        self.findings.setText("\n".join(one.line() for one in found.findings[:FINDINGS_SHOWN]))
        self.findings.show()
        if found.coming:
            self.banner.say(
                "warn",
                self.tr("{count} damaged or missing files come again with the next exchange.").format(count=found.coming),
                self.tr("The centre or a colleague holds them. Send once; what lies here stays until the right file has come."),
            )

    def _with_damaged(self, words: str, found: VaultCheck) -> str:
        """Add how many files were damaged once and are whole again."""
        if not found.came_again:
            return words
        again = self.tr(
            "{count} files that were damaged once have come again; the damaged ones are kept in the folder damaged of the vault."
        )
        return words + " " + again.format(count=found.came_again)

    def _look_down(self) -> None:
        for widget in (self.progress, self.verdict):
            if widget.isVisible():
                self._scroll.ensureWidgetVisible(widget)

    def _be_busy(self, is_busy: bool) -> None:
        self.check_all.setDisabled(is_busy)
        if not is_busy and self.progress.isVisible() and self.progress.cancel.isVisible():
            self.progress.hide()  # it was refused; the banner says why
