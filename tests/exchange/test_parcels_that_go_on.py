"""A large parcel on a line that breaks: a break costs a piece of it, and an earlier server gets it whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange import parcel_out
from core.exchange.errors import NoLine
from core.exchange.link import Link
from core.vault.vault import Vault
from tests.exchange.offices import add_case, add_long_case, some_bytes
from tests.exchange.rogue_centre import Said, rogue
from tests.exchange.running_centre import RunningCentre
from tests.rigs.exactly_once import faults_found
from tests.rigs.flaky_line import DOWN, UP, Fault, FlakyLine

Lines = Callable[..., Link]
HEADS = 6_000  # of a request and its repetition, greeting beside


def test_a_break_in_a_parcel_costs_a_piece_of_it(enrolled: Vault, centre: RunningCentre, line_of: Lines) -> None:
    # a stall: an orderly end makes the server drop what it has not looked at yet, up to 64 KiB
    add_long_case(enrolled, some_bytes(1, 90_000).hex())
    with FlakyLine(centre.address) as line:
        sync(enrolled, link=line_of(enrolled, line.url))
        whole = line.delivered
    add_long_case(enrolled, some_bytes(2, 90_000).hex())
    with FlakyLine(centre.address, {0: Fault("stall", UP, 70_000)}.get) as line:
        result = sync(enrolled, link=line_of(enrolled, line.url))
        assert line.hits["stall"] == 1
        assert line.delivered < whole + parcel_out.PIECE_BYTES + HEADS
    assert (result.meter.again, result.meter.known_again) == (0, 0)
    assert faults_found(enrolled, centre) == []


@pytest.mark.parametrize("kind", ["lost_reply", "reset"])
def test_a_parcel_whose_answer_was_lost_does_not_go_again(enrolled: Vault, centre: RunningCentre, line_of: Lines, kind: str) -> None:
    add_long_case(enrolled, some_bytes(3, 90_000).hex())
    fault = Fault("lost_reply", UP, 1) if kind == "lost_reply" else Fault("reset", DOWN, 900)
    with FlakyLine(centre.address, {0: fault, 1: fault}.get) as line:
        result = sync(enrolled, link=line_of(enrolled, line.url))
        assert line.hits[kind]
        assert line.delivered < 150_000
    assert result.meter.known_again == 0
    assert faults_found(enrolled, centre) == []


def test_files_that_go_together_go_on_after_a_break(enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines) -> None:
    sync(enrolled)
    add_case(enrolled, intake, [some_bytes(seed, 30_000) for seed in range(3)])
    faults = {number: Fault("cut", UP, 40_000) for number in range(3)}
    with FlakyLine(centre.address, faults.get) as line:
        result = sync(enrolled, link=line_of(enrolled, line.url))
        assert line.hits["cut"] >= 1
    assert result.meter.again == 0
    assert faults_found(enrolled, centre) == [] and centre.holds()["blobs"] == 3


def test_an_earlier_server_gets_parcels_whole(enrolled: Vault, centre: RunningCentre, line_of: Lines) -> None:
    for seed in (4, 5):
        add_long_case(enrolled, some_bytes(seed, 90_000).hex())
    asked: list[str] = []

    def earlier(method: str, path: str) -> Said | None:
        if not path.startswith("/v1/parcels"):
            return None
        asked.append(method)
        return (
            Said(404, {"Bukti": "1", "Content-Type": "application/problem+json"}, b'{"code":"path.unknown"}') if method == "PATCH" else None
        )

    with rogue(centre.address, lambda _method, _path, said: said, earlier) as url:
        sync(enrolled, link=line_of(enrolled, url))
    assert asked[:2] == ["PATCH", "POST"] and asked.count("PATCH") == 1
    assert faults_found(enrolled, centre) == []


def test_a_server_that_answers_well_and_takes_nothing_ends_the_round(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Lines
) -> None:
    add_case(enrolled, intake, [some_bytes(6, 400_000)])

    def takes_nothing(method: str, _path: str, said: Said) -> Said:
        return Said(204, {"Bukti": "1", "Upload-Offset": "0"}) if method == "PATCH" else said

    with rogue(centre.address, takes_nothing) as url, pytest.raises(NoLine):
        sync(enrolled, link=line_of(enrolled, url))
