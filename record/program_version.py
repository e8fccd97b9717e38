"""Versions of the program, and which of two is the newer. On its own, so that a start need not wait for anything else."""

from __future__ import annotations

import re

from record.errors import Unreadable

VERSION = re.compile(r"(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4})){1,3}")


def number_of(version: str) -> tuple[int, ...]:
    """Return "0.10" as (0, 10, 0, 0), to compare versions. Raises Unreadable for what is no version."""
    if not VERSION.fullmatch(version):
        raise Unreadable("not a version")
    numbers = [int(one) for one in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))
