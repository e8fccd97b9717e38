"""The tables as they were before there were revisions; those that a database has already stay as they are, with every row."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # SQLite counts up only in a column called INTEGER


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, nullable=nullable)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=False)


def _counted(name: str) -> sa.Column[int]:
    return sa.Column(name, _NUMBER, primary_key=True, autoincrement=True)


def _create(name: str, *columns: sa.schema.SchemaItem, indexes: dict[str, list[str]] | None = None, **more: Any) -> None:
    op.create_table(name, *columns, if_not_exists=True, **more)
    for index, of in (indexes or {}).items():
        op.create_index(index, name, of, if_not_exists=True)


def upgrade() -> None:
    _create("feed", _counted("arrival"), _text("kind"), _text("ref"), indexes={"ix_feed_ref": ["ref"]}, sqlite_autoincrement=True)
    _create("feed_scopes", _key("entry"), sa.Column("arrival", _NUMBER, primary_key=True, autoincrement=False))
    _create(
        "records",
        _key("record_id"),
        sa.Column("arrival", _NUMBER, nullable=False, unique=True),
        _text("log"),
        _number("seq"),
        _text("prev", nullable=True),
        _text("stream"),
        _number("lamport"),
        _text("type"),
        _text("office"),
        _bytes("header"),
        _bytes("signatures"),
        _text("brought_by"),
        indexes={"ix_records_prev": ["prev"], "records_of_office": ["office", "type"], "records_of_stream": ["stream"]},
    )
    _create("handed_streams", _key("stream"), _key("entry"), _key("by_office"))
    _create("parts", _key("record_id"), _key("name"), _bytes("stored"))
    _create("blob_names", _key("sha256"), _key("record_id"), _number("arrival"), _text("office"), _number("size"))
    _create(
        "quarantine",
        _counted("number"),
        _text("record_id"),
        _text("by_office"),
        _text("signatures_sha256"),
        _text("office", nullable=True),
        _text("log", nullable=True),
        _number("seq", nullable=True),
        _text("prev", nullable=True),
        sa.Column("is_in_log", sa.Boolean, nullable=False),
        _bytes("header"),
        _bytes("signatures"),
        _text("reason"),
        _text("brought_by"),
        sa.UniqueConstraint("record_id", "by_office", "signatures_sha256"),
        indexes={"ix_quarantine_office": ["office"], "ix_quarantine_log": ["log"], "ix_quarantine_prev": ["prev"]},
        sqlite_autoincrement=True,
    )
    _create("receipts", _key("parcel_sha256"), _key("office"), _bytes("signed"))
    _create("holdings", _key("sha256"), _key("office"), _number("size"), _bytes("signed"))
    _create("statements", _key("sha256"), _text("office"), _bytes("signed"))
    _create("roots", _key("record_id"), _text("office"), indexes={"ix_roots_office": ["office"]})
    _create(
        "devices",
        _key("device"),
        _text("office"),
        _text("name"),
        _bytes("spki"),
        _text("at"),
        indexes={"ix_devices_office": ["office"]},
    )
    _create(
        "credentials",
        _key("device"),
        _key("sign_key"),
        _text("office"),
        _text("person"),
        _bytes("signed"),
        indexes={"ix_credentials_office": ["office"]},
    )
    _create("revocations", _key("device"), _text("at"))
    _create("packs", _key("sha256"), sa.Column("number", _NUMBER, nullable=False, unique=True), _number("size"), _text("at"))
    _create("packed", _key("name"), _text("sha256"), _text("pack"))
    _create("codes", _key("code_hash"), _text("office"), _text("at"))
    _create("code_uses", _key("code_hash"), _text("device"), _text("sign_key"))
    _create("arriving", _key("record_id"), _key("by_office"), _key("signatures_sha256"), _bytes("header"), _bytes("signatures"))
    _create(
        "pieces",
        _key("by_office"),
        _key("record_id"),
        _key("name"),
        sa.Column("offset", _NUMBER, primary_key=True, autoincrement=False),
        _number("total"),
        _number("size"),
        _bytes("piece"),
    )
    _create(
        "chain",
        _key("record_id"),
        _text("log"),
        _number("seq"),
        sa.Column("is_head", sa.Boolean, nullable=False),
        indexes={"chain_heads": ["log", "is_head"]},
    )
    _create("uploads", _key("office"), _key("sha256"), _number("size"), _text("attempt"))
    _create("settings", _key("name"), _text("value"))
