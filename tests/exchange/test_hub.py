"""The evening station: laptops hand in over the LAN, the station carries their parts to the centre, and receipts ride back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.actions.destruction.choose import what_can_go
from core.actions.destruction.order import destroy
from core.actions.destruction.retention import set_retention
from core.actions.destruction.standing import orders_standing
from core.actions.exchange.carry import waiting_parts
from core.actions.exchange.enrol import enrol
from core.actions.exchange.hand_in import HandedIn, hand_in
from core.actions.exchange.hub_pins import pinned_hubs
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.actions.exchange.waiting import waiting
from core.actions.exchange.write_stick import write_stick
from core.actions.forms.drafts import answers_of
from core.actions.office.roster_parcel import read_roster, write_roster
from core.evidence.inspect import Intake
from core.exchange.errors import DeviceRevoked
from core.exchange.hub_line import HubChanged, HubGone, HubImpostor, HubRefused, HubUnknown
from core.hub.hub import Hub
from core.vault import ended_devices, local, truth
from core.vault.vault import Vault
from core.vault.views import documents, exhibits
from tests.exchange.conftest import HASTY
from tests.exchange.offices import OFFICE, PASSPHRASE, WITNESS, add_case, first_laptop, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre

VILLAGE = "00.00.01.2001"
FILES = [some_bytes(1, 700_000), some_bytes(2, 90_000), some_bytes(3, 0)]


@pytest.fixture
def hub(enrolled: Vault) -> Iterator[Hub]:
    """The sub-district's laptop as an evening station on loopback."""
    sync(enrolled)
    with Hub(enrolled, host="127.0.0.1", port=0, name="Laptop Kecamatan", is_announced=False) as opened:
        yield opened


@pytest.fixture
def village(tmp_path: Path, centre: RunningCentre) -> Iterator[Vault]:
    """A village supervisor's laptop, enrolled once; since then it has no line of its own."""
    vault = first_laptop(tmp_path / "village", VILLAGE)
    enrol(vault, url=centre.url, code=centre.code(VILLAGE))
    yield vault
    vault.close()


@pytest.fixture
def colleague(tmp_path: Path, enrolled: Vault) -> Iterator[Vault]:
    """A second laptop of the sub-district's office, which the centre has never seen."""
    vault = second_laptop(tmp_path / "second", read_roster(write_roster(enrolled, tmp_path / "roster.bukti")))
    yield vault
    vault.close()


def bring(vault: Vault, hub: Hub, **more: object) -> HandedIn:
    given: dict[str, object] = {"code": hub.code, "habits": HASTY, "part_bytes": 200_000, **more}
    return hand_in(vault, address=hub.address, **given)  # type: ignore[arg-type]


def believe_the_centre_of(vault: Vault, other: Vault) -> None:
    """As a roster parcel or enrolment brings it."""
    with vault.write() as tx, other.read() as there:
        local.keep_setting(tx, "centre_keys", local.setting(there, "centre_keys"))


def standings(vault: Vault, case_id: str) -> set[str]:
    with vault.read() as tx:
        return {standing(tx, one) for one in (*documents.of_case(tx, case_id), *exhibits.of_case(tx, case_id))}


