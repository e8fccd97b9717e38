"""Provinces, regencies, districts and villages: find a code, list what lies below it, search by typing."""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from core.errors import AppError
from core.resources import resource_path

Level = Literal["province", "regency", "district", "village"]
LEVELS: tuple[Level, ...] = ("province", "regency", "district", "village")
TABLES = ("provinces.csv", "regencies.csv", "districts.csv", "villages.csv.gz")  # one of each level
DRILL_TABLE = "drill.csv"  # all levels of the invented region
DRILL_PROVINCE = "00"
NATION = "01"  # the whole country, where Bawaslu RI stands: the Ministry's provinces begin with 11
DISTRICTS_MOST = 3  # whose villages are looked up singly: each time the whole file is gone through


class RegionUnknown(AppError):
    """The region tables do not know this code."""

    code = "region.unknown"


@dataclass(frozen=True, slots=True)
class Region:
    """One row of the tables. `code` is that of the Ministry of Home Affairs (PP, PP.RR, PP.RR.DD, PP.RR.DD.VVVV), not Bawaslu's own."""

    code: str
    parent_code: str
    name: str

    @property
    def level(self) -> Level:
        return LEVELS[self.code.count(".")]

    @property
    def is_drill(self) -> bool:
        """True in the invented region 00, whose papers say LATIHAN."""
        return is_drill_code(self.code)


def is_drill_code(code: str) -> bool:
    """Return whether a region or office code lies in the invented region 00."""
    return code.partition(".")[0] == DRILL_PROVINCE


def below(code: str) -> tuple[Region, ...]:
    """Return the regions directly below a code, by name; none for a code that is not known. No table stays in the memory for it."""
    level = code.count(".") + 1
    if level >= len(LEVELS):
        return ()
    table = DRILL_TABLE if is_drill_code(code) else TABLES[level]
    return _below(_rows(table, within=code)).get(code, ())


