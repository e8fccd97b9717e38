"""Why something was withdrawn or put right, as the history of a case tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from core.vault import truth
from core.vault.views import cases, documents, exhibits
from core.vault.views.history import Event
from core.vault.views.said import Said, text_of

WITHDRAWALS = (documents.FORM_WITHDRAWN, exhibits.WITHDRAWN)


def reasons_of(tx: Connection, events: Iterable[Event]) -> dict[str, str]:
    """Return record id -> the reason that its writer gave, for those that have one."""
    found = {}
    for event in events:
        if event.type not in (*WITHDRAWALS, cases.CHANGED) or (stored := truth.record(tx, event.record_id)) is None:
            continue
        said = Said(tx, event.record_id, stored.header)
        correction = said.body("case").get("correction") if event.type == cases.CHANGED else None
        body = said.body("withdrawal") if event.type in WITHDRAWALS else correction if isinstance(correction, Mapping) else {}
        if reason := text_of(body, "reason"):
            found[event.record_id] = reason
    return found
