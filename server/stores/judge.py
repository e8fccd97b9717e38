"""Whether the centre believes a record: place in its log, signatures, authority by the office's roster."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Connection, select

from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.receipt import Credential, Signed
from record.roster import FOUNDED, ROSTER_TYPES, Roster, RosterRecord
from record.signature import signatures_from_bytes, verify
from record.strict_json import parse_object
from record.verify import check_place, check_record
from server.stores.chain import runs
from server.stores.destruction import parts_gone_of
from server.stores.folded_rosters import FoldedRosters
from server.stores.tables import credentials, parts, province_of, quarantine, records, roots

_FOLDED = FoldedRosters()


class Misplaced(Exception):
    """The record's number or log does not follow from the one before it: the log cannot go on behind it."""


@dataclass(frozen=True, slots=True)
class _Place:
    log: str
    seq: int
    device: str
    stream: str
    lamport: int
    is_believed: bool


class Judge:
    """Judges records within one transaction; rosters are read once, and again after a roster record was taken."""

    def __init__(self, tx: Connection) -> None:
        self._tx = tx
        self._rosters: dict[str, tuple[list[RosterRecord], Roster]] = {}
        self._places: dict[str, _Place | None] = {}

    def check(self, header: Header, header_bytes: bytes, signatures: bytes, bodies: Mapping[str, bytes]) -> None:
        """Raises Misplaced, NotGenuine or Unreadable when the record is not to be believed. bodies: its parts, whole and checked."""
        self._check_place(header)
        if header.type in ROSTER_TYPES:
            self._check_roster_act(header, header_bytes, signatures, bodies)
        else:
            check_record(header_bytes, signatures, self.roster(header.office))

    def is_signed_by_its_device(self, header: Header, header_bytes: bytes, signatures: bytes) -> bool:
        """Return whether a device of the office made this record, whatever else is wrong with it: only then may its log go on behind it."""
        device = self.roster(header.office).devices.get(header.device)
        try:
            mine = [one for one in signatures_from_bytes(signatures) if one.by == "device"]
            if device is None or len(mine) != 1:
                return False
            verify(device.key.spki, mine[0], header_bytes)
        except (NotGenuine, Unreadable):
            return False
        return True

    def forget(self, office: str) -> None:
        """Fold anew what depends on the roster of this office."""
        for known in list(self._rosters):
            if known == office or known.startswith(office + "."):
                del self._rosters[known]

    def roster(self, office: str) -> Roster:
        """Return the roster of an office and of those above it."""
        return self._known(office)[1]

    def _known(self, office: str) -> tuple[list[RosterRecord], Roster]:
        if office not in self._rosters:
            held, vouched = roster_records(self._tx, line(office)), _vouched(self._tx, office)
            self._rosters[office] = (held, _FOLDED.of(held, vouched))
        return self._rosters[office]

    def _check_roster_act(self, header: Header, header_bytes: bytes, signatures: bytes, bodies: Mapping[str, bytes]) -> None:
        identity = record_id(header_bytes)
        if header.type == FOUNDED and self._tx.scalar(select(roots.c.office).where(roots.c.record_id == identity)) != header.office:
            raise NotGenuine("a founding record that came without a one-time code")
        held, roster = self._known(header.office)
        candidate = RosterRecord(header_bytes, signatures_from_bytes(signatures), bodies)
        folded = Roster.of([*held, candidate], vouched=roster.vouched)
        if identity in folded.refused:
            raise NotGenuine(folded.refused[identity])

    def look_up(self, headers: Sequence[Header], *, but: Collection[str] = ()) -> None:
        """Learn in few questions what the places of these records are judged by. but: records that are to be judged themselves first."""
        asked: dict[str, set[str]] = {}
        for header in headers:
            around = {*header.parents, *([header.prev] if header.prev else [])}
            asked.setdefault(province_of(header.office), set()).update(around - self._places.keys() - set(but))
        for province, names in asked.items():
            self._read_places(names, records.c.province == province)  # log and stream are of one province, unless somebody lies
            self._read_places(names - self._places.keys(), records.c.province != province)
            missing = names - self._places.keys()
            self._read_places(missing, None)
            self._places |= dict.fromkeys(missing - self._places.keys())

    def _read_places(self, names: Collection[str], where: ColumnElement[bool] | None) -> None:
        """Note the records that lie there, and for None those aside, wherever they lie."""
        table = records if where is not None else quarantine
        for run in runs(sorted(names)):
            chosen = select(table.c.record_id, table.c.header).where(table.c.record_id.in_(run))
            for row in self._tx.execute(chosen.where(table.c.log.is_not(None) if where is None else where)):
                self.note(row.record_id, Header.from_bytes(row.header), is_believed=table is records)

    def note(self, identity: str, header: Header, *, is_believed: bool) -> None:
        """Remember where a record stands that is held now."""
        if is_believed or self._places.get(identity) is None:
            self._places[identity] = _Place(header.log, header.seq, header.device, header.stream, header.lamport, is_believed)

    def _check_place(self, header: Header) -> None:
        """Check what can be checked now: the one before may still come, and the chain waits for it."""
        self.look_up([header])
        before = self._places[header.prev] if header.prev is not None else None
        if before is not None and (before.log, before.seq) != (header.log, header.seq - 1):
            raise Misplaced("the record does not follow the one before it in its log")
        known = {parent: place for parent in header.parents if (place := self._places[parent]) is not None and place.is_believed}
        check_place(
            header,
            previous=None if header.prev is None else (header.prev, header.seq - 1),
            parents={parent: (place.stream, place.lamport) for parent, place in known.items()},
            previous_device=None if before is None else before.device,
        )


