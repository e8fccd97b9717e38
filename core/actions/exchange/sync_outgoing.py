"""The outgoing half of an exchange: what the centre lacks, lane by lane, a record written meanwhile before any file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.actions.exchange.sync_round import FILES_A_ROUND, LEAST, Round, lanes_of
from core.exchange import calls
from core.exchange.calls import Hello
from core.exchange.errors import another_centre, given_up_key
from core.exchange.fetch import TWIN
from core.exchange.gone_back import records_lost
from core.exchange.lanes import Order
from core.exchange.loads import with_pictures
from core.exchange.plan import has_twin, held_logs, lacking, offered, own_end
from core.exchange.send import send_files, send_records
from core.exchange.taking import keep_statement, take_successions
from core.vault import centres, local
from core.vault.incoming import take_statement
from core.vault.outgoing import LANES, Wanted
from core.vault.vault import open_known
from core.vault.views import received
from record.errors import NotGenuine
from record.receipt import HeldBlob, HeldLog, Receipt

CLOCK_OFF_S = 600  # a clock this far from the centre's is said to be wrong
NOTED_EACH = 1024 * 1024  # bytes between two notes of what the day has cost


def send_what_it_lacks(one: Round) -> None:
    """Send records and files until the centre holds all that may go now, or the day's limit is reached."""
    vault, link, tried, sent_to = one.vault, one.link, set[str](), 0
    while True:
        with vault.read() as tx:
            logs = held_logs(tx, vault.log.id)
            files = [file for file in offered(tx, one.peer, anew=one.done.centre_lost > 0) if file.ref.sha256 not in tried]
            if tried and not files and own_end(tx, vault.log.id) == sent_to:
                return  # nothing new since the last look: no round trip to hear it
        if len(files) > 1 and not link.has_answered:
            link.persist(link.warm)
        lost_before = one.done.centre_lost
        hello = _hello(one, logs, files)
        if one.done.centre_lost and not lost_before:
            continue  # and now every file that is here is offered, signed for or not
        with vault.read() as tx:
            todo = lacking(tx, hello, vault.log.id)
            files = [file for file in offered(tx, one.peer, anew=one.done.centre_lost > 0) if file.ref.sha256 not in tried | one.held]
        sent_to = todo.own_end
        if todo.record_ids:
            _send_records(one, todo.record_ids)
        waiting = {file.ref.sha256: file.ref.size for file in files if not one.may_go(file.lane)}
        one.done.held_back = {**one.done.held_back, **waiting}
        files = [file for file in files if file.ref.sha256 not in waiting]
        if not files or not link.meter.may(LEAST):
            return
        files = with_pictures(vault, files, hello.blobs, most=FILES_A_ROUND)
        if _send_files(one, files, hello, sent_to):
            tried |= {file.ref.sha256 for file in files}


def _send_records(one: Round, record_ids: Sequence[str]) -> None:
    def tell(done: int) -> None:
        one.report.step(done, len(record_ids), LANES[0])

    tell(0)
    one.done.sent_records += send_records(one.vault, one.link, record_ids, tell)
    one.note_spent()


def _send_files(one: Round, files: Sequence[Wanted], hello: Hello, sent_to: int) -> bool:
    """Returns False when the files must be looked at anew: a record was written meanwhile (it goes first), or the night has ended."""
    lanes, ended = lanes_of(files), list[bool]()

    def tell(order: Order) -> bool:
        front = order.front
        one.report.step(front.done, front.total, front.name)
        one.note_spent(from_bytes=NOTED_EACH)
        with one.vault.read() as tx:
            is_written = own_end(tx, one.vault.log.id) > sent_to
        if is_written or (order.has_begun(LANES[-1]) and not one.may_go(LANES[-1])):
            ended.append(True)
        return bool(ended)

    send_files(one.vault, one.link, lanes, hello.blobs, tell)
    for lane, _ in lanes:
        one.done.sent_blobs += lane.files
        one.done.skipped += tuple(lane.skipped)
    if ended:
        return False
    if not one.link.meter.is_spent:  # else the next look at what there is ends the round
        for lane, _ in lanes:
            one.report.step(lane.total, lane.total, lane.name)
    return True


def _hello(one: Round, logs: Sequence[HeldLog], files: Sequence[Wanted]) -> Hello:
    """Ask what the centre holds of these logs and files, and keep all it says and has signed."""
    vault, link, done = one.vault, one.link, one.done
    offers = [HeldBlob(file.ref.sha256, file.ref.size) for file in files]
    hello = link.persist(lambda: calls.hello(link, logs=logs, blobs=offers))
    one.packs = hello.packs
    with vault.write() as tx:
        take_successions(vault, tx, hello.successions)
        receipt = open_known(hello.receipt, vault.centre_keys(tx))
        if not isinstance(receipt, Receipt):
            raise another_centre()
        try:
            centres.check_in_time(tx, receipt)
        except NotGenuine as error:
            raise given_up_key() from error
        done.centre_lost = max(done.centre_lost, records_lost(tx, logs, receipt))
        one.held = frozenset(held.sha256 for held in receipt.blobs)
        if received.tells_something_new(tx, receipt):
            take_statement(vault, tx, hello.receipt)
        off = (one.now() - datetime.fromisoformat(receipt.at)).total_seconds()
        if abs(off) < CLOCK_OFF_S:
            local.keep_setting(tx, "clock", {"checked_at": receipt.at, "checked_by": "centre"})
        else:
            done.clock_off_s = round(off)
        if has_twin(tx, hello, vault.log.id) and local.setting(tx, TWIN) != vault.log.id:
            local.keep_setting(tx, TWIN, vault.log.id)
            local.keep_setting(tx, f"pulled:{','.join(sorted(vault.centre_keys(tx)))}", 0)  # what the copy wrote was left out so far
        if hello.revocation is not None:
            keep_statement(vault, tx, hello.revocation.to_bytes())
    return hello
