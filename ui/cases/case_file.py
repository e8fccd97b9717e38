"""Everything that is shown of one case, read in one transaction as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.actions.cases.hand_over import handed, office_name
from core.actions.cases.move_case import moves_of
from core.actions.cases.reasons import reasons_of
from core.actions.exchange.case_standing import standing_of_cases
from core.actions.exchange.standing import Standing, standing
from core.actions.forms.drafts import open_answers_of
from core.vault import local
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import cases, destroyed, documents, exhibits, history, papers, scans
from core.vault.views.documents import Document
from core.vault.views.exhibits import Exhibit
from core.vault.views.history import Event
from core.vault.views.papers import Paper
from core.vault.views.scans import Scan
from ui.cases.case_rows import CaseRow

STATEMENT = "ba_klarifikasi"
PHOTOS_AT_A_GLANCE = 12
TEXTS = (("outcome", "result"), ("account", "description"), ("violation", "violation_summary"))


@dataclass(frozen=True, slots=True)
class Glance:
    """A case in short: its row, the account of what happened, its first photos, who opened it."""

    row: CaseRow
    text: str
    photos: tuple[Exhibit, ...]
    photo_count: int
    opened_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """A form of the case: saved, or still a draft only (`document` is None then). papers: how many were signed from it.

    is_destroyed: what people said in it is gone by an order.
    """

    stream: str
    form_id: str
    document: Document | None
    draft: Draft | None
    standing: Standing
    person: str
    superseded_by: str
    versions: int
    papers: int
    is_destroyed: bool = False
    withdrawn_because: str = ""

    @property
    def is_withdrawn(self) -> bool:
        return self.document is not None and self.document.is_withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A kept paper with the names of its signers. scan: its signed original, None as long as nothing was scanned back."""

    paper: Paper
    summary: str
    standing: Standing
    signers: tuple[str, ...]
    scan: Scan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One deed in words. subject: what it was done to ("Formulir Model A", "Bukti-3"); version: of a form, counted from 1.

    reason: that was given for it, "" for none.
    """

    event: Event
    person: str
    subject: str
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """handled_by: the name of the office that has the case now, "" while it is one's own."""

    row: CaseRow
    handled_by: str
    documents: tuple[DocumentLine, ...]
    exhibits: tuple[Exhibit, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]

    @property
    def forms(self) -> tuple[DocumentLine, ...]:
        return tuple(line for line in self.documents if line.form_id != STATEMENT)

    @property
    def statements(self) -> tuple[DocumentLine, ...]:
        return tuple(line for line in self.documents if line.form_id == STATEMENT)


def glance(vault: Vault, case_id: str) -> Glance | None:
    """Return a case in short, None when it is not in the vault."""
    with vault.read() as tx:
        case = cases.one(tx, case_id)
        if case is None:
            return None
        texts = [_account(open_answers_of(tx, one.record_id)) for one in documents.of_case(tx, case_id) if not one.is_withdrawn]
        photos = [one for one in exhibits.of_case(tx, case_id) if one.thumbnail and not one.is_withdrawn]
        person = vault.roster(tx).people.get(case.person)
        safe = standing_of_cases(tx, [case_id])[case_id]
    text = next((one for one in texts if one), "")
    return Glance(CaseRow(case, safe), text, tuple(photos[:PHOTOS_AT_A_GLANCE]), len(photos), person.name if person else "")


