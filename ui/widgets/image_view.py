"""Looks at one picture: zoom, pan and rotation of the view; the picture itself is never changed."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from ui.widgets.decoded import decoded

STEP, SMALLEST, LARGEST = 1.25, 0.02, 20.0


class ImageView(QGraphicsView):
    """Keys: + and - zoom, 0 fits, 1 shows pixel for pixel, R turns right, Shift+R left; the wheel zooms at the pointer."""

    turned = Signal(int)  # degrees of the view, 0 90 180 270
    zoomed = Signal(int)  # per cent

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self._degrees, self._fits = 0, True
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setBackgroundBrush(QColor("#10151d"))  # dark in both themes: a picture is judged against a quiet ground
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Picture"))

    def set_image(self, picture: bytes) -> bool:
        """Show a JPEG, PNG or WEBP, turned back to no rotation and fitted. Returns False when it cannot be read."""
        return self.show_image(decoded(picture))

    def show_image(self, image: QImage) -> bool:
        """Show a decoded picture, turned back to no rotation and fitted. Returns False when it holds nothing."""
        self._item.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(QRectF(self._item.boundingRect()))
        self._degrees = 0
        self.resetTransform()
        self.fit()
        return not image.isNull()

    def show_next(self, image: QImage) -> None:
        """Show the next picture of a film; zoom, turn and place stay while its size does."""
        if image.size() != self._item.pixmap().size():
            self.show_image(image)
        elif not image.isNull():
            self._item.setPixmap(QPixmap.fromImage(image))

    def clear(self) -> None:
        """Show nothing."""
        self._item.setPixmap(QPixmap())

    @property
    def degrees(self) -> int:
        return self._degrees

    @property
    def is_whole(self) -> bool:
        """Whether it follows its window, as after `fit`."""
        return self._fits

    def zoom_per_cent(self) -> int:
        """Return how large a pixel of the picture is on the screen, in per cent."""
        transform = self.transform()
        return round(100 * math.hypot(transform.m11(), transform.m12()))

    def zoom_in(self) -> None:
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / STEP)

    def fit(self) -> None:
        """Show the whole picture; it stays whole when the window changes."""
        self._fits = True
        if not self._item.pixmap().isNull():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
            if self.zoom_per_cent() > 100:  # a small picture is not blown up
                self._natural()
        self.zoomed.emit(self.zoom_per_cent())

    def actual_size(self) -> None:
        """Show the picture pixel for pixel."""
        self._fits = False
        self._natural()
        self.zoomed.emit(self.zoom_per_cent())

    def turn(self, degrees: int) -> None:
        """Turn the view by 90 or -90."""
        self._degrees = (self._degrees + degrees) % 360
        self.rotate(degrees)
        if self._fits:
            self.fit()
        self.turned.emit(self._degrees)

    def turn_right(self) -> None:
        self.turn(90)

    def turn_left(self) -> None:
        self.turn(-90)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.actual_size()
        elif key == Qt.Key.Key_R:
            self.turn(-90 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 90)
        else:
            super().keyPressEvent(event)  # arrows pan

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned: QPoint = event.angleDelta()
        if turned.y():
            self.zoom_by(STEP if turned.y() > 0 else 1 / STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def zoom_by(self, factor: float) -> None:
        """Zoom in (above 1) or out, within limits."""
        now = self.zoom_per_cent() / 100
        if SMALLEST <= now * factor <= LARGEST:
            self._fits = False
            self.scale(factor, factor)
            self.zoomed.emit(self.zoom_per_cent())

    def _natural(self) -> None:
        self.resetTransform()
        self.rotate(self._degrees)
