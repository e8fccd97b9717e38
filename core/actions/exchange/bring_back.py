"""What rides back from an evening station: the centre's word, and what the office has there - records, then the files they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.actions.exchange.handed import keep_handed
from core.exchange import hub_calls
from core.exchange.hub_line import HubLine
from core.exchange.plan import missing
from core.exchange.taking import Taking, keep_statement
from core.reporter import Reporter
from core.vault import truth
from core.vault.errors import NoRoom, check_room
from core.vault.outgoing import Wanted
from core.vault.vault import Vault
from core.vault.views import Changes, together
from record.errors import NotGenuine, Unreadable

COMING = "incoming"
_FILES_AT_ONCE = 100


@dataclass(slots=True)
class BroughtBack:
    """What came that was not here before: statements of the centre, and records."""

    statements: int = 0
    records: int = 0
    changes: Changes = field(default_factory=Changes)


def bring_records_back(vault: Vault, line: HubLine, hub: str, report: Reporter) -> BroughtBack:
    """Take the statements and records that wait at the hub. hub: id of its key. Raises as the line does, DiskRefused."""
    report.step(0, 0, COMING)
    back = BroughtBack()
    _take_statements(vault, line, back)
    if vault.me is not None:
        _take_records(vault, line, hub, vault.me.seal_key, back)
    return back


def _take_statements(vault: Vault, line: HubLine, back: BroughtBack) -> None:
    after, has_more = 0, True
    with vault.read() as tx:
        before = len(truth.all_statements(tx))
    while has_more:
        statements, has_more = line.persist(partial(hub_calls.receipts, line, after=after))
        after += len(statements)
        has_more = has_more and bool(statements)
        with vault.write() as tx:
            back.changes += together(keep_statement(vault, tx, raw) for raw in statements)
    with vault.read() as tx:
        back.statements = len(truth.all_statements(tx)) - before


def _take_records(vault: Vault, line: HubLine, hub: str, key: X25519PrivateKey, back: BroughtBack) -> None:
    known: dict[str, int] = {}
    while True:
        with vault.read() as tx:
            held = truth.log_ends(tx)
        if held == known:
            return  # nothing of the last answer could be taken
        known = held
        given, has_more = line.persist(partial(hub_calls.fetch, line, held))
        with Taking(vault, key) as taking:
            try:
                taking.take(given)
                taking.finish()  # what was destroyed by order does not come
            except (Unreadable, NotGenuine):
                return  # not for this person, or damaged: the centre has it too
        with vault.write() as tx:
            keep_handed(tx, hub, taking.came.changes.record_ids)  # what came from there need not go there
        back.records += taking.came.records
        back.changes += taking.came.changes
        if not has_more:
            return


def bring_files_back(vault: Vault, line: HubLine, hub: str, report: Reporter) -> int:
    """Take the files that records here name and the hub holds, lane by lane; returns how many came. Stopping keeps what came of a file
    too, and the next time goes on there. hub: id of its key. Raises as the line does, DiskRefused.
    """
    if vault.me is None:
        return 0
    with vault.read() as tx:
        wanted = [one for one in missing(tx) if _has_room(vault, one)]
    total, done, count = sum(one.ref.size for one in wanted), 0, 0
    with Taking(vault, vault.me.seal_key) as taking:
        while wanted:
            asked = wanted[:_FILES_AT_ONCE]
            before = {one.ref.sha256: taking.offset(one.ref.sha256, one.ref.size) for one in asked}
            given, has_more = line.persist(partial(hub_calls.files, line, before))
            try:
                taking.take(given)
            except (Unreadable, NotGenuine):
                break  # as above
            with vault.read() as tx:
                came = {one.ref.sha256 for one in asked if truth.holds_blob(tx, one.ref.sha256)}
            with vault.write() as tx:
                keep_handed(tx, hub, came)
            count += len(came)
            left = [one for one in asked if one.ref.sha256 not in came]
            is_further = bool(came) or any(taking.offset(one.ref.sha256, one.ref.size) > before[one.ref.sha256] for one in left)
            wanted = [*(left if has_more and is_further else ()), *wanted[_FILES_AT_ONCE:]]
            done += sum(len(frame.raw) for frame in given)
            report.step(min(done, total), total, COMING)
    return count


def _has_room(vault: Vault, wanted: Wanted) -> bool:
    try:
        check_room(vault.folder, wanted.ref.size)
    except NoRoom:
        return False  # what others announce must not stop the round
    return True
