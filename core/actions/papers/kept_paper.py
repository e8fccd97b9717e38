"""The paper that was already made of a document as it stands now."""

from __future__ import annotations

from sqlalchemy import Connection

from core.vault.views import papers
from core.vault.views.documents import Document
from core.vault.views.papers import Paper
from core.vault.views.said import all_of


def kept_paper(tx: Connection, document: Document, *, signer: str = "", is_signed: bool = True) -> Paper | None:
    """Return the newest paper of a document's present state, None when there is none.

    signer: id of a person who must have signed it. is_signed: leave out those that nobody has signed.
    """
    for paper in reversed(papers.of_document(tx, document.stream)):
        fits = (not is_signed or paper.signatures) and (not signer or signer in paper.signers.split())
        if fits and document.record_id in _made_from(tx, paper):
            return paper
    return None


def _made_from(tx: Connection, paper: Paper) -> list[str]:
    said = next((one.body("paper") for one in all_of(tx, paper.stream) if one.header.type in papers.TYPES), {})
    records = said.get("records")
    return [str(one) for one in records] if isinstance(records, list) else []
