"""Opening a case, and changing what is said of it as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.forms.drafts import TwoVersionsStand
from core.actions.office.office import REGIMES
from core.errors import AppError
from core.vault import views
from core.vault.ids import new_id
from core.vault.local import own_office
from core.vault.vault import Vault
from core.vault.views import Changes, cases, documents, numbers, typed_numbers
from core.vault.views.said import Said, all_of, heads_of, text_of
from record.header import may_read
from record.part import Part

ORIGINS = ("temuan", "laporan", "pengawasan", "informasi_awal")
SAYS = ("title", "number", "status", "timeline", "copies", "observed", "violations", "kinds", "permitted", "would_be", "ticks", "regime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A case on its way to another office. from_, to: office codes; streams: everything that belongs to it; scope: who may read it then."""

    type: str
    from_: str
    to: str
    streams: tuple[str, ...]
    scope: tuple[str, ...]


class CaseRefused(AppError):
    code = "case.refused"


class RegimeFixed(AppError):
    """The regime cannot be changed any more."""

    code = "case.regime_fixed"


def open_case(
    vault: Vault,
    *,
    regime: str,
    origin: str,
    title: str = "",
    source: str = "",
    facts: Mapping[str, object] | None = None,
    now: Now = wall_now,
) -> Changes:
    """Open a case; `Changes.cases` holds its id. source: where an import took it from. facts: keys of SAYS.

    Raises CaseRefused for a regime or origin that does not exist.
    """
    if regime not in REGIMES or origin not in ORIGINS:
        raise CaseRefused("The case was not opened: its regime or origin is unknown.", "Choose one from the list.")
    body = {"regime": regime, "origin": origin, "title": title.strip(), "status": "draft", "source": source, **_known(facts or {})}
    with vault.write() as tx:
        appended = vault.log.append(
            tx,
            type=cases.OPENED,
            stream=new_id(),
            at=now(),
            person=vault.person(tx).id,
            schema="case.opened/1",
            parts=(Part.fresh("case", body),),
        )
        return views.update(tx, [(appended.id, appended.header)])


def change_case(vault: Vault, case_id: str, facts: Mapping[str, object], *, reason: str = "", now: Now = wall_now) -> Changes:
    """Say something new of a case as a whole (title, number, status); what is not named stays. Raises CaseRefused when it is unknown.

    reason: why, where something is put right.
    """
    with vault.write() as tx:
        return write_case(vault, tx, case_id, {name: value for name, value in facts.items() if name != "regime"}, reason=reason, now=now)


def change_regime(vault: Vault, case_id: str, regime: str, *, reason: str = "", now: Now = wall_now) -> Changes:
    """Let a case follow the other regime. Raises RegimeFixed once it was given a number, CaseRefused for an unknown case or regime.

    Source: domain rules, section 1.
    """
    if regime not in REGIMES:
        raise CaseRefused("The case was not changed: its regime is unknown.", "Choose one from the list.")
    with vault.write() as tx:
        if numbered := _numbers_of(tx, case_id):
            raise RegimeFixed(
                "The regime was not changed: this case has the number {number}.",
                "A number belongs to one regime for ever. Open a new case under the other regime and name this one in it.",
                number=numbered[0],
            )
        return write_case(vault, tx, case_id, {"regime": regime}, reason=reason, now=now)


def write_case(
    vault: Vault,
    tx: Connection,
    case_id: str,
    facts: Mapping[str, object],
    *,
    move: Mapping[str, object] | None = None,
    person_key: ec.EllipticCurvePrivateKey | None = None,
    going: Going | None = None,
    reason: str = "",
    now: Now = wall_now,
) -> Changes:
    """Append what a case says of itself now, inside `tx`. move: the change of status that this record is; with `person_key` a decision.

    going: the case goes to another office with this record. Raises CaseRefused when the case is unknown, TwoVersionsStand while two
    laptops' changes stand side by side (core.actions.cases.two_sayings settles them).
    """
    said = told(tx, case_id)
    if not said:
        raise CaseRefused("This case is not in the vault.", "Choose one from the list.")
    refuse_two(tx, case_id, cases.TYPES)
    body = {name: value for name, value in said[-1].body("case").items() if name in SAYS} | _known(facts)
    type_ = going.type if going is not None else cases.CHANGED if person_key is None else cases.DECIDED
    because = {"correction": {"reason": reason.strip()}} if reason.strip() else {}
    parts = [Part.fresh("case", {**body, **({"move": move} if move else {}), **because})]
    if going is not None:
        parts.append(Part.fresh("handed", {"from": going.from_, "to": going.to, "streams": list(going.streams)}))
    appended = vault.log.append(
        tx,
        type=type_,
        stream=case_id,
        at=now(),
        person=vault.person(tx).id,
        schema=f"{type_}/1",
        scope=going.scope if going is not None else scope_of_case(tx, case_id),
        parts=parts,
        person_key=person_key,
    )
    return views.update(tx, [(appended.id, appended.header)])


def refuse_two(tx: Connection, stream: str, types: tuple[str, ...]) -> None:
    """Raises TwoVersionsStand while two heads of these types stand side by side: a third would silently put one of them aside."""
    if sum(one.header.type in types for one in heads_of(all_of(tx, stream))) > 1:
        raise TwoVersionsStand(
            "Two laptops changed this without knowing of each other.", "Choose first which of the two holds.", stream=stream
        )


def scope_of_case(tx: Connection, case_id: str) -> tuple[str, ...] | None:
    """Return the offices that may read a case now: whoever could read any of what it says of itself. None for an unknown case.

    What an office says of a case that it may not read lets nobody read it: whoever knows a case's id can write such a record.
    """
    said, own = told(tx, case_id), own_office(tx)
    ours = [one for one in said if one.header.office == own]
    found = dict.fromkeys(entry for one in ours or said[:1] for entry in one.header.scope)
    for one in said:
        if may_read(tuple(found), one.header.office):
            found |= dict.fromkeys(one.header.scope)
    return tuple(found) or None


def told(tx: Connection, case_id: str) -> list[Said]:
    """Return the records in which a case speaks of itself, in their common order; the last one holds."""
    return [one for one in all_of(tx, case_id) if one.header.type in cases.TYPES]


def body_of(tx: Connection, case_id: str) -> dict[str, object]:
    """Return what a case says of itself now. Raises CaseRefused when it is unknown."""
    said = told(tx, case_id)
    if not said:
        raise CaseRefused("This case is not in the vault.", "Choose one from the list.")
    return {**said[0].body("case"), **said[-1].body("case")}


def _numbers_of(tx: Connection, case_id: str) -> list[str]:
    """Return every number that the case or one of its forms ever had, also one voided since; a provisional reference is none."""
    own = [one.text for one in numbers.of_case(tx, case_id)] + [text_of(one.body("case"), "number") for one in told(tx, case_id)]
    return [
        number
        for number in [*own, *(one.number for one in documents.of_case(tx, case_id))]
        if number and not typed_numbers.is_provisional(number)
    ]


def _known(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: facts[name] for name in SAYS if name in facts}