class Regions:
    """The region tables. Villages, ten times all the rest, are read when first asked for; while few districts are, only theirs are kept."""

    def __init__(self, rows: Iterable[Region]) -> None:
        self._upper: dict[str, Region] = {}
        self._drill_villages: dict[str, Region] = {}
        self._of_district: dict[str, tuple[Region, ...]] = {}
        for row in rows:
            if row.level == "village":
                self._drill_villages[row.code] = row
            else:
                self._upper[row.code] = row

    @classmethod
    def load(cls) -> Regions:
        """Return the tables carried with the program. Source: resources/regions/ATTRIBUTION.md."""
        return cls(region for name in (*TABLES[:-1], DRILL_TABLE) for region in _rows(name))

    def find(self, code: str) -> Region:
        """Return the region of a code; NATION is found here only, and stands in no list. Raises RegionUnknown."""
        region = Region(NATION, "", "Indonesia") if code == NATION else self._upper.get(code)
        if region is None and code.count(".") == 3:
            region = (self._drill_villages if is_drill_code(code) else self._villages).get(code)
        if region is None:
            raise RegionUnknown(
                "The region code {region_code} is not known.",
                "Check the code in the list of regions: PP, PP.RR, PP.RR.DD or PP.RR.DD.VVVV.",
                region_code=code,
            )
        return region

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the regions directly below a code, by name; below "" the provinces. Raises RegionUnknown."""
        if code:
            self.find(code)
        return self._children.get(code, ()) if code.count(".") < 2 else self._villages_of(code)

    def line(self, code: str) -> tuple[Region, ...]:
        """Return province, regency ... down to the region itself. Raises RegionUnknown."""
        parts = code.split(".")
        return tuple(self.find(".".join(parts[:count])) for count in range(1, len(parts) + 1))

    def villages(self, codes: Iterable[str]) -> dict[str, Region]:
        """Return those of these villages that the tables know, by code; the whole tables do not stay in the memory for it."""
        wanted = set(codes)
        found = {code: self._drill_villages[code] for code in wanted & self._drill_villages.keys()}
        if "_villages" in vars(self):
            return found | {code: self._villages[code] for code in wanted & self._villages.keys()}
        return found | ({one.code: one for one in _rows(TABLES[-1], among=wanted)} if wanted - found.keys() else {})

    def label(self, region: Region) -> str:
        """Return the name with what is needed to tell it from its namesakes: 378 district names occur more than once."""
        if region.level in ("province", "regency"):
            return region.name
        above = [self.find(region.parent_code)]
        if region.level == "village":
            above.append(self.find(above[0].parent_code))
        return ", ".join(each.name for each in [region, *above])

    def search(self, text: str, level: Level, within: str | None = None, limit: int = 50) -> tuple[Region, ...]:
        """Return at most `limit` regions of a level for a text as it is being typed.

        Case and accents do not matter; a code may be typed too. Names that begin with the text come first, then those with a word
        that does, then those that hold it, then those whose label holds every word ("sukarame lampung"). An empty text lists all
        by name. `within`: only below this code.
        """
        wanted, words = folded(text), folded(text).split()
        ranked: list[tuple[int, str, str, Region]] = []
        for region, name in self._named(level, within):
            rank = _rank(name, region.code, wanted)
            if rank is None and len(words) > 1 and any(word in name for word in words):
                label = folded(self.label(region))
                rank = 4 if all(word in label for word in words) else None
            if rank is not None:
                ranked.append((rank, name, region.code, region))
        ranked.sort(key=lambda each: each[:3])
        return tuple(region for *_, region in ranked[:limit])

    def _named(self, level: Level, within: str | None) -> Iterable[tuple[Region, str]]:
        if within is None:
            return self._folded_villages if level == "village" else self._folded_upper[level]
        if level == "village" and within.count(".") == 2:
            return [(region, folded(region.name)) for region in self._villages_of(within)]
        every = self._folded_villages if level == "village" else self._folded_upper[level]
        return [pair for pair in every if pair[0].code.startswith(f"{within}.")]

    @cached_property
    def _villages(self) -> dict[str, Region]:
        return self._drill_villages | {region.code: region for region in _rows(TABLES[-1])}

    @cached_property
    def _children(self) -> dict[str, tuple[Region, ...]]:
        return _below(self._upper.values())

    @cached_property
    def _village_children(self) -> dict[str, tuple[Region, ...]]:
        return _below(self._villages.values())

    def _villages_of(self, district: str) -> tuple[Region, ...]:
        if len(self._of_district) == DISTRICTS_MOST or "_village_children" in vars(self):
            return self._village_children.get(district, ())
        if district not in self._of_district:
            every = self._drill_villages.values() if is_drill_code(district) else _rows(TABLES[-1], within=district)
            self._of_district[district] = _below(every).get(district, ())
        return self._of_district[district]

    @cached_property
    def _folded_upper(self) -> dict[Level, list[tuple[Region, str]]]:
        found: dict[Level, list[tuple[Region, str]]] = {level: [] for level in LEVELS}
        for region in self._upper.values():
            found[region.level].append((region, folded(region.name)))
        return found

    @cached_property
    def _folded_villages(self) -> list[tuple[Region, str]]:
        return [(region, folded(region.name)) for region in self._villages.values()]


def folded(text: str) -> str:
    """Return the text as it is compared: lower case, no accents, plain apostrophes, single spaces."""
    plain = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.replace("’", "'").replace("‘", "'").casefold().split())


def _rank(name: str, code: str, wanted: str) -> int | None:
    if name.startswith(wanted) or code.startswith(wanted):
        return 0
    if (at := name.find(wanted)) < 0:
        return None
    return 1 if at and f" {wanted}" in name else 2


def _below(regions: Iterable[Region]) -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region in regions:
        found.setdefault(region.parent_code, []).append(region)
    return {code: tuple(sorted(rows, key=lambda row: (row.name, row.code))) for code, rows in found.items()}


def _rows(file_name: str, *, within: str = "", among: Collection[str] | None = None) -> Iterator[Region]:
    content = resource_path("regions", file_name).read_bytes()
    plain = gzip.decompress(content) if file_name.endswith(".gz") else content
    lines = io.StringIO(plain.decode("utf-8"), newline="")
    next(lines)  # the header
    chosen: Iterable[str] = (line for line in lines if not within or line.startswith(f"{within}."))
    if among is not None:
        chosen = (line for line in lines if line.partition(",")[0] in among)
    for code, parent_code, name in csv.reader(chosen):
        yield Region(code, parent_code, name)
