"""Where things were seen: exhibits by the position in their file, and cases of a place whose position an exhibit tells."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from core.vault.vault import Vault
from core.vault.views import cases, exhibits

VILLAGE = re.compile(r"\b(?:Desa|Kelurahan|Kel\.|Nagari|Gampong|Kampung)\s+[^,;()]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """One point. stream: the exhibit, or the case itself; latitude, longitude: degrees WGS 84; day: YYYY-MM-DD or empty.

    kind "near": a case without a position of its own, set where exhibits of the same place lie.
    """

    kind: Literal["exhibit", "near"]
    stream: str
    case_id: str
    latitude: float
    longitude: float
    title: str
    place: str
    day: str


@dataclass(frozen=True, slots=True)
class MapView:
    """All points, newest first, and how many cases have no place on the map."""

    points: tuple[MapPoint, ...]
    unplaced: int


def map_points(vault: Vault) -> MapView:
    """Return what can be shown on a map. There are no tables of village positions: a position comes from a file only."""
    with vault.read() as tx:
        rows = tx.execute(select(cases.cases.c.case_id, cases.cases.c.title, cases.cases.c.place, cases.cases.c.event_date)).all()
        of_case = {row.case_id: row for row in rows}
        c = exhibits.exhibits.c
        found = tx.execute(
            select(c.stream, c.case_id, c.no, c.title, c.caption, c.place, c.taken_at, c.exif_taken_at, c.latitude, c.longitude).where(
                ~c.is_withdrawn, c.latitude != "", c.longitude != ""
            )
        ).all()
    points, of_place = list[MapPoint](), defaultdict[str, list[tuple[float, float]]](list)
    for row in found:
        where, case = _degrees(row.latitude, row.longitude), of_case.get(row.case_id)
        if where is None:
            continue
        place = row.place or (case.place if case is not None else "")
        title = " · ".join(word for word in (row.no, row.caption or row.title or (case.title if case is not None else "")) if word)
        day = (row.taken_at or row.exif_taken_at)[:10]
        points.append(MapPoint(kind="exhibit", stream=row.stream, case_id=row.case_id, latitude=where[0], longitude=where[1],
                               title=title, place=village_of(place), day=day))  # fmt: skip
        for name in {_key(place), _key(case.place if case is not None else "")} - {""}:
            of_place[name].append(where)
    placed, unplaced = {point.case_id for point in points}, 0
    for case_id, case in of_case.items():
        if case_id in placed:
            continue
        if not (seen := of_place.get(_key(case.place))):
            unplaced += 1
            continue
        latitude, longitude = middle(seen)
        points.append(MapPoint(kind="near", stream=case_id, case_id=case_id, latitude=latitude, longitude=longitude,
                               title=case.title, place=village_of(case.place), day=case.event_date))  # fmt: skip
    return MapView(tuple(sorted(points, key=lambda one: (one.day, one.stream), reverse=True)), unplaced)


def village_of(place: str) -> str:
    """Return the name of the village within a place as people write it, else the place itself."""
    found = VILLAGE.search(place)
    return " ".join(found[0].split()) if found else place


def middle(places: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the median latitude and longitude: one false position does not move it far."""
    latitudes, longitudes = zip(*places, strict=True)
    return sorted(latitudes)[len(latitudes) // 2], sorted(longitudes)[len(longitudes) // 2]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two places (latitude, longitude in degrees) on a sphere of 6,371 km. Source: haversine formula."""
    (a, b), (c, d) = ((math.radians(part) for part in place) for place in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6_371_000 * math.asin(min(1.0, math.sqrt(half)))


def _degrees(latitude: str, longitude: str) -> tuple[float, float] | None:
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    inside = -85 <= north <= 85 and -180 <= east <= 180
    return (north, east) if inside and (north, east) != (0.0, 0.0) else None  # phones without a fix write 0, 0


def _key(place: str) -> str:
    return " ".join(village_of(place).casefold().split())
