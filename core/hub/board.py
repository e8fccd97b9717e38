"""Who has handed in this evening and who has not: laptops of the roster, laptops seen before, and regions from which none is known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.exchange.carry import waiting_parts
from core.actions.exchange.evening import evening_of
from core.rules.regions import Regions, RegionUnknown
from core.vault import hand_ins, outgoing, truth
from core.vault.hand_ins import KEPT, TAKEN, HubLaptop, HubPart
from core.vault.vault import Vault
from core.vault.views import received
from record.roster import Device, Roster

BoardStanding = Literal["missing", "under_way", "partly", "copied", "at_centre", "refused"]
ORDER: tuple[BoardStanding, ...] = ("missing", "partly", "under_way", "copied", "at_centre", "refused")
SEEN_DAYS = 60  # a laptop that was last here so long ago is not expected any more


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One laptop, or a region from which no laptop is known (laptop and device empty).

    place: name of the office or region; at: when it last handed in (ISO 8601 by the hub's clock; any evening), empty for never.
    documents, photos: handed in this evening. left_*: what it said still waits on it. waits_bytes: of it here, on the way to the centre.
    is_own: of the hub's own office.
    """

    place: str
    office: str
    laptop: str
    device: str
    standing: BoardStanding
    at: str
    documents: int = 0
    photos: int = 0
    left_records: int = 0
    left_files: int = 0
    left_bytes: int = 0
    waits_bytes: int = 0
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """rows: those that have not handed in first. evening: YYYY-MM-DD; at: when this was read."""

    office: str
    office_name: str
    evening: str
    at: str
    rows: tuple[BoardRow, ...]

    def count(self, *standings: BoardStanding) -> int:
        return sum(row.standing in standings for row in self.rows)

    @property
    def expected(self) -> int:
        return sum(row.standing != "refused" for row in self.rows)

    @property
    def handed_in(self) -> int:
        return self.count("copied", "at_centre")


def board(vault: Vault, *, now: Now = wall_now, busy: frozenset[str] = frozenset()) -> Board:
    """Return the board of this vault's hub; also of one that is closed. busy: laptops that are handing in just now."""
    at = now()
    evening = evening_of(at)
    with vault.read() as tx:
        roster = vault.roster(tx)
        seen = {one.device: one for one in hand_ins.laptops(tx)}
        waits = _waits(vault, tx, seen)
        rows = list(_laptops(vault, roster, seen, waits, evening=evening, at=at, busy=busy))
    covered = {row.office for row in rows}
    rows += [
        BoardRow(place=name, office=code, laptop="", device="", standing="missing", at="")
        for code, name in _children(vault.office)
        if code not in covered
    ]
    return Board(
        office=vault.office,
        office_name=_name(roster, vault.office),
        evening=evening,
        at=at.isoformat(timespec="seconds"),
        rows=tuple(sorted(rows, key=lambda row: (ORDER.index(row.standing), not row.is_own, row.place, row.laptop))),
    )


def _laptops(
    vault: Vault,
    roster: Roster,
    seen: Mapping[str, HubLaptop],
    waits: Mapping[str, int | None],
    *,
    evening: str,
    at: datetime,
    busy: frozenset[str],
) -> Iterator[BoardRow]:
    own = vault.office
    for device in _expected(vault, roster):
        met = seen.get(device.id)
        if met is None or met.is_refused:
            yield BoardRow(
                place=_place(roster, device.office, own),
                office=device.office,
                laptop=device.name,
                device=device.id,
                standing="missing",
                at="",
                is_own=device.office == own,
            )
    known = {device.id for device in _expected(vault, roster)}
    for met in seen.values():
        if met.is_refused:
            if met.day == evening:
                place = _place(roster, met.office, own) if met.office else ""
                yield BoardRow(place=place, office=met.office, laptop=met.name, device=met.device, standing="refused", at=met.met_at)
        elif met.device in known or _is_recent(met, at):
            place = _place(roster, met.office, own) or met.office_name
            yield _row(met, place, waits.get(met.device), evening=evening, busy=busy, is_own=met.office == own)


def _row(met: HubLaptop, place: str, waits: int | None, *, evening: str, busy: frozenset[str], is_own: bool) -> BoardRow:
    has_handed = bool(met.handed_at) and evening_of(datetime.fromisoformat(met.handed_at)) == evening
    has_left = bool(met.left_records or met.left_files)
    standing: BoardStanding
    if met.device in busy:
        standing = "under_way"
    elif not has_handed:
        standing = "missing"
    elif has_left:
        standing = "partly"
    else:
        standing = "copied" if waits is None or waits else "at_centre"
    today = met.day == evening
    return BoardRow(
        place=place or met.office,
        office=met.office,
        laptop=met.name,
        device=met.device,
        standing=standing,
        at=met.handed_at,
        documents=met.documents if today else 0,
        photos=met.photos if today else 0,
        left_records=met.left_records,
        left_files=met.left_files,
        left_bytes=met.left_bytes,
        waits_bytes=waits or 0,
        is_own=is_own,
    )


def _expected(vault: Vault, roster: Roster) -> list[Device]:
    """Return the laptops of the own office but this one, and those of the offices directly below."""
    below = vault.office.count(".") + 1
    return [
        one
        for one in roster.devices.values()
        if one.key.ended_after is None
        and one.id != vault.log.device
        and (one.office == vault.office or (one.office.startswith(vault.office + ".") and one.office.count(".") == below))
    ]


def _waits(vault: Vault, tx: Connection, seen: Mapping[str, HubLaptop]) -> dict[str, int | None]:
    """Return device -> bytes that it handed in and that have not reached the centre; None where they are not counted in bytes."""
    carried = {part.sha256: part.size for part in waiting_parts(vault)}
    found: dict[str, int | None] = {}
    own: set[str] = set()
    for part in hand_ins.parts(tx):
        found[part.device] = (found.get(part.device) or 0) + _waiting_bytes(part, carried)
        if part.state == TAKEN:
            own.add(part.device)
    ends = received.log_ends(tx)
    for device in own:
        log = seen[device].log if device in seen else ""
        if not found[device] and not _is_received(tx, log, ends):
            found[device] = None
    return found


def _waiting_bytes(part: HubPart, carried: Mapping[str, int]) -> int:
    return part.size if part.state == KEPT else carried.get(part.sha256, 0)


def _is_received(tx: Connection, log: str, ends: Mapping[str, int]) -> bool:
    """Return whether the centre has signed for all that this vault holds of a log, files too."""
    if truth.log_ends(tx).get(log, 0) > ends.get(log, 0):
        return False
    return all(received.has_blob(tx, one.ref.sha256) for one in outgoing.files(tx, logs=[log]) if truth.holds_blob(tx, one.ref.sha256))


def _is_recent(met: HubLaptop, at: datetime) -> bool:
    return at - datetime.fromisoformat(met.met_at) < timedelta(days=SEEN_DAYS)


def _name(roster: Roster, office: str) -> str:
    return str(roster.offices.get(office, {}).get("name", "")) or _region_name(office)


def _place(roster: Roster, office: str, own: str) -> str:
    """Return how an office is called on the board: another one by its region, which is short."""
    return _name(roster, office) if office == own else _region_name(office) or _name(roster, office)


@lru_cache(maxsize=1)
def _regions() -> Regions:
    return Regions.load()


def _region_name(code: str) -> str:
    try:
        return _regions().find(code).name
    except RegionUnknown:
        return ""


def _children(code: str) -> Iterable[tuple[str, str]]:
    try:
        return [(one.code, one.name) for one in _regions().children(code)]
    except RegionUnknown:
        return []
