"""The closed edition of a paper: it says who the protected persons are, for the hearing and the handlers; sealed like what it tells."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from core.actions.cases.open_case import scope_of_case
from core.actions.cases.rederive import mend_pictures
from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import answers_of
from core.actions.office.roster import readers
from core.actions.papers.manner import OWN_KEY, Signer, signed_in, signer_of
from core.actions.papers.paper_source import document_of, paper_source
from core.actions.papers.papers import PDF, PaperRefused, my_block
from core.papers.compose import compose
from core.vault import truth, views
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes
from core.vault.views.said import Said, text_of
from record.errors import NotGenuine
from record.header import BlobRef, Header
from record.part import Part
from record.sealed_file import open_file, seal_file

CLOSED = "paper.closed"
PART, KEY = "paper", "file_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPaper:
    """A closed edition in the vault. blob: hash and size of its ciphertext; may_open: whether its key is sealed to me."""

    stream: str
    record_id: str
    case_id: str
    document: str
    form_id: str
    made_at: str
    person: str
    blob: str
    size: int
    is_signed: bool
    may_open: bool


def close_paper(
    vault: Vault, document: str, *, passphrase: str, field_name: str | None = None, paper_size: str | None = None, now: Now = wall_now
) -> Changes:
    """Make the closed edition of a saved document: a legal act; it is signed in the PDF too where a block waits for me.

    The file is kept as ciphertext whose key is sealed to the handlers; nothing of it is indexed. `Changes.streams` holds it.
    Raises PaperRefused when nothing of the document is sealed, or not to me; DraftGone, WrongPassphrase.
    """
    from core.papers.render import render

    at, signer = now(), signer_of(vault, passphrase)
    mend_pictures(vault, document, now=now)
    with vault.read() as tx:
        shown = document_of(tx, document)
        if not shown.has_identity:
            raise PaperRefused("No closed edition was made: nobody in this document is protected.", "The ordinary paper says everything.")
        filled = answers_of(vault, tx, shown.record_id)
        if not filled.is_whole:
            raise PaperRefused("No closed edition was made: the identities are sealed to other people.", "Ask one who handles the case.")
        source = paper_source(vault, tx, document, made_at=at, paper_size=paper_size, closed=filled.answers)
        sealed_to = readers(vault, tx)
    unsigned = render(compose(source))
    pdf, is_signed = _signed_if_mine(unsigned, signer, field_name, at)
    ciphertext, key = seal_file(pdf)
    stored, hashes = vault.blobs.put_bytes(ciphertext), [sha256(one).hexdigest() for one in dict.fromkeys((unsigned, pdf))]
    body = {"case": shown.case_id, "document": document, "form": shown.form_id, "records": list(source.record_ids), "signed": is_signed}
    told = {"blob": stored.sha256, "key": base64.b64encode(key).decode(), "size": len(pdf), "states": hashes}
    with vault.write() as tx:
        if document_of(tx, document).record_id != source.record_ids[0]:
            raise PaperRefused("No closed edition was made: the document has changed meanwhile.", "Look at the new version first.")
        truth.add_held_blob(tx, stored.sha256, stored.size)
        reference = BlobRef(sha256=stored.sha256, size=stored.size, media_type=PDF, role="paper", sealed_to=tuple(sorted(sealed_to)))
        appended = vault.log.append(
            tx,
            type=CLOSED,
            stream=new_id(),
            at=at,
            person=signer.person.id,
            schema=f"{CLOSED}/1",
            scope=scope_of_case(tx, shown.case_id),
            parts=(Part.fresh(PART, body), Part.fresh(KEY, told, sealed_to=sealed_to)),
            blobs=(reference,),
            person_key=signer.key,
        )
        changed = views.update(tx, [(appended.id, appended.header)])
        return Changes(record_ids=changed.record_ids, streams=(appended.header.stream,), cases=(*changed.cases, shown.case_id))


def _signed_if_mine(unsigned: bytes, signer: Signer, field_name: str | None, at: datetime) -> tuple[bytes, bool]:
    """The paper signed where a block waits for this person, else as it is; and which of the two."""
    try:
        mine = my_block(unsigned, signer.person, field_name)
    except PaperRefused:
        return unsigned, False
    return signed_in(unsigned, mine, signer, signer.hand, OWN_KEY, at)[0], True


def closed_of_case(vault: Vault, tx: Connection, case_id: str) -> tuple[ClosedPaper, ...]:
    """Return the closed editions of a case, in the order in which they came."""
    return tuple(one for one in _all(vault, tx) if one.case_id == case_id)


def one_closed(vault: Vault, tx: Connection, stream: str) -> ClosedPaper | None:
    """Return a closed edition, None when there is none of this stream."""
    return next((one for one in _all(vault, tx) if one.stream == stream), None)


def closed_bytes(vault: Vault, stream: str) -> bytes:
    """Return a closed edition as PDF. Raises PaperRefused when it is unknown or sealed to others, BlobMissing, BlobDamaged."""
    with vault.read() as tx:
        found = one_closed(vault, tx, stream)
        told = vault.open_sealed(tx, found.record_id, KEY) if found is not None else None
    if found is None:
        raise PaperRefused("This paper is not in the vault.", "Choose one from the list.")
    if told is None:
        raise PaperRefused("The closed edition was not opened: it is sealed to other people.", "Ask one who handles the case.")
    try:
        return open_file(vault.blobs.read_bytes(found.blob), base64.b64decode(str(told["key"])))
    except (NotGenuine, KeyError, ValueError) as error:
        raise PaperRefused("The closed edition was not opened: it is not the one that was sealed.", "Make it anew.") from error


def closed_revisions(vault: Vault, tx: Connection) -> dict[str, str]:
    """Return hash of every state of the closed editions that I can open -> hash of the newest state of the same one."""
    known: dict[str, str] = {}
    for one in _all(vault, tx):
        states: Any = (vault.open_sealed(tx, one.record_id, KEY) or {}).get("states")
        if isinstance(states, list) and states:
            known |= {str(state): str(states[-1]) for state in states}
    return known


def _all(vault: Vault, tx: Connection) -> list[ClosedPaper]:
    chosen = select(truth.records).where(truth.records.c.type == CLOSED).order_by(truth.records.c.arrival)
    found = []
    for row in tx.execute(chosen):
        header = Header.from_bytes(row.header)
        body = Said(tx, row.record_id, header).body(PART)
        if header.blobs:
            found.append(_closed(vault, tx, row.record_id, header, body))
    return found


def _closed(vault: Vault, tx: Connection, record_id: str, header: Header, body: Mapping[str, object]) -> ClosedPaper:
    return ClosedPaper(
        stream=header.stream,
        record_id=record_id,
        case_id=text_of(body, "case"),
        document=text_of(body, "document"),
        form_id=text_of(body, "form"),
        made_at=header.at,
        person=header.person,
        blob=header.blobs[0].sha256,
        size=header.blobs[0].size,
        is_signed=body.get("signed") is True,
        may_open=vault.open_sealed(tx, record_id, KEY) is not None,
    )
