"""Who has handed in and who has not, as one vault can tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.actions.cases.open_case import open_case
from core.actions.clock import wall_now
from core.actions.exchange.last_heard import last_heard
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.write_stick import write_stick
from core.actions.office.roster_parcel import read_roster, write_roster
from core.vault import hand_ins
from core.vault.hand_ins import HubLaptop
from core.vault.vault import Vault
from tests.exchange.offices import first_laptop, second_laptop

VILLAGES = {"Desa Mekarfiktif", "Desa Tirtacontoh", "Kelurahan Karangdummy"}


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Vault]:
    vault = first_laptop(tmp_path / "district")
    yield vault
    vault.close()


def handed_in(vault: Vault, office: str, at: datetime) -> None:
    met = at.isoformat(timespec="seconds")
    kept = HubLaptop(
        device="d" * 64, key="", office=office, office_name="", name="Laptop desa", log="", seq=1, day="", met_at=met, handed_at=met
    )  # fmt: skip
    with vault.write() as tx:
        hand_ins.keep_laptop(tx, kept)


def test_villages_from_which_nothing_came_are_expected_and_never_heard(district: Vault) -> None:
    found = last_heard(district)
    assert {row.place for row in found.silent} == VILLAGES and found.expected == 3
    assert (found.ever, found.today, found.this_week, found.asked_at) == (0, 0, 0, "")


def test_what_was_handed_in_here_counts_today_and_is_silence_days_later(district: Vault) -> None:
    now = wall_now()
    handed_in(district, "00.00.01.2001", now)
    found = last_heard(district, now=lambda: now)
    assert (found.today, found.this_week, found.ever) == (1, 1, 1)
    assert {row.place for row in found.silent} == VILLAGES - {"Desa Mekarfiktif"}
    later = last_heard(district, now=lambda: now + timedelta(days=8))
    assert (later.today, later.this_week, later.ever) == (0, 0, 1)
    last = later.silent[-1]  # the longest silent first, those never heard before all
    assert last.place == "Desa Mekarfiktif" and datetime.fromisoformat(last.at) == now.replace(microsecond=0)
    assert last.at.endswith("+07:00")  # by the clock of this office, wherever the laptop believes to be


def test_a_laptop_of_this_office_is_heard_by_its_newest_record_and_this_one_is_not_expected(district: Vault, tmp_path: Path) -> None:
    other = second_laptop(tmp_path / "second", read_roster(write_roster(district, tmp_path / "roster.bukti")))
    wrote = wall_now() - timedelta(days=3)
    open_case(other, regime="pemilihan", origin="pengawasan", title="Kasus latihan", now=lambda: wrote)
    (tmp_path / "stick").mkdir()
    write_stick(other, tmp_path / "stick")
    other.close()
    read_stick(district, tmp_path / "stick")
    (own,) = (row for row in last_heard(district).silent if row.is_own)
    assert datetime.fromisoformat(own.at) == datetime.fromisoformat(wrote.isoformat(timespec="seconds"))


def test_an_evening_that_goes_on_after_midnight_is_still_the_same(district: Vault) -> None:
    evening = datetime.fromisoformat("2026-11-24T21:00:00+07:00")
    handed_in(district, "00.00.01.2001", evening)
    assert last_heard(district, now=lambda: evening + timedelta(hours=5)).today == 1  # two in the morning
    assert last_heard(district, now=lambda: evening + timedelta(hours=8)).today == 0
