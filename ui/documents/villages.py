"""Villages to choose from while a form asks for one: those of the office's own area, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from core.rules.regions import Regions
from ui.widgets.choice_model import Choice

SHOWN_MOST = 30


@lru_cache(maxsize=1)
def regions() -> Regions:
    """Return the region tables, read once; the villages in them are read when first asked for."""
    return Regions.load()


def villages_near(office: str) -> Callable[[str], Sequence[Choice]]:
    """Return a search for villages: in the office's district for a district or village office, else in its regency or province."""
    within = ".".join(office.split(".")[:3])

    def search(words: str) -> list[Choice]:
        found = regions().search(words, "village", within=within or None, limit=SHOWN_MOST)
        return [Choice(region.code, region.name, region.code) for region in found]

    return search


def warm_up(office: str) -> Callable[[object], None]:
    """Return the work of a job that reads the villages, so that the first letter typed later does not wait for 83,000 of them."""
    search = villages_near(office)

    def read(_report: object) -> None:
        search("a")

    return read
