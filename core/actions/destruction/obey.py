"""Carrying orders of destruction out on this laptop, whoever gave them, and saying so by a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.exchange.copy_standing import copy_standing, is_clean
from core.actions.exchange.outbox import throw_away
from core.actions.exchange.second_copy import copy_now
from core.errors import AppError
from core.reporter import Cancelled, Reporter
from core.vault import truth, views
from core.vault.database import leave_no_trace
from core.vault.destroying import all_gone
from core.vault.errors import DiskRefused, VaultBusy
from core.vault.ids import new_id
from core.vault.partial_blob import partial_folder
from core.vault.vault import Vault
from core.vault.views import Changes, destroyed
from core.vault.views.destroyed import CLEARED_PART
from record.destruction import CLEARED
from record.part import Part

GOING = "going"  # the lane of the files
NONE, WAITING, DONE = "none", "waiting", "done"  # how the second copy stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Obeyed:
    """What was carried out now. orders: ids of the orders that this laptop has confirmed; copy: NONE, WAITING or DONE."""

    orders: tuple[str, ...] = ()
    copy: str = NONE
    changes: Changes = field(default_factory=Changes)


def is_waiting(tx: Connection, own_log: str) -> bool:
    """Return whether an order is known that this laptop has not confirmed in full."""
    return bool(_unconfirmed(tx, own_log)) or bool(_copy_unconfirmed(tx, own_log) and is_clean(tx) is not False)


def is_unfinished(tx: Connection, own_log: str) -> bool:
    """Return whether an order stands that this laptop has not carried out on its own disk; its second copy left aside."""
    return bool(_unconfirmed(tx, own_log))


def obey_if_waiting(vault: Vault, report: Reporter | None = None, *, now: Now = wall_now) -> Obeyed:
    """As `obey`, but costs next to nothing where nothing waits; a busy vault or a full disk is for the next time."""
    with vault.read() as tx:
        if not vault.own_log or not is_waiting(tx, vault.own_log):
            return Obeyed()
    try:
        return obey(vault, report, now=now)
    except (VaultBusy, DiskRefused):
        return Obeyed()


def obey(vault: Vault, report: Reporter | None = None, *, now: Now = wall_now) -> Obeyed:
    """Remove what known orders name, from files, free pages, write-ahead log, packed parts and second copy, and confirm it by a record.

    Bodies and views went with the order's own transaction; this is the rest, and may be done again at any time: it goes on where a
    power cut ended it. Nothing is confirmed before it is done; a second copy whose disk is not there is confirmed later by a
    second record. Does nothing while nobody who may write has unlocked. report: files under GOING, pages of the database under TRACES, then
    the second copy's lanes. Raises DiskRefused, VaultBusy, Cancelled.
    """
    report = report or Reporter()
    with vault.read() as tx:
        person = vault.roster(tx).people.get(vault.me.person_id) if vault.me is not None else None
        waiting = _unconfirmed(tx, vault.own_log) if vault.own_log else []
        late = _copy_unconfirmed(tx, vault.own_log)
        if person is None or not person.is_active or not (waiting or (late and is_clean(tx) is not None)):
            return Obeyed()
        digests = all_gone(tx)[1]
    if waiting:
        for number, digest in enumerate(sorted(digests)):
            report.step(number, len(digests), GOING)
            vault.blobs.destroy(digest)
            (partial_folder(vault.blobs) / vault.blobs.path(digest).name).unlink(missing_ok=True)
        throw_away(vault)
        leave_no_trace(vault.engine, report)
    copy = _clean_copy(vault, report, now)
    due = [*waiting, *(late if copy == DONE else ())]
    if not due:
        return Obeyed(copy=copy)
    with vault.write() as tx:
        changes = Changes()
        for case_id in dict.fromkeys(destroyed.case_of_order(tx, one) for one in due):
            mine = [one for one in due if destroyed.case_of_order(tx, one) == case_id]
            changes += _confirm(vault, tx, case_id, mine, copy, now)
    return Obeyed(orders=tuple(due), copy=copy, changes=changes)


def _clean_copy(vault: Vault, report: Reporter, now: Now) -> str:
    standing = copy_standing(vault)
    if not standing.path:
        return NONE
    if Path(standing.path).is_dir():
        try:
            copy_now(vault, report, now=now)
        except Cancelled:
            raise
        except AppError:
            return WAITING  # its disk was pulled out or is full: it is cleaned when it is there again
    with vault.read() as tx:
        return DONE if is_clean(tx) else WAITING


def _confirm(vault: Vault, tx: Connection, case_id: str, orders: list[str], copy: str, now: Now) -> Changes:
    headers = [stored.header for one in orders if (stored := truth.record(tx, one)) is not None]
    scope = tuple(dict.fromkeys((*vault.log.scope, *(entry for header in headers for entry in header.scope))))
    appended = vault.log.append(
        tx,
        type=CLEARED,
        stream=new_id(),
        at=now(),
        person=vault.person(tx).id,
        schema=f"{CLEARED}/1",
        scope=scope,
        parts=(Part.fresh(CLEARED_PART, {"case": case_id, "orders": orders, "copy": copy}),),
    )
    return views.update(tx, [(appended.id, appended.header)])


def _unconfirmed(tx: Connection, own_log: str) -> list[str]:
    confirmed = {one.order_id for one in destroyed.all_words(tx) if one.log == own_log}
    return [one.order_id for one in destroyed.all_orders(tx) if one.order_id not in confirmed]


def _copy_unconfirmed(tx: Connection, own_log: str) -> list[str]:
    """Orders of which this laptop has said that its second copy still waits."""
    mine = [one for one in destroyed.all_words(tx) if one.log == own_log]
    done = {one.order_id for one in mine if one.copy != WAITING}
    return sorted({one.order_id for one in mine} - done)
