"""The standing of whole cases, many at a time for the list; that of one document or exhibit is in core.actions.exchange.standing."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from core.actions.exchange.copy_standing import copied_to, in_copy
from core.actions.exchange.handed import handed_among, hubs_met
from core.actions.exchange.standing import Standing
from core.vault import truth
from core.vault.views import received
from core.vault.views.cases import cases
from core.vault.views.exhibits import exhibits
from core.vault.views.history import history
from core.vault.views.papers import papers


def standing_of_cases(tx: Connection, ids: Iterable[str]) -> dict[str, Standing]:
    """Return the standing of each case: draft while no form was saved, received when the centre holds every record and file of it,
    copied when at least the second copy or an evening station does.
    """
    wanted = list(ids)
    waiting = _with_records_waiting(tx, wanted) | _with_files_waiting(tx, wanted)
    lacking = _lacking_in_copy(tx, sorted(waiting))
    lacking -= _handed_in(tx, sorted(lacking))

    def of(case_id: str) -> Standing:
        return "received" if case_id not in waiting else "saved" if case_id in lacking else "copied"

    written = select(cases.c.case_id, cases.c.documents).where(cases.c.case_id.in_(wanted))
    return {row.case_id: of(row.case_id) if row.documents else "draft" for row in tx.execute(written)}


def _lacking_in_copy(tx: Connection, wanted: list[str]) -> set[str]:
    """Return those of the cases of which the second copy lacks a record or file; all when there is no second copy."""
    if not (end := copied_to(tx)):
        return set(wanted)
    newer = select(history.c.case_id).join(truth.records, truth.records.c.record_id == history.c.record_id)
    found = set(tx.scalars(newer.where(history.c.case_id.in_(wanted), truth.records.c.arrival > end)))
    there = in_copy(tx)
    originals = select(exhibits.c.case_id).where(
        exhibits.c.case_id.in_(wanted), exhibits.c.original != "", exhibits.c.original.not_in(there)
    )
    pdfs = select(papers.c.case_id).where(papers.c.case_id.in_(wanted), papers.c.pdf.not_in(there))
    return found | set(tx.scalars(originals)) | set(tx.scalars(pdfs))


def _handed_in(tx: Connection, wanted: list[str]) -> set[str]:
    """Return those of the cases of which evening stations hold every record and file that the centre has not received."""
    if not wanted or not (hubs := hubs_met(tx)):
        return set()
    ends, held = received.log_ends(tx), select(received.blobs.c.sha256)
    rows = tx.execute(select(history.c.case_id, history.c.record_id, history.c.log, history.c.seq).where(history.c.case_id.in_(wanted)))
    missing = [(row.case_id, row.record_id) for row in rows if ends.get(row.log, 0) < row.seq]
    originals = select(exhibits.c.case_id, exhibits.c.original.label("file")).where(
        exhibits.c.case_id.in_(wanted), exhibits.c.original != ""
    )
    pdfs = select(papers.c.case_id, papers.c.pdf.label("file")).where(papers.c.case_id.in_(wanted))
    for query in (originals, pdfs):
        missing += [(row.case_id, row.file) for row in tx.execute(query.where(query.selected_columns["file"].not_in(held)))]
    known = handed_among(tx, hubs, {one for _case_id, one in missing})
    return {case_id for case_id, _one in missing} - {case_id for case_id, one in missing if one not in known}


def newest_arrivals(tx: Connection) -> tuple[int, int]:
    """Return two numbers of which one grows when a record or a receipt comes, whoever wrote it."""
    record = tx.scalar(select(func.max(truth.records.c.arrival)))
    return record or 0, tx.scalar(select(func.max(truth.statements.c.arrival))) or 0


def _with_records_waiting(tx: Connection, wanted: list[str]) -> set[str]:
    ends = received.log_ends(tx)
    newest = (
        select(history.c.case_id, history.c.log, func.max(history.c.seq).label("seq"))
        .where(history.c.case_id.in_(wanted))
        .group_by(history.c.case_id, history.c.log)
    )
    refused = select(history.c.case_id).join(received.refused, received.refused.c.record_id == history.c.record_id)
    waiting = {row.case_id for row in tx.execute(newest) if ends.get(row.log, 0) < row.seq}
    return waiting | set(tx.scalars(refused.where(history.c.case_id.in_(wanted))))


def _with_files_waiting(tx: Connection, wanted: list[str]) -> set[str]:
    held = select(received.blobs.c.sha256)
    originals = select(exhibits.c.case_id).where(
        exhibits.c.case_id.in_(wanted), exhibits.c.original != "", exhibits.c.original.not_in(held)
    )
    pdfs = select(papers.c.case_id).where(papers.c.case_id.in_(wanted), papers.c.pdf.not_in(held))
    return set(tx.scalars(originals)) | set(tx.scalars(pdfs))
