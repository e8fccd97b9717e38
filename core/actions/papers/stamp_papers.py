"""Timestamps for signed papers, once a line is there: each paper becomes PAdES B-LTA, and its new states are recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from core.actions.cases.open_case import scope_of_case
from core.actions.check.trust import trust_of
from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.exchange.errors import LineRefused, NoLine
from core.exchange.public_line import PublicLine
from core.papers.signature_field import signature_fields
from core.reporter import Reporter
from core.vault import local, truth, views
from core.vault.vault import Vault
from core.vault.views import Changes, papers
from core.vault.views.papers import Paper
from record.header import BlobRef
from record.part import Part

if TYPE_CHECKING:
    from core.papers.timestamps import AuthorityLine

TSA_URL = "timestamp_authority"  # setting: address; missing or empty: no timestamps
PDF = "application/pdf"
STAMPS = "timestamps"
OPEN_BLOCKS_WAIT = timedelta(days=7)  # a block that is open so long is signed with a pen, or never
REFUSALS_MAX = 3  # one after the other: then it is the authority, or a captive portal in its place, and not a paper


@dataclass(frozen=True, slots=True, kw_only=True)
class StampRound:
    """What one round did. waiting: papers that should have got a timestamp and did not; why: the last obstacle."""

    stamped: int = 0
    waiting: int = 0
    why: AppError | None = None
    changes: Changes = Changes()  # noqa: RUF009 - frozen


def timestamp_authority(vault: Vault) -> str:
    """Return the address of the timestamp authority, empty when none is set."""
    with vault.read() as tx:
        kept = local.setting(tx, TSA_URL)
    return kept if isinstance(kept, str) else ""


def keep_timestamp_authority(vault: Vault, url: str) -> None:
    """Ask this authority from now on; empty: none. Raises LineRefused when it is no web address."""
    from core.papers.timestamps import is_web

    given = url.strip()
    if given and not is_web(given):
        raise LineRefused("This is no address of a timestamp authority.", "It begins with https:// or http://.")
    with vault.write() as tx:
        local.keep_setting(tx, TSA_URL, given)


def unstamped(vault: Vault, tx: Connection) -> list[Paper]:
    """Return the signed papers that wait for a timestamp: those whose last signature was made or fetched on this laptop's own log.

    Only one laptop asks for each paper; the others get what it records. After a restore the log of before counts as its own.
    """
    before = local.setting(tx, local.PAPER_LOGS)
    own = [vault.log.id, *(before if isinstance(before, list) else [])]
    joined = select(papers.papers).join(truth.records, truth.records.c.record_id == papers.papers.c.record_id)
    wanted = joined.where(truth.records.c.type == papers.SIGNED, papers.papers.c.log.in_(own)).order_by(papers.papers.c.seq)
    return [Paper(**row._mapping) for row in tx.execute(wanted)]


def stamp_papers(vault: Vault, report: Reporter | None = None, *, line: AuthorityLine | None = None, now: Now = wall_now) -> StampRound:
    """Get timestamps for all signed papers that wait. A paper that gets none stays as it is and waits for the next round.

    One with an open block is left for a week, in which others may be signing it. Does nothing when no authority is set or nobody has
    unlocked the vault. Raises Cancelled when stopped.
    """
    url = timestamp_authority(vault)
    if not url or vault.me is None:
        return StampRound()
    with vault.read() as tx:
        waiting = unstamped(vault, tx)
    if not waiting:
        return StampRound()
    if line is not None:
        return _round(vault, waiting, url, line, report or Reporter(), now)
    with PublicLine() as own:
        return _round(vault, waiting, url, own, report or Reporter(), now)


def _round(vault: Vault, waiting: list[Paper], url: str, line: AuthorityLine, report: Reporter, now: Now) -> StampRound:
    from core.papers.timestamps import PaperNotStamped, timestamped

    trust, done, later, in_a_row, changes = trust_of(vault), 0, 0, 0, Changes()
    why: AppError | None = None
    for number, paper in enumerate(waiting):
        report.step(number, len(waiting), STAMPS)
        if not vault.blobs.has(paper.pdf) or in_a_row >= REFUSALS_MAX:
            continue
        pdf = vault.blobs.read_bytes(paper.pdf)
        if _is_being_signed(pdf, paper, now()):
            later += 1
            continue
        try:
            states = timestamped(pdf, tsa_url=url, line=line, trust=trust)
        except PaperNotStamped as error:
            why, in_a_row = error, in_a_row + 1
            continue
        except NoLine as error:  # the next paper would fare no better
            why = error
            break
        in_a_row = 0
        if (kept := _keep(vault, paper, states, now)) is not None:
            changes += kept
            done += 1
    report.step(len(waiting), len(waiting), STAMPS)
    return StampRound(stamped=done, waiting=len(waiting) - done - later, why=why, changes=changes)


def _is_being_signed(pdf: bytes, paper: Paper, at: datetime) -> bool:
    """Return whether others may be signing just now: a state more would make a signature prepared outside (hours, days) useless."""
    is_open = any(not field.signed for field in signature_fields(pdf))
    return is_open and datetime.fromisoformat(paper.made_at) + OPEN_BLOCKS_WAIT > at


def _keep(vault: Vault, paper: Paper, states: tuple[bytes, ...], now: Now) -> Changes | None:
    """Record the last state as a file and the ones before by their hashes; None when the paper has changed meanwhile."""
    stored = vault.blobs.put_bytes(states[-1])
    body = {
        "case": paper.case_id, "document": paper.document, "form": paper.form_id, "records": [],
        "states": [sha256(state).hexdigest() for state in states[:-1]],
    }  # fmt: skip
    with vault.write() as tx:
        now_kept = papers.one(tx, paper.stream)
        if now_kept is None or now_kept.pdf != paper.pdf:
            return None
        truth.add_held_blob(tx, stored.sha256, stored.size)
        appended = vault.log.append(
            tx,
            type=papers.STAMPED,
            stream=paper.stream,
            at=now(),
            person=vault.person(tx).id,
            schema=f"{papers.STAMPED}/1",
            scope=scope_of_case(tx, paper.case_id),
            parts=(Part.fresh("paper", body),),
            blobs=(BlobRef(sha256=stored.sha256, size=stored.size, media_type=PDF, role="paper"),),
        )
        return views.update(tx, [(appended.id, appended.header)])
