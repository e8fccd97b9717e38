"""The evidence of all cases: which of it is shown, the one in hand, and what looks alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage

from core.evidence.likeness import HIGH, WIDE, alike, likeness
from core.reporter import Reporter
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.vault import Vault
from core.vault.views import cases, exhibits
from core.vault.views.cases import Case
from core.vault.views.exhibits import Exhibit, Glimpse
from ui.exhibits.original import read_working
from ui.jobs.runner import Job, JobRunner
from ui.widgets.decoded import decoded
from ui.working_state import WorkingState

ALL, WITH_POINT, WITHOUT_TIME, TWICE, ALIKE = "all", "with_point", "without_time", "twice", "alike"
AROUND = 150  # pictures before and after the one in hand that the viewer leafs through


@dataclass(frozen=True, slots=True)
class InHand:
    """An exhibit, its case, and the other cases that hold the very same file."""

    exhibit: Exhibit
    case: Case | None
    also_in: tuple[Case, ...]


class GalleryState(WorkingState):
    loaded = Signal(object, int)  # list of Glimpse that fit, how many there are
    in_hand = Signal(object)  # InHand
    thumbnail_ready = Signal(str, bytes)
    opened = Signal(object, str)  # tuple of Exhibit, stream of the one to begin with
    compared = Signal(object)  # list of (Exhibit, FullPicture)
    looking = Signal(int, int)  # how many pictures were compared, of how many; (0, 0) at the end

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self.words, self.kind = "", ALL
        self.shown: list[Glimpse] = []
        self.groups: list[int] = []  # how many of `shown` stand together, group after group; nothing where there are no groups
        self._places: dict[str, int] = {}  # stream -> where it stands in `shown`
        self._hashes: dict[str, int | None] = {}  # thumbnail -> likeness; lost with the window, made again in seconds
        self._asked = 0
        self._job: Job | None = None

    def load(self) -> None:
        """Read anew; ends with `loaded`. An older reading that is still under way is stopped and forgotten."""
        self.stop()
        self._asked += 1
        asked, vault, words, kind, hashes = self._asked, self.vault, self.words, self.kind, dict(self._hashes)
        job = self.run(lambda report: (asked, *_read(vault, words, kind, hashes, report)), self._take)
        job.progressed.connect(self._tell)
        job.ended.connect(self._end)
        self._job = job

    def search(self, words: str) -> None:
        self.words = words
        self.load()

    def choose(self, kind: str) -> None:
        self.kind = kind
        self.load()

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()

    def look_at(self, stream: str) -> None:
        """Ends with `in_hand`."""
        vault = self.vault
        self.run(lambda _report: _in_hand(vault, stream), self._give)

    def want_thumbnail(self, stream: str) -> None:
        """Answer by `thumbnail_ready`."""
        place = self._places.get(stream)
        if place is not None and (digest := self.shown[place].thumbnail):
            vault = self.vault
            self.run(lambda _report: (stream, vault.blobs.read_bytes(digest)), self._give_thumbnail)

    def open(self, stream: str) -> None:
        """Ends with `opened`: the one in hand and those around it."""
        at = next((place for place, one in enumerate(self.shown) if one.stream == stream), -1)
        if at < 0:
            return
        vault, around = self.vault, [one.stream for one in self.shown[max(0, at - AROUND) : at + AROUND]]
        self.run(lambda _report: (_some(vault, around), stream), self._open)

    def compare(self, streams: Sequence[str]) -> None:
        """Ends with `compared`: two pictures side by side."""
        vault, two = self.vault, tuple(streams[:2])
        self.run(lambda _report: [(one, read_working(vault, one)) for one in _some(vault, two) if one.working], self.compared)

    def _take(self, answer: tuple[int, list[Glimpse], list[int], int, dict[str, int | None]]) -> None:
        asked, shown, groups, total, hashes = answer
        self._hashes |= hashes
        if asked == self._asked:
            self.shown, self.groups = shown, groups
            self._places = {one.stream: place for place, one in enumerate(shown)}
            self.loaded.emit(shown, total)

    def _tell(self, done: object, total: object, _label: str) -> None:
        self.looking.emit(done, total)

    def _end(self) -> None:
        self.looking.emit(0, 0)

    def _give(self, found: InHand | None) -> None:
        if found is not None:
            self.in_hand.emit(found)

    def _give_thumbnail(self, answer: tuple[str, bytes]) -> None:
        self.thumbnail_ready.emit(*answer)

    def _open(self, answer: tuple[tuple[Exhibit, ...], str]) -> None:
        self.opened.emit(*answer)


def _read(
    vault: Vault, words: str, kind: str, hashes: dict[str, int | None], report: Reporter
) -> tuple[list[Glimpse], list[int], int, dict[str, int | None]]:
    groups: list[list[str]] = []
    with vault.read() as tx:
        fits, total = exhibits.glimpses(tx, words=words), exhibits.count(tx)
    if kind == WITH_POINT:
        fits = [one for one in fits if one.has_point]
    elif kind == WITHOUT_TIME:
        fits = [one for one in fits if not one.taken]
    elif kind == TWICE:
        groups = _same(fits)
        fits = _together(fits, groups)
    elif kind == ALIKE:
        _hash(vault, fits, hashes, report)
        known = {one.stream: bits for one in fits if (bits := hashes.get(one.thumbnail)) is not None}
        groups = alike(known)
        fits = _together(fits, groups)
    return fits, [len(group) for group in groups], total, hashes


def _same(fits: Sequence[Glimpse]) -> list[list[str]]:
    by_file: dict[str, list[str]] = {}
    for one in fits:
        if one.original:
            by_file.setdefault(one.original, []).append(one.stream)
    return [group for group in by_file.values() if len(group) > 1]


def _together(fits: Sequence[Glimpse], groups: Sequence[Sequence[str]]) -> list[Glimpse]:
    """Only what is in a group, group after group."""
    known = {one.stream: one for one in fits}
    return [known[stream] for group in groups for stream in group]


def _hash(vault: Vault, fits: Sequence[Glimpse], hashes: dict[str, int | None], report: Reporter) -> None:
    new = sorted({one.thumbnail for one in fits if one.thumbnail} - hashes.keys())
    for number, digest in enumerate(new):
        report.step(number, len(new), "pictures")  # raises Cancelled when a newer reading was asked for
        try:
            hashes[digest] = likeness(grey_of(decoded(vault.blobs.read_bytes(digest))))
        except (BlobMissing, BlobDamaged, ValueError):
            hashes[digest] = None


def grey_of(image: QImage) -> bytes:
    """Return 9 x 8 grey pixels of a picture, row by row; nothing for one that could not be read."""
    if image.isNull():
        return b""
    small = image.scaled(QSize(WIDE, HIGH), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    lines: list[memoryview] = [grey.constScanLine(row) for row in range(HIGH)]  # type: ignore[misc]  # the stub says object
    return b"".join(bytes(one[:WIDE]) for one in lines)


def _in_hand(vault: Vault, stream: str) -> InHand | None:
    with vault.read() as tx:
        one = exhibits.one(tx, stream)
        if one is None:
            return None
        others = [case for case in exhibits.cases_with_file(tx, one.original) if case != one.case_id] if one.original else []
        found = cases.rows(tx, [one.case_id, *others])
    return InHand(one, found.get(one.case_id), tuple(found[case] for case in others if case in found))


def _some(vault: Vault, streams: Sequence[str]) -> tuple[Exhibit, ...]:
    with vault.read() as tx:
        return tuple(exhibits.some(tx, streams))
