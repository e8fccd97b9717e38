"""Views: tables computed from records. Dropped and rebuilt at will; the same rows whatever the order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from core.reporter import Reporter
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
from core.vault.views.said import Said, read_bodies, stories
from core.vault.views.table import views
from record.destruction import DESTROYED, reaches
from record.header import Header
from record.receipt import Receipt, Signed

REBUILDING = "rebuilding"  # the lane of its progress
Open = Callable[[Signed], Receipt | None]
_TOLD_ANEW = {  # a stream of these is computed from all its records; a roster or a number book, of thousands, is never read whole
    *documents.TYPES, *exhibits.TYPES, *papers.TYPES, *scans.TYPES, *office_settings.TYPES, *cases.TYPES, DESTROYED
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """What a deed changed: ids of new records, and the cases whose pages must be shown anew."""

    record_ids: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def __add__(self, other: Changes) -> Changes:
        return together((self, other))


def together(all_of_them: Iterable[Changes]) -> Changes:
    """Return what many deeds changed, at once: one added to the next, the pages of a first sync cost as their square."""
    given = tuple(all_of_them)
    return Changes(
        tuple(identity for one in given for identity in one.record_ids),
        tuple(dict.fromkeys(stream for one in given for stream in one.streams)),
        tuple(dict.fromkeys(case for one in given for case in one.cases)),
    )


def create(tx: Connection) -> None:
    views.create_all(tx)
    search.create(tx)


def update(tx: Connection, new: Iterable[tuple[str, Header]]) -> Changes:
    """Fold new records in: (id, header) of each, already in the truth tables. Many at once cost far less than one by one."""
    came = list(new)
    added = [Said(tx, identity, header) for identity, header in came]
    for identity, header in came:
        destroyed.update(tx, identity, header)
    read_bodies(tx, added)
    heads.update(tx, came)
    forks.update(tx, (header for _, header in came))
    history.update(tx, added)
    file_names.update(tx, came)
    for said in added:
        if said.header.type == DESTROYED:
            _name_cases_again(tx, said)
    touched: dict[str, None] = {}
    for said in added:
        if said.header.type in numbers.TYPES and (of_case := numbers.update(tx, said)):
            touched[of_case] = None
    told = stories(tx, dict.fromkeys(said.header.stream for said in added if said.header.type in _TOLD_ANEW), added)
    touched |= dict.fromkeys(_update_streams(tx, added, told))
    told |= stories(tx, touched.keys() - told.keys(), ())
    for case_id in touched:
        cases.update(tx, case_id, told[case_id])
    return Changes(tuple(said.id for said in added), tuple(dict.fromkeys(said.header.stream for said in added)), tuple(touched))


def _name_cases_again(tx: Connection, order: Said) -> None:
    named = {record_id for record_id, _name in destroyed.parts_of(tx, order.id)}
    for record_id in sorted(named):
        stored = truth.record(tx, record_id)
        if stored is not None and reaches(order.header, stored.header):
            history.again(tx, Said(tx, record_id, stored.header))


def _update_streams(tx: Connection, added: Iterable[Said], told: Mapping[str, Sequence[Said]]) -> list[str]:
    """Compute the rows of each stream anew, by the kinds of what came. told: its records. Returns the cases that they belong to."""
    types: dict[str, set[str]] = {}
    for one in added:
        if one.header.stream in told:
            types.setdefault(one.header.stream, set()).add(one.header.type)
    ordered = {stream for stream, found in types.items() if DESTROYED in found}
    for stream in ordered:
        types[stream] = {one.header.type for one in told[stream]}
    filled = {stream: told[stream] for stream, found in types.items() if found & set(documents.TYPES)}
    written = documents.update(tx, filled)
    typed_numbers.update_documents(tx, filled, written)
    of_case, words = dict[str, str](), list[search.Told]()
    for stream, found in types.items():
        case_id, open_words = "", ""
        if stream in filled:
            if (document := written.get(stream)) is not None:
                case_id, open_words = document.case_id, search.of_document(document, told[stream])
        else:
            case_id, open_words = _update_other(tx, stream, found, told[stream])
        if case_id or stream in ordered:
            words.append(search.Told(stream, case_id, open_words))
        if case_id:
            of_case[stream] = case_id
    search.update(tx, words)
    return list(of_case.values())


def _update_other(tx: Connection, stream: str, types: set[str], said: Sequence[Said]) -> tuple[str, str]:
    """Compute the rows of a stream that holds no form. Returns its case and its open words, empty where there are none."""
    if types & set(exhibits.TYPES):
        return exhibits.update(tx, stream, said) or "", search.of_exhibit(tx, stream)
    if types & {*papers.TYPES, *scans.TYPES}:
        scanned = scans.update(tx, stream, said)
        return papers.update(tx, stream, said) or scanned or "", ""
    if types & set(office_settings.TYPES):
        office_settings.update(tx, stream, said)
    elif types & set(cases.TYPES):
        typed_numbers.update_case(tx, stream, said)
        return stream, search.of_case(said)
    return "", ""


def rebuild(tx: Connection, open_receipt: Open, report: Reporter | None = None, *, office: str) -> int:
    """Drop all views and compute them from the records and receipts. Returns how many records were read.

    office: see `received.update`. report: steps are records, under REBUILDING. A stop raises Cancelled; the caller's transaction then
    takes everything back.
    """
    report, total = report or Reporter(), tx.scalar(select(func.count()).select_from(truth.records)) or 0
    report.step(0, total, REBUILDING)
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
            report.step(count, total, REBUILDING)
    update(tx, run)
    report.step(count, total, REBUILDING)
    for signed in truth.all_statements(tx):
        if (receipt := open_receipt(signed)) is not None:
            received.update(tx, receipt, office=office)
    return count
