"""The wall clock, as every deed takes it; tests give their own. It is that of the office whose vault is open, wherever the laptop
believes to be: a machine in UTC or with the zone of its factory writes and shows the same hours as the clock on the wall of the office.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

Now = Callable[[], datetime]

_zone: tzinfo | None = None  # of the office whose vault this program has open; None: that of the laptop


def use_zone(zone: tzinfo | None) -> None:
    """Take the zone of the office from now on (`zone_of`); None goes back to that of the laptop."""
    global _zone
    _zone = zone


def wall_now() -> datetime:
    """Return the wall time of the office, with its offset."""
    return datetime.now().astimezone(_zone)


def by_office_clock(at: datetime) -> datetime:
    """Return a moment as the clock of the office showed it; a time without a zone, as cameras write, stays as it is."""
    return at.astimezone(_zone) if at.tzinfo is not None and _zone is not None else at


def by_office_text(at: str) -> str:
    """Return an ISO 8601 time by the clock of the office; a day, a time without a zone and other texts stay as they are."""
    try:
        return by_office_clock(datetime.fromisoformat(at)).isoformat() if len(at) > 10 else at
    except ValueError:
        return at


def office_day(at: str) -> str:
    """Return the day (YYYY-MM-DD) of an ISO 8601 time by the clock of the office."""
    return by_office_clock(datetime.fromisoformat(at)).date().isoformat()
