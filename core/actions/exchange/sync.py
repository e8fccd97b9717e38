"""One round with the centre: what it lacks goes, what others said comes, and every receipt is verified and kept."""

from __future__ import annotations

from core.actions.clock import Now, wall_now
from core.actions.destruction.obey import obey
from core.actions.exchange.carry import carry_on
from core.actions.exchange.free_space import free_by_setting
from core.actions.exchange.line import line_of
from core.actions.exchange.sending import wishes_of
from core.actions.exchange.sync_incoming import ask_credentials, take_what_came
from core.actions.exchange.sync_outgoing import send_what_it_lacks
from core.actions.exchange.sync_round import Round
from core.actions.exchange.sync_round import SyncResult as SyncResult
from core.actions.office.roster import drop_ended_slots
from core.actions.papers.stamp_papers import stamp_papers
from core.exchange.allowance import Wishes
from core.exchange.errors import busy
from core.exchange.link import Link
from core.platform import only_one
from core.reporter import Reporter
from core.vault.vault import Vault
from core.vault.views import received
from record.receipt import Refused


def sync(
    vault: Vault,
    report: Reporter | None = None,
    *,
    url: str | None = None,
    link: Link | None = None,
    wishes: Wishes | None = None,
    now: Now = wall_now,
) -> SyncResult:
    """Exchange with the server that this vault has enrolled with (url: the same server at another address) until nothing is left.

    Lanes in strict order: records, papers, working copies, originals; a record written meanwhile goes first. Then what others said,
    then the files. Stopping, or a broken line, keeps what was done; the next round goes on at the byte.
    wishes: for this round only, else as this laptop sends (core.actions.exchange.sending): originals may wait for the night or a stick,
    and at the day's limit of bytes the round ends in order.
    Raises NotEnrolled, NoLine, LineRefused, DeviceRevoked, AnotherCentre, SyncBusy, ServerRefused, DiskRefused, Cancelled.
    """
    report = report or Reporter()
    with only_one(vault.folder / "sync.lock") as is_mine:
        if not is_mine:
            raise busy()
        stamps = stamp_papers(vault, report, now=now)  # first, so that the stamped papers go along
        with line_of(vault, report, url=url, link=link) as line:
            one = Round(vault, line, report, wishes or wishes_of(vault), now)
            with one.spending():
                _exchange(one)
    drop_ended_slots(vault)  # somebody may have been ended on another laptop
    done = one.done
    done.stamped, done.unstamped, done.unstamped_why = stamps.stamped, stamps.waiting, stamps.why.title if stamps.why is not None else ""
    done.changes += stamps.changes
    done.meter, done.sent_bytes, done.is_spent = line.meter.counts, line.meter.counts.bytes, line.meter.is_spent
    with vault.read() as tx:
        done.refused = tuple(Refused(record, reason) for record, reason in received.all_refused(tx))
    return done


def _exchange(one: Round) -> None:
    send_what_it_lacks(one)
    one.done.carried = carry_on(one.vault, one.link, one.report)
    take_what_came(one)
    ask_credentials(one)
    obeyed = obey(one.vault, one.report, now=one.now)
    one.done.changes += obeyed.changes
    if obeyed.orders or one.done.new_versions:  # goes at once: colleagues need not take the pack again
        send_what_it_lacks(one)
    one.done.freed = free_by_setting(one.vault, one.link, one.report, now=one.now)
