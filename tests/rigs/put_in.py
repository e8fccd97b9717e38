"""Putting a planted fault into the program for as long as a block runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Plant = Callable[[], tuple[object, str, object]]  # where it stands, what is replaced, by what


@contextmanager
def put_in(plants: Mapping[str, Plant], name: str | None) -> Iterator[None]:
    """Put one of the faults in; None: the program as it is."""
    if name is None:
        yield
        return
    where, what, instead = plants[name]()
    real = getattr(where, what)
    setattr(where, what, instead)
    try:
        yield
    finally:
        setattr(where, what, real)
