"""Finding an office's region by name or code, of any level, for those who fetch a roster from the server."""

from __future__ import annotations

from functools import lru_cache

from core.rules.regions import LEVELS, NATION, Region, Regions, folded
from ui.widgets.choice_model import Choice

MOST, ENOUGH = 30, 5


@lru_cache(maxsize=1)
def _regions() -> Regions:
    return Regions.load()


def office_choices(words: str) -> list[Choice]:
    """Return regions for the words typed so far, districts first; villages only when the others are few."""
    if not words.strip():
        return []
    nation = _regions().find(NATION)
    found: list[Region] = [nation] if folded(nation.name).startswith(folded(words)) or words.strip() == NATION else []
    for level in ("district", "regency", "province"):
        found += _regions().search(words, LEVELS[LEVELS.index(level)], limit=MOST - len(found)) if len(found) < MOST else ()
    if len(found) < ENOUGH:
        found += _regions().search(words, "village", limit=MOST)
    return [Choice(one.code, _regions().label(one), one.code) for one in found]
