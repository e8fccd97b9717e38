"""A line that breaks anywhere: everything arrives exactly once, and nothing goes over it twice without need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange import calls, plan
from core.exchange.errors import NoLine
from core.exchange.link import Link
from core.reporter import Cancelled, Reporter
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.exchange.conftest import HASTY
from tests.exchange.offices import OFFICE, add_case, add_long_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.rigs.exactly_once import careless_client, faults_found, forgetful_client, needed_bytes
from tests.rigs.flaky_line import DOWN, KINDS, UP, Fault, FlakyLine, broken_at, broken_by_chance

Lines = Callable[..., Link]
OFFSETS = (1, 150, 700, 3_000, 20_000, 90_000, 300_000, 500_000)


def waste(line: FlakyLine, link: Link, needed: int) -> int:
    """Return how many bytes reached the server beyond those needed, beside requests' heads and one piece for each break."""
    return line.delivered - needed - needed // 20 - 100_000 - (link.meter.counts.breaks + 1) * calls.PIECE_BYTES


@pytest.mark.parametrize("kind", KINDS)
def test_a_break_at_any_byte_of_an_exchange_loses_and_doubles_nothing(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines, kind: str
) -> None:
    hits = 0
    for number, at in enumerate(OFFSETS):
        for way in (UP, DOWN):
            add_case(enrolled, intake, [some_bytes(2 * number + (way == UP), 400_000 + number)])
            with FlakyLine(centre.address, broken_at(Fault(kind, way, at), 0, 2)) as line:
                result = sync(enrolled, link=line_of(enrolled, line.url))
            hits += line.hits.total()
            assert result.meter.known_again == 0
            assert result.meter.again <= result.meter.breaks
    assert faults_found(enrolled, centre) == []
    assert hits > len(OFFSETS) / 2


@pytest.mark.parametrize("seed", range(3))
def test_a_line_that_breaks_most_of_its_connections_carries_everything_exactly_once(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines, seed: int
) -> None:
    for number in range(4):
        add_case(enrolled, intake, [some_bytes(100 * seed + number, 900_000)])
    needed = needed_bytes(enrolled)
    with FlakyLine(centre.address, broken_by_chance(seed, share=0.8, span=400_000, kinds=("reset", "cut", "lost_reply"))) as line:
        link = line_of(enrolled, line.url, replace(HASTY, attempts=40))
        result = sync(enrolled, link=link)
        assert result.meter.breaks > 0
        assert waste(line, link, needed) <= 0
    assert result.meter.known_again == 0
    assert result.meter.again <= result.meter.breaks
    assert faults_found(enrolled, centre) == []


def test_the_rig_catches_a_client_that_takes_a_broken_line_for_an_answer(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines
) -> None:
    for number in range(3):
        add_case(enrolled, intake, [some_bytes(number, 300_000)])
    with FlakyLine(centre.address, broken_by_chance(1, share=0.8, span=100_000, kinds=("reset", "cut"))) as line:
        careless_client(enrolled, line_of(enrolled, line.url))
    assert faults_found(enrolled, centre) != []


def test_the_rig_catches_a_client_that_begins_anew_after_each_break(enrolled: Vault, centre: RunningCentre, line_of: Lines) -> None:
    for number in range(14):
        add_long_case(enrolled, some_bytes(number, 80_000).hex())
    needed = needed_bytes(enrolled)
    plans = {number: Fault("cut", UP, 500_000) for number in range(8)}
    with FlakyLine(centre.address, plans.get) as line:
        link = line_of(enrolled, line.url)
        forgetful_client(enrolled, link)
        assert waste(line, link, needed) > 0
    assert faults_found(enrolled, centre) == []


def test_the_client_passes_where_the_forgetful_one_fails(enrolled: Vault, centre: RunningCentre, line_of: Lines) -> None:
    for number in range(14):
        add_long_case(enrolled, some_bytes(number, 80_000).hex())
    needed = needed_bytes(enrolled)
    plans = {number: Fault("cut", UP, 500_000) for number in range(8)}
    with FlakyLine(centre.address, plans.get) as line:
        link = line_of(enrolled, line.url)
        sync(enrolled, link=link)
        assert waste(line, link, needed) <= 0
    assert faults_found(enrolled, centre) == []


