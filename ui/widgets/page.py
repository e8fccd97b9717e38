"""A page knows where the cursor begins on it, how a person leaves it, and whether that would lose what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


class Page(QWidget):
    """`begin_at` instead of Qt's focus proxy: Tab into a widget with a proxy jumps to it, and "back" above it would never be reached."""

    left = Signal()  # a person wants to go back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None

    def begin_at(self, widget: QWidget | None) -> None:
        """Whoever comes to this page stands on `widget`."""
        self._first = widget

    def is_unsaved(self) -> bool:
        """True while something stands here that a person typed or drew and that is kept nowhere: the window asks before it goes."""
        return False

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


def pressed_by_enter(button: QWidget | None, event: QKeyEvent) -> bool:
    """Press a button by Enter that nothing on the page had a use for; Qt does so in dialogs only. Returns whether it was one."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(button, QPushButton):
        return False
    button.showMenu() if button.menu() is not None else button.click()
    return True
