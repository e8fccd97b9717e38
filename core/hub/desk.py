"""What the calls of a hub share: the vault, the parts on their way, the limits, and the book of who was here."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from core.actions.clock import Now
from core.actions.exchange.evening import evening_of
from core.hub.arrivals import Arrivals
from core.hub.limits import HubLimits, Rates
from core.hub.proven import HubNonces
from core.hub.who import Caller
from core.vault import hand_ins
from core.vault.hand_ins import KEPT, HubLaptop, HubPart
from core.vault.vault import Vault

BUSY_S = 60.0  # a laptop that was silent for so long is not handing in any more
_MOST = 1_000_000_000_000


@dataclass(slots=True)
class HubDesk:
    """One running hub. name: as people know it; woken: something came, or is to be looked at."""

    vault: Vault
    arrivals: Arrivals
    limits: HubLimits
    nonces: HubNonces
    now: Now
    name: str
    signed: Rates
    unsigned: Rates
    woken: Event = field(default_factory=Event)
    is_full: bool = False
    changed: Callable[[], None] = lambda: None
    _seen_s: dict[str, float] = field(default_factory=dict)
    _door: Lock = field(default_factory=Lock)

    def busy(self) -> frozenset[str]:
        """Return the laptops that are handing in just now."""
        with self._door:
            return frozenset(one for one, at_s in self._seen_s.items() if time.monotonic() - at_s < BUSY_S)

    def heard(self, device: str) -> None:
        with self._door:
            self._seen_s[device] = time.monotonic()

    def rested(self, device: str) -> None:
        with self._door:
            self._seen_s.pop(device, None)

    def keep_met(self, spki: bytes, caller: Caller, *, name: str, seq: int, left: Mapping[str, object]) -> None:
        """Enter a laptop that came and is known."""
        at = self.now()
        with self.vault.write() as tx:
            before = hand_ins.laptop(tx, caller.device)
            office_name = str(self.vault.roster(tx).offices.get(caller.office, {}).get("name", ""))
            fresh = before is None or before.is_refused or before.day != evening_of(at)
            kept = HubLaptop(
                device=caller.device,
                key=base64.b64encode(spki).decode(),
                office=caller.office,
                office_name=office_name or (before.office_name if before else ""),
                name=name,
                log=caller.log,
                seq=seq,
                day=evening_of(at),
                met_at=at.isoformat(timespec="seconds"),
                handed_at="" if before is None else before.handed_at,
                documents=0 if fresh or before is None else before.documents,
                photos=0 if fresh or before is None else before.photos,
            )
            hand_ins.keep_laptop(tx, _with_left(kept, left))
        self.heard(caller.device)
        self.changed()

    def keep_refused(self, device: str, spki: bytes, name: str) -> None:
        """Enter a laptop that was sent away, so that the people at the hub see it; only so many are kept."""
        at = self.now()
        with self.vault.write() as tx:
            before = hand_ins.laptop(tx, device)
            kept = before or HubLaptop(
                device=device, key=base64.b64encode(spki).decode(), office="", office_name="", name=name, log="", seq=0, day="", met_at=""
            )
            kept = replace(kept, is_refused=True, day=evening_of(at), met_at=at.isoformat(timespec="seconds"), name=name)
            hand_ins.keep_laptop(tx, kept)
            hand_ins.forget_laptops(tx, most=self.limits.strangers)
        self.changed()

    def keep_part(self, caller: Caller, sha256: str, *, number: int, size: int) -> None:
        """Enter a part that is durable; after the commit it may be acknowledged."""
        at = self.now().isoformat(timespec="seconds")
        with self.vault.write() as tx:
            hand_ins.keep_part(tx, HubPart(sha256=sha256, device=caller.device, number=number, size=size, at=at, state=KEPT))
            if (met := hand_ins.laptop(tx, caller.device)) is not None:
                hand_ins.keep_laptop(tx, replace(met, handed_at=at))
        self.is_full = False
        self.heard(caller.device)
        self.woken.set()
        self.changed()

    def keep_done(self, caller: Caller, *, documents: int, photos: int, left: Mapping[str, object]) -> None:
        """A laptop has finished: what it handed in this time, and what is left on it."""
        at = self.now()
        with self.vault.write() as tx:
            if (met := hand_ins.laptop(tx, caller.device)) is not None:
                changed = replace(
                    met,
                    handed_at=at.isoformat(timespec="seconds"),
                    documents=met.documents + documents,
                    photos=met.photos + photos,
                )
                hand_ins.keep_laptop(tx, _with_left(changed, left))
        self.rested(caller.device)
        self.woken.set()
        self.changed()


def count(value: object) -> int:
    """Return a number that a laptop told, within reason; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST else 0


def _with_left(found: HubLaptop, left: Mapping[str, object]) -> HubLaptop:
    records, files, size = (count(left.get(name)) for name in ("records", "files", "bytes"))
    return replace(found, left_records=records, left_files=files, left_bytes=size)
