"""Brings the centre's tables up to this build, all or nothing: by itself on SQLite, by `python -m server migrate` on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from server.fault import ServerFault

NEWEST = "0005"
PROVINCES = (  # each has a partition of every large table, on PostgreSQL; what lies in none of them is in the one for the rest
    *("11", "12", "13", "14", "15", "16", "17", "18", "19", "21", "31", "32", "33", "34", "35", "36", "51", "52", "53"),
    *("61", "62", "63", "64", "65", "71", "72", "73", "74", "75", "76", "81", "82", "91", "92", "93", "94", "95", "96"),
)
_FIRST_LAYOUT = "1"  # what a database says that was made before there were revisions


def revision(connection: Connection) -> str | None:
    """Return the revision of a database, None for an empty one and for one that was made before there were revisions."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def check_not_newer(connection: Connection) -> str | None:
    """Return the revision. Raises ServerFault for a database of a newer server; nothing was changed in it."""
    found = revision(connection)
    layout = _FIRST_LAYOUT
    if found is None and inspect(connection).has_table("settings"):
        layout = str(connection.scalar(text("SELECT value FROM settings WHERE name = 'layout'")) or _FIRST_LAYOUT)
    if (found is not None and found > NEWEST) or layout != _FIRST_LAYOUT:
        raise ServerFault("The database was made by a newer server: install that version, or give another --database.")
    return found


def upgrade(connection: Connection, *, provinces: Sequence[str] = PROVINCES) -> bool:
    """Bring the tables up to this build inside the caller's transaction. Returns False when there was nothing to do.

    A database without revisions is taken over as it is, with every row.
    provinces: counts only when their partitions are made. Raises ServerFault for one of a newer server.
    """
    if check_not_newer(connection) == NEWEST:
        return False
    from alembic import command  # only when there is something to do: it costs 0.2 s at every start
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, provinces=provinces, partitions=1)  # of earlier layouts, which are none of the last
    command.upgrade(config, "head")
    return True


def check_is_ready(engine: Engine) -> None:
    """Raises ServerFault when an operator must migrate the database first: the gateway's role may not do it."""
    with engine.connect() as connection:
        found = check_not_newer(connection)
    if found != NEWEST:
        wanted = "has no tables yet" if found is None else "is of an earlier version"
        raise ServerFault(f"The database {wanted}: run `python -m server migrate` with the role that owns it.")
