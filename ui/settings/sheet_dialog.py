"""A new recovery sheet: one's own passphrase first, then the sheet, then a group of it typed back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.errors import AppError
from core.vault.errors import WrongPassphrase
from ui.people.own_passphrase import OwnPassphrase
from ui.printing.print_pdf import print_pdf
from ui.settings.settings_state import SettingsState
from ui.start.sheet_step import SheetStep
from ui.widgets.banner import Banner
from ui.widgets.dialog_column import column_in, foot_in, resize_on_screen
from ui.widgets.dress import Button, worded


class SheetDialog(QDialog):
    """Accepted once the group was right."""

    def __init__(self, state: SettingsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._code = state, ""
        self.setWindowTitle(self.tr("New recovery sheet"))
        resize_on_screen(self, 720, 480)
        self.banner, self.own, self.sheet = Banner(), OwnPassphrase(self.tr("Your passphrase")), SheetStep()
        self.sides = QStackedWidget()
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(worded(self.tr("New recovery sheet"), "title"))
        follows = self.tr("The sheet made before opens nothing any more: tear it up when the new one is put away.")
        column.addWidget(worded(follows, "soft", wrap=True))
        column.addWidget(self.own)
        column.addStretch(1)
        self.sides.addWidget(first)
        self.sides.addWidget(self.sheet)
        self.close_button, self.next = Button(self.tr("Close")), Button(self.tr("Make the sheet"), kind="primary")
        for button in (self.close_button, self.next):
            button.setAutoDefault(False)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.next)
        whole = column_in(self)
        whole.setContentsMargins(24, 20, 24, 18)
        whole.setSpacing(12)
        whole.addWidget(self.banner)
        whole.addWidget(self.sides, 1)
        foot_in(self, buttons)
        self.own.entered.connect(self.go_on)
        self.next.clicked.connect(self.go_on)
        self.close_button.clicked.connect(self.reject)
        self.sheet.renamed.connect(self._rename)
        self.sheet.save_asked.connect(self._choose_target)
        self.sheet.print_asked.connect(self._print)
        state.sheet_made.connect(self._show)
        state.sheet_saved.connect(self.sheet.say_saved)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self.next.setDisabled)
        self.own.setFocus()

    def go_on(self) -> None:
        """To the sheet, to the question, to the end."""
        if not self.next.isEnabled():
            return
        if self.sides.currentIndex() == 0:
            if self.own.check():
                self._state.renew_sheet(self.own.passphrase())
        elif self.sheet.check():
            self._state.confirm_sheet()
            self.sheet.forget()
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.go_on()
        else:
            super().keyPressEvent(event)

    def _show(self, code: str) -> None:
        self._code = code
        self.own.clear()
        self.sheet.show_code(code)
        self.sides.setCurrentIndex(1)
        self._rename()
        self.sheet.enter()

    def _rename(self) -> None:
        self.next.setText(self.sheet.next_word)

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, WrongPassphrase):
            self.own.refuse(error)
        else:
            self.banner.refuse(error)

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery sheet"), str(Path.home() / "lembar-pemulihan.pdf"), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, path: str) -> None:
        self._state.save_sheet(self._code, Path(path))

    def _print(self) -> None:
        print_pdf(self._state.sheet_pdf(self._code), self)
