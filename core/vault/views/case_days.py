"""The days from which the clock of a case counts, read from what was said of it and from its forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from core.vault import truth
from core.vault.views.documents import FORM_SAVED, Document
from core.vault.views.papers import TYPES as PAPER_TYPES
from core.vault.views.papers import papers
from core.vault.views.said import Said, all_of, text_of

CHOICES = ("violations", "kinds", "permitted", "would_be")
OTHER = "lainnya"


def clock_of(tx: Connection, body: Mapping[str, object], kept: Iterable[Document]) -> dict[str, object]:
    """Return days (name -> ISO date or time), hearings, has_violation, and the choices of a case, as JSON.

    body: what the case says of itself now; its own timeline goes before what the forms tell. kept: its documents. When the report was
    handed in is what stands on the receipt that was first made as a paper: a later version of the form cannot move it.
    """
    ordered = sorted(kept, key=lambda one: one.saved_at)
    forms = {one.form_id: one for one in ordered}
    told = body.get("timeline")
    timeline = told if isinstance(told, Mapping) else {}
    days = {name: day for name, day in timeline.items() if isinstance(day, str) and day}
    noted = timeline.get("hearings")
    hearings = [*(noted if isinstance(noted, list) else []), *(_hearing(tx, one) for one in ordered if one.form_id == "undangan")]
    activity, finding = _answers(tx, forms.get("model_a")), _answers(tx, forms.get("temuan"))
    report, notice = _answers(tx, forms.get("laporan")), _answers(tx, forms.get("kelengkapan"))
    receipt = _as_printed(tx, forms.get("tanda_bukti"))
    from_forms = {
        "known": _text(report, "incident", "known_date") or _text(finding, "incident", "known_date"),
        "handed_in": _joined(receipt, ("receipt", "received_on"), "received") or _joined(report, ("reception", "reported_at"), "reported"),
        "activity": _text(activity, "activity", "time_place", "date"),
        "completion_notice": _text(notice, "letter", "place_date", "signed_date"),
    }
    chosen = _text(activity, "violation", "violations") or _text(report, "incident", "violations")
    found: dict[str, object] = {
        "days": {name: day for name, day in from_forms.items() if day} | days,
        "hearings": hearings,
        "has_violation": {"ada": True, "tidak_ada": False}.get(_text(activity, "violation", "has_violation")),
        "violations": [one for one in chosen.split() if one != OTHER],
    }
    for name in CHOICES:
        if isinstance(own := body.get(name), list):
            found[name] = [one for one in own if isinstance(one, str)]
    return found


def _hearing(tx: Connection, letter: Document) -> dict[str, str]:
    """An invitation counts from the day it was received, from its own date while that is not told."""
    answers = _answers(tx, letter)
    invited = _text(answers, "delivery", "received_date") or _text(answers, "letter", "place_date", "signed_date")
    return {"invited": invited, "held": _text(answers, "session", "session_date")}


def _answers(tx: Connection, document: Document | None) -> Mapping[str, object]:
    if document is None:
        return {}
    stored = truth.record(tx, document.record_id)
    return _body(Said(tx, document.record_id, stored.header)) if stored is not None else {}


def _body(said: Said) -> Mapping[str, object]:
    answers = said.body("answers").get("answers")
    return answers if isinstance(answers, Mapping) else {}


def _as_printed(tx: Connection, document: Document | None) -> Mapping[str, object]:
    """Return the answers from which the first paper of the document was made, the newest while there is none."""
    if document is None:
        return {}
    chosen = select(papers.c.stream).where(papers.c.document == document.stream).order_by(papers.c.made_at, papers.c.stream)
    made_from: set[object] = set()
    for stream in tx.scalars(chosen):
        first = next((one for one in all_of(tx, stream) if one.header.type in PAPER_TYPES), None)
        named = first.body("paper").get("records") if first is not None else None
        made_from = set(named) if isinstance(named, list) else set()
        if made_from:
            break
    printed = next((one for one in all_of(tx, document.stream) if one.header.type == FORM_SAVED and one.id in made_from), None)
    return _body(printed) if printed is not None else _answers(tx, document)


def _text(answers: Mapping[str, object], *path: str) -> str:
    found: object = answers
    for key in path[:-1]:
        found = found.get(key) if isinstance(found, Mapping) else None
    return text_of(found, path[-1]) if isinstance(found, Mapping) else ""


def _joined(answers: Mapping[str, object], path: tuple[str, ...], prefix: str) -> str:
    """Return date and time of a form as one ISO text, the date alone without a time."""
    day, time = _text(answers, *path, f"{prefix}_date"), _text(answers, *path, f"{prefix}_time")
    return f"{day}T{time[:5]}" if day and time else day
