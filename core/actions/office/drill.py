"""The drill's checklist: what a person has practised in a drill office, read from the records that he made since it began."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, literal_column, select

from core.rules.regions import is_drill_code
from core.vault import local
from core.vault.truth import records
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits, papers

BY_RECORD = {
    "case": cases.OPENED,
    "form": documents.FORM_SAVED,
    "photo": exhibits.ADDED,
    "statement": documents.STATEMENT_SEALED,
    "paper": papers.SIGNED,
}
BY_NOTE = ("checked", "stick")  # these deeds make no record: they are noted on this laptop
STEPS = (*BY_RECORD, *BY_NOTE)
_BEGAN, _NOTED = "drill_began", "drill_noted"  # local settings


@dataclass(frozen=True, slots=True)
class DrillProgress:
    """done: those of STEPS that were practised."""

    done: frozenset[str]

    @property
    def score(self) -> int:
        return len(self.done)


def drill_progress(vault: Vault) -> DrillProgress | None:
    """Return what was practised since the drill began on this laptop; None in a real office, which has no drill."""
    if not is_drill_code(vault.office):
        return None
    with vault.read() as tx:
        began, noted = local.setting(tx, _BEGAN), local.setting(tx, _NOTED)
        before = began if isinstance(began, int) else 0
        done = {step for step, kind in BY_RECORD.items() if _newest(tx, vault.log.id, kind) > before}
    return DrillProgress(frozenset(done | (set(noted) & set(BY_NOTE) if isinstance(noted, list) else set())))


def begin_drill(vault: Vault) -> None:
    """Begin the checklist anew: what was made before does not count any more. In a real office nothing happens."""
    if is_drill_code(vault.office):
        with vault.write() as tx:
            local.keep_setting(tx, _BEGAN, _last_seq(tx, vault.log.id))
            local.keep_setting(tx, _NOTED, [])


def note_drill(vault: Vault, step: str) -> None:
    """Note one of BY_NOTE as practised. In a real office nothing is noted."""
    if is_drill_code(vault.office):
        with vault.write() as tx:
            noted = local.setting(tx, _NOTED)
            local.keep_setting(tx, _NOTED, sorted({*(noted if isinstance(noted, list) else ()), step}))


def _newest(tx: Connection, log: str, kind: str) -> int:
    """Return the number of the log's last record of this type, 0 for none: found from the end of the index of types."""
    of_kind = select(records.c.seq).where(records.c.type == kind, literal_column("+records.log") == log)
    return tx.scalar(of_kind.order_by(records.c.arrival.desc()).limit(1)) or 0


def _last_seq(tx: Connection, log: str) -> int:
    return tx.scalar(select(func.max(records.c.seq)).where(records.c.log == log)) or 0