def test_a_line_that_breaks_while_files_come_is_taken_up_at_the_byte(
    tmp_path: Path, enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines
) -> None:
    content = some_bytes(7, 5_000_000)
    case_id = add_case(enrolled, intake, [content])
    sync(enrolled)
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    faults = {number: Fault("reset", DOWN, 700_000) for number in range(30)}
    with FlakyLine(centre.address, faults.get) as line:
        result = sync(second, link=line_of(second, line.url))
        assert line.hits["reset"] >= 5
    assert result.fetched_blobs == 1
    assert result.meter.bytes_in < len(content) + 300_000
    with second.read() as tx:
        assert second.blobs.read_bytes(exhibits.of_case(tx, case_id)[0].original) == content
    second.close()


def test_a_line_that_breaks_inside_every_page_of_records_still_brings_them_all(
    enrolled: Vault, centre: RunningCentre, line_of: Lines, tmp_path: Path
) -> None:
    for number in range(12):
        add_long_case(enrolled, some_bytes(number, 24_000).hex())
    sync(enrolled)
    roster = roster_from_server(centre.url, centre.code(OFFICE), office=OFFICE)
    second = second_laptop(tmp_path / "second", roster)
    enrol(second, url=centre.url, code=centre.code(OFFICE))
    with FlakyLine(centre.address, lambda _number: Fault("reset", DOWN, 70_000)) as line:
        result = sync(second, link=line_of(second, line.url))
        assert line.hits["reset"] > 3
    assert result.received_records >= 24
    second.close()


def test_when_the_person_stops_the_next_round_goes_on_where_it_was(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines
) -> None:
    size = 9_000_000
    add_case(enrolled, intake, [some_bytes(8, size)])
    stop = Event()

    def tell(done: int, _total: int, label: str) -> None:
        if label == "originals" and done > 1_000_000:
            stop.set()

    with FlakyLine(centre.address, lambda _number: Fault("stall", UP, 2_000_000)) as line, pytest.raises(Cancelled):
        sync(enrolled, Reporter(tell, stop), link=line_of(enrolled, line.url, replace(HASTY, stall_s=60.0, answer_s=60.0)))
    with enrolled.read() as tx:
        digest = plan.offered(tx, "")[0].ref.sha256
    second = line_of(enrolled, centre.url)
    held = second.ask("HEAD", f"/v1/blobs/{digest}").number("upload-offset")
    result = sync(enrolled, link=second)
    assert 0 < held < size
    assert result.meter.bytes == size - held
    assert result.sent_records == 0
    assert faults_found(enrolled, centre) == []


def test_a_server_that_is_killed_and_started_again_in_the_middle_gets_everything_exactly_once(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines
) -> None:
    add_case(enrolled, intake, [some_bytes(seed, 5_000_000) for seed in range(9)])
    killed: list[str] = []

    def tell(_done: int, _total: int, label: str) -> None:
        if label not in killed:
            killed.append(label)
            centre.kill()
            centre.start()

    patient = replace(HASTY, attempts=2_000, first_attempts=2_000)
    result = sync(enrolled, Reporter(tell), link=line_of(enrolled, centre.url, patient))
    assert killed == ["records", "originals", "incoming"]
    assert result.meter.known_again == 0
    assert faults_found(enrolled, centre) == []


def test_without_a_line_the_round_ends_with_a_sentence_and_nothing_is_lost(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines
) -> None:
    add_case(enrolled, intake, [some_bytes(9, 1000)])
    centre.kill()
    with pytest.raises(NoLine) as caught:
        sync(enrolled, link=line_of(enrolled, centre.url))
    assert caught.value.code == "line.none"
    assert caught.value.hint
    centre.start()
    sync(enrolled)
    assert faults_found(enrolled, centre) == []
