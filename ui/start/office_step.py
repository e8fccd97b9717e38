"""The office as it stands in the letterhead."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from core.actions.office.office import TIMEZONES
from ui.start.first_start_state import FirstStartState, OfficeWords
from ui.start.step import Step
from ui.start.suggestions import office_name, zone_of
from ui.theme import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class OfficeStep(Step):
    """Name and time zone are suggested from the region; all but the name may stay empty."""

    def __init__(self, state: FirstStartState) -> None:
        super().__init__(self.tr("Your office"), self.tr("This is printed at the head of every paper."))
        self._state = state
        self._name, self._suggested = TextLine(), ""
        self.name = LabelledField(
            self.tr("Name of the office"),
            self._name,
            hint=self.tr("Suggested from the region; compare it with your letter of appointment."),
        )
        self.address = LabelledField(self.tr("Address"), TextLine())
        self.phone = LabelledField(self.tr("Telephone"), TextLine())
        self.email = LabelledField(self.tr("E-mail"), TextLine())
        self.zones = ChoiceBox([Choice(zone, zone) for zone in TIMEZONES])
        self.zone = LabelledField(self.tr("Time zone"), self.zones)
        regimes = [Choice("pemilihan", self.tr("Regional election (Pemilihan)")), Choice("pemilu", self.tr("General election (Pemilu)"))]
        self.regimes = ChoiceBox(regimes)
        for box in (self.zones, self.regimes):
            box.setMinimumWidth(theme.px(200))
        self.regime = LabelledField(
            self.tr("Usual kind of election"),
            self.regimes,
            hint=self.tr("Every case has its own; this is only what a new case begins with."),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.addWidget(self.address, 1, 0, 1, 2)
        grid.addWidget(self.phone, 2, 0)
        grid.addWidget(self.email, 2, 1)
        grid.addWidget(self.zone, 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.regime, 3, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def enter(self) -> None:
        region = self._state.region.chosen
        if self._name.text() in ("", self._suggested):
            self._suggested = office_name(self._state.person.role, region[-1])
            self._name.setText(self._suggested)
            self.zones.set_value(zone_of(region[0].code))
        self.name.setFocus()
        self._name.selectAll()

    def check(self) -> bool:
        if not self.name.text():
            self.name.complain(self.tr("The name of the office is missing."))
            return False
        return True

    def words(self) -> OfficeWords:
        """Return what was typed."""
        return OfficeWords(
            name=self.name.text(),
            address=self.address.text(),
            phone=self.phone.text(),
            email=self.email.text(),
            timezone=self.zones.value(),
            regime=self.regimes.value(),
        )
