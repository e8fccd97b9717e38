"""What an order of destruction would take away: the thing itself, the papers that print its words, and what else may repeat them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.actions.papers.closed_edition import closed_of_case
from core.errors import AppError
from core.rules.case_clock import ENDED
from core.vault import truth
from core.vault.truth import StoredRecord
from core.vault.vault import Vault
from core.vault.views import cases, destroyed, documents, exhibits, file_names, papers
from core.vault.views.history import history
from forms.answers import Answers, leaves
from record.destruction import KEPT_TYPES, GoneFile, GonePart, may_go
from record.header import PartRef

DOCUMENT, EXHIBIT, PAPER, CLOSED, CASE = "document", "exhibit", "paper", "closed", "case"
ALL, IDENTITY = "all", "identity"
_NO_WORDS = frozenset({"paper", "scan", "rederived"})  # parts that say of what a file was made, and nothing else
_SECRET = frozenset({"identity", "strokes", "file_key"})
_REMAINS = {
    "answers": ("case", "form", "form_sha256", "supersedes", "source"),
    "exhibit": ("case", "source", "obtained", "width", "height", "orientation"),
    "description": ("case", "no", "kind", "evidence_class"),
    "case": ("regime", "origin", "status", "number", "source"),
}


class NothingToDestroy(AppError):
    code = "destroy.nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One stream of which something goes. title: as the lists show it; is_wanted: whether it is ticked at first - the thing itself and
    the papers that print it are, what only may repeat its words is not. shared: files that other things name too, which stay until
    those are ordered as well. foreign: records of other offices in it, which this office cannot order. prints: the document whose words a
    paper repeats.
    """

    kind: str
    stream: str
    title: str
    is_wanted: bool
    parts: tuple[GonePart, ...]
    files: tuple[GoneFile, ...]
    shared: int = 0
    foreign: int = 0
    prints: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Everything that can be ordered from one place. what: ALL or IDENTITY; is_running: the case has not ended."""

    case_id: str
    title: str
    what: str
    is_running: bool
    things: tuple[Thing, ...]

    @property
    def wanted(self) -> tuple[Thing, ...]:
        return tuple(one for one in self.things if one.is_wanted)


def what_can_go(vault: Vault, stream: str, *, what: str = ALL) -> Choice:
    """Return what can be destroyed of a document, exhibit, paper, closed edition or whole case.

    what: IDENTITY for who the protected people are, and the closed editions that tell it. Raises NothingToDestroy for an unknown
    stream, or when nothing of it is left.
    """
    with vault.read() as tx:
        case_id = _case_of(tx, stream)
        case = cases.one(tx, case_id)
        found = tuple(one for one in _things(vault, tx, stream, case_id, what) if one.parts or one.files)
    if not any(one.is_wanted for one in found):
        with vault.read() as tx:
            order = next((one for one in destroyed.all_orders(tx) if one.stream == stream), None)
        if order is not None:
            raise NothingToDestroy(
                "Nothing is left to destroy: it was destroyed by order {reference} of {day}.",
                "See the list of orders for who has confirmed.",
                reference=order.reference,
                day=order.day,
            )
        raise NothingToDestroy("There is nothing here that can be destroyed.", "Choose a form, an exhibit, a paper or a case.")
    return Choice(
        case_id=case_id,
        title=case.title if case is not None else "",
        what=what,
        is_running=case is not None and case.status not in ENDED,
        things=found,
    )


def _case_of(tx: Connection, stream: str) -> str:
    row = tx.execute(select(history.c.case_id).where(history.c.stream == stream, history.c.case_id != "").limit(1)).one_or_none()
    if row is None:
        raise NothingToDestroy("This is not in the vault.", "Choose one from the list.")
    return str(row.case_id)


def _things(vault: Vault, tx: Connection, stream: str, case_id: str, what: str) -> Iterator[Thing]:
    """The chosen thing and what hangs on it, ticked; what may repeat its words, not ticked."""
    is_case = stream == case_id
    is_document = documents.one(tx, stream) is not None
    is_exhibit = exhibits.one(tx, stream) is not None
    if is_case and what == ALL:
        yield _thing(vault, tx, CASE, case_id, _title(cases.one(tx, case_id)), True, what)
    for document in documents.of_case(tx, case_id):
        is_it = is_case or document.stream == stream
        if is_it or (is_document and (what == ALL or document.has_identity)):
            title = f"{document.form_id} {document.number or document.summary}"
            yield _thing(vault, tx, DOCUMENT, document.stream, title, is_it, what)
    for exhibit in exhibits.of_case(tx, case_id) if what == ALL else ():
        if is_case or stream in (exhibit.stream, exhibit.parent):  # a marked copy shows what its parent shows
            yield _thing(vault, tx, EXHIBIT, exhibit.stream, f"{exhibit.no} {exhibit.title or exhibit.file_name}", True, what)
    for paper in papers.of_case(tx, case_id) if what == ALL else ():
        is_it = is_case or stream in (paper.stream, paper.document)
        if is_it or is_exhibit:  # a paper may print the picture
            yield _thing(vault, tx, PAPER, paper.stream, f"{paper.form_id} {paper.number}", is_it, what, prints=paper.document)
    for closed in closed_of_case(vault, tx, case_id):
        if is_case or stream in (closed.stream, closed.document):
            yield _thing(vault, tx, CLOSED, closed.stream, closed.form_id, True, ALL, prints=closed.document)


def _title(case: cases.Case | None) -> str:
    return f"{case.number} {case.title}".strip() if case is not None else ""


def _thing(vault: Vault, tx: Connection, kind: str, stream: str, title: str, is_wanted: bool, what: str, *, prints: str = "") -> Thing:
    parts: list[GonePart] = []
    files: list[GoneFile] = []
    foreign, case_id = 0, ""
    for stored in truth.of_stream(tx, stream):
        header = stored.header
        if header.type.startswith(KEPT_TYPES):
            continue
        if header.office != vault.office:
            foreign += 1
            continue
        gone = destroyed.parts_gone(tx, stored.id, header)
        case_id = case_id or _told_case(tx, stored)
        for ref in header.parts:
            if ref.name not in gone and may_go(ref.name) and ref.name not in _NO_WORDS and (what == ALL or _is_secret(ref)):
                parts.append(GonePart(stored.id, ref.name, _remains(tx, stored, ref, case_id)))
        ordered = destroyed.files_ordered(tx, stored.id)
        if what == ALL:
            files += [GoneFile(stored.id, digest) for digest in dict.fromkeys(b.sha256 for b in header.blobs) if digest not in ordered]
    shared = sum(bool(file_names.streams_of(tx, digest) - {stream}) for digest in {one.sha256 for one in files})
    return Thing(
        kind=kind,
        stream=stream,
        title=title.strip(),
        is_wanted=is_wanted,
        parts=tuple(parts),
        files=tuple(files),
        shared=shared,
        foreign=foreign,
        prints=prints,
    )


def _is_secret(ref: PartRef) -> bool:
    return ref.name in _SECRET and ref.sealed_to is not None


def _told_case(tx: Connection, stored: StoredRecord) -> str:
    return tx.scalar(select(history.c.case_id).where(history.c.record_id == stored.id)) or ""


def _remains(tx: Connection, stored: StoredRecord, ref: PartRef, case_id: str) -> Mapping[str, object]:
    """What keeps the record in its place: of which case and form it is. Code names stay, so that nobody else is given one of them."""
    body = truth.open_part(tx, stored.header, stored.id, ref.name) if ref.sealed_to is None else None
    if body is None:
        return {"case": case_id}
    kept: dict[str, object] = {key: body[key] for key in _REMAINS.get(ref.name, ("case",)) if key in body}
    answers = body.get("answers")
    if ref.name == "answers" and isinstance(answers, dict):
        names = sorted({value for path, value in leaves(Answers(answers)) if path[-1] == "code_name"})
        kept |= {"code_names": names} if names else {}
    return kept
