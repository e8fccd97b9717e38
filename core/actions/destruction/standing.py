"""How far each order has come: which laptops and centres have confirmed it, and who is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import destroyed
from core.vault.views.destroyed import ClearedBy, Ordered
from record.header import may_read

State = Literal["confirmed", "waiting", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who could hold what was ordered. kind: laptop or centre; id: key id of its key; is_own: this laptop.

    state: "ended" is a laptop whose key was ended before it confirmed: lost, perhaps, and nobody can reach it. at: when it confirmed,
    empty before. copy: how its second copy stands, "none", "waiting" or "done".
    """

    kind: Literal["laptop", "centre"]
    id: str
    name: str
    office: str
    state: State
    at: str = ""
    copy: str = "none"
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStanding:
    """One act of destruction as a whole. first: its first order; orders: the records of it; parts, files: how many it names."""

    first: Ordered
    person: str
    orders: tuple[str, ...]
    parts: int
    files: int
    holders: tuple[Holder, ...]

    @property
    def still_to_come(self) -> tuple[Holder, ...]:
        """Those who have not confirmed in full: a second copy that still waits counts."""
        return tuple(one for one in self.holders if one.state != "confirmed" or one.copy == "waiting")


def orders_standing(vault: Vault, *, case_id: str | None = None) -> tuple[OrderStanding, ...]:
    """Return every act of destruction of a case (of all cases without), the newest first, with who has confirmed."""
    with vault.read() as tx:
        found: dict[str, list[Ordered]] = {}
        for one in destroyed.all_orders(tx, case_id=case_id):
            found.setdefault(one.act, []).append(one)
        words, centres = destroyed.all_words(tx), _centres(vault, tx)
        return tuple(_standing(vault, tx, orders, words, centres) for orders in found.values())


def _standing(
    vault: Vault, tx: Connection, orders: list[Ordered], words: list[ClearedBy], centres: dict[str, dict[str, str]]
) -> OrderStanding:
    ids, first = {one.order_id for one in orders}, min(orders, key=lambda one: one.order_id)
    scopes = [stored.header.scope for one in ids if (stored := truth.record(tx, one)) is not None]
    roster = vault.roster(tx)
    holders: list[Holder] = []
    for device in sorted(roster.devices.values(), key=lambda one: (one.id != vault.log.device, one.office, one.name, one.id)):
        if any(may_read(scope, device.office) for scope in scopes):
            mine = [one for one in words if one.device == device.id and one.order_id in ids]
            is_done = ids <= {one.order_id for one in mine}
            holders.append(
                Holder(
                    kind="laptop",
                    id=device.id,
                    name=device.name,
                    office=device.office,
                    state="confirmed" if is_done else "ended" if device.key.ended_after is not None else "waiting",
                    at=max((one.at for one in mine), key=datetime.fromisoformat) if is_done else "",
                    copy=mine[-1].copy if is_done else "none",
                    is_own=device.id == vault.log.device,
                )
            )
    for key, told in centres.items():
        is_done = ids <= told.keys()
        at = max((told[one] for one in ids), key=datetime.fromisoformat) if is_done else ""
        holders.append(Holder(kind="centre", id=key, name="", office="", state="confirmed" if is_done else "waiting", at=at))
    person = roster.people.get(first.person)
    return OrderStanding(
        first=first,
        person=person.name if person is not None else "",
        orders=tuple(sorted(ids)),
        parts=sum(len(destroyed.parts_of(tx, one)) for one in ids),
        files=len({digest for one in ids for digest in destroyed.files_of(tx, one)}),
        holders=tuple(holders),
    )


def _centres(vault: Vault, tx: Connection) -> dict[str, dict[str, str]]:
    """Return key id of each centre that this vault knows -> order -> when it said that it had carried it out."""
    found: dict[str, dict[str, str]] = {key: {} for key in vault.centre_keys(tx)}
    for one in vault.orders_cleared(tx):
        for order in one.orders:
            found.setdefault(one.by, {}).setdefault(order, one.at)
    return found
