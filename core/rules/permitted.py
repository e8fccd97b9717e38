"""Why an act is allowed: its conditions, which of them hold in this case, and which breach it becomes when one does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.rules.case_facts import Tick
from core.rules.catalogue import PermittedAct, Violation, ViolationUnknown, catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a permitted act. code: under which a person ticks it; state: met, missing or unclear."""

    code: str
    words: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """Whether an act is allowed here. state: met (all conditions hold), missing (one does not), unclear (one is not looked at yet)."""

    act: PermittedAct
    conditions: tuple[Condition, ...]
    state: str
    becomes: tuple[Violation, ...]


def why_permitted(act_id: str, ticks: Mapping[str, Tick], regime: str = "") -> Permission:
    """Return the conditions of a permitted act as ticked in a case. Advisory texts ("anjuran") never make it a breach.

    regime: leaves out breaches of the other one. Raises ViolationUnknown for an act that the catalogue does not hold.
    """
    act = next((one for one in catalogue().permitted if one.id == act_id), None)
    if act is None:
        raise ViolationUnknown(
            "The catalogue does not hold the permitted act {violation_id}.", "Choose one from the list.", violation_id=act_id
        )
    found = tuple(_condition(act, number, words, ticks) for number, words in enumerate(act.conditions_id))
    binding = [one.state for one in found if "(anjuran)" not in one.words]
    state = "missing" if "missing" in binding else "unclear" if "unclear" in binding else "met"
    breaches = [catalogue().find(one) for one in act.becomes_violation_when]
    return Permission(
        act=act,
        conditions=found,
        state=state,
        becomes=tuple(one for one in breaches if not regime or regime in one.regimes) if state != "met" else (),
    )


def condition_code(act_id: str, number: int) -> str:
    """Return the code under which a condition is ticked."""
    return f"{act_id}.{number}"


def _condition(act: PermittedAct, number: int, words: str, ticks: Mapping[str, Tick]) -> Condition:
    code = condition_code(act.id, number)
    return Condition(code=code, words=words, state=ticks[code].state if code in ticks else "unclear")
