"""The print queue: hands papers to the print service one after the other, and notes what became of each. None is lost, none goes twice.

A paper is `waiting`; a job is begun for it that prints nothing yet; its number is noted (`handed`); only then the job gets the paper; when
the service says that it is done, it is `printed`. After a crash at any of these moments the service is asked before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from core.actions.clock import Now, wall_now
from core.actions.office.office_time import in_office
from core.errors import AppError
from core.papers.content import PaperSize
from core.papers.page_size import paper_size_of
from core.papers.print_copy import Fit, for_printer
from core.papers.signature_field import signature_fields
from core.papers.words import date_id
from core.platform import only_one
from core.printing import spooler as service
from core.printing.media import media_name
from core.printing.spooler import Printer, PrintRefused, Spooler
from core.vault import local, printing
from core.vault.printing import COVER, HANDED, LEFT_OUT, PRINTED, UNSURE, WAITING, Print, Run
from core.vault.vault import Vault
from core.vault.views import papers, scans

if TYPE_CHECKING:
    from core.papers.cover_sheet import CoverSheet

AT_ONCE = 3  # papers that lie at the print service at a time: enough to keep a printer busy, few enough to stop and to hide
FITS = "printer_fits"
COPY_MARK, FOR_PEN_MARK = "SALINAN", "UNTUK DITANDATANGANI DENGAN PENA"
PEN_MARK, UNSIGNED_MARK = "ASLI DITANDATANGANI DENGAN PENA", "TANPA TANDA TANGAN ELEKTRONIK"


class JobLost(AppError):
    code = "print.job_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSeen:
    """How the open run stands. trouble: why it does not go on now. must_pause: a person must look before it goes on."""

    run: Run | None
    total: int = 0
    printed: int = 0
    waiting: int = 0
    handed: int = 0
    unsure: int = 0
    left_out: int = 0
    trouble: AppError | None = None
    must_pause: bool = False
    next_title: str = ""

    @property
    def is_over(self) -> bool:
        return self.run is None or self.waiting + self.handed + self.unsure == 0


def look_at_queue(vault: Vault, *, trouble: AppError | None = None, must_pause: bool = False) -> QueueSeen:
    """Return how the queue stands by what was noted; nothing is asked or sent."""
    with vault.read() as tx:
        run = printing.open_run(tx) or printing.last_run(tx)
        if run is None:
            return QueueSeen(run=None)
        found, next_one = printing.counts(tx, run.id), printing.next_waiting(tx, run.id)
    return QueueSeen(
        run=run,
        total=sum(found.values()),
        printed=found.get(PRINTED, 0),
        waiting=found.get(WAITING, 0),
        handed=found.get(HANDED, 0),
        unsure=found.get(UNSURE, 0),
        left_out=found.get(LEFT_OUT, 0),
        trouble=trouble,
        must_pause=must_pause,
        next_title=next_one.title if next_one is not None else "",
    )


def advance(vault: Vault, spooler: Spooler, *, now: Now = wall_now) -> QueueSeen:
    """Do one round: ask what became of the papers handed over, and hand over the next ones. Call it again and again; stop at will.

    Only one program does it at a time. Never raises for a printer's trouble: that is in the answer, and everything keeps its place.
    """
    with only_one(vault.folder / "printing.lock") as is_mine:
        if not is_mine:
            return look_at_queue(vault, trouble=AppError("Another program prints this list now.", "Wait, or close the other window."))
        with vault.read() as tx:
            run = printing.open_run(tx)
        if run is None:
            return look_at_queue(vault)
        try:
            must_pause = _ask_back(vault, spooler, run, now)
            trouble = must_pause or _hand_over(vault, spooler, run, now)
        except (service.SpoolerAway, service.PrinterGone, PrintRefused) as error:
            return look_at_queue(vault, trouble=error)
        seen = look_at_queue(vault, trouble=trouble, must_pause=must_pause is not None)
        if seen.is_over:
            with vault.write() as tx:
                printing.close_run(tx, run.id)
        return seen


def leave_out_rest(vault: Vault, *, now: Now = wall_now) -> QueueSeen:
    """Take what was not handed over yet out of the queue. What lies at the printer still comes."""
    with only_one(vault.folder / "printing.lock"), vault.write() as tx:
        if (run := printing.open_run(tx)) is not None:
            for one in printing.of_run(tx, run.id, WAITING):
                printing.keep(tx, one.id, state=LEFT_OUT, at=_iso(now))
            if not printing.of_run(tx, run.id, HANDED, UNSURE):
                printing.close_run(tx, run.id)
    return look_at_queue(vault)


def settle(vault: Vault, print_id: str, *, came_out: bool, now: Now = wall_now) -> QueueSeen:
    """Note what a person saw of a paper about which the print service knows nothing any more: it came out, or is to be sent again."""
    with vault.write() as tx:
        one = printing.one(tx, print_id)
        if one is not None and one.state == UNSURE:
            printing.keep(tx, print_id, state=PRINTED if came_out else WAITING, at=_iso(now), job="")
    return look_at_queue(vault)


def use_printer(vault: Vault, printer: str) -> QueueSeen:
    """Send what was not handed over yet to another printer."""
    with vault.write() as tx:
        if (run := printing.open_run(tx)) is not None:
            printing.change_printer(tx, run.id, printer)
    return look_at_queue(vault)


def fit_of(vault: Vault, printer: str) -> Fit:
    """Return how the pages are moved and scaled for a printer."""
    with vault.read() as tx:
        kept = local.setting(tx, FITS)
    given = kept.get(printer) if isinstance(kept, dict) else None
    if not isinstance(given, Mapping):
        return Fit()
    return Fit(**{name: int(given[name]) for name in ("right", "down", "permille") if isinstance(given.get(name), int)})


def keep_fit(vault: Vault, printer: str, fit: Fit) -> None:
    """Keep how the pages are moved and scaled for a printer, on this laptop."""
    with vault.write() as tx:
        kept = local.setting(tx, FITS)
        fits = dict(kept) if isinstance(kept, dict) else {}
        local.keep_setting(tx, FITS, fits | {printer: {"right": fit.right, "down": fit.down, "permille": fit.permille}})


def _ask_back(vault: Vault, spooler: Spooler, run: Run, now: Now) -> AppError | None:
    """Note what became of every paper that was handed over. Returns why a person must look, when he must."""
    with vault.read() as tx:
        handed = printing.of_run(tx, run.id, HANDED)
    lost: AppError | None = None
    for one in handed:
        found = spooler.look(one.job, one.job_name) if spooler.can_be_asked and one.job else None
        if found == service.EMPTY:  # we ended between beginning the job and giving it its paper
            spooler.drop(one.job)  # not sent into: a paper that is still on its way to this job would make it two
            _keep(vault, one, WAITING, now, job="")
        elif found == service.DONE:
            _keep(vault, one, PRINTED, now)
            spooler.forget(one.job)
        elif found in (service.CANCELLED, service.FAILED):
            _keep(vault, one, WAITING, now, job="")
            lost = JobLost(
                "The printer did not finish a paper: {paper}.", "It is sent again when you press Resume. Look at the printer first.",
                paper=one.title,
            )  # fmt: skip
        elif found is None:
            _keep(vault, one, UNSURE, now)
    return lost


def _hand_over(vault: Vault, spooler: Spooler, run: Run, now: Now) -> AppError | None:
    with vault.read() as tx:
        handed = len(printing.of_run(tx, run.id, HANDED))
    if handed >= AT_ONCE or not _has_waiting(vault, run):
        return _why_it_stands(spooler.printer(run.printer)) if handed else None
    printer = spooler.printer(run.printer)
    if (trouble := _why_it_stands(printer)) is not None and (printer.state == service.STOPPED or not printer.is_accepting):
        return trouble
    is_first = True
    for _ in range(AT_ONCE - handed):
        with vault.read() as tx:
            one = printing.next_waiting(tx, run.id)
            is_copy = one is not None and bool(one.pdf) and printing.was_printed(tx, one.pdf, before_run=run.id)
        if one is None:
            break
        _hand_one(vault, spooler, printer, one, is_copy=is_copy, ask_first=is_first, now=now)
        is_first = False
    return trouble


def _hand_one(vault: Vault, spooler: Spooler, printer: Printer, one: Print, *, is_copy: bool, ask_first: bool, now: Now) -> None:
    at = in_office(vault, now())
    numbered = replace(one, attempt=one.attempt + 1, is_copy=is_copy, printer=printer.name)
    pdf = _bytes_of(vault, numbered, printer.name, at)
    job = spooler.find(printer.name, numbered.job_name) if ask_first and spooler.can_be_asked else ""
    if not job:
        job = spooler.begin(printer.name, numbered.job_name, media_name(paper_size_of(pdf), printer.media))
    with vault.write() as tx:
        printing.keep(tx, one.id, state=HANDED, at=at.isoformat(), job=job, attempt=numbered.attempt, is_copy=is_copy, printer=printer.name)
    if spooler.can_be_asked and ask_first and spooler.look(job, numbered.job_name) != service.EMPTY:
        return
    try:
        spooler.send(printer.name, job, numbered.job_name, pdf)
    except service.SpoolerAway:
        if not spooler.can_be_asked:  # the window did not take it up: nothing was printed
            _keep(vault, one, WAITING, now)
        raise
    if not spooler.can_be_asked:
        _keep(vault, numbered, PRINTED, now)


def _bytes_of(vault: Vault, one: Print, printer: str, at: datetime) -> bytes:
    """The pages as they go to the printer: from memory, marked where they must be, moved as this printer needs it."""
    from core.papers.cover_sheet import draw_cover

    fit = fit_of(vault, printer)
    if one.kind == COVER:
        return for_printer(draw_cover(_cover(one.sheet), at=at), fit=fit)
    pdf = vault.blobs.read_bytes(one.pdf)
    return for_printer(pdf, marks=marks_of(vault, pdf, at=at, is_copy=one.is_copy), fit=fit)


def marks_of(vault: Vault, pdf: bytes, *, at: datetime, is_copy: bool) -> tuple[str, ...]:
    """Return what a print of a kept paper bears beside its own words. at: now, by the office's clock.

    A first print without an electronic signature is the sheet that a pen signs and that becomes the original: it says only what it is for.
    A copy says that it is one, and whether the original bears signatures of a pen: those it cannot show.
    """
    is_signed = any(field.signed for field in signature_fields(pdf))
    if not is_copy:
        return () if is_signed else (FOR_PEN_MARK,)
    copy = COPY_MARK, f"dicetak ulang {date_id(at.date())}"
    if is_signed:
        return copy
    with vault.read() as tx:
        paper = papers.stream_of(tx, sha256(pdf).hexdigest())
        has_original = paper is not None and bool(scans.of_paper(tx, paper))
    return (*copy, PEN_MARK if has_original else UNSIGNED_MARK)


def _cover(sheet: Mapping[str, Any]) -> CoverSheet:
    from core.papers.cover_sheet import CoverSheet

    size: PaperSize = "F4" if sheet.get("paper_size") == "F4" else "A4"
    papers = [(str(title), str(number), int(copies)) for title, number, copies in sheet["papers"]]
    return CoverSheet(
        office=str(sheet["office"]), bundle=str(sheet["bundle"]), set_no=int(sheet["set_no"]), sets=int(sheet["sets"]), papers=papers,
        paper_size=size, is_drill=bool(sheet["is_drill"]),
    )  # fmt: skip


def _why_it_stands(printer: Printer) -> AppError | None:
    """What keeps a printer from printing, in words. Source: printer-state-reasons, RFC 8011 section 5.4.12."""
    reasons = " ".join(printer.reasons)

    def told(*words: str) -> bool:
        return any(word in reasons for word in words)

    if told("media-empty", "media-needed"):
        return PrintRefused("The printer has no paper.", "The queue waits and goes on by itself.")
    if told("media-jam"):
        return PrintRefused("Paper is jammed in the printer.", "The queue waits and goes on by itself.")
    if told("cover-open", "door-open"):
        return PrintRefused("A cover of the printer is open.", "The queue waits and goes on by itself.")
    if told("toner-empty", "marker-supply-empty"):
        return PrintRefused("The printer has no toner or ink.", "The queue waits and goes on by itself.")
    if told("offline", "connecting-to-device", "timed-out"):
        return PrintRefused("The printer is off or not connected.", "The queue waits and goes on by itself.")
    if printer.state == service.STOPPED or "paused" in reasons:
        return PrintRefused("The printer is paused.", "The queue waits. Resume the printer in the system's settings.")
    if not printer.is_accepting:
        return PrintRefused("The printer takes no papers now.", "The queue waits. Let it take papers again in the system's settings.")
    return None


def _has_waiting(vault: Vault, run: Run) -> bool:
    with vault.read() as tx:
        return printing.next_waiting(tx, run.id) is not None


def _keep(vault: Vault, one: Print, state: str, now: Now, **values: object) -> None:
    with vault.write() as tx:
        printing.keep(tx, one.id, state=state, at=_iso(now), **values)


def _iso(now: Now) -> str:
    return now().isoformat()
