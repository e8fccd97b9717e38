"""What a page must give everybody: names and roles of what is worked, Tab everywhere, a visible focus, words that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ui.main_window import MainWindow
from ui.theme import DARK, LIGHT, PILLS, theme

ROLE = QAccessible.Role
ROLES: tuple[tuple[type[QWidget], frozenset[QAccessible.Role]], ...] = (
    (QRadioButton, frozenset({ROLE.RadioButton})),
    (QCheckBox, frozenset({ROLE.CheckBox})),
    (QPushButton, frozenset({ROLE.Button, ROLE.ButtonMenu, ROLE.CheckBox, ROLE.RadioButton})),
    (QAbstractButton, frozenset({ROLE.Button, ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.CheckBox, ROLE.RadioButton})),
    (QLineEdit, frozenset({ROLE.EditableText})),
    (QPlainTextEdit, frozenset({ROLE.EditableText})),
    (QTextEdit, frozenset({ROLE.EditableText, ROLE.StaticText, ROLE.Document})),
    (QComboBox, frozenset({ROLE.ComboBox})),
    (QAbstractSpinBox, frozenset({ROLE.SpinBox})),
    (QTabBar, frozenset({ROLE.PageTabList})),
    (QAbstractItemView, frozenset({ROLE.List, ROLE.Table, ROLE.Tree})),
)
SILENT = frozenset({ROLE.NoRole, ROLE.Client, ROLE.Window, ROLE.Pane, ROLE.Grouping})  # says nothing about what can be done
TEXTS = {"text", "text_soft", "text_faint", "link", "danger"}
CLEAR = 4.5  # WCAG 2.2, 1.4.3
FRAME = 3.0  # WCAG 2.2, 1.4.11


def contrast(one: QColor, other: QColor) -> float:
    """Return the ratio of luminances, 1 to 21 (WCAG 2.2)."""

    def luminance(colour: QColor) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worked(window: QWidget) -> Iterator[QWidget]:
    """Yield every visible widget that takes the keyboard, also while it is disabled."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):  # the line inside speaks with its box
            continue
        if widget.window() is window:  # not the list that an open combo box would drop down
            yield widget


def called(widget: QWidget) -> str:
    inside = widget.parentWidget()
    return f"{type(widget).__name__} {widget.accessibleName()[:30]!r} in {type(inside).__name__}"


def wrongly_heard(window: QWidget) -> list[str]:
    """Return what a screen reader would not name, or would call something else than it is."""
    found = []
    for widget in worked(window):
        heard = QAccessible.queryAccessibleInterface(widget)
        words = heard.text(QAccessible.Text.Name).strip()
        if isinstance(widget, QComboBox | QTabBar) and not widget.accessibleName():
            words = words if isinstance(widget, QTabBar) else _buddy(window, widget)  # its own "name" is only what is chosen
        if not words:
            found.append(f"{called(widget)} has no name")
        allowed = next((roles for kind, roles in ROLES if isinstance(widget, kind)), None)
        if heard.role() in SILENT if allowed is None else heard.role() not in allowed:
            found.append(f"{called(widget)} is called {heard.role().name}")
        if not heard.state().focusable and widget.isEnabled():
            found.append(f"{called(widget)} is said to take no keys")
    return found


def _buddy(window: QWidget, widget: QWidget) -> str:
    return next((label.text() for label in window.findChildren(QLabel) if label.buddy() is widget), "")


def stops(window: QWidget) -> set[QWidget]:
    """Return what Tab must come by."""
    tab = Qt.FocusPolicy.TabFocus.value
    return {one for one in worked(window) if one.isEnabled() and one.focusPolicy().value & tab and not one.size().isEmpty()}


def deaf_to_esc(window: QWidget) -> list[str]:
    """Return what does not lead back by Esc on a page that stands above another. The page stays."""
    if not isinstance(window, MainWindow) or window.is_at_gate or not window.trail:
        return []
    navigator, page, asked, found = window.navigator, window.current_page(), list[bool](), list[str]()
    navigator.leave.disconnect(window.leaving.leave)
    navigator.leave.connect(lambda: asked.append(True))
    for one in (one for one in stops(window) if page is not None and page.isAncestorOf(one)):
        before = len(asked)
        QTest.keyClick(one, Qt.Key.Key_Escape)
        if len(asked) != before + 1:
            found.append(f"{called(one)} goes back {len(asked) - before} times by Esc")
    navigator.leave.disconnect()
    navigator.leave.connect(window.leaving.leave)
    return found


@dataclass(slots=True)
class Walk:
    """What Tab found on its way round. dim: the kinds of widget that look the same with and without the cursor."""

    left_out: list[str] = field(default_factory=list)
    dim: list[str] = field(default_factory=list)


