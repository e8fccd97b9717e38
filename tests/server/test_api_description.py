"""docs/openapi.yaml says what the server does: its calls are the routes, and a short fuzz finds no answer that it does not declare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from server.app import build_app
from server.centre import open_centre
from server.door import Door
from tests.server.conftest import Clock, Live
from tests.server.fuzz_api import METHODS, described, fuzz, limits


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    clock = Clock()
    centre = open_centre(tmp_path / "server", is_drill=True, limits=limits(), now=clock)
    found = Live(centre, clock)
    found.start()
    yield found
    found.stop()
    centre.close()


def routes(live: Live) -> set[tuple[str, str]]:
    door = build_app(live.centre)
    assert isinstance(door, Door) and isinstance(door.app, Starlette)
    found = set()
    for route in door.app.routes:
        assert isinstance(route, Route)
        if not route.path.startswith("/console"):
            methods = set(route.methods or ())
            if "GET" in methods:
                methods.discard("HEAD")  # which every GET answers too
            found |= {(route.path, method.lower()) for method in methods}
    return found


def test_the_description_holds_every_call_and_no_other(live: Live) -> None:
    told = {(path, method) for path, calls in described()["paths"].items() for method in calls if method in METHODS}
    assert told == routes(live)


def test_every_code_of_the_protocol_has_a_status_that_some_call_declares() -> None:
    statuses = {
        status
        for calls in described()["paths"].values()
        for call in calls.values()
        if isinstance(call, dict)
        for status in call["responses"]
    }
    text = (Path(__file__).resolve().parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
    table = text.partition("## 2. Problems")[2].partition("## 3.")[0]
    named = {
        word for line in table.splitlines() if line.startswith("| 4") or line.startswith("| 5") for word in line.split("|")[1].split()[:1]
    }
    assert named - statuses == {"500"}  # no call promises a fault


def test_a_short_fuzz_finds_no_fault_and_nothing_undeclared(live: Live) -> None:
    found = fuzz(live, 3)
    asked = {call for call, _who, _status in found.answers}
    assert len(asked) == len(routes(live))
    assert found.answers["POST /v1/hello", "device", 200] and found.answers["POST /v1/hello", "stranger", 401]
