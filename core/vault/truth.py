"""The tables that are never rewritten: records, their parts, the centre's statements, and what is needed to see that one is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert

from record.errors import Unreadable
from record.header import Header, record_id
from record.part import check_plaintext
from record.receipt import Signed
from record.roster import ROSTER_TYPES, RosterRecord
from record.signature import Signature, signatures_from_bytes

truth = MetaData()


class Raw(TypeDecorator[bytes]):
    """Bytes. What somebody wrote there by hand as text or number comes out as bytes too, to be judged like any other."""

    impl = LargeBinary
    cache_ok = True

    def process_result_value(self, value: object, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy gives it by name or place  # noqa: ARG002
        return value if value is None or isinstance(value, bytes) else str(value).encode()


records = Table(
    "records",
    truth,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("record_id", String, unique=True, nullable=False),
    Column("log", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("stream", String, nullable=False, index=True),
    Column("type", String, nullable=False, index=True),
    Column("header", Raw, nullable=False),
    Column("signatures", Raw, nullable=False),
    Index("ix_records_log_seq", "log", "seq"),
    sqlite_autoincrement=True,
)
parts = Table(
    "parts",
    truth,
    Column("record_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("stored", Raw),  # None once destroyed by a record
)
held_blobs = Table("held_blobs", truth, Column("sha256", String, primary_key=True), Column("size", Integer, nullable=False))
log_counts = Table(  # how many records of each log were ever taken: a row that vanishes is missed
    "log_counts", truth, Column("log", String, primary_key=True), Column("count", Integer, nullable=False)
)
statements = Table(
    "statements",
    truth,
    Column("arrival", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String, unique=True, nullable=False),
    Column("body", Raw, nullable=False),
    Column("der", Raw, nullable=False),
    sqlite_autoincrement=True,
)
set_aside = Table(  # records that came and were not believed, with the reason; never shown as evidence
    "set_aside",
    truth,
    Column("record_id", String, primary_key=True),
    Column("header", Raw, nullable=False),
    Column("signatures", Raw, nullable=False),
    Column("reason", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it lies in the vault."""

    arrival: int
    id: str
    header_bytes: bytes
    signatures: bytes

    @property
    def header(self) -> Header:
        return Header.from_bytes(self.header_bytes)


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that may be appended: the caller has judged it. stored: its parts by name, None for a destroyed one."""

    header: Header
    header_bytes: bytes
    signatures: bytes
    stored: Mapping[str, bytes | None]


def add_record(tx: Connection, header: Header, header_bytes: bytes, signatures: bytes, stored: Mapping[str, bytes | None]) -> str:
    """Append one record with its parts. Returns its id. The caller has judged it."""
    return add_records(tx, [Judged(header, header_bytes, signatures, stored)])[0]


def add_records(tx: Connection, judged: Sequence[Judged]) -> list[str]:
    """Append records with their parts, in this order. Returns their ids. A hundred thousand come at a first sync."""
    if not judged:
        return []
    ids = [record_id(one.header_bytes) for one in judged]
    rows = [
        {
            "record_id": identity,
            "log": one.header.log,
            "seq": one.header.seq,
            "stream": one.header.stream,
            "type": one.header.type,
            "header": one.header_bytes,
            "signatures": one.signatures,
        }
        for identity, one in zip(ids, judged, strict=True)
    ]
    tx.execute(records.insert(), rows)
    for some in runs_of(ids):
        tx.execute(delete(parts).where(parts.c.record_id.in_(some)))  # of the same record, when it had been set aside
    bodies = [
        {"record_id": identity, "name": name, "stored": body}
        for identity, one in zip(ids, judged, strict=True)
        for name, body in one.stored.items()
    ]
    if bodies:
        tx.execute(parts.insert(), bodies)
    counted = insert(log_counts)
    counted = counted.on_conflict_do_update(index_elements=["log"], set_={"count": log_counts.c.count + counted.excluded.count})
    tx.execute(counted, [{"log": log, "count": count} for log, count in Counter(one.header.log for one in judged).items()])
    return ids


def runs_of(ids: Iterable[str], most: int = 500) -> Iterator[list[str]]:
    """Yield ids in runs: SQLite takes only so many names in one question."""
    asked = list(ids)
    for start in range(0, len(asked), most):
        yield asked[start : start + most]


def add_held_blob(tx: Connection, digest: str, size: int) -> None:
    """Note that the vault holds this file (its plaintext hash and size in bytes)."""
    tx.execute(insert(held_blobs).values(sha256=digest, size=size).on_conflict_do_nothing())


def drop_held_blob(tx: Connection, digest: str) -> None:
    """Note that the vault holds this file no longer; only for `core.vault.absent`, which says why."""
    tx.execute(delete(held_blobs).where(held_blobs.c.sha256 == digest))


def holds_blob(tx: Connection, digest: str) -> bool:
    return tx.scalar(select(held_blobs.c.size).where(held_blobs.c.sha256 == digest)) is not None


def add_statement(tx: Connection, signed: Signed) -> bool:
    """Keep a statement of the centre. Returns whether it was new. The caller has checked the signature."""
    values = {"sha256": sha256(signed.body).hexdigest(), "body": signed.body, "der": signed.der}
    return tx.execute(insert(statements).values(**values).on_conflict_do_nothing()).rowcount == 1


def all_statements(tx: Connection) -> list[Signed]:
    return [signed for _arrival, signed in statements_after(tx, 0)]


def statements_after(tx: Connection, arrival: int) -> list[tuple[int, Signed]]:
    """Return (arrival, statement) of those that came later than one, in their order."""
    chosen = select(statements).where(statements.c.arrival > arrival).order_by(statements.c.arrival)
    return [(row.arrival, Signed(row.body, row.der)) for row in tx.execute(chosen)]


def record(tx: Connection, identity: str) -> StoredRecord | None:
    row = tx.execute(select(records).where(records.c.record_id == identity)).one_or_none()
    return _stored(row) if row is not None else None


def held_of(tx: Connection, ids: Iterable[str]) -> set[str]:
    """Return those of these records that are here."""
    found = set[str]()
    for some in runs_of(ids):
        found |= set(tx.scalars(select(records.c.record_id).where(records.c.record_id.in_(some))))
    return found


def all_records(tx: Connection) -> Iterator[StoredRecord]:
    """All records in the order of their arrival, read in runs so that a large vault does not fill the memory."""
    last = 0
    while rows := tx.execute(select(records).where(records.c.arrival > last).order_by(records.c.arrival).limit(500)).all():
        for row in rows:
            yield _stored(row)
        last = rows[-1].arrival


def of_stream(tx: Connection, stream: str) -> list[StoredRecord]:
    return [_stored(row) for row in tx.execute(select(records).where(records.c.stream == stream).order_by(records.c.arrival))]


def of_log(tx: Connection, log: str, *, after: int = 0) -> list[StoredRecord]:
    chosen = select(records).where(records.c.log == log, records.c.seq > after).order_by(records.c.seq, records.c.record_id)
    return [_stored(row) for row in tx.execute(chosen)]


def log_head(tx: Connection, log: str) -> tuple[str, int, str] | None:
    """Return (id, seq, at) of the last record of a log."""
    chosen = select(records).where(records.c.log == log).order_by(records.c.seq.desc(), records.c.arrival).limit(1)
    row = tx.execute(chosen).one_or_none()
    return (row.record_id, row.seq, Header.from_bytes(row.header).at) if row is not None else None


def logs(tx: Connection) -> list[str]:
    """Return every log of which something is here."""
    return list(tx.scalars(select(log_counts.c.log)))


def newest_of_log(tx: Connection, log: str) -> Header | None:
    """Return the header of a log's last record that is here; None when there is none, or its bytes were damaged."""
    header = tx.scalar(select(records.c.header).where(records.c.log == log).order_by(records.c.seq.desc(), records.c.arrival).limit(1))
    try:
        return Header.from_bytes(header) if header is not None else None
    except Unreadable:
        return None