def walk_by_tab(window: QWidget, looked_at: set[str], *, back: bool = False) -> Walk:
    """Press Tab (or Shift+Tab) until it comes round. looked_at: kinds whose frame was compared before, and is not again."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    walk, wanted = Walk(), stops(window)
    if not wanted:
        return walk
    window.activateWindow()
    QApplication.processEvents()
    if (start := window.focusWidget()) is None or start not in wanted:
        start = next(iter(sorted(wanted, key=lambda one: one.mapTo(window, QPoint()).toTuple()[::-1])))
        start.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    now: QWidget | None = window.focusWidget()
    while now is not None and now not in seen:
        seen.append(now)
        with_cursor = _picture(now) if _kind(now) not in looked_at else None
        QTest.keyClick(now, key)
        following = window.focusWidget()
        if with_cursor is not None and following is not now and now.isVisible():
            looked_at.add(_kind(now))
            if not differ(with_cursor, _picture(now)):
                walk.dim.append(called(now))
        now = following
    walk.left_out = [called(one) for one in wanted - set(seen) if one in stops(window)]
    if walk.left_out and now is not None and now is seen[-1] and len(seen) < len(wanted):
        walk.left_out.append(f"{called(now)} keeps the cursor")
    return walk


def _kind(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.property('kind') or widget.property('role') or ''}"


def _picture(widget: QWidget) -> QImage:
    """The widget with a few pixels around it, as the window shows it."""
    window = widget.window()
    return _grabbed(window, QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(-4, -4, 4, 4))


def _grabbed(window: QWidget, place: QRect) -> QImage:
    """Return this part of a window with 32 bits a pixel. A machine without memory to spare gives an empty picture: then once more."""
    for _ in range(5):
        image = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
        if not image.isNull() and image.constBits() is not None:
            return image
        QTest.qWait(50)
    return QImage()


def differ(one: QImage, other: QImage) -> bool:
    """Return whether a frame that can be seen (3:1) came or went: at least 20 pixels of it."""
    if one.isNull() or other.isNull() or one.size() != other.size():
        return True  # nothing to compare
    before, after = _pixels(one), _pixels(other)
    changed = np.argwhere(before != after)
    if len(changed) < 20:
        return False
    pairs, counts = np.unique(np.stack([before[tuple(changed.T)], after[tuple(changed.T)]]), axis=1, return_counts=True)
    return sum(int(n) for (a, b), n in zip(pairs.T, counts, strict=True) if contrast(QColor(int(a)), QColor(int(b))) >= FRAME) >= 20


def _pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)[:, : image.width()] & 0xFFFFFF


def hard_to_read(window: QWidget) -> list[str]:
    """Return words with less than 4.5:1 on what is really painted behind them; of the other theme its colours of the same names."""
    picture, found = _grabbed(window, window.rect()), list[str]()
    if picture.isNull():
        return [f"{called(window)} could not be looked at"]
    whole = _pixels(picture)
    ratio = window.devicePixelRatio()
    for widget in window.findChildren(QWidget):
        words = widget.text() if isinstance(widget, QLabel | QPushButton | QCheckBox | QRadioButton | QLineEdit) else ""
        seen = widget.visibleRegion().boundingRect()
        if not words.strip() or not widget.isVisibleTo(window) or widget.window() is not window or seen.height() < 10:
            continue
        at = QRect(widget.mapTo(window, seen.topLeft()), seen.size())
        part = whole[round(at.top() * ratio) : round(at.bottom() * ratio) + 1, round(at.left() * ratio) : round(at.right() * ratio) + 1]
        if not part.size:
            continue
        colours, counts = np.unique(part, return_counts=True)
        ground, text = QColor(int(colours[counts.argmax()])), widget.palette().color(widget.foregroundRole())
        worst = min([(text, ground), *_in_the_other_theme(text, ground)], key=lambda pair: contrast(*pair))
        if contrast(*worst) < CLEAR:
            found.append(f"{called(widget)} {words[:30]!r}: {worst[0].name()} on {worst[1].name()} has {contrast(*worst):.1f}")
    return found


def _in_the_other_theme(text: QColor, ground: QColor) -> list[tuple[QColor, QColor]]:
    """Return what this pair may be there: one colour can have several names here, of which each pair that belongs together counts."""
    side = 1 if theme.is_dark else 0
    now, then = asdict((LIGHT, DARK)[side]), asdict((DARK, LIGHT)[side])
    texts = [name for name, value in now.items() if value == text.name() and (name in TEXTS or name.startswith("on_"))]
    grounds = [name for name, value in now.items() if value == ground.name() and name not in TEXTS and not name.startswith("on_")]
    pairs = [(then[one], then[other]) for one in texts for other in grounds if one in TEXTS or _belong(one.removeprefix("on_"), other)]
    pairs += [tone[1 - side][::-1] for tone in PILLS.values() if tone[side] == (ground.name(), text.name())]
    return [(QColor(one), QColor(other)) for one, other in pairs]


def _belong(name: str, ground: str) -> bool:
    """`on_warn` stands on `warn_ground`, and alone on the surfaces of a page; white stands on the brand only."""
    return ground.startswith(name) or (name not in ("brand", "drill") and ground in ("surface", "surface_soft", "ground"))
