"""The catalogue of breaches and of permitted acts: what they are called, their legal basis, their sanction, where they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from core.errors import AppError
from core.rules.files import read_once, rule_file
from core.rules.regions import folded

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same safe loader in C, where PyYAML was built with it

# Administrative breaches are "administrasi", except these groups (domain note case_kind_of_class).
OTHER_LAW_GROUPS = frozenset({"uu_desa", "other_bodies"})

# What people type, and the words of the catalogue.
EVERYDAY_WORDS = {
    "apel": "pengarahan",
    "baliho": "spanduk",
    "bansos": "bantuan sosial",
    "beras": "bantuan",
    "bidan": "asn",
    "camat": "asn",
    "facebook": "media sosial",
    "fb": "media sosial",
    "guru": "asn",
    "ig": "media sosial",
    "instagram": "media sosial",
    "jari": "gestur",
    "jempol": "gestur",
    "kades": "kepala desa",
    "medsos": "media sosial",
    "mobdin": "kendaraan dinas",
    "mobil": "kendaraan",
    "mutasi": "penggantian pejabat",
    "pelantikan": "penggantian pejabat",
    "pilkada": "pemilihan",
    "pindah": "penggantian",
    "pns": "asn",
    "postingan": "posting",
    "rotasi": "penggantian pejabat",
    "polisi": "polri",
    "randis": "kendaraan dinas",
    "selfie": "foto bersama",
    "sembako": "bantuan",
    "sosmed": "media sosial",
    "tentara": "tni",
    "tiktok": "media sosial",
    "unggah": "posting",
    "unggahan": "posting",
    "wa": "grup",
    "whatsapp": "grup",
}
SMALL_WORDS = frozenset(
    {"ada", "dan", "dengan", "di", "dua", "itu", "ke", "oleh", "orang", "pada", "saat", "satu", "tiga", "untuk", "yang"}
)


class ViolationUnknown(AppError):
    """The catalogue does not hold this id."""

    code = "violation.unknown"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One article. `confidence` is high, medium or low; a low one is never printed as certain."""

    regulation: str
    article: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One kind of breach.

    `class_` is the gravity (kode_etik ... pidana), `case_kind` how the case is treated (pidana, administrasi, hukum_lainnya).
    """

    id: str
    group: str
    label_id: str
    label_en: str
    class_: str
    case_kind: str
    regimes: tuple[str, ...]
    subject_kinds: tuple[str, ...]
    phase: str
    legal_basis: tuple[LegalBasis, ...]
    sanction_id: str
    sanction_en: str
    forward_to: tuple[str, ...]
    typical_evidence: tuple[str, ...]
    confidence: str
    note: str
    see_also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermittedAct:
    """An act that is allowed under conditions, and the breaches it becomes when they do not hold."""

    id: str
    label_id: str
    label_en: str
    subject_kinds: tuple[str, ...]
    conditions_id: tuple[str, ...]
    basis: tuple[str, ...]
    becomes_violation_when: tuple[str, ...]
    confidence: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All breaches and permitted acts of one version. Labels of subject kinds, targets and so on are Indonesian."""

    version: str
    warning_id: str
    violations: tuple[Violation, ...]
    permitted: tuple[PermittedAct, ...]
    subject_kinds: Mapping[str, str]
    forward_targets: Mapping[str, str]

    @classmethod
    def load(cls, written: bytes | None = None) -> Catalogue:
        """Return the catalogue as written, by default the one in force. Source: resources/rules/violations.yaml."""
        content: dict[str, Any] = yaml.load(written or rule_file("violations.yaml"), LOADER)
        meta = content["meta"]
        return cls(
            version=meta["version"],
            warning_id=meta["warning_id"],
            violations=tuple(_violation(row, meta["case_kind_of_class"]) for row in content["violations"]),
            permitted=tuple(_permitted(row) for row in content["permitted"]),
            subject_kinds=meta["subject_kinds"],
            forward_targets=meta["forward_targets"],
        )

    def find(self, violation_id: str) -> Violation:
        """Return one breach. Raises ViolationUnknown."""
        for violation in self.violations:
            if violation.id == violation_id:
                return violation
        raise ViolationUnknown(
            "The catalogue does not hold the breach {violation_id}.", "Choose one from the list of breaches.", violation_id=violation_id
        )

    def search(self, words: str, regime: str | None = None, subject_kind: str | None = None) -> tuple[Violation, ...]:
        """Return the breaches that hold every word, those with the words in their name first.

        Words may be ordinary ones ("bansos", "kades", "foto jari") and unfinished. Where none holds them all, those that hold most of
        them come instead: people also type what the catalogue does not say ("satu jari").
        `regime` (pemilihan, pemilu) and `subject_kind` leave out what cannot apply.
        """
        wanted = [_spellings(word) for word in _words(words)]
        texts: list[tuple[int, Violation, str, str]] = []
        for place, violation in enumerate(self.violations):
            if (regime and regime not in violation.regimes) or (subject_kind and subject_kind not in violation.subject_kinds):
                continue
            name = folded(f"{violation.label_id} {violation.label_en}")
            texts.append((place, violation, name, f"{name} {self._other_words(violation)}"))
        holders = [{place for place, _, _, text in texts if any(one in text for one in spellings)} for spellings in wanted]
        found = []
        for place, violation, name, _ in texts:
            held = sum(place in one for one in holders)
            elsewhere = sum(not any(spelling in name for spelling in spellings) for spellings in wanted)
            if held or not wanted:
                found.append((-held, elsewhere, place, violation))
        if not all(holders):  # a word that no breach holds: nothing is like it
            return ()
        most = min((each[0] for each in found), default=0)
        return tuple(each[-1] for each in sorted(found, key=lambda each: each[:3]) if each[0] == most)

    def search_permitted(self, words: str, subject_kind: str | None = None) -> tuple[PermittedAct, ...]:
        """Return the permitted acts whose name, conditions or basis hold every word."""
        wanted = [_spellings(word) for word in _words(words)]
        found = []
        for act in self.permitted:
            text = folded(" ".join((act.label_id, act.label_en, *act.conditions_id, *act.basis)))
            if (not subject_kind or subject_kind in act.subject_kinds) and all(any(s in text for s in spellings) for spellings in wanted):
                found.append(act)
        return tuple(found)

    def _other_words(self, violation: Violation) -> str:
        articles = (f"{basis.regulation} {basis.article}" for basis in violation.legal_basis)
        subjects = (self.subject_kinds.get(kind, "") for kind in violation.subject_kinds)
        ids = (violation.id.replace("_", " "), violation.class_.replace("_", " "))
        return folded(" ".join((*ids, violation.sanction_id, *articles, *violation.typical_evidence, *subjects)))


