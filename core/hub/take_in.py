"""What laptops handed in goes on: the own office's into this vault as from a stick, other offices' unread to the centre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.actions.destruction.obey import obey_if_waiting
from core.actions.exchange.carry import is_carried, take_along
from core.actions.exchange.packs import carry_packs
from core.actions.exchange.write_stick import centre_seal_keys
from core.actions.office.roster import drop_ended_slots
from core.exchange.part_files import read_part
from core.exchange.taking import Taking
from core.hub.arrivals import Arrivals, KeptPart
from core.vault import hand_ins
from core.vault.hand_ins import CARRIED, TAKEN
from core.vault.vault import Vault
from core.vault.views import Changes
from record.errors import NotGenuine, Unreadable
from record.seal import key_id

BAD = ".BAD"


@dataclass(slots=True)
class TookIn:
    """records, files: that came into this vault; carried: parts that wait for the centre now; waiting: own parts that nobody here can
    open before somebody unlocks, or that are not whole yet; bad: own parts whose inside cannot be read, set aside as they came.
    """

    records: int = 0
    files: int = 0
    carried: int = 0
    waiting: int = 0
    bad: int = 0
    changes: Changes = field(default_factory=Changes)


def take_in(vault: Vault, arrivals: Arrivals, *, busy: frozenset[str] = frozenset()) -> TookIn:
    """Take what lies in the hub's folder. Doing it again, also after a kill at any point, changes nothing. Raises DiskRefused.

    busy: laptops that are handing in just now; their own office's parts are taken once all of a round is here.
    """
    took = TookIn()
    for device, parts in groupby(arrivals.waiting(), key=lambda part: part.device):
        _take_laptops(vault, list(parts), took, is_busy=device in busy)
    if took.records:
        carry_packs(vault)
        if vault.me is not None:
            drop_ended_slots(vault)
            took.changes += obey_if_waiting(vault).changes
    return took


def _take_laptops(vault: Vault, parts: list[KeptPart], took: TookIn, *, is_busy: bool) -> None:
    key = vault.me.seal_key if vault.me is not None else None
    with vault.read() as tx:
        centres = frozenset(centre_seal_keys(vault, tx))
    own: list[KeptPart] = []
    for part in parts:
        try:
            first = next(read_part(part.path))
        except (Unreadable, StopIteration):
            took.waiting += 1  # damaged on this disk since: it stays, and the laptop's own copy is not freed by us
            continue
        if first.office == vault.office and (key is None or _is_for(key, first.to)):
            own.append(part)
        elif centres & first.to.keys():
            _carry(vault, part)
            took.carried += 1
        else:
            took.waiting += 1
    if own and (key is None or is_busy):
        took.waiting += len(own)
    elif own and key is not None:
        _take_own(vault, key, own, centres, took)


def _take_own(vault: Vault, key: X25519PrivateKey, parts: list[KeptPart], centres: frozenset[str], took: TookIn) -> None:
    bad: set[KeptPart] = set()
    with Taking(vault, key) as taking:
        for _ in range(2):  # files whose records stood behind them come in the second round
            for part in parts:
                if part not in bad and not _is_taken(taking, part):
                    bad.add(part)
            if not taking.unnamed:
                break
        taking.finish()  # what a laptop has destroyed by order is not handed in
        is_whole = taking.is_settled and not taking.unnamed and not taking.came.damaged_files and not taking.came.set_aside
    came = taking.came
    took.records, took.files = took.records + came.records, took.files + came.files
    took.changes += came.changes
    for part in parts:
        if is_whole and part not in bad:
            _settle(vault, part, TAKEN)
        elif centres & next(read_part(part.path)).to.keys():  # the centre can judge what this laptop cannot (yet)
            _carry(vault, part)
            took.carried += 1
        elif part in bad:
            part.path.rename(part.path.with_suffix(BAD))  # kept aside: it must not stand in the way of what follows
            took.bad += 1
        else:
            took.waiting += 1


def _is_taken(taking: Taking, part: KeptPart) -> bool:
    try:
        taking.take(read_part(part.path))
    except (Unreadable, NotGenuine):
        return False
    return True


def _carry(vault: Vault, part: KeptPart) -> None:
    if not is_carried(vault, part.path):
        take_along(vault, part.device, part.path)
    _settle(vault, part, CARRIED)


def _settle(vault: Vault, part: KeptPart, state: str) -> None:
    with vault.write() as tx:
        hand_ins.change_part(tx, part.device, part.sha256, state)
    part.path.unlink(missing_ok=True)


def _is_for(key: X25519PrivateKey, to: Iterable[str]) -> bool:
    return key_id(key.public_key().public_bytes_raw()) in to
