"""What a dialog holds, below each other: the dialog grows with its words, and scrolls once it is as high as the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme

TITLE_AND_TASK_BAR = 40  # pixels of a screen that a dialog cannot have


class DialogColumn(QScrollArea):
    """Fills its dialog. Widgets go into `column`."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if theme.letters == "normal":
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        ground = QWidget()
        ground.setObjectName("ScrollGround")
        self.column = QVBoxLayout(ground)
        self.setWidget(ground)
        outer = QVBoxLayout(dialog)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)

    def sizeHint(self) -> QSize:
        return self._size_at(max(self.window().minimumWidth(), self.column.sizeHint().width()))

    def minimumSizeHint(self) -> QSize:
        """As high as the words need at this width: Qt gives wrapped words in a dialog too little room, and a complaint none."""
        least = self.column.minimumSize().width()
        return QSize(least, self._size_at(max(least, self.window().width())).height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
            self._widen()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widen()

    def _widen(self) -> None:
        """A least width that the dialog was given is no reason to cut its words off."""
        dialog, needed = self.window(), self._size_at(self.column.minimumSize().width()).width()
        if dialog.minimumWidth() < needed:
            dialog.setMinimumWidth(min(needed, self.screen().availableGeometry().width()))

    def _size_at(self, width: int) -> QSize:
        height = self.column.totalHeightForWidth(width) if self.column.hasHeightForWidth() else self.column.sizeHint().height()
        room = self.screen().availableGeometry().height() - TITLE_AND_TASK_BAR
        if height <= room:
            return QSize(width, height)
        return QSize(width + self.verticalScrollBar().sizeHint().width(), room)  # the bar takes no room from the words


def column_in(dialog: QDialog) -> QVBoxLayout:
    """Return the column into which the dialog's widgets go."""
    return DialogColumn(dialog).column
