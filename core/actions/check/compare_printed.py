"""Comparing what is printed on a scanned page with the facts that its code signs: a changed digit is named, without a vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.evidence.inspect import Intake
from core.evidence.read_scan import ScanPage, WantedWords, read_words
from core.papers.printed_facts import MODULE_MM, PrintedFact, beside_code, code_side_mm, heading_number, modules, signature_date
from core.papers.scan_words import answer
from core.papers.words import date_id
from forms.library import official
from paper.answers import Answer
from record.paper_mark import PageCode, PaperMark, make_page_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed fact. what: number, day or office; place: beside (the code), heading or signature; page counts from 1 in the file.

    verdict: same, differs, unsure (seen, but not well enough) or not_found. signed: what the code says; read: what is printed, where told.
    """

    what: str
    place: str
    page: int
    verdict: str
    signed: str
    read: str = ""


def compare_printed(
    intake: Intake, content: bytes, mark: PaperMark, raw: bytes, page: ScanPage, first: tuple[ScanPage, PageCode] | None
) -> tuple[Printed, ...]:
    """Return the facts of a code as they are printed beside it, in the heading and above the signatures.

    raw: the code's bytes, on `page`. first: the paper's first page and its code, where the scan has it apart from `page`.
    """
    in_letter = is_letter(mark.facts.form)
    heading, date = heading_number(mark, in_letter=in_letter), signature_date(mark)
    here = [*beside_code(mark, side := code_side_mm(raw))]
    above = [one for one in (heading, date) if one is not None]
    if first is None or first[0].number == page.number:
        return _compared(intake, content, mark, page, WantedWords(raw, side, _asked([*here, *above])), [*here, *above])
    on_first = above if in_letter else [one for one in above if one is not date]
    here += [one for one in above if one not in on_first]
    code = make_page_code(mark.facts.paper, first[1].page, first[1].pages)
    elsewhere = WantedWords(code, len(modules(code)) * MODULE_MM, _asked(on_first))
    found = _compared(intake, content, mark, page, WantedWords(raw, side, _asked(here)), here)
    return found + (_compared(intake, content, mark, first[0], elsewhere, on_first) if on_first else ())


def judged(found: Sequence[Printed]) -> Answer:
    """Return the answer whether what is printed is what was signed."""
    if any(one.verdict == "differs" for one in found):
        return answer("code.printed.differs")
    beside = [one.verdict == "same" for one in found if one.place == "beside"]
    if not beside or not all(beside):
        return answer("code.printed.unsure")
    return answer("code.printed.yes" if all(one.verdict == "same" for one in found) else "code.printed.some")


def is_letter(form: str) -> bool:
    """Return whether a form's number and date stand in the head of a letter."""
    known = official().get(form)
    pages = known.layout.get("pages") if known is not None else None
    return any(isinstance(one, dict) and one.get("as") == "letter_head" for one in (pages or {}).values())


def _asked(facts: Sequence[PrintedFact]) -> tuple[tuple[str, tuple[tuple[str, float, float, float], ...]], ...]:
    return tuple((one.place, tuple((run.text, run.x, run.y, run.size) for run in one.runs)) for one in facts)


def _compared(
    intake: Intake, content: bytes, mark: PaperMark, page: ScanPage, wanted: WantedWords, facts: Sequence[PrintedFact]
) -> tuple[Printed, ...]:
    signed = {"number": mark.facts.number or "-", "day": date_id(mark.facts.day), "office": mark.facts.office}
    return tuple(
        Printed(
            what=one.what,
            place=one.place,
            page=page.number + 1,
            verdict=verdict,
            signed=signed[one.what],
            read=value_of(one, read) if verdict == "differs" else "",
        )
        for one, (verdict, read) in zip(facts, read_words(intake, content, page.number, wanted), strict=True)
    )


def value_of(fact: PrintedFact, read: str) -> str:
    """Return the fact without the label before it; a value over two lines is one again."""
    if fact.place == "signature":
        return read.removeprefix(", ")
    label, value = (": ", read.split(": ", 1)[-1])
    return value.replace(" ", "") if len(fact.runs) > 1 else value if label in read else read
