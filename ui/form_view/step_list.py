"""The parts of a form down the side: where one is, what is complete, what still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.dress import tip

WIDTH = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """sign: the number of the part on the paper (I, II); missing: required fields still empty; is_wrong: the person was told."""

    ref: str
    sign: str
    title: str
    missing: int = 0
    is_wrong: bool = False


class StepButton(QAbstractButton):
    """A round sign, the title in up to two lines, and a word about the state."""

    def __init__(self) -> None:
        super().__init__()
        self.step = Step(ref="", sign="", title="")
        self.setCheckable(True)
        self.setAutoExclusive(True)  # "one of these" to a screen reader
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def state_words(self) -> str:
        if self.step.is_wrong:
            return self.tr("Please look again")
        return self.tr("{count} required left").format(count=self.step.missing) if self.step.missing else self.tr("Complete")

    def show_step(self, step: Step) -> None:
        """Show another state."""
        self.step = step
        self.setText(step.title)
        self.setAccessibleName(f"{step.sign} {step.title}. {self.state_words()}".removeprefix("• "))
        self.setToolTip(tip(step.title))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = QFont(self.font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        words = metrics.boundingRect(QRect(0, 0, theme.px(WIDTH) - 56, 400), Qt.TextFlag.TextWordWrap, self.text())
        return QSize(theme.px(WIDTH), min(words.height(), 2 * metrics.lineSpacing()) + theme.px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.chosen if self.isChecked() else colours.hover))
            painter.drawRoundedRect(frame, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 8, 8)
        self._paint_sign(painter)
        words = self.rect().adjusted(48, 8, -8, -8)
        font = QFont(self.font())
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(colours.on_chosen if self.isChecked() else colours.text))
        painter.drawText(words.adjusted(0, 0, 0, -theme.px(18)), Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self.text())
        font.setBold(False)
        font.setPixelSize(theme.px(12))
        painter.setFont(font)
        painter.setPen(QColor(colours.on_error if self.step.is_wrong else colours.text_soft))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self.state_words())
        painter.end()

    def _paint_sign(self, painter: QPainter) -> None:
        tone = "red" if self.step.is_wrong else "grey" if self.step.missing else "green"
        ground, word = theme.pill(tone)
        if self.isChecked() and tone == "grey":  # grey on the ground of the chosen step would not be seen
            ground, word = QColor(theme.colours.brand), QColor(theme.colours.on_brand)
        circle = QRectF(11, 10, 28, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(circle)
        if tone == "green":
            painter.drawPixmap(circle.topLeft().toPoint() + QRect(5, 5, 0, 0).topLeft(), icon_pixmap("check", word.name(), 18))
            return
        font = QFont(self.font())
        font.setPixelSize(theme.px(12))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(word)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "!" if self.step.is_wrong else self.step.sign)


class StepList(QWidget):
    """Emits `chosen` with the ref of the part. Arrow keys go up and down."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[StepButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setFixedWidth(theme.px(WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addStretch(1)

    def show_steps(self, steps: list[Step], current_ref: str) -> None:
        """Show these parts and mark the current one."""
        while len(self.buttons) < len(steps):
            button = StepButton()
            button.clicked.connect(self._choose)
            self._group.addButton(button)
            self._column.insertWidget(len(self.buttons), button)
            self.buttons.append(button)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(steps))
            if number < len(steps):
                button.show_step(steps[number])
                button.setChecked(steps[number].ref == current_ref)

    def _choose(self) -> None:
        button = self._group.checkedButton()
        if isinstance(button, StepButton):
            self.chosen.emit(button.step.ref)
