"""How this laptop sends: which lanes when, how many bytes a day, and when it begins by itself. Settings of this laptop alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.office.office import TIMEZONES
from core.errors import AppError
from core.exchange.allowance import ORIGINALS_GO, Wishes, starts
from core.vault import local
from core.vault.vault import Vault

SETTING, SPENT, BEGUN = "sending", "sent_on_day", "sent_by_itself"
LAST_SYNC = "last_sync"  # setting: {"at": ISO time, "ok": bool}
STILL_DUE = timedelta(hours=6)  # a laptop that was shut at its hour begins so much later at most
AGAIN = timedelta(minutes=15)  # after a round by itself that found no line


class WishesWrong(AppError):
    code = "sending.wrong"


@dataclass(frozen=True, slots=True)
class Day:
    """What went over the line, both ways, on one day of the office (YYYY-MM-DD)."""

    day: str
    bytes: int


def wishes_of(vault: Vault) -> Wishes:
    """Return how this laptop sends; what nobody has chosen is as `Wishes` says."""
    with vault.read() as tx:
        return _wishes(tx)


def keep_wishes(vault: Vault, wishes: Wishes) -> None:
    """Choose how this laptop sends from now on. Raises WishesWrong for a way that does not exist or no bytes at all."""
    if wishes.originals not in ORIGINALS_GO or (wishes.day_bytes is not None and wishes.day_bytes <= 0):
        raise WishesWrong("The way of sending was not changed.", "Choose when originals go, and a limit above zero or none.")
    with vault.write() as tx:
        local.keep_setting(tx, SETTING, asdict(wishes))


def office_time(vault: Vault, tx: Connection, at: datetime) -> datetime:
    """Return a moment by the clock of this vault's office (WIB, WITA or WIT)."""
    zone = str(vault.roster(tx).offices.get(vault.office, {}).get("timezone") or "WIB")
    return at.astimezone(ZoneInfo(TIMEZONES.get(zone, TIMEZONES["WIB"])))


def spent(vault: Vault, *, now: Now = wall_now) -> Day:
    """Return what has gone over the line today."""
    with vault.read() as tx:
        day = office_time(vault, tx, now()).date().isoformat()
        kept = local.setting(tx, SPENT)
    return Day(day, _bytes(kept, day))


def add_spent(vault: Vault, count: int, *, now: Now = wall_now) -> None:
    """Note that so many bytes more went over the line."""
    if count:
        with vault.write() as tx:
            day = office_time(vault, tx, now()).date().isoformat()
            local.keep_setting(tx, SPENT, {"day": day, "bytes": _bytes(local.setting(tx, SPENT), day) + count})


def is_due(vault: Vault, *, now: Now = wall_now) -> bool:
    """Return whether this laptop should begin to send by itself now: in the evening, and at night if originals wait for it.

    Each office has its own moment (`core.exchange.allowance.starts`). A round that found no line is tried again after AGAIN.
    """
    with vault.read() as tx:
        wishes = _wishes(tx)
        if not wishes.in_the_evening or not local.setting(tx, "server") or not vault.centre_keys(tx):
            return False
        at = office_time(vault, tx, now())
        begun, last = _time(local.setting(tx, BEGUN)), local.setting(tx, LAST_SYNC)
    count = 2 if wishes.originals == "night" else 1
    moments = [moment for day in (at, at - timedelta(days=1)) for moment in starts(vault.office, day)[:count]]
    passed = [moment for moment in moments if moment <= at <= moment + STILL_DUE]
    if not passed:
        return False
    failed = isinstance(last, Mapping) and last.get("ok") is False
    return begun is None or begun < max(passed) or (failed and begun + AGAIN <= at)


def note_begun(vault: Vault, *, now: Now = wall_now) -> None:
    """Note that a round by itself begins."""
    with vault.write() as tx:
        local.keep_setting(tx, BEGUN, now().isoformat(timespec="seconds"))


def note_round(vault: Vault, *, is_good: bool, now: Now = wall_now) -> None:
    """Keep when the last whole round was; a failed one only says that there is no line now."""
    with vault.write() as tx:
        old = local.setting(tx, LAST_SYNC)
        before = old.get("at") if isinstance(old, dict) else ""
        at = now().isoformat(timespec="seconds") if is_good else str(before or "")
        local.keep_setting(tx, LAST_SYNC, {"at": at, "ok": is_good})


def _wishes(tx: Connection) -> Wishes:
    kept = local.setting(tx, SETTING)
    if not isinstance(kept, dict) or kept.get("originals") not in ORIGINALS_GO:
        return Wishes()
    most = kept.get("day_bytes")
    is_limited = isinstance(most, int) and not isinstance(most, bool) and most > 0
    return Wishes(
        originals=kept["originals"], day_bytes=most if is_limited else None, in_the_evening=kept.get("in_the_evening") is not False
    )


def _bytes(kept: object, day: str) -> int:
    count = kept.get("bytes") if isinstance(kept, dict) and kept.get("day") == day else 0
    return count if isinstance(count, int) else 0


def _time(kept: object) -> datetime | None:
    return datetime.fromisoformat(kept) if isinstance(kept, str) else None
