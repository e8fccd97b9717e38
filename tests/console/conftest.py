"""The console over a centre on SQLite, which serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.centre import open_centre
from server.limits import Limits
from tests.console.people import Person, make_people
from tests.server.conftest import Clock, Live


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    clock = Clock()
    now = datetime.now(UTC)
    clock.ahead = now.replace(hour=5, minute=0) - now  # noon in Jakarta: "today" is told apart from yesterday at any hour of the test
    limits = Limits(requests_per_minute=100_000, unsigned_per_minute=100_000)
    centre = open_centre(tmp_path / "server", is_drill=True, limits=limits, now=clock)
    make_people(centre)
    found = Live(centre, clock)
    found.start()
    yield found
    found.stop()
    centre.close()


@pytest.fixture
def person(live: Live) -> Callable[[str], Person]:
    """Return somebody who has signed in."""

    def of(name: str) -> Person:
        one = Person(live.port)
        assert one.sign_in(name).status == 303
        return one

    return of
