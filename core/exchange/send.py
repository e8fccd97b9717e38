"""Sending: parcels of records, then files in pieces, each from the byte that the server names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Lock

from core.exchange import calls
from core.exchange.errors import ServerRefused, another_centre, unreadable_answer
from core.exchange.lanes import Lane, Load, Order, in_order
from core.exchange.link import Link
from core.exchange.loads import frame_of, loads_of
from core.exchange.parcel_out import bring_parcel
from core.exchange.upload import ONCE_MORE, Upload
from core.vault import truth
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.incoming import take_statement
from core.vault.outgoing import Wanted, items_of
from core.vault.vault import Vault
from record.errors import NotGenuine
from record.parcel import Item, RecordItem, frames
from record.receipt import Receipt, Signed

_TICK_S = 0.2
_SKIP = ("blob.too_large", "blob.other_size", "blob.not_named", "blob.destroyed")


def keep_receipt(vault: Vault, signed: Signed) -> Receipt:
    """Verify a receipt and keep it. Raises AnotherCentre when no centre that this vault has enrolled with signed it."""
    try:
        with vault.write() as tx:
            receipt = take_statement(vault, tx, signed).receipt
    except NotGenuine as error:
        raise another_centre() from error
    if receipt is None:
        raise unreadable_answer()
    return receipt


# records


def send_records(vault: Vault, link: Link, record_ids: Sequence[str], tell: Callable[[int], None]) -> int:
    """Send records in parcels and keep each receipt. tell: hears how many records are in the parcels that were answered.

    The first parcel goes alone: it holds the roster, by which the server judges the rest. The others go over several connections, for
    one alone does not fill a line that loses packets; the server takes them in any order.
    Returns that number: less than all where the limit of the line's meter was reached.
    """
    parcels = _Parcels(vault, link, record_ids)
    parcels.send_next()
    tell(parcels.done)
    with ThreadPoolExecutor(link.habits.connections, thread_name_prefix="parcels") as pool:
        working = {pool.submit(parcels.send_all) for _ in range(link.habits.connections)}
        try:
            while working:
                done, working = wait(working, timeout=_TICK_S)
                for future in done:
                    future.result()
                tell(parcels.done)
        finally:
            parcels.is_over = True
    return parcels.done


class _Parcels:
    """Records on their way out, parcel after parcel. Safe to use from several threads."""

    def __init__(self, vault: Vault, link: Link, record_ids: Sequence[str]) -> None:
        self._vault, self._link = vault, link
        self._frames = _counted(self._items(record_ids))
        self._door = Lock()
        self.done = 0  # records in parcels that were answered
        self.is_over = False  # nothing more begins

    def _items(self, record_ids: Sequence[str]) -> Iterator[Item]:
        for identity in record_ids:
            with self._vault.read() as tx:
                stored = truth.record(tx, identity)
                one = list(items_of(tx, stored)) if stored else []
            yield from one

    def send_all(self) -> None:
        try:
            while not self.is_over:
                self.send_next()
        finally:
            self.is_over = True

    def send_next(self) -> None:
        self._link.go_on()
        with self._door:
            frame, count = next(self._frames, (b"", 0))
            if not frame or not self._link.meter.may(len(frame)):
                self.is_over = True
                return
        keep_receipt(self._vault, bring_parcel(self._link, frame))
        with self._door:
            self.done += count


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


# files


def send_files(
    vault: Vault, link: Link, lanes: Sequence[tuple[Lane, Sequence[Wanted]]], offsets: Mapping[str, int], tell: Callable[[Order], bool]
) -> None:
    """Send the files of these lanes, the most urgent first, over several connections; tell and what it raises as `in_order`.

    Small files go several to a parcel (core.exchange.loads).
    """
    by_parcel = True

    def one(lane: Lane, load: Load) -> None:
        nonlocal by_parcel
        left = load
        if by_parcel and len(load) > 1:
            left = _send_together(vault, link, lane, load)
            by_parcel = len(left) < len(load)  # else a server that takes no files in parcels
        for file in left:
            if not lane.halt.is_set():
                _FileOut(vault, link, lane, file, offsets.get(file.ref.sha256, 0)).send()

    in_order(link, [(lane, loads_of(vault, files, offsets)) for lane, files in lanes], one, tell)


def _send_together(vault: Vault, link: Link, lane: Lane, load: Load) -> Load:
    """Send small files in one parcel. Returns those that its receipt does not name."""
    link.go_on()
    try:
        frame = frame_of(vault, load)
    except (BlobMissing, BlobDamaged):
        return load  # said when its turn comes
    if not link.meter.may(len(frame)):
        lane.halt.set()
        return load
    held = {(one.sha256, one.size) for one in keep_receipt(vault, bring_parcel(link, frame)).blobs}
    for file in load:
        if (file.ref.sha256, file.ref.size) in held:
            lane.add(file.ref.size)
            lane.finished()
    return tuple(file for file in load if (file.ref.sha256, file.ref.size) not in held)


class _FileOut(Upload):
    """One file on its way out."""

    mends = 3

    def __init__(self, vault: Vault, link: Link, lane: Lane, wanted: Wanted, offset: int) -> None:
        super().__init__(link, f"blobs/{wanted.ref.sha256}", size=wanted.ref.size, offset=offset)
        self._vault, self._lane, self._digest = vault, lane, wanted.ref.sha256
        self._shown = 0  # what of it the lane counts as done

    def send(self) -> None:
        try:
            taken = self.run()
        except (BlobMissing, BlobDamaged) as error:
            self._lane.skip(self._digest, error.code)
        except ServerRefused as error:
            if error.problem.code not in (*_SKIP, *ONCE_MORE):
                raise
            self._lane.skip(self._digest, error.problem.code)
        else:
            if taken is not None and taken.receipt is not None:
                self._keep(taken.receipt)

    @property
    def is_halted(self) -> bool:
        return self._lane.halt.is_set()

    def content(self, start: int) -> Iterator[bytes]:
        for segment in self._vault.blobs.read(self._digest, start=start):
            for begin in range(0, len(segment), calls.PIECE_BYTES):
                piece = segment[begin : begin + calls.PIECE_BYTES]
                if not self.link.meter.may(len(piece)):
                    return self._lane.halt.set()  # the limit is reached: the lane ends in order
                yield piece

    def show(self, done: int) -> None:
        self._lane.add(done - self._shown)
        self._shown = done

    def _keep(self, signed: Signed) -> None:
        receipt = keep_receipt(self._vault, signed)
        if all((held.sha256, held.size) != (self._digest, self.size) for held in receipt.blobs):
            raise unreadable_answer()
        self.show(self.size)
        self._lane.finished()
