"""One exchange with the centre while it goes on: the line, what may go over it, what the day has cost, and what was done so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.actions.clock import Now
from core.actions.exchange.carry import CarriedOn
from core.actions.exchange.free_space import Freed
from core.actions.exchange.published import PackAside
from core.actions.exchange.sending import add_spent, office_time, spent
from core.exchange.allowance import Wishes, originals_may_go
from core.exchange.lanes import Lane, Skipped
from core.exchange.link import Link
from core.exchange.meter import Counts
from core.reporter import Reporter
from core.vault import centres
from core.vault.outgoing import LANES, Wanted
from core.vault.vault import Vault
from core.vault.views import Changes
from record.receipt import HeldBlob, Refused

LEAST = 16 * 1024  # bytes: with less than this left of the day's limit a round ends
FILES_A_ROUND = 500  # files between two looks at what else there is


@dataclass(slots=True, kw_only=True)
class SyncResult:
    """What one round did; it is filled while the round goes on.

    refused: records that the centre has kept aside, with its reason. skipped: files that did not go or come.
    carried: what went of other offices' sticks.

    new_versions: forms and rules that came in packs from the centre ("model_a 2"). packs_aside: packs that were not taken, and why.
    centre_lost: records that the centre had signed for and held no more when this round began; they went again, and every file too.
    clock_off_s: seconds by which this laptop's clock is ahead of the centre's, 0 when it is near enough. meter: what went over the line.
    stamped: papers that got a timestamp before this round, unstamped: those that wait for one still, and why (English).
    freed: originals that went because the setting says so. held_back: originals (SHA-256 -> bytes) that wait for the night or a stick.
    is_spent: the day's limit of bytes ended the round; what is left goes with a later one.
    """

    sent_records: int = 0
    sent_blobs: int = 0
    sent_bytes: int = 0
    received_records: int = 0
    fetched_blobs: int = 0
    refused: tuple[Refused, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    new_versions: tuple[str, ...] = ()
    packs_aside: tuple[PackAside, ...] = ()
    carried: CarriedOn = field(default_factory=CarriedOn)
    clock_off_s: int = 0
    centre_lost: int = 0
    changes: Changes = field(default_factory=Changes)
    meter: Counts = field(default_factory=Counts)
    stamped: int = 0
    unstamped: int = 0
    unstamped_why: str = ""
    freed: Freed = field(default_factory=Freed)
    held_back: Mapping[str, int] = field(default_factory=dict)
    is_spent: bool = False


class Round:
    """One exchange of one vault over one line. peer: the name under which the vault remembers how far it has come with the centre."""

    def __init__(self, vault: Vault, link: Link, report: Reporter, wishes: Wishes, now: Now) -> None:
        self.vault, self.link, self.report, self.wishes, self.now = vault, link, report, wishes, now
        self.done = SyncResult()
        self.packs: tuple[HeldBlob, ...] = ()  # that the centre has published
        self.held: frozenset[str] = frozenset()  # of the files offered last, those that the centre signed for just now
        self._noted = link.meter.bytes  # of this line, what stands in the day's count
        with vault.read() as tx:
            self.peer = centres.name(tx)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Set the line's limit to what the day allows still, and count what goes, whatever ends the round."""
        meter, day_bytes = self.link.meter, self.wishes.day_bytes
        meter.is_spent = False
        meter.limit = None if day_bytes is None else meter.bytes + max(0, day_bytes - spent(self.vault, now=self.now).bytes)
        try:
            yield
        finally:
            self.note_spent()

    def note_spent(self, *, from_bytes: int = 1) -> None:
        """Add to the day's count what went since the last time, where it is so many bytes at least."""
        count = self.link.meter.bytes
        if count - self._noted >= from_bytes:
            add_spent(self.vault, count - self._noted, now=self.now)
            self._noted = count

    def may_go(self, lane: str) -> bool:
        """Return whether a lane may go over the line at this moment."""
        if lane != LANES[-1] or self.wishes.originals == "now":
            return True
        with self.vault.read() as tx:
            return originals_may_go(self.wishes, office_time(self.vault, tx, self.now()))


def lanes_of(files: Sequence[Wanted], name: str = "") -> list[tuple[Lane, list[Wanted]]]:
    """Return the files of each lane that has some, in the order in which they go. name: for all lanes, else each its own."""
    chosen = [(lane, [file for file in files if file.lane == lane]) for lane in LANES[1:]]
    return [(Lane(name or lane, sum(file.ref.size for file in some)), some) for lane, some in chosen if some]
