"""Bringing cases in from YAML files with their photos: thing by thing, each durable before the next, and never twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from core.actions.cases.exhibits import add_thing, attach_file
from core.actions.cases.open_case import open_case
from core.actions.clock import Now, wall_now
from core.actions.forms.save_form import save_imported
from core.errors import AppError
from core.evidence.case_answers import laporan_answers, model_a_answers, receipt_answers, statement_answers
from core.evidence.case_file import CaseFile, EvidenceItem, OfficeFile
from core.evidence.case_yaml import check_regions, read_cases
from core.evidence.inspect import Intake
from core.platform import only_one
from core.reporter import Reporter
from core.rules.regions import Regions
from core.vault.errors import disk_errors
from core.vault.vault import Vault
from core.vault.views import Changes, cases, documents, exhibits
from core.words import say

LOCK = "import.lock"


class OtherOffice(AppError):
    code = "import.other_office"


class ImportRunning(AppError):
    code = "import.running"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One thing brought in, or found to be there. source: where it came from; warnings: what was left out or is missing."""

    source: str
    changes: Changes = field(default_factory=Changes)
    is_new_case: bool = False
    was_there: bool = False
    warnings: tuple[str, ...] = ()


def import_cases(
    vault: Vault, paths: Iterable[Path], *, intake: Intake, report: Reporter | None = None, now: Now = wall_now
) -> Iterator[Imported]:
    """Bring in case files or folders of them; yields each thing as soon as it is durable. A killed import goes on where it stopped.

    All files are read and judged before the first record is written. Raises CaseInvalid, CaseFileMissing, RegionUnknown, and OtherOffice
    for a case of an office that is not this vault's, ImportRunning while another program imports into this vault: the two would bring
    in the same thing twice.
    """
    report = report or Reporter()
    read = [read_cases(path) for path in paths]
    regions = Regions.load()
    for office, _ in read:
        check_regions(office, regions)
        if office.code != vault.office:
            raise OtherOffice(
                "Nothing was imported: these cases belong to office {theirs}, this vault to {ours}.",
                "Open the vault of that office, or check office.yaml.",
                theirs=office.code,
                ours=vault.office,
            )
    every = [(office, case) for office, found in read for case in found]
    with _alone(vault):
        for number, (office, case) in enumerate(every):
            report.step(number, len(every), case.path.name)
            yield from _import_case(vault, office, case, intake, report, now)
    report.step(len(every), len(every))


@contextmanager
def _alone(vault: Vault) -> Iterator[None]:
    with ExitStack() as held:
        with disk_errors(vault.folder):
            is_mine = held.enter_context(only_one(vault.folder / LOCK))
        if not is_mine:
            raise ImportRunning(
                "Nothing was imported: another import into this vault is running.", "Wait until it has ended, then try again."
            )
        yield


def _import_case(vault: Vault, office: OfficeFile, case: CaseFile, intake: Intake, report: Reporter, now: Now) -> Iterator[Imported]:
    base = f"{office.code}/{case.id}"
    there = _sources(vault, base)
    remarks = tuple(remark.words for remark in case.remarks)
    if base in there:
        case_id = there[base]
        yield Imported(source=base, was_there=True)
    else:
        changes = open_case(vault, regime=case.regime, origin=case.origin, title=case.event, source=base, facts=_facts(case), now=now)
        case_id = changes.cases[0]
        yield Imported(source=base, changes=changes, is_new_case=True, warnings=remarks)
    for name, form_id, answers in _forms(office, case):
        yield _form(vault, case_id, f"{base}/{name}", form_id, answers, there, now)
    for number, item in enumerate(case.evidence):
        yield _exhibit(vault, case_id, f"{base}/evidence/{number}", item, there, intake, report, now)


def _sources(vault: Vault, base: str) -> dict[str, str]:
    """Return source -> case id of everything that an earlier import of this case brought in."""
    found: dict[str, str] = {}
    with vault.read() as tx:
        for table in (cases.cases, documents.documents, exhibits.exhibits):
            chosen = select(table.c.source, table.c.case_id).where(
                (table.c.source == base) | table.c.source.startswith(base + "/", autoescape=True)
            )
            found |= {row.source: row.case_id for row in tx.execute(chosen)}
    return found


