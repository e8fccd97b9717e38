"""Katalog: breaches and permitted acts, found by ordinary words, with legal basis, sanction, typical evidence and how sure the text is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.rules.catalogue import catalogue
from core.rules.rulebook import rulebook
from ui.cases.facts import Facts
from ui.cases.words import regime_words
from ui.rules.catalogue_words import act_facts, breach_facts
from ui.rules.rule_words import CONFIDENCE_TONES, confidence_words
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import worded
from ui.widgets.filter_list import FilterList
from ui.widgets.page import Page
from ui.widgets.pill import Pill
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide

ACT = "act:"


class CataloguePage(Page):
    """The list at the left follows the typing; the row in hand is explained at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.regime = ChoiceBox([Choice("", self.tr("Both elections")), *(Choice(key, word) for key, word in regime_words().items())])
        self.subject = ChoiceBox(
            [Choice("", self.tr("All persons")), *(Choice(key, word) for key, word in catalogue().subject_kinds.items())]
        )
        for filter_box in (self.regime, self.subject):
            filter_box.setAccessibleName(filter_box.itemText(0))
            filter_box.setMinimumWidth(theme.px(120))
        self.found = FilterList(self.tr("In ordinary words: foto jari, bagi sembako ..."), self._search)
        self.name, self.facts = worded("", "heading", wrap=True), Facts()
        self.class_, self.sure = Pill(), Pill()
        self._build()
        for box in (self.regime, self.subject):
            box.picked.connect(self._choose)
        self.found.list.selectionModel().currentChanged.connect(self._show_row)
        self.found.model.modelReset.connect(self._show_first)
        self.begin_at(self.found)
        self._show_first()

    def _build(self) -> None:
        filters = QWidget()
        row = QHBoxLayout(filters)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.regime, 1)
        row.addWidget(self.subject, 1)
        top = SideBySide(worded(self.tr("Catalogue of breaches"), "title"), filters, stretches=(1, 0))
        left, right = Card(), Card()
        left.add(self.found, 1)
        pills = QHBoxLayout()
        pills.addWidget(self.class_)
        pills.addWidget(self.sure)
        pills.addStretch(1)
        told = QWidget()
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 6, 0)
        words.setSpacing(12)
        words.addWidget(self.name)
        words.addLayout(pills)
        words.addWidget(self.facts)
        words.addStretch(1)
        right.add(Scrolled(told), 1)
        both = SideBySide(left, right, stretches=(5, 6), least_height=260, spacing=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(top)
        column.addWidget(worded(catalogue().warning_id, "soft", wrap=True))
        column.addWidget(both, 1)

    def shown(self) -> str:
        """Return the id of the breach or act that is explained, "" for none."""
        return str(self.found.list.currentIndex().data(Qt.ItemDataRole.UserRole + 1) or "").removeprefix(ACT)

    def _search(self, words: str) -> Sequence[Choice]:
        regime, subject = self.regime.value() or None, self.subject.value() or None
        breaches = catalogue().search(words, regime=regime, subject_kind=subject)
        acts = catalogue().search_permitted(words, subject_kind=subject)
        book = rulebook()
        found = [Choice(one.id, one.label_id, str(book.class_labels[one.class_])) for one in breaches]
        return found + [Choice(ACT + one.id, one.label_id, self.tr("Permitted, under conditions")) for one in acts]

    def _choose(self, _value: str) -> None:
        self.found.set_search(self._search)

    def _show_first(self) -> None:
        self.found.list.setCurrentIndex(self.found.model.index(0, 0))

    def _show_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        value = self.found.model.choice(index.row()).value
        if value.startswith(ACT):
            act = next(one for one in catalogue().permitted if ACT + one.id == value)
            self._say(act.label_id, self.tr("Permitted, under conditions"), "green", act.confidence, act_facts(act))
        else:
            breach = catalogue().find(value)
            self._say(breach.label_id, str(rulebook().class_labels[breach.class_]), "indigo", breach.confidence, breach_facts(breach))

    def _say(self, name: str, class_: str, tone: str, confidence: str, rows: list[tuple[str, str]]) -> None:
        self.name.setText(name)
        self.class_.show_state(class_, tone)
        self.sure.show_state(confidence_words(confidence), CONFIDENCE_TONES.get(confidence, "grey"))
        self.facts.show_rows(rows)
