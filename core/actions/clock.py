"""The wall clock of this laptop, as every deed takes it; tests give their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Now = Callable[[], datetime]


def wall_now() -> datetime:
    """Return the wall time with the offset of this laptop."""
    return datetime.now().astimezone()