def first_stream(tx: Connection, log: str) -> str | None:
    """Return the stream of a log's first record: that of its office's roster, which every laptop begins with."""
    return tx.scalar(select(records.c.stream).where(records.c.log == log, records.c.seq == 1).order_by(records.c.arrival).limit(1))


def log_ends(tx: Connection) -> dict[str, int]:
    """Return log -> highest number held here."""
    return {row.log: row.seq for row in tx.execute(select(records.c.log, func.max(records.c.seq).label("seq")).group_by(records.c.log))}


def stored_parts(tx: Connection, identity: str) -> dict[str, bytes | None]:
    return {row.name: row.stored for row in tx.execute(select(parts).where(parts.c.record_id == identity))}


def parts_of(tx: Connection, ids: Iterable[str]) -> dict[str, dict[str, bytes | None]]:
    """Return the stored parts of many records: id -> name -> what is stored, None once destroyed."""
    found: dict[str, dict[str, bytes | None]] = {}
    for some in runs_of(ids):
        found |= {identity: {} for identity in some}
        for row in tx.execute(select(parts).where(parts.c.record_id.in_(some))):
            found[row.record_id][row.name] = row.stored
    return found


def open_part(tx: Connection, header: Header, identity: str, name: str) -> dict[str, object] | None:
    """Return the body of an unsealed part; None when it is sealed, destroyed or not there. Raises NotGenuine when it was changed."""
    return open_stored(header, name, tx.scalar(select(parts.c.stored).where(parts.c.record_id == identity, parts.c.name == name)))


