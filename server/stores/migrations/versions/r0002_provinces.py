"""Province and office stand in every key of the large truth tables; PostgreSQL keeps these in partitions by province."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, nullable=nullable)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _tables() -> dict[str, tuple[list[sa.Column[Any]], tuple[str, ...], dict[str, list[str]]]]:
    """Return name -> columns behind `province`, the key, and the indexes."""
    office, signed = _text("office"), _bytes("signed")
    return {
        "feed": ([office, _number("arrival"), _text("kind"), _text("ref")], ("arrival", "office"), {"feed_of": ["ref"]}),
        "feed_scopes": ([_text("office"), _text("entry"), _number("arrival")], ("entry", "arrival", "office"), {}),
        "records": (
            [
                _text("office"),
                _text("record_id"),
                _number("arrival"),
                _text("log"),
                _number("seq"),
                _text("prev", nullable=True),
                _text("stream"),
                _number("lamport"),
                _text("type"),
                _bytes("header"),
                _bytes("signatures"),
                _text("brought_by"),
            ],
            ("record_id", "office"),
            {"records_after": ["prev"], "records_of_office": ["office", "type"], "records_of_stream": ["stream"]},
        ),
        "parts": ([_text("office"), _text("record_id"), _text("name"), _bytes("stored")], ("record_id", "name", "office"), {}),
        "blob_names": (
            [_text("office"), _text("sha256"), _text("record_id"), _number("arrival"), _number("size")],
            ("sha256", "record_id", "office"),
            {},
        ),
        "quarantine": (
            [
                _number("number"),
                _text("record_id"),
                _text("office", nullable=True),
                _text("by_office"),
                _text("signatures_sha256"),
                _text("log", nullable=True),
                _number("seq", nullable=True),
                _text("prev", nullable=True),
                sa.Column("is_in_log", sa.Boolean, nullable=False),
                _bytes("header"),
                _bytes("signatures"),
                _text("reason"),
                _text("brought_by"),
            ],
            ("record_id", "by_office", "signatures_sha256"),
            {"quarantine_of_office": ["office"], "quarantine_of_log": ["log"], "quarantine_after": ["prev"]},
        ),
        "receipts": ([_text("office"), _text("parcel_sha256"), signed], ("parcel_sha256", "office"), {}),
        "holdings": ([_text("office"), _text("sha256"), _number("size"), _bytes("signed")], ("sha256", "office"), {}),
        "statements": ([_text("office"), _text("sha256"), _bytes("signed")], ("sha256", "office"), {}),
    }


_FROM = {  # where the office of a row is found; elsewhere it stands in the row
    "feed": "old_feed AS old JOIN (SELECT record_id AS ref, office FROM old_records UNION ALL"
    " SELECT sha256, office FROM old_statements) AS of ON of.ref = old.ref",
    "feed_scopes": "old_feed_scopes AS old JOIN feed AS of ON of.arrival = old.arrival",
    "parts": "old_parts AS old JOIN part_offices AS of ON of.record_id = old.record_id",
}


def upgrade() -> None:
    connection, tables = op.get_bind(), _tables()
    for name in tables:
        op.rename_table(name, f"old_{name}")
    _note_offices_of_parts(connection)
    for name, (columns, key, _) in tables.items():
        _create(connection, name, columns, key)
        found = ", ".join("of.office" if one.name == "office" and name in _FROM else f"old.{one.name}" for one in columns)
        whose = {"feed_scopes": "old.entry", "quarantine": "old.by_office"}.get(name, "of.office" if name in _FROM else "old.office")
        into = ", ".join(["province", *(str(one.name) for one in columns)])
        source = _FROM.get(name, f"old_{name} AS old")
        connection.execute(sa.text(f"INSERT INTO {name} ({into}) SELECT substr({whose}, 1, 2), {found} FROM {source}"))
    if connection.dialect.name == "postgresql":
        for sequence, table, column in (("arrivals", "feed", "arrival"), ("quarantine_numbers", "quarantine", "number")):
            newest = connection.scalar(sa.text(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}"))
            connection.execute(sa.text(f"CREATE SEQUENCE {sequence} START {int(newest)}"))
    for name, (_, _, indexes) in tables.items():
        before, after = (connection.scalar(sa.text(f"SELECT count(*) FROM {which}")) for which in (f"old_{name}", name))
        if before != after:
            raise RuntimeError(f"{name}: {before} rows became {after}")
        op.drop_table(f"old_{name}")
        for index, of in indexes.items():
            op.create_index(index, name, ["province", *of])
    op.drop_table("part_offices")


def _create(connection: sa.Connection, name: str, columns: list[sa.Column[Any]], key: tuple[str, ...]) -> None:
    whole = sa.PrimaryKeyConstraint("province", *key)
    op.create_table(name, _text("province"), *columns, whole, postgresql_partition_by="HASH (province)")
    if connection.dialect.name == "postgresql":
        partitions = int(context.config.attributes["partitions"])
        for part in range(partitions):
            bounds = f"MODULUS {partitions}, REMAINDER {part}"
            connection.execute(sa.text(f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH ({bounds})"))


def _note_offices_of_parts(connection: sa.Connection) -> None:
    """Parts lie under their record, wherever that is: believed, aside, or waiting for the rest."""
    found = op.create_table("part_offices", sa.Column("record_id", sa.String, primary_key=True), _text("office"))
    known = "SELECT record_id, office FROM old_records UNION SELECT record_id, office FROM old_quarantine WHERE office IS NOT NULL"
    connection.execute(sa.text(f"INSERT INTO part_offices (record_id, office) {known}"))
    there = set(connection.scalars(sa.select(found.c.record_id)))
    waiting = {
        row.record_id: json.loads(row.header)["office"] for row in connection.execute(sa.text("SELECT record_id, header FROM arriving"))
    }
    if rows := [{"record_id": one, "office": office} for one, office in waiting.items() if one not in there]:
        connection.execute(sa.insert(found), rows)
