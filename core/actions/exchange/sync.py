"""One round with the centre: what it lacks goes, what others said comes, and every receipt is verified and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from core.actions.clock import Now, wall_now
from core.actions.destruction.obey import obey
from core.actions.exchange.carry import CarriedOn, carry_on
from core.actions.exchange.free_space import Freed, free_by_setting
from core.actions.exchange.line import line_of
from core.actions.exchange.packs import carry_packs
from core.actions.exchange.published import PackAside, Published, take_published
from core.actions.exchange.sending import add_spent, office_time, spent, wishes_of
from core.actions.office.roster import drop_ended_slots
from core.actions.papers.credentials import keep_credentials, people_without
from core.actions.papers.stamp_papers import StampRound, stamp_papers
from core.exchange import calls
from core.exchange.allowance import Wishes, originals_may_go
from core.exchange.calls import Hello
from core.exchange.errors import ServerRefused, another_centre, busy, given_up_key
from core.exchange.fetch import TWIN, Came, fetch_files, fetch_records
from core.exchange.gone_back import records_lost
from core.exchange.lanes import Lane, Order, Skipped
from core.exchange.link import Link
from core.exchange.meter import Counts
from core.exchange.plan import has_twin, held_logs, lacking, missing, offered, own_end
from core.exchange.send import send_files, send_records
from core.exchange.taking import keep_statement, take_successions
from core.platform import only_one
from core.reporter import Reporter
from core.vault import centres, local
from core.vault.incoming import take_statement
from core.vault.outgoing import LANES, Wanted
from core.vault.vault import Vault, open_known
from core.vault.views import Changes, received
from record.errors import NotGenuine
from record.receipt import HeldBlob, HeldLog, Receipt, Refused

CLOCK_OFF_S = 600  # a clock this far from the centre's is said to be wrong
INCOMING = "incoming"
LEAST = 16 * 1024  # bytes: with less than this left of the day's limit a round ends
NOTED_EACH = 1024 * 1024  # bytes between two notes of what the day has cost
_FILES_A_ROUND = 500  # files between two looks at what else there is


@dataclass(slots=True)
class _Tally:
    records: int = 0
    files: int = 0
    fetched: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    came: Came = field(default_factory=Came)
    packs: tuple[HeldBlob, ...] = ()
    published: Published = field(default_factory=Published)
    carried: CarriedOn = field(default_factory=CarriedOn)
    clock_off_s: int = 0
    centre_lost: int = 0
    held: frozenset[str] = frozenset()  # of the files offered last, those that the centre signed for just now
    stamps: StampRound = field(default_factory=StampRound)
    freed: Freed = field(default_factory=Freed)
    wishes: Wishes = field(default_factory=Wishes)
    noted: int = 0  # bytes of this round that stand in the day's count
    held_back: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """What one round did. refused: records that the centre has kept aside, with its reason. skipped: files that did not go or come.
    carried: what went of other offices' sticks.

    new_versions: forms and rules that came in packs from the centre ("model_a 2"). packs_aside: packs that were not taken, and why.
    centre_lost: records that the centre had signed for and held no more when this round began; they went again, and every file too.
    clock_off_s: seconds by which this laptop's clock is ahead of the centre's, 0 when it is near enough. meter: what went over the line.
    stamped: papers that got a timestamp before this round, unstamped: those that wait for one still, and why (English).
    freed: originals that went because the setting says so. held_back: originals (SHA-256 -> bytes) that wait for the night or a stick.
    is_spent: the day's limit of bytes ended the round; what is left goes with a later one.
    """

    sent_records: int
    sent_blobs: int
    sent_bytes: int
    received_records: int
    fetched_blobs: int
    refused: tuple[Refused, ...]
    skipped: tuple[Skipped, ...]
    new_versions: tuple[str, ...]
    packs_aside: tuple[PackAside, ...]
    carried: CarriedOn
    clock_off_s: int
    centre_lost: int
    changes: Changes
    meter: Counts
    stamped: int = 0
    unstamped: int = 0
    unstamped_why: str = ""
    freed: Freed = field(default_factory=Freed)
    held_back: Mapping[str, int] = field(default_factory=dict)
    is_spent: bool = False


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
    tally = _Tally()
    with only_one(vault.folder / "sync.lock") as is_mine:
        if not is_mine:
            raise busy()
        tally.stamps = stamp_papers(vault, report, now=now)  # first, so that the stamped papers go along
        with line_of(vault, report, url=url, link=link) as line, _spending(vault, line, tally, wishes or wishes_of(vault), now):
            _send(vault, line, report, tally, now)
            tally.carried = carry_on(vault, line, report)
            _take(vault, line, report, tally, now)
            _ask_credentials(vault, line)
            obeyed = obey(vault, report, now=now)
            if obeyed.orders or tally.published.versions:  # goes at once: colleagues need not take the pack again
                _send(vault, line, report, tally, now)
            tally.freed = free_by_setting(vault, line, report, now=now)
    drop_ended_slots(vault)  # somebody may have been ended on another laptop
    with vault.read() as tx:
        refused = tuple(Refused(record, reason) for record, reason in received.all_refused(tx))
    return SyncResult(
        sent_records=tally.records,
        sent_blobs=tally.files,
        sent_bytes=line.meter.counts.bytes,
        received_records=tally.came.records,
        fetched_blobs=tally.fetched,
        refused=refused,
        skipped=tuple(tally.skipped),
        new_versions=tuple(tally.published.versions),
        packs_aside=tuple(tally.published.aside),
        carried=tally.carried,
        clock_off_s=tally.clock_off_s,
        centre_lost=tally.centre_lost,
        changes=tally.stamps.changes + tally.came.changes + tally.published.changes + obeyed.changes,
        meter=line.meter.counts,
        stamped=tally.stamps.stamped,
        unstamped=tally.stamps.waiting,
        unstamped_why=tally.stamps.why.title if tally.stamps.why is not None else "",
        freed=tally.freed,
        held_back=tally.held_back,
        is_spent=line.meter.is_spent,
    )


@contextmanager
def _spending(vault: Vault, link: Link, tally: _Tally, wishes: Wishes, now: Now) -> Iterator[None]:
    """Set the line's limit to what the day allows still, and count what goes, whatever ends the round."""
    tally.wishes, tally.noted, link.meter.is_spent = wishes, link.meter.bytes, False
    link.meter.limit = None if wishes.day_bytes is None else link.meter.bytes + max(0, wishes.day_bytes - spent(vault, now=now).bytes)
    try:
        yield
    finally:
        _note_spent(vault, link, tally, now)


