"""The door of a vault: one field for the passphrase; behind a link the recovery sheet; or why the door stays shut."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import AppError
from core.words import explain
from ui.icons import icon_pixmap
from ui.people.own_passphrase import OwnPassphrase
from ui.start.unlock_state import UnlockState
from ui.theme import theme
from ui.widgets.dress import Button, tip, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page
from ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from ui.widgets.progress_strip import ProgressStrip


class UnlockPage(Page):
    """Enter opens. Errors of typing stand beside the field; a vault that cannot be opened takes the whole page."""

    def __init__(self, state: UnlockState) -> None:
        super().__init__()
        self._state = state
        self.own = OwnPassphrase(self.tr("Your passphrase"))
        self.open = Button(self.tr("Open"), kind="primary", icon_name="key")
        self.to_sheet = Button(self.tr("Use the recovery sheet"), kind="plain")
        self.code = LabelledField(
            self.tr("The code on the recovery sheet"), TextLine(), hint=self.tr("Ten groups of four; spaces and dashes do not matter.")
        )
        self.open_with_sheet = Button(self.tr("Open for reading"), kind="primary", icon_name="key")
        self.to_passphrase = Button(self.tr("Back to the passphrase"), kind="plain")
        self.shut_title, self.shut_hint = worded("", "heading", wrap=True), worded("", wrap=True)
        self._sides = (self._by_passphrase(), self._by_sheet(), self._shut())
        self.other = Button(self.tr("Open another vault ..."), kind="plain", icon_name="folder")
        self.anew = Button(self.tr("Set up or join an office"), kind="plain", icon_name="plus")
        self.strip: ProgressStrip | None = None  # made when there is something to wait for
        self._build()
        self.own.entered.connect(self._open)
        self.open.clicked.connect(self._open)
        self.open_with_sheet.clicked.connect(self._open_with_sheet)
        self.to_sheet.clicked.connect(self._show_sheet)
        self.to_passphrase.clicked.connect(self._show_passphrase)
        self.other.clicked.connect(self._choose)
        self.anew.clicked.connect(state.start_anew)
        state.wrong.connect(self._say_wrong)
        state.barred.connect(self.show_shut)
        state.busy_changed.connect(self._be_busy)
        state.progressed.connect(self._show_progress)
        self.begin_at(self.own)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(theme.px(480))
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 30, 36, 26)
        column.setSpacing(14)
        top = QHBoxLayout()
        picture = QLabel()
        picture.setPixmap(icon_pixmap("shield", theme.colours.link, theme.px(30)))
        top.addWidget(picture)
        top.addWidget(worded("Bukti", "title"))
        top.addStretch(1)
        column.addLayout(top)
        self.where = where = worded(str(self._state.folder), "small", wrap=True)
        where.setToolTip(tip(str(self._state.folder)))
        column.addWidget(where)
        for side in self._sides:
            column.addWidget(side)
        self._column = column
        self._turn(0)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.other)
        below.addWidget(self.anew)
        below.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        middle = QHBoxLayout()  # an alignment would cost the card the height that its words need
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addSpacing(8)
        whole.addLayout(below)
        whole.addStretch(3)

    @property
    def side(self) -> int:
        """0 the passphrase, 1 the recovery sheet, 2 shut."""
        return next(number for number, side in enumerate(self._sides) if not side.isHidden())

    def _turn(self, wanted: int) -> None:
        for number, side in enumerate(self._sides):
            side.setVisible(number == wanted)

    def _by_passphrase(self) -> QWidget:
        page, column = _side()
        column.addWidget(self.own)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        row.addWidget(self.to_sheet)
        column.addLayout(row)
        return page

    def _by_sheet(self) -> QWidget:
        page, column = _side()
        column.addWidget(self.code)
        then = self.tr(
            "The sheet opens the vault for reading only. Then the chair or the regency gives you a new key, and you write again."
        )
        column.addWidget(worded(then, "soft", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.open_with_sheet)
        row.addStretch(1)
        row.addWidget(self.to_passphrase)
        column.addLayout(row)
        return page

    def _shut(self) -> QWidget:
        page, column = _side()
        column.addWidget(self.shut_title)
        column.addWidget(self.shut_hint)
        return page

    def show_shut(self, error: AppError) -> None:
        """Show why this vault is not opened; there is nothing to type any more."""
        title, hint = explain(error)
        self.shut_title.setText(title)
        self.shut_hint.setText(hint)
        self._turn(2)
        self.begin_at(None)
        self.other.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focused = self.focusWidget()
        if is_enter and isinstance(focused, QPushButton):
            focused.click()
        elif is_enter and self.side == 1:
            self._open_with_sheet()
        elif event.key() == Qt.Key.Key_Escape and self.side == 1:
            self._show_passphrase()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.open.isEnabled() and self.own.check():
            self._state.unlock(self.own.passphrase())

    def _open_with_sheet(self) -> None:
        if not self.open_with_sheet.isEnabled():
            return
        if not self.code.text():
            self.code.complain(self.tr("Type the code."))
            return
        self._state.unlock_with_sheet(self.code.text())

    def _show_sheet(self) -> None:
        self._turn(1)
        self.code.setFocus()

    def _show_passphrase(self) -> None:
        self._turn(0)
        self.own.setFocus()

    def _say_wrong(self, error: AppError) -> None:
        self._be_busy(False)
        if self.side == 1:
            self.code.refuse(error)
        else:
            self.own.refuse(error)

    def _be_busy(self, is_busy: bool) -> None:
        for button in (self.open, self.open_with_sheet, self.other, self.anew, self.to_sheet, self.to_passphrase):
            button.setDisabled(is_busy)
        self.open.setText(self.tr("Opening ...") if is_busy else self.tr("Open"))

        if self.strip is not None and not is_busy:
            self.strip.hide()

    def _show_progress(self, done: int, total: int) -> None:
        """The lists of an older vault are made anew: minutes, where there are a hundred thousand documents."""
        if self.strip is None:
            from ui.widgets.progress_strip import ProgressStrip  # only here: the door itself needs none

            self.strip = ProgressStrip([("records", self.tr("Bringing the vault up to date"))], is_narrow=True)
            self.strip.hide()
            self.strip.cancelled.connect(self._state.stop)
            self._column.addWidget(self.strip)
        if self.strip.isHidden():
            self.strip.begin()
            self.strip.show()
        self.strip.show_lane("records", done, total)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the folder of the vault"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._state.open_other)
        dialog.open()


def _side() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return page, column
