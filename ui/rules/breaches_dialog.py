"""Choose what a person sees in a case: breaches of the catalogue, acts that are allowed, kinds that no breach stands for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from core.rules.case_facts import CaseFacts
from core.rules.catalogue import catalogue
from core.rules.rulebook import rulebook
from ui.rules.catalogue_words import explain_act, explain_breach
from ui.widgets.check_list import CheckList
from ui.widgets.choice_model import Choice
from ui.widgets.dialog_column import resize_on_screen
from ui.widgets.dress import Button, worded

OTHER_KINDS = ("organiser_ethics", "administratif_tsm")


class BreachesDialog(QDialog):
    """After `exec`: `chosen` holds violations - of a case that was not registered what it would be -, permitted and kinds."""

    def __init__(self, facts: CaseFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regime = facts.regime
        is_refused = facts.status == "not_registered" or "not_registered" in facts.days
        self._name = "would_be" if is_refused else "violations"
        self.setWindowTitle(self.tr("What is it?"))
        resize_on_screen(self, 980, 620)
        self.breaches = CheckList(self.tr("In ordinary words: foto jari, bagi sembako ..."), explain_breach, search=self._search)
        self.breaches.set_choices([Choice(one.id, one.label_id) for one in catalogue().violations if facts.regime in one.regimes])
        self.breaches.set_ticked(facts.would_be if is_refused else facts.violations)
        self.acts = CheckList(self.tr("Search the permitted acts ..."), explain_act)
        self.acts.set_choices([Choice(one.id, one.label_id) for one in catalogue().permitted])
        self.acts.set_ticked(facts.permitted)
        self.kinds = {kind: QCheckBox(str(rulebook().kinds[kind])) for kind in OTHER_KINDS}
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self.breaches, self.tr("Breaches"))
        tabs.addTab(self.acts, self.tr("Permitted acts"))
        tabs.addTab(self._other(facts), self.tr("Other kinds"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.keep = Button(self.tr("Keep"), kind="primary")
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 14)
        column.setSpacing(8)
        column.addWidget(worded(self.tr("What is it?"), "heading"))
        column.addWidget(worded(self.tr("An aid, not a decision: whether it is a breach is decided by the plenary."), "soft", wrap=True))
        if is_refused:
            column.addWidget(
                worded(self.tr("This report was not registered: it is only noted what it would have been."), "label", wrap=True)
            )
        column.addWidget(tabs, 1)
        column.addWidget(buttons)
        self.breaches.setFocus()

    @property
    def chosen(self) -> dict[str, list[str]]:
        kinds = [kind for kind, box in self.kinds.items() if box.isChecked()]
        return {self._name: self.breaches.ticked(), "permitted": self.acts.ticked(), "kinds": kinds}

    def _other(self, facts: CaseFacts) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(
            worded(self.tr("Kinds that no breach of the catalogue stands for. None of them is decided in a district."), "soft", wrap=True)
        )
        for kind, box in self.kinds.items():
            box.setChecked(kind in facts.kinds)
            column.addWidget(box)
        words = self.tr("The ethics of election organisers (DKPP) is not the ASN code of ethics: that one stands among the breaches.")
        column.addWidget(worded(words, "small", wrap=True))
        column.addStretch(1)
        return page

    def _search(self, words: str) -> Sequence[str]:
        return [one.id for one in catalogue().search(words, regime=self._regime)]
