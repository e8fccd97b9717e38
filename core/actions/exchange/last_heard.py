"""Who of the offices directly below, and which other laptop of this office, has handed in today: as far as this vault can tell.

It knows what came here: the newest record of each laptop that lies in this vault, and what was handed in at this laptop's evening station.
Whoever sent to the centre after the last exchange is not known yet; `asked_at` says when that was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.exchange.evening import evening_of
from core.actions.exchange.sending import LAST_SYNC
from core.actions.office.office_time import zone_of
from core.rules import regions
from core.vault import hand_ins, local, truth
from core.vault.vault import Vault
from record.roster import Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """place: the office or region; of the own office the laptop's name. at: when it wrote its newest record that is here, or handed in
    here (ISO 8601 by the clock of this office); empty for never.
    """

    place: str
    office: str
    at: str
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastHeard:
    """silent: those not heard from today, the longest silent first. The week begins on Monday. asked_at: the last whole exchange with the
    centre (ISO 8601), empty for none.
    """

    silent: tuple[Heard, ...]
    expected: int
    today: int
    this_week: int
    asked_at: str
    ever: int  # how many were heard from at all


def last_heard(vault: Vault, *, now: Now = wall_now) -> LastHeard:
    """Return who has been heard from, by what lies in this vault. An evening counts until four in the morning."""
    with vault.read() as tx:
        roster, zone = vault.roster(tx), zone_of(vault, tx)
        newest = {key: at.astimezone(zone) for key, at in _newest(tx).items()}
        last = local.setting(tx, LAST_SYNC)
    today = date.fromisoformat(evening_of(now().astimezone(zone)))
    monday = today - timedelta(days=today.weekday())
    rows = list(_expected(vault, roster, newest))
    days = [date.fromisoformat(evening_of(datetime.fromisoformat(row.at))) if row.at else None for row in rows]
    silent = [row for row, day in zip(rows, days, strict=True) if day is None or day < today]
    asked = str(last.get("at") or "") if isinstance(last, dict) else ""
    return LastHeard(
        silent=tuple(sorted(silent, key=lambda row: (row.at, row.place))),
        expected=len(rows),
        today=len(rows) - len(silent),
        this_week=sum(day is not None and day >= monday for day in days),
        asked_at=_iso(datetime.fromisoformat(asked).astimezone(zone)) if asked else "",
        ever=sum(day is not None for day in days),
    )


def _expected(vault: Vault, roster: Roster, newest: dict[str, datetime]) -> Iterator[Heard]:
    own = vault.office
    for device in roster.devices.values():
        if device.office == own and device.id != vault.log.device and device.key.ended_after is None:
            yield Heard(place=device.name, office=own, at=_iso(newest.get(device.id)), is_own=True)
    below = _regions_below(own)
    known = {code: str(facts.get("name") or code) for code, facts in roster.offices.items() if _is_below(code, own)}
    for code, name in {**known, **below}.items():
        yield Heard(place=name, office=code, at=_iso(newest.get(code)))


def _newest(tx: Connection) -> dict[str, datetime]:
    """Return office, and device id, -> its newest moment."""
    found: dict[str, datetime] = {}

    def saw(key: str, at: datetime) -> None:
        if key and (key not in found or found[key] < at):
            found[key] = at

    for log in truth.logs(tx):
        if (head := truth.newest_of_log(tx, log)) is not None:
            for key in (head.office, head.device):
                saw(key, datetime.fromisoformat(head.at))
    for met in hand_ins.laptops(tx):
        if met.handed_at and not met.is_refused:
            for key in (met.office, met.device):
                saw(key, datetime.fromisoformat(met.handed_at))
    return found


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at is not None else ""


def _is_below(code: str, own: str) -> bool:
    return code.startswith(own + ".") and code.count(".") == own.count(".") + 1


@lru_cache(maxsize=1)  # a vault asks for its own office only, again and again
def _regions_below(code: str) -> dict[str, str]:
    return {one.code: one.name for one in regions.below(code)}
