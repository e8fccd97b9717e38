"""One clock in the office: what is written and shown has its zone, wherever the laptop believes to be."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.actions.cases.exhibits import add_thing
from core.actions.cases.open_case import open_case
from core.actions.clock import by_office_clock, by_office_text, office_day, use_zone, wall_now
from core.actions.office.office_time import zone_of
from core.actions.papers.paper_source import paper_source
from core.vault import truth
from core.vault.vault import Vault
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form
from ui.cases.words import moment_words
from ui.sync.lane_words import time_words


@pytest.fixture
def laptop_in_utc() -> Iterator[None]:
    before = os.environ["TZ"]
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    use_zone(None)
    os.environ["TZ"] = before
    time.tzset()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Vault]:
    vault = office_vault(tmp_path / "vault")
    yield vault
    vault.close()


@pytest.mark.usefixtures("laptop_in_utc")
def test_a_laptop_in_utc_writes_and_shows_the_hours_of_its_office(office: Vault) -> None:
    assert wall_now().utcoffset() == datetime.now().astimezone().utcoffset()
    with office.read() as tx:
        use_zone(zone_of(office, tx))
    case = open_case(office, regime="pemilihan", origin="pengawasan", title="Kasus latihan").cases[0]
    with office.read() as tx:
        assert truth.of_stream(tx, case)[0].header.at.endswith("+07:00")
    late = "2026-11-28T20:30:00+00:00"  # half past three in the morning of the next day in Jakarta
    assert office_day(late) == "2026-11-29"
    assert moment_words(late).endswith("03.30") and time_words(late).startswith("29 ")


@pytest.mark.usefixtures("laptop_in_utc")
def test_a_photo_from_another_zone_shows_one_hour_in_the_case_and_on_the_paper(office: Vault) -> None:
    with office.read() as tx:
        use_zone(zone_of(office, tx))
    case = new_case(office)
    taken = "2021-04-10T11:44:00+01:00"
    add_thing(office, case, {"no": "Bukti-1", "title": "Kaos", "taken_at": taken})
    document = saved_form(office, case, "model_a", model_a_answers())
    with office.read() as tx:
        (printed,) = paper_source(office, tx, document, made_at=datetime.now(UTC)).exhibits
    assert printed.taken_at == "10 April 2021 pukul 17.44"
    assert moment_words(taken) == "10 April 2021, 17.44" and by_office_text(taken).startswith("2021-04-10T17:44")
    assert [by_office_text(one) for one in ("2021-04-10", "2021-04-10T11:44", "siang")] == ["2021-04-10", "2021-04-10T11:44:00", "siang"]


def test_a_time_without_a_zone_stays_as_the_camera_wrote_it() -> None:
    taken = datetime(2024, 10, 5, 19, 40)
    assert by_office_clock(taken) == taken
