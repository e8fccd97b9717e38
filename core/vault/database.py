"""The encrypted database: SQLCipher under SQLAlchemy, with the settings that were fixed at creation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from core.errors import AppError
from core.reporter import Reporter
from core.vault.errors import DiskRefused, damaged, vault_busy
from core.vault.header_file import HMAC, PAGE_SIZE

SAFE_SQLITE = (3, 51, 3)  # earlier ones can lose committed rows when a WAL is reset (sqlite.org/wal.html, "The WAL-reset bug")
BUSY_S = 30.0  # so long a writer waits for another
CACHE_KIB = 8192  # of pages, for each connection. Searching as one types is as quick as with twice as much; a scan fills it anyway
TRACES = "traces"  # the lane of its progress: pages of the database
_WRITE = "bukti_write"
_VACUUM_BYTES_MAX = 1024 * 1024 * 1024
_PAGES_AT_ONCE, _STEPS_BETWEEN = 2000, 100_000


class UnsafeSqlite(AppError):
    code = "sqlite.unsafe"


def open_database(path: Path, data_key: bytes) -> Engine:
    """Return an engine on the database; made if the file is not there. Raises UnsafeSqlite for a library with a known fault."""
    if sqlcipher.sqlite_version_info < SAFE_SQLITE:
        raise UnsafeSqlite("The database library is too old to be safe.", "Install the packages named in requirements.lock, nothing else.")

    def connect() -> Any:
        is_new = not path.exists() or path.stat().st_size == 0  # asked each time: a later connection must not wait for the write lock
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_S, cached_statements=256)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would print to standard error; what it finds comes as an error too
            connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
            connection.execute(f"PRAGMA cipher_hmac_algorithm = {HMAC}")
            if is_new:
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # takes the write lock, and means nothing later
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA journal_size_limit = 16777216")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA secure_delete = FAST")  # what is deleted inside a page is overwritten with zeros
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        pool_use_lifo=True,  # the one used last has the pages at hand, and the others stay small
        hide_parameters=True,  # else the trace of an unexpected failure would show what was to be written
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "BEGIN")

    return engine


def let_go_of_pages(engine: Engine) -> None:
    """Free the pages that connections keep while nobody uses them: up to CACHE_KIB each, of which a scan of the whole list fills all.

    The next question reads its pages from the file again, which takes some milliseconds more. What is in use is left alone.
    """
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    with database_errors(), ExitStack() as taken:
        while pool.checkedin():
            connection = engine.raw_connection()
            taken.callback(connection.close)
            connection.cursor().execute("PRAGMA shrink_memory")


def fold_in(engine: Engine) -> None:
    """Write the pages that lie in the write-ahead log back into the database file (a checkpoint); no record changes."""
    with database_errors():
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def leave_no_trace(engine: Engine, report: Reporter | None = None) -> None:
    """Let nothing that was deleted stay in free pages or in the write-ahead log. Raises VaultBusy while another program reads or writes.

    The whole file is written anew, in memory first, and nobody knows how far that is; a very large one (above 1 GiB) gives its free pages
    back instead. report: under TRACES. Raises Cancelled when stopped; the file then is as it was, or has given some pages back.
    """
    report = report or Reporter()
    report.step(0, 0, TRACES)
    with database_errors():
        connection = engine.raw_connection()
        driver: Any = connection.driver_connection
        driver.set_progress_handler(lambda: report.is_stopped, _STEPS_BETWEEN)
        try:
            cursor = connection.cursor()
            pages = int(cursor.execute("PRAGMA page_count").fetchone()[0])
            if pages * PAGE_SIZE <= _VACUUM_BYTES_MAX:
                cursor.execute("VACUUM")
            else:
                _give_pages_back(cursor, report)
        except sqlcipher.OperationalError:
            report.step(0, 0, TRACES)  # it was interrupted by the stop
            raise
        finally:
            driver.set_progress_handler(None, 0)
            connection.close()
    fold_in(engine)


def _give_pages_back(cursor: Any, report: Reporter) -> None:
    total = left = int(cursor.execute("PRAGMA freelist_count").fetchone()[0])
    while left:
        report.step(total - left, total, TRACES)
        cursor.execute(f"PRAGMA incremental_vacuum({_PAGES_AT_ONCE})").fetchall()
        before, left = left, int(cursor.execute("PRAGMA freelist_count").fetchone()[0])
        if left >= before:  # a vault that was made without this ability keeps them, overwritten with zeros
            return


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database, whatever is written meanwhile."""
    with database_errors(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its first moment: seq is taken inside it. Commits at the end, or leaves nothing."""
    with database_errors(), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITE: True})
        with connection.begin():
            yield connection


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn the database's refusals into sentences; the original stays as the cause."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        text = str(getattr(error, "orig", error))
        if "disk is full" in text:
            raise DiskRefused("Nothing was saved: the disk is full.", "Free some space, then try again.") from error
        if "locked" in text or "busy" in text:
            raise vault_busy() from error
        if "readonly" in text or "unable to open" in text:
            raise DiskRefused(
                "Nothing was saved: the folder cannot be written.", "Choose another folder, or ask for the right to write there."
            ) from error
        if "disk I/O" in text:  # a stick was pulled out, a quota or the size of a file was reached: the vault itself is whole
            raise DiskRefused("Nothing was saved: the disk reports an error.", "Check the disk or stick, then try again.") from error
        if "not a database" in text or "malformed" in text:
            raise damaged() from error
        if isinstance(error, OperationalError):
            raise damaged() from error
        raise
