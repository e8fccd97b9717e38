"""How far a thing has come on its way: saved here, copied elsewhere too, or received by the centre, which has signed for it."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection

from core.actions.exchange.copy_standing import is_copied
from core.actions.exchange.handed import is_handed_in
from core.vault import truth
from core.vault.truth import StoredRecord
from core.vault.views import heads, received
from core.vault.views.documents import Document
from core.vault.views.exhibits import Exhibit
from core.vault.views.papers import Paper

Standing = Literal["draft", "saved", "copied", "received"]


def standing(tx: Connection, thing: Document | Exhibit | Paper) -> Standing:
    """Return how far a thing has come. A draft is "draft" by being a Draft.

    Copied means: the second copy, or an evening station, holds every head of its stream and its file. Received means: a verified
    receipt covers every head of its stream and refuses none, and of an exhibit names also the original, of a paper its newest PDF.
    Source: docs/protocol.md section 6.
    """
    files = {Exhibit: "original", Paper: "pdf"}.get(type(thing))
    digest = str(getattr(thing, files)) if files else ""
    found = [truth.record(tx, head) for head in heads.of_stream(tx, thing.stream)]
    stored = [one for one in found if one is not None]
    if len(stored) == len(found) and all(_is_received(tx, one) for one in stored) and (not digest or received.has_blob(tx, digest)):
        return "received"
    files_of = [digest] if digest else []
    copied = is_copied(tx, [one.arrival for one in stored], files_of) or is_handed_in(tx, [*(one.id for one in stored), *files_of])
    return "copied" if copied and len(stored) == len(found) else "saved"


def _is_received(tx: Connection, stored: StoredRecord) -> bool:
    header = stored.header
    return not received.is_refused(tx, stored.id) and received.has_record(tx, stored.id, header.log, header.seq)
