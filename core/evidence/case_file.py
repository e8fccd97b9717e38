"""What a case file and an office file tell, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.evidence.yaml_keys import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region as the file writes it: the name stays even when a later table calls it otherwise."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFile:
    """The office of the cases beside it. district is None for a regency office."""

    path: Path
    name: str
    address: str
    phone: str
    email: str
    province: Place
    regency: Place
    district: Place | None
    villages: tuple[Place, ...]
    timezone: str
    chair: str
    members: tuple[str, ...]
    staff: tuple[str, ...]
    pkd: Mapping[str, str]  # village -> its supervisor
    contest: Mapping[str, str]
    remarks: tuple[Remark, ...]

    @property
    def code(self) -> str:
        """The region code that stands for the office."""
        return (self.district or self.regency).code

    def position_of(self, name: str) -> str:
        """Return the position of one of the office's people as it stands on papers, "" for anybody else."""
        if name and name == self.chair:
            return f"Ketua {self.name}"
        if name and name in self.members:
            return f"Anggota {self.name}"
        villages = [village for village, supervisor in self.pkd.items() if supervisor == name]
        return f"Panwaslu Kelurahan/Desa {re.sub('^(Desa|Kelurahan) ', '', villages[0])}" if villages else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as a case tells of him; "" is what it does not tell."""

    name: str
    nik: str
    birth_place: str
    birth_date: str
    sex: str
    religion: str
    occupation: str
    nationality: str
    address: str
    phone: str
    email: str
    id_kind: str
    id_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Person):
    """A reported or observed person, with the office he holds."""

    subject_kind: str
    nip: str
    position: str
    rank: str
    agency: str
    appointing_officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """sworn: None when the case does not tell."""

    person: Person
    statement: str
    sworn: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence. file: absolute, exists; None for a thing without a file. kind as written ("tangkapan layar")."""

    no: str
    kind: str
    title: str
    taken_by: str
    place: str
    evidence_class: str
    taken_at: str
    obtained_from: str
    copies: str
    note: str
    file: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormA:
    """What the case tells of its Formulir Model A."""

    number: str
    stage_supervised: str
    supervisor: tuple[str, ...]
    position: str
    order_letter_number: str
    address: str
    activity_form: str
    purpose: str
    target: str
    date: str
    time_from: str
    time_to: str
    place: str
    has_violation: bool | None
    has_dispute: bool | None
    result: str
    violation_summary: str
    facts: str
    analysis: str
    dispute_party: str
    dispute_place: str
    dispute_time: str
    object_form: str
    object_identity: str
    object_date: str
    direct_loss: str
    dispute_summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """One hearing: who was heard as what, invited and held when, by whom."""

    who: str
    role: str
    invited: str
    held: str
    oath: str
    clarifier: str
    place: str
    time: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case. Texts are "" where the case does not tell; dates YYYY-MM-DD, times HH:MM local time of the office."""

    path: Path
    sha256: str  # of the file's bytes: the same file is not imported twice
    id: str
    regime: str
    origin: str
    source_form: str
    form_a: FormA | None
    reporter: Person | None
    reported: tuple[Official, ...]
    observed: tuple[Official, ...]
    event: str
    event_place: str
    event_date: str
    event_time: str
    known_date: str
    reported_at: str
    description: str
    witnesses: tuple[Witness, ...]
    evidence: tuple[EvidenceItem, ...]
    copies: str
    days: Mapping[str, str]  # of TIMELINE_DAYS
    case_number: str
    clarifications: tuple[Clarification, ...]
    remarks: tuple[Remark, ...]

    @property
    def first_form(self) -> str:
        """Id of the form it began with: laporan for a report, model_a for all else."""
        return "laporan" if self.origin == "laporan" else "model_a"
