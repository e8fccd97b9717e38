"""What a screen reader calls our own widgets; Qt calls those it does not know a mere part of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLES = {
    "ImageView": QAccessible.Role.Graphic,
    "MapCanvas": QAccessible.Role.Graphic,
    "MarkCanvas": QAccessible.Role.Canvas,
    "SignaturePad": QAccessible.Role.Canvas,
    "PdfView": QAccessible.Role.Document,
    "ReadByKeys": QAccessible.Role.Document,
}


def say_roles() -> None:
    """From now on screen readers hear the role of these classes (and of those derived from them)."""
    QAccessible.installFactory(_interface)


def _interface(class_name: str, spoken: QObject) -> QAccessibleInterface | None:
    role = ROLES.get(class_name)
    return QAccessibleWidget(spoken, role) if role is not None and isinstance(spoken, QWidget) else None
