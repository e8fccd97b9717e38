"""Words for what the rules say by keys: states of deadlines and requirements, why, what speaks against a move, days of the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from core.rules.breaches import Misfit
from core.rules.case_clock import Deadline
from core.rules.catalogue import catalogue
from core.rules.requirements import Requirement
from core.rules.rulebook import rulebook
from core.rules.status_flow import Objection
from ui.cases.words import day_words, status_word

DEADLINE_TONES = {
    "overdue": "red", "due": "yellow", "running": "blue", "possible": "quiet", "elsewhere": "quiet",
    "lapsed": "quiet", "late": "orange", "kept": "green",
}  # fmt: skip
REQUIREMENT_TONES = {"met": "green", "missing": "red", "unclear": "yellow"}
CONFIDENCE_TONES = {"high": "green", "medium": "yellow", "low": "orange"}


def weekday_words(day: date) -> str:
    """Return "Jumat, 18 Oktober 2024"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd, d MMMM yyyy")


def short_day_words(day: date) -> str:
    """Return "Jum 18 Okt 2024"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def left_words(one: Deadline) -> str:
    """Return what the pill of a deadline says: "Today", "2 days left", "3 days late"."""
    if one.state == "overdue":
        if one.days_left == 0:
            return QCoreApplication.translate("Rules", "Desk closed")
        return QCoreApplication.translate("Rules", "{n} days over").format(n=-one.days_left)
    if one.state in ("due", "running"):
        if one.days_left == 0:
            return QCoreApplication.translate("Rules", "Last day: today")
        if one.days_left == 1:
            return QCoreApplication.translate("Rules", "Until tomorrow")
        return QCoreApplication.translate("Rules", "{n} days left").format(n=one.days_left)
    words = {
        "kept": QCoreApplication.translate("Rules", "Done in time"),
        "late": QCoreApplication.translate("Rules", "{n} days late"),
        "possible": QCoreApplication.translate("Rules", "If needed"),
        "elsewhere": QCoreApplication.translate("Rules", "Kept by others"),
        "lapsed": QCoreApplication.translate("Rules", "Lapsed"),
    }
    return words[one.state].format(n=one.days_late)


def last_words(one: Deadline) -> str:
    """Return the last day with its weekday; of hours the time, of a reception when the desk closes."""
    counted = one.counted
    if one.term.unit == "hours":
        return _moment(counted.ends_at)
    words = weekday_words(counted.last)
    if not one.rule.needs_desk or not one.is_open:
        return words
    if not counted.is_closed_at_the_end:
        return QCoreApplication.translate("Rules", "{day}, until {time}").format(day=words, time=f"{counted.ends_at:%H.%M}")
    return QCoreApplication.translate("Rules", "{day}; the desk closes {moment}").format(day=words, moment=_moment(counted.ends_at))


def why_words(one: Deadline) -> str:
    """Return from what the last day follows: "Registered 15 Oktober 2024 + 3 calendar days"."""
    sign = "−" if one.rule.is_backward else "+"
    return f"{day_name(one.started_by)} {weekday_words(one.started)} {sign} {one.amount} {unit_words(one.term.unit)}"


def unit_words(unit: str) -> str:
    return {
        "calendar": QCoreApplication.translate("Rules", "calendar days"),
        "working": QCoreApplication.translate("Rules", "working days"),
        "hours": QCoreApplication.translate("Rules", "hours"),
    }[unit]


def warning_words(one: Deadline) -> str:
    """Return what to look out for: a closed desk, an earlier strict day, the safe day; empty for a deadline that is over."""
    if not one.is_open:
        return ""
    found = []
    if one.counted.is_closed_at_the_end:
        words = QCoreApplication.translate("Rules", "The office is closed on the last day; the last office day is {day}.")
        found.append(words.format(day=weekday_words(one.counted.desk)))
    if one.counted.strict is not None:
        words = QCoreApplication.translate("Rules", "Counted in calendar days it would end on {day}.")
        found.append(words.format(day=weekday_words(one.counted.strict)))
    if one.counted.safe < one.counted.last:
        found.append(QCoreApplication.translate("Rules", "Safe until {day}.").format(day=weekday_words(one.counted.safe)))
    return " ".join(found)


def mark_words(mark: str) -> str:
    """Return "(check the rules)" for what is not confirmed, "(practice)" for what is only done so."""
    return {
        "M": QCoreApplication.translate("Rules", "check the rules"),
        "P": QCoreApplication.translate("Rules", "practice"),
    }.get(mark, "")


def with_mark(article: str, mark: str) -> str:
    """Return an article with its mark behind it."""
    return f"{article} - {mark_words(mark)}" if mark_words(mark) else article


def requirement_state(state: str) -> str:
    return {
        "met": QCoreApplication.translate("Rules", "Met"),
        "missing": QCoreApplication.translate("Rules", "Missing"),
        "unclear": QCoreApplication.translate("Rules", "Not clear"),
    }.get(state, state)


def requirement_why(one: Requirement) -> str:
    """Return the sentence that names what is missing, or why it is not clear; empty when it is met."""
    if one.is_ticked:
        said = QCoreApplication.translate("Rules", "Said by a person")
        note = f"{said}: {one.note}" if one.note else said
        if one.state == one.computed:
            return note
        return QCoreApplication.translate("Rules", "{said} (the form says: {state})").format(
            said=note, state=requirement_state(one.computed)
        )
    day = weekday_words(one.day) if one.day is not None else ""
    words = {
        "no_name": QCoreApplication.translate("Rules", "The name is not written in the form."),
        "no_address": QCoreApplication.translate("Rules", "The address is not written in the form."),
        "sealed": QCoreApplication.translate("Rules", "The identity is sealed; one who may open it must look."),
        "no_known_day": QCoreApplication.translate("Rules", "The day on which it became known is not told."),
        "over": QCoreApplication.translate("Rules", "The last day was {day}."),
        "still_runs": QCoreApplication.translate("Rules", "Still possible until {day}."),
        "late": QCoreApplication.translate("Rules", "Came after the last day, {day}."),
        "after_hours": QCoreApplication.translate("Rules", "Came after the desk closed on {day}; does it count?"),
        "known_before_event": QCoreApplication.translate("Rules", "Known before it happened ({day}): check both days."),
        "look": QCoreApplication.translate("Rules", "Compare the signature with the identity card."),
        "empty": QCoreApplication.translate("Rules", "Nothing is written in the form."),
        "no_such_day": QCoreApplication.translate("Rules", "There is no such day."),
        "none": QCoreApplication.translate("Rules", "No item of evidence is listed or attached."),
    }
    return words.get(one.why, "").format(day=day)


def objection_words(one: Objection) -> str:
    """Return what speaks against a move, naming it."""
    book = rulebook()
    codes = [str(book.requirements[name].label) for name in one.names if name in book.requirements]
    limits = [str(book.deadlines[name].label) for name in one.names if name in book.deadlines]
    words = {
        "role": QCoreApplication.translate("Rules", "Your role does not make this move."),
        "not_in_flow": QCoreApplication.translate("Rules", "The usual way does not go from {first} to {last}."),
        "no_form_a": QCoreApplication.translate("Rules", "There is no Form A yet."),
        "no_report": QCoreApplication.translate("Rules", "There is no report form yet."),
        "no_breach_chosen": QCoreApplication.translate("Rules", "No breach was chosen yet."),
        "breach_chosen": QCoreApplication.translate("Rules", "A breach is suspected in this case."),
        "missing": QCoreApplication.translate("Rules", "Missing: {codes}."),
        "unclear": QCoreApplication.translate("Rules", "Not clear yet: {codes}."),
        "nothing_missing": QCoreApplication.translate("Rules", "Nothing is missing."),
        "may_be_completed": QCoreApplication.translate("Rules", "The reporter may still complete: {codes}."),
        "completion_runs": QCoreApplication.translate("Rules", "The reporter still has time to complete the report."),
        "late": QCoreApplication.translate("Rules", "The time is over: {limits}."),
        "no_invitation": QCoreApplication.translate("Rules", "No invitation is noted (at least a day before, twice at most)."),
        "not_in_power": QCoreApplication.translate("Rules", "A district does not decide this: {kinds}."),
        "no_addressee": QCoreApplication.translate("Rules", "No addressee follows from what was chosen."),
    }
    kinds = ", ".join(str(book.kinds[name]) for name in one.names if name in book.kinds)
    first, last = (status_word(one.names[0]), status_word(one.names[-1])) if one.names else ("", "")
    return words.get(one.code, one.code).format(codes=", ".join(codes), limits=", ".join(limits), kinds=kinds, first=first, last=last)


def move_words(said: Mapping[str, object]) -> str:
    """Return what a recorded move was: "Initial study → Not registered · the reason"; the days that were corrected for other records."""
    if not said.get("to"):
        days = said.get("days")
        changed = ", ".join(f"{day_name(name)} {day}" for name, day in days.items()) if isinstance(days, Mapping) else ""
        return " · ".join(word for word in (changed, str(said.get("reason") or "")) if word)
    ways = f"{status_word(str(said.get('from')))} → {status_word(str(said['to']))}"
    deadline = said.get("deadline")
    rule = rulebook().deadlines.get(str(deadline.get("id"))) if isinstance(deadline, Mapping) else None
    limit = ""
    if rule is not None and isinstance(deadline, Mapping):
        words = QCoreApplication.translate("Rules", "ran then: {deadline} until {day}")
        limit = words.format(deadline=rule.label, day=day_words(str(deadline.get("last"))))
    return " · ".join(word for word in (ways, str(said.get("reason") or ""), limit) if word)


def misfit_words(one: Misfit) -> str:
    """Return why a chosen breach does not fit the case."""
    day = weekday_words(one.day) if one.day is not None else ""
    words = {
        "regime": QCoreApplication.translate("Rules", "This breach belongs to the other election law."),
        "subject": QCoreApplication.translate("Rules", "This breach is not about the kind of person who is reported."),
        "phase": QCoreApplication.translate("Rules", "On the day of the event the election stood at another phase ({day})."),
        "not_before": QCoreApplication.translate("Rules", "It is forbidden from {day} on only."),
    }
    return words[one.what].format(day=day)


def breach_label(violation_id: str) -> str:
    """Return the name of a breach; it is Indonesian law, and so are its words."""
    return next((one.label_id for one in catalogue().violations if one.id == violation_id), violation_id)


def target_words(target: str) -> str:
    return catalogue().forward_targets.get(target, target)


def confidence_words(confidence: str) -> str:
    return {
        "high": QCoreApplication.translate("Rules", "verified"),
        "medium": QCoreApplication.translate("Rules", "partly verified"),
        "low": QCoreApplication.translate("Rules", "not confirmed"),
    }.get(confidence, confidence)


def day_name(name: str) -> str:
    """Return what a day of the timeline is."""
    words = {
        "known": QCoreApplication.translate("Rules", "Known"),
        "informed": QCoreApplication.translate("Rules", "Information received"),
        "activity": QCoreApplication.translate("Rules", "Supervised"),
        "handed_in": QCoreApplication.translate("Rules", "Handed in"),
        "advice_given": QCoreApplication.translate("Rules", "Advice given"),
        "completion_notice": QCoreApplication.translate("Rules", "Notice given"),
        "completed": QCoreApplication.translate("Rules", "Completed"),
        "initial_study": QCoreApplication.translate("Rules", "Initial study"),
        "registered": QCoreApplication.translate("Rules", "Registered"),
        "registered_by_regency": QCoreApplication.translate("Rules", "Registered by the regency"),
        "not_registered": QCoreApplication.translate("Rules", "Not registered"),
        "hearing": QCoreApplication.translate("Rules", "Clarification"),
        "decided": QCoreApplication.translate("Rules", "Decided"),
        "gakkumdu_result": QCoreApplication.translate("Rules", "Result of Gakkumdu"),
        "crime_forwarded": QCoreApplication.translate("Rules", "Forwarded to the police"),
        "sbt_entered": QCoreApplication.translate("Rules", "Entered in SBT"),
        "sbt_verified": QCoreApplication.translate("Rules", "Verified in SBT"),
        "sbt_studied": QCoreApplication.translate("Rules", "Studied by Bawaslu in SBT"),
        "gakkumdu_1": QCoreApplication.translate("Rules", "First discussion at Gakkumdu"),
        "investigated": QCoreApplication.translate("Rules", "Police investigation done"),
        "advice_done": QCoreApplication.translate("Rules", "Advice carried out"),
        "status_notice": QCoreApplication.translate("Rules", "Status announced"),
    }
    return words.get(name, name)


def _moment(at: datetime) -> str:
    if at.hour == 0 and at.minute == 0:
        return f"{weekday_words(at.date() - timedelta(days=1))}, 24.00"
    return f"{weekday_words(at.date())}, {at:%H.%M}"
