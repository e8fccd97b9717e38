"""Print a paper that is shown: ask for a printer, then print it from memory."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from core.platform import prints_by_cups


def print_pdf(pdf: bytes, parent: QWidget | None) -> bool:
    """Ask for a printer and print. Returns False when the person pressed Cancel or the PDF cannot be read.

    Where there is CUPS the bytes go to it over its socket: Qt's own way there writes them into a temporary file first.
    What prints is imported here: many pages have a button for it, and few of their visits end with paper (2.5 MB).
    """
    if prints_by_cups():
        from ui.printing.print_one import PrintOneDialog
        from ui.printing.which_spooler import spooler_here

        return PrintOneDialog(pdf, spooler_here(), parent).exec() == QDialog.DialogCode.Accepted
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from ui.printing.pages import opened_pdf, render_pages

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    buffer, document = opened_pdf(pdf)
    if document.status() != QPdfDocument.Status.Ready:
        return False
    dialog.setMinMax(1, document.pageCount())
    dialog.setFromTo(1, document.pageCount())
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    was_printed = render_pages(document, printer)
    buffer.close()
    return was_printed
