"""One file of a stick is judged like any other thing: whole, damaged, doctored, or sealed to somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.check.check_files import check_path
from core.actions.exchange.second_copy import set_up_copy
from core.actions.exchange.write_stick import write_stick
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.exchange.offices import add_case, first_laptop, some_bytes


@pytest.fixture
def parts(laptop: Vault, intake: Intake, tmp_path: Path) -> list[Path]:
    add_case(laptop, intake, [some_bytes(1, 300_000)])
    (tmp_path / "stick").mkdir()
    write_stick(laptop, tmp_path / "stick")
    return sorted((tmp_path / "stick").rglob("P*.BUK"))


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Vault]:
    vault = first_laptop(tmp_path / "stranger", "00.00.01.2001")
    yield vault
    vault.close()


def test_each_part_of_a_stick_is_judged_by_who_can_open_it(parts: list[Path], laptop: Vault, stranger: Vault) -> None:
    assert parts
    for path in parts:
        found = check_path(laptop, path)
        assert (found.kind, found.is_genuine, found.keys) == ("stick part", True, ["sealed.genuine"])
        for other in (stranger, None):
            assert (check_path(other, path).is_genuine, check_path(other, path).keys) == (False, ["sealed.not_for_us"])


def test_a_part_of_the_second_copy_too(laptop: Vault, intake: Intake, tmp_path: Path) -> None:
    add_case(laptop, intake, [some_bytes(1, 9_000)])
    (tmp_path / "disk").mkdir()
    set_up_copy(laptop, tmp_path / "disk")
    found = [check_path(laptop, path) for path in (tmp_path / "disk").rglob("*.BUK")]
    assert len(found) >= 2 and all(one.is_genuine for one in found)


@pytest.mark.parametrize("change", ["a byte", "cut", "empty"])
def test_a_part_that_was_changed_or_cut_is_not_genuine(parts: list[Path], laptop: Vault, change: str) -> None:
    path = max(parts, key=lambda one: one.stat().st_size)
    raw = path.read_bytes()
    at = len(raw) // 2
    path.write_bytes({"a byte": raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :], "cut": raw[:-7], "empty": raw[:3]}[change])
    found = check_path(laptop, path)
    assert not found.is_genuine and found.keys == ["sealed.damaged"]
