"""The line at the foot of the window: is there a line to the centre, what waits to be sent, when was saved, whose desk is it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.elided import ElidedLabel
from ui.widgets.work_line import WorkLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the status bar says. Words are ready for the screen; an empty one is left out."""

    is_online: bool = False
    waiting: str = ""  # "3 changes wait to be sent - last sent 2 hours ago"
    saved: str = ""  # "Saved 09.41"
    office: str = ""


class StatusBar(QFrame):
    """Shows a Standing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("StatusBar")
        self.setFixedHeight(theme.px(32))
        self.line, self.waiting, self.saved, self.work = QLabel(), ElidedLabel(), ElidedLabel(), WorkLine()
        self._dot, self._is_online, self._shown = QLabel(), False, Standing()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self._dot)
        row.addWidget(self.line)
        row.addWidget(self.waiting)
        row.addStretch(1)
        row.addWidget(self.work)
        row.addWidget(self.saved)
        theme.changed.connect(self._draw)
        self.show_standing(Standing())

    def show_standing(self, standing: Standing) -> None:
        """Show the words; the state of the line is said by a word and a dot, not by colour alone."""
        self._shown = standing
        self.line.setText(self.tr("Online") if standing.is_online else self.tr("Offline"))
        self._is_online = standing.is_online
        self._draw()
        self.line.setProperty("state", "online" if standing.is_online else "offline")
        self.line.style().polish(self.line)
        self.waiting.setText(standing.waiting)
        self.saved.setText(" · ".join(word for word in (standing.saved, standing.office) if word))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_standing(self._shown)
        elif event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(theme.px(32))

    def _draw(self) -> None:
        colours = theme.colours
        self._dot.setPixmap(icon_pixmap("dot", colours.on_success if self._is_online else colours.on_warn, theme.px(12)))
