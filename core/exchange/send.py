"""Sending: parcels of records, then files in pieces, each from the byte that the server names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Lock

from core.exchange import calls
from core.exchange.errors import LineBroke, ServerBusy, ServerRefused, another_centre, unreadable_answer
from core.exchange.link import Link
from core.exchange.patience import Patience
from core.vault import truth
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.incoming import take_statement
from core.vault.outgoing import Wanted, items_of
from core.vault.vault import Vault
from record.errors import NotGenuine
from record.parcel import Item, RecordItem, frames
from record.receipt import Receipt, Signed

_TICK_S = 0.2
_ONCE_MORE = ("parcel.unreadable", "piece.damaged", "blob.hash_differs")  # may be the line's doing: once more, then stop
_SKIP = ("blob.too_large", "blob.other_size", "blob.not_named", "blob.destroyed")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that did not go, or did not come, and why (a code)."""

    sha256: str
    code: str


@dataclass(slots=True)
class Lane:
    """How far one lane has come; shared by its threads. done and total in bytes. tell: hears both whenever they change, if given."""

    name: str
    total: int
    done: int = 0
    files: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    halt: Event = field(default_factory=Event)
    door: Lock = field(default_factory=Lock)
    tell: Callable[[int, int], None] | None = None

    def add(self, size: int) -> None:
        with self.door:
            self.done += size
        if self.tell is not None:
            self.tell(self.done, self.total)

    def finished(self) -> None:
        with self.door:
            self.files += 1

    def skip(self, digest: str, code: str) -> None:
        with self.door:
            self.skipped.append(Skipped(digest, code))


def keep_receipt(vault: Vault, signed: Signed) -> Receipt:
    """Verify a receipt and keep it. Raises AnotherCentre when no centre that this vault has enrolled with signed it."""
    try:
        with vault.write() as tx:
            receipt = take_statement(vault, tx, signed)
    except NotGenuine as error:
        raise another_centre() from error
    if receipt is None:
        raise unreadable_answer()
    return receipt


# records


def send_records(vault: Vault, link: Link, record_ids: Sequence[str], tell: Callable[[int], None]) -> int:
    """Send records in parcels and keep each receipt. tell: hears how many records are in the parcels that were answered.

    Returns that number: less than all where the limit of the line's meter was reached.
    """
    done = 0

    def items() -> Iterator[Item]:
        for identity in record_ids:
            with vault.read() as tx:
                stored = truth.record(tx, identity)
                one = list(items_of(tx, stored)) if stored else []
            yield from one

    for frame, count in _counted(items()):
        link.go_on()
        if not link.meter.may(len(frame)):
            break
        keep_receipt(vault, _post(link, frame))
        done += count
        tell(done)
    return done


def _counted(items: Iterable[Item]) -> Iterator[tuple[bytes, int]]:
    """Yield frames, each with how many records began in it."""
    begun = 0

    def watched() -> Iterator[Item]:
        nonlocal begun
        for item in items:
            begun += isinstance(item, RecordItem)
            yield item

    for frame in frames(watched()):
        count, begun = begun, 0
        yield frame, count


def _post(link: Link, frame: bytes) -> Signed:
    patience, tries, unreadable = link.patience(), 0, 0
    while True:
        link.meter.sent(len(frame), again=tries > 0)
        tries += 1
        try:
            return calls.post_parcel(link, frame)
        except ServerRefused as error:
            unreadable += error.problem.code in _ONCE_MORE
            if not isinstance(error, ServerBusy) and (error.problem.code not in _ONCE_MORE or unreadable > 1):
                raise
            patience.failed(error, retry_after_s=error.problem.retry_after_s)
        except LineBroke as error:
            patience.failed(error)


# files


