"""The map itself: points on an empty ground with a grid, names of places, a scale and north. It needs no tiles and no line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.actions.cases.map_points import MapPoint, metres_between, middle
from core.words import language_in_use
from ui.theme import theme

EDGE, SCALE_BAR, IN_SIGHT = 46.0, 34.0, 20.0  # pixels: around the points, of the scale at the foot, from the edge to what can be seen
NEAR_PX, LARGEST_SCALE = 34.0, 5_000_000.0  # pixels; pixels in one degree
STEP, ONE_POINT_DEGREES = 1.5, 0.02
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Points that would cover each other, and where they are painted."""

    at: QPointF
    points: tuple[MapPoint, ...]


class MapCanvas(QWidget):
    """Keys: arrows go to the nearest point that way, + and - zoom, 0 shows all, Enter opens. The wheel zooms, dragging moves."""

    chosen = Signal(object)  # MapPoint
    opened = Signal(object)  # MapPoint

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[MapPoint, ...] = ()
        self._current: MapPoint | None = None
        self._middle, self._scale = (0.0, 0.0), 1.0  # latitude and longitude; pixels in a degree of latitude
        self._fits, self._grabbed = True, QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Map"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def show_points(self, points: Sequence[MapPoint]) -> None:
        """Show these; what is chosen stays while it is among them."""
        self._points = tuple(points)
        kept = self._current.stream if self._current is not None else ""
        self._current = next((one for one in self._points if one.stream == kept), None)
        if self._fits:
            self.fit()
        self.update()

    def choose(self, point: MapPoint) -> None:
        """Mark a point, and bring it into sight."""
        self._current = point
        self.setAccessibleDescription(", ".join(word for word in (point.title, point.place, point.day) if word))
        if not QRectF(self.rect()).adjusted(IN_SIGHT, IN_SIGHT, -IN_SIGHT, -IN_SIGHT).contains(self.place_of(point)):
            self._middle, self._fits = (point.latitude, point.longitude), False
        self.update()

    def fit(self) -> None:
        """Show all points."""
        self._fits = True
        if not self._points or self.width() < 2 * EDGE or self.height() < 2 * EDGE:
            return
        north, south = max(one.latitude for one in self._points), min(one.latitude for one in self._points)
        east, west = max(one.longitude for one in self._points), min(one.longitude for one in self._points)
        self._middle = ((north + south) / 2, (east + west) / 2)
        high, wide = max(north - south, ONE_POINT_DEGREES), max((east - west) * self._narrowing(), ONE_POINT_DEGREES)
        room = max(EDGE, self.height() - 2 * EDGE - SCALE_BAR)
        self._scale = min(room / high, (self.width() - 2 * EDGE) / wide, LARGEST_SCALE)
        self._middle = (self._middle[0] - SCALE_BAR / 2 / self._scale, self._middle[1])  # no point lies under the scale
        self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom in (above 1) or out; what is under `at`, else the chosen point, else the middle, stays where it is."""
        if at is None:
            at = self.place_of(self._current) if self._current is not None else QPointF(self.rect().center())
        new = min(max(self._scale * factor, self.width() / 360), LARGEST_SCALE)
        latitude, longitude = self._degrees_at(at)
        self._scale, self._fits = new, False
        there = self._place(latitude, longitude)
        self._move(at - there)

    def zoom_in(self) -> None:
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / STEP)

    def place_of(self, point: MapPoint) -> QPointF:
        """Return where a point is painted, in device-independent pixels."""
        return self._place(point.latitude, point.longitude)

    def clusters(self) -> list[Cluster]:
        """Return the points in sight, those that would cover each other together."""
        ground = QRectF(self.rect()).adjusted(-20, -20, 20, 20)
        found: dict[tuple[int, int], list[tuple[QPointF, MapPoint]]] = {}
        for point in self._points:
            at = self.place_of(point)
            if ground.contains(at):
                found.setdefault((int(at.x() // NEAR_PX), int(at.y() // NEAR_PX)), []).append((at, point))
        clusters: list[Cluster] = []
        for group in sorted(found.values(), key=len, reverse=True):
            at = QPointF(sum(at.x() for at, _ in group) / len(group), sum(at.y() for at, _ in group) / len(group))
            points = tuple(point for _, point in group)
            near = next((number for number, one in enumerate(clusters) if _far(one.at, at) < NEAR_PX), None)
            if near is None:
                clusters.append(Cluster(at, points))
            else:  # on both sides of a line of the grid that nobody sees
                clusters[near] = Cluster(clusters[near].at, clusters[near].points + points)
        return clusters

    def scale_bar(self) -> tuple[int, float]:
        """Return the length of the scale: metres, a round number, and pixels, at most a quarter of the width."""
        latitude, longitude = self._middle
        per_degree = metres_between((latitude - 0.5, longitude), (latitude + 0.5, longitude))
        most = max(1.0, self.width() / 4 / self._scale * per_degree)
        power = 10 ** math.floor(math.log10(most))
        metres = next(step * power for step in (5, 2, 1) if step * power <= most)
        return int(metres), metres / per_degree * self._scale

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._go(*ARROWS[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position()
        hit = min(self.clusters(), key=lambda one: _far(one.at, event.position()), default=None)
        if hit is not None and _far(hit.at, event.position()) <= 18:
            self._pick(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._fits = False
        self._move(event.position() - self._grabbed)
        self._grabbed = event.position()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._current is not None and _far(self.place_of(self._current), event.position()) <= 18:
            self.opened.emit(self._current)

    def resizeEvent(self, _event: object) -> None:
        if self._fits:
            self.fit()

    def _pick(self, cluster: Cluster) -> None:
        """A heap is gone through point by point; its first press also brings it nearer."""
        if len(cluster.points) > 1 and self._current not in cluster.points:
            self.zoom_by(STEP * STEP, cluster.at)
        at = cluster.points.index(self._current) + 1 if self._current in cluster.points else 0
        self._take(cluster.points[at % len(cluster.points)])

    def _go(self, x: int, y: int) -> None:
        """The nearest other point that lies that way; straight on counts more than aside."""
        if self._current is None:
            if self._points:
                self._take(self._points[0])
            return
        here, best, least = self.place_of(self._current), None, math.inf
        for point in self._points:
            off = self.place_of(point) - here
            along, aside = off.x() * x + off.y() * y, abs(off.x() * y) + abs(off.y() * x)
            if along > 0.5 and along + 2 * aside < least:
                best, least = point, along + 2 * aside
        if best is not None:
            self._take(best)

    def _take(self, point: MapPoint) -> None:
        self.choose(point)
        self.chosen.emit(point)

    def _narrowing(self) -> float:
        return max(0.05, math.cos(math.radians(self._middle[0])))

    def _place(self, latitude: float, longitude: float) -> QPointF:
        centre = QPointF(self.width() / 2, self.height() / 2)
        east = (longitude - self._middle[1]) * self._narrowing() * self._scale
        return centre + QPointF(east, (self._middle[0] - latitude) * self._scale)

    def _degrees_at(self, place: QPointF) -> tuple[float, float]:
        off = place - QPointF(self.width() / 2, self.height() / 2)
        return self._middle[0] - off.y() / self._scale, self._middle[1] + off.x() / self._scale / self._narrowing()

    def _move(self, by: QPointF) -> None:
        latitude, longitude = self._middle
        north = min(max(latitude + by.y() / self._scale, -85.0), 85.0)
        self._middle = (north, min(max(longitude - by.x() / self._scale / self._narrowing(), -180.0), 180.0))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.colours.ground))
        self._paint_grid(painter)
        clusters = self.clusters()
        taken = [QRectF(one.at.x() - 14, one.at.y() - 14, 28, 28) for one in clusters]
        self._paint_names(painter, taken)
        for cluster in sorted(clusters, key=lambda one: self._current in one.points):
            self._paint_cluster(painter, cluster)
        self._paint_scale(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colours.link), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_grid(self, painter: QPainter) -> None:
        step = _round_step(110 / self._scale)
        painter.setFont(self._font(11))
        (south, west), (north, east) = self._degrees_at(QPointF(0, self.height())), self._degrees_at(QPointF(self.width(), 0))
        digits = max(0, -math.floor(math.log10(step)))
        for number in range(math.ceil(south / step), math.floor(north / step) + 1):
            y = self._place(number * step, self._middle[1]).y()
            self._paint_line(painter, QPointF(0, y), QPointF(self.width(), y))
            painter.drawText(
                QPointF(6, y - 4), _degrees(self.tr("{number}° N") if number >= 0 else self.tr("{number}° S"), abs(number * step), digits)
            )
        for number in range(math.ceil(west / step), math.floor(east / step) + 1):
            x = self._place(self._middle[0], number * step).x()
            self._paint_line(painter, QPointF(x, 0), QPointF(x, self.height()))
            painter.drawText(
                QPointF(x + 4, 14), _degrees(self.tr("{number}° E") if number >= 0 else self.tr("{number}° W"), abs(number * step), digits)
            )

    def _paint_line(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        painter.setPen(QPen(QColor(theme.colours.line), 1))
        painter.drawLine(start, end)
        painter.setPen(QColor(theme.colours.text_soft))

    def _paint_names(self, painter: QPainter, taken: list[QRectF]) -> None:
        """The name of each place beside its points, where there is room for it."""
        places: dict[str, list[QPointF]] = {}
        for point in self._points:
            if point.place:
                places.setdefault(point.place, []).append(self.place_of(point))
        painter.setFont(self._font(13, is_bold=True))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(theme.colours.text))
        for name, found in sorted(places.items(), key=lambda one: -len(one[1])):
            word = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 190)
            at = heart(found)
            x, y = at.x(), at.y()
            wide, high = metrics.horizontalAdvance(word), metrics.height()
            for left, top in ((x - wide / 2, y + 17), (x - wide / 2, y - 17 - high), (x + 22, y - high / 2), (x - 22 - wide, y - high / 2)):
                room = QRectF(left, top, wide, high)
                if QRectF(self.rect()).contains(room) and not any(room.intersects(other) for other in taken):
                    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, word)
                    taken.append(room)
                    break

    def _paint_cluster(self, painter: QPainter, cluster: Cluster) -> None:
        colours, is_current = theme.colours, self._current in cluster.points
        size = 8.0 if len(cluster.points) == 1 else 13.0
        if is_current:
            painter.setPen(QPen(QColor(colours.text), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(cluster.at, size + 5, size + 5)
        if all(point.kind == "near" for point in cluster.points):  # another shape, not only another colour
            painter.setPen(QPen(QColor(colours.link), 2.5))
            painter.setBrush(QColor(colours.surface))
            painter.drawPolygon(QPolygonF([cluster.at + QPointF(*off) for off in ((0, -size), (size, 0), (0, size), (-size, 0))]))
        else:
            painter.setPen(QPen(QColor(colours.surface), 2))
            painter.setBrush(QColor(colours.link))
            painter.drawEllipse(cluster.at, size, size)
        if len(cluster.points) > 1:
            painter.setFont(self._font(12, is_bold=True))
            painter.setPen(QColor(colours.link if all(point.kind == "near" for point in cluster.points) else colours.surface))
            room = QRectF(cluster.at.x() - 16, cluster.at.y() - 10, 32, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(len(cluster.points)))

    def _paint_scale(self, painter: QPainter) -> None:
        metres, length = self.scale_bar()
        word = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
        left, bottom = 14.0, self.height() - 14.0
        painter.setFont(self._font(12, is_bold=True))
        wide = max(length, QFontMetricsF(painter.font()).horizontalAdvance(word)) + 16
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours.surface))
        painter.drawRoundedRect(QRectF(left - 8, bottom - 26, wide, 34), 6, 6)
        painter.setPen(QPen(QColor(theme.colours.text), 2))
        corners = ((left, bottom - 5), (left, bottom), (left + length, bottom), (left + length, bottom - 5))
        painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))
        painter.drawText(QPointF(left, bottom - 9), word)
        x, y = self.width() - 26.0, self.height() - 20.0
        painter.setBrush(QColor(theme.colours.text))
        painter.drawPolygon(QPolygonF([QPointF(x, y - 26), QPointF(x + 7, y - 6), QPointF(x, y - 11), QPointF(x - 7, y - 6)]))
        painter.drawText(QRectF(x - 12, y - 4, 24, 18), Qt.AlignmentFlag.AlignCenter, self.tr("N"))

    def _font(self, size: int, *, is_bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(size))
        font.setBold(is_bold)
        return font


def heart(found: Sequence[QPointF]) -> QPointF:
    """Return the point that is nearest to the middle of all: a name that stands where nothing is misleads."""
    centre = QPointF(*middle((at.x(), at.y()) for at in found))
    return min(found, key=lambda at: _far(at, centre))


def _far(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())


def _degrees(words: str, number: float, digits: int) -> str:
    said = f"{number:.{digits}f}"
    return words.format(number=said.replace(".", ",") if language_in_use() == "id" else said)


def _round_step(least: float) -> float:
    """Return the next number of 1, 2, 5 times a power of ten that is not less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)
