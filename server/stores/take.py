"""Taking in what a parcel holds: whole records are judged and kept, believed or not; pieces of parts wait for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, insert, select

from record.errors import NotGenuine, Unreadable
from record.header import Header, PartRef, record_id
from record.parcel import Item, PartItem, RecordItem
from record.part import check_stored
from record.roster import ROSTER_TYPES
from server.limits import Limits
from server.problem import Problem
from server.stores import chain, handing
from server.stores.handing import also_for, hand_on
from server.stores.judge import Judge, Misplaced, bodies_of, is_within
from server.stores.publishing import publish
from server.stores.tables import arriving, blob_names, parts, pieces, quarantine, records


@dataclass(frozen=True, slots=True)
class Sender:
    """The enrolled device that speaks, and its office. is_carried: the device only carries, and the office is said by a stick's frame."""

    device: str
    office: str
    is_carried: bool = False


@dataclass(slots=True)
class Taken:
    """What a parcel did: the logs it touched, and the records of it that were not believed."""

    logs: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Whole:
    header: Header
    header_bytes: bytes
    signatures: bytes
    bodies: Mapping[str, bytes]

    @property
    def id(self) -> str:
        return record_id(self.header_bytes)


class Intake:
    """Takes items of one device within one transaction."""

    def __init__(self, tx: Connection, sender: Sender, limits: Limits) -> None:
        self._tx, self._sender, self._limits = tx, sender, limits
        self.judge = Judge(tx)
        self.taken = Taken()

    def take(self, items: Iterable[Item]) -> Taken:
        """Keep all records and parts; files and statements are passed over. Raises Problem 413 when too much waits for its rest."""
        fresh: dict[str, dict[str, dict[int, PartItem]]] = {}
        touched: dict[str, None] = {}
        for item in items:
            if isinstance(item, RecordItem):
                if (identity := self._note(item)) is not None:
                    touched[identity] = None
            elif isinstance(item, PartItem):
                fresh.setdefault(item.record, {}).setdefault(item.name, {})[item.offset] = item
                touched[item.record] = None
        whole = [found for identity in touched for found in self._gather(identity, fresh.get(identity, {}))]
        whole.sort(key=lambda found: (found.header.type not in ROSTER_TYPES, *_order(found.header)))
        for found in whole:
            self._settle(found)
        self._check_staged()
        return self.taken

    def _note(self, item: RecordItem) -> str | None:
        identity = record_id(item.header)
        held = self._tx.execute(select(records.c.log).where(records.c.record_id == identity)).one_or_none()
        if held is not None:
            self.taken.logs.add(held.log)
            return None
        try:
            header = Header.from_bytes(item.header)
        except Unreadable as error:
            self._set_aside(None, item.header, item.signatures, str(error), is_in_log=False)
            return None
        if not is_within(header.office, self._sender.office):
            self._set_aside(header, item.header, item.signatures, "a record of an office that is not below the sender's", is_in_log=False)
            return None
        key = {"record_id": identity, "by_office": self._sender.office, "signatures_sha256": sha256(item.signatures).hexdigest()}
        self._add_once(arriving, key, {"header": item.header, "signatures": item.signatures})
        return identity

    # parts

    def _gather(self, identity: str, fresh: Mapping[str, Mapping[int, PartItem]]) -> list[_Whole]:
        """Return the record if it is whole now (once for each set of signatures it came with); else keep the pieces."""
        if self._tx.scalar(select(records.c.seq).where(records.c.record_id == identity)) is not None:
            return []
        mine = (arriving.c.record_id == identity, arriving.c.by_office == self._sender.office)
        rows = self._tx.execute(select(arriving).where(*mine)).all()
        if not rows:
            self._stage(identity, fresh)
            return []
        header, bodies, bad = Header.from_bytes(rows[0].header), bodies_of(self._tx, identity), None
        staged = self._staged(identity)
        for ref in header.parts:
            if ref.name in bodies:
                continue
            try:
                body = _assemble(ref, {**staged.get(ref.name, {}), **fresh.get(ref.name, {})})
            except NotGenuine as error:
                bad = str(error)
                self._unstage(identity, ref.name)
                fresh = {name: found for name, found in fresh.items() if name != ref.name}
                continue
            if body is not None:
                bodies[ref.name] = body
                self._tx.execute(insert(parts).values(record_id=identity, name=ref.name, stored=body))
                self._unstage(identity, ref.name)
        if bad is not None:
            self.taken.refused[identity] = bad
        if len(bodies) < len(header.parts):
            named = {ref.name for ref in header.parts} - bodies.keys()
            self._stage(identity, {name: found for name, found in fresh.items() if name in named})
            return []
        self._tx.execute(delete(arriving).where(*mine))
        self._unstage(identity)
        return [_Whole(header, row.header, row.signatures, bodies) for row in rows]

    def _staged(self, identity: str) -> dict[str, dict[int, PartItem]]:
        found: dict[str, dict[int, PartItem]] = {}
        chosen = select(pieces).where(pieces.c.by_office == self._sender.office, pieces.c.record_id == identity)
        for row in self._tx.execute(chosen):
            found.setdefault(row.name, {})[row.offset] = PartItem(identity, row.name, row.offset, row.total, row.piece)
        return found

    def _stage(self, identity: str, fresh: Mapping[str, Mapping[int, PartItem]]) -> None:
        for name, found in fresh.items():
            for item in found.values():
                at = {"by_office": self._sender.office, "record_id": identity, "name": name, "offset": item.offset}
                self._tx.execute(delete(pieces).where(*(pieces.c[column] == value for column, value in at.items())))
                self._tx.execute(insert(pieces).values(**at, total=item.total, size=len(item.piece), piece=item.piece))

    def _unstage(self, identity: str, name: str | None = None) -> None:
        chosen = delete(pieces).where(pieces.c.by_office == self._sender.office, pieces.c.record_id == identity)
        self._tx.execute(chosen if name is None else chosen.where(pieces.c.name == name))

    def _check_staged(self) -> None:
        waiting = self._tx.scalar(select(func.sum(pieces.c.size)).where(pieces.c.by_office == self._sender.office)) or 0
        if waiting > self._limits.staged_bytes:
            raise Problem(413, "body.too_large", "Too many parts of this office wait for their rest.", limit=self._limits.staged_bytes)

    # judgement

    def _settle(self, found: _Whole) -> None:
        if self._tx.scalar(select(records.c.seq).where(records.c.record_id == found.id)) is not None:
            return
        try:
            self.judge.check(found.header, found.header_bytes, found.signatures, found.bodies)
        except Misplaced as error:
            self._set_aside(found.header, found.header_bytes, found.signatures, str(error), is_in_log=False)
        except (NotGenuine, Unreadable) as error:
            by_device = self.judge.is_signed_by_its_device(found.header, found.header_bytes, found.signatures)
            is_in_log = by_device or not self._sender.is_carried
            self._set_aside(found.header, found.header_bytes, found.signatures, str(error), is_in_log=is_in_log)
        else:
            self._believe(found)

    def _believe(self, found: _Whole) -> None:
        header = found.header
        arrival = publish(self._tx, "record", found.id, {*header.scope, *also_for(self._tx, header)})
        self._tx.execute(
            insert(records).values(
                record_id=found.id,
                arrival=arrival,
                log=header.log,
                seq=header.seq,
                prev=header.prev,
                stream=header.stream,
                lamport=header.lamport,
                type=header.type,
                office=header.office,
                header=found.header_bytes,
                signatures=found.signatures,
                brought_by=self._sender.device,
            )
        )
        for digest, size in {ref.sha256: ref.size for ref in header.blobs}.items():
            named = insert(blob_names).values(sha256=digest, record_id=found.id, arrival=arrival, office=header.office, size=size)
            self._tx.execute(named)
        chain.extend(self._tx, found.id, header.log, header.seq, header.prev)
        self.taken.logs.add(header.log)
        self.taken.refused.pop(found.id, None)
        if header.type in handing.TYPES:
            hand_on(self._tx, header, handing.streams_named(found.bodies))
        if header.type in ROSTER_TYPES:
            self.judge_again(header.office)

    def judge_again(self, office: str) -> None:
        """Believe the quarantined records of an office and those below it which its roster, as it is now, lets us believe."""
        self.judge.forget(office)
        below = (quarantine.c.office == office) | quarantine.c.office.like(office + ".%")
        chosen = select(quarantine).where(below, quarantine.c.is_in_log, still_aside()).order_by(quarantine.c.number)
        for row in self._tx.execute(chosen).all():
            if self._tx.scalar(select(records.c.seq).where(records.c.record_id == row.record_id)) is not None:
                continue
            found = _Whole(Header.from_bytes(row.header), row.header, row.signatures, bodies_of(self._tx, row.record_id))
            try:
                self.judge.check(found.header, found.header_bytes, found.signatures, found.bodies)
            except (Misplaced, NotGenuine, Unreadable):
                continue
            self._believe(found)

    def _set_aside(self, header: Header | None, header_bytes: bytes, signatures: bytes, reason: str, *, is_in_log: bool) -> None:
        identity = record_id(header_bytes)
        key = {"record_id": identity, "by_office": self._sender.office, "signatures_sha256": sha256(signatures).hexdigest()}
        rest: dict[str, object] = {"is_in_log": is_in_log, "header": header_bytes, "signatures": signatures, "reason": reason}
        rest["brought_by"] = self._sender.device
        if header is not None:
            rest |= {"office": header.office, "log": header.log, "seq": header.seq, "prev": header.prev}
        self._add_once(quarantine, key, rest)
        self.taken.refused[identity] = reason
        if header is not None and is_in_log:
            chain.extend(self._tx, identity, header.log, header.seq, header.prev)
            self.taken.logs.add(header.log)

    def _add_once(self, table: Table, key: Mapping[str, object], rest: Mapping[str, object]) -> None:
        if self._tx.execute(select(table).where(*(table.c[name] == value for name, value in key.items()))).first() is None:
            self._tx.execute(insert(table).values(**key, **rest))


def _assemble(ref: PartRef, found: Mapping[int, PartItem]) -> bytes | None:
    """Return the part when all its pieces are here, None before. Raises NotGenuine when they are not the part that was signed."""
    if not found:
        return None
    total, body = next(iter(found.values())).total, bytearray()
    if any(item.total != total for item in found.values()) or (ref.sealed_to is None and total != ref.size):
        raise NotGenuine(f"part {ref.name} has another size than was signed")
    for offset in sorted(found):
        if offset > len(body):
            return None
        if offset < len(body):
            raise NotGenuine(f"the pieces of part {ref.name} overlap")
        body += found[offset].piece
    if len(body) < total:
        return None
    check_stored(ref, bytes(body))
    return bytes(body)


def _order(header: Header) -> tuple[int, str, int]:
    if header.type in ROSTER_TYPES:
        return header.lamport, header.log, header.seq
    return 0, header.log, header.seq


def still_aside() -> ColumnElement[bool]:
    """The condition that a row of `quarantine` was not believed later."""
    return ~exists().where(records.c.record_id == quarantine.c.record_id)
