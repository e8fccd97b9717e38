"""A saved statement: read back, signed, sealed by the clarifier's passphrase; after that only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from core.actions.forms.drafts import answers_of
from core.actions.forms.seal_statement import seal_statement
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from core.vault.views.documents import STATEMENT_SEALED, Document
from core.vault.views.said import all_of
from forms.engine.instance import Instance
from forms.library import by_sha256
from ui.documents.answers_view import ReadRow, rows_of
from ui.jobs.runner import JobRunner
from ui.widgets.signature_pad import Stroke
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """rows: the text to read back. is_whole: False when the identity is sealed to others. sealed_*: empty until it is sealed."""

    document: Document
    rows: tuple[ReadRow, ...]
    is_whole: bool
    subject: str
    clarifier: str
    signed_how: str
    sealed_by: str = ""
    sealed_at: str = ""
    seal_record: str = ""
    strokes: Mapping[str, list[Stroke]] | None = None
    superseded_by: str = ""


class StatementState(WorkingState):
    loaded = Signal(object)  # Statement
    sealed = Signal(object)  # Changes

    def __init__(self, vault: Vault, jobs: JobRunner, stream: str) -> None:
        super().__init__(vault, jobs)
        self.stream = stream

    def load(self) -> None:
        """Read the statement anew. A statement that is not in the vault is told by `refused`."""
        vault, stream = self.vault, self.stream
        self.run(lambda _report: read_statement(vault, stream), self.loaded)

    def seal(self, *, passphrase: str, strokes: Mapping[str, list[Stroke]], on_paper: bool) -> None:
        """Seal it: a legal act of the person who unlocked."""
        vault, stream, drawn = self.vault, self.stream, dict(strokes)
        self.run(lambda _report: seal_statement(vault, stream, passphrase=passphrase, strokes=drawn, on_paper=on_paper), self._sealed)

    def _sealed(self, changes: Changes) -> None:
        self.sealed.emit(changes)
        self.load()


def read_statement(vault: Vault, stream: str) -> Statement:
    """Return a statement as it stands. Raises DraftGone when it is not in the vault."""
    with vault.read() as tx:
        document = documents.one(tx, stream)
        filled = answers_of(vault, tx, document.record_id if document is not None else "")
        assert document is not None  # answers_of refuses what is not there
        names = {identity: person.name for identity, person in vault.roster(tx).people.items()}
        seal = next((one for one in all_of(tx, stream) if one.header.type == STATEMENT_SEALED), None)
        strokes: Mapping[str, Any] | None = None
        if seal is not None:
            is_sealed = seal.is_sealed("strokes")
            body = vault.open_sealed(tx, seal.id, "strokes") if is_sealed else truth.open_part(tx, seal.header, seal.id, "strokes")
            given = (body or {}).get("strokes")
            strokes = given if isinstance(given, dict) else {}
        superseded = documents.superseded_by(tx, stream) or ""
    instance = by_sha256(document.form_sha256).open(filled.answers, identity_sealed=not filled.is_whole)
    return Statement(
        document=document,
        rows=tuple(row for row in rows_of(instance)),
        is_whole=filled.is_whole,
        subject=_shown_name(filled.answers),
        clarifier=_first_clarifier(instance),
        signed_how=_at(filled.answers, "signing", "signed_how"),
        sealed_by=names.get(seal.header.person, "") if seal is not None else "",
        sealed_at=seal.header.at if seal is not None else "",
        seal_record=seal.id if seal is not None else "",
        strokes=strokes,
        superseded_by=superseded,
    )


def _at(answers: Mapping[str, Any], part: str, key: str) -> str:
    group = answers.get(part)
    return str(group.get(key, "")) if isinstance(group, Mapping) else ""


def _shown_name(answers: Mapping[str, Any]) -> str:
    """Heads and lists name a protected person by his code name, also before those who may read who he is."""
    is_protected = _at(answers, "subject", "protected") == "yes"
    return _at(answers, "subject", "code_name" if is_protected else "name")


def _first_clarifier(instance: Instance) -> str:
    try:
        return str(getattr(instance.node("/ba_klarifikasi/clarifier_list/clarifier[1]/name"), "value", ""))
    except KeyError:
        return ""
