"""Pages of what others said, asked for ahead: the head of one tells where it ends, so that the next is under way before it has come."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from core.exchange.calls import items_in
from core.exchange.errors import line_broke, unreadable_answer
from core.exchange.link import Link
from core.exchange.request_and_answer import ANSWER_BYTES_MAX, header_number
from record.parcel import Item

if TYPE_CHECKING:
    import httpx

LEAST = 16 * 1024  # bytes of a page, unpacked: two seconds at 64 kbit/s
MOST = 1024 * 1024
_FIRST = 256 * 1024
_SHORT_S, _LONG_S = 2.0, 8.0  # a page that comes faster could be larger; one that takes longer is too much to lose when the line breaks


@dataclass(frozen=True, slots=True)
class Page:
    """Records and statements from others. next: where to go on; is_last: nothing more now.

    left: how many there are behind this page; None from an older server.
    """

    items: tuple[Item, ...]
    next: int
    is_last: bool
    left: int | None


@dataclass(slots=True)
class _Asked:
    """A page that was asked for: how large, in bytes unpacked, and how often the line broke inside it."""

    size: int
    page: Future[Page]
    breaks: int = 0

    @property
    def is_broken(self) -> bool:
        return self.page.done() and self.page.exception() is not None


class Pages:
    """Use by one thread as a context manager, page after page. without: logs to leave out.

    Every connection of the line fetches a page. On a line that is slow, or breaks inside them, they become smaller: a page cannot be taken
    up in its middle. One that broke is asked for once more as it was, so that those behind it, which have come, still follow it.
    """

    def __init__(self, link: Link, without: Sequence[str]) -> None:
        self._link, self._without, self._size = link, without, _FIRST
        self._pool = ThreadPoolExecutor(link.habits.connections, thread_name_prefix="pages")
        self._door, self._is_over = Lock(), False
        self._asked: dict[int, _Asked] = {}  # by the number after which the page begins
        self._end: int | None = None  # where the furthest of them ends, once its head has told that there is more

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_error: object) -> None:
        with self._door:
            self._is_over = True
        self._pool.shutdown(cancel_futures=True)

    def is_asked(self, number: int) -> bool:
        """Return whether the page after this number is on its way, or here."""
        with self._door:
            return number in self._asked

    def after(self, number: int) -> Page:
        """Return the page after this number; it is tried once. Raises LineBroke, and what the server refuses."""
        with self._door:
            if number not in self._asked:
                self._asked.clear()  # none of them follows this one
                self._end = None
                self._ask(number)
            self._ask_again()
            asked = self._asked[number]
        page = asked.page.result()
        with self._door:
            del self._asked[number]
            self._ask_ahead()
        return page

    def _ask_again(self) -> None:
        """Ask anew for what broke, the first time as it was: a smaller one would end elsewhere, and those behind it be for nothing."""
        broken = {number: asked for number, asked in self._asked.items() if asked.is_broken}
        if broken:
            self._size = max(self._size // 2, LEAST)
        for number, asked in broken.items():
            asked.breaks += 1
            if asked.breaks > 1:
                asked.size = max(asked.size // 2, LEAST)
            asked.page = self._pool.submit(self._fetch, number, asked.size)

    def _ask(self, number: int) -> None:
        self._asked[number] = _Asked(self._size, self._pool.submit(self._fetch, number, self._size))

    def _ask_ahead(self) -> None:
        """Ask for what follows, where a connection is free for it and the day's limit allows all that is on its way."""
        on_its_way = sum(asked.size for asked in self._asked.values() if not asked.page.done())
        is_free = len(self._asked) < self._link.habits.connections
        if self._end is not None and is_free and not self._is_over and self._link.meter.has_room(on_its_way + self._size):
            number, self._end = self._end, None
            self._ask(number)

    def _fetch(self, number: int, size: int) -> Page:
        began = time.monotonic()
        path = f"/v1/records?after={number}&most={size}" + "".join(f"&without={log}" for log in self._without)
        with self._link.open("GET", path) as response:
            end, left = (header_number(response.headers.get(name, "")) for name in ("Bukti-Next", "Bukti-Left"))
            is_last = response.headers.get("Bukti-More") != "1"
            if end is None or (end <= number and not is_last):
                raise unreadable_answer()
            if not is_last:
                self._head_came(number, end)
            items = items_in(self._read(response))
        self._judge_size(size, time.monotonic() - began)
        return Page(items, end, is_last, left)

    def _head_came(self, number: int, end: int) -> None:
        with self._door:
            if number == max(self._asked, default=0):
                self._end = end
                self._ask_ahead()

    def _read(self, response: httpx.Response) -> bytes:
        content = bytearray()
        for piece in response.iter_raw():
            if self._is_over:
                raise line_broke()  # nobody waits for it any more
            content += piece
            self._link.meter.came(len(piece))
            if len(content) > ANSWER_BYTES_MAX:
                raise unreadable_answer()
        return bytes(content)

    def _judge_size(self, size: int, took_s: float) -> None:
        with self._door:
            if took_s < _SHORT_S:
                self._size = max(self._size, min(size * 2, MOST))
            elif took_s > _LONG_S:
                self._size = min(self._size, max(size // 2, LEAST))