def read_case(vault: Vault, case_id: str) -> CaseFile | None:
    """Return the whole file of a case, None when it is not in the vault."""
    with vault.read() as tx:
        case = cases.one(tx, case_id)
        if case is None:
            return None
        names = {identity: person.name for identity, person in vault.roster(tx).people.items()}
        saved, kept = documents.of_case(tx, case_id), papers.of_case(tx, case_id)
        events = history.of_case(tx, case_id)
        drafts = {draft.stream: draft for draft in local.all_drafts(tx, case_id=case_id)}
        shown = exhibits.of_case(tx, case_id)
        lines = [_line(one, drafts.get(one.stream), names, saved, kept, events, standing(tx, one)) for one in saved]
        gone = {one.stream for one in saved if destroyed.order_for(tx, one.record_id, name="answers") is not None}
        lines = [replace(one, is_destroyed=one.stream in gone) for one in lines]
        reasons = reasons_of(tx, events)
        because = {one.stream: reasons.get(one.record_id, "") for one in reversed(events) if one.type == documents.FORM_WITHDRAWN}
        lines = [replace(one, withdrawn_because=because.get(one.stream, "")) for one in lines]
        lines += [_draft_line(draft) for stream, draft in drafts.items() if stream not in {one.stream for one in saved}]
        scanned = scans.of_papers(tx, [one.stream for one in kept])
        paper_lines = [_paper_line(one, saved, names, standing(tx, one), scanned.get(one.stream)) for one in kept]
        safe, moved = standing_of_cases(tx, [case_id])[case_id], moves_of(tx, case_id)
        handled_by = office_name(vault, tx, case.office) if case.office != vault.office else ""
        went = {identity: office_name(vault, tx, to) for identity, _, to in handed(tx, case_id)}
    return CaseFile(
        row=CaseRow(case, safe),
        handled_by=handled_by,
        documents=tuple(lines),
        exhibits=tuple(shown),
        papers=tuple(paper_lines),
        events=tuple(_event_lines(events, saved, shown, kept, names, moved, went, reasons)),
    )


def _account(answers: Mapping[str, object]) -> str:
    for part, key in TEXTS:
        group = answers.get(part)
        if isinstance(group, Mapping) and isinstance(text := group.get(key), str) and text:
            return text
    return ""


def _line(
    one: Document,
    draft: Draft | None,
    names: Mapping[str, str],
    saved: Iterable[Document],
    kept: Iterable[Paper],
    events: Iterable[Event],
    safe: Standing,
) -> DocumentLine:
    return DocumentLine(
        stream=one.stream,
        form_id=one.form_id,
        document=one,
        draft=draft,
        standing=safe,
        person=names.get(one.person, ""),
        superseded_by=next((other.stream for other in saved if other.supersedes == one.stream), ""),
        versions=sum(event.stream == one.stream and event.type == documents.FORM_SAVED for event in events),
        papers=sum(paper.document == one.stream for paper in kept),
    )


def _draft_line(draft: Draft) -> DocumentLine:
    return DocumentLine(
        stream=draft.stream, form_id=draft.form_id, document=None, draft=draft, standing="draft", person="", superseded_by="",
        versions=0, papers=0,
    )  # fmt: skip


def _paper_line(paper: Paper, saved: Iterable[Document], names: Mapping[str, str], safe: Standing, scan: Scan | None) -> PaperLine:
    summary = next((one.number or one.summary for one in saved if one.stream == paper.document), "")
    signers = tuple(names.get(one, "") for one in paper.signers.split())
    return PaperLine(paper=paper, summary=summary, standing=safe, signers=signers, scan=scan)


def _event_lines(
    events: Iterable[Event],
    saved: Iterable[Document],
    shown: Iterable[Exhibit],
    kept: Iterable[Paper],
    names: Mapping[str, str],
    moved: Mapping[str, Mapping[str, object]],
    went: Mapping[str, str],
    reasons: Mapping[str, str],
) -> list[EventLine]:
    from ui.cases.words import form_title
    from ui.rules.rule_words import move_words

    subjects = {one.stream: form_title(one.form_id) for one in saved} | {one.stream: one.no for one in shown}
    subjects |= {one.stream: form_title(one.form_id) for one in kept}
    counted: dict[str, int] = {}
    lines = []
    for event in reversed(list(events)):  # oldest first, to count versions
        if event.type == documents.FORM_SAVED:
            counted[event.stream] = counted.get(event.stream, 0) + 1
        version = counted.get(event.stream, 0) if event.type == documents.FORM_SAVED else 0
        person = names.get(event.person, "")
        subject = move_words(moved[event.record_id]) if event.record_id in moved else subjects.get(event.stream, "")
        subject = " · ".join(word for word in (f"→ {went[event.record_id]}" if event.record_id in went else "", subject) if word)
        reason = reasons.get(event.record_id, "")
        lines.append(EventLine(event=event, person=person, subject=subject, version=version, reason=reason))
    return lines[::-1]
