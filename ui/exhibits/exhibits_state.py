"""The evidence of one case: files come in one after the other, each is shown as soon as it is durable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal

from core.actions.cases.exhibits import IN_HAND, add_thing, attach_bytes, attach_files, describe_exhibit, withdraw_exhibit
from core.actions.exchange.away import Away, originals_away
from core.actions.exchange.fetch_back import fetch_back
from core.errors import AppError
from core.evidence.inspect import Intake
from core.reporter import Reporter
from core.vault.vault import Vault
from core.vault.views import Changes, exhibits
from core.vault.views.exhibits import Exhibit
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

RELOAD_MS, RELOAD_MS_EACH = 250, 2  # a case of thousands is read anew every few seconds while files come in
LARGE_BYTES = 32 * 1024 * 1024  # a file that nobody waits for a second for needs no bar of its own
SAVING = "saving"  # of an original, to a file of the person's choice


@dataclass(frozen=True, slots=True)
class Attached:
    """How an intake ended. refused: (file name, why) of each file that was not taken."""

    kept: int
    refused: tuple[tuple[str, AppError], ...]
    changes: Changes


class ExhibitsState(WorkingState):
    loaded = Signal(object)  # tuple of Exhibit, without the withdrawn
    thumbnail_ready = Signal(str, bytes)
    intake_began = Signal()
    intake_moved = Signal(int, int, str)  # done, total, name of the file in hand
    file_moved = Signal(object, object)  # bytes done, of how many, of the file in hand when it is a large one
    intake_ended = Signal(object)  # Attached, or None when it was stopped
    changed = Signal(object)  # Changes
    copying = Signal(object)  # the Job that writes an original to a file
    copied_out = Signal(str, str)  # path, SHA-256

    def __init__(self, vault: Vault, jobs: JobRunner, intake: Intake, case_id: str) -> None:
        super().__init__(vault, jobs)
        self.case_id, self._intake = case_id, intake
        self.exhibits: tuple[Exhibit, ...] = ()
        self.away: Mapping[str, Away] = {}  # SHA-256 of originals that do not lie here
        self._taking: Job | None = None
        self._later = QTimer(self)  # one reading for a burst of new files
        self._later.setSingleShot(True)
        self._later.setInterval(RELOAD_MS)
        self._later.timeout.connect(self.load)

    @property
    def is_taking(self) -> bool:
        return self._taking is not None

    def exhibit(self, stream: str) -> Exhibit | None:
        return next((one for one in self.exhibits if one.stream == stream), None)

    def load(self) -> None:
        """Read the evidence anew."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: _read(vault, case_id), self._take)

    def attach(self, paths: Sequence[Path], obtained: str) -> None:
        """Take files and folders in, one after the other. obtained: dialog, drop, paste or folder. One intake at a time."""
        if self._taking is not None:
            self.refused.emit(AppError(self.tr("Files are still being taken in."), self.tr("Wait for the end, or stop it first.")))
            return
        vault, case_id, intake, wanted = self.vault, self.case_id, self._intake, tuple(paths)
        self._begin(lambda report: _attach(vault, case_id, wanted, obtained, intake, report))

    def attach_picture(self, picture: bytes, file_name: str) -> None:
        """Take a pasted picture in."""
        if self._taking is not None:
            self.refused.emit(AppError(self.tr("Files are still being taken in."), self.tr("Wait for the end, or stop it first.")))
            return
        vault, case_id, intake = self.vault, self.case_id, self._intake
        self._begin(lambda _report: Attached(1, (), attach_bytes(vault, case_id, picture, file_name, obtained="paste", intake=intake)))

    def stop(self) -> None:
        """Stop taking files in; what is durable stays."""
        if self._taking is not None:
            self._taking.stop.set()

    def add_thing(self) -> None:
        """Enter an exhibit without a file: an object, or a recording kept elsewhere."""
        vault, case_id = self.vault, self.case_id
        self.run(lambda _report: add_thing(vault, case_id, {"kind": "barang", "evidence_class": "barang_bukti"}), self._changed)

    def describe(self, stream: str, said: Mapping[str, str]) -> None:
        """Say anew what an exhibit is; only what differs makes a record."""
        old = self.exhibit(stream)
        new = {name: value for name, value in said.items() if old is None or str(getattr(old, name)) != value}
        if new:
            vault = self.vault
            self.run(lambda _report: describe_exhibit(vault, stream, new), self._changed)

    def withdraw(self, stream: str, reason: str) -> None:
        """Take an exhibit out of the case with a reason; the record and the file stay."""
        vault = self.vault
        self.run(lambda _report: withdraw_exhibit(vault, stream, reason), self._changed)

    def want_thumbnail(self, stream: str) -> None:
        """Answer by `thumbnail_ready`."""
        one = self.exhibit(stream)
        if one is not None and one.thumbnail:
            vault, digest = self.vault, one.thumbnail
            self.run(lambda _report: (stream, vault.blobs.read_bytes(digest)), self._give_thumbnail)

    def copy_out(self, stream: str, target: Path) -> None:
        """Write the original, byte for byte, to a file of the person's choice; fetched from the centre first where it is not here."""
        one = self.exhibit(stream)
        if one is not None and one.original:
            vault, digest, size = self.vault, one.original, one.size
            self.copying.emit(self.run(lambda report: save_original(vault, digest, size, target, report), self._was_copied))

    def _begin(self, work: object) -> None:
        assert callable(work)
        self.intake_began.emit()
        job = Job(work)
        job.progressed.connect(self._moved)
        job.succeeded.connect(self._finished)
        job.failed.connect(self.refused)
        job.ended.connect(self._rested)
        self._taking = job
        self._ended: Attached | None = None
        self.jobs.start(job)

    def _moved(self, done: int, total: int, name: str) -> None:
        if name == IN_HAND:
            if total >= LARGE_BYTES:
                self.file_moved.emit(done, total)
            return
        self.intake_moved.emit(done, total, name)
        if not self._later.isActive():
            self._later.start(max(RELOAD_MS, len(self.exhibits) * RELOAD_MS_EACH))

    def _finished(self, attached: Attached) -> None:
        self._ended = attached

    def _rested(self) -> None:
        self._taking = None
        self.intake_ended.emit(self._ended)
        self.changed.emit(self._ended.changes if self._ended is not None else Changes(cases=(self.case_id,)))
        self.load()

    def _take(self, found: tuple[tuple[Exhibit, ...], Mapping[str, Away]]) -> None:
        self.exhibits, self.away = found
        self.loaded.emit(self.exhibits)

    def _changed(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.load()

    def _give_thumbnail(self, answer: tuple[str, bytes]) -> None:
        self.thumbnail_ready.emit(*answer)

    def _was_copied(self, answer: tuple[str, str]) -> None:
        self.copied_out.emit(*answer)
        if answer[1] in self.away:
            self.load()  # it lies here again


def _read(vault: Vault, case_id: str) -> tuple[tuple[Exhibit, ...], Mapping[str, Away]]:
    with vault.read() as tx:
        found = tuple(one for one in exhibits.of_case(tx, case_id) if not one.is_withdrawn)
        return found, originals_away(tx, found)


def _attach(vault: Vault, case_id: str, paths: Sequence[Path], obtained: str, intake: Intake, report: Reporter) -> Attached:
    kept, refused, changes = 0, list[tuple[str, AppError]](), Changes()
    for path, answer in attach_files(vault, case_id, paths, obtained=obtained, intake=intake, report=report):
        if isinstance(answer, AppError):
            refused.append((path.name, answer))
        else:
            kept, changes = kept + 1, changes + answer
    return Attached(kept, tuple(refused), changes)


def save_original(vault: Vault, digest: str, size: int, target: Path, report: Reporter) -> tuple[str, str]:
    """Write an original to a file, fetched first where it is not here. Returns (path, SHA-256)."""
    fetch_back(vault, digest, size, report)
    vault.blobs.copy_out(digest, target, lambda done: report.step(done, size, SAVING))
    return str(target), digest
