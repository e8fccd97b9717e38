"""The first thing anybody sees: five ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import icon_pixmap
from ui.start.step import Step
from ui.theme import theme


class WayButton(QAbstractButton):
    """A wide button: an icon, a heading, a quieter sentence."""

    def __init__(self, icon_name: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._sentence = icon_name, sentence
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(520, theme.px(76))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(colours.hover if self.underMouse() or self.isDown() else colours.surface))
        painter.setPen(QPen(QColor(colours.link if self.hasFocus() else colours.border), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(frame, 10, 10)
        painter.drawPixmap(QPointF(20, self.height() / 2 - 14), icon_pixmap(self._icon_name, colours.link, 28))
        bold = QFont(self.font())
        bold.setPixelSize(theme.px(15))
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(66, theme.px(15), self.width() - 84, theme.px(22)), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text_soft))
        words = painter.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, self.width() - 84)
        painter.drawText(QRectF(66, theme.px(39), self.width() - 84, theme.px(22)), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class WelcomeStep(Step):
    """Emits which way was chosen: found, join, restore, open or drill."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            self.tr("Welcome to Bukti"),
            self.tr("The evidence desk of election supervisors. It works without internet; everything stays encrypted on this laptop."),
        )
        self.found = WayButton("home", self.tr("Set up my office"), self.tr("This is the first laptop of the office."))
        self.join = WayButton("people", self.tr("Join my office"), self.tr("Another laptop of the office is set up already."))
        self.restore = WayButton("usb", self.tr("Restore a lost laptop"), self.tr("From its second copy on a stick or disk."))
        self.open = WayButton("folder", self.tr("Open an existing vault"), self.tr("A vault folder lies on this laptop or on a disk."))
        self.drill = WayButton("book", self.tr("Practise"), self.tr("A drill office in an invented region. Papers are marked LATIHAN."))
        for button in (self.found, self.join, self.restore, self.open, self.drill):
            self.body.addWidget(button)
        self.body.addStretch(1)
        self.found.clicked.connect(self._found)
        self.join.clicked.connect(self._join)
        self.restore.clicked.connect(self._restore)
        self.open.clicked.connect(self._open)
        self.drill.clicked.connect(self._drill)

    @property
    def next_word(self) -> str:
        return ""

    @property
    def can_go_back(self) -> bool:
        return False

    def enter(self) -> None:
        self.found.setFocus()

    def _found(self) -> None:
        self.chosen.emit("found")

    def _join(self) -> None:
        self.chosen.emit("join")

    def _restore(self) -> None:
        self.chosen.emit("restore")

    def _open(self) -> None:
        self.chosen.emit("open")

    def _drill(self) -> None:
        self.chosen.emit("drill")
