"""Shows a PDF from memory and prints it from memory: nothing plain is written to disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from core.platform import prints_by_cups

DPI_MOST = 300  # more only costs memory: an A4 page at 300 dpi has 26 MB


class PdfView(QPdfView):
    """All pages below each other, as wide as the window; Ctrl and + - 0 zoom."""

    loaded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]  # None is right; only the stub says otherwise
        self._document = QPdfDocument()  # not a child: a document that dies inside the dying view takes the program along
        self._buffer = QBuffer(self._document)  # its child, so that it outlives the reading when the page goes away
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
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
            self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            super().keyPressEvent(event)

    def zoom_by(self, factor: float) -> None:
        """Zoom in (above 1) or out; leaves the fit to the width."""
        if self.zoomMode() != QPdfView.ZoomMode.Custom and self.page_count():
            points = self._document.pagePointSize(0).width()
            fitted = (self.viewport().width() - self.documentMargins().left() - self.documentMargins().right()) / max(1.0, points)
            self.setZoomFactor(fitted * 72 / max(1, self.logicalDpiX()))
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(self.zoomFactor() * factor, 0.2), 8.0))


def print_pdf(pdf: bytes, parent: QWidget | None) -> bool:
    """Ask for a printer and print. Returns False when the person pressed Cancel or the PDF cannot be read.

    Where there is CUPS the bytes go to it over its socket: Qt's own way there writes them into a temporary file first.
    """
    if prints_by_cups():
        from ui.printing.print_one import PrintOneDialog
        from ui.printing.which_spooler import spooler_here

        return PrintOneDialog(pdf, spooler_here(), parent).exec() == QDialog.DialogCode.Accepted
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    buffer, document = _opened(pdf)
    if document.status() != QPdfDocument.Status.Ready:
        return False
    dialog.setMinMax(1, document.pageCount())
    dialog.setFromTo(1, document.pageCount())
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    was_printed = render_pages(document, printer)
    buffer.close()
    return was_printed


def print_pdf_to(pdf: bytes, printer: QPrinter, step: Callable[[int, int], None] | None = None) -> bool:
    """Print without asking, on a printer already chosen (the print queue). step(done, total) is called after each page."""
    buffer, document = _opened(pdf)
    was_printed = document.status() == QPdfDocument.Status.Ready and render_pages(document, printer, step)
    buffer.close()
    return was_printed


def render_pages(document: QPdfDocument, printer: QPrinter, step: Callable[[int, int], None] | None = None) -> bool:
    """Draw the pages asked for, each on paper of its own size, at the resolution of the printer (300 dpi at most)."""
    first = max(1, printer.fromPage() or 1)
    last = min(document.pageCount(), printer.toPage() or document.pageCount())
    printer.setFullPage(True)
    painter = QPainter()
    for page in range(first - 1, last):
        points = document.pagePointSize(page)
        is_wide = points.width() > points.height()
        upright = points.transposed() if is_wide else points
        exact = QPageSize.SizeMatchPolicy.ExactMatch  # a near match would make Folio (210 mm) of F4 (215 mm)
        printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", exact))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait)
        if not (painter.isActive() or painter.begin(printer)) or (page >= first and not printer.newPage()):
            return False
        dpi = min(printer.resolution(), DPI_MOST)
        size = QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72))
        drawn = document.render(page, size, QPdfDocumentRenderOptions())
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        on_paper = QPainter(paper)
        on_paper.drawImage(QPoint(0, 0), drawn)
        on_paper.end()
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), paper)
        if step is not None:
            step(page - first + 2, last - first + 1)
    return painter.end()


def _opened(pdf: bytes) -> tuple[QBuffer, QPdfDocument]:
    """The buffer must live as long as the document reads from it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return buffer, document
