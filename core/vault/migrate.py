"""Brings the truth and local tables of a vault up to this build, all or nothing. Views are not migrated but rebuilt."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from core.vault import views
from core.vault.database import database_errors, writing
from core.vault.errors import damaged, newer

NEWEST = "0006"
VIEWS = 12  # raised whenever a view changes; an older vault rebuilds its views then


def migrate(engine: Engine, *, is_new: bool) -> bool:
    """Return whether the views must be rebuilt; `views_are_made` belongs into the transaction that does it.

    Raises VaultNewer for a revision that this build does not know, VaultDamaged for none.
    """
    with database_errors(), engine.connect() as connection:  # a wrong key or a damaged first page shows here
        found = _revision(connection)
        made = int(connection.scalar(text("PRAGMA user_version")) or 0)
    if found is None and not is_new:
        raise damaged()
    if found is not None and found > NEWEST:
        raise newer()
    if found != NEWEST:
        _upgrade(engine)
    if made > VIEWS:
        raise newer()
    if made == VIEWS:
        return False
    if is_new:
        with writing(engine) as tx:
            views.create(tx)
            views_are_made(tx)
    return not is_new


def views_are_made(tx: Connection) -> None:
    """Note that the views are those of this build, in the transaction that makes them: broken off, they stay old."""
    tx.execute(text(f"PRAGMA user_version = {VIEWS}"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found is not None else None


def _upgrade(engine: Engine) -> None:
    from alembic import command  # only when there is something to do: it costs 0.2 s at every start
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
