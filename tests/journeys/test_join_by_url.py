"""A second laptop joins its office over the line, without a window: `setup --join URL --code CODE`, then enrol and sync."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.running_centre import RunningCentre
from tests.journeys.commands import run, set_up

OFFICE = "00.00.01"


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentre]:
    running = RunningCentre(tmp_path_factory.mktemp("centre") / "data")
    yield running
    running.kill()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, centre: RunningCentre) -> Path:
    """The office's first laptop, enrolled."""
    vault = tmp_path_factory.mktemp("first") / "vault"
    assert set_up(vault).code == 0
    assert run("enrol", "--server", centre.url, "--code", centre.code(OFFICE), vault=vault).code == 0
    return vault


@pytest.mark.usefixtures("first")
def test_a_second_laptop_joins_by_url_and_the_same_code_then_enrols_it(centre: RunningCentre, tmp_path: Path) -> None:
    code, second = centre.code(OFFICE), tmp_path / "second"
    joined = run("setup", "--office", OFFICE, "--join", centre.url, "--code", code, "--json", vault=second)
    assert joined.code == 0, joined.err
    assert joined.json["office"] == OFFICE
    enrolled = run("enrol", "--server", centre.url, "--code", code, vault=second)
    assert enrolled.code == 0, enrolled.err
    assert run("sync", vault=second).code == 0
    assert run("check", "--json", vault=second).json["whole"] is True


@pytest.mark.usefixtures("first")
def test_a_wrong_passphrase_makes_no_vault(centre: RunningCentre, tmp_path: Path) -> None:
    code = centre.code(OFFICE)
    refused = run("setup", "--office", OFFICE, "--join", centre.url, "--code", code, vault=tmp_path / "second", passphrase="bukan itu")
    assert refused.code == 1
    assert not (tmp_path / "second").exists()


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA-AAAAA"])
def test_without_the_right_code_nobody_gets_the_roster(centre: RunningCentre, tmp_path: Path, code: str) -> None:
    refused = run("setup", "--office", OFFICE, "--join", centre.url, "--code", code, "--json", vault=tmp_path / "second")
    assert refused.code == 1
    assert not (tmp_path / "second").exists()


def test_an_office_that_nobody_founded_cannot_be_joined(centre: RunningCentre, tmp_path: Path) -> None:
    code = centre.code("00.00")
    refused = run("setup", "--office", "00.00", "--join", centre.url, "--code", code, vault=tmp_path / "second")
    assert refused.code == 1
    assert not (tmp_path / "second").exists()
