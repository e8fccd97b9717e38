"""Two laptops of one office count the same deadlines and print the same letterhead once both have met the centre."""

from __future__ import annotations

from pathlib import Path

from core.actions.cases.rule_settings import keep_rule_settings, rule_settings
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.sync import sync
from core.actions.office.letterhead import LetterheadSetting, keep_letterhead, letterhead_of, read_logo
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.exchange.conftest import BOTH_STORES
from tests.exchange.offices import OFFICE, second_laptop
from tests.exchange.running_centre import RunningCentre
from tests.unit.test_letterhead import drawn_logo

pytestmark = BOTH_STORES


def test_settings_and_logo_reach_the_other_laptop_of_the_office(
    enrolled: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    keep_rule_settings(enrolled, {"added": {"2026-12-24": "Libur daerah"}, "count_first_day": True})
    logo = read_logo(drawn_logo(tmp_path / "logo.png"), intake)
    keep_letterhead(enrolled, LetterheadSetting(name_lines=("Baris Satu", "Baris Dua"), city="Sukarekaan", logo_png=logo))
    sync(enrolled)
    second = second_laptop(tmp_path / "second", roster_from_server(url=centre.url, code=(code := centre.code(OFFICE)), office=OFFICE))
    enrol(second, url=centre.url, code=code)
    with second.read() as tx:
        before = rule_settings(second, tx)
    sync(second)
    with enrolled.read() as here, second.read() as there:
        assert rule_settings(enrolled, here) == rule_settings(second, there) != before
        assert letterhead_of(enrolled, here) == letterhead_of(second, there) and letterhead_of(second, there).logo_png == logo
    second.close()
