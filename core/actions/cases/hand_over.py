"""A case goes to another office: handed over to the one above (or, from above, to one below), or taken over by the one above.

The record of it widens who may read the case: from then on the centre gives all that belongs to it to the new office too, and the parts
that are sealed are opened to its people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.cases.open_case import Going, scope_of_case, told, write_case
from core.actions.clock import Now, wall_now
from core.actions.office.reseal import reseal
from core.errors import AppError
from core.rules.regions import Regions, RegionUnknown
from core.vault.vault import Vault
from core.vault.views import Changes, cases, documents, exhibits, papers
from core.vault.views.said import all_of
from record.roster import HIGHER
from record.seal import key_id


class NowhereToGo(AppError):
    """The case cannot go to this office."""

    code = "case.nowhere_to_go"


@dataclass(frozen=True, slots=True)
class Receiver:
    """An office to which a case can go."""

    code: str
    name: str


def receivers(vault: Vault) -> tuple[Receiver, ...]:
    """Return the offices to which this one may hand a case, by name; the one above first."""
    with vault.read() as tx:
        return tuple(Receiver(code, office_name(vault, tx, code)) for code in offices_for(vault, tx))


def office_name(vault: Vault, tx: Connection, code: str) -> str:
    """Return how an office calls itself, or its region's name while its roster is not here."""
    told_name = str(vault.roster(tx).offices.get(code, {}).get("name") or "")
    try:
        return told_name or Regions.load().find(code).name
    except RegionUnknown:
        return code


def offices_for(vault: Vault, tx: Connection) -> tuple[str, ...]:
    """Return the codes of the offices to which this one may hand a case: the one above first, then those below that are known here."""
    above = vault.office.rpartition(".")[0]
    below = sorted(code for code in vault.roster(tx).offices if code.startswith(vault.office + "."))
    return (*((above,) if above.count(".") >= 1 else ()), *below)


def pass_on(vault: Vault, case_id: str, to: str, *, reason: str, passphrase: str, now: Now = wall_now) -> Changes:
    """Hand a case to another office without changing its status: a village passes what it saw up, a regency assigns a case below.

    A legal act. Raises NowhereToGo, CaseRefused, WrongPassphrase.
    """
    at = now()
    with vault.write() as tx:
        if not reason.strip():
            raise NowhereToGo("The case was not passed on: the reason is missing.", "Say why; it is recorded.")
        key = vault.signing_key(tx, passphrase)
        said: dict[str, object] = {"reason": reason.strip(), "on": at.date().isoformat()}
        return go(vault, tx, case_id, cases.HANDED_OVER, to, {}, said, key, at)


def destination(vault: Vault, tx: Connection, status: str, to: str = "") -> str:
    """Return the office to which a move of a case to `status` (handed_over, taken_over) brings it; "" when it stays where it is.

    to: the chosen office; by default the one above, and one's own when the case is taken over. A case stays where somebody only notes
    what another office did: a district that its regency took the case over. Raises NowhereToGo for an office that is not known here.
    """
    if status == "taken_over":
        return vault.office if vault.person(tx).role in HIGHER else ""
    choices = offices_for(vault, tx)
    if to and to not in choices:
        raise NowhereToGo("The case was not handed over: the office is not known here.", "Choose one from the list.")
    return to or next((one for one in choices if vault.office.startswith(one + ".")), "")


def go(
    vault: Vault,
    tx: Connection,
    case_id: str,
    type_: str,
    to: str,
    facts: Mapping[str, object],
    move: Mapping[str, object],
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
) -> Changes:
    """Write the record by which a case goes to office `to`, and open its sealed parts to the people there; inside `tx`."""
    if type_ == cases.HANDED_OVER and to not in offices_for(vault, tx):
        raise NowhereToGo("The case was not passed on: the office is not known here.", "Choose one from the list.")
    row = cases.one(tx, case_id)
    streams = streams_of(vault, tx, case_id)
    scope = tuple(dict.fromkeys((*(scope_of_case(tx, case_id) or ()), vault.office, to, *_above(to))))
    going = Going(type=type_, from_=row.office if row is not None else vault.office, to=to, streams=streams, scope=scope)
    changes = write_case(vault, tx, case_id, facts, move=move, person_key=key, going=going, now=lambda: at)
    for reader in _new_readers(vault, tx, to):
        changes += reseal(vault, tx, reader, at, key, streams=streams, scope=scope)
    return changes


def streams_of(vault: Vault, tx: Connection, case_id: str) -> tuple[str, ...]:
    """Return the streams of everything that belongs to a case, and of the rosters by which its records can be judged elsewhere."""
    from core.actions.papers.closed_edition import closed_of_case  # brings all that composes papers

    own = [case_id, *(one.stream for one in documents.of_case(tx, case_id)), *(one.stream for one in exhibits.of_case(tx, case_id))]
    own += [one.stream for one in papers.of_case(tx, case_id)]
    own += [one.stream for one in closed_of_case(vault, tx, case_id)]
    wrote = sorted({one.header.office for stream in own for one in all_of(tx, stream)})
    rosters = [root for office in wrote if (root := vault.roster(tx).root_of(office)) is not None]
    return tuple(dict.fromkeys((*own, *rosters)))


def handed(tx: Connection, case_id: str) -> list[tuple[str, str, str]]:
    """Return the way of a case between offices: (record id, from, to), in order."""
    return [
        (one.id, str(one.body("handed").get("from", "")), str(one.body("handed").get("to", "")))
        for one in told(tx, case_id)
        if one.header.type in (cases.HANDED_OVER, cases.TAKEN_OVER)
    ]


def _above(office: str) -> tuple[str, ...]:
    """The office that supervises this one, up to the regency; as the default scope of a record has it."""
    parent = office.rpartition(".")[0]
    return (parent,) if parent.count(".") >= 1 else ()


def _new_readers(vault: Vault, tx: Connection, office: str) -> list[bytes]:
    """The raw seal keys of the people of an office; only of those for whom the centre has vouched, where it is not one's own."""
    roster = vault.roster(tx)
    people = [one for one in roster.active(office) if office == vault.office or roster.is_vouched(one)]
    return sorted({one.seal_key for one in people}, key=key_id)
