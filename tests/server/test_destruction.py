"""The centre obeys an order of destruction: hidden at once, removed by the keeper's role alone, said by a signed statement."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from record.destruction import DESTROYED, PART, GoneFile, GonePart, Order
from record.parcel import PartItem, StatementItem
from record.receipt import Cleared, Signed, open_statement
from server.centre import open_centre
from server.obey import Obeyed, obey
from server.stores.database import reading
from server.stores.roles import KEEPER
from server.stores.tables import parts
from tests.builders import BuiltOffice, Written, parcel
from tests.postgres_cluster import as_role
from tests.server.caller import Caller
from tests.server.conftest import Live
from tests.server.test_records import items
from tests.unit.record_samples import some_id

PHOTO = b"a photo that must go" * 100


def order_of(office: BuiltOffice, *named: Written, files: tuple[GoneFile, ...] = (), **more: object) -> Written:
    gone = tuple(GonePart(one.id, name, {"case": "c"}) for one in named for name in one.bodies)
    order = Order(act=some_id(), case=some_id(), reason="r", reference="12", day="2024-10-01", parts=gone, files=files)
    given: dict[str, object] = {"stream": named[0].header.stream, "after": named[:1], "with_person": True, **more}
    return office.write(DESTROYED, {PART: order.to_body()}, **given)  # type: ignore[arg-type]


def keeper(live: Live, url: str, folder: Path) -> Obeyed:
    """Run the task of the keeper, with its own database role where there are roles."""
    centre = open_centre(folder, database_url=as_role(url, KEEPER) if "postgres" in url else url, is_drill=None, now=live.clock)
    try:
        return obey(centre)
    finally:
        centre.close()


def stored(live: Live) -> bytes:
    with reading(live.centre.engine) as tx:
        return b"".join(bytes(one) for one in tx.scalars(select(parts.c.stored)))


def bodies(caller: Caller) -> set[tuple[str, str]]:
    return {(one.record, one.name) for one in items(caller.call("GET", "/v1/records?after=0")) if isinstance(one, PartItem)}


def test_what_was_ordered_is_hidden_at_once_and_removed_by_the_keeper(
    live: Live, office: BuiltOffice, caller: Caller, database_url: str, tmp_path: Path
) -> None:
    secret = office.write(bodies={"answers": {"who": "Siti Rahmawati"}}, blobs=(PHOTO,))
    kept = office.write(bodies={"answers": {"who": "Budi"}})
    digest = sha256(PHOTO).hexdigest()
    caller.parcel(secret, kept)
    assert caller.patch(digest, PHOTO).status == 201
    assert b"Siti Rahmawati" in stored(live) and (secret.id, "answers") in bodies(caller)
    order = order_of(office, secret, files=(GoneFile(secret.id, digest),))
    receipt = live.receipt(caller.parcel(order))
    assert receipt.refused == () and receipt.logs[0].head == order.id
    assert (secret.id, "answers") not in bodies(caller) and (kept.id, "answers") in bodies(caller)
    assert caller.call("GET", f"/v1/blobs/{digest}").status == 404
    assert live.hello_receipt(caller.hello(logs=[], blobs=[{"sha256": digest, "size": len(PHOTO)}])).blobs == ()
    done = keeper(live, database_url, tmp_path / "server")
    assert done.orders == ([order.id] if "postgres" in database_url else [])  # on SQLite the server did it with the parcel
    assert b"Siti Rahmawati" not in stored(live) and b"Budi" in stored(live)
    assert not [path for path in (tmp_path / "server").rglob(f"*{digest}*") if path.is_file()]
    told = [one.signed for one in items(caller.call("GET", "/v1/records?after=0")) if isinstance(one, StatementItem)]
    said = [open_statement(Signed.from_bytes(raw), live.spki) for raw in told]
    assert [one.orders for one in said if isinstance(one, Cleared)] == [(order.id,)]
    assert keeper(live, database_url, tmp_path / "server").orders == []


def test_an_order_that_comes_before_the_record_it_names_counts_when_that_comes(
    live: Live, office: BuiltOffice, caller: Caller, database_url: str, tmp_path: Path
) -> None:
    second = office.add_laptop()
    secret = office.write(bodies={"answers": {"who": "Siti Rahmawati"}}, laptop=second, blobs=(PHOTO,))
    caller.parcel(office.roster[-1], order_of(office, secret, files=(GoneFile(secret.id, sha256(PHOTO).hexdigest()),)))
    receipt = live.receipt(caller.parcel(secret))
    assert second.log in {held.log for held in receipt.logs}
    assert b"Siti Rahmawati" not in stored(live)
    assert caller.patch(sha256(PHOTO).hexdigest(), PHOTO).status == 410
    keeper(live, database_url, tmp_path / "server")


@pytest.mark.usefixtures("database_url")
def test_a_record_that_comes_without_the_destroyed_part_is_whole_once_the_order_is_here(
    live: Live, office: BuiltOffice, caller: Caller
) -> None:
    secret = office.write(bodies={"answers": {"who": "Siti Rahmawati"}})
    order = order_of(office, secret)
    bare = Written(secret.header, secret.item, {})
    before = live.receipt(caller.parcel(bare))
    assert secret.id not in {held.head for held in before.logs}
    after = live.receipt(caller.parcel(order))
    assert [(held.seq, held.head) for held in after.logs] == [(order.header.seq, order.id)]


def test_no_parcel_that_is_half_here_outlives_an_order_that_may_name_what_it_holds(
    live: Live, office: BuiltOffice, caller: Caller, database_url: str, tmp_path: Path
) -> None:
    secret = office.write(bodies={"answers": {"who": "Siti Rahmawati " * 5_000}})
    frame = parcel(office.write(bodies={"answers": {"text": os.urandom(50_000).hex()}}))
    caller.parcel(secret)
    assert caller.patch_parcel(frame, 0, 32_768).status == 204
    caller.parcel(order_of(office, secret))
    keeper(live, database_url, tmp_path / "server")
    assert list(live.centre.spool.folder.glob("*.part")) == []
    assert caller.patch_parcel(frame).status == 201


def test_nobody_else_destroys(live: Live, office: BuiltOffice, caller: Caller) -> None:
    member = office.admit("panwascam_member")
    secret = office.write(bodies={"answers": {"who": "Siti Rahmawati"}})
    caller.parcel(*office.roster, secret)
    by_member = order_of(office, secret, by=member)
    (refused,) = live.receipt(caller.parcel(by_member)).refused
    assert (refused.record, refused.reason) == (by_member.id, "this person may not order that something is destroyed")
    regency = BuiltOffice("00.00", "regency")
    above = live.enrol(regency)
    above.parcel(order_of(regency, secret))  # of another office, though one above: it reaches nothing
    assert (secret.id, "answers") in bodies(caller)
    elsewhere = order_of(office, secret, stream=some_id(), after=())
    caller.parcel(elsewhere)  # of another stream
    assert (secret.id, "answers") in bodies(caller)
