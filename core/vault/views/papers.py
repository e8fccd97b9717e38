"""The official papers made from documents: the PDF, its signatures, and every revision that was ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, select

from core.vault.views.said import Said, all_of, text_of
from core.vault.views.table import key, views
from record.header import HEX64
from record.paper_mark import page_key, records_fingerprint

MADE, SIGNED, STAMPED = "paper.made", "paper.signed", "paper.timestamped"
TYPES = (MADE, SIGNED, STAMPED)

papers = Table(
    "view_papers",
    views,
    key("stream"),
    Column("case_id", String, nullable=False, index=True),
    Column("document", String, nullable=False, index=True),
    Column("record_id", String, nullable=False),
    Column("form_id", String, nullable=False),
    Column("pdf", String, nullable=False),  # SHA-256 of the newest revision
    Column("size", Integer, nullable=False),
    Column("signatures", Integer, nullable=False),
    Column("signers", String, nullable=False),  # person ids, in order, separated by a space
    Column("made_at", String, nullable=False),
    Column("office", String, nullable=False),
    Column("number", String, nullable=False),  # as printed; number and day only where the paper carries codes
    Column("day", String, nullable=False),
    Column("fingerprint", String, nullable=False),  # record.paper_mark.records_fingerprint
    Column("page_key", String, nullable=False, index=True),  # how the codes of its pages name it; empty where it has none
    Column("log", String, nullable=False),
    Column("seq", Integer, nullable=False),
)
revisions = Table("view_revisions", views, key("pdf"), key("stream"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One row; pdf is the SHA-256 of the newest revision. number, day, fingerprint: what its signed code must say, as printed."""

    stream: str
    case_id: str
    document: str
    record_id: str
    form_id: str
    pdf: str
    size: int
    signatures: int
    signers: str
    made_at: str
    office: str
    number: str
    day: str
    fingerprint: str
    page_key: str
    log: str
    seq: int


def update(tx: Connection, stream: str, told: Sequence[Said]) -> str | None:
    """Compute the rows of one stream anew. told: its records. Returns its case, None when the stream is no paper."""
    said = [one for one in told if one.header.type in TYPES and one.header.blobs]
    tx.execute(delete(papers).where(papers.c.stream == stream))
    tx.execute(delete(revisions).where(revisions.c.stream == stream))
    if not said:
        return None
    last, body = said[-1], said[0].body("paper")
    signed = [one for one in said if one.header.type == SIGNED]
    for one in said:
        for pdf in dict.fromkeys((one.header.blobs[0].sha256, *between(one))):
            tx.execute(insert(revisions).prefix_with("OR IGNORE").values(pdf=pdf, stream=stream))
    tx.execute(
        insert(papers).values(
            stream=stream,
            case_id=text_of(body, "case"),
            document=text_of(body, "document"),
            record_id=last.id,
            form_id=text_of(body, "form"),
            pdf=last.header.blobs[0].sha256,
            size=last.header.blobs[0].size,
            signatures=len(signed),
            signers=" ".join(filter(None, (_signer(one) for one in signed))),
            made_at=said[0].header.at,
            office=said[0].header.office,
            number=text_of(body, "number"),
            day=text_of(body, "day"),
            fingerprint=_fingerprint(body.get("records")),
            page_key=page_key(stream) if text_of(body, "day") else "",
            log=last.header.log,
            seq=last.header.seq,
        )
    )
    return text_of(body, "case")


def between(said: Said) -> list[str]:
    """Return the states that a timestamped paper went through since the record before: recorded by their hashes, without a file."""
    told = said.body("paper").get("states") if said.header.type == STAMPED else None
    return [one for one in told if isinstance(one, str) and len(one) == 64] if isinstance(told, list) else []


def _signer(one: Said) -> str:
    """Whose signature it is: for one from outside the person that the record names, else its writer."""
    body = one.body("paper")
    return text_of(body, "signer") if "signer" in body else one.header.person


def of_case(tx: Connection, case_id: str) -> list[Paper]:
    rows = tx.execute(select(papers).where(papers.c.case_id == case_id).order_by(papers.c.stream))
    return [Paper(**row._mapping) for row in rows]


def of_document(tx: Connection, document: str) -> list[Paper]:
    """Return the papers made of a document, oldest first."""
    rows = tx.execute(select(papers).where(papers.c.document == document).order_by(papers.c.stream))
    return [Paper(**row._mapping) for row in rows]


def one(tx: Connection, stream: str) -> Paper | None:
    row = tx.execute(select(papers).where(papers.c.stream == stream)).one_or_none()
    return Paper(**row._mapping) if row is not None else None


def all_papers(tx: Connection) -> list[Paper]:
    """Return all papers of the vault, the oldest first."""
    return [Paper(**row._mapping) for row in tx.execute(select(papers).order_by(papers.c.stream))]


def are_there(tx: Connection) -> bool:
    """Return whether the vault holds any paper."""
    return tx.execute(select(papers.c.stream).limit(1)).first() is not None


def of_page_code(tx: Connection, named: str) -> list[Paper]:
    """Return the papers whose pages carry this name in their codes: none, or one."""
    return [Paper(**row._mapping) for row in tx.execute(select(papers).where(papers.c.page_key == named).order_by(papers.c.stream))]


def _fingerprint(records: object) -> str:
    """Of the records a paper was made from; empty where its record names none as it should."""
    if not isinstance(records, list) or not all(isinstance(one, str) and HEX64.fullmatch(one) for one in records):
        return ""
    return records_fingerprint(tuple(records))


def stream_of(tx: Connection, pdf: str) -> str | None:
    """Return the paper one of whose states has this SHA-256, None when there is none or (two papers of the same bytes) more."""
    found = tx.scalars(select(revisions.c.stream).where(revisions.c.pdf == pdf)).all()
    return found[0] if len(found) == 1 else None


def certificates_of(tx: Connection, states: Iterable[str]) -> dict[str, str]:
    """Return SHA-256 of the certificates that records name for the papers with these states -> id of the person who signed with it.

    A signature by a certificate file, a token or from outside is so known by a legal act of this office, whoever issued the certificate.
    """
    found: dict[str, str] = {}
    for stream in set(tx.scalars(select(revisions.c.stream).where(revisions.c.pdf.in_(list(states))))):
        for one in all_of(tx, stream):
            body = one.body("paper") if one.header.type == SIGNED else {}
            how = body.get("how")
            if isinstance(how, Mapping) and isinstance(how.get("certificate"), str) and (signer := _signer(one)):
                found[str(how["certificate"])] = signer
    return found


def known_revisions(tx: Connection) -> dict[str, str]:
    """Return SHA-256 of every state of every paper -> SHA-256 of the newest state of the same paper."""
    joined = select(revisions.c.pdf, papers.c.pdf.label("newest")).join(papers, papers.c.stream == revisions.c.stream)
    return {row.pdf: row.newest for row in tx.execute(joined)}
