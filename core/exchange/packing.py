"""What goes into a parcel on a stick or second disk: batches that are whole in themselves, and parts filled with them."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from core.exchange.part_files import PART_BYTES, PartFolder
from core.vault import truth
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.errors import DiskRefused
from core.vault.outgoing import Wanted, items_of
from core.vault.vault import Vault
from record.parcel import PIECE_BYTES_MAX, BlobItem, Item, frames

RECORDS = "records"
_BATCH_BYTES = 160 * 1024  # of records before packing: about one frame
_SPARE = 512 * 1024  # room that is kept on a stick for its last note and the tables of its file system
Seal = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records, or one file. ids: record ids, or the file's SHA-256; size: bytes before packing; lane: as in outgoing.LANES."""

    ids: tuple[str, ...]
    size: int
    lane: str = RECORDS


@dataclass(slots=True)
class Packed:
    """What was written. left: batches for the next stick; skipped: files that could not be read, and why (a code)."""

    records: int = 0
    files: int = 0
    bytes: int = 0
    parts: int = 0
    left: list[Batch] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def record_batches(tx: Connection, ids: Iterable[str]) -> list[Batch]:
    """Return batches of records in the order given."""
    own = select(truth.records.c.record_id, func.length(truth.records.c.header) + func.length(truth.records.c.signatures))
    sizes: dict[str, int] = {row[0]: row[1] for row in tx.execute(own)}
    bodies = select(truth.parts.c.record_id, func.sum(func.length(truth.parts.c.stored))).group_by(truth.parts.c.record_id)
    for row in tx.execute(bodies):
        sizes[row[0]] = sizes.get(row[0], 0) + (row[1] or 0)
    found: list[Batch] = []
    run: list[str] = []
    filled = 0
    for identity in ids:
        if run and filled + sizes[identity] > _BATCH_BYTES:
            found.append(Batch(tuple(run), filled))
            run, filled = [], 0
        run.append(identity)
        filled += sizes[identity]
    return [*found, Batch(tuple(run), filled)] if run else found


def file_batches(wanted: Iterable[Wanted]) -> list[Batch]:
    return [Batch((one.ref.sha256,), one.ref.size, one.lane) for one in wanted]


def frames_of(vault: Vault, batch: Batch) -> Iterator[bytes]:
    """Return a batch as frames. Raises BlobMissing, BlobDamaged for a file that the vault cannot give."""
    yield from frames(_record_items(vault, batch) if batch.lane == RECORDS else _blob_items(vault, batch))


def _record_items(vault: Vault, batch: Batch) -> Iterator[Item]:
    with vault.read() as tx:
        found = [list(items_of(tx, stored)) for identity in batch.ids if (stored := truth.record(tx, identity)) is not None]
    for items in found:
        yield from items


def _blob_items(vault: Vault, batch: Batch) -> Iterator[Item]:
    (digest,), offset = batch.ids, 0
    for segment in vault.blobs.read(digest):
        for start in range(0, max(len(segment), 1), PIECE_BYTES_MAX):
            piece = segment[start : start + PIECE_BYTES_MAX]
            yield BlobItem(digest, offset, batch.size, piece)
            offset += len(piece)


class Packer:
    """Fills part after part with batches until all are there or there is no room: then what is left goes to the next stick.

    A batch never spans two sticks. Each part is durable before the next begins, so that pulling the stick out loses at most the
    part under way.
    """

    def __init__(
        self,
        vault: Vault,
        folder: PartFolder,
        seal: Seal,
        *,
        room: Callable[[], int],
        tell: Callable[[int, str], None],
        part_bytes: int = PART_BYTES,
    ) -> None:
        """room: bytes free on the disk. tell: hears how many bytes of all batches are done, and the lane; may raise Cancelled."""
        self._vault, self._folder, self._seal, self._room, self._tell = vault, folder, seal, room, tell
        self._part_bytes, self._done = part_bytes, 0
        self._ended: list[Batch] = []  # batches whose last frame is in the part under way
        self._ahead: bytes | None = None
        self.packed = Packed()

    def pack(self, batches: Iterable[Batch], *, number: int, durable: Callable[[Sequence[Batch]], None] | None = None) -> Packed:
        """Write the batches into parts from `number` on. durable: hears which batches are on the disk for good, part by part."""
        waiting = {batch.ids: batch for batch in batches}
        stream = self._frames(list(waiting.values()))
        self._ahead = next(stream, None)
        while self._ahead is not None:
            try:
                written = self._folder.write(number, self._fill(stream))
            except DiskRefused as error:
                if not is_full(error):
                    raise
                break  # what had ended in this part is not there either
            number, self.packed.parts, self.packed.bytes = number + 1, self.packed.parts + 1, self.packed.bytes + written.size
            for batch in self._ended:
                del waiting[batch.ids]
                self.packed.records += len(batch.ids) if batch.lane == RECORDS else 0
                self.packed.files += batch.lane != RECORDS
            if durable is not None:
                durable(self._ended)
            self._ended = []
        self.packed.left = [batch for batch in waiting.values() if batch.ids[0] not in self.packed.skipped]
        return self.packed

    def _fill(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        size = 0
        while self._ahead is not None and size < self._part_bytes:
            sealed = self._seal(self._ahead)
            size += len(sealed)
            yield sealed
            self._ahead = next(stream, None)

    def _frames(self, batches: list[Batch]) -> Iterator[bytes]:
        """Yield the frames of one batch after another; a batch has ended once the frame after its last one is asked for."""
        for batch in batches:
            if self._room() - _SPARE < batch.size + batch.size // 50:
                continue  # perhaps a smaller one still fits
            inside = 0
            try:
                for frame in frames_of(self._vault, batch):
                    yield frame
                    inside = min(inside + len(frame), batch.size)
                    self._tell(self._done + inside, batch.lane)
            except (BlobMissing, BlobDamaged) as error:
                self.packed.skipped[batch.ids[0]] = error.code
                continue
            self._done += batch.size
            self._ended.append(batch)


def is_full(error: DiskRefused) -> bool:
    """Return whether a disk refused because there is no room on it."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT)
