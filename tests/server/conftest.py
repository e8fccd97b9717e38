"""A real server on a real socket, over SQLite and over a real PostgreSQL."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from record.receipt import Receipt
from server.app import build_app
from server.centre import Centre, open_centre
from server.limits import Limits
from server.one_time_code import code_hash, new_code
from server.serve import AnnouncedServer, configuration
from server.stores.counts import counts
from server.stores.database import reading, writing
from server.stores.offices import keep_code
from tests.builders import BuiltOffice
from tests.postgres_cluster import Cluster
from tests.server.caller import Answer, Caller, enrolment, receipt_in
from tests.unit.record_samples import Laptop, Member


class Clock:
    """The server's clock, which a test may set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Live:
    """A centre that serves, and what a test wants to know of it."""

    def __init__(self, centre: Centre, clock: Clock) -> None:
        self.centre, self.clock = centre, clock
        self._server = AnnouncedServer(configuration(build_app(centre), "127.0.0.1", 0, limits=centre.limits))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        ready = threading.Event()
        began = self._server.startup

        async def startup(sockets: list[socket.socket] | None = None) -> None:
            await began(sockets)
            ready.set()

        self._server.startup = startup  # type: ignore[method-assign]
        self._thread.start()
        assert ready.wait(20)
        self.port = int(self._server.servers[0].sockets[0].getsockname()[1])

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()

    @property
    def spki(self) -> bytes:
        return self.centre.key.spki

    def code(self, office: str) -> str:
        code = new_code(self.centre.key)
        hashed = code_hash(self.centre.key, code)
        assert hashed is not None
        with writing(self.centre.engine) as tx:
            keep_code(tx, hashed, office=office, at=self.clock())
        return code

    def caller(self, laptop: Laptop) -> Caller:
        return Caller(self.port, laptop.key)

    def enrol(self, office: BuiltOffice, *, laptop: Laptop | None = None, person: Member | None = None) -> Caller:
        caller = self.caller(laptop or office.laptop)
        answer = caller.post_json("/v1/enrol", enrolment(office, self.code(office.code), laptop=laptop, person=person))
        assert answer.status == 200, answer.body
        return caller

    def receipt(self, answer: Answer) -> Receipt:
        assert answer.status in (200, 201), answer.body
        return receipt_in(answer.body, self.spki)

    def hello_receipt(self, answer: Answer) -> Receipt:
        assert answer.status == 200, answer.body
        return receipt_in(json.dumps(answer.json["receipt"]).encode(), self.spki)

    def count(self, name: str) -> object:
        with reading(self.centre.engine) as tx:
            return counts(tx)[name]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, cluster: Callable[[], Cluster]) -> str:
    """An empty database; every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'centre.db'}"
    return cluster().new_centre_database()


@pytest.fixture
def limits() -> Limits:
    return Limits(requests_per_minute=100_000, unsigned_per_minute=100_000)


@pytest.fixture
def live(tmp_path: Path, database_url: str, limits: Limits) -> Iterator[Live]:
    """A drill centre that serves."""
    clock = Clock()
    centre = open_centre(tmp_path / "server", database_url=database_url, is_drill=True, limits=limits, now=clock)
    found = Live(centre, clock)
    found.start()
    yield found
    found.stop()
    centre.close()


@pytest.fixture
def office() -> BuiltOffice:
    return BuiltOffice()


@pytest.fixture
def caller(live: Live, office: BuiltOffice) -> Caller:
    """The office's own laptop, enrolled."""
    return live.enrol(office)