def _note_spent(vault: Vault, link: Link, tally: _Tally, now: Now, *, from_bytes: int = 1) -> None:
    count = link.meter.bytes
    if count - tally.noted >= from_bytes:
        add_spent(vault, count - tally.noted, now=now)
        tally.noted = count


def _may_go(vault: Vault, tally: _Tally, lane: str, now: Now) -> bool:
    """Return whether a lane may go over the line at this moment."""
    if lane != LANES[-1] or tally.wishes.originals == "now":
        return True
    with vault.read() as tx:
        return originals_may_go(tally.wishes, office_time(vault, tx, now()))


def _send(vault: Vault, link: Link, report: Reporter, tally: _Tally, now: Now) -> None:
    peer, tried = _peer(vault), set[str]()
    while True:
        with vault.read() as tx:
            logs = held_logs(tx, vault.log.id)
            files = [file for file in offered(tx, peer, anew=tally.centre_lost > 0) if file.ref.sha256 not in tried]
        if len(files) > 1 and not link.has_answered:
            link.persist(link.warm)
        lost_before = tally.centre_lost
        hello = _hello(vault, link, tally, now, logs=logs, files=files)
        if tally.centre_lost and not lost_before:
            continue  # and now every file that is here is offered, signed for or not
        with vault.read() as tx:
            todo = lacking(tx, hello, vault.log.id)
            files = [file for file in offered(tx, peer, anew=tally.centre_lost > 0) if file.ref.sha256 not in tried | tally.held]
        if todo.record_ids:
            tally.records += _send_records(vault, link, report, todo.record_ids)
            _note_spent(vault, link, tally, now)
        waiting = {file.ref.sha256: file.ref.size for file in files if not _may_go(vault, tally, file.lane, now)}
        tally.held_back |= waiting
        files = [file for file in files if file.ref.sha256 not in waiting]
        if not files or not link.meter.may(LEAST):
            return
        if _send_lanes(vault, link, report, tally, files[:_FILES_A_ROUND], hello, todo.own_end, now):
            tried |= {file.ref.sha256 for file in files[:_FILES_A_ROUND]}


def _send_records(vault: Vault, link: Link, report: Reporter, record_ids: Sequence[str]) -> int:
    report.step(0, len(record_ids), LANES[0])
    return send_records(vault, link, record_ids, lambda done: report.step(done, len(record_ids), LANES[0]))


def _send_lanes(
    vault: Vault, link: Link, report: Reporter, tally: _Tally, files: Sequence[Wanted], hello: Hello, sent_to: int, now: Now
) -> bool:
    """Returns False when the files must be looked at anew: a record was written meanwhile (it goes first), or the night has ended."""
    lanes = _lanes(files)
    ended: list[bool] = []

    def tell(order: Order) -> bool:
        front = order.front
        report.step(front.done, front.total, front.name)
        _note_spent(vault, link, tally, now, from_bytes=NOTED_EACH)
        with vault.read() as tx:
            is_written = own_end(tx, vault.log.id) > sent_to
        if is_written or (order.has_begun(LANES[-1]) and not _may_go(vault, tally, LANES[-1], now)):
            ended.append(True)
        return bool(ended)

    try:
        send_files(vault, link, lanes, hello.blobs, tell)
    finally:
        for lane, _ in lanes:
            tally.files += lane.files
            tally.skipped += lane.skipped
    if ended:
        return False
    if not link.meter.is_spent:  # else the next look at what there is ends the round
        for lane, _ in lanes:
            report.step(lane.total, lane.total, lane.name)
    return True


