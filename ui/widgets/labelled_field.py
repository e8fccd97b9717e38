"""A field with its label above, a hint, and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import AppError
from core.words import explain
from ui.theme import theme
from ui.widgets.dress import restyle, worded
from ui.widgets.long_text import LongText
from ui.widgets.text_line import TextLine

WIDEST = 640  # pixels: a line across a whole page is hard to find the end of


class LabelledField(QWidget):
    """`input` is any widget; `complain` shows a sentence under it and `calm` takes it away. Typing calms by itself."""

    def __init__(self, label: str, field: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = field
        self.label, self.hint, self.problem = worded(label, "label"), worded(hint, "small", wrap=True), worded("", "problem", wrap=True)
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        field.setAccessibleDescription(hint)
        top = QHBoxLayout()
        top.addWidget(self.label)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(_not_too_wide(field))
        column.addWidget(self.hint)
        column.addWidget(self.problem)
        self.hint.setVisible(bool(hint))
        self.problem.hide()
        self.setFocusProxy(field)
        if isinstance(field, TextLine | LongText):
            field.leave_refusals()
            field.refused.connect(self.complain)
        if isinstance(field, TextLine):
            field.textEdited.connect(self.calm)
        elif isinstance(field, LongText):
            field.textChanged.connect(self.calm)

    def text(self) -> str:
        """Return what was typed into a line, trimmed."""
        return self.input.text().strip() if isinstance(self.input, QLineEdit) else ""

    def complain(self, words: str) -> None:
        """Show what is wrong and put the cursor there."""
        self.problem.setText(words)
        self.problem.show()
        restyle(self.input, "wrong", "true")
        self.input.setAccessibleDescription(words)
        self.input.setFocus()

    def refuse(self, error: AppError) -> None:
        """Show an expected failure beside the field."""
        self.complain(" ".join(words for words in explain(error) if words))

    def calm(self) -> None:
        """Take the complaint away."""
        self.problem.hide()
        restyle(self.input, "wrong", "false")
        self.input.setAccessibleDescription(self.hint.text())


def _not_too_wide(field: QWidget) -> QHBoxLayout:
    """Return a row that ends in nothing where there is more room than a field should have."""
    field.setMaximumWidth(min(field.maximumWidth(), theme.px(WIDEST)))
    row = QHBoxLayout()
    row.addWidget(field, 1000)
    row.addStretch(1)
    return row
