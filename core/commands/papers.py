"""Commands about papers and about checking: paper, check."""

from __future__ import annotations

import re
from argparse import Namespace
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from core.actions.check.check_vault import VaultCheck, check_vault
from core.actions.papers.paper_batch import signing
from core.actions.papers.paper_files import LAY_THERE, WRITTEN, PaperFile, WrittenPaper, write_papers
from core.commands import editions
from core.commands.cases import case_id
from core.commands.scan_words import code_lines, code_values
from core.commands.signing import manner_of
from core.commands.speech import Speech
from core.errors import AppError
from core.evidence.inspect import Intake
from core.papers.render_pool import RenderPool
from core.vault.blobs import ASIDE
from core.vault.vault import Vault
from core.vault.views import cases, documents
from core.words import explain, say


class NothingToDo(AppError):
    code = "paper.nothing"


class NoCentreKey(AppError):
    code = "check.no_centre_key"


def make(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Write the papers of the cases' documents, signed with --sign (and kept in the vault then). 1 when a file was in the way of one."""
    if args.blank:
        return editions.write_blank(args, speech, vault)
    with vault.read() as tx:
        chosen = cases.keys(tx, sort="number", descending=False) if args.all else [case_id(tx, one) for one in args.cases]
        wanted = [
            one for case in chosen for one in documents.of_case(tx, case) if args.form in (None, one.form_id) and not one.is_withdrawn
        ]
    if args.closed or args.docx:
        wanted = editions.wanted(args, wanted)
    if not wanted and args.closed:
        raise NothingToDo("No closed edition was made: nobody in this document is protected.", "The ordinary paper says everything.")
    if not wanted:
        raise NothingToDo("No paper was made: there is no such document.", "Name cases that `list` shows, or use --all.")
    if args.closed or args.docx:
        names = [file_name(one.form_id, one.number, one.stream) for one in wanted]
        return editions.write_editions(args, speech, vault, secret, wanted, names)
    targets = [PaperFile(one, args.out / file_name(one.form_id, one.number, one.stream)) for one in wanted]
    with signing(vault, secret, manner_of(args, vault)) if args.sign else nullcontext() as pen, RenderPool() as pool:
        told = write_papers(
            vault, targets, pool, pen=pen, paper_size=args.size, report=speech.reporter(), say_each=lambda one: _tell(speech, one)
        )
    written = [str(one.path) for one in told if one.state in (WRITTEN, LAY_THERE)]
    unsigned = sum(one.why_unsigned is not None for one in told)
    refused = [one for one in told if one.why_refused is not None]
    text = say("{n} papers written, {unsigned} of them left unsigned.", n=len(written), unsigned=unsigned)
    if lay_there := sum(one.state == LAY_THERE for one in told):
        text += " " + say("{n} of them lay there already.", n=lay_there)
    if refused:
        text += " " + say("{n} were not written because another file is in the way.", n=len(refused))
    values = {
        "papers": written,
        "unsigned": unsigned,
        "skipped": lay_there,
        "refused": [{"path": str(one.path), "why": " ".join(explain(one.why_refused))} for one in refused if one.why_refused is not None],
    }
    speech.result(values, text)
    return 1 if refused else 0


def _tell(speech: Speech, one: WrittenPaper) -> None:
    if one.why_refused is not None:
        speech.warning(f"{one.path}: {' '.join(explain(one.why_refused))}")
    else:
        speech.line(str(one.path) if one.why_unsigned is None else f"{one.path}  ({explain(one.why_unsigned)[0]})")


def file_name(form_id: str, number: str, stream: str) -> str:
    """Return a name without any person's: form, number (what a file system bears of it), id of the document."""
    safe = re.sub(r"[^A-Za-z0-9.-]+", "-", number).strip("-.")
    return "_".join(piece for piece in (form_id, safe[:60], stream[-12:]) if piece) + ".pdf"


def check_files(args: Namespace, speech: Speech, vault: Vault | None) -> int:
    """Check papers, parcels and exports: one line each; 1 if anything is not genuine."""
    from core.actions.check.check_files import check_path

    centres = [_centre_in(path) for path in args.centre or ()]
    with Intake() as intake:
        checked = [check_path(vault, path, intake=intake, centres=centres) for path in _expanded(args.paths)]
    lines = []
    for one in checked:
        lines.append(f"{'OK ' if one.is_genuine else 'NO '} {one.path}: {' '.join(one.answers)}")
        lines += [f"      {line}" for code in one.codes for line in code_lines(code)]
    values = [
        {"path": str(one.path), "kind": one.kind, "genuine": one.is_genuine, "keys": one.keys, "answers": one.answers}
        | ({"codes": [code_values(code) for code in one.codes]} if one.codes else {})
        for one in checked
    ]
    speech.result({"checked": values}, "\n".join(lines))
    return 0 if checked and all(one.is_genuine for one in checked) else 1


def _centre_in(path: Path) -> bytes:
    from core.vault.shipped_keys import key_in

    try:
        return key_in(path.read_bytes())
    except (OSError, ValueError) as error:
        raise NoCentreKey("This is not the public key of a centre.", "Give a PEM file with a P-256 public key.", path=str(path)) from error


def _expanded(paths: list[Path]) -> list[Path]:
    """Folders that are no export stand for the files in them."""
    found: list[Path] = []
    for path in paths:
        is_export = path.is_dir() and (path / "SHA256SUMS").exists()
        found += sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() and not is_export else [path]
    return found


def check_centre(args: Namespace, speech: Speech, vault: Vault) -> int:
    """Ask the centre for proof of all it has signed for: one line for each thing it cannot show; 1 if there is any."""
    from core.actions.check.check_centre import check_centre as ask

    found = ask(vault, url=args.against, report=speech.reporter())
    values = {"records": found.records, "blobs": found.blobs, "unseen": found.unseen, "missing": [asdict(one) for one in found.missing]}
    told = say(
        "{records} records and {blobs} files asked about, {n} of them missing.",
        records=found.records,
        blobs=found.blobs,
        n=len(found.missing),
    )
    speech.result(values, "\n".join([*(one.line() for one in found.missing), told]))
    return 0 if not found.missing else 1


def check_whole(args: Namespace, speech: Speech, vault: Vault) -> int:
    """Check the whole vault: one line for each finding; 1 if there is any."""
    _ = args
    found = check_vault(vault, speech.reporter())
    values = {
        "records": found.records,
        "blobs": found.blobs,
        "freed": found.freed,
        "whole": found.is_whole,
        "findings": [{"kind": one.kind, "what": one.what, "why": one.why} for one in found.findings],
        "destroyed": [asdict(one) for one in found.destroyed],
        "coming": found.coming,
        "came_again": found.came_again,
    }
    told = say(
        "{records} records and {blobs} files looked at, {n} findings.", records=found.records, blobs=found.blobs, n=len(found.findings)
    )
    if found.freed:
        told += " " + say("{n} files were removed from here to make room: the centre holds them, receipt verified.", n=found.freed)
    told += "".join(" " + sentence for sentence in damaged_words(found))
    gone = [
        say("{what} {name}: destroyed by order {reference} of {day}", what=one.what, name=one.name, reference=one.reference, day=one.day)
        for one in found.destroyed
    ]
    speech.result(values, "\n".join([*gone, *(one.line() for one in found.findings), told]))
    return 0 if found.is_whole else 1


def damaged_words(found: VaultCheck) -> list[str]:
    """Return what happens to the files that were found damaged, in sentences."""
    told = []
    if found.coming:
        told.append(
            say(
                "{n} damaged or missing files are held elsewhere: the next exchange asks for them. Until then nothing is overwritten.",
                n=found.coming,
            )
        )
    if found.came_again:
        told.append(
            say(
                "{n} files that were damaged once have come again and are whole; the damaged ones lie in {folder}.",
                n=found.came_again,
                folder=ASIDE,
            )
        )
    return told
