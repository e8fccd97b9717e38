"""PostgreSQL keeps each province's rows in a partition of its own; "*", drill offices and provinces made later lie in one for the rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("feed", "feed_scopes", "records", "parts", "blob_names", "quarantine", "receipts", "holdings", "statements")
_LATER_TABLES = ("destructions", "obeyed")
_PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = CAST(:name AS regclass)"
_KEY = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = CAST(:name AS regclass) AND contype = 'p'"
_INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = :name AND indexname <> :key"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no partitions
        for name in (*_TABLES, *_LATER_TABLES):
            _move(op.get_bind(), name)


def _move(connection: sa.Connection, name: str) -> None:
    for partition in connection.scalars(sa.text(_PARTITIONS), {"name": name}).all():
        op.rename_table(partition, f"old_{partition}")
    key, primary = connection.execute(sa.text(_KEY), {"name": name}).one()
    indexes = connection.execute(sa.text(_INDEXES), {"name": name, "key": key}).all()
    connection.execute(sa.text(f"ALTER TABLE {name} DROP CONSTRAINT {key}"))
    for index, _ in indexes:
        op.drop_index(index)
    op.rename_table(name, f"old_{name}")
    connection.execute(sa.text(f"CREATE TABLE {name} (LIKE old_{name}) PARTITION BY LIST (province)"))
    for code in context.config.attributes["provinces"]:
        connection.execute(sa.text(f"CREATE TABLE {name}_{code} PARTITION OF {name} FOR VALUES IN ('{code}')"))
    connection.execute(sa.text(f"CREATE TABLE {name}_rest PARTITION OF {name} DEFAULT"))
    connection.execute(sa.text(f"INSERT INTO {name} SELECT * FROM old_{name}"))
    before, after = (connection.scalar(sa.text(f"SELECT count(*) FROM {which}")) for which in (f"old_{name}", name))
    if before != after:
        raise RuntimeError(f"{name}: {before} rows became {after}")
    op.drop_table(f"old_{name}")
    connection.execute(sa.text(f"ALTER TABLE {name} ADD CONSTRAINT {key} {primary}"))
    for _, made_by in indexes:
        connection.execute(sa.text(str(made_by).replace(" ON ONLY ", " ON ")))
