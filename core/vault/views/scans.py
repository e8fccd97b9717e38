"""The signed originals of papers: what came back from the pen by way of a scanner, page by page. The newest stands for the paper."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, Text, delete, insert, select

from core.vault.views.said import Said, text_of, whole_of
from core.vault.views.table import key, views

SCANNED = "paper.scanned"
TYPES = (SCANNED,)

scans = Table(
    "view_scans",
    views,
    key("record_id"),
    Column("paper", String, nullable=False, index=True),
    Column("case_id", String, nullable=False, index=True),
    Column("place", Integer, nullable=False),  # 1, 2, 3 ... among the scans of the paper, in their common order
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("pages", Integer, nullable=False),  # of the paper; 0 when nobody knew
    Column("sheets", Text, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a signed original. sha256: its picture; turn: degrees clockwise by which the picture is to be turned."""

    page: int
    sha256: str
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One scan of a paper as a whole. place counts the scans of this paper; the highest one stands for it."""

    record_id: str
    paper: str
    case_id: str
    place: int
    at: str
    person: str
    pages: int
    sheets: tuple[Sheet, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages of the paper that were not scanned."""
        here = {sheet.page for sheet in self.sheets}
        return tuple(page for page in range(1, self.pages + 1) if page not in here)


def update(tx: Connection, stream: str, told: Sequence[Said]) -> str | None:
    """Compute the rows of one paper anew. told: its records. Returns its case, None when nothing of it was scanned."""
    tx.execute(delete(scans).where(scans.c.paper == stream))
    said = [one for one in told if one.header.type == SCANNED]
    for place, one in enumerate(said, 1):
        body = one.body("scan")
        sheets = [[sheet.page, sheet.sha256, sheet.turn] for sheet in _sheets(one)]
        row = {"record_id": one.id, "paper": stream, "case_id": text_of(body, "case"), "place": place, "at": one.header.at}
        row |= {"person": one.header.person, "pages": whole_of(body, "pages"), "sheets": json.dumps(sheets)}
        tx.execute(insert(scans).values(**row))
    return text_of(said[-1].body("scan"), "case") if said else None


def of_papers(tx: Connection, papers: Iterable[str]) -> dict[str, Scan]:
    """Return the newest scan of each of these papers that has one."""
    chosen = select(scans).where(scans.c.paper.in_(list(papers))).order_by(scans.c.paper, scans.c.place)
    return {row.paper: _scan(row) for row in tx.execute(chosen)}


def of_paper(tx: Connection, paper: str) -> list[Scan]:
    """Return all scans of a paper, the newest last."""
    return [_scan(row) for row in tx.execute(select(scans).where(scans.c.paper == paper).order_by(scans.c.place))]


def _sheets(said: Said) -> list[Sheet]:
    """The pages as the record names them, in order; only those whose picture the header vouches for."""
    vouched = {ref.sha256 for ref in said.header.blobs}
    given = said.body("scan").get("sheets")
    found: dict[int, Sheet] = {}
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict) and text_of(one, "sha256") in vouched and whole_of(one, "page") >= 1:
            turn = whole_of(one, "turn") if whole_of(one, "turn") in (90, 180, 270) else 0
            found[whole_of(one, "page")] = Sheet(page=whole_of(one, "page"), sha256=text_of(one, "sha256"), turn=turn)
    return [found[page] for page in sorted(found)]


def _scan(row: object) -> Scan:
    values = dict(row._mapping)  # type: ignore[attr-defined]
    sheets = tuple(Sheet(page=page, sha256=digest, turn=turn) for page, digest, turn in json.loads(values.pop("sheets")))
    return Scan(**values, sheets=sheets)
