"""Where on the screen a person would point: the visible controls of a window by the words that a screen reader says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from ui.rail import RailButton


def places(root: QWidget, field_of: Callable[[QWidget], str]) -> dict[str, tuple[int, int]]:
    """Return words -> point on the screen.

    Fields of a form stand by their ref, their choices by ref and word, the rail as "rail Kirim", tabs as "tab Bukti", rows as "row 1".
    """
    found: dict[str, tuple[int, int]] = {}
    for widget in (root, *root.findChildren(QWidget)):
        if widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty():
            for words, point in _of(widget, field_of(widget)):
                found.setdefault(words, point)
    return found


def _of(widget: QWidget, ref: str) -> Iterator[tuple[str, tuple[int, int]]]:
    middle = widget.visibleRegion().boundingRect().center()
    if isinstance(widget, QMenu):
        for action in widget.actions():
            yield action.text(), _point(widget, widget.actionGeometry(action).center())
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield f"tab {widget.tabText(number)}", _point(widget, widget.tabRect(number).center())
    elif isinstance(widget, QTableView | QListView):
        yield from _rows(widget)
    elif isinstance(widget, QAbstractButton):
        name = widget.accessibleName() or widget.text()
        before = ref or ("rail" if isinstance(widget, RailButton) else "")
        yield f"{before} {name}".strip(), _point(widget, middle)
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QComboBox):
        placeholder = widget.placeholderText() if not isinstance(widget, QComboBox) else ""
        yield ref or widget.accessibleName() or placeholder, _point(widget, middle)


def _rows(view: QAbstractItemView) -> Iterator[tuple[str, tuple[int, int]]]:
    model = view.model()
    for row in range(min(model.rowCount(), 12)) if model is not None else ():
        place = view.visualRect(model.index(row, 0))
        if place.isValid() and view.viewport().rect().contains(place.center()):
            yield f"row {row + 1}", _point(view.viewport(), place.center())


def _point(widget: QWidget, at: QPoint) -> tuple[int, int]:
    there = widget.mapToGlobal(at)
    return there.x(), there.y()
