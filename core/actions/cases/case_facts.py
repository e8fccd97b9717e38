"""From the records and forms of a case to the facts that the rules judge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from core.actions.cases.open_case import CaseRefused, body_of
from core.actions.forms.drafts import Filled, answers_of
from core.rules.case_facts import CaseFacts, Hearing, Party, Tick
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits
from core.vault.views.case_days import CHOICES
from core.vault.views.cases import Case

FORMS = ("model_a", "temuan", "laporan")
REPORTED = (("laporan", "reported_list", "reported"), ("temuan", "reported_list", "reported"), ("model_a", "violation", "actor"))
EVIDENCE = (
    ("laporan", "evidence_list", "evidence"),
    ("temuan", "evidence_list", "evidence"),
    ("model_a", "violation", "evidence"),
    ("model_a", "violation", "exhibits"),
)


def case_facts(vault: Vault, tx: Connection, case_id: str) -> CaseFacts:
    """Return everything that the rules must know of a case. Raises CaseRefused when it is not in the vault."""
    case = cases.one(tx, case_id)
    if case is None:
        raise CaseRefused("This case is not in the vault.", "Choose one from the list.")
    kept = [one for one in documents.of_case(tx, case_id) if not one.is_withdrawn]
    newest = {one.form_id: one for one in sorted(kept, key=lambda one: one.saved_at)}
    filled: dict[str, Filled] = {one: answers_of(vault, tx, newest[one].record_id) for one in FORMS if one in newest}
    forms: dict[str, Any] = {form_id: one.answers for form_id, one in filled.items()}
    reporter, is_sealed = _reporter(case, filled)
    evidence = sum(1 for one in exhibits.of_case(tx, case_id) if not one.is_withdrawn)
    return _facts(
        case,
        has_form_a="model_a" in forms,
        has_report="laporan" in forms,
        reporter=str(reporter.get("name") or ""),
        reporter_address=str(reporter.get("address") or ""),
        is_reporter_sealed=is_sealed,
        reported=tuple(_party(one) for one in _first(forms, REPORTED)),
        event_date=_told(forms, *_incident("event_date"), ("model_a", "violation", "event_time"))[:10],
        event_place=_told(forms, *_incident("event_place"), ("model_a", "violation", "event_place")),
        description=_told(
            forms, ("laporan", "account", "description"), ("temuan", "account", "description"), ("model_a", "outcome", "result")
        ),
        evidence=evidence or sum(len(_items(_at(forms, *path))) for path in EVIDENCE),
        ticks=_ticks(body_of(tx, case_id).get("ticks")),
    )


def clock_facts(case: Case) -> CaseFacts:
    """Return what the deadlines alone need, from the row of the list of cases; no form is opened."""
    return _facts(case)


def _facts(case: Case, **more: Any) -> CaseFacts:
    clock: dict[str, Any] = json.loads(case.clock)
    hearings = [one for one in clock.get("hearings", ()) if isinstance(one, dict)]
    chosen: dict[str, Any] = {name: tuple(clock.get(name, ())) for name in CHOICES}
    return CaseFacts(
        regime=case.regime,
        origin=case.origin,
        status=case.status,
        number=case.number,
        days=clock.get("days", {}),
        hearings=tuple(Hearing(str(one.get("invited") or ""), str(one.get("held") or "")) for one in hearings),
        has_violation=clock.get("has_violation"),
        **chosen,
        **more,
    )


def _reporter(case: Case, filled: Mapping[str, Filled]) -> tuple[Mapping[str, Any], bool]:
    """Return the reporter, or the supervisor of a finding, and whether his name is sealed to others than me."""
    if case.origin != "laporan":
        forms = {form_id: one.answers for form_id, one in filled.items()}
        return next(iter(_items(_at(forms, "model_a", "supervision", "supervisor"))), {}), False
    report = filled.get("laporan")
    found = _at({"laporan": report.answers}, "laporan", "reporter") if report is not None else None
    reporter = found if isinstance(found, Mapping) else {}
    is_sealed = report is not None and not report.is_whole and reporter.get("protected") == "yes"
    return reporter, is_sealed


def _incident(key: str) -> tuple[tuple[str, ...], ...]:
    return ("laporan", "incident", key), ("temuan", "incident", key)


def _party(told: Mapping[str, Any]) -> Party:
    return Party(
        name=str(told.get("name") or told.get("code_name") or ""),
        address=str(told.get("address") or ""),
        subject_kind=str(told.get("subject_kind") or "").removeprefix("lainnya"),
        nip=str(told.get("nip") or ""),
        nik=str(told.get("id_number") or ""),
    )


def _ticks(said: object) -> dict[str, Tick]:
    if not isinstance(said, Mapping):
        return {}
    return {
        str(code): Tick(str(one.get("state")), str(one.get("note") or ""))
        for code, one in said.items()
        if isinstance(one, Mapping) and one.get("state") in ("met", "missing", "unclear")
    }


def _first(forms: Mapping[str, Any], paths: Iterable[tuple[str, ...]]) -> list[dict[str, Any]]:
    return next((found for path in paths if (found := _items(_at(forms, *path)))), [])


def _told(forms: Mapping[str, Any], *paths: tuple[str, ...]) -> str:
    return next((found for path in paths if isinstance(found := _at(forms, *path), str) and found), "")


def _at(answers: Mapping[str, Any], *path: str) -> Any:
    found: Any = answers
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _items(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
