"""A large video: by line and by stick it passes through in pieces, and never lies in memory as a whole."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.open_case import open_case
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.actions.office.roster_parcel import read_roster, write_roster
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.exchange.offices import second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre

MB = 1_000_000
VIDEO = some_bytes(5, 40 * MB)  # does not shrink
AT_ONCE = 12 * MB  # a few segments and pieces; ten gigabytes take no more than this does


@contextmanager
def little_memory() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < AT_ONCE, f"{peak / MB:.0f} MB at once"


def with_video(vault: Vault, intake: Intake) -> str:
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title="Video").cases[0]
    attach_bytes(vault, case_id, VIDEO, "video.mp4", obtained="folder", intake=intake)
    return case_id


def test_by_line(enrolled: Vault, intake: Intake, centre: RunningCentre) -> None:
    with_video(enrolled, intake)
    with little_memory():
        sync(enrolled)
    assert centre.holds()["bytes"] >= len(VIDEO)


def test_by_stick(laptop: Vault, intake: Intake, tmp_path: Path) -> None:
    second = second_laptop(tmp_path / "second", read_roster(write_roster(laptop, tmp_path / "roster.bukti")))
    case_id = with_video(laptop, intake)
    (stick := tmp_path / "stick").mkdir()
    with little_memory():
        write_stick(laptop, stick, everything=True)
    with little_memory():
        assert not read_stick(second, stick).faults
    with second.read() as tx:
        (found,) = exhibits.of_case(tx, case_id)
    assert second.blobs.check(found.original, len(VIDEO)) is None
    second.close()


def test_what_holds_a_file_whole_is_found(laptop: Vault, intake: Intake) -> None:
    case_id = with_video(laptop, intake)
    with laptop.read() as tx:
        (found,) = exhibits.of_case(tx, case_id)
    with pytest.raises(AssertionError, match="at once"), little_memory():
        assert len(laptop.blobs.read_bytes(found.original)) == len(VIDEO)
