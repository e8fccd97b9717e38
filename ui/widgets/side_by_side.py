"""Two halves of a page: beside each other where there is room, else the second below the first."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import theme

NARROW = 680  # pixels; a 1366x768 screen at 200 % leaves less


class SideBySide(QWidget):
    """right_width: the fixed width of the right half, 0 to share the room by `stretches`. least_height: of a half that stands alone."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        right_width: int = 0,
        stretches: tuple[int, int] = (1, 1),
        least_height: int = 0,
        spacing: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._halves, self._right_width, self._stretches, self._least_height = (
            (left, right),
            theme.px(right_width),
            stretches,
            theme.px(least_height),
        )
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._box.addWidget(left)
        self._box.addWidget(right)
        self._arrange(False)

    @property
    def is_narrow(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Never wider than the wider half: where there is no room for both, they go below each other."""
        least = super().minimumSizeHint()
        return QSize(max(half.minimumSizeHint().width() for half in self._halves), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = event.size().width() < theme.px(NARROW)
        if is_narrow != self.is_narrow:
            self._arrange(is_narrow)
        super().resizeEvent(event)

    def _arrange(self, is_narrow: bool) -> None:
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
        _left, right = self._halves
        if self._right_width:
            right.setMinimumWidth(0 if is_narrow else self._right_width)
            right.setMaximumWidth(16_777_215 if is_narrow else self._right_width)
        shares = (1, 0) if self._right_width and not is_narrow else self._stretches if not is_narrow else (0, 0)
        for number, (half, share) in enumerate(zip(self._halves, shares, strict=True)):
            self._box.setStretch(number, share)
            if self._least_height:
                half.setMinimumHeight(self._least_height if is_narrow else 0)
        self.updateGeometry()
