"""What a person sees when the program has a fault: one sentence, and details to copy that hold no personal data."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
import uuid
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QWidget

from ui.theme import theme
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded
from ui.widgets.long_text import LongText


def crash_details(error: BaseException) -> str:
    """Return kinds of failure and places in the code, never messages or values: those may hold a name."""
    lines = [f"fault {uuid.uuid4()}", f"python {platform.python_version()}  qt {qVersion()}  {platform.platform()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__} {getattr(seen, 'code', '')}".rstrip())
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def _short(file_name: str) -> str:
    return "/".join(Path(file_name).parts[-3:])


class CrashDialog(QDialog):
    """Says that something failed and offers the details for whoever repairs the program."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.details = details
        self.setWindowTitle("Bukti")
        self.setMinimumWidth(theme.px(520))
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(worded(self.tr("The program made a mistake."), "heading", wrap=True))
        sentence = self.tr("What you saved is safe. Go on, or open the program again. If it happens again, send the details below.")
        column.addWidget(worded(sentence, "soft", wrap=True))
        text = LongText(details)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Details"))
        column.addWidget(text, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = Button(self.tr("Copy details"), icon_name="paste")
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        foot_in(self, buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


class CrashReporter(QObject):
    """Shows one dialog for a fault, not one upon the other; also the program's excepthook."""

    _came = Signal(object)  # from another thread to the window's

    def __init__(self) -> None:
        super().__init__()
        self._is_showing = False
        self._came.connect(self.show_fault, Qt.ConnectionType.QueuedConnection)

    def hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """For sys.excepthook: faults in slots arrive here."""
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self.show_fault(error)

    def hook_thread(self, fault: threading.ExceptHookArgs) -> None:
        """For threading.excepthook: faults in threads that are no jobs, as those of the evening station, which Python would print whole."""
        if fault.exc_value is not None:
            self._came.emit(fault.exc_value)

    def show_fault(self, error: BaseException) -> None:
        """Write the details to stderr and show the dialog unless one is already open."""
        details = crash_details(error)
        if sys.stderr is not None:  # a packed program without a console has none
            print(details, file=sys.stderr)
        if self._is_showing:
            return
        self._is_showing = True
        try:
            over = QApplication.activeWindow()  # one that is going away would take the dialog along
            CrashDialog(details, over if over is not None and over.isVisible() else None).exec()
        finally:
            self._is_showing = False
