"""Asks into which case something goes: the ones changed last, fewer with every letter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from core.vault.vault import Vault
from core.vault.views import cases
from core.vault.views.cases import Case
from ui.cases.words import moment_words
from ui.documents.page_head import PageHead
from ui.widgets.card import Card
from ui.widgets.choice_model import Choice
from ui.widgets.filter_list import FilterList
from ui.widgets.page import Page


class ChooseCasePage(Page):
    """Typing, arrows and Enter are enough; Esc goes back."""

    chosen = Signal(str)  # case id

    def __init__(self, vault: Vault, title: str, hint: str) -> None:
        super().__init__()
        self._vault = vault
        self.head = PageHead(title, hint)
        self.list = FilterList(self.tr("Which case?"), self._named)
        self.list.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = Card()
        card.add(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(card, 1)
        self.head.back.connect(self.left)
        self.list.picked.connect(self.chosen)
        self.begin_at(self.list)

    def _named(self, words: str) -> list[Choice]:
        with self._vault.read() as tx:
            return [
                Choice(one.case_id, _title(one, self.tr("Case without a title")), _detail(one)) for one in cases.latest(tx, words=words)
            ]


def _title(case: Case, unnamed: str) -> str:
    return " · ".join(word for word in (case.title, case.reported) if word) or unnamed


def _detail(case: Case) -> str:
    return case.number or moment_words(case.changed_at)
