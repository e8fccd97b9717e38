"""What a case offers to the forms whose layout says what flows into them (`filled_from`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.actions.forms.flow import Answers, Facts, Told, marked
from core.actions.forms.known_facts import (
    CasePerson,
    Known,
    answer_at,
    event_of,
    evidence_of,
    items_of,
    picked,
    place_of_signing,
    reported_of,
    reporter_of,
    shown_name,
    witnesses_of,
)  # fmt: skip
from forms.library import official

CHAIRS = ("panwascam_chair", "regency", "province", "national")
ATTACHED = ("kajian", "temuan", "laporan", "model_a", "tanda_bukti", "kajian_awal", "ba_pleno", "ba_klarifikasi")  # goes with a forwarding
REQUIREMENTS = {  # a line of the first study -> the requirements that the notice to the reporter names
    "reporter_identity": ("formal.reporter_identity",), "reporter_name_address": ("formal.reporter_identity",),
    "reported_party": ("formal.reported_party",), "reported_address": ("formal.reported_address",),
    "signature_match": ("formal.signature_match",), "time_place": ("material.time", "material.place"),
    "event_account": ("material.description",), "evidence_given": ("material.evidence",),
}  # fmt: skip


def facts_of(known: Known, subject: CasePerson | None) -> Facts:
    """What the layouts of the official forms may ask for (their `filled_from`)."""
    event, reporter, reported = event_of(known), reporter_of(known), reported_of(known)
    chair = next((one for one in known.colleagues if one.role in CHAIRS), None)
    members = [one for one in known.colleagues if one is not chair and one.role == "panwascam_member"]
    pleno = [one for one in (chair, *members) if one is not None]
    heard = dict(subject.facts) | {"role": subject.role} if subject is not None else {}
    words: dict[str, str] = {
        "today": known.at.date().isoformat(),
        "now": f"{known.at:%H:%M}",
        "case.number": known.case_number,
        "case.regime": known.regime,
        "office.name": known.told("name"),
        "office.address": known.told("address"),
        "office.regency": known.told("regency"),
        "office.timezone": known.timezone,
        "office.city": place_of_signing(known),
        "me.name": known.me_name,
        "me.position": known.me_position,
        "chair.name": chair.name if chair else "",
        "chair.position": chair.position if chair else "",
        "reporter.shown": _joined([reporter]),
        "reported.shown": _joined(reported),
        "finders.shown": _joined(_finders(known)),
        "subject.religion": str(heard.get("religion", "")),
        "initial_study.missing": _missing(known),
        **{f"event.{name}": value for name, value in event.items()},
        **{f"member_{number}.name": one.name for number, one in enumerate(members, 1)},
    }
    return Facts(
        words=words,
        groups={"reporter": reporter, "event": event, "subject": heard},
        lists={
            "reported": reported,
            "witnesses": witnesses_of(known),
            "finders": _finders(known),
            "clarifications": _clarifications(known),
            "pleno": [{"name": one.name, "position": one.position} for one in pleno],
            "colleagues": [{"name": known.me_name, "position": known.me_position}],
            "case_papers": [{"attachment_name": title} for title in _papers(known)],
            "handed": _handed(known),
            "status_rows": _status_rows(known, words),
        },
        forms=known.forms,
        evidence=lambda form, path: evidence_of(known, form, path),
    )


def _joined(persons: Iterable[Mapping[str, Any]]) -> str:
    """The names, protected persons by their code names; told by the form that told the first."""
    shown = [name for one in persons if (name := shown_name(one))]
    origin = next((value.origin for one in persons for value in one.values() if isinstance(value, Told)), "")
    words = "; ".join(shown)
    return Told(words, origin) if origin else words


def _finders(known: Known) -> list[Answers]:
    if found := items_of(answer_at(known.forms, "temuan", "finder_list", "finder")):
        return found
    supervision = answer_at(known.forms, "model_a", "supervision") or {}
    place = picked(supervision, ("position", "address"))
    return [{**picked(one, ("name",)), **place} for one in items_of(supervision.get("supervisor"))]


def _clarifications(known: Known) -> list[Answers]:
    """Who was heard, when, and what was answered, for the study."""
    found = []
    for told in known.statements:
        subject = told.get("subject") or {}
        answers = [str(one.get("answer", "")) for one in items_of(answer_at(told, "questions", "qa"))]
        item = {"name": shown_name(subject), "as_role": str(subject.get("role", "")).capitalize(), "summary": " ".join(answers)}
        found.append(marked(item | {"held_on": str(answer_at(told, "opening", "opening_date") or "")}, "ba_klarifikasi"))
    return found


def _missing(known: Known) -> str:
    """The requirements that the first study found missing, as the notice to the reporter names them."""
    checks = [answer_at(known.forms, "kajian_awal", check) or {} for check in ("formal_check", "material_check")]
    study = {key: state for check in checks for key, state in check.items()}
    codes = dict.fromkeys(code for key, codes in REQUIREMENTS.items() if study.get(key) in ("missing", "unclear") for code in codes)
    return Told(" ".join(codes), "kajian_awal") if codes else ""


def _papers(known: Known) -> list[str]:
    """Titles of the forms of the case, as attachments of a letter; the letters themselves are left out."""
    titles = official()
    return [titles[form_id].titles[""] for form_id in ATTACHED if form_id in known.forms]


def _handed(known: Known) -> list[Answers]:
    files = [{"description": title, "amount": "1"} for title in _papers(known)]
    for one in known.exhibits:
        files.append({"description": f"{one.no}: {one.title or one.caption or one.kind}", "amount": "1", "sha256": one.original})
    return files


def _status_rows(known: Known, words: Mapping[str, str]) -> list[Answers]:
    row = {
        "case_number": known.case_number,
        "finder_or_reporter": words["reporter.shown"] or words["finders.shown"],
        "reported_name": words["reported.shown"],
    }
    return [row] if any(row.values()) else []
