"""One page at a time, in a frame that scrolls where the window is smaller than the page can be: nothing is squeezed until it is cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

RESTS_MS = 25  # without a change, after which a page that has just come stands still
BELOW_FIELD, BELOW_BUTTON = 50, 8  # pixels: what is wrong is said below a field, and nothing below a button


class PageStack(QStackedWidget):
    """As large as the page that is shown must be, not as the largest of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._measure)

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page is not None else QSize()

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        return layout.minimumHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1

    def empty(self) -> None:
        """Take all pages down."""
        while old := self.currentWidget():
            self.removeWidget(old)
            old.deleteLater()

    def _measure(self) -> None:
        self.updateGeometry()


class PageFrame(QScrollArea):
    """Holds a PageStack. What gets the cursor comes into view, with what is said below it."""

    def __init__(self, stack: PageStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        stack.setObjectName("ScrollGround")
        self._stack, self._laid_out = stack, QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(RESTS_MS)
        self._laid_out.timeout.connect(self._show_cursor)
        self.verticalScrollBar().rangeChanged.connect(self._wait_on)
        self.setWidget(stack)
        stack.currentChanged.connect(self._begin_at_top)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 80)

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._stack.isAncestorOf(now) and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._laid_out.start()  # what is being pressed must stay under the mouse

    def _wait_on(self) -> None:
        """A page or tab that has just come gets its places in several turns."""
        if self._laid_out.isActive():
            self._laid_out.start()

    def _show_cursor(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._stack.isAncestorOf(now) and now.height() <= self.viewport().height():
            below = BELOW_BUTTON if isinstance(now, QAbstractButton) else BELOW_FIELD
            if now.mapTo(self._stack, now.rect().bottomLeft()).y() + below <= self.viewport().height():
                self.verticalScrollBar().setValue(0)  # it is seen with the head of the page
            self.ensureWidgetVisible(now, 20, below)

    def _begin_at_top(self) -> None:
        """Another page, another size: ask it anew and show its head."""
        QScrollArea.event(self, QEvent(QEvent.Type.LayoutRequest))
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
