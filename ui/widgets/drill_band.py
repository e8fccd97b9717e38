"""The band over everything that tells a drill from what is real."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class DrillBand(QLabel):
    """Hidden where nothing is a drill."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("DrillBand")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def show_drill(self, is_drill: bool) -> None:
        """Show or hide it, in the language of now."""
        self.setText(self.tr("DRILL - nothing here is real. Papers are marked LATIHAN."))
        self.setVisible(is_drill)
