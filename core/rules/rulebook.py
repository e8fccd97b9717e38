"""The rules as they stand in resources/rules: one book with one version, which every decision names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import yaml

from core.rules.catalogue import LOADER, Catalogue, catalogue
from core.rules.files import read_once, rule_file
from core.words import language_in_use

CATALOGUE = "violations"  # read by core/rules/catalogue.py
FILES = ("counting", "deadlines", "requirements", "routing", "status", CATALOGUE)
UNITS = ("calendar", "working", "hours")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the rules in both languages; `str()` gives the one in use."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.id if language_in_use() == "id" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A deadline as one regime sets it. unit: calendar, working (days) or hours; mark: V verified, P practice, M unconfirmed."""

    amount: int
    unit: str
    article: str
    mark: str
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """One row of the table of deadlines.

    ends: days of the timeline, any of which ends it. is_backward: counted back from the day it starts from. needs_desk: ends with the
    office hours. is_elsewhere: another body must keep it. extends: the deadline that it lengthens.
    """

    id: str
    label: Words
    who: Words
    ends: tuple[str, ...]
    origins: tuple[str, ...]
    terms: Mapping[str, Term]
    is_backward: bool
    needs_desk: bool
    needs_crime: bool
    needs_suspicion: bool
    is_elsewhere: bool
    extends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRule:
    """One item of syarat formal or materiel. bases: regime -> (article with its letter, mark).

    is_seen_by_person: no program can know it.
    """

    code: str
    label: Words
    finding_label: Words
    origins: tuple[str, ...]
    bases: Mapping[str, tuple[str, str]]
    is_seen_by_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRule:
    """One way from a status to the next. needs: names of conditions; days: the days of the timeline that it dates."""

    to: str
    roles: frozenset[str]
    is_decision: bool
    needs: tuple[str, ...]
    days: tuple[str, ...]
    why: Words
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What a kind of breach asks for. regime "" and subjects () mean: all of them."""

    kind: str
    regime: str
    subjects: frozenset[str]
    does: Words
    decides: Words
    then: Words
    article: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules of one version. `version` names the newest date and the hash of the files, so that it is never ambiguous."""

    version: str
    deadlines: Mapping[str, DeadlineRule]
    requirements: Mapping[str, RequirementRule]
    statuses: Mapping[str, tuple[MoveRule, ...]]
    routes: tuple[Route, ...]
    kinds: Mapping[str, Words]
    kind_targets: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, frozenset[str]]
    gravity: tuple[str, ...]
    class_keys: Mapping[str, str]
    class_labels: Mapping[str, Words]
    beyond_district: frozenset[str]
    sbt_subjects: frozenset[str]
    sbt_needs: tuple[str, ...]
    reporters: Words
    counting: Mapping[str, Any]


@read_once
def rulebook() -> Rulebook:
    """Return the rules in force. Source: resources/rules/*.yaml, made from the domain rules."""
    return read_rulebook({f"{name}.yaml": rule_file(f"{name}.yaml") for name in FILES}, catalogue())


def read_rulebook(files: Mapping[str, bytes], breaches: Catalogue) -> Rulebook:
    """Return the rules that these files are. Raises KeyError, TypeError, ValueError, AttributeError or YAMLError for another shape."""
    raw = {name: files[f"{name}.yaml"] for name in FILES}
    read: dict[str, dict[str, Any]] = {name: yaml.load(raw[name], LOADER) for name in FILES if name != CATALOGUE}
    newest = max(str(breaches.version), *(str(tree["version"]) for tree in read.values()))
    digest = sha256(b"".join(sha256(raw[name].replace(b"\r\n", b"\n")).digest() for name in FILES)).hexdigest()
    routing, requirements, status = read["routing"], read["requirements"], read["status"]
    return Rulebook(
        version=f"{newest}+{digest[:12]}",
        deadlines={key: _deadline(key, row) for key, row in read["deadlines"]["deadlines"].items()},
        requirements={code: _requirement(code, row) for code, row in requirements["requirements"].items()},
        statuses={key: _moves(row["next"], status["groups"]) for key, row in status["statuses"].items()},
        routes=tuple(_route(row) for row in routing["routes"]),
        kinds={key: Words(row["id"], row["en"]) for key, row in routing["kinds"].items()},
        kind_targets={key: tuple(row.get("forward_to", ())) for key, row in routing["kinds"].items()},
        targets={key: frozenset(kinds) for key, kinds in routing["targets"].items()},
        gravity=tuple(routing["gravity"]),
        class_keys=routing["class_keys"],
        class_labels={key: Words(row["id"], row["en"]) for key, row in routing["class_labels"].items()},
        beyond_district=frozenset(routing["beyond_district"]),
        sbt_subjects=frozenset(routing["sbt"]["subject_kinds"]),
        sbt_needs=tuple(routing["sbt"]["needs"]),
        reporters=_words(requirements, "reporters"),
        counting=read["counting"],
    )


def _words(row: Mapping[str, Any], name: str) -> Words:
    return Words(str(row.get(f"{name}_id", "")), str(row.get(f"{name}_en", "")))


def _deadline(key: str, row: Mapping[str, Any]) -> DeadlineRule:
    return DeadlineRule(
        id=key,
        label=_words(row, "label"),
        who=_words(row, "who"),
        ends=tuple(row["ends"]),
        origins=tuple(row.get("origins", ())),
        terms={regime: _term(row, row[regime]) for regime in ("pemilihan", "pemilu") if regime in row},
        is_backward=bool(row.get("before")),
        needs_desk=bool(row.get("reception")),
        needs_crime=bool(row.get("needs_crime")),
        needs_suspicion=bool(row.get("needs_suspicion")),
        is_elsewhere=bool(row.get("elsewhere")),
        extends=str(row.get("extends", "")),
    )


def _term(row: Mapping[str, Any], term: Mapping[str, Any]) -> Term:
    starts = tuple(term.get("starts") or row["starts"])
    return Term(amount=term["amount"], unit=term["unit"], article=term["article"], mark=term["mark"], starts=starts)


def _requirement(code: str, row: Mapping[str, Any]) -> RequirementRule:
    bases = {}
    for regime in ("pemilihan", "pemilu"):
        if regime in row:
            bases[regime] = (f"{row[regime]['article']}, huruf {row[regime]['letter']}", row[regime]["mark"])
    label = _words(row, "label")
    return RequirementRule(
        code=code,
        label=label,
        finding_label=_words(row, "finding") if "finding_id" in row else label,
        origins=tuple(row.get("origins", ())),
        bases=bases,
        is_seen_by_person=row["seen"] == "person",
    )


def _moves(rows: Mapping[str, Mapping[str, Any]], groups: Mapping[str, list[str]]) -> tuple[MoveRule, ...]:
    return tuple(
        MoveRule(
            to=to,
            roles=frozenset(groups[row["roles"]]) | frozenset(groups["above"]),
            is_decision=row.get("act") == "decision",
            needs=tuple(row.get("needs", ())),
            days=tuple(row.get("days", ())),
            why=_words(row, "why"),
            mark=row["mark"],
        )
        for to, row in rows.items()
    )


def _route(row: Mapping[str, Any]) -> Route:
    return Route(
        kind=row["kind"],
        regime=row.get("regime", ""),
        subjects=frozenset(row.get("subjects", ())),
        does=_words(row, "does"),
        decides=_words(row, "decides"),
        then=_words(row, "then"),
        article=row["article"],
        mark=row["mark"],
    )
