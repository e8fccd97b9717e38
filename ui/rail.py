"""The rail at the left: where a person is and can go, by mouse, Tab and arrow keys, or Ctrl with a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import icon_pixmap
from ui.theme import theme

WORD_NEEDS = 58  # pixels of height for an icon over a word
WIDE, SLIM = 92, 56  # pixels


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One place of the window. `factory` builds its page when it is first shown; `at_bottom` puts it at the foot of the rail."""

    key: str
    icon: str
    title: str
    factory: Callable[[], QWidget]
    at_bottom: bool = False


class RailButton(QAbstractButton):
    """An icon over a word, painted, with a count in the corner when something waits there."""

    def __init__(self, entry: RailEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._count = 0
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # "one of these", not "on or off", to a screen reader
        self.setAccessibleName(entry.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """Show how many things wait behind this entry; 0 shows nothing."""
        self._count = count
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(76), theme.px(62))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 30)  # a small screen at 200 %: the icon alone, its word in the tool tip

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.chosen))
            painter.drawRoundedRect(frame, 8, 8)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(frame, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 8, 8)
        colour = colours.on_chosen if self.isChecked() else colours.text_soft
        has_word = self.height() >= theme.px(WORD_NEEDS) and self.width() >= 70
        size = theme.px(24) if has_word else min(theme.px(24), self.height() - 8)
        top = theme.px(8) if has_word else (self.height() - size) / 2
        painter.drawPixmap(QPointF((self.width() - size) / 2, top), icon_pixmap(self.entry.icon, colour, size))
        font = QFont(self.font())
        font.setPixelSize(theme.px(12))
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        word = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        if has_word:
            painter.drawText(QRectF(0, theme.px(36), self.width(), theme.px(20)), Qt.AlignmentFlag.AlignCenter, word)
        if self._count:
            self._paint_count(painter, font)
        painter.end()

    def _paint_count(self, painter: QPainter, font: QFont) -> None:
        ground, word = theme.pill("orange")
        text = str(self._count) if self._count < 100 else "99+"
        font.setPixelSize(theme.px(11))
        font.setBold(True)
        painter.setFont(font)
        width = max(float(theme.px(18)), QFontMetrics(font).horizontalAdvance(text) + 10.0)
        badge = QRectF(self.width() / 2 + 4, 3, width, theme.px(17))
        painter.setPen(QPen(QColor(theme.colours.surface), 2))
        painter.setBrush(ground)
        painter.drawRoundedRect(badge, theme.px(17) / 2, theme.px(17) / 2)
        painter.setPen(word)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """Emits `chosen` with the key of the entry that was pressed."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Rail")
        self.setFixedWidth(theme.px(WIDE))
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(7, 14, 7, 14)
        column.setSpacing(5)
        for at_bottom in (False, True):
            for entry in entries:
                if entry.at_bottom == at_bottom:
                    column.addWidget(self._button(entry, entries.index(entry) + 1))
            if not at_bottom:
                column.addStretch(1)

    def _button(self, entry: RailEntry, number: int) -> RailButton:
        button = RailButton(entry)
        button.setToolTip(f"{entry.title} (Ctrl+{number % 10})")
        button.clicked.connect(self._choose)
        button.installEventFilter(self)
        self._group.addButton(button)
        self.buttons[entry.key] = button
        return button

    def be_narrow(self, is_narrow: bool) -> None:
        """Icons alone, or over their words."""
        self.setFixedWidth(SLIM if is_narrow else theme.px(WIDE))
        margin = 6 if is_narrow else 14
        self._column.setContentsMargins(7, margin, 7, margin)

    def show_chosen(self, key: str) -> None:
        """Mark the entry without emitting anything. Tab stops at it, as in every row of which one is chosen."""
        self.buttons[key].setChecked(True)
        for one, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == key else Qt.FocusPolicy.ClickFocus)

    def _choose(self) -> None:
        button = self._group.checkedButton()
        if isinstance(button, RailButton):
            self.chosen.emit(button.entry.key)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(watched, RailButton):
                watched.click()
            return True
        return False
