"""Who may do what in the PostgreSQL of a nation: the gateway only reads and adds truth, the keeper alone may destroy bodies of parts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from server.stores.tables import truth, working

GATEWAY, KEEPER = "bukti_gateway", "bukti_keeper"
BODIES = ("parts", "pieces")  # where what people wrote lies; the keeper finds it by its names and reads none of it
_KEPT_READS = ("settings", "destructions", "obeyed", "records", "quarantine", "arriving", "blob_names", "holdings")
_KEPT_SAYS = ("obeyed", "statements", "feed", "feed_scopes")  # what the keeper adds: that it is done, published to who may know
REVISION = "alembic_version"


def give_rights(tx: Connection) -> None:
    """Give the two roles exactly their rights on all tables, where the roles are there (deploy/roles.sql makes them).

    A partition gives nobody a right of its own: everything goes through its table.
    """
    if tx.dialect.name != "postgresql":
        return
    sequences = list(tx.scalars(text("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")))
    there = text("SELECT rolname FROM pg_roles WHERE rolname IN (:gateway, :keeper)")
    for role in tx.scalars(there, {"gateway": GATEWAY, "keeper": KEEPER}).all():
        tx.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {_schema(tx)} FROM {role}"))
        tx.execute(text(f"GRANT USAGE ON SCHEMA {_schema(tx)} TO {role}"))
        _grant(tx, "USAGE", [f"SEQUENCE {name}" for name in sequences], role)
        if role == GATEWAY:
            _grant(tx, "SELECT", [REVISION, *truth.tables, *working.tables], role)
            _grant(tx, "INSERT", truth.tables, role)
            _grant(tx, "INSERT, UPDATE, DELETE", working.tables, role)
        else:
            _grant(tx, "SELECT", [REVISION, *_KEPT_READS, *_KEPT_SAYS], role)
            _grant(tx, "INSERT", _KEPT_SAYS, role)
            _grant(tx, "SELECT (record_id, name), DELETE", BODIES, role)


def _schema(tx: Connection) -> str:
    return str(tx.scalar(text("SELECT quote_ident(current_schema())")))


def _grant(tx: Connection, what: str, names: Iterable[str], role: str) -> None:
    for name in names:
        tx.execute(text(f"GRANT {what} ON {name} TO {role}"))
