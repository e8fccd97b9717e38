"""The centre's database is brought up to this build: an earlier one is taken over with every row, a newer one is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, func, inspect, make_url, select, text

from server.__main__ import main
from server.centre import open_centre
from server.fault import ServerFault
from server.stores import migrate
from server.stores.counts import counts
from server.stores.database import migrate_database, open_database, reading, writing
from server.stores.migrate import NEWEST, PROVINCES
from server.stores.tables import truth, working
from tests.postgres_cluster import Cluster

FIRST = Path(__file__).with_name("first_layout")  # made by the last build without revisions: an office, its records, some that wait
HELD = {"records": 5, "blobs": 1, "bytes": 1, "offices": 1, "devices": 1, "quarantined": 2, "arriving": 1}


def load_first(url: str) -> None:
    """Make a database as the last build without revisions left it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with closing(sqlite.connect(str(parsed.database))) as connection:
            connection.executescript((FIRST / "sqlite.sql").read_text())
        return
    with psycopg.connect(url) as connection:
        connection.execute((FIRST / "postgresql.sql").read_text().encode())


def rows(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    names = [name for name in inspect(engine).get_table_names() if name in {*truth.tables, *working.tables}]
    with reading(engine) as tx:
        return {name: tx.scalar(select(func.count()).select_from(text(name))) or 0 for name in names}


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path, cluster: Callable[[], Cluster]) -> str:
    return f"sqlite:///{tmp_path / 'centre.db'}" if request.param == "sqlite" else cluster().new_database()


NEWER_REVISION = "UPDATE alembic_version SET version_num = '9999'"
NEWER_LAYOUT = "UPDATE settings SET value = '2' WHERE name = 'layout'"
_PARTITION = re.compile(r"_([0-9]+|rest)(_|$)")  # a partition, or an index of one: as the table it belongs to
both = pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)


@both
def test_a_new_database_has_exactly_the_tables_of_this_build(empty_url: str) -> None:
    migrate_database(empty_url)
    engine = open_database(empty_url)
    both_kinds = MetaData()
    for table in (*truth.tables.values(), *working.tables.values()):
        table.to_metadata(both_kinds)
    with engine.connect() as connection:
        options = {"include_object": lambda _object, name, *_: name != "alembic_version" and not _PARTITION.search(name or "")}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), both_kinds) == []
    for table in both_kinds.tables.values():  # which alembic does not compare
        assert inspect(engine).get_pk_constraint(table.name)["constrained_columns"] == [one.name for one in table.primary_key], table.name
    assert not migrate_database(empty_url)
    engine.dispose()


@both
def test_a_database_of_the_last_build_is_taken_over_without_losing_a_row(empty_url: str) -> None:
    load_first(empty_url)
    before = _rows_as_they_were(empty_url)
    assert migrate_database(empty_url)
    engine = open_database(empty_url)
    after = rows(engine)
    assert {name: after[name] for name in before} == before
    with reading(engine) as tx:
        assert counts(tx) | HELD == counts(tx)
    engine.dispose()


def test_rows_that_lay_in_partitions_by_hash_lie_in_those_of_their_province_afterwards(cluster: Callable[[], Cluster]) -> None:
    url = cluster().new_database()
    engine = _engine_of(url)
    with writing(engine) as tx:
        _upgrade_to(tx, "0004", partitions=40)  # so that names of partitions meet: records_33 was there too
        for province, office in (("33", "33.74.04"), ("33", "33.01"), ("96", "96.71.01"), ("00", "00.00.01"), ("*", "33.74")):
            row = {"province": province, "office": office, "entry": "*", "arrival": 7, "order_id": f"of {office}", "at": "2024-10-01"}
            tx.execute(
                text("INSERT INTO feed_scopes (province, office, entry, arrival) VALUES (:province, :office, :entry, :arrival)"), row
            )
            tx.execute(text("INSERT INTO obeyed (province, office, order_id, at) VALUES (:province, :office, :order_id, :at)"), row)
    before = rows(engine)
    assert migrate_database(url)
    assert rows(engine) == before
    with engine.connect() as connection:
        for name in ("feed_scopes", "obeyed"):
            lie = {code: connection.scalar(text(f"SELECT count(*) FROM {name}_{code}")) for code in (*PROVINCES, "rest")}
            assert {code: count for code, count in lie.items() if count} == {"33": 2, "96": 1, "rest": 2}
        left = text("SELECT count(*) FROM pg_class WHERE relname LIKE 'old_%' AND relnamespace = current_schema()::regnamespace")
        assert connection.scalar(left) == 0
    engine.dispose()


def _upgrade_to(tx: Connection, revision: str, *, partitions: int) -> None:
    """Bring a database up as an earlier build did."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=tx, partitions=partitions)
    command.upgrade(config, revision)


def _rows_as_they_were(url: str) -> dict[str, int]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("server.stores.database.upgrade", lambda _tx: False)
        patched.setattr("server.stores.database.check_is_ready", lambda _engine: None)
        engine = open_database(url)
    found = rows(engine)
    engine.dispose()
    assert found["records"] == HELD["records"]
    return found


@both
@pytest.mark.parametrize(
    "mark", ["UPDATE alembic_version SET version_num = '9999'", "UPDATE settings SET value = '2' WHERE name = 'layout'"]
)
def test_a_database_of_a_newer_server_is_refused_and_left_as_it_is(empty_url: str, mark: str) -> None:
    if "settings" in mark:
        load_first(empty_url)
    else:
        migrate_database(empty_url)
    engine = _engine_of(empty_url)
    with writing(engine) as tx:
        tx.execute(text(mark))
    tables = sorted(inspect(engine).get_table_names())
    for attempt in (open_database, migrate_database):
        with pytest.raises(ServerFault, match="newer"):
            attempt(empty_url)
    assert sorted(inspect(engine).get_table_names()) == tables
    engine.dispose()


def _engine_of(url: str) -> Engine:
    from server.stores.database import _engine

    return _engine(url)


def test_a_postgresql_that_was_not_migrated_is_named_with_the_command_for_it(
    tmp_path: Path, cluster: Callable[[], Cluster], capsys: pytest.CaptureFixture[str]
) -> None:
    url = cluster().new_database()
    with pytest.raises(ServerFault, match="python -m server migrate"):
        open_centre(tmp_path, database_url=url)
    load_first(url)
    with pytest.raises(ServerFault, match="python -m server migrate"):
        open_centre(tmp_path, database_url=url)
    for word in ("now", "already"):
        assert main(["migrate", "--database", url, "--data", str(tmp_path / "none")]) == 0
        assert word in capsys.readouterr().out
    assert not (tmp_path / "none").exists()  # no key is made where only the database's owner works


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    load_first(url)
    before = _rows_as_they_were(url)
    monkeypatch.setattr("alembic.operations.Operations.create_index", _fails)
    with pytest.raises(RuntimeError, match="planted"):
        open_database(url)
    assert _rows_as_they_were(url) == before
    monkeypatch.undo()
    engine = open_database(url)
    with reading(engine) as tx:
        assert tx.scalar(text("SELECT version_num FROM alembic_version")) == NEWEST


def _fails(*_given: object, **_named: object) -> None:
    raise RuntimeError("planted")
