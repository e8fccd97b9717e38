"""How safe what was written is: only a draft, saved here, or received and signed for by the centre."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from core.vault import truth
from core.vault.views import cases, received
from core.vault.views.history import history

DRAFT, SAVED, COPIED, RECEIVED = "draft", "saved", "copied", "received"


def of_record(tx: Connection, log: str, seq: int) -> str:
    """Return the standing of one record that lies in this vault."""
    return RECEIVED if received.has_record(tx, log, seq) else SAVED


def of_cases(tx: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the standing of each case: draft while no document was saved, received when the centre holds every record of it."""
    wanted = list(ids)
    ends, held = received.log_ends(tx), cases.rows(tx, wanted)
    newest = (
        select(history.c.case_id, history.c.log, func.max(history.c.seq).label("seq"))
        .where(history.c.case_id.in_(wanted))
        .group_by(history.c.case_id, history.c.log)
    )
    waiting = {row.case_id for row in tx.execute(newest) if ends.get(row.log, 0) < row.seq}
    return {case_id: DRAFT if not case.documents else SAVED if case_id in waiting else RECEIVED for case_id, case in held.items()}


def newest(tx: Connection) -> tuple[int, int]:
    """Return two numbers of which one grows when a record or a receipt comes, whoever wrote it."""
    record = tx.scalar(select(func.max(truth.records.c.arrival)))
    return record or 0, tx.scalar(select(func.max(truth.statements.c.arrival))) or 0
