"""Taking in what a parcel holds: whole records are judged and kept, believed or not; pieces of parts wait for the rest.

A parcel is taken in few statements, each with many rows: what the database is asked does not grow with the number of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, exists, func, insert, select

from record.destruction import DESTROYED
from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.parcel import Item, PartItem, RecordItem
from record.roster import ROSTER_TYPES
from server.limits import Limits
from server.stores import chain, destruction, handing
from server.stores.chain import Linked, runs
from server.stores.judge import Judge, Misplaced, bodies_of, is_within
from server.stores.publishing import News, next_quarantine_numbers, publish
from server.stores.tables import blob_names, province_of, quarantine, records
from server.stores.waiting import Offered, Waiting, Whole


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


class Intake:
    """Takes items of one device within one transaction."""

    def __init__(self, tx: Connection, sender: Sender, limits: Limits) -> None:
        self._tx, self._sender, self._limits = tx, sender, limits
        self.judge = Judge(tx)
        self.taken = Taken()
        self._believed: dict[str, Whole] = {}  # in this transaction
        self._unwritten: list[Whole] = []  # of these, which the database does not know yet
        self._links: list[Linked] = []  # of logs, that the chain does not know yet

    def take(self, items: Iterable[Item]) -> Taken:
        """Keep all records and parts; files and statements are passed over. Raises Problem 413 when too much waits for its rest."""
        whole, bad = Waiting(self._tx, self._sender.office, self._limits).admit(self._offered(items))
        self.taken.refused |= bad
        self.judge.look_up([found.header for found in whole], but=[found.id for found in whole])
        whole.sort(key=lambda found: (found.header.type not in ROSTER_TYPES, *_order(found.header)))
        for found in whole:
            self._settle(found)
        self._write()
        return self.taken

    def _offered(self, items: Iterable[Item]) -> dict[str, Offered]:
        """Return what is new here, by record id; a record that cannot be taken at all is kept aside."""
        offered: dict[str, Offered] = {}
        for item in items:
            if isinstance(item, RecordItem):
                offered.setdefault(record_id(item.header), Offered()).signed.append((item.header, item.signatures))
            elif isinstance(item, PartItem):
                offered.setdefault(item.record, Offered()).pieces.setdefault(item.name, {})[item.offset] = item
        held = self._held(offered) if offered else {}
        for identity, log in held.items():
            if offered.pop(identity).signed:
                self.taken.logs.add(log)
        for came in offered.values():
            came.signed = [one for one in dict.fromkeys(came.signed) if self._is_admissible(*one)]
        return offered

    def _held(self, offered: Mapping[str, Offered]) -> dict[str, str]:
        """Return the log of those that are believed already. A header says in which province its record lies; pieces alone do not."""
        asked: dict[str | None, list[str]] = {}
        for identity, came in offered.items():
            asked.setdefault(_province(came), []).append(identity)
        found: dict[str, str] = {}
        for province, names in asked.items():
            for run in runs(names):
                chosen = select(records.c.record_id, records.c.log).where(records.c.record_id.in_(run))
                rows = self._tx.execute(chosen if province is None else chosen.where(records.c.province == province))
                found |= {row.record_id: row.log for row in rows}
        return found

    def _is_admissible(self, header_bytes: bytes, signatures: bytes) -> bool:
        try:
            header = Header.from_bytes(header_bytes)
        except Unreadable as error:
            self._set_aside(None, header_bytes, signatures, str(error), is_in_log=False)
            return False
        if not is_within(header.office, self._sender.office):
            reason = "a record of an office that is not below the sender's"
            self._set_aside(header, header_bytes, signatures, reason, is_in_log=False)
            return False
        return True

    # judgement

    def _settle(self, found: Whole) -> None:
        if found.id in self._believed:
            return
        if found.header.type in ROSTER_TYPES:
            self._write()  # it is judged by what the database holds
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

    def _believe(self, found: Whole) -> None:
        header = found.header
        self._believed[found.id] = found
        self._unwritten.append(found)
        self._links.append(Linked(found.id, header.log, header.seq, header.prev, header.office))
        self.judge.note(found.id, header, is_believed=True)
        self.taken.logs.add(header.log)
        self.taken.refused.pop(found.id, None)
        if header.type in handing.TYPES:
            self._write()
            handing.hand_on(self._tx, header, handing.streams_named(found.bodies))
        if header.type in ROSTER_TYPES:
            self.judge_again(header.office)
        if header.type == DESTROYED:
            self._write()
            self._take_waiting(destruction.note(self._tx, header, found.id, found.bodies))

    def _take_waiting(self, ids: Iterable[str]) -> None:
        """Records that waited for a part may be whole without it: an order has destroyed it."""
        whole, _bad = Waiting(self._tx, self._sender.office, self._limits).admit({identity: Offered() for identity in ids})
        for found in whole:
            self._settle(found)

    def _write(self) -> None:
        """Write what was believed since the last time, and let the logs go on."""
        if unwritten := self._unwritten:
            self._unwritten = []
            handed = handing.handed(self._tx, (found.header.stream for found in unwritten))
            readers = [handing.readers_of(found.header, handed.get(found.header.stream, ())) for found in unwritten]
            news = [News("record", found.id, found.header.office, who) for found, who in zip(unwritten, readers, strict=True)]
            rows = [self._row(found, arrival) for found, arrival in zip(unwritten, publish(self._tx, news), strict=True)]
            self._tx.execute(insert(records), rows)
            named = [
                {**{name: row[name] for name in ("province", "office", "record_id", "arrival")}, "sha256": digest, "size": size}
                for found, row in zip(unwritten, rows, strict=True)
                for digest, size in {ref.sha256: ref.size for ref in found.header.blobs}.items()
            ]
            if named:
                self._tx.execute(insert(blob_names), named)
        if links := self._links:
            self._links = []
            chain.extend(self._tx, links)

    def _row(self, found: Whole, arrival: int) -> dict[str, object]:
        header = found.header
        return {
            "province": province_of(header.office),
            "record_id": found.id,
            "arrival": arrival,
            "log": header.log,
            "seq": header.seq,
            "prev": header.prev,
            "stream": header.stream,
            "lamport": header.lamport,
            "type": header.type,
            "office": header.office,
            "header": found.header_bytes,
            "signatures": found.signatures,
            "brought_by": self._sender.device,
        }

    def judge_again(self, office: str) -> None:
        """Believe the quarantined records of an office and those below it which its roster, as it is now, lets us believe."""
        self._write()
        self.judge.forget(office)
        mine = quarantine.c.province == province_of(office)
        below = (quarantine.c.office == office) | quarantine.c.office.like(office + ".%")
        chosen = select(quarantine).where(mine, below, quarantine.c.is_in_log, still_aside()).order_by(quarantine.c.number)
        for row in self._tx.execute(chosen).all():
            if row.record_id in self._believed:
                continue
            header = Header.from_bytes(row.header)
            found = Whole(row.record_id, header, row.header, row.signatures, bodies_of(self._tx, row.record_id, office))
            try:
                self.judge.check(found.header, found.header_bytes, found.signatures, found.bodies)
            except (Misplaced, NotGenuine, Unreadable):
                continue
            self._believe(found)
        self._write()

    def _set_aside(self, header: Header | None, header_bytes: bytes, signatures: bytes, reason: str, *, is_in_log: bool) -> None:
        identity = record_id(header_bytes)
        key = {"province": province_of(self._sender.office), "record_id": identity, "by_office": self._sender.office}
        key["signatures_sha256"] = sha256(signatures).hexdigest()
        rest: dict[str, object] = {"is_in_log": is_in_log, "header": header_bytes, "signatures": signatures, "reason": reason}
        rest["brought_by"] = self._sender.device
        if header is not None:
            rest |= {"office": header.office, "log": header.log, "seq": header.seq, "prev": header.prev}
        if self._tx.execute(select(quarantine).where(*(quarantine.c[name] == value for name, value in key.items()))).first() is None:
            (number,) = next_quarantine_numbers(self._tx, 1)
            self._tx.execute(insert(quarantine).values(**key, **rest, number=number))
        self.taken.refused[identity] = reason
        if header is not None:
            self.judge.note(identity, header, is_believed=False)
            if is_in_log:
                self._links.append(Linked(identity, header.log, header.seq, header.prev, header.office))
                self.taken.logs.add(header.log)


def _order(header: Header) -> tuple[int, str, int]:
    if header.type in ROSTER_TYPES:
        return header.lamport, header.log, header.seq
    return 0, header.log, header.seq


def _province(came: Offered) -> str | None:
    for header_bytes, _ in came.signed:
        try:
            return province_of(Header.from_bytes(header_bytes).office)
        except Unreadable:
            return None
    return None


def still_aside() -> ColumnElement[bool]:
    """The condition that a row of `quarantine` was not believed later."""
    home = func.substr(quarantine.c.office, 1, 2)  # where the record would lie now; unknown for one that cannot be read
    return ~exists().where(records.c.province == home, records.c.record_id == quarantine.c.record_id)
