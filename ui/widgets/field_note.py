"""A sentence below a field that has no place for sentences of its own; it goes when the person types on, or leaves the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout

from ui.theme import theme
from ui.widgets.dress import worded

NARROWEST, WIDEST, GAP, EDGE = 220, 420, 4, 8  # pixels as designed
_GOES = (QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.FocusOut)


class FieldNote(QFrame):
    """Lies over the window, below its field, or above it where there is no room below. A screen reader hears it as the field's words."""

    def __init__(self, field: QLineEdit | QPlainTextEdit, sentence: str) -> None:
        super().__init__(field.window())
        self._field, self._usual = field, field.accessibleDescription()
        self.setProperty("role", "note")
        self.words = worded(sentence, "problem", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.words)
        field.setAccessibleDescription(sentence)
        field.textChanged.connect(self.leave)
        field.installEventFilter(self)
        self._lie_below()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Take the sentence away."""
        self._field.removeEventFilter(self)
        self._field.setAccessibleDescription(self._usual)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _GOES and not self.isHidden():
            self.leave()
        return super().eventFilter(watched, event)

    def _lie_below(self) -> None:
        ground, field = self._field.window(), self._field
        width = min(max(field.width(), theme.px(NARROWEST)), theme.px(WIDEST), ground.width() - 2 * EDGE)
        self.setFixedWidth(width)
        self.setFixedHeight(self.heightForWidth(width))
        place = field.mapTo(ground, QPoint(0, field.height() + GAP))
        if place.y() + self.height() > ground.height():
            place.setY(max(0, field.mapTo(ground, QPoint(0, 0)).y() - self.height() - GAP))
        self.move(max(EDGE, min(place.x(), ground.width() - width - EDGE)), place.y())


def note_below(field: QLineEdit | QPlainTextEdit, sentence: str) -> None:
    """Show the sentence below the field, in place of one that stood there."""
    for old in field.window().findChildren(FieldNote):
        old.leave()
    FieldNote(field, sentence)
