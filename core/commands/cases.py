"""Commands about cases: import, attach, list, show, search."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import Connection

from core.actions.cases.exhibits import attach_files
from core.commands.speech import Speech
from core.errors import AppError
from core.evidence.inspect import Intake, why_not_words
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits, history, papers
from core.vault.views import search as index
from core.words import explain, say


class CaseUnknown(AppError):
    code = "case.unknown"


def case_id(tx: Connection, given: str) -> str:
    """Return the id of a case given by id, by the beginning of its id, or by its number. Raises CaseUnknown."""
    if cases.one(tx, given) is not None:
        return given
    ids = cases.keys(tx, sort="number")
    found = [one for one in ids if one.startswith(given)] if len(given) >= 8 else []
    found = found or [row.case_id for row in cases.rows(tx, ids).values() if row.number == given or row.source.endswith("/" + given)]
    if len(found) != 1:
        raise CaseUnknown("This case is not in the vault.", "Use an id or number that `list` shows.")
    return found[0]


def bring(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Import cases; prints COMMITTED and the id as each record becomes durable. A second import adds nothing and says so."""
    from core.actions.cases.import_cases import import_cases

    _ = secret
    total: dict[str, int] = {"cases": 0, "records": 0, "already_there": 0}
    warnings: list[str] = []
    with Intake() as intake:
        for step in import_cases(vault, args.paths, intake=intake, report=speech.reporter()):
            for record in step.changes.record_ids:
                speech.line(f"COMMITTED {record}")
            total["records"] += len(step.changes.record_ids)
            total["cases"] += step.is_new_case
            total["already_there"] += step.was_there
            warnings += [f"{step.source}: {say(text)}" for text in step.warnings]
    told = say(
        "{cases} cases brought in, {records} records written, {already_there} things were there already.",
        **total,
    )
    speech.result({**total, "warnings": warnings}, "\n".join([*warnings, told]))
    return 0


def attach(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Attach files; each refused one is named, the others are kept."""
    _ = secret
    with vault.read() as tx:
        case = case_id(tx, args.case)
    refused: list[dict[str, str]] = []
    attached: list[str] = []
    warnings: list[str] = []
    with Intake() as intake:
        for path, outcome in attach_files(vault, case, args.files, obtained="dialog", intake=intake, report=speech.reporter()):
            if isinstance(outcome, AppError):
                title, hint = explain(outcome)
                refused.append({"file": path.name, "refused": outcome.code, "title": title, "hint": hint})
                speech.warning(f"{path.name}: {title} {hint}")
            else:
                attached += outcome.streams
                speech.line(f"COMMITTED {outcome.record_ids[0]}")
                warnings += [f"{path.name}: {why}" for why in _why_not_shown(vault, outcome.streams)]
    told = say("{n} files attached.", n=len(attached))
    speech.result({"attached": attached, "refused": refused, "warnings": warnings}, "\n".join([*warnings, told]))
    return 1 if refused else 0


def _why_not_shown(vault: Vault, streams: Iterable[str]) -> Iterator[str]:
    with vault.read() as tx:
        found = [exhibits.one(tx, stream) for stream in streams]
    yield from (why_not_words(one.why_not_shown) for one in found if one is not None and one.why_not_shown)


def show_all(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """List all cases, the one changed last first."""
    _ = args, secret
    with vault.read() as tx:
        ids = cases.keys(tx)
        found = cases.rows(tx, ids)
    rows = [found[one] for one in ids]
    text = "\n".join(f"{row.case_id}  {row.status:<16} {row.number or '-'}  {row.title}" for row in rows)
    speech.result({"cases": [asdict(row) for row in rows]}, text or say("There is no case yet."))
    return 0


def show_one(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Show one case with its documents, exhibits, papers and history."""
    _ = secret
    with vault.read() as tx:
        case = case_id(tx, args.case)
        row = cases.one(tx, case)
        assert row is not None
        told = {
            "case": asdict(row),
            "documents": [asdict(one) for one in documents.of_case(tx, case)],
            "exhibits": [asdict(one) for one in exhibits.of_case(tx, case)],
            "papers": [asdict(one) for one in papers.of_case(tx, case)],
            "history": [asdict(one) for one in history.of_case(tx, case)],
        }
        lines = [f"{row.number or row.case_id}  {row.title}", f"{row.regime}  {row.origin}  {row.status}"]
        lines += [f"{one.stream}  {one.form_id}  {one.summary}" for one in documents.of_case(tx, case)]
        lines += [f"{one.stream}  {one.no}  {one.kind}  {one.title or one.file_name}  {one.original}" for one in exhibits.of_case(tx, case)]
        lines += [f"{one.stream}  {one.form_id}  {one.pdf}" for one in papers.of_case(tx, case)]
    speech.result(told, "\n".join(lines))
    return 0


def search(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Search the open words; what is sealed is never found."""
    _ = secret
    with vault.read() as tx:
        ids = index.cases(tx, " ".join(args.words))
        found = cases.rows(tx, ids)
    rows = [found[one] for one in ids if one in found]
    text = "\n".join(f"{row.case_id}  {row.number or '-'}  {row.title}" for row in rows)
    speech.result({"cases": [asdict(row) for row in rows]}, text or say("Nothing was found."))
    return 0
