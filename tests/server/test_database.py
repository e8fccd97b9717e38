"""The database under the centre: rights, order under load, and what a newer server leaves behind."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text, update

from record.parcel import RecordItem
from server.centre import open_centre
from server.limits import Limits
from server.stores.database import open_database, reading, writing
from server.stores.reading import page_after
from server.stores.tables import receipts, truth, working
from tests.builders import BuiltOffice, Written, parcel
from tests.postgres_cluster import Cluster
from tests.server.caller import Caller
from tests.server.conftest import Clock, Live, ready_database


def test_a_gateway_that_may_only_read_and_insert_truth_does_all_its_work(tmp_path: Path, cluster: Callable[[], Cluster]) -> None:
    url = ready_database(cluster())
    owner = open_database(url)
    with owner.begin() as tx:
        schema = tx.scalar(text("SELECT current_schema()"))
        tx.execute(text(f"CREATE ROLE gateway_{schema} LOGIN"))
        role = f"gateway_{schema}"
        tx.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {role}"))
        tx.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"))
        tx.execute(text(f"GRANT SELECT, INSERT ON {', '.join([*truth.tables, 'alembic_version'])} TO {role}"))
        tx.execute(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(working.tables)} TO {role}"))
    owner.dispose()
    limits, clock = Limits(requests_per_minute=100_000, unsigned_per_minute=100_000), Clock()
    url = url.replace("//bukti@", f"//{role}@")
    live = Live(open_centre(tmp_path / "server", database_url=url, is_drill=True, limits=limits, now=clock), clock)
    live.start()
    try:
        office = BuiltOffice()
        caller = live.enrol(office)
        laptop = office.add_laptop()
        early = office.write(laptop=laptop)
        assert live.receipt(caller.parcel(early)).refused != ()
        assert live.receipt(caller.parcel(office.roster[-1], office.write(blobs=[b"x"]))).refused == ()
        digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        assert caller.patch(digest, b"x").status == 201
        assert caller.call("GET", f"/v1/blobs/{digest}").body == b"x"
        with pytest.raises(Exception, match="permission denied"), writing(live.centre.engine) as tx:
            tx.execute(update(receipts).values(signed=b""))
    finally:
        live.stop()
        live.centre.close()


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
