"""Records that come from elsewhere: judged, kept, or set aside with the reason - never dropped, never in the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, delete, exists, select
from sqlalchemy.dialects.sqlite import insert

from core.vault import centres, destroying, ended_devices, local, truth, views
from core.vault.vault import Vault, open_known
from core.vault.views import Changes, destroyed, received
from record.destruction import DESTROYED
from record.errors import NotGenuine, Unreadable
from record.header import Header, record_id
from record.parcel import Item, PartItem, RecordItem, StatementItem
from record.receipt import Credential, Receipt, Revocation, Signed, Succession
from record.roster import ROSTER_TYPES
from record.verify import check_parts, check_place, check_record

COPIED_LOG = "copied_log"  # setting: this laptop's own log, once a record of it came that this vault never wrote: it has a twin
_HEAD = re.compile(rb'"head"\s*:\s*"([0-9a-f]{64})"')  # in the body of a receipt (docs/protocol.md)


@dataclass(frozen=True, slots=True)
class Came:
    """A record as it came, with its stored parts by name."""

    header: bytes
    signatures: bytes
    parts: Mapping[str, bytes]


@dataclass(slots=True)
class Unpacked:
    """Items of parcels put together again: records whose parts are whole, and statements."""

    records: dict[str, RecordItem] = field(default_factory=dict)
    pieces: dict[str, dict[str, dict[int, PartItem]]] = field(default_factory=dict)  # by record and name of the part
    statements: list[bytes] = field(default_factory=list)

    def add(self, items: Iterable[Item]) -> None:
        for item in items:
            match item:
                case RecordItem():
                    self.records[record_id(item.header)] = item
                case PartItem():
                    self.pieces.setdefault(item.record, {}).setdefault(item.name, {})[item.offset] = item
                case StatementItem():
                    self.statements.append(item.signed)
                case _:
                    pass  # blob pieces in a parcel belong to the stick

    def take_whole(self, *, with_rest: bool = False) -> list[Came]:
        """Return and forget the records all of whose parts are here; the others wait for more.

        with_rest: no more will come. What is not whole then lacks parts that were destroyed, or is set aside until it is known why.
        """
        whole: list[Came] = []
        for identity, item in list(self.records.items()):
            parts = self._parts(identity)
            try:
                names = {part.name for part in Header.from_bytes(item.header).parts}
            except Unreadable:  # of a later version, perhaps: set aside with all that came of it
                names = set(parts)
            if with_rest or names <= parts.keys():
                whole.append(Came(item.header, item.signatures, {name: parts[name] for name in names & parts.keys()}))
                del self.records[identity]
                left = {name: pieces for name, pieces in self.pieces.pop(identity, {}).items() if name not in parts}
                if left:
                    self.pieces[identity] = left
        return whole

    def _parts(self, identity: str) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name, pieces in self.pieces.get(identity, {}).items():
            joined = b"".join(pieces[offset].piece for offset in sorted(pieces))
            if len(joined) == next(iter(pieces.values())).total:
                found[name] = joined
        return found


def take(vault: Vault, tx: Connection, came: Iterable[Came]) -> Changes:
    """Keep records from elsewhere, in one transaction of the caller. What is held already is passed over.

    The roster's own records go first, then a record before those that follow it. One that is not genuine (yet) is set aside with
    the reason, and judged again whenever the roster has changed or a centre has vouched for somebody.
    """
    given = {record_id(one.header): one for one in came}
    held = truth.held_of(tx, given)
    changes, orders = Changes(), destroyed.count(tx)
    if rosters := [one for identity, one in given.items() if identity not in held and _is_roster(one)]:
        changes += _keep(vault, tx, rosters) + _judge_again(vault, tx)
        held = truth.held_of(tx, given)  # what was set aside and comes again with the roster's record is believed by now
    changes += _keep(vault, tx, [one for identity, one in given.items() if identity not in held and not _is_roster(one)])
    if destroyed.count(tx) > orders:  # what was set aside for a missing part is perhaps whole without it
        changes += _judge_again(vault, tx)
    return changes


def _judge_again(vault: Vault, tx: Connection) -> Changes:
    """Judge what was set aside by what is known now: the roster's own records first, for they decide on the others."""
    again, orders = _again(tx), destroyed.count(tx)
    changes = _keep(vault, tx, [one for one in again if _is_roster(one)])
    changes += _keep(vault, tx, [one for one in again if not _is_roster(one)])
    return changes + (_judge_again(vault, tx) if destroyed.count(tx) > orders else Changes())


