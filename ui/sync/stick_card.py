"""To and from a USB stick, on the page Kirim."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout

from core.actions.exchange.read_stick import READING, StickRead, words_of
from core.actions.exchange.write_stick import CHECKING, WRITING, StickWritten
from core.errors import AppError
from core.exchange.errors import revoked
from core.words import explain
from ui.sync.lane_words import size_words, time_words
from ui.sync.stick_state import StickState
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.progress_strip import ProgressStrip

FAULTS_SHOWN = 5


class StickCard(Card):
    """What came of it is said in the banner of the page: `said` carries kind, title and hint."""

    said = Signal(str, str, str)
    refused = Signal(object)  # AppError
    brought = Signal()  # something changed here

    def __init__(self, state: StickState) -> None:
        super().__init__(self.tr("USB stick"))
        self._state = state
        self.write = Button(self.tr("To USB stick ..."), icon_name="usb")
        self.read = Button(self.tr("From USB stick ..."), icon_name="download")
        self.everything = QCheckBox(self.tr("Also what the centre has received, for the second laptop of the office"))
        self._out = ProgressStrip([(CHECKING, self.tr("Checking the stick")), (WRITING, self.tr("Writing"))])
        self._in = ProgressStrip([(READING, self.tr("Reading"))])
        self.strip = self._out  # the one that is at work, or was last
        sentence = self.tr(
            "Without internet: write a stick and give it to anybody who has a line. It is encrypted; only this office and the centre "
            "can open it. The receipt comes back on the same stick."
        )
        self.add(worded(sentence, "soft", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.write)
        row.addWidget(self.read)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add(self.everything)
        for strip in (self._out, self._in):
            strip.hide()
            self.add(strip)
            strip.cancelled.connect(state.stop)
        self.write.clicked.connect(self._choose_target)
        self.read.clicked.connect(self._choose_source)
        state.began.connect(self._begin)
        state.progressed.connect(self._show_progress)
        state.wrote.connect(self._show_written)
        state.took.connect(self._show_read)
        state.stopped.connect(self._show_stopped)
        state.failed.connect(self._show_failure)
        state.busy_changed.connect(self._be_busy)

    def _choose_target(self) -> None:
        self._choose(self.tr("Choose the stick to write to")).fileSelected.connect(self._write_to)

    def _choose_source(self) -> None:
        self._choose(self.tr("Choose the stick to read")).fileSelected.connect(self._read_from)

    def _choose(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _write_to(self, path: str) -> None:
        self._take_strip(self._out)
        self._state.write(Path(path), everything=self.everything.isChecked())

    def _read_from(self, path: str) -> None:
        self._take_strip(self._in)
        self._state.read(Path(path))

    def _take_strip(self, strip: ProgressStrip) -> None:
        self.strip.hide()
        self.strip = strip

    def _begin(self) -> None:
        self.strip.begin()
        self.strip.show()
        self.strip.cancel.setFocus()

    def _show_progress(self, done: int, total: int, what: str) -> None:
        if what in (CHECKING, WRITING, READING):
            words = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total)) if total else ""
            self.strip.show_lane(what, done, total, words)

    def _show_written(self, written: StickWritten) -> None:
        self.strip.finish(
            self.tr("Written: {records} records and {files} files ({size}). From before: {already}.").format(
                records=written.records, files=written.files, size=size_words(written.bytes), already=written.already
            )
        )
        if written.needs_another:
            left = self.tr("Left: {records} records and {files} files ({size}).").format(
                records=written.left_records, files=written.left_files, size=size_words(written.left_bytes)
            )
            self.said.emit("warn", self.tr("The stick is full: put the next stick in, then choose To USB stick again."), left)
        elif not (written.records or written.files or written.already):
            self.said.emit("success", self.tr("Nothing waits: the stick needs nothing more."), "")
        elif written.for_centre:
            hint = self.tr("Remove it safely, then give it to whoever has a line. What comes back on it: choose From USB stick.")
            self.said.emit("success", self.tr("The stick is ready."), hint)
        else:
            hint = self.tr("Only this office can open it: the centre is not known to this laptop yet (enrol once).")
            self.said.emit("warn", self.tr("The stick is ready, but not for the centre."), hint)
        self.write.setFocus()
        self.brought.emit()

    def _show_read(self, came: StickRead) -> None:
        self.strip.finish(
            self.tr("Taken: {records} records, {files} files, {receipts} receipts. Carried on for others: {carried}.").format(
                records=came.records, files=came.files, receipts=came.receipts, carried=came.carried
            )
        )
        if came.is_ended:
            self.said.emit("warn", *explain(revoked()))
        elif came.faults:
            words = " ".join(words_of(one) for one in came.faults[:FAULTS_SHOWN])
            self.said.emit("warn", self.tr("Something on the stick is not in order."), words)
        elif came.brought_nothing:
            self.said.emit("success", self.tr("Nothing on this stick is new here."), "")
        else:
            hints = []
            if came.written_at:
                hints.append(self.tr("The stick was written on {time}.").format(time=time_words(came.written_at)))
            if came.carried:
                hints.append(self.tr("Parcels of other offices go to the centre, unread, with the next Send and fetch."))
            self.said.emit("success", self.tr("The stick was read."), " ".join(hints))
        self.read.setFocus()
        self.brought.emit()

    def _show_stopped(self) -> None:
        self.strip.finish(self.tr("Stopped. What was finished stays; the next time it goes on from there."))
        self.write.setFocus()

    def _show_failure(self, error: AppError) -> None:
        self.strip.finish("")
        self.strip.hide()
        self.refused.emit(error)
        self.write.setFocus()

    def _be_busy(self, is_busy: bool) -> None:
        for widget in (self.write, self.read, self.everything):
            widget.setDisabled(is_busy)
