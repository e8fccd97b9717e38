"""The database under the centre: one code for SQLite (embedded) and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select, text
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import QueuePool

from server.fault import ServerFault
from server.stores.migrate import PROVINCES, check_is_ready, upgrade
from server.stores.roles import give_rights
from server.stores.tables import settings

_WRITE = "bukti_write"
_ONE_WRITER = 0x62756B74  # "bukt", the number of our advisory lock
_QUIET: dict[str, Any] = {"hide_parameters": True}  # what people wrote must never stand in a log


def open_database(url: str) -> Engine:
    """Return an engine whose tables are those of this build. SQLite is brought up to it here; PostgreSQL by `migrate_database`.

    Raises ServerFault when the database cannot be reached, is of a newer server, or must be migrated first.
    """
    with _said():
        engine = _engine(url)
        try:
            if engine.dialect.name == "sqlite":
                with writing(engine) as tx:
                    upgrade(tx)
            else:
                check_is_ready(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def migrate_database(url: str, *, provinces: Sequence[str] = PROVINCES) -> bool:
    """Bring the tables up to this build, by the role that owns them, and give the other roles their rights.

    Returns False when they were of this build already. Raises ServerFault.
    """
    with _said():
        engine = _engine(url)
        try:
            with writing(engine) as tx:
                is_changed = upgrade(tx, provinces=provinces)
                give_rights(tx)
                return is_changed
        finally:
            engine.dispose()


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, ArgumentError) as error:
        raise ServerFault(f"The database cannot be opened: {getattr(error, 'orig', error)}".strip()) from error


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.database or "")
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return create_engine(parsed.set(drivername="postgresql+psycopg"), **_QUIET, pool_size=10, max_overflow=20, pool_pre_ping=True)
    raise ServerFault("Give --database as sqlite:///PATH or postgresql://USER@HOST/NAME.")


def _sqlite(path: str) -> Engine:
    # The library of the vault, without a key: Python's own may carry a SQLite that loses committed rows when a WAL is reset.
    import sqlcipher3.dbapi2 as sqlite

    def connect() -> Any:
        connection = sqlite.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 16777216")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=sqlite, **_QUIET, poolclass=QueuePool, pool_size=4, max_overflow=12)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "BEGIN")

    return engine


def give_pages_back(engine: Engine) -> bool:
    """Let nothing that was deleted stay in free pages or in the write-ahead log. Returns False when others are at work: later, then.

    On PostgreSQL VACUUM is the owner's to do, and a role that may not is passed over by it without a fault.
    """
    import sqlcipher3.dbapi2 as sqlite

    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM parts, pieces"))
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite.OperationalError:
        return False
    finally:
        raw.close()
    return True


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction; there is one writer at a time, so that arrival numbers become visible in their order. Commits at the end."""
    with engine.connect() as connection:
        connection = connection.execution_options(**{_WRITE: True})
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _ONE_WRITER})
            yield connection


def setting(tx: Connection, name: str) -> str | None:
    found = tx.scalar(select(settings.c.value).where(settings.c.name == name))
    return None if found is None else str(found)


def keep_setting(tx: Connection, name: str, value: str) -> None:
    """Fix a setting that never changes."""
    tx.execute(insert(settings).values(name=name, value=value))
