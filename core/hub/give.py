"""What rides back to a laptop over the hub: the centre's word, and the records and files here that its office may read, sealed to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection, func, or_, select

from core.actions.exchange.stick_receipts import CARRIED, read_receipts
from core.exchange.stick_places import receipts_in
from core.hub.who import Caller
from core.vault import hand_ins, truth
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.outgoing import items_of
from core.vault.truth import StoredRecord
from core.vault.vault import Vault, open_known
from core.vault.views.file_names import records_of
from record.errors import Unreadable
from record.header import Header, may_read
from record.parcel import PIECE_BYTES_MAX, BlobItem, StatementItem, frames
from record.receipt import Cleared, Receipt, Revocation, Signed, Succession
from record.seal import key_id
from record.sealed_frame import seal_frame

ANSWER_BYTES = 1024 * 1024  # before packing: about what one answer holds
STATEMENTS_AT_ONCE = 400


def statements_for(vault: Vault, caller: Caller, *, after: int) -> tuple[list[bytes], bool]:
    """Return the statements that a laptop still needs, from number `after` on, and whether there are more: those that came for the
    carried parts of its office, those held here about its office, and what the centre says to all (another key of its own, ended devices).

    Of several that cover the same log only the one that reaches furthest; of another office none that names files of this one.
    """
    found = _needed(vault, caller)
    return found[after : after + STATEMENTS_AT_ONCE], len(found) > after + STATEMENTS_AT_ONCE


def _needed(vault: Vault, caller: Caller) -> list[bytes]:
    with vault.read() as tx:
        mates = [one.device for one in hand_ins.laptops(tx) if one.office == caller.office]  # what they wrote came from here too, perhaps
        carried = [raw for device in (*mates, caller.device) for raw in read_receipts(vault.folder / CARRIED / device)]
        keys = vault.centre_keys(tx)
        own = truth.all_statements(tx) if caller.office == vault.office else _about(vault, tx, caller.office)
        found = [(signed, open_known(signed, keys)) for signed in chain(_signed(carried), own)]
    ends: dict[str, tuple[int, str]] = {}
    needed: dict[bytes, None] = {}
    furthest: dict[str, bytes] = {}
    for signed, statement in found:
        raw = signed.to_bytes()
        if statement is not None and not (isinstance(statement, Receipt) and not (statement.blobs or statement.refused)):
            needed[raw] = None
        if isinstance(statement, Receipt):
            for held in statement.logs:
                if (held.seq, statement.at) > ends.get(held.log, (0, "")):
                    ends[held.log], furthest[held.log] = (held.seq, statement.at), raw
    changes = [signed.to_bytes() for signed, statement in found if isinstance(statement, Succession)]
    return list(dict.fromkeys([*changes, *furthest.values(), *reversed(needed)]))


def _about(vault: Vault, tx: Connection, office: str) -> Iterator[Signed]:
    """Yield what may be said to another office: receipts that cover logs in which it writes and name no files, what is said to all,
    and that orders of destruction which it may read were carried out.
    """
    keys = vault.centre_keys(tx)
    written = select(truth.records.c.log).where(func.instr(truth.records.c.header, f'"office":"{office}"'.encode()) > 0).distinct()
    logs = [log.encode() for log in tx.scalars(written)]
    for signed in truth.all_statements(tx):
        match open_known(signed, keys) if b'"kind":"receipt"' not in signed.body or b'"blobs":[]' in signed.body else None:
            case Receipt() if any(log in signed.body for log in logs):
                yield signed
            case Succession() | Revocation():
                yield signed
            case Cleared() as cleared if any(_may_hear(tx, order, office) for order in cleared.orders):
                yield signed


def _may_hear(tx: Connection, record: str, office: str) -> bool:
    stored = truth.record(tx, record)
    return stored is not None and may_read(stored.header.scope, office)


def receipts_count(vault: Vault, caller: Caller) -> int:
    """Return how many files of receipts for carried parts wait for a laptop."""
    return len(receipts_in(vault.folder / CARRIED / caller.device))


def packed(statements: Iterable[bytes]) -> bytes:
    """Return statements as an open parcel: each proves itself."""
    return b"".join(frames(StatementItem(raw) for raw in statements))


def records_for(vault: Vault, caller: Caller, held: Mapping[str, int]) -> tuple[bytes, bool]:
    """Return sealed frames with records that a laptop lacks and its office may read, and whether there are more.

    held: log -> number up to which the laptop has it. Sealed to the people of its office whom the roster here knows: nothing otherwise.
    """
    with vault.read() as tx:
        readers = _readers(vault, tx, caller)
        chosen: list[StoredRecord] = []
        size, has_more = 0, False
        for stored in _readable(tx, caller, held) if readers else ():
            if size > ANSWER_BYTES:
                has_more = True
                break
            chosen.append(stored)
            size += len(stored.header_bytes) + sum(len(body or b"") for body in truth.stored_parts(tx, stored.id).values())
        items = [item for stored in chosen for item in items_of(tx, stored)]
    return b"".join(seal_frame(frame, readers, office=caller.office) for frame in frames(items)), has_more


def files_for(vault: Vault, caller: Caller, asked: Iterable[tuple[str, int]]) -> tuple[bytes, bool]:
    """Return sealed frames with pieces of files, in the order asked, and whether more of them is here.

    asked: SHA-256, and the byte from which on the laptop lacks it. What does not lie here, or what no record names that the laptop's
    office may read, is passed over without a word.
    """
    with vault.read() as tx:
        readers = _readers(vault, tx, caller)
        here = [(digest, offset, size) for digest, offset in asked if (size := _readable_size(tx, caller, digest)) is not None]
    items: list[BlobItem] = []
    for item in _pieces(vault, here) if readers else ():
        if sum(len(one.piece) for one in items) >= ANSWER_BYTES:
            return _sealed(items, readers, caller), True
        items.append(item)
    return _sealed(items, readers, caller), False


def _sealed(items: Iterable[BlobItem], readers: Mapping[str, bytes], caller: Caller) -> bytes:
    return b"".join(seal_frame(frame, readers, office=caller.office) for frame in frames(items))


def _readers(vault: Vault, tx: Connection, caller: Caller) -> dict[str, bytes]:
    """Whom an answer is sealed to: nobody by a roster that only came here, for anybody can found one in any office's name."""
    roster = vault.roster(tx)
    people = roster.active(caller.office) if roster.is_trusted(caller.office) else ()
    return {key_id(one.seal_key): one.seal_key for one in people}