def open_stored(header: Header, name: str, stored: bytes | None) -> dict[str, object] | None:
    """Return the body of an unsealed part from what is stored of it; None and NotGenuine as in `open_part`."""
    ref = next((part for part in header.parts if part.name == name), None)
    if ref is None or ref.sealed_to is not None or stored is None:
        return None
    return check_plaintext(ref, stored)


def roster_records(tx: Connection) -> tuple[int, Sequence[RosterRecord]]:
    """Return (arrival of the newest, all roster records), to fold into a Roster."""
    rows = tx.execute(select(records).where(records.c.type.in_(ROSTER_TYPES)).order_by(records.c.arrival)).all()
    found = [
        RosterRecord(
            row.header,
            _readable(row.signatures),
            {name: stored for name, stored in stored_parts(tx, row.record_id).items() if stored is not None},
        )
        for row in rows
    ]
    return (rows[-1].arrival if rows else 0), found


def _readable(signatures: bytes) -> tuple[Signature, ...]:
    """Return no signatures for bytes that were damaged: the roster refuses such a record, and the vault opens all the same."""
    try:
        return signatures_from_bytes(signatures)
    except Unreadable:
        return ()


def roster_state(tx: Connection) -> tuple[int, int, str]:
    """Return (how many roster records, arrival and id of the newest); the id because a transaction taken back gives its numbers again."""
    count = tx.scalar(select(func.count()).select_from(records).where(records.c.type.in_(ROSTER_TYPES))) or 0
    newest = (
        select(records.c.arrival, records.c.record_id).where(records.c.type.in_(ROSTER_TYPES)).order_by(records.c.arrival.desc()).limit(1)
    )
    row = tx.execute(newest).one_or_none()
    return (count, row.arrival, row.record_id) if row is not None else (0, 0, "")


def data_version(tx: Connection) -> int:
    """Return a number that changes when another program wrote to the vault."""
    return int(tx.scalar(text("PRAGMA data_version")) or 0)


def _stored(row: object) -> StoredRecord:
    return StoredRecord(row.arrival, row.record_id, row.header, row.signatures)  # type: ignore[attr-defined]
