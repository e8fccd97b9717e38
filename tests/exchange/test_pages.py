"""Pages of records are asked for side by side; what breaks, or is slow, costs little and never the order."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.sync import sync
from core.exchange.errors import LineBroke, ServerRefused, line_broke
from core.exchange.fetch import fetch_records
from core.exchange.link import Link
from core.exchange.meter import Meter
from core.exchange.pages import LEAST, Pages
from core.exchange.patience import Habits
from core.vault.vault import Vault
from record.parcel import NoteItem, frames
from tests.exchange.offices import OFFICE, add_long_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre

LAST = 60
A_WHILE_S = 10.0  # longer than anything here takes


@dataclass
class Server:
    """A line to a server with pages of so many things each, up to `LAST`; it tells what it was asked. breaks: how often a page breaks."""

    step: int = 10
    breaks: Counter[int] = field(default_factory=Counter)
    before_body: Callable[[int], None] = lambda _after: None
    habits: Habits = field(default_factory=Habits)
    meter: Meter = field(default_factory=Meter)
    asked: list[tuple[int, int]] = field(default_factory=list)  # (after, most)

    @contextmanager
    def open(self, _method: str, path: str) -> Iterator[Any]:
        query = parse_qs(urlsplit(path).query)
        after, most = int(query["after"][0]), int(query["most"][0])
        self.asked.append((after, most))
        end = after + self.step
        headers = {"Bukti-Next": str(end), "Bukti-More": "1" if end < LAST else "0", "Bukti-Left": str(LAST - end)}
        yield SimpleNamespace(headers=headers, iter_raw=lambda: self._body(after))

    def _body(self, after: int) -> Iterator[bytes]:
        self.before_body(after)
        (body,) = frames([NoteItem("page", 0, 3, f"{after:03}".encode())])
        yield body[:20]
        if self.breaks[after]:
            self.breaks[after] -= 1
            raise line_broke()
        yield body[20:]


def taken(server: Server) -> list[str]:
    """Take every page, trying again as often as the line breaks; returns what was in them."""
    found: list[str] = []
    after = 0
    with Pages(server, ["log"]) as pages:  # type: ignore[arg-type]
        while True:
            try:
                page = pages.after(after)
            except LineBroke:
                continue
            found += [item.piece.decode() for item in page.items if isinstance(item, NoteItem)]
            if page.is_last:
                return found
            after = page.next


EVERYTHING = [f"{after:03}" for after in range(0, LAST, 10)]


def test_the_next_page_is_asked_for_while_the_first_one_still_comes() -> None:
    second = threading.Event()

    def before_body(after: int) -> None:
        if after == 10:
            second.set()
        assert after or second.wait(A_WHILE_S)

    assert taken(Server(before_body=before_body)) == EVERYTHING


def test_no_more_pages_are_under_way_than_there_are_connections() -> None:
    server = Server()
    with Pages(server, []) as pages:  # type: ignore[arg-type]
        pages.after(0)
        while len({after for after, _ in server.asked}) < 5:  # the four behind the one that was taken
            threading.Event().wait(0.01)
        threading.Event().wait(0.1)
        assert {after for after, _ in server.asked} == {0, 10, 20, 30, 40}


@pytest.mark.parametrize("broken", [0, 10, 40])
def test_after_a_break_only_the_page_that_broke_comes_again(broken: int) -> None:
    server = Server(breaks=Counter({broken: 1}))
    assert taken(server) == EVERYTHING
    times = Counter(after for after, _ in server.asked)
    assert times == Counter(dict.fromkeys(range(0, LAST, 10), 1)) + Counter([broken])


def test_a_page_that_breaks_again_and_again_is_asked_for_ever_smaller() -> None:
    server = Server(breaks=Counter({20: 12}))
    assert taken(server) == EVERYTHING
    sizes = [most for after, most in server.asked if after == 20]
    assert sizes[0] == sizes[1] and sizes[2] == sizes[1] // 2 and sizes[-1] == LEAST
    assert sizes == sorted(sizes, reverse=True)


def test_nothing_is_asked_for_ahead_that_the_days_limit_might_not_allow() -> None:
    server = Server()
    server.meter.limit = LEAST
    with Pages(server, []) as pages:  # type: ignore[arg-type]
        page = pages.after(0)
        assert not page.is_last and not pages.is_asked(page.next)
    assert [after for after, _ in server.asked] == [0]


def test_a_server_that_never_comes_further_is_refused() -> None:
    with Pages(Server(step=0), []) as pages, pytest.raises(ServerRefused):  # type: ignore[arg-type]
        pages.after(0)


@pytest.fixture
def second(tmp_path: Path, enrolled: Vault, centre: RunningCentre) -> Iterator[Vault]:
    """A fresh second laptop; the centre holds some megabytes of the first one's documents."""
    for number in range(30):
        add_long_case(enrolled, some_bytes(number, 50_000).hex())
    sync(enrolled)
    code = centre.code(OFFICE)
    vault = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(vault, url=centre.url, code=code)
    yield vault
    vault.close()


def test_a_first_sync_tells_how_much_there_is_and_ends_at_all_of_it(
    second: Vault, centre: RunningCentre, line_of: Callable[..., Link]
) -> None:
    told: list[tuple[int, int]] = []
    came = fetch_records(second, line_of(second, centre.url), "centre", lambda done, total: told.append((done, total)))
    assert came.records >= 60 and len(told) > 3
    assert told == sorted(told) and {total for _, total in told[1:]} == {told[0][1]}
    assert told[0][0] < told[0][1] == told[-1][0]
