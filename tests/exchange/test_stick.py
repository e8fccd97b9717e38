"""By stick: a district without internet writes, a courier of another office carries, the centre receives, the receipt rides back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.actions.exchange import carry
from core.actions.exchange.carry import waiting_parts
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.actions.exchange.waiting import waiting
from core.actions.exchange.write_stick import write_stick
from core.actions.forms.drafts import answers_of
from core.actions.office.roster_parcel import read_roster, write_roster
from core.evidence.inspect import Intake
from core.exchange import calls
from core.exchange.link import Link
from core.exchange.parcel_out import PIECE_BYTES, bring_sealed
from core.exchange.part_files import read_part
from core.exchange.stick_places import StickEmpty, StickMissing
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import documents, exhibits
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import OFFICE, WITNESS, add_case, first_laptop, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.rigs.flaky_line import UP, Fault, FlakyLine

COURIER = "00.00.01.2001"
FILES = [some_bytes(1, 700_000), some_bytes(2, 90_000), some_bytes(3, 0)]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def courier(tmp_path: Path, centre: RunningCentre) -> Iterator[Vault]:
    """A laptop of another office, known to the same centre."""
    vault = first_laptop(tmp_path / "courier", COURIER)
    enrol(vault, url=centre.url, code=centre.code(COURIER))
    sync(vault)
    yield vault
    vault.close()


@pytest.fixture
def colleague(tmp_path: Path, laptop: Vault) -> Iterator[Vault]:
    """The second laptop of the office, which joined by the roster file."""
    roster = read_roster(write_roster(laptop, tmp_path / "roster.bukti"))
    vault = second_laptop(tmp_path / "second", roster)
    yield vault
    vault.close()


def standings(vault: Vault, case_id: str) -> set[str]:
    with vault.read() as tx:
        return {standing(tx, one) for one in (*documents.of_case(tx, case_id), *exhibits.of_case(tx, case_id))}


@BOTH_STORES
def test_what_a_courier_carries_is_received_and_the_receipt_rides_back(
    enrolled: Vault, centre: RunningCentre, courier: Vault, stick: Path, intake: Intake, photos: list[bytes]
) -> None:
    case_id = add_case(enrolled, intake, [*photos, *FILES])
    written = write_stick(enrolled, stick)
    assert written.for_centre
    assert not written.needs_another
    assert written.files == 3 * len(photos) + len(FILES)
    carried = read_stick(courier, stick)
    assert (carried.records, carried.files, carried.faults) == (0, 0, ())
    assert carried.carried_offices == (OFFICE,)
    result = sync(courier)
    assert result.carried.parts == carried.carried
    assert waiting_parts(courier) == []
    held = centre.holds()
    assert (held["quarantined"], held["blobs"]) == (0, written.files)
    assert standings(enrolled, case_id) == {"saved"}
    assert read_stick(courier, stick).given > 0
    back = read_stick(enrolled, stick)
    assert back.receipts > 0
    assert standings(enrolled, case_id) == {"received"}
    assert [lane.count for lane in waiting(enrolled)] == [0, 0, 0, 0]
    names = [path.name for path in stick.rglob("*")]
    assert [one for one in names if not re.fullmatch(r"[A-Z0-9]{1,8}(\.[A-Z0-9]{1,3})?", one)] == [], "FAT: 8.3, in one case of letters"


def test_a_colleagues_laptop_takes_records_files_and_the_protected_witness(
    laptop: Vault, colleague: Vault, stick: Path, intake: Intake, photos: list[bytes]
) -> None:
    case_id = add_case(laptop, intake, [*photos, *FILES])
    assert not write_stick(laptop, stick).for_centre
    came = read_stick(colleague, stick)
    assert came.files == 3 * len(photos) + len(FILES)
    assert came.faults == ()
    assert came.written_at
    with colleague.read() as tx:
        filled = answers_of(colleague, tx, documents.of_case(tx, case_id)[0].record_id)
        shown = exhibits.of_case(tx, case_id)
    assert filled.answers["violation"]["witnesses"][0]["name"] == WITNESS
    for exhibit, content in zip(shown, [*photos, *FILES], strict=True):
        assert colleague.blobs.read_bytes(exhibit.original) == content
    again = read_stick(colleague, stick)
    assert again.brought_nothing
    assert again.known == came.records + came.known


def test_nothing_on_the_stick_can_be_read_by_the_courier(enrolled: Vault, courier: Vault, stick: Path, intake: Intake) -> None:
    add_case(enrolled, intake, FILES, title="Kasus rahasia sekali")
    write_stick(enrolled, stick)
    read_stick(courier, stick)
    lying = b"".join(path.read_bytes() for folder in (stick, courier.folder / "carried") for path in folder.rglob("*.BUK"))
    assert lying
    for secret in (b"Kasus rahasia", WITNESS.encode(), FILES[1][:64], b"roster.founded"):
        assert secret not in lying
    with courier.read() as tx:
        assert {one.header.type for one in truth.all_records(tx) if one.header.office == OFFICE} == {"roster.founded"}  # came by net


def test_what_is_on_the_stick_is_not_written_again_and_what_was_received_makes_room(enrolled: Vault, stick: Path, intake: Intake) -> None:
    add_case(enrolled, intake, FILES)
    first = write_stick(enrolled, stick)
    second = write_stick(enrolled, stick)
    assert (second.records, second.files, second.already) == (0, 0, first.records + first.files)
    add_case(enrolled, intake, [some_bytes(9, 50_000)])
    third = write_stick(enrolled, stick)
    assert third.files == 1
    sync(enrolled)
    fourth = write_stick(enrolled, stick)
    assert (fourth.records, fourth.files) == (0, 0)
    parts = list((stick / "BUKTI").rglob("P*.BUK"))
    assert sum(path.stat().st_size for path in parts) < 10_000


def test_a_missing_stick_and_an_empty_one_are_named(laptop: Vault, stick: Path) -> None:
    with pytest.raises(StickMissing):
        write_stick(laptop, stick / "none")
    with pytest.raises(StickEmpty):
        read_stick(laptop, stick)


def test_a_stick_that_went_by_courier_may_go_by_net_as_well(
    enrolled: Vault, centre: RunningCentre, courier: Vault, stick: Path, intake: Intake, line_of: Callable[..., Link]
) -> None:
    case_id = add_case(enrolled, intake, FILES)
    write_stick(enrolled, stick)
    read_stick(courier, stick)
    sync(courier, link=line_of(courier, centre.url))
    result = sync(enrolled, link=line_of(enrolled, centre.url))
    assert result.sent_blobs == 0
    assert centre.holds()["blobs"] == len(FILES)
    assert standings(enrolled, case_id) == {"received"}


@BOTH_STORES
def test_what_a_courier_carries_goes_on_where_the_line_broke(
    enrolled: Vault, centre: RunningCentre, courier: Vault, stick: Path, intake: Intake, line_of: Callable[..., Link]
) -> None:
    case_id = add_case(enrolled, intake, [some_bytes(1, 900_000)])
    write_stick(enrolled, stick)
    read_stick(courier, stick)
    carried = sum(part.size for part in waiting_parts(courier))
    faults = {number: Fault("stall", UP, 200_000) for number in range(6)}
    with FlakyLine(centre.address, faults.get) as line:
        sync(courier, link=line_of(courier, line.url))
        assert line.hits["stall"] >= 3
        assert line.delivered < carried + line.hits["stall"] * 2 * PIECE_BYTES + 60_000  # heads, greetings, and its own log
    assert waiting_parts(courier) == [] and centre.holds()["blobs"] == 1
    read_stick(courier, stick)
    read_stick(enrolled, stick)
    assert standings(enrolled, case_id) == {"received"}


@BOTH_STORES
def test_a_file_that_comes_before_the_record_that_names_it_is_brought_once_more(
    enrolled: Vault, centre: RunningCentre, courier: Vault, stick: Path, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = add_case(enrolled, intake, FILES)
    write_stick(enrolled, stick)
    read_stick(courier, stick)
    assert len(waiting_parts(courier)) == 2
    monkeypatch.setattr(carry, "waiting_parts", lambda vault: waiting_parts(vault)[::-1])  # as between the parts of two laptops
    sync(courier)
    assert centre.holds()["blobs"] == len(FILES) and waiting_parts(courier) == []
    read_stick(courier, stick)
    read_stick(enrolled, stick)
    assert standings(enrolled, case_id) == {"received"}


def test_a_stick_at_the_centre_may_hold_a_file_before_its_record(
    enrolled: Vault, centre: RunningCentre, stick: Path, intake: Intake
) -> None:
    case_id = add_case(enrolled, intake, FILES)
    write_stick(enrolled, stick)
    first = min(stick.rglob("P*.BUK"))
    first.rename(first.with_name("P0000009.BUK"))  # read last
    centre.take(stick)
    assert centre.holds()["blobs"] == len(FILES)
    read_stick(enrolled, stick)
    assert standings(enrolled, case_id) == {"received"}


def test_a_frame_that_was_taken_is_answered_by_its_receipt_in_pieces_too(
    enrolled: Vault, courier: Vault, stick: Path, intake: Intake, centre: RunningCentre, line_of: Callable[..., Link]
) -> None:
    add_case(enrolled, intake, [some_bytes(5, 200_000)])
    write_stick(enrolled, stick)
    link = line_of(courier, centre.url)
    frames = [frame.raw for part in sorted(stick.rglob("*.BUK")) for frame in read_part(part)]
    for one in frames:
        first = bring_sealed(link, one).receipt
        assert calls.post(link, "sealed", one).receipt == first == bring_sealed(link, one).receipt
    assert max(map(len, frames)) > PIECE_BYTES


def test_the_second_laptop_enrolled_later_finds_everything_at_the_centre(
    tmp_path: Path, enrolled: Vault, centre: RunningCentre, courier: Vault, stick: Path, intake: Intake
) -> None:
    case_id = add_case(enrolled, intake, FILES)
    write_stick(enrolled, stick)
    read_stick(courier, stick)
    sync(courier)
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    assert sync(second).fetched_blobs == len(FILES)
    assert standings(second, case_id) == {"received"}
    second.close()


def test_a_stick_put_in_at_the_centre_is_taken_and_carries_the_receipts_home(
    enrolled: Vault, centre: RunningCentre, stick: Path, intake: Intake
) -> None:
    case_id = add_case(enrolled, intake, FILES)
    written = write_stick(enrolled, stick)
    assert "taken" in centre.take(stick)
    assert centre.holds()["blobs"] == written.files
    assert read_stick(enrolled, stick).receipts > 0
    assert standings(enrolled, case_id) == {"received"}
