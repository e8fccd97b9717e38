"""Making a paper that is signed with a pen: it is kept, its pages carry their codes, and its scan finds it again."""

from __future__ import annotations

from core.actions.clock import Now, wall_now
from core.actions.papers.paper_code import code_paper
from core.actions.papers.papers import keep_state, paper_source
from core.papers.render import render
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes, documents, papers


def make_paper(vault: Vault, document: str, *, paper_size: str | None = None, now: Now = wall_now) -> Changes:
    """Keep the paper of a saved document unsigned, to be printed and signed with a pen. `Changes.streams` holds the paper.

    No legal act: nothing is signed by it. Raises DraftGone when the document is unknown.
    """
    at, stream = now(), new_id()
    with vault.read() as tx:
        source = paper_source(vault, tx, document, made_at=at, paper_size=paper_size)
        shown, coded = documents.one(tx, document), code_paper(vault, tx, source, paper=stream)
    assert shown is not None  # paper_source has found it
    body = {"case": shown.case_id, "document": document, "form": shown.form_id, "records": list(source.record_ids), **coded.told}
    stored = vault.blobs.put_bytes(render(coded.content))
    with vault.write() as tx:
        return keep_state(vault, tx, papers.MADE, stream, body, stored, at)
