"""The command `form`: compile, lint and try workbooks of forms, without a vault."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.actions.forms.try_form import FormInvalid, TriedForm, no_compiler, read_answers, try_form, written_answers
from core.commands.speech import Speech
from core.errors import AppError
from core.words import say, use_language
from forms.findings import Finding, Refused

if TYPE_CHECKING:
    from core.vault.vault import Vault

DONE, REFUSED = 0, 1


class NotWritten(AppError):
    """The disk would not take the result."""

    code = "form.not_written"


def read_trial(args: Namespace) -> tuple[TriedForm, dict[str, Any] | None] | None:
    """Return the form to show in a window, and the answers to begin with; None when it was told why there is nothing to show."""
    use_language(args.language)
    speech = Speech(as_json=args.json)
    try:
        return try_form(args.file), read_answers(args.answers) if args.answers else None
    except FormInvalid as error:
        _tell(speech, error.findings, error)
    except AppError as error:
        speech.refusal(error)
    return None


def run(args: Namespace, speech: Speech) -> int:
    """Do one deed. Returns 0 when done, 1 when the form has mistakes. Raises AppError when nothing could be done."""
    deeds = {"compile": _compile, "lint": _lint, "try": _try}
    try:
        return deeds[args.deed](args, speech)
    except FormInvalid as error:
        _tell(speech, error.findings, error)
        return REFUSED
    except OSError as error:
        raise NotWritten("The result was not written.", "Choose another folder, or make room on the disk.") from error


def take(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Take a signed pack of forms or rules into the vault. Raises PackRefused."""
    from core.actions.exchange.packs import take_pack_file

    _ = secret
    taken = take_pack_file(vault, args.file)
    named = ", ".join(f"{form_id} {version}" for form_id, version in taken.forms) or say("the rules of {version}", version=taken.rules)
    told = say("These versions were here already: {names}", names=named) if taken.was_there else say("Taken: {names}", names=named)
    forms = [{"form": form_id, "version": version} for form_id, version in taken.forms]
    values = {"forms": forms, "rules": taken.rules, "was_there": taken.was_there, "records": list(taken.changes.record_ids)}
    speech.result(values, told)
    return DONE


def _lint(args: Namespace, speech: Speech) -> int:
    try:
        from forms.lint import lint

        findings = lint(args.file)
    except ImportError as error:
        raise no_compiler() from error
    errors = [finding for finding in findings if finding.is_error]
    lines = [_line(finding) for finding in findings]
    lines.append(say("{errors} mistake(s), {hints} hint(s).", errors=len(errors), hints=len(findings) - len(errors)))
    speech.result({"findings": [_told(finding) for finding in findings], "errors": len(errors)}, "\n".join(lines))
    return REFUSED if errors else DONE


def _compile(args: Namespace, speech: Speech) -> int:
    try:
        from forms.compile import compile_workbook
    except ImportError as error:
        raise no_compiler() from error
    try:
        made = compile_workbook(args.file)
    except Refused as refusal:
        raise FormInvalid.of(refusal) from refusal
    try:
        xform, described = made.write(args.out or args.file.parent)
    except FileExistsError as error:
        raise NotWritten(
            "This version was compiled before, otherwise.", "A published version never changes: raise it in settings."
        ) from error
    speech.result(
        {"form": made.form_id, "version": made.version, "xform": str(xform), "layout": str(described)},
        say("{form} version {version}: {file}", form=made.form_id, version=made.version, file=xform),
    )
    return DONE


def _try(args: Namespace, speech: Speech) -> int:
    """Without a window: the answers, the paper and the table of a form into a folder."""
    tried = try_form(args.file)
    instance = tried.version.open(read_answers(args.answers) if args.answers else None, language=args.language)
    folder: Path = args.out
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        "answers.json": written_answers(instance),
        "answers.csv": b"\xef\xbb\xbf" + tried.table(instance).encode(),  # spreadsheets ask for the mark
        "paper.pdf": tried.paper(instance.answers(), made_at=datetime.now().astimezone()),
    }
    for name, content in written.items():
        (folder / name).write_bytes(content)
    for finding in tried.findings:
        speech.warning(_line(finding))
    problems = [{"place": problem.ref, "message": problem.message} for problem in instance.problems()]
    speech.result(
        {"form": tried.version.id, "version": tried.version.version, "out": str(folder), "problems": problems},
        "\n".join([f"{folder / name}" for name in written] + [f"{one['place']}: {one['message']}" for one in problems]),
    )
    return DONE


def _tell(speech: Speech, findings: tuple[Finding, ...], error: AppError) -> None:
    if speech.as_json:
        speech.result({"refused": error.code, "findings": [_told(finding) for finding in findings]}, "")
    for finding in findings:
        speech.warning(_line(finding))
    speech.warning(say(error.title, **error.details) + " " + say(error.hint))


def _line(finding: Finding) -> str:
    return ("" if finding.is_error else f"({say('hint')}) ") + str(finding)


def _told(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule, "sheet": finding.sheet, "cell": finding.cell, "message": finding.message, "error": finding.is_error,
    }  # fmt: skip
