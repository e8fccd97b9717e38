"""The centre's tables: truth, where rows are only added, and working tables, which can be lost without losing evidence."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint

truth = MetaData()
working = MetaData()

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in a column called INTEGER

feed = Table(  # the one order in which things arrived: GET /v1/records walks along it
    "feed",
    truth,
    Column("arrival", _Number, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),  # record, statement
    Column("ref", String, nullable=False, index=True),  # record id, or the statement's SHA-256
    sqlite_autoincrement=True,
)
feed_scopes = Table(  # who may read: "33.74.04", "33.74.*", "*"
    "feed_scopes",
    truth,
    Column("entry", String, primary_key=True),
    Column("arrival", _Number, primary_key=True),
)
records = Table(
    "records",
    truth,
    Column("record_id", String, primary_key=True),
    Column("arrival", _Number, nullable=False, unique=True),
    Column("log", String, nullable=False),
    Column("seq", _Number, nullable=False),
    Column("prev", String, index=True),
    Column("stream", String, nullable=False),
    Column("lamport", _Number, nullable=False),
    Column("type", String, nullable=False),
    Column("office", String, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("signatures", LargeBinary, nullable=False),
    Column("brought_by", String, nullable=False),  # the device that delivered it
    Index("records_of_office", "office", "type"),
    Index("records_of_stream", "stream"),
)
handed_streams = Table(  # what a case that went to another office carried along: who else may read these streams, and by whose leave
    "handed_streams",
    truth,
    Column("stream", String, primary_key=True),
    Column("entry", String, primary_key=True),
    Column("by_office", String, primary_key=True),
)
parts = Table(  # bodies of records and of quarantined records, as they travel (plain, or sealed bytes)
    "parts",
    truth,
    Column("record_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("stored", LargeBinary, nullable=False),
)
blob_names = Table(  # which files the records name
    "blob_names",
    truth,
    Column("sha256", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("arrival", _Number, nullable=False),
    Column("office", String, nullable=False),
    Column("size", _Number, nullable=False),
)
quarantine = Table(  # records that were not believed, with the reason; one that is in `records` too was believed later
    "quarantine",
    truth,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("record_id", String, nullable=False),
    Column("by_office", String, nullable=False),  # of the device that delivered it
    Column("signatures_sha256", String, nullable=False),
    Column("office", String, index=True),  # as the header says; None when it cannot be read
    Column("log", String, index=True),
    Column("seq", _Number),
    Column("prev", String, index=True),
    Column("is_in_log", Boolean, nullable=False),  # whether the log goes on behind it
    Column("header", LargeBinary, nullable=False),
    Column("signatures", LargeBinary, nullable=False),
    Column("reason", String, nullable=False),
    Column("brought_by", String, nullable=False),
    UniqueConstraint("record_id", "by_office", "signatures_sha256"),
    sqlite_autoincrement=True,
)
receipts = Table(
    "receipts",
    truth,
    Column("parcel_sha256", String, primary_key=True),
    Column("office", String, primary_key=True),
    Column("signed", LargeBinary, nullable=False),
)
holdings = Table(  # whole files, by the office that delivered them
    "holdings",
    truth,
    Column("sha256", String, primary_key=True),
    Column("office", String, primary_key=True),
    Column("size", _Number, nullable=False),
    Column("signed", LargeBinary, nullable=False),
)
statements = Table(
    "statements",
    truth,
    Column("sha256", String, primary_key=True),
    Column("office", String, nullable=False),
    Column("signed", LargeBinary, nullable=False),
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
