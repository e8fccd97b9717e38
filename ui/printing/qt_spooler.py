"""Printing where there is no CUPS (Windows): the window draws the pages on the printer itself, from memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from core.printing.spooler import IDLE, STOPPED, Printer, PrinterGone, PrintRefused, SpoolerAway
from ui.printing.pages import print_pdf_to

START_TIMEOUT_S = 10.0


class _Task:
    """One piece of work for the GUI thread. `began` tells whether the window has taken it up."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work, self.done = work, Future[Any]()

    def run(self) -> None:
        if self.done.set_running_or_notify_cancel():
            try:
                self.done.set_result(self.work())
            except Exception as error:
                self.done.set_exception(error)


class QtSpooler(QObject):
    """Called from workers; everything of Qt happens on the thread of the window. The system's queue is not asked afterwards."""

    can_be_asked = False
    _wanted = Signal(object)  # _Task

    def __init__(self, make_printer: Callable[[str], QPrinter] | None = None, *, start_timeout_s: float = START_TIMEOUT_S) -> None:
        """make_printer: gives the printer of a name; for tests, which have none."""
        super().__init__()
        self._start_timeout_s = start_timeout_s
        self._make = make_printer or printer_named
        self._home = threading.get_ident()
        self._wanted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def printers(self) -> list[Printer]:
        found: list[Printer] = self._on_window(known_printers)
        return found

    def printer(self, name: str) -> Printer:
        found = next((one for one in self.printers() if one.name == name), None)
        if found is None:
            raise PrinterGone(
                "The printer {printer} is not there any more.",
                "The queue waits. Connect it again, or choose another printer.",
                printer=name,
            )
        return found

    def begin(self, printer: str, job_name: str, media: str) -> str:
        _ = printer, job_name, media
        return ""

    def send(self, printer: str, job: str, job_name: str, pdf: bytes) -> None:
        _ = job
        self._on_window(partial(self._print, printer, job_name, pdf))

    def find(self, printer: str, job_name: str) -> str:
        _ = printer, job_name
        return ""

    def look(self, job: str, job_name: str) -> str | None:
        _ = job, job_name
        return None

    def drop(self, job: str) -> None:
        _ = job

    def forget(self, job: str) -> None:
        _ = job

    def _print(self, name: str, job_name: str, pdf: bytes) -> None:
        printer = self._make(name)
        printer.setDocName(job_name)
        if not print_pdf_to(pdf, printer):
            raise PrintRefused("The printer did not take a paper.", "The queue waits. Look at the printer, then press Resume.")

    def _on_window(self, work: Callable[[], Any]) -> Any:
        task = _Task(work)
        if threading.get_ident() == self._home:
            task.run()
            return task.done.result()
        self._wanted.emit(task)
        try:
            return task.done.result(self._start_timeout_s)
        except TookTooLong as error:
            if task.done.cancel():  # the window is busy or closing: nothing was printed
                raise SpoolerAway("The window is busy.", "The queue waits and goes on by itself.") from error
            return task.done.result()

    @Slot(object)
    def _do(self, task: _Task) -> None:
        task.run()


def known_printers() -> list[Printer]:
    """Return the printers that the system names, the default one first."""
    default = QPrinterInfo.defaultPrinterName()
    found = []
    for one in QPrinterInfo.availablePrinters():
        state = STOPPED if one.state() == QPrinter.PrinterState.Error else IDLE
        name = one.printerName()
        found.append(Printer(name=name, title=one.description() or name, is_default=name == default, state=state))
    return sorted(found, key=lambda one: (not one.is_default, one.title.casefold()))


def printer_named(name: str) -> QPrinter:
    """Return a printer of the system at its full resolution."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    return printer
