"""Scanning back: signed sheets find their papers by the codes on them; what no code can place waits in the tray for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from core.actions.cases.open_case import scope_of_case
from core.actions.check.check_scan import marks_of, page_code_of
from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.evidence.inspect import Intake
from core.evidence.read_scan import SCAN_BYTES_MAX, ScanPage, read_page
from core.reporter import Reporter
from core.vault import scan_tray, truth, views
from core.vault.ids import new_id
from core.vault.scan_tray import TrayPage
from core.vault.vault import Vault
from core.vault.views import Changes, papers, scans
from core.vault.views.papers import Paper
from core.vault.views.scans import Scan, Sheet
from record.header import BlobRef
from record.part import Part

SHEETS_MAX = 80  # of one paper: so many files fit into the header of one record
WHY = frozenset({"no_code", "unknown_paper", "other_case", "twice", "page_unknown", "unreadable"})


class ScanRefused(AppError):
    code = "scan.refused"


FILES, PAGES = "scans", "pages"  # lanes of progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPaper:
    """A paper that got pages. pages: how many it has; scanned: how many of them are here now; replaced: pages that were here before."""

    paper: Paper
    pages: int
    scanned: tuple[int, ...]
    missing: tuple[int, ...]
    replaced: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedBack:
    """What became of a batch. waiting: what went to the tray; known: how many pages were here already, the very same picture."""

    attached: tuple[ScannedPaper, ...]
    waiting: tuple[TrayPage, ...]
    known: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Placed:
    """A stored page and where it belongs. page: 0 when only the paper is known."""

    ref: BlobRef
    turn: int
    page: int = 0
    pages: int = 0


@dataclass(slots=True)
class _Sorted:
    by_paper: dict[str, dict[int, _Placed]] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    waiting: list[TrayPage] = field(default_factory=list)


def scan_back(
    vault: Vault, files: Sequence[Path], *, intake: Intake, case_id: str = "", report: Reporter | None = None, now: Now = wall_now
) -> ScannedBack:
    """Take scans in: every page is read, matched to its paper by its code, put in order and attached as the signed original.

    files: pictures, PDFs or TIFFs, many pages in any order, upside down too. case_id: only papers of this case are matched. A page that is
    scanned again takes the place of the old one; the old scan stays in the history. Pages that cannot be placed go to the tray.
    Progress is told in FILES, and within each file in PAGES. Raises ScanRefused for a file that cannot be read from disk, DiskRefused,
    NobodyHere, Cancelled; nothing is kept then but orphan files.
    """
    report, at, found = report or Reporter(), now(), _Sorted()
    for number, path in enumerate(files):
        report.step(number, len(files), FILES)
        _sort_file(vault, _content(path), path.name, intake, case_id, at, found, report)
    attached, changes, known = list[ScannedPaper](), Changes(), 0
    with vault.write() as tx:
        for stream, placed in found.by_paper.items():
            done, new = _attach(vault, tx, found.papers[stream], placed, at)
            known += len(placed) if done is None else 0
            attached += [done] if done is not None else []
            changes += new
        waiting = [page for page in found.waiting if _lay_in_tray(tx, page)]
    return ScannedBack(attached=tuple(attached), waiting=tuple(waiting), known=known, changes=changes)


def tray(vault: Vault) -> list[TrayPage]:
    """Return the pages that wait, in the order in which they came."""
    with vault.read() as tx:
        return scan_tray.all_pages(tx)


def look_at_page(vault: Vault, page: TrayPage | Sheet, intake: Intake) -> bytes:
    """Return a page as an upright JPEG to show; empty when it cannot be shown. Raises BlobMissing."""
    return read_page(intake, vault.blobs.read_bytes(page.sha256), 0).shown


def match_by_hand(vault: Vault, identity: str, paper: str, page: int, *, pages: int = 0, now: Now = wall_now) -> ScannedBack:
    """Put a page from the tray to a paper, as a person says. pages: how many the paper has, 0 when nobody knows.

    Raises ScanRefused when page or paper is not there (any more), or the page cannot be shown.
    """
    at = now()
    with vault.write() as tx:
        waiting, kept = scan_tray.one(tx, identity), papers.one(tx, paper)
        if waiting is None or kept is None:
            raise ScanRefused(
                "The page was not attached: it is not in the tray any more, or the paper is unknown.", "Look at the tray again."
            )
        if waiting.why == "unreadable":
            raise ScanRefused("The page was not attached: it cannot be opened.", "Throw it away and scan the sheet again.")
        if page < 1 or (pages and page > pages):
            raise ScanRefused("The page was not attached: the paper has no such page.", "Type the number at the foot of the sheet.")
        ref = BlobRef(sha256=waiting.sha256, size=waiting.size, media_type=waiting.media_type, role="scan")
        done, changes = _attach(vault, tx, kept, {page: _Placed(ref, waiting.turn, page, pages)}, at)
        scan_tray.remove(tx, identity)
    return ScannedBack(attached=(done,) if done is not None else (), waiting=(), known=int(done is None), changes=changes)


def throw_away(vault: Vault, identity: str) -> None:
    """Take a page out of the tray for good; its picture is removed unless a record names it. Nothing happens when it is gone already."""
    with vault.write() as tx:
        page = scan_tray.one(tx, identity)
        if page is None:
            return
        scan_tray.remove(tx, identity)
        is_held = truth.holds_blob(tx, page.sha256)
    if not is_held:
        vault.blobs.path(page.sha256).unlink(missing_ok=True)


def originals_of(vault: Vault, paper: str) -> list[Scan]:
    """Return all scans of a paper, the newest last: that one is its signed original."""
    with vault.read() as tx:
        return scans.of_paper(tx, paper)


# inside


def _content(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > SCAN_BYTES_MAX:
            raise ScanRefused("The scan was not taken: it is no file, or larger than 200 MB.", "Scan in smaller parts.", path=path.name)
        return path.read_bytes()
    except OSError as error:
        raise ScanRefused("The scan was not taken: the file cannot be read.", "Check that it still exists.", path=path.name) from error


def _sort_file(
    vault: Vault, content: bytes, name: str, intake: Intake, case_id: str, at: datetime, found: _Sorted, report: Reporter
) -> None:
    first = read_page(intake, content, 0)
    if first.pages == 0:
        found.waiting.append(_to_tray(vault, name, content, first, "unreadable", "", at))
        return
    for number in range(first.pages):
        report.step(number, first.pages, PAGES)
        page = first if number == 0 else read_page(intake, content, number)
        if page.why_not is not None:
            found.waiting.append(_to_tray(vault, name, content, page, "unreadable", "", at))
            continue
        _sort_page(vault, page, name, case_id, at, found)


def _sort_page(vault: Vault, page: ScanPage, name: str, case_id: str, at: datetime, found: _Sorted) -> None:
    code, marks = page_code_of(page), marks_of(page)
    with vault.read() as tx:
        named = papers.of_page_code(tx, code.paper) if code is not None else []
        if code is None and len(marks) == 1:
            named = [kept for mark in marks if (kept := papers.one(tx, mark.facts.paper)) is not None]
    paper = named[0] if len(named) == 1 else None
    if paper is None:
        why = "no_code" if code is None and not marks else "unknown_paper"
    elif case_id and paper.case_id != case_id:
        why = "other_case"
    elif code is None:
        why = "page_unknown"
    else:
        stored = vault.blobs.put_bytes(page.picture)
        ref = BlobRef(sha256=stored.sha256, size=stored.size, media_type=page.media_type, role="scan")
        placed = found.by_paper.setdefault(paper.stream, {})
        if code.page in placed and placed[code.page].ref.sha256 != ref.sha256:
            found.waiting.append(_to_tray(vault, name, page.picture, page, "twice", paper.stream, at))
            return
        placed[code.page] = _Placed(ref, page.turn, code.page, code.pages)
        found.papers[paper.stream] = paper
        return
    found.waiting.append(_to_tray(vault, name, page.picture, page, why, paper.stream if paper is not None else "", at))


def _to_tray(vault: Vault, name: str, content: bytes, page: ScanPage, why: str, paper: str, at: datetime) -> TrayPage:
    stored = vault.blobs.put_bytes(content)
    return TrayPage(
        id=new_id(),
        file_name=name,
        page=page.number + 1,
        sha256=stored.sha256,
        size=stored.size,
        media_type=page.media_type,
        turn=page.turn,
        why=why,
        paper=paper,
        at=at.isoformat(timespec="milliseconds"),
    )


def _lay_in_tray(tx: Connection, page: TrayPage) -> bool:
    return not truth.holds_blob(tx, page.sha256) and scan_tray.add(tx, page)


def _attach(vault: Vault, tx: Connection, paper: Paper, placed: Mapping[int, _Placed], at: datetime) -> tuple[ScannedPaper | None, Changes]:
    """Write what the paper's signed original is now: the pages that came, and those that were here and were not scanned again."""
    before = scans.of_papers(tx, [paper.stream]).get(paper.stream)
    old = {sheet.page: sheet for sheet in before.sheets} if before is not None else {}
    if all(number in old and old[number].sha256 == one.ref.sha256 for number, one in placed.items()):
        return None, Changes()
    pages = max([*(one.pages for one in placed.values()), before.pages if before is not None else 0])
    sheets = {number: (sheet.sha256, sheet.turn) for number, sheet in old.items()}
    sheets |= {number: (one.ref.sha256, one.turn) for number, one in placed.items()}
    if len(sheets) > SHEETS_MAX:
        raise ScanRefused("The scan was not attached: a signed original has at most 80 pages here.", "Keep it as evidence of the case.")
    refs = _refs(tx, paper.stream) | {one.ref.sha256: one.ref for one in placed.values()}
    body = {
        "case": paper.case_id,
        "document": paper.document,
        "pages": pages,
        "sheets": [{"page": number, "sha256": digest, "turn": turn} for number, (digest, turn) in sorted(sheets.items())],
    }
    blobs = {digest: refs[digest] for digest, _turn in (sheets[number] for number in sorted(sheets))}
    for ref in blobs.values():
        truth.add_held_blob(tx, ref.sha256, ref.size)
    appended = vault.log.append(
        tx,
        type=scans.SCANNED,
        stream=paper.stream,
        at=at,
        person=vault.person(tx).id,
        schema=f"{scans.SCANNED}/1",
        scope=scope_of_case(tx, paper.case_id),
        parts=(Part.fresh("scan", body),),
        blobs=tuple(blobs.values()),
    )
    changes = views.update(tx, [(appended.id, appended.header)])
    missing = tuple(number for number in range(1, pages + 1) if number not in sheets)
    replaced = tuple(number for number in sorted(placed) if number in old)
    return ScannedPaper(paper=paper, pages=pages, scanned=tuple(sorted(sheets)), missing=missing, replaced=replaced), changes


def _refs(tx: Connection, paper: str) -> dict[str, BlobRef]:
    """The files that earlier scans of the paper name."""
    earlier: Iterable[BlobRef] = (
        ref for stored in truth.of_stream(tx, paper) if stored.header.type == scans.SCANNED for ref in stored.header.blobs
    )
    return {ref.sha256: ref for ref in earlier}