def ids(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return {one.id for one in truth.all_records(tx)}


def test_what_a_village_hands_in_is_received_by_the_centre_and_the_receipt_rides_back(
    hub: Hub, enrolled: Vault, village: Vault, centre: RunningCentre, intake: Intake
) -> None:
    case_id = add_case(village, intake, FILES)
    handed = bring(village, hub)
    assert (handed.documents, handed.photos, handed.left.records, handed.left.files) == (1, len(FILES), 0, 0)
    assert standings(village, case_id) == {"copied"}
    assert sum(lane.count for lane in waiting(village)) > 0, "copied is not received"
    hub.take_in()
    assert ids(village).isdisjoint(ids(enrolled) - ids(village)), "the station cannot read another office's parcel"
    assert not [one for one in ids(enrolled) if one in ids(village)]
    assert [row.standing for row in hub.board().rows if row.office == VILLAGE] == ["copied"]
    assert sync(enrolled).carried.parts > 0
    assert waiting_parts(enrolled) == []
    held = centre.holds()
    assert held["quarantined"] == 0
    assert [row.standing for row in hub.board().rows if row.office == VILLAGE] == ["at_centre"]
    again = bring(village, hub)
    assert again.receipts > 0
    assert (again.records, again.files, again.bytes) == (0, 0, 0)
    assert standings(village, case_id) == {"received"}
    assert [lane.count for lane in waiting(village)] == [0, 0, 0, 0]
    assert centre.holds()["records"] == held["records"]


def test_a_laptop_of_the_same_office_hands_in_without_ever_having_met_the_centre(
    hub: Hub, enrolled: Vault, colleague: Vault, centre: RunningCentre, intake: Intake, photos: list[bytes]
) -> None:
    ours = add_case(enrolled, intake, [*photos, *FILES], title="Kasus di stasiun")
    case_id = add_case(colleague, intake, [*photos, *FILES])
    handed = bring(colleague, hub)
    assert handed.came > 0
    with colleague.read() as tx:
        assert documents.of_case(tx, ours), "what the office has at the station came back"
        for exhibit, content in zip(exhibits.of_case(tx, ours), [*photos, *FILES], strict=True):
            assert colleague.blobs.read_bytes(exhibit.original) == content
    took = hub.take_in()
    assert took.waiting == 0
    with enrolled.read() as tx:
        filled = answers_of(enrolled, tx, documents.of_case(tx, case_id)[0].record_id)
        assert filled.answers["violation"]["witnesses"][0]["name"] == WITNESS
        for exhibit, content in zip(exhibits.of_case(tx, case_id), [*photos, *FILES], strict=True):
            assert enrolled.blobs.read_bytes(exhibit.original) == content
    sync(enrolled)
    assert centre.holds()["quarantined"] == 0
    assert {row.standing for row in hub.board().rows if row.device == colleague.log.device} == {"at_centre"}
    believe_the_centre_of(colleague, enrolled)
    bring(colleague, hub)
    assert standings(colleague, case_id) == {"received"}


def test_a_station_is_met_by_its_code_once_and_known_by_its_key_from_then_on(hub: Hub, village: Vault, tmp_path: Path) -> None:
    with pytest.raises(HubUnknown):
        bring(village, hub, code="")
    with pytest.raises(HubImpostor):
        bring(village, hub, code="0" * 15)
    assert ids(village)
    with village.read() as tx:
        assert pinned_hubs(tx) == []
    bring(village, hub, code=hub.code.lower().replace("-", " "))
    bring(village, hub, code="")
    stranger = first_laptop(tmp_path / "stranger", OFFICE)
    with Hub(stranger, host="127.0.0.1", port=0, name=hub.name, is_announced=False) as other, pytest.raises(HubChanged):
        bring(village, other, code="")
    stranger.close()


def test_an_unknown_laptop_is_named_on_the_board_and_nothing_of_it_comes_in(
    hub: Hub, enrolled: Vault, tmp_path: Path, intake: Intake
) -> None:
    stranger = first_laptop(tmp_path / "stranger", "00.00.01.2002")
    add_case(stranger, intake, FILES)
    before = ids(enrolled)
    with pytest.raises(HubRefused):
        bring(stranger, hub)
    assert [row.device for row in hub.board().rows if row.standing == "refused"] == [stranger.log.device]
    assert ids(enrolled) == before
    assert not list((enrolled.folder / "hub").rglob("*.BUK"))
    stranger.close()


def test_a_closed_station_is_gone_and_what_waits_goes_on_at_the_next_one(
    hub: Hub, enrolled: Vault, village: Vault, intake: Intake, centre: RunningCentre
) -> None:
    add_case(village, intake, FILES)
    address = hub.address
    hub.close()
    with pytest.raises(HubGone):
        hand_in(village, address=address, code=hub.code, habits=HASTY)
    with Hub(enrolled, host="127.0.0.1", port=0, is_announced=False) as again:
        bring(village, again, code=hub.code)
        again.take_in()
    sync(enrolled)
    assert centre.holds()["quarantined"] == 0


def test_a_laptop_that_the_centre_has_ended_is_sent_away_by_every_station_that_has_heard_of_it(
    hub: Hub, enrolled: Vault, village: Vault, colleague: Vault, centre: RunningCentre, tmp_path: Path
) -> None:
    bring(village, hub)
    sync(enrolled)  # the village's office is known to the centre
    centre.revoke(village.log.device)
    sync(enrolled)
    with pytest.raises(DeviceRevoked):
        bring(village, hub)
    believe_the_centre_of(colleague, enrolled)
    bring(colleague, hub)
    stick = tmp_path / "stick"
    stick.mkdir()
    with Hub(colleague, host="127.0.0.1", port=0, is_announced=False) as other, pytest.raises(DeviceRevoked):
        bring(village, other, code=other.code)
    third = second_laptop(tmp_path / "third", read_roster(write_roster(enrolled, tmp_path / "roster-3.bukti")))
    believe_the_centre_of(third, enrolled)
    write_stick(third, stick)
    read_stick(colleague, stick)  # lays the centre's word onto it
    write_stick(third, stick)
    with third.read() as tx:
        assert ended_devices.ended(tx) == {village.log.device}
    third.close()


def test_an_order_of_destruction_and_its_confirmations_travel_over_the_station(
    hub: Hub, enrolled: Vault, colleague: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    case_id = add_case(colleague, intake, FILES)
    bring(colleague, hub)
    hub.take_in()
    sync(enrolled)
    third = second_laptop(tmp_path / "third", read_roster(write_roster(enrolled, tmp_path / "roster-3.bukti")))
    for vault in (colleague, third):
        believe_the_centre_of(vault, enrolled)
    assert bring(third, hub).came_files == len(FILES)
    hub.take_in()
    sync(enrolled)
    bring(colleague, hub)
    with colleague.read() as tx:
        digests = {one.original for one in exhibits.of_case(tx, case_id)}
    set_retention(colleague, is_on=False, running_cases="warn")
    choice = what_can_go(colleague, case_id)
    destroy(
        colleague, choice, streams=[one.stream for one in choice.things], reason="Jadwal", reference="1/X/2024", day=date(2024, 10, 1),
        passphrase=PASSPHRASE,
    )  # fmt: skip
    bring(colleague, hub)
    hub.take_in()  # the station obeys by itself
    assert not any(enrolled.blobs.has(one) for one in digests)
    sync(enrolled)
    assert bring(third, hub).obeyed == len(orders_standing(colleague)[0].orders)  # its confirmation is at the station already
    assert not any(third.blobs.has(one) for one in digests)
    hub.take_in()
    sync(enrolled)
    bring(colleague, hub)
    assert [one.still_to_come for one in orders_standing(colleague)] == [()]
    assert centre.holds()["quarantined"] == 0
    third.close()