def line(office: str) -> list[str]:
    """Return the code of an office and of all above it."""
    pieces = office.split(".")
    return [".".join(pieces[:length]) for length in range(1, len(pieces) + 1)]


def is_within(office: str, above: str) -> bool:
    """Return whether an office is the other one or lies below it."""
    return office == above or office.startswith(above + ".")


def roster_records(tx: Connection, offices: Sequence[str]) -> list[RosterRecord]:
    """Return the believed roster records of these offices, which are of one province."""
    chosen = select(records.c.record_id, records.c.header, records.c.signatures)
    mine = (records.c.province == province_of(offices[0]), records.c.office.in_(offices), records.c.type.in_(ROSTER_TYPES))
    rows = tx.execute(chosen.where(*mine).order_by(records.c.arrival)).all()
    bodies = bodies_of_all(tx, offices[0], [row.record_id for row in rows])
    return [RosterRecord(row.header, signatures_from_bytes(row.signatures), bodies.get(row.record_id, {})) for row in rows]


def bodies_of(tx: Connection, identity: str, office: str) -> dict[str, bytes]:
    """Return the whole parts of a record by name. office: any of the record's province."""
    return bodies_of_all(tx, office, [identity]).get(identity, {})


def bodies_of_all(tx: Connection, office: str, ids: Collection[str]) -> dict[str, dict[str, bytes]]:
    """Return record id -> its whole parts by name. office: any of the records' province."""
    found: dict[str, dict[str, bytes]] = {}
    for run in runs(sorted(ids)):
        mine = (parts.c.province == province_of(office), parts.c.record_id.in_(run))
        for row in tx.execute(select(parts.c.record_id, parts.c.name, parts.c.stored).where(*mine)):
            found.setdefault(row.record_id, {})[row.name] = row.stored
    for identity, names in parts_gone_of(tx, province_of(office), found).items():  # hidden at once, removed by the keeper
        found[identity] = {name: body for name, body in found[identity].items() if name not in names}
    return found


def _vouched(tx: Connection, office: str) -> list[Credential]:
    found = []
    for raw in tx.scalars(select(credentials.c.signed).where(credentials.c.office.in_(line(office)))):
        said = parse_object(Signed.from_bytes(raw).body)
        names = (one.name for one in fields(Credential))
        found.append(Credential(**{name: str(said[name]) for name in names if name in said}))
    return found
