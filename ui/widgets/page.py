"""A page knows where the cursor begins on it, and still lets Tab reach what stands before that place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """`begin_at` instead of Qt's focus proxy: Tab into a widget with a proxy jumps to it, and "back" above it would never be reached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None

    def begin_at(self, widget: QWidget | None) -> None:
        """Whoever comes to this page stands on `widget`."""
        self._first = widget

    def take_cursor(self) -> None:
        """Put the cursor where this page begins."""
        (self._first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._first is not None:
            self._first.setFocus(event.reason())


def put_cursor_on(page: QWidget) -> None:
    """Let a person begin on `page`."""
    page.take_cursor() if isinstance(page, Page) else page.setFocus(Qt.FocusReason.OtherFocusReason)
