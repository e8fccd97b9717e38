"""Papers: preview a document, make and sign its official PDF, let a second person sign it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from core.actions.cases.open_case import scope_of_case
from core.actions.cases.rederive import mend_pictures
from core.actions.clock import Now, wall_now
from core.actions.office.office_time import in_office
from core.actions.papers.manner import OWN_KEY, Manner, Signer, signed_in, signer_of
from core.actions.papers.paper_code import code_paper
from core.actions.papers.paper_source import document_of, paper_source
from core.errors import AppError
from core.papers.certificate_facts import plain_name
from core.papers.compose import compose
from core.papers.content import Content
from core.papers.signature_field import SignatureField, signature_fields
from core.vault import truth, views
from core.vault.blobs import Stored
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes, papers
from core.vault.views.papers import Paper
from record.header import BlobRef
from record.part import Part
from record.roster import Person

if TYPE_CHECKING:
    from core.papers.sign import Hand

PDF = "application/pdf"


class PaperRefused(AppError):
    code = "paper.refused"


class NotMyBlock(PaperRefused):
    code = "paper.not_mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedPaper:
    """A paper that is about to be rendered and signed. stream: its own id; body: what its records will say; at: claimed time of signing."""

    document: str
    stream: str
    content: Content
    body: Mapping[str, object]
    at: datetime


def preview_paper(vault: Vault, document: str, *, paper_size: str | None = None, now: Now = wall_now) -> bytes:
    """Return the paper of a saved document as PDF, unsigned and not kept. Raises DraftGone when the document is unknown."""
    from core.papers.render import render

    at = in_office(vault, now())
    mend_pictures(vault, document, now=now)
    with vault.read() as tx:
        source = paper_source(vault, tx, document, made_at=at, paper_size=paper_size)
    return render(compose(source))


def sign_paper(
    vault: Vault,
    document: str,
    *,
    passphrase: str,
    manner: Manner = OWN_KEY,
    field_name: str | None = None,
    paper_size: str | None = None,
    now: Now = wall_now,
) -> Changes:
    """Make the paper of a saved document and sign it as the person who unlocked. Other signature blocks stay open.

    Both the unsigned and the signed state are records; `Changes.streams` holds the paper. field_name: the block to sign, else the one
    that bears my name, else one without a name. manner: with which key, and what the block shows.
    Raises DraftGone, NotMyBlock, PaperRefused without an open block, WrongPassphrase, and what `Manner.hand` raises.
    """
    from core.papers.render import render

    signer = signer_of(vault, passphrase)
    with manner.hand(signer, now()) as hand:
        drafted = draft_paper(vault, document, signer, paper_size=paper_size, now=now)
        return keep_signed(vault, drafted, render(drafted.content), signer, field_name=field_name, manner=manner, hand=hand)


def draft_paper(vault: Vault, document: str, signer: Signer, *, paper_size: str | None = None, now: Now = wall_now) -> DraftedPaper:
    """Gather what a paper to be signed says; it is rendered next, in whatever process, and then kept. Raises DraftGone."""
    at = in_office(vault, now())
    mend_pictures(vault, document, now=now)
    with vault.read() as tx:
        source = paper_source(vault, tx, document, made_at=at, paper_size=paper_size)
        shown, stream = document_of(tx, document), new_id()
        coded = code_paper(vault, tx, source, paper=stream, signer=signer.person, key=signer.key)
    body = {"case": shown.case_id, "document": document, "form": shown.form_id, "records": list(source.record_ids), **coded.told}
    return DraftedPaper(document=document, stream=stream, content=coded.content, body=body, at=at)


def keep_signed(
    vault: Vault,
    drafted: DraftedPaper,
    unsigned: bytes,
    signer: Signer,
    *,
    field_name: str | None = None,
    manner: Manner = OWN_KEY,
    hand: Hand | None = None,
) -> Changes:
    """Sign the rendered paper and keep both its states. hand: None for the person's own key.

    Raises NotMyBlock, PaperRefused without an open block or for a changed document, NameDiffers.
    """
    mine = my_block(unsigned, signer.person, field_name)
    signed, told = signed_in(unsigned, mine, signer, hand or signer.hand, manner, drafted.at)
    first, second = vault.blobs.put_bytes(unsigned), vault.blobs.put_bytes(signed)
    with vault.write() as tx:
        refuse_changed(tx, drafted)
        changes = keep_state(vault, tx, papers.MADE, drafted.stream, drafted.body, first, drafted.at)
        body = {**drafted.body, **told}
        return changes + keep_state(vault, tx, papers.SIGNED, drafted.stream, body, second, drafted.at, signer.key)


def refuse_changed(tx: Connection, drafted: DraftedPaper) -> None:
    """Raise PaperRefused when the document has changed since its paper was drafted."""
    if document_of(tx, drafted.document).record_id != drafted.content.record_ids[0]:
        raise PaperRefused("The paper was not signed: the document has changed meanwhile.", "Look at the new version, then sign again.")


def sign_further(
    vault: Vault, paper: str, *, passphrase: str, manner: Manner = OWN_KEY, field_name: str | None = None, now: Now = wall_now
) -> Changes:
    """Let the person who unlocked sign a paper that others have signed. Raises PaperRefused when no block is open, or he has signed it."""
    signer = signer_of(vault, passphrase)
    with manner.hand(signer, now()) as hand:
        return keep_further(vault, paper, signer, manner, hand, field_name=field_name, now=now)


def keep_further(
    vault: Vault, paper: str, signer: Signer, manner: Manner, hand: Hand, *, field_name: str | None = None, now: Now = wall_now
) -> Changes:
    """Sign one block of a kept paper: one paper of a batch whose list was shown. Raises as `sign_further`."""
    at, old = in_office(vault, now()), known_paper(vault, paper)
    if signer.person.id in old.signers.split():
        raise PaperRefused("The paper was not signed again: you have signed it already.", "Another person can sign the open blocks.")
    pdf = vault.blobs.read_bytes(old.pdf)
    signed, told = signed_in(pdf, my_block(pdf, signer.person, field_name), signer, hand, manner, at)
    return keep_next(vault, old, signed, told, signer, at)


def keep_next(vault: Vault, old: Paper, signed: bytes, told: Mapping[str, object], signer: Signer, at: datetime) -> Changes:
    """Keep the next state of a paper. Raises PaperRefused when another one was kept meanwhile."""
    stored = vault.blobs.put_bytes(signed)
    body = {"case": old.case_id, "document": old.document, "form": old.form_id, "records": [], **told}
    with vault.write() as tx:
        now_kept = papers.one(tx, old.stream)
        if now_kept is None or now_kept.pdf != old.pdf:
            raise PaperRefused("The paper was not signed: somebody else signed it meanwhile.", "Look at it, then sign again.")
        return keep_state(vault, tx, papers.SIGNED, old.stream, body, stored, at, signer.key)


def known_paper(vault: Vault, paper: str) -> Paper:
    """Return a kept paper. Raises PaperRefused when it is unknown."""
    with vault.read() as tx:
        found = papers.one(tx, paper)
    if found is None:
        raise PaperRefused("This paper is not in the vault.", "Choose one from the list.")
    return found


def paper_bytes(vault: Vault, paper: str) -> bytes:
    """Return the newest state of a paper as PDF. Raises PaperRefused when it is unknown, BlobMissing before its file was fetched."""
    return vault.blobs.read_bytes(known_paper(vault, paper).pdf)


def open_fields(pdf: bytes) -> tuple[SignatureField, ...]:
    """Return the signature blocks of a paper that wait for a signature."""
    return tuple(field for field in signature_fields(pdf) if not field.signed)


def keep_state(
    vault: Vault, tx: Connection, type: str, stream: str, body: Mapping[str, object], stored: Stored, at: datetime, key: Any = None
) -> Changes:
    """Append the record of one state of a paper. key: the person's own, for a signature, which is a legal act."""
    truth.add_held_blob(tx, stored.sha256, stored.size)
    appended = vault.log.append(
        tx,
        type=type,
        stream=stream,
        at=at,
        person=vault.person(tx).id,
        schema=f"{type}/1",
        scope=scope_of_case(tx, str(body["case"])),
        parts=(Part.fresh("paper", body),),
        blobs=(BlobRef(sha256=stored.sha256, size=stored.size, media_type=PDF, role="paper"),),
        person_key=key,
    )
    return views.update(tx, [(appended.id, appended.header)])


def blocks_for(pdf: bytes, name: str) -> tuple[tuple[SignatureField, ...], tuple[SignatureField, ...]]:
    """Return the open signature blocks of a paper that this person may sign, those with his name first; then those of others."""
    named = [(plain_name(field.label.partition(": ")[2]), field) for field in open_fields(pdf)]
    with_name, without = [[field for bears, field in named if bears == whose] for whose in (plain_name(name), "")]
    others = [field for bears, field in named if bears not in (plain_name(name), "")]
    return (*with_name, *(without if name else ())), tuple(others)


def my_block(pdf: bytes, me: Person, field_name: str | None) -> SignatureField:
    """A block that bears my name, else one that bears none; never another person's."""
    mine, others = blocks_for(pdf, me.name)
    for field in mine:
        if field_name in (None, field.name):
            return field
    if mine or others:
        raise NotMyBlock(
            "The paper was not signed: the open signature blocks bear other names.", "Those people sign it, each with his own passphrase."
        )
    raise PaperRefused("The paper was not signed: no signature block is open.", "Make a new paper from the document.")
