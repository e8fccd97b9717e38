"""Checking a scan or photo of a paper by the signed code on it, and what is printed against it: offline, with a vault or without one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from core.actions.papers.credentials import is_issued
from core.evidence.inspect import Intake
from core.evidence.read_scan import ScanPage, read_page
from core.papers.scan_words import answer
from core.vault.shipped_keys import shipped_keys
from core.vault.vault import Vault
from core.vault.views import papers
from core.vault.views.papers import Paper
from paper.answers import Answer
from record.errors import NotGenuine, Unreadable
from record.paper_mark import PageCode, PaperMark, check_signature, page_key, read_mark, read_page_code

if TYPE_CHECKING:
    from core.actions.check.compare_printed import Printed


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that code and records do not say alike. what: number, day, office, form or records."""

    what: str
    code: str
    recorded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCheck:
    """One signed code and what is to be said of it. page counts from 1 in the file; differences: against the vault's own paper."""

    page: int
    mark: PaperMark
    intact: Answer
    known_signer: Answer
    as_recorded: Answer
    differences: tuple[Difference, ...] = ()
    printed: tuple[Printed, ...] = ()

    @property
    def as_printed(self) -> Answer:
        """Whether the page says what was signed, as far as a program can read it."""
        from core.actions.check.compare_printed import judged

        return judged(self.printed)

    @property
    def genuine(self) -> bool:
        """The signature holds, and nothing at hand speaks against it. As of a PDF: "unknown" is no refusal."""
        others = (self.known_signer.value, self.as_recorded.value, self.as_printed.value)
        return self.intact.value == "yes" and "no" not in others

    @property
    def proven(self) -> bool:
        """The three answers about the signature are yes, and nothing printed says otherwise."""
        three = (self.intact, self.known_signer, self.as_recorded)
        return self.genuine and all(one.value == "yes" for one in three)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanCheck:
    """All signed codes of a scan, and the pages it has. why_not: a code of read_scan.WHY_NOT when the first page could not be read.

    shown: the first page with a signed code (else the first page) as JPEG, for the person who compares.
    """

    codes: tuple[CodeCheck, ...]
    page_codes: tuple[PageCode, ...]
    pages: int
    why_not: str | None
    shown: bytes

    @property
    def genuine(self) -> bool:
        return bool(self.codes) and all(one.genuine for one in self.codes)


def check_scan(vault: Vault | None, content: bytes, *, intake: Intake | None = None, centres: Sequence[bytes] = ()) -> ScanCheck:
    """Return what the signed codes on a scan say. Never raises for what it finds there.

    centres: public keys (SPKI) of centres to trust beside those of the vault and of the program.
    """
    with nullcontext(intake) if intake is not None else Intake() as opened:
        first = read_page(opened, content, 0)
        found = [first, *(read_page(opened, content, number) for number in range(1, first.pages if first.why_not is None else 1))]
        codes = [_compared(opened, vault, content, one, found, centres, raw, mark) for one in found for raw, mark in raw_marks_of(one)]
    best = next((one for one in found if any(code.page == one.number + 1 for code in codes)), first)
    return ScanCheck(
        codes=tuple(codes),
        page_codes=tuple(code for one in found if (code := page_code_of(one)) is not None),
        pages=first.pages,
        why_not=first.why_not,
        shown=best.shown,
    )


def _compared(
    intake: Intake, vault: Vault | None, content: bytes, page: ScanPage, pages: Sequence[ScanPage], centres: Sequence[bytes], raw: bytes,
    mark: PaperMark,
) -> CodeCheck:  # fmt: skip
    """The answers about one code, and the print around it where the code itself is worth comparing with."""
    from core.actions.check.compare_printed import compare_printed

    code = check_code(vault, mark, page, centres)
    if "no" in (code.intact.value, code.known_signer.value):
        return code
    return replace(code, printed=compare_printed(intake, content, mark, raw, page, _first_page(mark, pages)))


