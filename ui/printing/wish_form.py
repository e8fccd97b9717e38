"""The choices of a list: cases, forms, how often, in which order, and what becomes of papers without a signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout

from core.actions.papers.print_plan import AS_IT_IS, BY_CASE, BY_FORM, COPIES_MAX, LEAVE_OUT, SETS_MAX, SIGN, Wish
from forms.library import official
from ui.cases.words import form_title, status_words
from ui.printing.print_state import Offer
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.check_list import CheckList
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page

CASES_HEIGHT, FORMS_HEIGHT = 180, 150  # pixels


class WishForm(Page):
    """Which cases and forms. Emits `changed` when it is others, `status_picked` when cases of another status are wanted."""

    changed = Signal()
    status_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self._wanted: tuple[str, ...] = ()  # to be ticked as soon as they are offered
        self.status = ChoiceBox()
        self.cases = CheckList(self.tr("Search number, event, name ..."))
        self.forms = CheckList(self.tr("Search a form ..."))
        self.all = Button(self.tr("Tick all"))
        self.none = Button(self.tr("Untick all"))
        self.status.setMinimumWidth(theme.px(120))
        self.cases.list.setMinimumHeight(CASES_HEIGHT)
        self.forms.list.setFixedHeight(FORMS_HEIGHT)
        self.forms.setFixedHeight(FORMS_HEIGHT + self.forms.field.sizeHint().height() + 16)
        self.forms.set_choices([Choice(one, form_title(one)) for one in official()])
        which, what = Card(self.tr("Which cases")), Card(self.tr("Which forms (none ticked: all)"))
        top = QHBoxLayout()
        top.addWidget(LabelledField(self.tr("Status"), self.status), 1)
        for button in (self.all, self.none):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        which.body.addLayout(top)
        which.add(self.cases, 1)
        what.add(self.forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(which, 1)
        column.addWidget(what)
        for chosen in (self.cases, self.forms):
            chosen.changed.connect(self._tell)
        self.status.picked.connect(self.status_picked)
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._untick_all)
        self.begin_at(self.cases)

    def offer(self, offer: Offer) -> None:
        """Show the cases and statuses that there are; ticks on cases that are no longer shown go."""
        shown = [Choice(key, word) for key, word in status_words().items() if key in offer.statuses]
        self.status.set_choices([Choice("", self.tr("All")), *shown])
        self._ids = [one.case_id for one in offer.cases]
        kept = set(self._ids) & set(self._wanted or self.cases.ticked())
        self._wanted = ()
        self.cases.set_choices(
            [Choice(one.case_id, " · ".join(word for word in (one.number, one.title or one.place) if word) or "-") for one in offer.cases]
        )
        self.cases.set_ticked(kept)

    def tick_when_offered(self, case_ids: Sequence[str]) -> None:
        """Tick exactly these once `offer` brings them."""
        self._wanted = tuple(case_ids)

    def wish(self) -> Wish:
        """Return the cases and forms that are ticked."""
        return Wish(cases=tuple(self.cases.ticked()), forms=tuple(self.forms.ticked()))

    def _tick_all(self) -> None:
        self.cases.set_ticked(self._ids)
        self.changed.emit()

    def _untick_all(self) -> None:
        self.cases.set_ticked(())
        self.changed.emit()

    def _tell(self, *_: object) -> None:
        self.changed.emit()


class HowForm(Card):
    """How often, in which order, and what becomes of papers without a signature. Emits `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("HowForm", "How"))
        self.sets, self.copies = QSpinBox(), QSpinBox()
        self.order, self.unsigned = ChoiceBox(), ChoiceBox()
        self.covers = QCheckBox(self.tr("A cover sheet for each set"))
        for spin, most in ((self.sets, SETS_MAX), (self.copies, COPIES_MAX)):
            spin.setRange(1, most)
            spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for box in (self.order, self.unsigned):
            box.setMinimumWidth(theme.px(120))
        self.order.set_choices([Choice(BY_CASE, self.tr("By case")), Choice(BY_FORM, self.tr("By form"))])
        self.unsigned.set_choices(
            [
                Choice(SIGN, self.tr("Make and sign them now")),
                Choice(AS_IT_IS, self.tr("Print them to be signed with a pen")),
                Choice(LEAVE_OUT, self.tr("Leave them out")),
            ]
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(LabelledField(self.tr("Sets"), self.sets), 0, 0)
        grid.addWidget(LabelledField(self.tr("Copies in a set"), self.copies), 0, 1)
        grid.addWidget(LabelledField(self.tr("Order"), self.order), 1, 0, 1, 2)
        grid.addWidget(LabelledField(self.tr("Papers without a signature"), self.unsigned), 2, 0, 1, 2)
        self.body.addLayout(grid)
        self.add(self.covers)
        for spin in (self.sets, self.copies):
            spin.valueChanged.connect(self._tell)
        for box in (self.order, self.unsigned):
            box.picked.connect(self._tell)
        self.covers.toggled.connect(self._tell)

    def complete(self, wish: Wish) -> Wish:
        """Return a wish for the same cases and forms, printed as chosen here."""
        return replace(
            wish, sets=self.sets.value(), copies=self.copies.value(), order=self.order.value(), has_covers=self.covers.isChecked(),
            unsigned=self.unsigned.value(),
        )  # fmt: skip

    def _tell(self, *_: object) -> None:
        self.changed.emit()
