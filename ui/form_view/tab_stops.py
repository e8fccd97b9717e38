"""Where Tab stops among widgets that came at different times; Qt goes to the latest last."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


def is_stop(one: QWidget) -> bool:
    """Return whether Tab stops at a widget by itself, as things stand."""
    takes_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
    is_inside = isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox)  # the line of a box takes the keys with the box
    return takes_tab and not is_inside and one.isVisible() and one.isEnabled()


def stops_in(ground: QWidget, order: Iterable[QWidget]) -> list[QWidget]:
    """Return the stops within `ground`, in the order of the widgets that hold them."""
    ranks = {one: rank for rank, one in enumerate(order)}
    found: list[tuple[int, QWidget]] = []
    for one in filter(is_stop, ground.findChildren(QWidget)):
        above: QWidget | None = one
        while above is not None and above not in ranks:
            above = above.parentWidget()
        found.append((ranks[above] if above is not None else 0, one))
    return [one for _rank, one in sorted(found, key=itemgetter(0))]


def stop_beyond(whole: QWidget, here: QWidget, *, is_next: bool) -> QWidget | None:
    """Return the stop outside of `whole` that comes after it, or before; None where there is none."""
    one: QWidget | None = here
    while one is not None:
        one = one.nextInFocusChain() if is_next else one.previousInFocusChain()
        if one is here:
            return None
        if one is not None and is_stop(one) and not whole.isAncestorOf(one):
            return one
    return None
