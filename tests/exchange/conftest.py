"""Laptops, a centre and a line between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.actions.exchange.enrol import enrol
from core.evidence.drill_photos import draw, drill_photos
from core.evidence.inspect import Intake
from core.exchange.link import Link
from core.exchange.patience import Habits
from core.vault.vault import Vault
from tests.exchange.offices import OFFICE, first_laptop
from tests.exchange.running_centre import RunningCentre

BOTH_STORES = pytest.mark.parametrize("centre", ["sqlite", "postgresql"], indirect=True)

HASTY = Habits(
    stall_s=1.0, answer_s=1.0, connect_s=5.0, first_pause_s=0.01, longest_pause_s=0.05, attempts=12, first_attempts=12, slowest=10_000_000
)


@pytest.fixture(scope="session")
def intake() -> Iterator[Intake]:
    with Intake() as one:
        yield one


@pytest.fixture
def centre(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[RunningCentre]:
    """A drill centre; on PostgreSQL where a test is parametrized with `BOTH_STORES`."""
    is_postgresql = getattr(request, "param", "sqlite") == "postgresql"
    database = request.getfixturevalue("cluster")().new_centre_database() if is_postgresql else None
    running = RunningCentre(tmp_path / "centre", database=database)
    yield running
    running.kill()


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Vault]:
    """The first laptop of the drill office, unlocked, not enrolled."""
    vault = first_laptop(tmp_path / "laptop")
    yield vault
    vault.close()


@pytest.fixture
def enrolled(laptop: Vault, centre: RunningCentre) -> Vault:
    """The same laptop, known to the centre."""
    enrol(laptop, url=centre.url, code=centre.code(OFFICE))
    return laptop


@pytest.fixture
def line_of() -> Iterator[Callable[..., Link]]:
    """Make lines with hasty habits; all are closed at the end."""
    made: list[Link] = []

    def make(vault: Vault, url: str, habits: Habits = HASTY) -> Link:
        made.append(Link(url, vault.log.device_key, habits=habits))
        return made[-1]

    yield make
    for link in made:
        link.close()


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Two photos as the drill draws them."""
    folder = tmp_path_factory.mktemp("photos")
    return [draw(photo, folder).read_bytes() for photo in drill_photos()[:2]]
