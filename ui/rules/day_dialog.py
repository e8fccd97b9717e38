"""Notes or corrects one day of a case: when it became known, entered SBT, was discussed at Gakkumdu ..."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.form_view.date_editors import DateLine
from ui.form_view.typed_dates import shown_date
from ui.people.deed_dialog import DeedDialog
from ui.rules.rule_words import day_name
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine

DAYS = (
    "known", "informed", "handed_in", "completion_notice", "completed", "registered", "advice_given", "advice_done", "decided",
    "gakkumdu_1", "gakkumdu_result", "crime_forwarded", "investigated", "sbt_entered", "sbt_verified", "sbt_studied", "status_notice",
)  # fmt: skip


class DayDialog(DeedDialog):
    """An empty day takes it away; what was there before stays in the history."""

    def __init__(self, known: Mapping[str, str], parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("DayDialog", "A day of the case")
        follows = QCoreApplication.translate("DayDialog", "The clock counts from it. What was there before stays in the history.")
        super().__init__(title, follows, QCoreApplication.translate("DayDialog", "Record"), parent=parent)
        self._known = known
        self.which = ChoiceBox([Choice(name, day_name(name)) for name in DAYS])
        self.day = DateLine()
        self.reason = LabelledField(self.tr("Reason"), TextLine(), hint=self.tr("Needed for what stands on the receipt."))
        self._day_field = LabelledField(self.tr("Day"), self.day)
        for widget in (LabelledField(self.tr("Which day"), self.which), self._day_field, self.reason):
            self.body.addWidget(widget)
        self.which.picked.connect(self._fill)
        self._fill(self.which.value())
        self.which.setFocus()

    def said(self) -> dict[str, str]:
        return {self.which.value(): self.day.iso()}

    def check(self) -> bool:
        if self.day.text().strip() and not self.day.iso():
            self._day_field.complain(self.tr("There is no such day."))
            return False
        return True

    def _fill(self, name: str) -> None:
        self.day.setText(shown_date(self._known.get(name, "")[:10]))
        self._day_field.calm()
