"""A notice above a page: what is so, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.errors import AppError
from core.words import explain
from ui.icons import icon, icon_pixmap
from ui.theme import theme
from ui.widgets.dress import Button, restyle, worded

_ICONS = {"info": "info", "success": "success", "warn": "warn", "error": "error"}


class Banner(QFrame):
    """Hidden until it has something to say. Screen readers are told when it appears."""

    dismissed = Signal()
    acted = Signal()  # the action button was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "info"
        self._picture = QLabel()
        self._title, self._hint = worded("", wrap=True), worded("", wrap=True)
        self._title.setStyleSheet("font-weight: 600;")
        self.action = Button("", kind="plain")
        self.action.hide()
        self.action.clicked.connect(self.acted)
        self._close = QToolButton()
        self._close.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._close.clicked.connect(self.dismiss)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 8, 9)
        row.setSpacing(10)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._draw)
        self._name_cross()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name_cross()

    def _name_cross(self) -> None:
        self._close.setToolTip(self.tr("Close this notice"))
        self._close.setAccessibleName(self.tr("Close this notice"))

    @property
    def kind(self) -> str:
        return self._kind

    def text(self) -> str:
        """Return title and hint, each on a line."""
        return "\n".join(word for word in (self._title.text(), self._hint.text()) if word)

    def say(self, kind: str, title: str, hint: str = "", *, action: str = "") -> None:
        """Show the notice. kind: info, success, warn or error; action: the word on a button that emits `acted`."""
        self._kind = kind if kind in _ICONS else "info"
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._draw()
        self.show()
        self.setAccessibleName(self.text())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def refuse(self, error: AppError) -> None:
        """Show an expected failure in the language of the screen."""
        self.say("error", *explain(error))

    def dismiss(self) -> None:
        """Take the notice away."""
        self.hide()
        self.dismissed.emit()

    def _draw(self) -> None:
        restyle(self, "banner", self._kind)
        colours = theme.colours
        colour = {"info": colours.on_info, "success": colours.on_success, "warn": colours.on_warn, "error": colours.on_error}[self._kind]
        parts: tuple[QWidget, ...] = (self._title, self._hint, self.action, self._close)
        for part in parts:  # their colours follow the kind
            part.style().unpolish(part)
            part.style().polish(part)
        self._picture.setPixmap(icon_pixmap(_ICONS[self._kind], colour, theme.px(20)))
        self._close.setIcon(icon("close", colour, theme.px(16)))