def check_code(vault: Vault | None, mark: PaperMark, page: ScanPage, centres: Sequence[bytes] = ()) -> CodeCheck:
    """Return the three answers about one signed code on a page."""
    if vault is None:
        known = _known(mark, (*shipped_keys().values(), *centres))
        return CodeCheck(
            page=page.number + 1, mark=mark, intact=_intact(mark, page), known_signer=known, as_recorded=answer("code.recorded.nothing")
        )
    with vault.read() as tx:
        kept = papers.one(tx, mark.facts.paper)
        known = _known(mark, (*vault.centre_keys(tx).values(), *shipped_keys().values(), *centres))
        if kept is None and known.value != "no" and _is_ended(vault, tx, mark):
            known = answer("code.known.ended")
    differences = _differences(mark, kept) if kept is not None else ()
    recorded = "nothing" if kept is None else "differs" if differences else "yes"
    return CodeCheck(
        page=page.number + 1,
        mark=mark,
        intact=_intact(mark, page),
        known_signer=known,
        as_recorded=answer(f"code.recorded.{recorded}"),
        differences=differences,
    )


def marks_of(page: ScanPage) -> list[PaperMark]:
    """Return the signed codes on a page, unjudged; other codes are passed over."""
    return [mark for _, mark in raw_marks_of(page)]


def raw_marks_of(page: ScanPage) -> list[tuple[bytes, PaperMark]]:
    """Return the signed codes on a page, each as it was read and as what it says."""
    found = []
    for code in page.codes:
        try:
            found.append((code, read_mark(code)))
        except Unreadable:
            continue
    return found


def _first_page(mark: PaperMark, pages: Sequence[ScanPage]) -> tuple[ScanPage, PageCode] | None:
    """Return the first page of the paper of a code, where the scan has it."""
    for page in pages:
        code = page_code_of(page)
        if code is not None and (code.paper, code.page) == (page_key(mark.facts.paper), 1):
            return page, code
    return None


def page_code_of(page: ScanPage) -> PageCode | None:
    """Return which page of which paper a sheet is; None when it does not say, or says two things."""
    found = set()
    for code in page.codes:
        try:
            found.add(read_page_code(code))
        except Unreadable:
            continue
    return found.pop() if len(found) == 1 else None


def _intact(mark: PaperMark, page: ScanPage) -> Answer:
    try:
        check_signature(mark)
    except NotGenuine:
        return answer("code.intact.signature")
    if mark.credential.office != mark.facts.office:
        return answer("code.intact.office")
    stands_on = page_code_of(page)
    if stands_on is not None and stands_on.paper != page_key(mark.facts.paper):
        return answer("code.intact.page")
    return answer("code.intact.yes")


def _known(mark: PaperMark, centres: Sequence[bytes]) -> Answer:
    if not centres:
        return answer("code.known.no_centre")
    return answer("code.known.yes" if is_issued(mark.credential, centres) else "code.known.other_centre")


def _is_ended(vault: Vault, tx: Connection, mark: PaperMark) -> bool:
    """Whether a roster at hand has ended the signer's key: what it signs from then on counts no more."""
    key, roster = mark.credential.key, vault.roster(tx)
    mates = [one for one in roster.people.values() if one.office == mark.facts.office and one.root not in roster.doubted]
    found = [person.keys[key] for person in mates if key in person.keys]
    return any(one.ended_after is not None for one in found)


def _differences(mark: PaperMark, kept: Paper) -> tuple[Difference, ...]:
    facts = mark.facts
    both = (
        ("number", facts.number, kept.number),
        ("day", facts.day.isoformat(), kept.day),
        ("office", facts.office, kept.office),
        ("form", facts.form, kept.form_id),
        ("records", facts.records, kept.fingerprint),
    )
    return tuple(Difference(what, code, recorded) for what, code, recorded in both if code != recorded)
