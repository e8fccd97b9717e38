"""The documents of each case: filled forms and sealed statements, as they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, insert, select

from core.vault.truth import runs_of
from core.vault.views.said import Said, all_of, heads_of, text_of
from core.vault.views.table import key, views

FORM_SAVED, STATEMENT_SEALED, FORM_WITHDRAWN = "form.saved", "statement.sealed", "form.withdrawn"
TYPES = (FORM_SAVED, STATEMENT_SEALED, FORM_WITHDRAWN)

documents = Table(
    "view_documents",
    views,
    key("stream"),
    Column("case_id", String, nullable=False, index=True),
    Column("form_id", String, nullable=False),
    Column("form_sha256", String, nullable=False),
    Column("record_id", String, nullable=False),  # the record whose answers are shown
    Column("head_id", String, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("summary", String, nullable=False),
    Column("reported", String, nullable=False),
    Column("place", String, nullable=False),
    Column("village", String, nullable=False),  # as written
    Column("village_code", String, nullable=False),
    Column("event_date", String, nullable=False),
    Column("is_sealed", Boolean, nullable=False),
    Column("is_withdrawn", Boolean, nullable=False),
    Column("supersedes", String, nullable=False, index=True),
    Column("has_identity", Boolean, nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("saved_at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("log", String, nullable=False),
    Column("seq", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One row; `saved_at` is wall time with offset, `heads` above 1 means that two versions stand side by side.

    village: where it happened, as written; village_code: its code as core/rules/regions.py has them, empty for a name that was only typed.
    """

    stream: str
    case_id: str
    form_id: str
    form_sha256: str
    record_id: str
    head_id: str
    heads: int
    number: str
    summary: str
    reported: str
    place: str
    village: str
    village_code: str
    event_date: str
    is_sealed: bool
    is_withdrawn: bool
    supersedes: str
    has_identity: bool
    source: str
    saved_at: str
    person: str
    log: str
    seq: int


def update(tx: Connection, stories: Mapping[str, Sequence[Said]]) -> dict[str, Document]:
    """Compute the rows of these streams anew: stream -> its records in their common order. Returns those that are documents."""
    for some in runs_of(stories):
        tx.execute(delete(documents).where(documents.c.stream.in_(some)))
    found = {stream: row for stream, said in stories.items() if (row := _row(stream, said)) is not None}
    if found:
        tx.execute(insert(documents), [asdict(row) for row in found.values()])
    return found


def _row(stream: str, said: Sequence[Said]) -> Document | None:
    saved = {one.id: one for one in said if one.header.type == FORM_SAVED}
    ends = heads_of(said)
    if not saved or not ends:
        return None
    seals = [one for one in said if one.header.type == STATEMENT_SEALED]
    shown, last = _shown(saved, seals), ends[-1]
    body = shown.body("answers")
    answers = body.get("answers")
    leaves = dict(_leaves(answers if isinstance(answers, Mapping) else {}))
    village, village_code = _village(leaves)
    return Document(
        stream=stream,
        case_id=text_of(body, "case"),
        form_id=text_of(body, "form"),
        form_sha256=text_of(body, "form_sha256"),
        record_id=shown.id,
        head_id=last.id,
        heads=sum(one.header.type != FORM_WITHDRAWN for one in ends) or 1,  # what was withdrawn asks nobody to choose
        number=leaves.get("number", ""),
        summary=leaves.get("event") or leaves.get("violation_summary") or _subject(answers) or leaves.get("target", ""),
        reported=", ".join(_names(answers, ("actor", "reported"))),
        place=leaves.get("event_place") or leaves.get("place", ""),
        village=village,
        village_code=village_code,
        event_date=leaves.get("event_date") or leaves.get("event_time", "")[:10] or leaves.get("date", ""),
        is_sealed=bool(seals),
        is_withdrawn=any(one.header.type == FORM_WITHDRAWN for one in ends),
        supersedes=text_of(body, "supersedes"),
        has_identity=shown.is_sealed("identity"),
        source=text_of(body, "source"),
        saved_at=last.header.at,
        person=last.header.person,
        log=last.header.log,
        seq=last.header.seq,
    )


