"""Line icons from resources/icons, drawn in the colour that the theme asks for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.resources import resource_path


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def icon_pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return the icon as a picture, sharp at the scaling of the screen. size: device-independent pixels."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() if QGuiApplication.primaryScreen() else 1.0
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: str, size: int = 20, *, disabled: str | None = None) -> QIcon:
    """Return the icon `name` (a file of resources/icons without its ending) in `colour`, and in `disabled` when greyed out."""
    found = QIcon(icon_pixmap(name, colour, size))
    if disabled is not None:
        found.addPixmap(icon_pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return found
