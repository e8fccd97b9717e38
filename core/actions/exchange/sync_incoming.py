"""The incoming half of an exchange: what others said, packs of the centre, files, and credentials for the codes on papers."""

from __future__ import annotations

from functools import partial

from core.actions.exchange.packs import carry_packs
from core.actions.exchange.published import take_published
from core.actions.exchange.sync_round import FILES_A_ROUND, LEAST, Round, lanes_of
from core.actions.office.roster import drop_ended_slots
from core.actions.papers.credentials import keep_credentials, people_without
from core.exchange import calls
from core.exchange.errors import ServerRefused
from core.exchange.fetch import fetch_files, fetch_records
from core.exchange.lanes import Lane, Order
from core.exchange.plan import missing
from core.reporter import Reporter

INCOMING, INCOMING_FILES = "incoming", "incoming_files"  # counted in records, and in bytes


def take_what_came(one: Round) -> None:
    """Take what others of this scope and the centre said, then the files that are missing here."""
    one.report.step(0, 0, INCOMING)
    came = fetch_records(one.vault, one.link, one.peer, lambda done, total: one.report.step(done, total, INCOMING))
    one.done.received_records = came.records
    one.done.changes += came.changes
    if came.records:
        drop_ended_slots(one.vault)
        carry_packs(one.vault)
    published = take_published(one.vault, one.link, one.packs, INCOMING_FILES, partial(_tell, one.report), now=one.now)
    one.done.new_versions, one.done.packs_aside = tuple(published.versions), tuple(published.aside)
    one.done.skipped += tuple(published.skipped)
    one.done.changes += published.changes
    _fetch_missing(one)


def _fetch_missing(one: Round) -> None:
    with one.vault.read() as tx:
        wanted = [file for file in missing(tx) if one.may_go(file.lane)]
    for start in range(0, len(wanted), FILES_A_ROUND):
        if not one.link.meter.may(LEAST):
            return
        chosen = wanted[start : start + FILES_A_ROUND]
        hello = one.link.persist(partial(calls.hello, one.link, wanted=[file.ref.sha256 for file in chosen]))
        lanes = lanes_of([file for file in chosen if hello.servable.get(file.ref.sha256) == file.ref.size], INCOMING_FILES)
        if not lanes:
            continue
        fetch_files(one.vault, one.link, lanes, one.peer, partial(_tell_front, one.report))
        one.note_spent()
        for lane, _ in lanes:
            one.done.fetched_blobs += lane.files
            one.done.skipped += tuple(lane.skipped)


def ask_credentials(one: Round) -> None:
    """Fetch the credentials of those who have none yet for the codes on their papers; an older server knows of none."""
    with one.vault.read() as tx:
        lacking_some = bool(people_without(one.vault, tx))
    if not lacking_some:
        return
    try:
        given = one.link.persist(lambda: calls.paper_credentials(one.link))
    except ServerRefused as refusal:
        if refusal.problem.status != 404:
            raise
        return
    with one.vault.write() as tx:
        keep_credentials(one.vault, tx, given)


def _tell(report: Reporter, lane: Lane) -> None:
    report.step(lane.done, lane.total, lane.name)


def _tell_front(report: Reporter, order: Order) -> bool:
    """Show how far the incoming files are; never a reason to end them."""
    _tell(report, order.front)
    return False
