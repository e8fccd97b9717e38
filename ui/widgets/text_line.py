"""One line to type in, as it stands everywhere in the window: what does not fit into it is refused as a whole, in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.whole_paste import LINE_MOST, WholePaste, too_long


class TextLine(QLineEdit):
    """Holds at most LINE_MOST characters, or as many as its maximum length says. Whoever shows refusals in a place of its own connects
    `refused` and calls `leave_refusals`; otherwise the sentence stands below the line until the person types on or leaves.
    """

    refused = Signal(str)  # the sentence; the line is as it was

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, most: int = LINE_MOST, sentence: Callable[[int], str] = too_long
    ) -> None:
        """sentence: why nothing was taken, of how many characters the line holds."""
        super().__init__(text, parent)
        self.setMaxLength(most)
        self._is_left = False
        WholePaste(self, sentence).refused.connect(self._tell)
        self.setCursorPosition(0)

    def setText(self, text: str | None, /) -> None:
        """Show other words, from their beginning where nobody is typing: a long address is read from its first letter."""
        super().setText(text or "")
        if not self.hasFocus():
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the words from their beginning again, unless the person only looks into a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason):
            self.setCursorPosition(0)

    def leave_refusals(self) -> None:
        """Somebody else shows the sentences of `refused`."""
        self._is_left = True

    def _tell(self, sentence: str) -> None:
        self.refused.emit(sentence)
        if not self._is_left:
            from ui.widgets.field_note import note_below  # only here: hardly any line ever refuses something

            note_below(self, sentence)
