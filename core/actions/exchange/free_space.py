"""Making room: originals that the centre has signed for, and shows once more just now, are removed from this laptop - never more.

Working copies, thumbnails, papers and scans stay, so that everything goes on being shown and printed. Nothing is removed by itself
unless somebody has chosen after how many days (`keep_days`); the usual setting is never.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, select

from core.actions.check.check_centre import A_TIME, ask_files
from core.actions.clock import Now, wall_now
from core.actions.exchange.line import line_of
from core.exchange.errors import NoLine, ServerRefused
from core.exchange.link import Link
from core.reporter import Reporter
from core.vault import absent, local, truth
from core.vault.absent import Absent
from core.vault.outgoing import Wanted, files
from core.vault.vault import Vault, open_known
from core.vault.views import received
from core.words import say
from record.header import Header
from record.receipt import HeldBlob, Receipt

SETTING = "keep_originals_days"
ASKING = "asking"  # the lane under which progress is told
ORIGINALS = "originals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What could go: files and bytes that the centre has signed for. waiting_files, waiting_bytes: originals that it has not."""

    files: int
    bytes: int
    waiting_files: int
    waiting_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """What was removed. kept: (SHA-256, why) of files that have a receipt and stay all the same."""

    files: int = 0
    bytes: int = 0
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was removed so far and has not come back. last_at: ISO time, empty when nothing was."""

    files: int
    bytes: int
    last_at: str


@dataclass(frozen=True, slots=True)
class _Signed:
    """An original that lies here and that a verified receipt names with this very size. word: SHA-256 of the receipt."""

    sha256: str
    size: int
    word: str


def keep_days(vault: Vault) -> int | None:
    """Return after how many days originals that the centre holds go by themselves, None for never (unless somebody chose)."""
    with vault.read() as tx:
        return _days(tx)


def set_keep_days(vault: Vault, days: int | None) -> None:
    """Choose after how many days originals go; None for never."""
    with vault.write() as tx:
        local.keep_setting(tx, SETTING, days if days and days > 0 else None)


def room(vault: Vault, *, older_than_days: int = 0, now: Now = wall_now) -> Room:
    """Return what `free_space` would ask the centre about, without asking."""
    with vault.read() as tx:
        here = _originals_here(tx, before=now() - timedelta(days=older_than_days))
        signed = _signed_for(vault, tx, here)
    able = {one.sha256 for one in signed}
    waiting = [one for one in here if one.ref.sha256 not in able]
    return Room(
        files=len(signed),
        bytes=sum(one.size for one in signed),
        waiting_files=len(waiting),
        waiting_bytes=sum(one.ref.size for one in waiting),
    )


def removed(vault: Vault) -> Removed:
    """Return what this laptop has removed so far, as it is noted in the vault."""
    with vault.read() as tx:
        gone = [one for one in absent.all_absent(tx).values() if one.why == absent.FREED]
    return Removed(files=len(gone), bytes=sum(one.size for one in gone), last_at=max((one.at for one in gone), default=""))


def free_space(
    vault: Vault,
    report: Reporter | None = None,
    *,
    older_than_days: int = 0,
    url: str | None = None,
    link: Link | None = None,
    now: Now = wall_now,
) -> Freed:
    """Remove the originals that the centre has signed for and can show now; what was removed, when and on whose word is noted.

    older_than_days: only of records at least so old by their own time. Without a line nothing is removed.
    Raises NotEnrolled, NoLine, ServerRefused (an older server cannot show files), Cancelled.
    """
    report = report or Reporter()
    with vault.read() as tx:
        signed = _signed_for(vault, tx, _originals_here(tx, before=now() - timedelta(days=older_than_days)))
    _sweep(vault)
    gone, size, kept = 0, 0, list[tuple[str, str]]()
    if signed:
        with line_of(vault, report, url=url, link=link) as line:
            for start in range(0, len(signed), A_TIME):
                run = signed[start : start + A_TIME]
                report.step(start, len(signed), ASKING)
                removed, stayed = _free_run(vault, line, run, now)
                gone, size, kept = gone + len(removed), size + sum(one.size for one in removed), kept + stayed
        report.step(len(signed), len(signed), ASKING)
    return Freed(files=gone, bytes=size, kept=tuple(kept))


def free_by_setting(vault: Vault, link: Link, report: Reporter, *, now: Now = wall_now) -> Freed:
    """At the end of a sync: remove what the setting says; nothing where it says never, or where the centre does not show what it holds."""
    if (days := keep_days(vault)) is None:
        return Freed()
    try:
        return free_space(vault, report, older_than_days=days, link=link, now=now)
    except (NoLine, ServerRefused):
        return Freed()  # the exchange itself is done; the next round tries again


def _free_run(vault: Vault, link: Link, run: Sequence[_Signed], now: Now) -> tuple[list[_Signed], list[tuple[str, str]]]:
    findings, unseen = ask_files(vault, link, [(one.sha256, one.size) for one in run])
    kept = [(one.what, one.why) for one in findings] + [(digest, say("the file here is missing")) for digest in sorted(unseen)]
    not_proven = {digest for digest, _why in kept}
    removed = [one for one in run if one.sha256 not in not_proven]
    with vault.write() as tx:
        at, person = now().isoformat(timespec="seconds"), vault.person(tx).id
        for one in removed:
            absent.note(tx, Absent(sha256=one.sha256, size=one.size, why=absent.FREED, at=at, person=person, word=one.word))
    _sweep(vault)
    return removed, kept


def _sweep(vault: Vault) -> None:
    """Remove what is noted as freed and lies here still; after a crash, or where another program had it open, the next round does it.

    Inside a write transaction, so that a file that is being fetched back (`fetch_back`) is not taken away under its feet.
    """
    with vault.write() as tx:
        for one in absent.all_absent(tx).values():
            if one.why == absent.FREED:
                with suppress(OSError):
                    vault.blobs.forget(one.sha256)


def _originals_here(tx: Connection, *, before: datetime) -> list[Wanted]:
    """The originals that lie here and that only records from before this moment name."""
    here = {row.sha256: row.size for row in tx.execute(select(truth.held_blobs))}
    young = _named_since(tx, before)
    return [
        one
        for one in files(tx)
        if one.lane == ORIGINALS and one.ref.role == "original" and here.get(one.ref.sha256) == one.ref.size and one.ref.sha256 not in young
    ]


def _named_since(tx: Connection, moment: datetime) -> set[str]:
    found: set[str] = set()
    for raw in tx.scalars(select(truth.records.c.header).order_by(truth.records.c.arrival)):
        if b'"blobs":[]' not in raw:
            header = Header.from_bytes(raw)
            if datetime.fromisoformat(header.at) > moment:
                found |= {ref.sha256 for ref in header.blobs}
    return found


def _signed_for(vault: Vault, tx: Connection, here: Sequence[Wanted]) -> list[_Signed]:
    """Those of the files that a receipt of a known centre to this office names, signature verified anew, with the size that lies here."""
    wanted = {HeldBlob(one.ref.sha256, one.ref.size) for one in here}
    words: dict[HeldBlob, str] = {}
    keys = vault.centre_keys(tx)
    for signed in truth.all_statements(tx) if wanted else ():
        statement = open_known(signed, keys)
        if isinstance(statement, Receipt) and received.counts_for(statement, vault.office):
            for held in statement.blobs:
                if held in wanted:
                    words[held] = sha256(signed.body).hexdigest()
    return [_Signed(held.sha256, held.size, words[held]) for held in sorted(words, key=lambda one: one.sha256)]


def _days(tx: Connection) -> int | None:
    kept = local.setting(tx, SETTING)
    return kept if isinstance(kept, int) and not isinstance(kept, bool) and kept > 0 else None
