"""A line to press: a word, a quieter sentence below it, and a word or a pill at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.pill import paint_pill, pill_size


class RowButton(QAbstractButton):
    """Enter and Space press it. tone: of ui.theme.PILLS, for `aside` as a pill; empty: as plain words. key: what the row stands for."""

    def __init__(
        self,
        title: str,
        sentence: str = "",
        *,
        aside: str = "",
        tone: str = "",
        icon_name: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._sentence, self._aside, self._tone, self._icon_name = sentence, aside, tone, icon_name
        self.setText(title)
        self.setAccessibleName(", ".join(word for word in (title, sentence, aside) if word))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(160))
        theme.changed.connect(self.update)

    @property
    def sentence(self) -> str:
        return self._sentence

    def set_sentence(self, sentence: str) -> None:
        """Say something else below the title."""
        self._sentence = sentence
        self.setAccessibleName(", ".join(word for word in (self.text(), sentence, self._aside) if word))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, theme.px(54 if self._sentence else 40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(frame, 7, 7)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 7, 7)
        left, size = 12.0, theme.px(22)
        if self._icon_name:
            painter.drawPixmap(round(left), round((self.height() - size) / 2), icon_pixmap(self._icon_name, colours.link, size))
            left += size + 14
        right = self._paint_aside(painter)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        top = QRectF(left, theme.px(8) if self._sentence else 0, right - left, theme.px(20) if self._sentence else self.height())
        painter.setFont(strong)
        painter.setPen(QColor(colours.text))
        word = QFontMetrics(strong).elidedText(self.text(), Qt.TextElideMode.ElideRight, round(right - left))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, word)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text_soft))
        words = self.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, round(right - left))
        painter.drawText(QRectF(left, theme.px(28), right - left, theme.px(19)), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _paint_aside(self, painter: QPainter) -> float:
        """Returns where the room for the words ends."""
        if not self._aside:
            return self.width() - 12.0
        if self._tone:
            width = pill_size(self._aside, self.font()).width()
            paint_pill(painter, QRectF(self.width() - 12 - width, 0, width, self.height()), self._aside, self._tone)
        else:
            width = self.fontMetrics().horizontalAdvance(self._aside)
            painter.setPen(QColor(theme.colours.text_soft))
            painter.drawText(QRectF(self.width() - 12 - width, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self._aside)
        return self.width() - 24.0 - width
