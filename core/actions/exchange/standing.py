"""How far a thing has come on its way: saved here, or received by the centre, which has signed for it."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection

from core.vault import truth
from core.vault.views import heads, received
from core.vault.views.documents import Document
from core.vault.views.exhibits import Exhibit
from core.vault.views.papers import Paper

Standing = Literal["draft", "saved", "copied", "received"]


def standing(tx: Connection, thing: Document | Exhibit | Paper) -> Standing:
    """Return how far a thing has come. A draft is "draft" by being a Draft; "copied" comes with the second copy.

    Received means: a verified receipt covers every head of its stream and refuses none, and of an exhibit names also the original,
    of a paper its newest PDF. Source: docs/protocol.md section 6.
    """
    files = {Exhibit: "original", Paper: "pdf"}.get(type(thing))
    digest = str(getattr(thing, files)) if files else ""
    if digest and not received.has_blob(tx, digest):
        return "saved"
    for head in heads.of_stream(tx, thing.stream):
        stored = truth.record(tx, head)
        if stored is None or received.is_refused(tx, head) or not received.has_record(tx, stored.header.log, stored.header.seq):
            return "saved"
    return "received"
