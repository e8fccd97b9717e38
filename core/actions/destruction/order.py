"""Ordering that something is destroyed: a legal act of the chair, by a letter; it cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.cases.open_case import scope_of_case
from core.actions.clock import Now, wall_now
from core.actions.destruction.choose import Choice, Thing
from core.actions.destruction.obey import obey
from core.actions.destruction.retention import retention_of
from core.actions.office.roster import MayNot
from core.errors import AppError
from core.reporter import Cancelled, Reporter
from core.rules.retention import REFUSE
from core.vault import truth
from core.vault.ids import new_id
from core.vault.incoming import folded
from core.vault.vault import Vault
from core.vault.views import Changes
from record.destruction import DESTROYED, PART, GoneFile, GonePart, Order
from record.part import Part

ORDERING = "ordering"  # the lane of what is ordered
TEXT_MAX = 2000
_A_RECORD = 1000  # parts and files: each about 300 bytes, and a part holds 1 MiB


class OrderRefused(AppError):
    code = "destroy.refused"


class CaseRunning(AppError):
    code = "destroy.case_running"


def may_order(vault: Vault) -> bool:
    """Return whether who has unlocked may order destruction: who may change the roster, and only in his own office."""
    with vault.read() as tx:
        return vault.me is not None and vault.roster(tx).may_admit(vault.person(tx), vault.office)


def destroy(
    vault: Vault,
    choice: Choice,
    *,
    streams: Iterable[str],
    reason: str,
    reference: str,
    day: date,
    passphrase: str,
    schedule: str = "",
    report: Reporter | None = None,
    now: Now = wall_now,
) -> Changes:
    """Order what of `choice` lies in these streams destroyed, and carry it out here.

    reason: why, without the words that go; reference, day: of the order's letter. The orders are durable before anything goes, so that a
    power cut in the midst is made good at the next start. report: things under ORDERING, then as in `obey`. A stop before the orders are
    durable raises Cancelled, and nothing was ordered; a later one returns: the orders stand, and `obey` goes on another time.
    Every other peer obeys at its next contact.
    Raises MayNot, WrongPassphrase, OrderRefused for a missing reason, letter or choice, CaseRunning where the office forbids it.
    """
    report = report or Reporter()
    chosen = [one for one in choice.things if one.stream in set(streams)]
    _check_words(reason, reference, day, now())
    if not chosen:
        raise OrderRefused("Nothing was destroyed: nothing was chosen.", "Tick what shall go.")
    at = now()
    with vault.write() as tx:
        if not vault.roster(tx).may_admit(vault.person(tx), vault.office):
            raise MayNot("Nothing was destroyed: only the chair may order it.", "Ask the chair of this office.")
        if choice.is_running and retention_of(vault, tx).running_cases == REFUSE:
            raise CaseRunning(
                "Nothing was destroyed: the case has not ended.",
                "End the case first, or let the office allow it (Settings, Keeping and destroying).",
            )
        key, act = vault.signing_key(tx, passphrase), new_id()
        changes = Changes()
        for number, thing in enumerate(chosen):
            report.step(number, len(chosen), ORDERING)  # inside the transaction: a stop takes all of it back
            for parts, files in _runs(thing):
                order = Order(
                    act=act,
                    case=choice.case_id,
                    reason=reason.strip(),
                    reference=reference.strip(),
                    day=day.isoformat(),
                    schedule=schedule,
                    parts=parts,
                    files=files,
                )
                changes += _write(vault, tx, thing.stream, order, key, at)
    try:
        return changes + obey(vault, report, now=now).changes
    except Cancelled:
        return changes


def _write(vault: Vault, tx: Connection, stream: str, order: Order, key: ec.EllipticCurvePrivateKey, at: datetime) -> Changes:
    appended = vault.log.append(
        tx,
        type=DESTROYED,
        stream=stream,
        at=at,
        person=vault.person(tx).id,
        schema=f"{DESTROYED}/1",
        scope=_scope(vault, tx, stream, order.case),
        parts=(Part.fresh(PART, order.to_body()),),
        person_key=key,
    )
    return folded(tx, [(appended.id, appended.header)])


def _scope(vault: Vault, tx: Connection, stream: str, case_id: str) -> tuple[str, ...]:
    """Whoever may read anything of the stream may hold what goes."""
    entries = [entry for stored in truth.of_stream(tx, stream) for entry in stored.header.scope]
    return tuple(dict.fromkeys((*vault.log.scope, *(scope_of_case(tx, case_id) or ()), *entries)))


def _runs(thing: Thing) -> Iterator[tuple[tuple[GonePart, ...], tuple[GoneFile, ...]]]:
    for start in range(0, max(len(thing.parts), len(thing.files)), _A_RECORD):
        yield thing.parts[start : start + _A_RECORD], thing.files[start : start + _A_RECORD]


def _check_words(reason: str, reference: str, day: date, at: datetime) -> None:
    if not reason.strip() or not reference.strip():
        raise OrderRefused("Nothing was destroyed: the reason or the letter is missing.", "Name both; they are recorded for good.")
    if max(len(reason), len(reference)) > TEXT_MAX:
        raise OrderRefused("Nothing was destroyed: the reason is too long.", "Say it in a few sentences.")
    if day > at.date():
        raise OrderRefused("Nothing was destroyed: the day of the letter has not come yet.", "Correct the day.")
