"""The daily Form A in a minute: a copy of my last one, or a report that nothing was found (laporan nihil)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from core.actions.cases.open_case import open_case
from core.actions.clock import Now, wall_now
from core.actions.forms.begin_document import usual_regime
from core.actions.forms.drafts import begin_draft, open_answers_of
from core.actions.forms.prefill import prefill
from core.errors import AppError
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import documents

Answers = dict[str, Any]
FORM_A = "model_a"
SUPERVISION = ("stage_supervised", "stage_supervised_other", "position", "order_letter_number", "address")
ACTIVITY = ("activity_form", "activity_form_other", "purpose", "target")
PLACE = ("timezone", "place", "village", "village_code")
NOTHING_FOUND = "Pengawasan berjalan sesuai ketentuan. Tidak ditemukan dugaan pelanggaran dan tidak ada potensi sengketa."
ALL_WENT_WELL = "Kegiatan yang diawasi berjalan lancar; tidak terdapat unsur dugaan pelanggaran."


class NothingToCopy(AppError):
    code = "form_a.nothing_to_copy"


def copy_form_a(vault: Vault, *, now: Now = wall_now) -> Draft:
    """Open a case and begin a Form A with the task, activity and place of my last one, dated today; what was seen is written anew.

    Raises NothingToCopy before I have saved one.
    """
    last = last_form_a(vault)
    if last is None:
        raise NothingToCopy("There is no Form A of yours to copy.", "Fill in the first one; later ones can be copied from it.")
    return _begin(vault, _copied(last, now()), last, now)


def report_nothing_found(vault: Vault, *, now: Now = wall_now) -> Draft:
    """Open a case and begin a Form A that says that nothing was found, after my last one; number and hours remain to be typed."""
    last = last_form_a(vault) or {}
    copied = _copied(last, now())
    copied["outcome"] = {"result": NOTHING_FOUND}
    copied["violation"] = {"has_violation": "tidak_ada", "analysis": ALL_WENT_WELL}
    copied["dispute"] = {"has_dispute": "tidak_ada"}
    return _begin(vault, copied, last, now)


def last_form_a(vault: Vault) -> Answers | None:
    """Return the answers of the Form A that I saved last, None before the first; protected persons under their code names."""
    with vault.read() as tx:
        me = vault.person(tx).id
        mine = documents.newest_of(tx, form_id=FORM_A, person=me)
        return open_answers_of(tx, mine.record_id) if mine is not None else None


def _begin(vault: Vault, copied: Answers, last: Answers, now: Now) -> Draft:
    case_id = open_case(vault, regime=usual_regime(vault), origin="pengawasan", now=now).cases[0]
    answers = _laid_over(prefill(vault, case_id, FORM_A, now=now), copied)
    return begin_draft(vault, FORM_A, case_id=case_id, answers=answers, told_by=_told(copied) if last else {}, now=now)


def _copied(last: Mapping[str, Any], at: datetime) -> Answers:
    today = at.date().isoformat()
    supervision, activity = last.get("supervision", {}), last.get("activity", {})
    team = [one["name"] for one in supervision.get("supervisor", []) if one.get("name")]
    signing = last.get("signing", {})
    signed = [_picked(one, ("signer_name", "signed_how")) for one in signing.get("signature", [])]
    copied: Answers = {
        "supervision": _picked(supervision, SUPERVISION),
        "activity": {
            **_picked(activity, ACTIVITY),
            "time_place": {"date": today, **_picked(activity.get("time_place", {}), PLACE)},
        },
        "signing": {"place_date": {"signed_date": today, **_picked(signing.get("place_date", {}), ("signed_place",))}},
    }
    if team:
        copied["supervision"]["supervisor"] = [{"_id": str(uuid4()), "name": name} for name in team]
    if signed:
        copied["signing"]["signature"] = [{"_id": str(uuid4()), **one} for one in signed]
    return copied


def _picked(facts: Mapping[str, Any], names: tuple[str, ...]) -> Answers:
    return {name: facts[name] for name in names if facts.get(name)}


def _laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> Answers:
    merged = dict(under)
    for key, value in over.items():
        merged[key] = _laid_over(merged[key], value) if isinstance(merged.get(key), Mapping) and isinstance(value, Mapping) else value
    return merged


def _told(copied: Mapping[str, Any]) -> dict[str, str]:
    """Every place that the last Form A filled, so that the editor can say so; the dates are today's."""
    told = {f"supervision/{key}": FORM_A for key in copied["supervision"] if key != "supervisor"}
    told |= {f"activity/{key}": FORM_A for key in copied["activity"] if key != "time_place"}
    return told | {f"activity/time_place/{key}": FORM_A for key in copied["activity"]["time_place"] if key != "date"}
