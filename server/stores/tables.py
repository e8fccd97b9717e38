"""The centre's tables: truth, where rows are only added, and working tables, which can be lost without losing evidence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, PrimaryKeyConstraint, String, Table
from sqlalchemy.schema import SchemaItem

truth = MetaData()
working = MetaData()

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in a column called INTEGER


def _by_province(name: str, *columns: Column[Any], key: tuple[str, ...], also: tuple[SchemaItem, ...] = ()) -> Table:
    """A truth table that PostgreSQL keeps in partitions by province: province and office are in its key."""
    office = () if any(one.name == "office" for one in columns) else (Column("office", String, nullable=False),)
    whole = PrimaryKeyConstraint("province", *key, *(("office",) if "by_office" not in key else ()))
    province = Column("province", String, nullable=False)
    return Table(name, truth, province, *office, *columns, whole, *also, postgresql_partition_by="LIST (province)")


def province_of(office: str) -> str:
    """Return the two digits with which an office's code begins: the province in whose partition its rows lie."""
    return office[:2]


feed = _by_province(  # the one order in which things arrived: GET /v1/records walks along it
    "feed",
    Column("arrival", _Number, nullable=False),
    Column("kind", String, nullable=False),  # record, statement
    Column("ref", String, nullable=False),  # record id, or the statement's SHA-256
    key=("arrival",),
    also=(Index("feed_of", "province", "ref"),),
)
feed_scopes = _by_province(  # who may read: "33.74.04", "33.74.*", "*"; province: the reader's, "*" for all; office: whose the thing is
    "feed_scopes",
    Column("entry", String, nullable=False),
    Column("arrival", _Number, nullable=False),
    key=("entry", "arrival"),
)
records = _by_province(
    "records",
    Column("record_id", String, nullable=False),
    Column("arrival", _Number, nullable=False),
    Column("log", String, nullable=False),
    Column("seq", _Number, nullable=False),
    Column("prev", String),
    Column("stream", String, nullable=False),
    Column("lamport", _Number, nullable=False),
    Column("type", String, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signatures", LargeBinary, nullable=False),
    Column("brought_by", String, nullable=False),  # the device that delivered it
    key=("record_id",),
    also=(
        Index("records_after", "province", "prev"),
        Index("records_of_office", "province", "office", "type"),
        Index("records_of_stream", "province", "stream"),
    ),
)
handed_streams = Table(  # what a case that went to another office carried along: who else may read these streams, and by whose leave
    "handed_streams",
    truth,
    Column("stream", String, primary_key=True),
    Column("entry", String, primary_key=True),
    Column("by_office", String, primary_key=True),
)
parts = _by_province(  # bodies of records and of quarantined records, as they travel (plain, or sealed bytes)
    "parts",
    Column("record_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("stored", LargeBinary, nullable=False),
    key=("record_id", "name"),
)
blob_names = _by_province(  # which files the records name
    "blob_names",
    Column("sha256", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("arrival", _Number, nullable=False),
    Column("size", _Number, nullable=False),
    key=("sha256", "record_id"),
)
quarantine = _by_province(  # records that were not believed, with the reason; one that is in `records` too was believed later
    "quarantine",
    Column("number", _Number, nullable=False),
    Column("record_id", String, nullable=False),
    Column("office", String),  # as the header says; None when it cannot be read
    Column("by_office", String, nullable=False),  # of the device that delivered it; its province is the row's
    Column("signatures_sha256", String, nullable=False),
    Column("log", String),
    Column("seq", _Number),
    Column("prev", String),
    Column("is_in_log", Boolean, nullable=False),  # whether the log goes on behind it
    Column("header", LargeBinary, nullable=False),
    Column("signatures", LargeBinary, nullable=False),
    Column("reason", String, nullable=False),
    Column("brought_by", String, nullable=False),
    key=("record_id", "by_office", "signatures_sha256"),
    also=(
        Index("quarantine_of_office", "province", "office"),
        Index("quarantine_of_log", "province", "log"),
        Index("quarantine_after", "province", "prev"),
    ),
)
receipts = _by_province(
    "receipts",
    Column("parcel_sha256", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    key=("parcel_sha256",),
)
holdings = _by_province(  # whole files, by the office that delivered them
    "holdings",
    Column("sha256", String, nullable=False),
    Column("size", _Number, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    key=("sha256",),
)
statements = _by_province(
    "statements",
    Column("sha256", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    key=("sha256",),
)
# What follows is small, and the same for all provinces (reference tables, where rows are spread over several machines).
destructions = _by_province(  # what believed orders of destruction name: a part (name) or a file (sha256) of a record, the other empty
    "destructions",
    *(Column(name, String, nullable=False) for name in ("order_id", "record_id", "name", "sha256", "stream")),
    key=("order_id", "record_id", "name", "sha256"),
    also=(Index("destructions_of_record", "province", "record_id"), Index("destructions_of_file", "sha256")),
)
obeyed = _by_province(  # orders that the centre has carried out
    "obeyed", Column("order_id", String, nullable=False), Column("at", String, nullable=False), key=("order_id",)
)
roots = Table(  # founding records that came with a one-time code
    "roots",
    truth,
    Column("record_id", String, primary_key=True),
    Column("office", String, nullable=False, index=True),
)
devices = Table(
    "devices",
    truth,
    Column("device", String, primary_key=True),
    Column("office", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("spki", LargeBinary, nullable=False),
    Column("at", String, nullable=False),
)
credentials = Table(
    "credentials",
    truth,
    Column("device", String, primary_key=True),
    Column("sign_key", String, primary_key=True),
    Column("office", String, nullable=False, index=True),
    Column("person", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
)
revocations = Table("revocations", truth, Column("device", String, primary_key=True), Column("at", String, nullable=False))
packs = Table(  # new versions of forms and rules, signed; the file itself lies with the others
    "packs",
    truth,
    Column("sha256", String, primary_key=True),
    Column("number", _Number, nullable=False, unique=True),  # 1, 2, 3 ... as published
    Column("size", _Number, nullable=False),
    Column("at", String, nullable=False),
)
packed = Table(  # what the packs hold: "model_a 2" -> hash of that version, which never changes
    "packed",
    truth,
    Column("name", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("pack", String, nullable=False),
)
codes = Table(
    "codes",
    truth,
    Column("code_hash", String, primary_key=True),
    Column("office", String, nullable=False),
    Column("at", String, nullable=False),
)

code_uses = Table(
    "code_uses",
    working,
    Column("code_hash", String, primary_key=True),
    Column("device", String, nullable=False),
    Column("sign_key", String, nullable=False),
)
arriving = Table(  # headers whose parts are not all here
    "arriving",
    working,
    Column("record_id", String, primary_key=True),
    Column("by_office", String, primary_key=True),
    Column("signatures_sha256", String, primary_key=True),
    Column("header", LargeBinary, nullable=False),
    Column("signatures", LargeBinary, nullable=False),
)
pieces = Table(  # pieces of parts that are not whole
    "pieces",
    working,
    Column("by_office", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("offset", _Number, primary_key=True),
    Column("total", _Number, nullable=False),
    Column("size", _Number, nullable=False),
    Column("piece", LargeBinary, nullable=False),
)
chain = Table(  # which records of a log are here from 1 without a gap, and where its branches end
    "chain",
    working,
    Column("record_id", String, primary_key=True),
    Column("log", String, nullable=False),
    Column("seq", _Number, nullable=False),
    Column("is_head", Boolean, nullable=False),
    Index("chain_heads", "log", "is_head"),
)
uploads = Table(  # files that have begun to come; how far is the length of the partial file
    "uploads",
    working,
    Column("office", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("size", _Number, nullable=False),
    Column("attempt", String, nullable=False),
)
settings = Table("settings", working, Column("name", String, primary_key=True), Column("value", String, nullable=False))
contacts = Table(  # when a device, or a stick of an office, was here last
    "contacts",
    working,
    Column("office", String, primary_key=True),
    Column("device", String, primary_key=True),  # "stick" for what sticks brought
    Column("at", String, nullable=False, index=True),
)
console_users = Table(  # the centre's own people, who look at its pages
    "console_users",
    working,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("area", String, nullable=False),  # "" the whole country, "33" a province, "33.74" a regency
    Column("passphrase", String, nullable=False),  # Argon2id, PHC text
)
console_sessions = Table(
    "console_sessions",
    working,
    Column("token_sha256", String, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("until", String, nullable=False),
)
console_failures = Table(  # wrong passphrases in a row, by name
    "console_failures",
    working,
    Column("name", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", String, nullable=False),
)
console_acts = Table(  # what was done from the console, by whom and why
    "console_acts",
    working,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("name", String, nullable=False),
    Column("act", String, nullable=False),  # revoked, published
    Column("subject", String, nullable=False, index=True),
    Column("reason", String, nullable=False),
)
