"""Rules and calendar: how days are counted, office hours, days off of a year, lengths that no source confirms, stages of the election."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QSpinBox, QVBoxLayout, QWidget

from core.actions.clock import wall_now
from core.actions.office.office_settings import RULES
from core.rules.rulebook import rulebook
from core.rules.settings import STAGE_DAYS, OfficeHours, RuleSettings, Stage, settings_to_json
from core.rules.working_days import holidays_of
from ui.cases.words import regime_words
from ui.documents.page_head import PageHead
from ui.form_view.date_editors import DateLine
from ui.form_view.typed_dates import shown_date
from ui.rules.rule_settings_state import RuleSettingsState
from ui.rules.rule_words import mark_words, short_day_words, unit_words
from ui.settings.two_at_once import TwoAtOnce, TwoAtOnceState
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text_line import TextLine

SOON_MS = 700  # after the last step of a number: each change is a record
DAY = Qt.ItemDataRole.UserRole


class RuleSettingsPage(Page):
    """What is changed holds in the whole office and is kept at once; there is no Save."""

    def __init__(self, state: RuleSettingsState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self._settings: RuleSettings | None = None
        self._is_filling = False
        self.head, self.banner = (
            PageHead(self.tr("Rules and calendar"), self.tr("Rules of {version}").format(version=rulebook().version)),
            Banner(),
        )
        self.count_first_day = QCheckBox(self.tr("The first day counts"))
        self.joint_leave = QCheckBox(self.tr("Cuti bersama is a working day"))
        self.hours = {name: TextLine() for name in ("mon_thu_open", "mon_thu_close", "fri_open", "fri_close")}
        self.year = QSpinBox()
        self.days, self.new_day, self.new_name = QListWidget(), DateLine(), TextLine()
        self.add_day = Button(self.tr("Add a day off"), icon_name="plus")
        self.lengths: dict[tuple[str, str], QSpinBox] = {}
        self.stage_days: dict[tuple[str, str], DateLine] = {}
        self.two_at_once = TwoAtOnce(TwoAtOnceState(state.vault, state.jobs, RULES))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._build()
        self._soon.timeout.connect(self._keep)
        self.two_at_once.state.decided.connect(state.load)
        self.two_at_once.state.refused.connect(self.banner.refuse)
        self.head.back.connect(self.left)
        for box in (self.count_first_day, self.joint_leave):
            box.toggled.connect(self._keep)
        for line in self.hours.values():
            line.editingFinished.connect(self._keep)
        self.year.valueChanged.connect(self._show_days)
        self.days.itemChanged.connect(self._toggle_day)
        self.add_day.clicked.connect(self._add_day)
        state.told.connect(self._show)
        state.refused.connect(self.banner.refuse)

    def _build(self) -> None:
        counting, hours = Card(self.tr("How days are counted")), Card(self.tr("Office hours"))
        unconfirmed = self.tr("No source was found that settles this: {mark}.").format(mark=mark_words("M"))
        for box in (self.count_first_day, self.joint_leave):
            counting.add(box)
        counting.add(worded(unconfirmed, "small", wrap=True))
        for name, title in (("mon_thu", self.tr("Monday to Thursday")), ("fri", self.tr("Friday"))):
            row = QHBoxLayout()
            row.addWidget(worded(title, "label"), 1)
            for end, words in (("open", self.tr("opens")), ("close", self.tr("closes"))):
                line = self.hours[f"{name}_{end}"]
                line.setFixedWidth(theme.px(76))
                line.setAccessibleName(f"{title} {words}")
                row.addWidget(line)
            hours.body.addLayout(row)
        halves = []
        for cards in ((counting, hours, self._stage_card()), (self._calendar_card(), self._length_card())):
            half = QWidget()
            side = QVBoxLayout(half)
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(14)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
            halves.append(half)
        ground = SideBySide(halves[0], halves[1], spacing=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.two_at_once)
        column.addWidget(Scrolled(ground, sideways=True), 1)

    def _calendar_card(self) -> Card:
        card = Card(self.tr("Days off"))
        self.year.setRange(2020, 2100)
        self.year.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.year.setValue(wall_now().year)
        self.year.setAccessibleName(self.tr("Year"))
        card.header.addWidget(self.year)
        self.days.setProperty("role", "framed")
        self.days.setAccessibleName(self.tr("Days off"))
        self.new_day.setAccessibleName(self.tr("Add a day off"))
        self.days.setMinimumHeight(260)
        card.add(self.days)
        row = QHBoxLayout()
        self.new_name.setPlaceholderText(self.tr("Name of the day off"))
        self.new_name.setAccessibleName(self.tr("Name of the day off"))
        row.addWidget(self.new_day, 1)
        row.addWidget(self.add_day)
        card.add(self.new_name)
        card.body.addLayout(row)
        return card

    def _length_card(self) -> Card:
        card = Card(self.tr("Lengths that no law confirms here"))
        for rule in rulebook().deadlines.values():
            for regime, term in rule.terms.items():
                if term.mark == "V":
                    continue
                box = QSpinBox()
                box.setRange(0, 60)
                box.setAlignment(Qt.AlignmentFlag.AlignCenter)
                box.setAccessibleName(f"{rule.label}, {regime_words()[regime]}")
                box.valueChanged.connect(self._keep_soon)
                self.lengths[regime, rule.id] = box
                row = QHBoxLayout()
                words = QVBoxLayout()
                words.setSpacing(0)
                words.addWidget(worded(str(rule.label), wrap=True))
                told = f"{regime_words()[regime]} · {unit_words(term.unit)} · {mark_words(term.mark)}"
                words.addWidget(worded(told, "small", wrap=True))
                row.addLayout(words, 1)
                row.addWidget(box)
                card.body.addLayout(row)
        return card

    def _stage_card(self) -> Card:
        card = Card(self.tr("Stages of the next election"))
        titles = {
            "candidates_fixed": self.tr("Candidates fixed"),
            "campaign_from": self.tr("Campaign from"),
            "campaign_to": self.tr("Campaign to"),
            "voting": self.tr("Voting"),
        }
        for regime, name in regime_words().items():
            card.add(worded(name, "subheading"))
            grid = QGridLayout()
            for number, day in enumerate(STAGE_DAYS):
                line = DateLine()
                line.setFixedWidth(theme.px(132))
                line.editingFinished.connect(partial(self._keep_stage, regime))
                self.stage_days[regime, day] = line
                grid.addWidget(LabelledField(titles[day], line), number // 2, number % 2)
            grid.setColumnStretch(2, 1)
            card.body.addLayout(grid)
        return card

    def is_unsaved(self) -> bool:
        """Only a day off that was typed and not added."""
        return bool(self.new_day.text() or self.new_name.text().strip())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.load()
        self.two_at_once.state.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._soon.isActive():
            self._keep()

    def _show(self, settings: RuleSettings) -> None:
        self._settings, self._is_filling = settings, True
        self.count_first_day.setChecked(settings.count_first_day)
        self.joint_leave.setChecked(settings.joint_leave_is_working_day)
        for name, hours in (("mon_thu", settings.mon_thu), ("fri", settings.friday)):
            self.hours[f"{name}_open"].setText(f"{hours.opens:%H.%M}")
            self.hours[f"{name}_close"].setText(f"{hours.closes:%H.%M}")
        for (regime, deadline), box in self.lengths.items():
            usual = rulebook().deadlines[deadline].terms[regime].amount
            box.setValue(settings.lengths.get((regime, deadline), usual))
        for (regime, name), line in self.stage_days.items():
            stage = _own_stage(settings, regime)
            day = getattr(stage, name) if stage else None
            line.setText(shown_date(day.isoformat()) if day else "")
        self._is_filling = False
        self._show_days()

    def _show_days(self, _year: int = 0) -> None:
        if self._settings is None:
            return
        self._is_filling = True
        self.days.clear()
        year = self.year.value()
        known = {day: (name, is_joint) for day, (name, is_joint) in holidays_of(year).items() if day.weekday() < 5}
        known |= {day: (name, False) for day, name in self._settings.added.items() if day.year == year}
        for day, (name, is_joint) in sorted(known.items()):
            item = QListWidgetItem(f"{short_day_words(day)}   {name}")
            item.setData(DAY, day.isoformat())
            is_off = day in self._settings.added or (
                day not in self._settings.removed and not (is_joint and self._settings.joint_leave_is_working_day)
            )
            item.setCheckState(Qt.CheckState.Checked if is_off else Qt.CheckState.Unchecked)
            self.days.addItem(item)
        self._is_filling = False

    def _toggle_day(self, item: QListWidgetItem) -> None:
        if self._is_filling or self._settings is None:
            return
        day, is_off = date.fromisoformat(str(item.data(DAY))), item.checkState() == Qt.CheckState.Checked
        added, removed = dict(self._settings.added), set(self._settings.removed)
        if is_off:
            removed.discard(day)
            if day in holidays_of(day.year) and holidays_of(day.year)[day][1] and self._settings.joint_leave_is_working_day:
                added[day] = holidays_of(day.year)[day][0]
        elif day in added:
            del added[day]
        else:
            removed.add(day)
        self._keep_settings(replace(self._settings, added=added, removed=frozenset(removed)))

    def _add_day(self) -> None:
        if self._settings is None or not self.new_day.iso() or not self.new_name.text().strip():
            self.banner.say("warn", self.tr("Type the day and its name."))
            return
        day = date.fromisoformat(self.new_day.iso())
        added = {**self._settings.added, day: self.new_name.text().strip()}
        self.year.setValue(day.year)
        self.new_day.clear()
        self.new_name.clear()
        self._keep_settings(replace(self._settings, added=added, removed=self._settings.removed - {day}))

    def _keep_soon(self, _value: int) -> None:
        if not self._is_filling:
            self._soon.start()

    def _keep(self, _value: object = None) -> None:
        if self._is_filling or self._settings is None:
            return
        self._soon.stop()
        try:
            hours = {name: _time(line.text()) for name, line in self.hours.items()}
        except ValueError:
            self.banner.say("warn", self.tr("Type the hours as 08.00."))
            return
        lengths = {
            key: box.value()
            for key, box in self.lengths.items()
            if box.value() != rulebook().deadlines[key[1]].terms[key[0]].amount
        }  # fmt: skip
        self._keep_settings(
            replace(
                self._settings,
                count_first_day=self.count_first_day.isChecked(),
                joint_leave_is_working_day=self.joint_leave.isChecked(),
                mon_thu=OfficeHours(hours["mon_thu_open"], hours["mon_thu_close"]),
                friday=OfficeHours(hours["fri_open"], hours["fri_close"]),
                lengths=lengths,
            )
        )

    def _keep_stage(self, regime: str) -> None:
        if self._is_filling or self._settings is None:
            return
        typed = {name: self.stage_days[regime, name].iso() for name in STAGE_DAYS}
        days = {name: date.fromisoformat(day) if day else None for name, day in typed.items()}
        own = _own_stage(self._settings, regime)
        others = tuple(one for one in self._settings.stages if one is not own)
        mine = (Stage(name=regime_words()[regime], regime=regime, mark="P", **days),) if days["voting"] else ()
        if mine != ((own,) if own else ()):
            self._keep_settings(replace(self._settings, stages=mine + others))

    def _keep_settings(self, settings: RuleSettings) -> None:
        if settings != self._settings:
            self.banner.hide()
            self.state.keep(settings_to_json(settings))


def _own_stage(settings: RuleSettings, regime: str) -> Stage | None:
    """The office's own, named by its regime; those that the program brings are past."""
    return next((one for one in settings.stages if one.regime == regime and one.name == regime_words()[regime]), None)


def _time(written: str) -> time:
    return time.fromisoformat(written.strip().replace(".", ":").zfill(5))
