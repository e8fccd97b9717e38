"""Lanes: what is more urgent begins first, over all connections; a free one does not stand still for the last bytes of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Condition, Event, Lock

from core.exchange.link import Link
from core.vault.outgoing import Wanted

_TICK_S = 0.2
PARCEL_BYTES = 240 * 1024  # that files which go together may have, packed
BESIDE_BYTES = 3 * PARCEL_BYTES  # still under way in a lane when the next one may begin beside it: else three connections wait for a fourth


Load = tuple[Wanted, ...]  # files that go together


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that did not go, or did not come, and why (a code)."""

    sha256: str
    code: str


@dataclass(slots=True)
class Lane:
    """How far one lane has come; shared by its threads. done and total in bytes. tell: hears both whenever they change, if given."""

    name: str
    total: int
    done: int = 0
    files: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    halt: Event = field(default_factory=Event)
    door: Lock = field(default_factory=Lock)
    tell: Callable[[int, int], None] | None = None

    def add(self, size: int) -> None:
        with self.door:
            self.done += size
        if self.tell is not None:
            self.tell(self.done, self.total)

    def finished(self) -> None:
        with self.door:
            self.files += 1

    def skip(self, digest: str, code: str) -> None:
        with self.door:
            self.skipped.append(Skipped(digest, code))


class Order:
    """Hands the files of several lanes to several threads, lane by lane; what goes together is put together as it is asked for.

    Every lane of an order stops by the same `halt`.
    """

    def __init__(self, lanes: Sequence[tuple[Lane, Iterator[Load]]]) -> None:
        self.halt = Event()
        self._lanes = [lane for lane, _ in lanes]
        for lane in self._lanes:
            lane.halt = self.halt
        self._loads = [loads for _, loads in lanes]
        self._ahead = [next(loads, None) for loads in self._loads]
        self._flying = [0] * len(lanes)  # bytes of what has begun and not ended
        self._turn = Condition()

    @property
    def front(self) -> Lane:
        """Return the most urgent lane that is not done, the last one once all are."""
        with self._turn:
            open_ones = (lane for lane, loads, flying in zip(self._lanes, self._ahead, self._flying, strict=True) if loads or flying)
            return next(open_ones, self._lanes[-1])

    def has_begun(self, name: str) -> bool:
        """Return whether a file of this lane is under way."""
        with self._turn:
            return any(flying for lane, flying in zip(self._lanes, self._flying, strict=True) if lane.name == name)

    def work_on(self, work: Callable[[Lane, Load], None]) -> None:
        """Do one load after another until none is left to begin, or the order is halted."""
        while (place := self._next()) is not None:
            number, load = place
            try:
                work(self._lanes[number], load)
            except BaseException:
                self.halt.set()
                raise
            finally:
                with self._turn:
                    self._flying[number] -= _weight(load)
                    self._turn.notify_all()

    def _next(self) -> tuple[int, Load] | None:
        with self._turn:
            while not self.halt.is_set():
                number = next((number for number, ahead in enumerate(self._ahead) if ahead), None)
                if number is None:
                    return None
                if sum(self._flying[:number]) <= BESIDE_BYTES:
                    load = self._ahead[number] or ()
                    self._ahead[number] = next(self._loads[number], None)
                    self._flying[number] += _weight(load)
                    return number, load
                self._turn.wait(_TICK_S)
            return None


def _weight(load: Load) -> int:
    """Return the bytes that a load may put on the line, never 0."""
    size = sum(file.ref.size for file in load)
    return max(size if len(load) == 1 else min(size, PARCEL_BYTES), 1)


def in_order(
    link: Link, lanes: Sequence[tuple[Lane, Iterator[Load]]], work: Callable[[Lane, Load], None], tell: Callable[[Order], bool]
) -> None:
    """Do the work of the lanes on as many threads as there are connections.

    tell: called now and then by this thread; True ends all lanes at the next piece (something more urgent came). Raises what the first
    failing file raised, after all have stopped at a piece's border.
    """
    order = Order(lanes)
    if tell(order):
        return order.halt.set()
    with ThreadPoolExecutor(link.habits.connections, thread_name_prefix="lane") as pool:
        working = {pool.submit(order.work_on, work) for _ in range(link.habits.connections)}
        try:
            while working:
                done, working = wait(working, timeout=_TICK_S)
                for future in done:
                    future.result()
                if tell(order):
                    order.halt.set()
        finally:
            order.halt.set()