def send_files(vault: Vault, link: Link, lane: Lane, wanted: Sequence[Wanted], offsets: dict[str, int], tell: Callable[[], bool]) -> None:
    """Send the files of one lane over several connections. tell: called now and then by this thread; True ends the lane at the next
    piece (something more urgent came). Raises what the first failing file raised, after all have stopped at a piece's border.
    """

    def one(file: Wanted) -> None:
        _FileOut(vault, link, lane, file, offsets.get(file.ref.sha256, 0)).run()

    in_parallel(link, lane, wanted, one, tell)


def in_parallel(link: Link, lane: Lane, wanted: Sequence[Wanted], work: Callable[[Wanted], None], tell: Callable[[], bool]) -> None:
    """Do the work of a lane on as many threads as there are connections; see `send_files`."""

    def guarded(file: Wanted) -> None:
        if not lane.halt.is_set():
            work(file)

    if tell():
        return lane.halt.set()
    with ThreadPoolExecutor(link.habits.connections, thread_name_prefix="lane") as pool:
        waiting: set[Future[None]] = {pool.submit(guarded, file) for file in wanted}
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=_TICK_S, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                if tell():
                    lane.halt.set()
        finally:
            lane.halt.set()


class _FileOut:
    """One file on its way out."""

    def __init__(self, vault: Vault, link: Link, lane: Lane, wanted: Wanted, offset: int) -> None:
        self._vault, self._link, self._lane = vault, link, lane
        self._digest, self._size = wanted.ref.sha256, wanted.ref.size
        self._offset = offset  # where the server stands
        self._furthest = offset  # what was ever given to the line
        self._shown = 0  # what of it the lane counts as done

    def run(self) -> None:
        patience, again = self._link.patience(), 0
        self._show(self._offset)
        while not self._lane.halt.is_set():
            try:
                taken = calls.patch(self._link, self._digest, offset=self._offset, size=self._size, pieces=self._pieces)
            except (BlobMissing, BlobDamaged) as error:
                return self._lane.skip(self._digest, error.code)
            except LineBroke as error:
                patience.failed(error)
                self._stand_at(self._ask(), patience)
            except ServerRefused as error:
                code = error.problem.code
                again += code in _ONCE_MORE
                if code in _SKIP or again > 3:
                    return self._lane.skip(self._digest, code)
                if not isinstance(error, ServerBusy) and code not in (*_ONCE_MORE, "upload.offset", "upload.superseded"):
                    raise
                patience.failed(error, retry_after_s=error.problem.retry_after_s)
                self._stand_at(0 if code == "blob.hash_differs" else self._ask(), patience)
            else:
                if taken.receipt is not None:
                    return self._keep(taken.receipt)
                self._stand_at(taken.offset, patience)

    def _ask(self) -> int:
        return self._link.persist(lambda: calls.head(self._link, self._digest))

    def _stand_at(self, offset: int, patience: Patience) -> None:
        if offset > self._offset:
            patience.progressed()
        self._offset = min(offset, self._size)
        self._show(self._offset)

    def _show(self, done: int) -> None:
        self._lane.add(done - self._shown)
        self._shown = done

    def _pieces(self) -> Iterator[bytes]:
        at = self._offset
        for segment in self._vault.blobs.read(self._digest, start=at):
            for start in range(0, len(segment), calls.PIECE_BYTES):
                if self._lane.halt.is_set():
                    return
                if self._link.report.is_stopped:
                    return  # ends in order: what went is kept there
                content = segment[start : start + calls.PIECE_BYTES]
                if not self._link.meter.may(len(content)):
                    return self._lane.halt.set()  # the limit is reached: the lane ends in order
                self._link.meter.sent(len(content), never_arrived=at < self._furthest, known=at < self._offset)
                at += len(content)
                self._furthest = max(self._furthest, at)
                yield calls.piece(content, sha256(content).digest())
                self._show(at)

    def _keep(self, signed: Signed) -> None:
        receipt = keep_receipt(self._vault, signed)
        if all((held.sha256, held.size) != (self._digest, self._size) for held in receipt.blobs):
            raise unreadable_answer()
        self._show(self._size)
        self._lane.finished()