def _is_roster(one: Came) -> bool:
    try:
        return Header.from_bytes(one.header).type in ROSTER_TYPES
    except Unreadable:
        return False


def _is_drill(office: str) -> bool:
    """Offices of the invented region 00 only practise (core/rules/regions.py; the vault stands below it)."""
    return office.split(".")[0] == "00"


def _order(one: Came) -> tuple[int, str, int]:
    try:
        header = Header.from_bytes(one.header)
        return header.lamport, header.log, header.seq
    except Unreadable:
        return 0, "", 0


def _keep(vault: Vault, tx: Connection, came: list[Came]) -> Changes:
    new: list[tuple[str, Header]] = []
    judged: list[truth.Judged] = []
    roster = vault.roster(tx)  # only its own records change it
    is_drill = _is_drill(vault.office) if vault.own_log else None  # a vault that is just coming back has no office yet
    has_orders = destroyed.count(tx) > 0
    is_aside = tx.scalar(select(exists().select_from(truth.set_aside)))
    before: dict[str, Header] = {}  # of this run, by id: most records follow one that has just come
    for one in sorted(came, key=_order):
        identity, parts = record_id(one.header), dict[str, bytes | None](one.parts)
        try:
            header = Header.from_bytes(one.header)
            if is_drill is not None and _is_drill(header.office) != is_drill:
                raise NotGenuine("a drill and real cases never mix")
            if has_orders:
                parts = destroying.without_destroyed(tx, identity, header, one.parts)
            check_parts(header, parts)
            if header.type in ROSTER_TYPES:  # the roster itself judges it, once it is there
                truth.add_record(tx, header, one.header, one.signatures, one.parts)
                roster = vault.roster(tx)
                if (reason := roster.refused.get(identity)) is not None:
                    _remove(tx, header, identity)
                    roster = vault.roster(tx)
                    raise NotGenuine(reason)
            else:
                check_record(one.header, one.signatures, roster)
                if roster.devices[header.device].root in roster.doubted:  # whoever knows public keys can found one and lay it on a stick
                    raise NotGenuine("made in another roster of this office, for which no centre has vouched")
                _check_place(tx, header, before)
                judged.append(truth.Judged(header, one.header, one.signatures, parts))
        except (NotGenuine, Unreadable) as error:
            _set_aside(tx, one, parts, identity, str(error))
            continue
        if header.log == vault.own_log:
            local.keep_setting(tx, COPIED_LOG, header.log)
        if is_aside:
            tx.execute(delete(truth.set_aside).where(truth.set_aside.c.record_id == identity))
        new.append((identity, header))
        before[identity] = header
    truth.add_records(tx, judged)
    return folded(tx, new)


def folded(tx: Connection, new: list[tuple[str, Header]]) -> Changes:
    """Bring the views up to new records; orders of destruction among them are carried out in the same transaction."""
    orders = [(identity, header) for identity, header in new if header.type == DESTROYED]
    destroying.clear(tx, orders)
    changes = views.update(tx, new)
    if orders or any(header.blobs for _, header in new):
        destroying.note_files(tx)
    return changes


def _check_place(tx: Connection, header: Header, known: Mapping[str, Header]) -> None:
    """Judge what is at hand: where a log is known only in part, a record before it may be missing here. known: held ones, by id."""

    def held(identity: str) -> Header | None:
        if (found := known.get(identity)) is not None:
            return found
        stored = truth.record(tx, identity)
        return stored.header if stored is not None else None

    parents = {parent: (found.stream, found.lamport) for parent in header.parents if (found := held(parent)) is not None}
    before = held(header.prev) if header.prev else None
    if before is not None and before.log != header.log:
        raise NotGenuine("the record before it is of another log")
    previous = (header.prev, before.seq if before else header.seq - 1) if header.prev else None
    check_place(header, previous=previous, parents=parents, previous_device=before.device if before else None)


