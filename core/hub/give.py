"""What rides back to a laptop over the hub: the centre's receipts, and what the hub holds that its office may read, sealed to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import Connection, func, or_, select

from core.actions.exchange.stick_receipts import CARRIED, read_receipts
from core.exchange.stick_places import receipts_in
from core.hub.who import Caller
from core.vault import truth
from core.vault.outgoing import items_of
from core.vault.truth import StoredRecord
from core.vault.vault import Vault, open_known
from record.errors import Unreadable
from record.header import Header, may_read
from record.parcel import StatementItem, frames
from record.receipt import Credential, Receipt, Signed
from record.seal import key_id
from record.sealed_frame import seal_frame

ANSWER_BYTES = 1024 * 1024  # of records before packing: about what one answer holds
RECEIPTS_MAX = 400


def receipts_for(vault: Vault, caller: Caller) -> list[bytes]:
    """Return the statements that a laptop still needs: those that came for its carried parts, and those held here about its office.

    Of several that cover the same log only the one that reaches furthest; of another office none that names files of this one.
    """
    carried = read_receipts(vault.folder / CARRIED / caller.device)
    with vault.read() as tx:
        keys = vault.centre_keys(tx)
        own = truth.all_statements(tx) if caller.office == vault.office else _about(tx, caller.office)
        found = [(signed, open_known(signed, keys)) for signed in chain(_signed(carried), own)]
    ends: dict[str, tuple[int, str]] = {}
    needed: dict[bytes, None] = {}
    furthest: dict[str, bytes] = {}
    for signed, statement in found:
        raw = signed.to_bytes()
        if isinstance(statement, Credential) or (isinstance(statement, Receipt) and (statement.blobs or statement.refused)):
            needed[raw] = None
        if isinstance(statement, Receipt):
            for held in statement.logs:
                if (held.seq, statement.at) > ends.get(held.log, (0, "")):
                    ends[held.log], furthest[held.log] = (held.seq, statement.at), raw
    return list(dict.fromkeys([*furthest.values(), *reversed(needed)]))[:RECEIPTS_MAX]


def _about(tx: Connection, office: str) -> list[Signed]:
    """Return the receipts that cover logs in which another office writes, and name no files."""
    written = select(truth.records.c.log).where(func.instr(truth.records.c.header, f'"office":"{office}"'.encode()) > 0).distinct()
    logs = [log.encode() for log in tx.scalars(written)]
    return [one for one in truth.all_statements(tx) if b'"blobs":[]' in one.body and any(log in one.body for log in logs)]


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
        readers = {key_id(one.seal_key): one.seal_key for one in vault.roster(tx).active(caller.office)}
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
