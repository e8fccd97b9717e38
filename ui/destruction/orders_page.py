"""Keeping and destroying: each order with who has obeyed and who is still to come, what falls due, and the office's settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from core.actions.destruction.retention import Due
from core.actions.destruction.standing import Holder, OrderStanding
from core.rules.retention import REFUSE, WARN, RetentionRule
from ui.cases.words import day_words, moment_words
from ui.destruction.orders_state import OrdersSeen, OrdersState
from ui.documents.page_head import PageHead
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, inset, worded
from ui.widgets.emptying import empty
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page
from ui.widgets.pill import Pill
from ui.widgets.scrolled import Scrolled


class OrdersPage(Page):
    """With a case: its orders. Without: all of them, what falls due, and the settings, which are kept by their button."""

    destroy_wanted = Signal(str, str, str)  # case, what (all or identity), id of the retention rule

    def __init__(self, state: OrdersState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head = PageHead(self.tr("Keeping and destroying"), self.tr("Orders, who has obeyed them, and what falls due"))
        self.banner = Banner()
        self.is_on = QCheckBox(self.tr("Show what falls due"))
        self.running = ChoiceBox([Choice(REFUSE, self.tr("Not allowed")), Choice(WARN, self.tr("Allowed after a warning"))])
        self.years: dict[str, QSpinBox] = {}
        self.save = Button(self.tr("Keep"), kind="primary", icon_name="check")
        self.due_buttons: list[Button] = []
        self._orders, self._due, self._years = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._build()
        self.head.back.connect(self.left)
        self.save.clicked.connect(self._keep)
        state.told.connect(self._show)
        state.kept.connect(self._say_kept)
        state.refused.connect(self.banner.refuse)
        state.look()

    def _build(self) -> None:
        orders = Card(self.tr("Orders"))
        orders.body.addLayout(self._orders)
        due = Card(self.tr("What falls due"))
        sentence = self.tr("Nothing is destroyed by a schedule: it only shows what is due, and the chair orders it.")
        due.add(worded(sentence, "soft", wrap=True))
        due.body.addLayout(self._due)
        rules = Card(self.tr("How long things are kept"))
        sentence = self.tr("No source read so far gives these lengths: check the rules (periksa ketentuan).")
        rules.add(worded(sentence, "soft", wrap=True))
        rules.add(self.is_on)
        rules.body.addLayout(self._years)
        rules.add(LabelledField(self.tr("An order under a case that has not ended"), self.running))
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        rules.body.addLayout(row)
        ground = QWidget()
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(14)
        cards.addWidget(orders)
        if not self.state.case_id:
            cards.addWidget(due)
            cards.addWidget(rules)
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(Scrolled(ground), 1)

    def _show(self, seen: OrdersSeen) -> None:
        empty(self._orders)
        if not seen.orders:
            self._orders.addWidget(worded(self.tr("Nothing was ever ordered to be destroyed."), wrap=True))
        for order in seen.orders:
            self._orders.addWidget(self._order(order))
        empty(self._due)
        self.due_buttons.clear()
        if not seen.due:
            told = self.tr("Nothing is due today.") if seen.retention.is_on else self.tr("Switched off: nothing is shown.")
            self._due.addWidget(worded(told, wrap=True))
        for due in seen.due:
            self._due.addWidget(self._due_row(due, may_order=seen.may_order))
        self.is_on.setChecked(seen.retention.is_on)
        self.running.set_value(seen.retention.running_cases)
        empty(self._years)
        self.years.clear()
        for rule in seen.retention.rules:
            self._years.addWidget(self._rule(rule))

    def _order(self, one: OrderStanding) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 10)
        column.setSpacing(4)
        column.addWidget(
            worded(self.tr("Letter {number} of {day}").format(number=one.first.reference, day=_day(one.first.day)), "subheading")
        )
        counts = self.tr("{parts} parts and {files} files").format(parts=one.parts, files=one.files)
        column.addWidget(worded(f"{counts} · {one.person or '-'} · {moment_words(one.first.at)}", "small", wrap=True))
        column.addWidget(worded(one.first.reason, wrap=True))
        for each in one.holders:
            column.addLayout(self._holder(each))
        return holder

    def _holder(self, one: Holder) -> QHBoxLayout:
        own = self.tr("this laptop")
        laptop = f"{one.name} ({one.office})" + (f" · {own}" if one.is_own else "")
        name = self.tr("The centre") if one.kind == "centre" else laptop
        states = {
            "confirmed": (self.tr("Destroyed {time}").format(time=moment_words(one.at)) if one.at else "", "green"),
            "waiting": (self.tr("Still to come"), "orange"),
            "ended": (self.tr("Ended, never confirmed"), "red"),
        }
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(worded(name, wrap=True), 1)
        row.addWidget(Pill(*states[one.state]))
        if one.copy == "waiting":
            row.addWidget(Pill(self.tr("Second copy waits"), "orange"))
        elif one.copy == "done":
            row.addWidget(Pill(self.tr("Second copy too"), "green"))
        return row

    def _due_row(self, one: Due, *, may_order: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        words = QVBoxLayout()
        words.addWidget(worded(one.case.number or one.case.title or one.case.case_id[:8], "label", wrap=True))
        told = self.tr("{what}, due since {day} (periksa ketentuan)").format(what=one.rule.label, day=_day(one.due.isoformat()))
        words.addWidget(worded(told, "small", wrap=True))
        row.addLayout(words, 1)
        button = Button(self.tr("Destroy ..."), kind="plain")
        button.setEnabled(may_order)
        button.setProperty("due", [one.case.case_id, one.rule.what, one.rule.id])
        button.clicked.connect(self._want)
        self.due_buttons.append(button)
        row.addWidget(button)
        return holder

    def _rule(self, rule: RetentionRule) -> QWidget:
        years = QSpinBox()
        years.setRange(1, 100)
        years.setValue(rule.years)
        inset(years)
        years.setSuffix(" " + self.tr("years after the end of the case"))
        self.years[rule.id] = years
        return LabelledField(str(rule.label), years)

    def _want(self) -> None:
        case_id, what, rule = self.sender().property("due")
        self.destroy_wanted.emit(case_id, what, rule)

    def _keep(self) -> None:
        self.banner.hide()
        years = {name: box.value() for name, box in self.years.items()}
        self.state.keep(is_on=self.is_on.isChecked(), running_cases=str(self.running.value()), years=years)

    def _say_kept(self, _changes: object) -> None:
        self.banner.say("success", self.tr("Kept."))


def _day(iso: str) -> str:
    return day_words(iso) if iso else "-"
