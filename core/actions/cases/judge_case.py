"""What a person says of a case: which breaches he sees, why an act is allowed, and what of the requirements he has looked at himself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.actions.cases.open_case import body_of, write_case
from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.rules.case_facts import Tick
from core.rules.catalogue import catalogue
from core.rules.permitted import why_permitted
from core.rules.requirements import STATES
from core.rules.rulebook import rulebook
from core.vault.vault import Vault
from core.vault.views import Changes


class TickWrong(AppError):
    """A requirement that does not exist, or a state that is none."""

    code = "case.tick_wrong"


def choose_breaches(
    vault: Vault,
    case_id: str,
    *,
    violations: Iterable[str] | None = None,
    permitted: Iterable[str] | None = None,
    would_be: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    now: Now = wall_now,
) -> Changes:
    """Keep what a person sees in a case; what is None stays. Class, kinds and addressees follow from it (`core.rules.breaches`).

    violations, would_be: ids of the catalogue (would_be: had the case been registered); permitted: acts that are allowed; kinds: of the
    rules, besides those of the breaches (organiser_ethics, administratif_tsm). Raises ViolationUnknown, TickWrong for an unknown kind.
    """
    given = {"violations": violations, "permitted": permitted, "would_be": would_be, "kinds": kinds}
    chosen = {name: list(dict.fromkeys(ids)) for name, ids in given.items() if ids is not None}
    for name in ("violations", "would_be"):
        for one in chosen.get(name, ()):
            catalogue().find(one)
    for one in chosen.get("permitted", ()):
        why_permitted(one, {})
    for one in chosen.get("kinds", ()):
        if one not in rulebook().kinds:
            raise TickWrong("This kind of case is not known: {name}.", "Choose one from the list.", name=one)
    with vault.write() as tx:
        return write_case(vault, tx, case_id, chosen, now=now)


def tick(vault: Vault, case_id: str, ticks: Mapping[str, Tick | None], *, now: Now = wall_now) -> Changes:
    """Keep what a person has looked at: requirement codes, or conditions of permitted acts, with state and note. None takes it back.

    Raises TickWrong for a code or state that does not exist.
    """
    for code, one in ticks.items():
        if not _is_known(code) or (one is not None and one.state not in STATES):
            raise TickWrong("This requirement is not known: {name}.", "Choose one from the list.", name=code)
    with vault.write() as tx:
        before = body_of(tx, case_id).get("ticks")
        kept = dict(before) if isinstance(before, Mapping) else {}
        for code, one in ticks.items():
            kept.pop(code, None)
            if one is not None:
                kept[code] = {"state": one.state, "note": one.note.strip()}
        return write_case(vault, tx, case_id, {"ticks": kept}, now=now)


def _is_known(code: str) -> bool:
    act, _, number = code.rpartition(".")
    acts = {one.id: len(one.conditions_id) for one in catalogue().permitted}
    return code in rulebook().requirements or (number.isdigit() and int(number) < acts.get(act, 0))