def _readable_size(tx: Connection, caller: Caller, digest: str) -> int | None:
    if not truth.holds_blob(tx, digest):
        return None
    for record, size in records_of(tx, digest).items():
        stored = truth.record(tx, record)
        if stored is not None and may_read(stored.header.scope, caller.office):
            return size
    return None


def _pieces(vault: Vault, files: Iterable[tuple[str, int, int]]) -> Iterator[BlobItem]:
    for digest, start, size in files:
        if start >= size:  # all of it came, and its end was lost; or it is empty
            yield BlobItem(digest, size, size, b"")
            continue
        try:
            for segment in vault.blobs.read(digest, start=start):
                for at in range(0, len(segment), PIECE_BYTES_MAX):
                    piece = segment[at : at + PIECE_BYTES_MAX]
                    yield BlobItem(digest, start, size, piece)
                    start += len(piece)
        except (BlobMissing, BlobDamaged):
            continue  # the centre has it too


def _readable(tx: Connection, caller: Caller, held: Mapping[str, int]) -> Iterator[StoredRecord]:
    above = ".".join(caller.office.split(".")[:-1])
    names = [f'"{one}"'.encode() for one in ("*", caller.office, f"{above}.*", f"{caller.office}.*")]
    likely = or_(*(func.instr(truth.records.c.header, name) > 0 for name in names))
    for log, end in sorted(truth.log_ends(tx).items()):
        after = held.get(log, 0)
        if log == caller.log or end <= after:
            continue
        query = select(truth.records).where(truth.records.c.log == log, truth.records.c.seq > after, likely).order_by(truth.records.c.seq)
        for row in tx.execute(query).all():
            if may_read(Header.from_bytes(row.header).scope, caller.office):
                yield StoredRecord(row.arrival, row.record_id, row.header, row.signatures)


def _signed(statements: Sequence[bytes]) -> Iterator[Signed]:
    for raw in statements:
        try:
            yield Signed.from_bytes(raw)
        except Unreadable:
            continue