def _remove(tx: Connection, header: Header, identity: str) -> None:
    """Take back a roster record that the roster did not believe, inside the transaction that added it."""
    tx.execute(delete(truth.records).where(truth.records.c.record_id == identity))
    tx.execute(delete(truth.parts).where(truth.parts.c.record_id == identity))
    counted = truth.log_counts
    tx.execute(counted.update().where(counted.c.log == header.log).values(count=counted.c.count - 1))


def _set_aside(tx: Connection, one: Came, parts: Mapping[str, bytes | None], identity: str, reason: str) -> None:
    given = insert(truth.set_aside).values(record_id=identity, header=one.header, signatures=one.signatures, reason=reason)
    tx.execute(given.on_conflict_do_update(index_elements=["record_id"], set_={"reason": given.excluded.reason}))
    for name, stored in parts.items():
        tx.execute(insert(truth.parts).values(record_id=identity, name=name, stored=stored).on_conflict_do_nothing())


def _again(tx: Connection) -> list[Came]:
    """Take what was set aside out again, to be judged by the new roster."""
    found: list[Came] = []
    for row in tx.execute(select(truth.set_aside)).all():
        parts = {name: stored for name, stored in truth.stored_parts(tx, row.record_id).items() if stored is not None}
        found.append(Came(row.header, row.signatures, parts))
        tx.execute(delete(truth.set_aside).where(truth.set_aside.c.record_id == row.record_id))
        tx.execute(delete(truth.parts).where(truth.parts.c.record_id == row.record_id))
    return found


class Told(NamedTuple):
    """What a statement brought: itself if it is a receipt, and the records that are believed since."""

    receipt: Receipt | None = None
    changes: Changes = Changes()


def take_statement(vault: Vault, tx: Connection, signed: Signed) -> Told:
    """Keep a statement of a centre this vault has enrolled with: a receipt goes into the views, by a credential others may be believed.

    Raises NotGenuine when no known centre signed it.
    """
    statement = open_known(signed, vault.centre_keys(tx))
    if statement is None:
        raise NotGenuine("a statement that no known centre has signed")
    centres.check_in_time(tx, statement)
    if isinstance(statement, Succession):
        centres.follow(tx, statement)
    if isinstance(statement, Revocation) and not ended_devices.note(tx, statement):
        return Told()  # the centre says it anew at each contact: only what tells something is kept
    is_new = truth.add_statement(tx, signed)
    if isinstance(statement, Receipt):
        if is_new:
            received.update(tx, statement, office=vault.own_office)
        return Told(receipt=statement)
    if is_new and isinstance(statement, Credential):
        believed = _judge_again(vault, tx)
        ReceiptsByHead(vault).fold(tx, believed.record_ids)
        return Told(changes=believed)
    return Told()


class ReceiptsByHead:
    """Receipts that came before the records they name as a log's head: they count from then on.

    For one thread and some transactions after each other, none of which is taken back: the statements are gone through once.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault, self._read_to = vault, 0
        self._naming: dict[bytes, list[Signed]] = {}

    def fold(self, tx: Connection, record_ids: Iterable[str]) -> None:
        """Fold in those that name one of these records, which have just come."""
        came = [identity.encode() for identity in record_ids]
        if not came:
            return
        for arrival, signed in truth.statements_after(tx, self._read_to):
            self._read_to = arrival
            for head in _HEAD.findall(signed.body):
                self._naming.setdefault(head, []).append(signed)
        found = dict.fromkeys(signed for head in came for signed in self._naming.get(head, ()))
        keys = self._vault.centre_keys(tx) if found else {}
        for signed in found:  # a signature is checked only where a head has just come
            if isinstance(receipt := open_known(signed, keys), Receipt):
                received.update(tx, receipt, office=self._vault.own_office)
