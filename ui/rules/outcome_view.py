"""What a case is, as chosen by a person: breaches, class, kinds, addressees, why an act is allowed; and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.cases.case_rules import CaseRules
from core.rules.permitted import Permission
from core.rules.rulebook import rulebook
from ui.cases.facts import Facts
from ui.rules.rule_words import breach_label, misfit_words, requirement_state, target_words, weekday_words, with_mark
from ui.rules.tick_row import TickRow
from ui.widgets.dress import worded
from ui.widgets.emptying import empty
from ui.widgets.pill import Pill


class OutcomeView(QWidget):
    """Emits `ticked` for a condition of a permitted act."""

    ticked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = Facts()
        self._pills, self._lines = QHBoxLayout(), QVBoxLayout()
        self._lines.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._pills)
        column.addLayout(self._lines)
        column.addWidget(self.facts)
        self.kinds: list[str] = []
        self.warnings: list[str] = []
        self.conditions: list[TickRow] = []

    def show_rules(self, seen: CaseRules) -> None:
        """Show what follows from the choice."""
        empty(self._pills)
        empty(self._lines)
        self.conditions = []
        self._show_kinds(seen)
        for breach in seen.facts.violations:
            self._lines.addWidget(worded(f"• {breach_label(breach)}", wrap=True))
        self._show_would_be(seen.facts.would_be)
        self.warnings = self._warnings(seen)
        for words in self.warnings:
            self._lines.addWidget(worded(words, "problem", wrap=True))
        for permission in seen.permissions:
            self._show_permission(permission)
        outcome = seen.outcome
        routes = [f"{route.does} → {route.decides} ({with_mark(route.article, route.mark)})" for route in outcome.routes]
        class_ = str(rulebook().class_labels[outcome.class_]) if outcome.class_ else ""
        since = weekday_words(outcome.prohibited_since) if outcome.prohibited_since else ""
        self.facts.show_rows(
            [
                (self.tr("Gravest class"), class_),
                (self.tr("Forbidden since"), since),
                (self.tr("This office"), "\n".join(routes)),
                (self.tr("Goes to"), "\n".join(target_words(one) for one in outcome.forward_to)),
            ]
        )

    def _show_kinds(self, seen: CaseRules) -> None:
        book = rulebook()
        self.kinds = [str(book.kinds[kind]) for kind in seen.outcome.kinds if kind in book.kinds]
        for words in self.kinds:
            self._pills.addWidget(Pill(words, "indigo"))
        if not self.kinds:
            self._pills.addWidget(worded(self.tr("Nothing was chosen yet."), "soft"))
        self._pills.addStretch(1)

    def _show_would_be(self, breaches: Sequence[str]) -> None:
        if breaches:
            self._lines.addWidget(worded(self.tr("Had it been registered:"), "soft"))
        for breach in breaches:
            self._lines.addWidget(worded(f"• {breach_label(breach)}", "soft", wrap=True))

    def _show_permission(self, permission: Permission) -> None:
        """Why an act is allowed: its conditions, each to be ticked, and what it becomes when one does not hold."""
        words = self.tr("Allowed under conditions: {act}").format(act=permission.act.label_id)
        self._lines.addWidget(worded(words, "label", wrap=True))
        why = self.tr("{state}. Basis: {basis}").format(state=requirement_state(permission.state), basis="; ".join(permission.act.basis))
        self._lines.addWidget(worded(why, "soft", wrap=True))
        for one in permission.conditions:
            row = TickRow(one.code, one.words, one.state, is_ticked=one.state != "unclear")
            row.ticked.connect(self.ticked)
            self.conditions.append(row)
            self._lines.addWidget(row)
        for breach in permission.becomes:
            words = self.tr("Otherwise: {breach}").format(breach=breach.label_id)
            self._lines.addWidget(worded(words, "problem" if permission.state == "missing" else "soft", wrap=True))

    def _warnings(self, seen: CaseRules) -> list[str]:
        found = [f"{breach_label(one.violation)[:60]}: {misfit_words(one)}" for one in seen.misfits]
        if seen.missing_for_sbt:
            names = ", ".join(one.name for one in seen.missing_for_sbt)
            found.append(self.tr("SBT asks for the NIP or NIK of: {names}.").format(names=names))
        if seen.outcome.is_beyond_district:
            found.append(self.tr("Not decided in a district: it goes up."))
        return found
