"""The board "who has not handed in": a tile for each laptop, as large as there is room, so that it is read from across a room."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from core.hub.board import Board, BoardRow, BoardStanding
from ui.hub.board_words import ICONS, TONES, detail_words, laptop_word, place_word, standing_word
from ui.icons import icon_pixmap
from ui.theme import theme
from ui.widgets.dress import tip
from ui.widgets.scrolled import ReadByKeys

TILE = QSize(268, 124)  # at its smallest, device-independent pixels
GAP, LARGEST = 10, 2.4
HEAD = 66


class BoardHead(QWidget):
    """How many of how many, in one large line with a bar under it; at the right how to reach the station, on the whole screen."""

    def __init__(self, *, is_large: bool) -> None:
        super().__init__()
        self._board: Board | None = None
        self._reach, self._is_large = "", is_large
        self.setFixedHeight(HEAD * 2 if is_large else HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_board(self, board: Board, reach: str) -> None:
        """reach: address and code, empty while the station is closed."""
        self._board, self._reach = board, reach
        self.setAccessibleName(self.words())
        self.update()

    def words(self) -> str:
        """Return the one sentence of the board."""
        if self._board is None:
            return ""
        missing = self._board.expected - self._board.handed_in
        if not self._board.expected:
            return self.tr("Nobody is expected yet")
        if not missing:
            return self.tr("All {count} have handed in").format(count=self._board.expected)
        return self.tr("{done} of {count} have handed in").format(done=self._board.handed_in, count=self._board.expected)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._board is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRect(2, 0, self.width() - 4, self.height() - 24)
        side = Qt.AlignmentFlag.AlignVCenter
        if self._is_large and self._reach:
            font = self._font(26)
            painter.setFont(font)
            painter.setPen(QColor(theme.colours.text_soft))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | side, self._reach)
            room.setRight(room.right() - QFontMetrics(font).size(0, self._reach).width() - 24)
        font = self._font(52 if self._is_large else 30 if self.width() > 620 else 22)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours.text))
        words = QFontMetrics(font).elidedText(self.words(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | side, words)
        self._paint_bar(painter, QRectF(2, self.height() - 16, self.width() - 4, 12))
        painter.end()

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(size)
        return font

    def _paint_bar(self, painter: QPainter, place: QRectF) -> None:
        assert self._board is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours.line))
        painter.drawRoundedRect(place, 6, 6)
        left = place.left()
        done: tuple[BoardStanding, ...] = ("at_centre", "copied", "under_way", "partly")
        for standing in done:
            share = self._board.count(standing) / max(1, self._board.expected)
            if share:
                painter.setBrush(theme.pill(TONES[standing])[1])
                painter.drawRoundedRect(QRectF(left, place.top(), share * place.width(), place.height()), 6, 6)
                left += share * place.width()


class BoardTile(QFrame):
    """One laptop. Painted whole, so that words end in dots where they do not fit; screen readers hear all of them."""

    def __init__(self, row: BoardRow) -> None:
        super().__init__()
        self.row, self._scale = row, 1.0
        parts = (place_word(row), laptop_word(row), standing_word(row.standing), *detail_words(row))
        self.setAccessibleName(". ".join(part for part in parts if part))
        self.setToolTip(tip(self.accessibleName()))
        theme.changed.connect(self.update)

    def be_scaled(self, scale: float) -> None:
        self._scale = scale
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground, word = theme.pill(TONES[self.row.standing])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme.colours.line), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(frame, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(word)
        painter.drawRoundedRect(QRectF(frame.left(), frame.top(), 7 * self._scale, frame.height()), 4, 4)
        left, width = round(18 * self._scale), self.width() - round(30 * self._scale)
        self._write(painter, place_word(self.row), left, 8, width, 18, QColor(theme.colours.text), is_bold=True)
        self._write(painter, laptop_word(self.row), left, 33, width, 13, QColor(theme.colours.text_soft))
        icon_size = round(20 * self._scale)
        painter.drawPixmap(left, round(54 * self._scale), icon_pixmap(ICONS[self.row.standing], word.name(), icon_size))
        beside = left + icon_size + round(7 * self._scale)
        self._write(painter, standing_word(self.row.standing), beside, 52, width - icon_size, 17, word, is_bold=True)
        for line, words in enumerate(detail_words(self.row)):
            self._write(painter, words, left, 79 + 19 * line, width, 13, QColor(theme.colours.text))
        painter.end()

    def _write(
        self, painter: QPainter, text: str, left: int, top: int, width: int, size: int, colour: QColor, *, is_bold: bool = False
    ) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(8, round(size * self._scale)))
        font.setBold(is_bold)
        painter.setFont(font)
        painter.setPen(colour)
        metrics = QFontMetrics(font)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, round(top * self._scale), width, metrics.height()), Qt.AlignmentFlag.AlignLeft, words)


class BoardView(QWidget):
    """Head and tiles. The arrows and Page keys scroll where there are more than fit."""

    def __init__(self, *, is_large: bool = False) -> None:
        """is_large: alone on the whole screen."""
        super().__init__()
        self.head = BoardHead(is_large=is_large)
        self._ground = QWidget()
        self.area = ReadByKeys(self._ground, name=self.tr("Who has handed in"))
        self.area.setWidgetResizable(False)  # the tiles are put by hand, and fill any screen
        self._ground.setMaximumWidth(16_777_215)
        self.area.viewport().installEventFilter(self)
        self.tiles: list[BoardTile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        self.setMinimumHeight(HEAD + TILE.height() + 2 * GAP)

    def show_board(self, board: Board, reach: str = "") -> None:
        self.head.show_board(board, reach)
        for old in self.tiles:
            old.hide()
            old.deleteLater()
        self.tiles = [BoardTile(row) for row in board.rows]
        for tile in self.tiles:
            tile.setParent(self._ground)
            tile.show()
        self._arrange()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize:
            self._arrange()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room, count = self.area.viewport().size(), max(1, len(self.tiles))
        scale = least = theme.px(100) / 100
        wanted = min(LARGEST, max(least, sqrt(room.width() * room.height() / (count * TILE.width() * TILE.height()))))
        while wanted > least:  # the largest at which all are seen at once
            columns = max(1, (room.width() + GAP) // (round(TILE.width() * wanted) + GAP))
            rows = -(-count // columns)
            if rows * (round(TILE.height() * wanted) + GAP) <= room.height() + GAP:
                scale = wanted
                break
            wanted -= 0.05
        columns = max(1, (room.width() + GAP) // (round(TILE.width() * scale) + GAP))
        width = (room.width() - (columns - 1) * GAP) // columns
        height = round(TILE.height() * scale)
        for number, tile in enumerate(self.tiles):
            tile.setGeometry((number % columns) * (width + GAP), (number // columns) * (height + GAP), width, height)
            tile.be_scaled(min(scale, width / TILE.width()))
        self._ground.resize(room.width(), max(0, -(-len(self.tiles) // columns) * (height + GAP) - GAP))
