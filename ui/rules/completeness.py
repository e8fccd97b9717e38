"""The completeness list: each requirement with its state, what is missing by name, and what a person says of it himself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.rules.requirements import Requirement
from ui.rules.rule_words import requirement_why, with_mark
from ui.rules.tick_row import TickRow
from ui.widgets.dress import worded
from ui.widgets.emptying import empty


class Completeness(QWidget):
    """Formal requirements, then material ones; nothing at all for a case that needs none."""

    ticked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TickRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_requirements(self, found: Sequence[Requirement]) -> None:
        """Show these in place of those before."""
        empty(self._column)
        self.rows = []
        for title, is_formal in ((self.tr("Formal requirements"), True), (self.tr("Material requirements"), False)):
            part = [one for one in found if one.is_formal == is_formal]
            if part:
                self._column.addWidget(worded(title, "subheading"))
            for one in part:
                self._add(one)
        if not found:
            words = self.tr("Nothing is asked: no breach is suspected here.")
            self._column.addWidget(worded(words, "soft", wrap=True))

    def _add(self, one: Requirement) -> None:
        hint = with_mark(one.article, one.mark)
        row = TickRow(one.code, str(one.label), one.state, why=requirement_why(one), is_ticked=one.is_ticked, hint=hint)
        row.ticked.connect(self.ticked)
        self.rows.append(row)
        self._column.addWidget(row)
