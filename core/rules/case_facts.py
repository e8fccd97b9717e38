"""What the rules must know of a case; read from its forms and records by core/actions, judged without any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A reported person. Texts are "" where nothing is told."""

    name: str
    address: str = ""
    subject_kind: str = ""
    nip: str = ""
    nik: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """What a person says of a requirement. state: met, missing or unclear."""

    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """One clarification: when somebody was invited and is heard, YYYY-MM-DD or ""."""

    invited: str
    held: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """One case. days: day of the timeline -> ISO 8601 date or time, local to the office; has_violation None: not told.

    reporter: of a report the reporter's name ("" none), of a finding the supervisor's; `is_reporter_sealed`: kept for the handlers.
    kinds: chosen by a person besides those of the breaches (organiser_ethics, administratif_tsm).
    """

    regime: str
    origin: str
    status: str = "draft"
    number: str = ""
    days: Mapping[str, str] = field(default_factory=dict)
    hearings: tuple[Hearing, ...] = ()
    has_violation: bool | None = None
    has_form_a: bool = False
    has_report: bool = False
    reporter: str = ""
    reporter_address: str = ""
    is_reporter_sealed: bool = False
    reported: tuple[Party, ...] = ()
    event_date: str = ""
    event_place: str = ""
    description: str = ""
    evidence: int = 0
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    violations: tuple[str, ...] = ()
    permitted: tuple[str, ...] = ()
    would_be: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def is_report(self) -> bool:
        return self.origin == "laporan"

    @property
    def subjects(self) -> frozenset[str]:
        """Kinds of subject of the reported persons, without those not told."""
        return frozenset(one.subject_kind for one in self.reported if one.subject_kind)

    @property
    def has_suspicion(self) -> bool:
        """Whether anything is suspected: breaches chosen, or the form says so, or it is a report and nobody said otherwise."""
        if self.violations or self.kinds:
            return True
        if self.permitted:
            return False
        return self.is_report if self.has_violation is None else self.has_violation
