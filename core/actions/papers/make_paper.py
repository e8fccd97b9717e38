"""Making a paper that is signed later, with a pen or by an outside provider: it is kept, and its pages carry their codes."""

from __future__ import annotations

from sqlalchemy import Connection

from core.actions.cases.rederive import mend_pictures
from core.actions.clock import Now, wall_now
from core.actions.papers.manner import Signer, signer_of
from core.actions.papers.paper_code import CodedPaper, code_paper
from core.actions.papers.paper_source import paper_source
from core.actions.papers.papers import keep_state
from core.papers.content import PaperSource
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes, documents, papers


def make_paper(
    vault: Vault, document: str, *, passphrase: str | None = None, paper_size: str | None = None, now: Now = wall_now
) -> Changes:
    """Keep the paper of a saved document unsigned, to be signed with a pen or from outside. `Changes.streams` holds the paper.

    passphrase: of the maker, where his signed code shall stand on it; None: page codes alone, and no legal act.
    Raises DraftGone when the document is unknown, WrongPassphrase.
    """
    from core.papers.render import render

    at, stream = now(), new_id()
    signer = signer_of(vault, passphrase) if passphrase is not None else None
    mend_pictures(vault, document, now=now)
    with vault.read() as tx:
        source = paper_source(vault, tx, document, made_at=at, paper_size=paper_size)
        shown, coded = documents.one(tx, document), _coded(vault, tx, source, stream, signer)
    assert shown is not None  # paper_source has found it
    body = {"case": shown.case_id, "document": document, "form": shown.form_id, "records": list(source.record_ids), **coded.told}
    stored = vault.blobs.put_bytes(render(coded.content))
    with vault.write() as tx:
        return keep_state(vault, tx, papers.MADE, stream, body, stored, at)


def _coded(vault: Vault, tx: Connection, source: PaperSource, stream: str, signer: Signer | None) -> CodedPaper:
    if signer is None:
        return code_paper(vault, tx, source, paper=stream)
    return code_paper(vault, tx, source, paper=stream, signer=signer.person, key=signer.key)
