"""Takes sealed parts into a vault: records judged, files checked by their hash, each part committed before the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from core.vault import absent, truth
from core.vault.blobs import BlobDamaged
from core.vault.incoming import ReceiptsByHead, Unpacked, take, take_statement
from core.vault.outgoing import files
from core.vault.partial_blob import BlobBusy, PartialBlob
from core.vault.vault import Vault
from core.vault.views import Changes, together
from record.errors import NotGenuine, Unreadable
from record.header import record_id
from record.parcel import BlobItem, NoteItem, read_frame
from record.receipt import Signed
from record.sealed_frame import SealedFrame
from record.strict_json import parse_strict

_AT_ONCE = 400  # records in one transaction


@dataclass(slots=True)
class Came:
    """What parts have brought. known: records that were here before; set_aside: not believed (yet), kept with the reason."""

    records: int = 0
    known: int = 0
    set_aside: int = 0
    files: int = 0
    damaged_files: list[str] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


class Taking:
    """Use by one thread as a context manager; what has come of a file is kept at the end, so that the next reading goes on there."""

    def __init__(self, vault: Vault, key: X25519PrivateKey, *, takes_every_file: bool = False) -> None:
        """key: opens the frames. takes_every_file: of a second copy; from a stick only what a held record names is taken."""
        self._vault, self._key, self._takes_every_file = vault, key, takes_every_file
        self._unpacked = Unpacked()
        self._notes: dict[str, dict[int, NoteItem]] = {}
        self._wanted: Mapping[str, int] | None = None
        self._file: PartialBlob | None = None
        self._digest = ""
        self.unnamed: set[str] = set()  # files that no held record has named so far, or that come by another way just now
        self.came = Came()

    def __enter__(self) -> Taking:
        return self

    def __exit__(self, *_error: object) -> None:
        self._leave_file()

    def take(self, sealed: Iterable[SealedFrame]) -> None:
        """Take one part. Frames before a bad one stand. Raises Unreadable for a bad frame, NotGenuine for one not sealed to the key."""
        try:
            for one in sealed:
                for item in read_frame(one.open(self._key)):
                    if isinstance(item, BlobItem):
                        self._take_records()  # they come before the files that they name
                        self._take_piece(item)
                    elif isinstance(item, NoteItem):
                        if item.offset == 0:  # a later one takes the place of an earlier one
                            self._notes[item.name] = {}
                        self._notes.setdefault(item.name, {})[item.offset] = item
                    else:
                        self._unpacked.add([item])
                if len(self._unpacked.records) >= _AT_ONCE:
                    self._take_records()
        finally:
            self._take_records()

    def offset(self, digest: str, size: int) -> int:
        """Return how many bytes of a file have come, now or in an earlier reading."""
        if self._file is not None and self._digest == digest:
            return self._file.offset
        try:
            with PartialBlob(self._vault.blobs, digest, size) as part:
                return part.offset
        except BlobBusy:
            return 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits for the rest of it: no record for its parts, no file for its end."""
        return not self._unpacked.records and self._file is None

    def finish(self) -> None:
        """No more parts will come: records that are not whole lack what was destroyed, or are set aside."""
        self._take_records(with_rest=True)

    def note(self, name: str) -> object:
        """Return a note that has come whole, else None. Raises Unreadable for one that is no JSON."""
        found = self._notes.get(name, {})
        joined = b"".join(found[offset].piece for offset in sorted(found))
        return parse_strict(joined) if found and len(joined) == next(iter(found.values())).total else None

    def notes(self, beginning: str) -> list[str]:
        """Return the names of the notes that begin so."""
        return sorted(name for name in self._notes if name.startswith(beginning))

    def _take_records(self, *, with_rest: bool = False) -> None:
        if not (self._unpacked.records or self._unpacked.statements):
            return
        whole = self._unpacked.take_whole(with_rest=with_rest)
        statements, self._unpacked.statements = self._unpacked.statements, []
        if not (whole or statements):
            return
        with self._vault.write() as tx:
            believed = together(keep_statement(self._vault, tx, raw) for raw in statements)
            new = [one for one in whole if truth.record(tx, record_id(one.header)) is None]
            changes = take(self._vault, tx, new)
            if not self._takes_every_file:  # a restored vault computes its views anew at the end
                ReceiptsByHead(self._vault).fold(tx, changes.record_ids)
        self.came.known += len(whole) - len(new)
        self.came.records += len(changes.record_ids)
        taken = set(changes.record_ids)
        self.came.set_aside += sum(record_id(one.header) not in taken for one in new)
        self.came.changes += believed + changes
        if believed.record_ids or changes.record_ids:
            self._wanted = None

    def _take_piece(self, item: BlobItem) -> None:
        if item.sha256 != self._digest:
            self._leave_file()
            self._digest = item.sha256
            with self._vault.read() as tx:
                is_here = truth.holds_blob(tx, item.sha256)
                if not is_here and self._wanted is None and not self._takes_every_file:
                    self._wanted = {one.ref.sha256: one.ref.size for one in files(tx)}
                is_unwelcome = not absent.may_come(tx, item.sha256, from_own_copy=self._takes_every_file)
            if is_here or is_unwelcome:
                return
            if not self._takes_every_file and (self._wanted or {}).get(item.sha256) != item.total:
                self.unnamed.add(item.sha256)
                return
            self.unnamed.discard(item.sha256)
            try:
                self._file = PartialBlob(self._vault.blobs, item.sha256, item.total)
            except BlobBusy:  # it comes by another way just now, which may break off: what is read here is not settled
                self.unnamed.add(item.sha256)
        if self._file is not None:
            self._add(self._file, item)

    def _add(self, file: PartialBlob, item: BlobItem) -> None:
        if item.offset <= file.offset <= item.offset + len(item.piece) <= item.total:
            try:
                file.add(item.piece[file.offset - item.offset :])
                if file.offset < item.total:
                    return
                file.finish()
            except BlobDamaged:
                file.forget()
                self._file = None
                self.came.damaged_files.append(item.sha256)
                return
            self._file = None
            with self._vault.write() as tx:
                truth.add_held_blob(tx, item.sha256, item.total)
            self.came.files += 1

    def _leave_file(self) -> None:
        if self._file is not None:
            self._file.__exit__(None, None, None)
        self._file, self._digest = None, ""


def take_successions(vault: Vault, tx: Connection, given: Iterable[Signed]) -> None:
    """Follow the changes of the centre's key that one believed already has signed; others prove nothing here."""
    told = list(given)
    for _ in told:  # each may make the next one believable, in whatever order they came
        for signed in told:
            keep_statement(vault, tx, signed.to_bytes())


def keep_statement(vault: Vault, tx: Connection, raw: bytes) -> Changes:
    """Keep a statement, but for one of a centre that this vault does not know: it proves nothing here. Returns what is believed since."""
    try:
        return take_statement(vault, tx, Signed.from_bytes(raw)).changes
    except (NotGenuine, Unreadable):
        return Changes()