@read_once
def catalogue() -> Catalogue:
    """Return the catalogue in force, read once."""
    return Catalogue.load()


def _words(typed: str) -> list[str]:
    """Each word once, without those that say nothing: "bagi-bagi sembako" asks for two, "satu jari" for one."""
    every = list(dict.fromkeys(folded(typed).replace("-", " ").split()))
    return [one for one in every if one not in SMALL_WORDS] or every


def _spellings(word: str) -> tuple[str, ...]:
    return (word, EVERYDAY_WORDS[word]) if word in EVERYDAY_WORDS else (word,)


def _violation(row: dict[str, Any], case_kind_of_class: dict[str, str]) -> Violation:
    class_, group = row["class"], row["group"]
    if class_ == "administrasi":
        case_kind = "hukum_lainnya" if group in OTHER_LAW_GROUPS else "administrasi"
    else:
        case_kind = case_kind_of_class[class_]
    return Violation(
        id=row["id"],
        group=group,
        label_id=row["label_id"],
        label_en=row["label_en"],
        class_=class_,
        case_kind=case_kind,
        regimes=tuple(row["regimes"]),
        subject_kinds=tuple(row["subject_kinds"]),
        phase=row["phase"],
        legal_basis=tuple(LegalBasis(**basis) for basis in row["legal_basis"]),
        sanction_id=row["sanction_id"],
        sanction_en=row["sanction_en"],
        forward_to=tuple(row["forward_to"]),
        typical_evidence=tuple(row["typical_evidence"]),
        confidence=row["confidence"],
        note=row.get("note", ""),
        see_also=tuple(row.get("see_also", ())),
    )


def _permitted(row: dict[str, Any]) -> PermittedAct:
    return PermittedAct(
        id=row["id"],
        label_id=row["label_id"],
        label_en=row["label_en"],
        subject_kinds=tuple(row["subject_kinds"]),
        conditions_id=tuple(row["conditions_id"]),
        basis=tuple(row["basis"]),
        becomes_violation_when=tuple(row["becomes_violation_when"]),
        confidence=row["confidence"],
        note=row.get("note", ""),
    )
