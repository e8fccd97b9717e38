"""A place that scrolls: one widget, or rows below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import theme

WIDEST = 1600  # pixels: on a 4K screen a row stays short enough that its button is seen to belong to its words


class Scrolled(QScrollArea):
    """Scrolls one widget; the keyboard goes to what is inside. sideways: it may scroll to the right too, where it cannot be narrower."""

    def __init__(self, content: QWidget, *, sideways: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setObjectName("ScrollGround")
        content.setMaximumWidth(theme.px(WIDEST))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not sideways and theme.letters == "normal":  # larger letters may need more room than there is
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)


class ReadByKeys(Scrolled):
    """Something to read in which nothing takes the keys: the arrows scroll it, and a frame shows that they do."""

    def __init__(self, content: QWidget, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(content, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)


class RowList(Scrolled):
    """Rows below each other; a list that fits needs no scrolling."""

    def __init__(self, parent: QWidget | None = None) -> None:
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._put: list[QWidget] = []
        super().__init__(ground, parent=parent)

    def put(self, rows: Sequence[QWidget]) -> None:
        """Show these rows in place of those before."""
        for row in self._put:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._put = list(rows)
        for number, row in enumerate(self._put):
            self._column.insertWidget(number, row)
