"""What stands in the window while the program loads what it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.dress import worded


class OpeningPage(QWidget):
    """The name of the program and a bar that moves."""

    def __init__(self) -> None:
        super().__init__()
        name, words = worded("Bukti", "title"), worded(self.tr("Opening ..."), "soft")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(theme.px(220))
        bar.setAccessibleName(words.text())
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(1)
        for widget in (name, bar, words):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