def _forms(office: OfficeFile, case: CaseFile) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    if case.form_a is not None:
        yield "model_a", "model_a", model_a_answers(case, office)
    if case.origin == "laporan":
        yield "laporan", "laporan", laporan_answers(case, office)
        if case.days.get("receipt"):
            yield "tanda_bukti", "tanda_bukti", receipt_answers(case, office)
    for number, witness in enumerate(case.witnesses):
        if witness.statement:
            yield f"statement/{number}", "ba_klarifikasi", statement_answers(case, office, witness)


def _form(
    vault: Vault, case_id: str, source: str, form_id: str, answers: Mapping[str, object], there: Mapping[str, str], now: Now
) -> Imported:
    if source in there:
        return Imported(source=source, was_there=True)
    changes, missing = save_imported(vault, form_id, case_id=case_id, answers=answers, source=source, now=now)
    told = (say("not told by the case: {fields}", fields=", ".join(dict.fromkeys(missing))),) if missing else ()
    return Imported(source=source, changes=changes, warnings=told)


def _exhibit(
    vault: Vault, case_id: str, source: str, item: EvidenceItem, there: Mapping[str, str], intake: Intake, report: Reporter, now: Now
) -> Imported:
    if source in there:
        return Imported(source=source, was_there=True)
    description = {
        "no": item.no,
        "kind": item.kind,
        "title": item.title,
        "evidence_class": item.evidence_class or "alat_bukti",
        "taken_by": item.taken_by,
        "place": item.place,
        "taken_at": item.taken_at,
        "obtained_from": item.obtained_from,
        "copies": item.copies,
        "note": item.note,
    }
    given = {name: value for name, value in description.items() if value}
    if item.file is None:
        return Imported(source=source, changes=add_thing(vault, case_id, given, source=source, now=now))
    changes = attach_file(
        vault, case_id, item.file, obtained="import", intake=intake, description=given, source=source, report=report, now=now
    )
    return Imported(source=source, changes=changes)


_LAST = (  # the furthest entry of the timeline tells where the case stands; from last to first
    ("handed_over", "handed_over"),
    ("taken_over", "taken_over"),
    ("status_notice", "notified"),
    ("decided", "study"),
    ("registered", "registered"),
    ("completion_notice", "awaiting_completion"),
    ("initial_study", "initial_study"),
    ("receipt", "received"),
    ("plenary", "plenary"),
    ("lhp_signed", "lhp_signed"),
)


def _timeline(case: CaseFile) -> dict[str, object]:
    """The days as told, when it became known, and the hearings without their names."""
    found: dict[str, object] = {name: day for name, day in case.days.items() if day}
    if _was_refused(case):
        found["not_registered"] = case.days["status_notice"]
    if case.known_date:
        found["known"] = case.known_date
    if case.clarifications:
        found["hearings"] = [{"invited": one.invited, "held": one.held} for one in case.clarifications]
    return found


def _was_refused(case: CaseFile) -> bool:
    """A report whose status was announced without ever being registered, decided or handed on was not registered."""
    handled = ("registered", "registered_by_regency", "decided", "taken_over", "handed_over")
    return case.origin == "laporan" and bool(case.days.get("status_notice")) and not any(case.days.get(one) for one in handled)


def _facts(case: CaseFile) -> dict[str, object]:
    """What the case tells of itself as a whole. Its timeline is kept as told; the status follows from its furthest entry."""
    status = next((status for day, status in _LAST if case.days.get(day)), "draft")
    if _was_refused(case):
        status = "not_registered"
    return {
        "status": status,
        "number": case.case_number,
        "timeline": _timeline(case),
        "copies": case.copies,
        "observed": [
            {"name": one.name, "position": one.position, "agency": one.agency, "subject_kind": one.subject_kind} for one in case.observed
        ],
    }
