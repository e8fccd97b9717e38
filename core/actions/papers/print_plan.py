"""What a clerk wants printed: which papers of which cases, how often, in which order; and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.numbers.number_standing import HERE, standing
from core.actions.office.letterhead import paper_of
from core.actions.office.office import DRILL_PROVINCE
from core.actions.papers.kept_paper import kept_paper
from core.actions.papers.make_paper import make_paper
from core.actions.papers.paper_batch import make_papers, signing
from core.errors import AppError
from core.papers.render_pool import RenderPool
from core.reporter import Reporter
from core.rules.number_pattern import kind_of
from core.vault import printing
from core.vault.ids import new_id
from core.vault.printing import COVER, Print, Run
from core.vault.vault import Vault
from core.vault.views import cases, documents
from core.vault.views.documents import Document
from core.vault.views.papers import Paper
from core.vault.views.typed_numbers import is_provisional
from forms.library import official

BY_CASE, BY_FORM = "case", "form"
SIGN, AS_IT_IS, LEAVE_OUT = "sign", "as_it_is", "leave_out"  # what happens to documents of which no signed paper is kept
SETS_MAX, COPIES_MAX, PRINTS_MAX = 20, 20, 5_000


class PrintListRefused(AppError):
    code = "print.list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """forms: ids, none for all. sets: how often the whole bundle; copies: of each paper within a set. order: by case or by form."""

    cases: tuple[str, ...]
    forms: tuple[str, ...] = ()
    sets: int = 1
    copies: int = 1
    order: str = BY_CASE
    has_covers: bool = False
    unsigned: str = SIGN


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPrint:
    """One document of the list. paper: what is kept of its present state. was_printed: that paper was printed from here before.

    lacks_number: its official number is missing though the book is on this laptop.
    """

    document: Document
    title: str
    paper: Paper | None
    was_printed: bool
    lacks_number: bool

    @property
    def is_signed(self) -> bool:
        return self.paper is not None and self.paper.signatures > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPlan:
    """What would be printed, shown before anything is signed. prints: how many papers come out, cover sheets not counted."""

    wish: Wish
    lines: tuple[ToPrint, ...]
    covers: int

    @property
    def prints(self) -> int:
        return len(self.chosen) * self.wish.sets * self.wish.copies

    @property
    def chosen(self) -> tuple[ToPrint, ...]:
        return tuple(one for one in self.lines if one.is_signed or self.wish.unsigned != LEAVE_OUT)

    @property
    def unsigned(self) -> tuple[ToPrint, ...]:
        return tuple(one for one in self.lines if not one.is_signed)

    @property
    def lacking_numbers(self) -> tuple[ToPrint, ...]:
        return tuple(one for one in self.chosen if one.lacks_number)

    @property
    def reprints(self) -> int:
        return sum(one.was_printed for one in self.chosen)


def plan_prints(vault: Vault, wish: Wish, *, now: Now = wall_now) -> PrintPlan:
    """Return what a wish comes to. Withdrawn documents and those that another took the place of are left out."""
    with vault.read() as tx:
        held = _kinds_held(vault, tx, now)
        already = printing.printed(tx)
        lines = []
        for case in wish.cases:
            for one in documents.of_case(tx, case):
                if one.is_withdrawn or (wish.forms and one.form_id not in wish.forms) or documents.superseded_by(tx, one.stream):
                    continue
                paper = kept_paper(tx, one) or kept_paper(tx, one, is_signed=False)
                kind = kind_of(one.form_id)
                lacks = kind is not None and kind.key in held and (not one.number.strip() or is_provisional(one.number))
                lines.append(
                    ToPrint(
                        document=one, title=title_of(one.form_id), paper=paper, lacks_number=lacks,
                        was_printed=paper is not None and paper.pdf in already,
                    )
                )  # fmt: skip
    plan = PrintPlan(wish=wish, lines=tuple(lines), covers=0)
    bundles = sum(1 for _ in _bundles(plan.chosen, wish))
    return PrintPlan(wish=wish, lines=plan.lines, covers=bundles * wish.sets if wish.has_covers else 0)


def queue_prints(
    vault: Vault, plan: PrintPlan, printer: str, *, passphrase: str = "", report: Reporter | None = None, now: Now = wall_now
) -> Run:
    """Make what is not made yet - signed with the passphrase that was given for this list - and put everything into the queue.

    Raises PrintListRefused for an empty or too long list and while another one is not over, WrongPassphrase, DiskRefused. Papers that
    were signed stay when it is stopped; the queue gets all or nothing.
    """
    wish = plan.wish
    if not plan.chosen:
        raise PrintListRefused("Nothing was printed: the list is empty.", "Choose other cases or forms.")
    if plan.prints + plan.covers > PRINTS_MAX or not 0 < wish.sets <= SETS_MAX or not 0 < wish.copies <= COPIES_MAX:
        raise PrintListRefused("Nothing was printed: the list is too long.", "Print it in several parts.")
    with vault.read() as tx:
        _refuse_second(tx)
    papers = {one.document.stream: one.paper for one in plan.chosen if one.is_signed}
    open_ones = [one for one in plan.chosen if not one.is_signed]
    if open_ones and wish.unsigned == SIGN:
        with signing(vault, passphrase, now=now) as pen, RenderPool() as pool:
            for made in make_papers(vault, [one.document for one in open_ones], pool, pen=pen, report=report, now=now):
                if made.paper:
                    with vault.read() as tx:
                        papers[made.document.stream] = kept_paper(tx, made.document)
    for number, one in enumerate(open_ones):
        if papers.get(one.document.stream) is None:  # another's block, or printed as it is: kept, so that its scan is known again
            if report is not None:
                report.step(number, len(open_ones), one.document.form_id)
            if one.paper is None:
                make_paper(vault, one.document.stream, now=now)
            with vault.read() as tx:
                papers[one.document.stream] = kept_paper(tx, one.document, is_signed=False)
    with vault.write() as tx:
        _refuse_second(tx)
        run = Run(id=new_id(), begun_at=now().isoformat(timespec="seconds"), printer=printer)
        printing.add_run(tx, run, list(_prints(vault, tx, plan, run, papers)))
    return run


def title_of(form_id: str) -> str:
    """Return the Indonesian title of a form."""
    forms = official()
    return forms[form_id].titles[""] if form_id in forms else form_id


def _refuse_second(tx: Connection) -> None:
    if printing.open_run(tx) is not None:
        raise PrintListRefused("Another list is not printed to its end yet.", "Let it end, or take the rest of it out of the queue.")


def _kinds_held(vault: Vault, tx: Connection, now: Now) -> set[str]:
    """The registers whose book is on this laptop: only there can a missing number be given."""
    found = set()
    for form_id in official():
        kind = kind_of(form_id)
        if kind is not None and kind.key not in found and standing(vault, tx, kind, on=now().date()).state == HERE:
            found.add(kind.key)
    return found


def _bundles(lines: Sequence[ToPrint], wish: Wish) -> Iterator[tuple[str, list[ToPrint]]]:
    """Yield (case or form, its papers): what one set consists of."""
    keys = [one.document.case_id if wish.order == BY_CASE else one.document.form_id for one in lines]
    for key in dict.fromkeys(keys):
        yield key, [one for one, of in zip(lines, keys, strict=True) if of == key]


def _prints(vault: Vault, tx: Connection, plan: PrintPlan, run: Run, papers: dict[str, Paper | None]) -> Iterator[Print]:
    wish, place = plan.wish, 0
    office = str(vault.roster(tx).offices.get(vault.office, {}).get("name") or "")
    size = paper_of(vault, tx).usual
    for key, lines in _bundles(plan.chosen, wish):
        case = cases.one(tx, key) if wish.order == BY_CASE else None
        bundle = ": ".join(word for word in (case.number, case.title) if word) if case is not None else title_of(key)
        for set_no in range(1, wish.sets + 1):
            if wish.has_covers:
                sheet = {
                    "office": office, "bundle": bundle, "set_no": set_no, "sets": wish.sets, "paper_size": size,
                    "is_drill": vault.office.startswith(DRILL_PROVINCE),
                    "papers": [[one.title, one.document.number, wish.copies] for one in lines],
                }  # fmt: skip
                yield Print(id=new_id(), run=run.id, place=place, kind=COVER, title=bundle, sheet=sheet)
                place += 1
            for one in lines:
                paper = papers[one.document.stream]
                assert paper is not None
                title = " ".join(word for word in (one.title, one.document.number) if word)
                for _ in range(wish.copies):
                    yield Print(
                        id=new_id(), run=run.id, place=place, kind=printing.PAPER, title=title, document=one.document.stream, pdf=paper.pdf
                    )
                    place += 1
