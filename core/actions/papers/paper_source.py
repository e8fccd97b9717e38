"""What one paper is made from, gathered from the vault: answers, exhibits with their pictures, drawn signatures, wording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.actions.clock import by_office_clock
from core.actions.forms.drafts import DraftGone, open_answers_of
from core.actions.forms.form_wording import wording_of
from core.actions.forms.known_form import known_form
from core.actions.office.letterhead import office_on_paper, paper_of
from core.actions.office.office import DRILL_PROVINCE
from core.actions.papers.protected_words import identities_of_case, without_names
from core.papers.content import ExhibitOnPaper, PaperSource
from core.papers.strokes import strokes_png
from core.papers.words import date_id
from core.vault import truth
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from core.vault.views.documents import STATEMENT_SEALED, Document
from core.vault.views.exhibits import Exhibit


def document_of(tx: Connection, stream: str) -> Document:
    """Return a saved document. Raises DraftGone."""
    found = documents.one(tx, stream)
    if found is None:
        raise DraftGone("This document is not in the vault.", "Choose one from the list.")
    return found


def paper_source(
    vault: Vault,
    tx: Connection,
    stream: str,
    *,
    made_at: datetime,
    paper_size: str | None = None,
    closed: Mapping[str, Any] | None = None,
) -> PaperSource:
    """Gather everything one paper is made from; protected persons under their code names. Raises DraftGone.

    closed: the answers with the identities, for the closed edition.
    """
    document = document_of(tx, stream)
    case = cases.one(tx, document.case_id)
    size = paper_size or paper_of(vault, tx).size_for(document.form_id)
    kept = [one for one in exhibits.of_case(tx, document.case_id) if not one.is_withdrawn]
    shown = exhibits.on_open_papers(kept) if closed is None else [one for one in kept if not one.covers]
    on_paper = [_on_paper(vault, one) for one in shown]
    told = identities_of_case(vault, tx, document.case_id)
    head = truth.log_head(tx, vault.log.id)
    form = known_form(document.form_id, document.form_sha256)
    return PaperSource(
        form=form,
        answers=open_answers_of(tx, document.record_id) if closed is None else dict(closed),
        is_closed=closed is not None,
        regime="pemilu" if case is not None and case.regime == "pemilu" else "pemilihan",
        office=office_on_paper(vault, tx),
        case_title=case.number if case is not None else "",
        record_ids=(document.record_id,),
        exhibits=tuple(printed if closed is not None else without_names(printed, told) for printed in on_paper),
        drill=vault.office.startswith(DRILL_PROVINCE),
        paper_size="F4" if size == "F4" else "A4",
        made_at=made_at,
        strokes=_strokes(vault, tx, document, closed=closed is not None),
        wording=wording_of(vault, tx, form),
        log_head=head[0] if head is not None and document.form_id == "tanda_bukti" else "",
    )


def _on_paper(vault: Vault, exhibit: Exhibit) -> ExhibitOnPaper:
    picture, why_not = _picture(vault, exhibit)
    where = f"{exhibit.latitude}, {exhibit.longitude}" if exhibit.latitude else ""
    return ExhibitOnPaper(
        no=exhibit.no,
        kind=exhibit.kind,
        title=exhibit.title,
        caption=exhibit.caption,
        taken_at=_when(exhibit.taken_at),
        place=" ".join(one for one in (exhibit.place, f"({where})" if where else "") if one),
        taken_by=exhibit.taken_by,
        evidence_class=exhibit.evidence_class,
        sha256=exhibit.original,
        picture_jpeg=picture,
        why_no_picture=why_not,
        note=_note(exhibit),
    )


def _note(exhibit: Exhibit) -> str:
    """The note of an exhibit; of a marked copy also from which file it was made and why something is covered."""
    if not exhibit.parent:
        return exhibit.note
    covered = f"; ditutup karena: {exhibit.copy_reason}" if exhibit.covers else ""
    return " ".join(one for one in (exhibit.note, f"(salinan bertanda dari berkas SHA-256 {exhibit.parent_sha256[:16]}{covered})") if one)


def _picture(vault: Vault, exhibit: Exhibit) -> tuple[bytes | None, str]:
    """The working copy; or why it cannot be printed, as the paper says it (papers are Indonesian)."""
    if not exhibit.working:
        return None, ""
    try:
        return vault.blobs.read_bytes(exhibit.working), ""
    except BlobMissing:
        return None, f"Gambar {exhibit.no} tidak dapat dicetak: berkasnya belum ada di laptop ini."
    except BlobDamaged:
        return None, f"Gambar {exhibit.no} tidak dapat dicetak: berkasnya di laptop ini rusak."


def _when(text: str) -> str:
    try:
        moment = by_office_clock(datetime.fromisoformat(text))  # a camera may tell another zone: everywhere else its hour is the office's
    except ValueError:
        return text
    return date_id(moment.date()) + (f" pukul {moment:%H.%M}" if len(text) > 10 else "")


def _strokes(vault: Vault, tx: Connection, document: Document, *, closed: bool) -> dict[str, bytes]:
    """The drawn signatures of a sealed statement; those of a protected person come on the closed edition only."""
    drawn: dict[str, bytes] = {}
    for stored in truth.of_stream(tx, document.stream):
        if stored.header.type != STATEMENT_SEALED:
            continue
        is_sealed = document.has_identity
        body = vault.open_sealed(tx, stored.id, "strokes") if is_sealed else truth.open_part(tx, stored.header, stored.id, "strokes")
        given = (body or {}).get("strokes")
        for name, strokes in given.items() if isinstance(given, Mapping) else ():
            is_hidden = document.has_identity and name == "sign_subject" and not closed
            if not is_hidden and (png := strokes_png(strokes)) is not None:
                drawn[str(name)] = png
    return drawn
