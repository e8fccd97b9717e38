"""Views: tables computed from records. Dropped and rebuilt at will; the same rows whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.vault import truth
from core.vault.views import (
    cases,
    destroyed,
    documents,
    exhibits,
    file_names,
    forks,
    heads,
    history,
    numbers,
    office_settings,
    papers,
    received,
    scans,
    search,
    typed_numbers,
)
from core.vault.views.said import Said, all_of
from core.vault.views.table import views
from record.destruction import DESTROYED, reaches
from record.header import Header
from record.receipt import Receipt, Signed

Open = Callable[[Signed], Receipt | None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a deed changed: ids of new records, and the cases whose pages must be shown anew."""

    record_ids: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.record_ids + other.record_ids,
            tuple(dict.fromkeys(self.streams + other.streams)),
            tuple(dict.fromkeys(self.cases + other.cases)),
        )


def create(tx: Connection) -> None:
    views.create_all(tx)
    search.create(tx)


def update(tx: Connection, new: Iterable[tuple[str, Header]]) -> Changes:
    """Fold new records in: (id, header) of each, already in the truth tables."""
    added = [Said(tx, identity, header) for identity, header in new]
    for said in added:
        destroyed.update(tx, said.id, said.header)
    for said in added:
        heads.update(tx, said.id, said.header)
        forks.update(tx, said.id, said.header)
        history.update(tx, said)
        file_names.update(tx, said)
    for said in added:
        if said.header.type == DESTROYED:
            _name_cases_again(tx, said)
    streams = tuple(dict.fromkeys(said.header.stream for said in added))
    touched: dict[str, None] = {}
    for said in added:
        if said.header.type in numbers.TYPES and (of_case := numbers.update(tx, said)):
            touched[of_case] = None
    for stream in streams:
        types = {said.header.type for said in added if said.header.stream == stream}
        if is_destroyed := DESTROYED in types:
            types = {said.header.type for said in all_of(tx, stream)}
        if (case_id := _update_stream(tx, stream, types)) or is_destroyed:
            search.update(tx, stream, case_id or "")
        if case_id:
            touched[case_id] = None
    for case_id in touched:
        cases.update(tx, case_id)
    return Changes(tuple(said.id for said in added), streams, tuple(touched))


def _name_cases_again(tx: Connection, order: Said) -> None:
    named = {record_id for record_id, _name in destroyed.parts_of(tx, order.id)}
    for record_id in sorted(named):
        stored = truth.record(tx, record_id)
        if stored is not None and reaches(order.header, stored.header):
            history.again(tx, Said(tx, record_id, stored.header))


def _update_stream(tx: Connection, stream: str, types: set[str]) -> str | None:
    if types & set(documents.TYPES):
        case_id = documents.update(tx, stream)
        typed_numbers.update_document(tx, stream)
        return case_id
    if types & set(exhibits.TYPES):
        return exhibits.update(tx, stream)
    if types & {*papers.TYPES, *scans.TYPES}:
        scanned = scans.update(tx, stream)
        return papers.update(tx, stream) or scanned
    if types & set(office_settings.TYPES):
        office_settings.update(tx, stream)
        return None
    if types & set(cases.TYPES):
        typed_numbers.update_case(tx, stream)
        return stream
    return None


def rebuild(tx: Connection, open_receipt: Open) -> int:
    """Drop all views and compute them from the records and receipts. Returns how many records were read."""
    search.drop(tx)
    views.drop_all(tx)
    create(tx)
    chosen = select(truth.records).where(truth.records.c.type == DESTROYED).order_by(truth.records.c.arrival)
    for row in tx.execute(chosen).all():  # first, so that the records which they name say what of them stays known
        destroyed.update(tx, row.record_id, Header.from_bytes(row.header))
    count = 0
    run: list[tuple[str, Header]] = []
    for stored in truth.all_records(tx):
        run.append((stored.id, stored.header))
        count += 1
        if len(run) == 500:
            update(tx, run)
            run.clear()
    update(tx, run)
    for signed in truth.all_statements(tx):
        if (receipt := open_receipt(signed)) is not None:
            received.update(tx, receipt)
    return count