def _lanes(files: Sequence[Wanted], name: str = "") -> list[tuple[Lane, list[Wanted]]]:
    """Return the files of each lane that has some, in the order in which they go. name: for all lanes, else each its own."""
    chosen = [(lane, [file for file in files if file.lane == lane]) for lane in LANES[1:]]
    return [(Lane(name or lane, sum(file.ref.size for file in some)), some) for lane, some in chosen if some]


def _take(vault: Vault, link: Link, report: Reporter, tally: _Tally, now: Now) -> None:
    peer = _peer(vault)
    report.step(0, 0, INCOMING)
    tally.came = fetch_records(vault, link, peer, lambda count: report.step(count, 0, INCOMING))
    if tally.came.records:
        drop_ended_slots(vault)
        carry_packs(vault)
    tally.published = take_published(vault, link, tally.packs, INCOMING, partial(_tell, report), now=now)
    tally.skipped += tally.published.skipped
    with vault.read() as tx:
        wanted = [file for file in missing(tx) if _may_go(vault, tally, file.lane, now)]
    for start in range(0, len(wanted), _FILES_A_ROUND):
        if not link.meter.may(LEAST):
            return
        chosen = wanted[start : start + _FILES_A_ROUND]
        hello = link.persist(partial(calls.hello, link, wanted=[file.ref.sha256 for file in chosen]))
        lanes = _lanes([file for file in chosen if hello.servable.get(file.ref.sha256) == file.ref.size], INCOMING)
        if not lanes:
            continue
        try:
            fetch_files(vault, link, lanes, peer, partial(_tell_front, report))
            _note_spent(vault, link, tally, now)
        finally:
            for lane, _ in lanes:
                tally.fetched += lane.files
                tally.skipped += lane.skipped


def _ask_credentials(vault: Vault, link: Link) -> None:
    """Fetch the credentials of those who have none yet for the codes on their papers; an older server knows of none."""
    with vault.read() as tx:
        lacking_some = bool(people_without(vault, tx))
    if not lacking_some:
        return
    try:
        given = link.persist(lambda: calls.paper_credentials(link))
    except ServerRefused as refusal:
        if refusal.problem.status != 404:
            raise
        return
    with vault.write() as tx:
        keep_credentials(vault, tx, given)


def _tell(report: Reporter, lane: Lane) -> None:
    report.step(lane.done, lane.total, lane.name)


def _tell_front(report: Reporter, order: Order) -> bool:
    """Show how far the incoming files are; never a reason to end them."""
    _tell(report, order.front)
    return False


def _hello(vault: Vault, link: Link, tally: _Tally, now: Now, *, logs: Sequence[HeldLog], files: Sequence[Wanted]) -> Hello:
    offers = [HeldBlob(file.ref.sha256, file.ref.size) for file in files]
    hello = link.persist(lambda: calls.hello(link, logs=logs, blobs=offers))
    tally.packs = hello.packs
    with vault.write() as tx:
        take_successions(vault, tx, hello.successions)
        receipt = open_known(hello.receipt, vault.centre_keys(tx))
        if not isinstance(receipt, Receipt):
            raise another_centre()
        try:
            centres.check_in_time(tx, receipt)
        except NotGenuine as error:
            raise given_up_key() from error
        tally.centre_lost = max(tally.centre_lost, records_lost(tx, logs, receipt))
        tally.held = frozenset(one.sha256 for one in receipt.blobs)
        if received.tells_something_new(tx, receipt):
            take_statement(vault, tx, hello.receipt)
        off = (now() - datetime.fromisoformat(receipt.at)).total_seconds()
        if abs(off) < CLOCK_OFF_S:
            local.keep_setting(tx, "clock", {"checked_at": receipt.at, "checked_by": "centre"})
        else:
            tally.clock_off_s = round(off)
        if has_twin(tx, hello, vault.log.id) and local.setting(tx, TWIN) != vault.log.id:
            local.keep_setting(tx, TWIN, vault.log.id)
            local.keep_setting(tx, f"pulled:{','.join(sorted(vault.centre_keys(tx)))}", 0)  # what the copy wrote was left out so far
        if hello.revocation is not None:
            keep_statement(vault, tx, hello.revocation.to_bytes())
    return hello


def _peer(vault: Vault) -> str:
    """Return the name under which this vault remembers how far it has come with the centre: its key, whatever its address."""
    with vault.read() as tx:
        return centres.name(tx)
