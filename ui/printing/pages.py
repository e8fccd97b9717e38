"""Draws the pages of a PDF on a printer, from memory: nothing plain is written to disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

DPI_MOST = 300  # more only costs memory: an A4 page at 300 dpi has 26 MB


def print_pdf_to(pdf: bytes, printer: QPrinter, step: Callable[[int, int], None] | None = None) -> bool:
    """Print without asking, on a printer already chosen (the print queue). step(done, total) is called after each page."""
    buffer, document = opened_pdf(pdf)
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


def opened_pdf(pdf: bytes) -> tuple[QBuffer, QPdfDocument]:
    """Return a PDF in memory, opened. The buffer must live as long as the document reads from it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return buffer, document
