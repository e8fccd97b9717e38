"""The database under the centre: rights, order under load, partitions."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, select, text

from record.parcel import RecordItem
from server.stores.database import open_database, reading, writing
from server.stores.migrate import PROVINCES
from server.stores.publishing import News, publish
from server.stores.reading import page_after
from server.stores.roles import BODIES, KEEPER
from server.stores.tables import feed, truth, working
from tests.builders import BuiltOffice, Written, parcel
from tests.postgres_cluster import USER, Cluster, as_role
from tests.server.caller import Caller
from tests.server.conftest import Live

WRITES = {
    "update": "UPDATE {} SET office = office",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {}",
    "drop": "DROP TABLE {}",
    "alter": "ALTER TABLE {} ADD COLUMN more text",
}
PROVINCES_OF_THE_PROGRAM = Path(__file__).resolve().parents[2] / "resources/regions/provinces.csv"
WITHOUT_OFFICE = {"handed_streams": "stream", "revocations": "device", "packs": "sha256", "packed": "name"}


def refused(url: str, statement: str) -> bool:
    """Return whether the database itself refuses the statement; nothing of it stays."""
    with psycopg.connect(url) as connection:
        try:
            connection.execute(statement.encode())
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


@pytest.mark.parametrize("what", WRITES)
def test_the_database_refuses_the_gateway_whatever_changes_truth(cluster: Callable[[], Cluster], what: str) -> None:
    url = cluster().new_centre_database()
    tables = [*truth.tables, "records_33", "parts_rest"]
    for table in tables:
        statement = WRITES[what].format(table).replace("office", WITHOUT_OFFICE.get(table, "office"))
        assert refused(url, statement), statement
        assert what in ("alter", "drop") or not refused(as_role(url, USER), statement), statement
    assert refused(url, "CREATE TABLE mine (a text)")
    for table in working.tables:
        assert not refused(url, f"DELETE FROM {table}")


def test_only_the_keeper_may_delete_bodies_of_parts_and_it_can_read_none_and_nobody_s_account(cluster: Callable[[], Cluster]) -> None:
    url = as_role(cluster().new_centre_database(), KEEPER)
    tables = (*truth.tables, *working.tables)
    may = {what: {one for one in tables if not refused(url, f"{what} {one}")} for what in ("DELETE FROM", "TRUNCATE", "TABLE")}
    assert (may["DELETE FROM"], may["TRUNCATE"]) == (set(BODIES), set())
    assert not may["TABLE"] & {*BODIES, "console_users", "console_sessions", "credentials", "devices", "codes", "receipts", "packs"}
    adds = {one for one in tables if not refused(url, f"INSERT INTO {one} SELECT * FROM {one} WHERE false")}
    assert adds == {"obeyed", "statements", "feed", "feed_scopes"}
    assert all(refused(url, f"UPDATE {one} SET {_some_column(one)} = {_some_column(one)}") for one in tables)
    assert refused(url, "SELECT stored FROM parts") and not refused(url, "SELECT record_id FROM parts")


def _some_column(table: str) -> str:
    return next(iter({**truth.tables, **working.tables}[table].columns)).name


def test_the_rows_of_a_province_lie_in_one_partition_and_a_question_about_it_reads_no_other(cluster: Callable[[], Cluster]) -> None:
    url = cluster().new_centre_database(provinces=PROVINCES)
    with psycopg.connect(url) as connection:
        for table in (one for one in truth.tables.values() if "province" in one.c):
            told = connection.execute(f"EXPLAIN SELECT * FROM {table.name} WHERE province = '33'".encode()).fetchall()
            assert {word for row in told for word in re.findall(rf"{table.name}_(?:[0-9]+|rest)", row[0])} == {f"{table.name}_33"}
            assert {"province", "office" if table.name != "quarantine" else "by_office"} <= {one.name for one in table.primary_key}


def test_every_province_of_the_country_has_partitions_of_its_own() -> None:
    rows = PROVINCES_OF_THE_PROGRAM.read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in rows) == list(PROVINCES)


def test_an_arrival_number_is_not_given_while_an_earlier_one_is_not_committed(database_url: str) -> None:
    engine, seen = open_database(database_url), list[str]()
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with writing(engine) as tx:
            publish(tx, [News("statement", "slow", "33.74.04", ("33.74.04",))])
            begun.set()
            go_on.wait(20)

    def quick() -> None:
        with writing(engine) as tx:
            publish(tx, [News("statement", "quick", "33.74.04", ("33.74.04",))])

    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    threads[0].start()
    assert begun.wait(20)
    threads[1].start()
    while not (waits := _waits(engine)) and threads[1].is_alive():
        pass
    with reading(engine) as tx:  # a reader now would go on behind the quick one's number and never see the slow one's
        seen += tx.scalars(select(feed.c.ref))
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert (seen, waits) == ([], True)
    with reading(engine) as tx:
        assert list(tx.scalars(select(feed.c.ref).order_by(feed.c.arrival))) == ["slow", "quick"]
    engine.dispose()


def _waits(engine: Engine) -> bool:
    """Return whether a writer stands before the door; SQLite has no list of them: there the door is the library's own."""
    if engine.dialect.name == "sqlite":
        return True
    with engine.connect() as connection:
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = "
        return bool(connection.scalar(text(waiting + "(SELECT oid FROM pg_database WHERE datname = current_database())")))


def test_a_reader_that_goes_on_while_many_write_misses_nothing(live: Live, office: BuiltOffice, caller: Caller) -> None:
    laptops = [office.laptop, *(office.add_laptop() for _ in range(3))]
    caller.parcel(*office.roster[1:])
    sent = {laptop.id: [office.write(laptop=laptop) for _ in range(15)] for laptop in laptops}
    threads = [threading.Thread(target=_send_each, args=(live.caller(office.laptop), run)) for run in sent.values()]
    for thread in threads:
        thread.start()
    after, found = 0, list[bytes]()

    def read() -> None:
        nonlocal after
        with reading(live.centre.engine) as tx:
            page = page_after(tx, office.code, after, without=(), bytes_max=2_000)
        after = page.next
        found.extend(item.header for item in page.items if isinstance(item, RecordItem))

    while any(thread.is_alive() for thread in threads):
        read()
    for thread in threads:
        thread.join()
    before = -1
    while before != after:
        before = after
        read()
    wanted = [one.item.header for run in sent.values() for one in run] + [one.item.header for one in office.roster]
    assert len(found) == len(set(found))
    assert set(found) == set(wanted)


def test_the_same_parcel_sent_twice_at_once_gets_one_receipt(live: Live, office: BuiltOffice, caller: Caller) -> None:
    caller.fresh_nonce()
    frame = parcel(*(office.write() for _ in range(20)))
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(caller.call("POST", "/v1/parcels", frame).body)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(answers), len(set(answers))) == (4, 1)
    live.receipt(caller.call("POST", "/v1/parcels", frame))
    assert live.count("records") == 21


def _send_each(caller: Caller, written: list[Written]) -> None:
    for one in written:
        caller.parcel(one)
