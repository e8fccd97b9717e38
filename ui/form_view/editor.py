"""What every field widget has in common, and the plain ones: text, long text, whole number, note, calculated, taken elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from forms.engine.view import Field
from ui.theme import theme
from ui.widgets.dress import restyle, worded
from ui.widgets.long_text import LongText
from ui.widgets.text_line import TextLine
from ui.widgets.whole_paste import LINE_MOST


class Editor(QWidget):
    """Shows the value of one field and tells when a person changes it. A subclass fills `bind` and names its `input`."""

    changed = Signal(str)  # the new value
    beside = Signal(str, str)  # ending of a neighbour's key, its value: the code beside a village's name
    left = Signal()  # the person went on to another field
    refused = Signal()  # something was not taken in: `refusal` says what

    def __init__(self) -> None:
        super().__init__()
        self.refusal = ""  # until the person types on or leaves
        self.changed.connect(self._calm)
        self.left.connect(self._calm)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def bind(self, field: Field) -> None:
        """Show the value, choices and state of the field. Must not disturb what the person is typing."""
        raise NotImplementedError

    def input(self) -> QWidget:
        """Return the widget that takes the keys."""
        raise NotImplementedError

    def complaint(self) -> str:
        """Return what is wrong with the typed text in the words of this widget, or an empty text."""
        return ""

    def refuse(self, sentence: str) -> None:
        """Say what was not taken in; the value is as it was."""
        self.refusal = sentence
        self.refused.emit()

    def _calm(self) -> None:
        self.refusal = ""

    def mark(self, is_wrong: bool) -> None:
        """Show that the value is wrong, for those who look at the frame; the sentence stands below."""
        restyle(self.input(), "wrong", "true" if is_wrong else "")


class LineEditor(Editor):
    """One line of text. `fixed_width`, in pixels as designed, keeps short answers short; 0 lets it grow."""

    fixed_width = 0

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.line.leave_refusals()
        self.line.refused.connect(self.refuse)
        self.line.textEdited.connect(self._tell)
        self.line.editingFinished.connect(self.left)
        if self.fixed_width:
            self.line.setFixedWidth(theme.px(self.fixed_width))
        self.column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def bind(self, field: Field) -> None:
        self.line.setReadOnly(field.readonly)
        if self.line.text() != field.value:
            self.line.setMaxLength(max(LINE_MOST, len(field.value)))  # what was kept is shown, however long it is
            self.line.setText(field.value)
            self.line.setCursorPosition(0)

    def input(self) -> QLineEdit:
        return self.line

    def _tell(self, _words: str) -> None:
        self.changed.emit(self.line.text())


class IntegerEditor(LineEditor):
    """A whole number; what is no number is kept and complained about, not swallowed."""

    fixed_width = 140

    def __init__(self) -> None:
        super().__init__()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)


class _GrowingText(LongText):
    """As high as its text, between four and fourteen lines; Tab goes on to the next field."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.leave_refusals()
        self.textChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = round(self.document().size().height())  # of a plain text document: lines, not pixels
        height = min(max(lines, 4), 14) * line + 26
        if self.height() != height:
            self.setFixedHeight(height)


class LongTextEditor(Editor):
    """Several lines of text."""

    def __init__(self) -> None:
        super().__init__()
        self.text = _GrowingText()
        self.text.textChanged.connect(self._tell)
        self.text.left.connect(self.left)
        self.text.refused.connect(self.refuse)
        self.column.addWidget(self.text)
        self.setFocusProxy(self.text)

    def bind(self, field: Field) -> None:
        self.text.setReadOnly(field.readonly)
        if self.text.toPlainText() != field.value:
            self.text.blockSignals(True)
            self.text.setPlainText(field.value)
            self.text.blockSignals(False)
            self.text._grow()

    def input(self) -> QPlainTextEdit:
        return self.text

    def _tell(self) -> None:
        self.changed.emit(self.text.toPlainText())


class CalculateEditor(Editor):
    """A value that the form computes; it can be read and copied, not changed."""

    def __init__(self) -> None:
        super().__init__()
        self.line = TextLine()
        self.line.setReadOnly(True)
        self.column.addWidget(self.line)

    def bind(self, field: Field) -> None:
        self.line.setText(field.value)

    def input(self) -> QLineEdit:
        return self.line


class NoteEditor(Editor):
    """Only the words of the form itself; the row shows them as its label."""

    def __init__(self) -> None:
        super().__init__()
        self.words = worded("", "soft", wrap=True)
        self.column.addWidget(self.words)

    def bind(self, field: Field) -> None:
        self.words.setText(field.value)
        self.words.setVisible(bool(field.value))

    def input(self) -> QLabel:
        return self.words

    def mark(self, is_wrong: bool) -> None:
        del is_wrong  # a note is never wrong


class ElsewhereEditor(NoteEditor):
    """Photos, files and signatures are taken on the page of the case, where they are kept as evidence."""

    def bind(self, field: Field) -> None:
        words = self.tr("Signed on the page of the case.") if field.kind == "signature" else self.tr("Added on the page of the case.")
        self.words.setText(words)
