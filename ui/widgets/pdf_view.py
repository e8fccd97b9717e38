"""Shows a PDF from memory: nothing plain is written to disk."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

FITTED_MOST = 1.75


class PdfView(QPdfView):
    """All pages below each other, as wide as the window but never larger than can be read at a glance; Ctrl and + - 0 zoom."""

    loaded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]  # None is right; only the stub says otherwise
        self._document = QPdfDocument()  # not a child: a document that dies inside the dying view takes the program along
        self._buffer = QBuffer(self._document)  # its child, so that it outlives the reading when the page goes away
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self._is_fitted = True
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(12)
        self.setAccessibleName(self.tr("Preview of the paper"))

    def set_pdf(self, pdf: bytes) -> bool:
        """Show a PDF. Returns False when it cannot be read."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        is_good = self._document.status() == QPdfDocument.Status.Ready
        self._fit()
        self.loaded.emit(is_good)
        return is_good

    def clear(self) -> None:
        """Show nothing and forget the bytes."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    def page_count(self) -> int:
        return self._document.pageCount()

    def go_to_page(self, page: int) -> None:
        """page: 0 is the first."""
        self.pageNavigator().jump(page, QPointF(), self.pageNavigator().currentZoom())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        factors = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in factors:
            self.zoom_by(factors[Qt.Key(event.key())])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_0:
            self._is_fitted = True
            self._fit()
        else:
            super().keyPressEvent(event)

    def zoom_by(self, factor: float) -> None:
        """Zoom in (above 1) or out; leaves the fit to the width."""
        self._is_fitted = False
        if self.zoomMode() != QPdfView.ZoomMode.Custom and self.page_count():
            self.setZoomFactor(self._zoom_of_width())
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(self.zoomFactor() * factor, 0.2), 8.0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a very wide screen a page as wide as the window would show five lines of itself."""
        if not self._is_fitted or not self.page_count():
            return
        if self._zoom_of_width() > FITTED_MOST:
            self.setZoomMode(QPdfView.ZoomMode.Custom)
            self.setZoomFactor(FITTED_MOST)
        else:
            self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _zoom_of_width(self) -> float:
        """Return the zoom at which the first page is as wide as the window; 1 is the size on paper."""
        points = self._document.pagePointSize(0).width()
        fitted = (self.viewport().width() - self.documentMargins().left() - self.documentMargins().right()) / max(1.0, points)
        return fitted * 72 / max(1, self.logicalDpiX())
