"""A white panel with a soft border; its content goes into `body`."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.dress import worded


class Card(QFrame):
    """A panel with an optional heading; widgets beside the heading go into `header`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        self.title = worded(title, "heading", wrap=True)
        self.header = QHBoxLayout()
        self.header.addWidget(self.title, 1)
        if title:
            column.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column.addLayout(self.body, 1)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the last one."""
        self.body.addWidget(widget, stretch)