def _shown(saved: Mapping[str, Said], seals: list[Said]) -> Said:
    """A sealed statement shows for ever what was sealed; else the newest version."""
    for seal in seals:
        if (sealed := saved.get(text_of(seal.body("seal"), "statement"))) is not None:
            return sealed
    return max(saved.values(), key=lambda one: one.order)


def _leaves(answers: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (key, text) of the leaves outside repeats; the first of a name wins for `dict` when read in reverse."""
    for name, value in reversed(list(answers.items())):
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Mapping):
            yield from _leaves(value)


def _village(leaves: Mapping[str, str]) -> tuple[str, str]:
    """Return name and code of the village of the event, else of the one that was supervised; name and code of one field, never mixed."""
    for field in ("event_village", "village"):
        name, code = leaves.get(field, "").strip(), leaves.get(f"{field}_code", "").strip()
        if name or code:
            return name, code
    return "", ""


def _names(answers: object, repeats: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(answers, Mapping):
        return
    for name, value in answers.items():
        if name in repeats:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, Mapping) and (shown := item.get("code_name") or item.get("name")):
                    yield str(shown)
        elif isinstance(value, Mapping):
            yield from _names(value, repeats)


def _subject(answers: object) -> str:
    return next(_names(answers, ("subject",)), "")


def of_case(tx: Connection, case_id: str) -> list[Document]:
    """Return the documents of a case, oldest first."""
    rows = tx.execute(select(documents).where(documents.c.case_id == case_id).order_by(documents.c.stream))
    return [Document(**row._mapping) for row in rows]


def cases_with_identity(tx: Connection) -> set[str]:
    """Return the cases one of whose documents keeps the name of a protected person apart."""
    return set(tx.scalars(select(documents.c.case_id).where(documents.c.has_identity).distinct()))


def village_codes(tx: Connection) -> set[str]:
    """Return the codes of all villages that a document names."""
    return set(tx.scalars(select(documents.c.village_code).where(documents.c.village_code != "").distinct()))


def one(tx: Connection, stream: str) -> Document | None:
    row = tx.execute(select(documents).where(documents.c.stream == stream)).one_or_none()
    return Document(**row._mapping) if row is not None else None


def withdrawn(tx: Connection, forms: Sequence[str]) -> list[tuple[Document, str]]:
    """Return the withdrawn documents of these forms that bear a number, each with the reason it was withdrawn for."""
    chosen = select(documents).where(documents.c.form_id.in_(forms), documents.c.is_withdrawn, documents.c.number != "")
    found = [Document(**row._mapping) for row in tx.execute(chosen.order_by(documents.c.stream))]
    return [(one, _why_withdrawn(tx, one.stream)) for one in found]


def _why_withdrawn(tx: Connection, stream: str) -> str:
    said = [one for one in all_of(tx, stream) if one.header.type == FORM_WITHDRAWN]
    return text_of(said[-1].body("withdrawal"), "reason") if said else ""


def newest_of(tx: Connection, *, form_id: str, person: str) -> Document | None:
    """Return the document of a form that this person saved last, withdrawn ones left out."""
    mine = (documents.c.form_id == form_id, documents.c.person == person, documents.c.is_withdrawn.is_(False))
    row = tx.execute(select(documents).where(*mine).order_by(documents.c.saved_at.desc(), documents.c.seq.desc()).limit(1)).one_or_none()
    return Document(**row._mapping) if row is not None else None


def superseded_by(tx: Connection, stream: str) -> str | None:
    """Return the stream of the statement that took this one's place."""
    return tx.scalar(select(documents.c.stream).where(documents.c.supersedes == stream).order_by(documents.c.stream).limit(1))
