"""Tries a form that is not published yet: fill it, print it in its layout or a plain one, and take its answers out as a table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.papers.compose import compose
from core.papers.content import OfficeFacts, PaperSource
from core.papers.render import render
from forms.engine.instance import Instance
from forms.findings import Finding, Refused
from forms.flat_answers import as_csv, flat_answers
from forms.library import FormVersion

ANSWER_BYTES_MAX = 1_000_000


class FormInvalid(AppError):
    """The workbook is no form that could run; `findings` say why, with sheet and cell."""

    code = "form.invalid"

    @classmethod
    def of(cls, refusal: Refused) -> FormInvalid:
        """Return the failure with every finding of the compiler."""
        found = refusal.findings
        return FormInvalid(
            "The form cannot be used: {count} mistake(s).", "Mend what is listed, then try again.", count=len(found), findings=found
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        found: tuple[Finding, ...] = self.details["findings"]  # type: ignore[assignment]
        return found


class NoCompiler(AppError):
    """The part that makes forms is not installed."""

    code = "form.no_compiler"


class AnswersUnreadable(AppError):
    """A file with answers is none."""

    code = "form.answers_unreadable"


@dataclass(frozen=True)
class TriedForm:
    """A form as loaded from its workbook, and what is to be mended before it can be published."""

    path: Path
    version: FormVersion
    findings: tuple[Finding, ...]

    def paper(self, answers: dict[str, Any], *, made_at: datetime) -> bytes:
        """Return the answers as an unsigned PDF, marked as a drill. made_at: aware."""
        office = OfficeFacts(name_lines=("CONTOH CETAKAN",), city="")
        title = self.version.titles[""]
        source = PaperSource(
            form=self.version, answers=answers, regime="pemilihan", office=office, case_title=title, drill=True, made_at=made_at
        )
        return render(compose(source))

    def table(self, instance: Instance) -> str:
        """Return the answers as CSV: place, question, answer, value."""
        return as_csv(flat_answers(instance))


def try_form(path: Path) -> TriedForm:
    """Return the form of a workbook, ready to be filled. Raises FormInvalid with every finding, NoCompiler without pyxform."""
    try:
        from forms.compile import trial_version
    except ImportError as error:
        raise no_compiler() from error
    try:
        version, findings = trial_version(path)
    except Refused as refusal:
        raise FormInvalid.of(refusal) from refusal
    return TriedForm(path, version, findings)


def no_compiler() -> NoCompiler:
    """Return the refusal of a computer that lacks pyxform."""
    return NoCompiler("Forms cannot be made on this computer.", "Install the extra named publish: pip install pyxform.")


def read_answers(path: Path) -> dict[str, Any]:
    """Return answers as `form try` writes them. Raises AnswersUnreadable for anything else."""
    try:
        if path.stat().st_size > ANSWER_BYTES_MAX:
            raise AnswersUnreadable("The answers were not read.", "The file has more than 1 MB; choose the right one.")
        answers = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise AnswersUnreadable("The answers were not read.", "Choose a file that this program has written.") from error
    if not isinstance(answers, dict):
        raise AnswersUnreadable("The answers were not read.", "Choose a file that this program has written.")
    return answers


def written_answers(instance: Instance) -> bytes:
    """Return the answers as they stand, also those hidden now, for `read_answers`."""
    return (json.dumps(instance.answers(with_irrelevant=True), ensure_ascii=False, indent=1) + "\n").encode()
