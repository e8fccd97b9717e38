"""The files of the rules: those of this program, or a later version that the open vault has from the centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from core.resources import resource_path

NAMES = (
    "counting.yaml",
    "deadlines.yaml",
    "holidays.csv",
    "numbers.yaml",
    "requirements.yaml",
    "routing.yaml",
    "status.yaml",
    "violations.yaml",
)
T = TypeVar("T")

_taken: dict[str, bytes] = {}
_read: list[Callable[[], None]] = []  # forget what was read


def rule_file(name: str) -> bytes:
    """Return the content of one of NAMES, with the lines of this program ended as in the repository, whatever the check-out."""
    return _taken.get(name) or shipped(name)


def shipped(name: str) -> bytes:
    """Return the file that this program brings along."""
    return resource_path("rules", name).read_bytes().replace(b"\r\n", b"\n")


def carry(files: Mapping[str, bytes]) -> None:
    """Go by these rules, all of NAMES, in place of those carried before; by the program's own when there are none."""
    if files == _taken:
        return
    _taken.clear()
    _taken.update(files)
    for forget in _read:
        forget()


def read_once(reader: Callable[[], T]) -> Callable[[], T]:
    """Keep what `reader` made of the files until others are carried."""
    kept = lru_cache(maxsize=1)(reader)
    _read.append(kept.cache_clear)
    return kept
