"""What a dialog holds, below each other: it grows with its words, and scrolls once it is as high as the screen; its buttons stay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme

TITLE_AND_TASK_BAR = 40  # pixels of a screen that a dialog cannot have
FOOT_SPACING = 6  # pixels above and below the edge at which the scrolled part ends


class DialogColumn(QScrollArea):
    """Fills its dialog. Widgets go into `column`, the buttons below it by `foot_in`."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._foot: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if theme.letters == "normal":
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        ground = QWidget()
        ground.setObjectName("ScrollGround")
        self.column = QVBoxLayout(ground)
        self.setWidget(ground)
        self._outer = QVBoxLayout(dialog)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self)

    def put_foot(self, foot: QWidget) -> None:
        """Put the buttons below, where they are seen however long the rest is. The column has its margins by then."""
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), margins.top(), margins.right(), FOOT_SPACING)
        framed = self._foot = QWidget()
        row = QVBoxLayout(framed)
        row.setContentsMargins(margins.left(), FOOT_SPACING, margins.right(), margins.bottom())
        row.addWidget(foot)
        self._outer.addWidget(framed)
        self._be_pressed_by_enter(foot)

    def _be_pressed_by_enter(self, foot: QWidget) -> None:
        """Let Enter in a field mean the deed. A button is only known as such within its dialog, else the first "Choose ..." would be it."""
        buttons = foot.findChildren(QPushButton)
        deed = next((one for one in buttons if one.isDefault()), None) or next(
            (one for one in buttons if one.property("kind") == "primary"), None
        )
        if deed is not None:
            deed.setDefault(False)
            deed.setDefault(True)

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
            self._drop_needless_bar()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drop_needless_bar()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widen()

    def _drop_needless_bar(self) -> None:
        """Once there, a bar takes room from wrapped words, which are then higher and seem to need it."""
        needed = self.column.totalHeightForWidth(self.width()) if self.column.hasHeightForWidth() else self.column.minimumSize().height()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if needed <= self.height() else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)

    def _widen(self) -> None:
        """A least width that the dialog was given is no reason to cut its words off."""
        dialog, needed = self.window(), self._size_at(self.column.minimumSize().width()).width()
        if dialog.minimumWidth() < needed:
            dialog.setMinimumWidth(min(needed, self.screen().availableGeometry().width()))

    def _size_at(self, width: int) -> QSize:
        height = self.column.totalHeightForWidth(width) if self.column.hasHeightForWidth() else self.column.sizeHint().height()
        room = self.screen().availableGeometry().height() - TITLE_AND_TASK_BAR
        if self._foot is not None:
            room -= self._foot.sizeHint().height()
        if height <= room:
            return QSize(width, height)
        return QSize(width + self.verticalScrollBar().sizeHint().width(), room)  # the bar takes no room from the words


def column_in(dialog: QDialog) -> QVBoxLayout:
    """Return the column into which the dialog's widgets go."""
    return DialogColumn(dialog).column


def resize_on_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog this size in pixels, or what its screen has of it."""
    room = dialog.screen().availableGeometry().size()
    dialog.resize(QSize(width, height).boundedTo(QSize(room.width(), room.height() - TITLE_AND_TASK_BAR)))


def foot_in(dialog: QDialog, buttons: QWidget) -> None:
    """Put the buttons at the foot of a dialog whose column is complete."""
    (whole,) = dialog.findChildren(DialogColumn)
    whole.put_foot(buttons)
