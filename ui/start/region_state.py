"""Finding the region of an office by typing: level by level, or straight to a sub-district by its name."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal

from core.rules.regions import DRILL_PROVINCE, LEVELS, NATION, Level, Region, Regions
from ui.widgets.choice_model import Choice

MOST = 250


class RegionState(QObject):
    """Holds the line from the province down to what has been chosen."""

    changed = Signal()

    def __init__(self, level: Level = "district", *, is_drill: bool = False) -> None:
        super().__init__()
        self._level: Level = level
        self._is_drill = is_drill
        self._is_national = False
        self._line: tuple[Region, ...] = ()

    @cached_property
    def _regions(self) -> Regions:
        return Regions.load()

    @property
    def level(self) -> Level:
        """How far down the office stands."""
        return self._level

    @property
    def chosen(self) -> tuple[Region, ...]:
        return self._line

    @property
    def is_complete(self) -> bool:
        return len(self._line) == LEVELS.index(self._level) + 1

    @property
    def next_level(self) -> Level | None:
        """Return the level to be chosen next; None when all are."""
        return None if self.is_complete else LEVELS[len(self._line)]

    def aim_at(self, level: Level, *, is_drill: bool, is_national: bool = False) -> None:
        """The role or the kind of office has changed; what still fits stays chosen."""
        if (is_drill, is_national) != (self._is_drill, self._is_national):
            self._line = ()
        self._level, self._is_drill, self._is_national = level, is_drill, is_national
        self._line = self._line[: LEVELS.index(level) + 1]
        self._only_ones()
        self.changed.emit()

    def search(self, words: str) -> list[Choice]:
        """Return what may be chosen next, for the words typed so far. With words, deeper levels are found by name too."""
        level = self.next_level
        if level is None:
            return []
        if self._is_national:
            return [Choice(NATION, self._regions.find(NATION).name, NATION)]
        within = self._line[-1].code if self._line else None
        direct = [one for one in self._regions.search(words, level, within, limit=MOST) if one.is_drill == self._is_drill]
        found = [Choice(one.code, one.name, one.code) for one in direct]
        if len(words) < 2 or self._is_drill:
            return found
        for deeper in LEVELS[LEVELS.index(level) + 1 : LEVELS.index(self._level) + 1]:
            if deeper == "village" and level != "district":
                continue  # 83,000 names: only below a sub-district
            rows = self._regions.search(words, deeper, within, limit=MOST - len(found)) if len(found) < MOST else ()
            found += [Choice(one.code, one.name, self._above(one)) for one in rows if not one.is_drill]
        return found

    def pick(self, code: str) -> None:
        """Choose a region, and with it all above it. Raises RegionUnknown."""
        self._line = self._regions.line(code)
        self._only_ones()
        self.changed.emit()

    def go_back_to(self, level: Level) -> None:
        """Choose this level anew; what lay below is forgotten."""
        self._line = self._line[: LEVELS.index(level)]
        self.changed.emit()

    def _above(self, region: Region) -> str:
        names = [each.name for each in self._regions.line(region.parent_code)]
        return f"{', '.join(reversed(names))}  {region.code}"

    def _only_ones(self) -> None:
        """Where there is nothing to choose, it is chosen."""
        if self._is_national:
            self._line = (self._regions.find(NATION),)
        if self._is_drill and not self._line:
            self._line = (self._regions.find(DRILL_PROVINCE),)
        while self._line and not self.is_complete:
            below = self._regions.children(self._line[-1].code)
            if len(below) != 1:
                return
            self._line = (*self._line, below[0])
