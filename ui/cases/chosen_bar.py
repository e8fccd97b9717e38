"""What can be done with several cases at once: a bar below the list while more than one is chosen, and the menu of a row."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from ui.cases.words import count_words
from ui.theme import theme
from ui.widgets.dress import Button, worded

NARROW = 700  # pixels


class ChosenBar(QFrame):
    """Asks by signals; hidden while only one case is chosen."""

    print_wanted, sign_wanted, export_wanted, open_wanted, left = Signal(), Signal(), Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self.words = worded("", "label")
        self.print = Button(self.tr("Print ..."), kind="primary", icon_name="printer")
        self.sign = Button(self.tr("Sign papers ..."), icon_name="pen")
        self.export = Button(self.tr("Export ..."), icon_name="download")
        self.leave = Button(self.tr("Choose none"), icon_name="close")
        keys = {self.print: "Ctrl+P", self.sign: "Ctrl+G", self.export: "Ctrl+E", self.leave: "Esc"}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 8, 7)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for button, signal in (
            (self.print, self.print_wanted),
            (self.sign, self.sign_wanted),
            (self.export, self.export_wanted),
            (self.leave, self.left),
        ):
            button.setToolTip(f"{button.text()} ({keys[button]})")
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many are chosen; nothing for one or none."""
        self.words.setText(self.tr("{count} cases chosen").format(count=count_words(count)))
        self.setVisible(count > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for button in (self.sign, self.export, self.leave):
            button.be_short(event.size().width() < theme.px(NARROW))
        super().resizeEvent(event)

    def show_menu(self, place: QPoint) -> None:
        """Offer the same for the row under the cursor. place: on the screen."""
        menu = QMenu(self)
        for words, keys, signal in (
            (self.tr("Open"), "Enter", self.open_wanted),
            (self.tr("Print ..."), "Ctrl+P", self.print_wanted),
            (self.tr("Sign papers ..."), "Ctrl+G", self.sign_wanted),
            (self.tr("Export ..."), "Ctrl+E", self.export_wanted),
        ):
            menu.addAction(f"{words}\t{keys}").triggered.connect(signal)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
