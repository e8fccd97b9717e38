"""Several lines to type in, as they stand everywhere in the window: what would make the text too long is refused as a whole."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.widgets.whole_paste import TEXT_MOST, too_long


class LongText(QPlainTextEdit):
    """Takes at most TEXT_MOST characters by paste or drop; `refused` and `leave_refusals` as of TextLine. Tab goes on to the next field."""

    refused = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self._is_left = False

    def leave_refusals(self) -> None:
        """Somebody else shows the sentences of `refused`."""
        self._is_left = True

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop."""
        kept = self.document().characterCount() - 1 - abs(self.textCursor().selectionEnd() - self.textCursor().selectionStart())
        if kept + len(source.text()) <= TEXT_MOST:
            super().insertFromMimeData(source)
            return
        self.refused.emit(too_long(TEXT_MOST))
        if not self._is_left:
            from ui.widgets.field_note import note_below

            note_below(self, too_long(TEXT_MOST))
