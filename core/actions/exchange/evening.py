"""Which evening a time belongs to: one that goes on past midnight is still the same."""

from __future__ import annotations

from datetime import datetime, timedelta

BEGINS_H = 4  # o'clock, by the clock that wrote the time


def evening_of(at: datetime) -> str:
    """Return the evening's date as YYYY-MM-DD; at: wall time with its zone."""
    return (at - timedelta(hours=BEGINS_H)).date().isoformat()
