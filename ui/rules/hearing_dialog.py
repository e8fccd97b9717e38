"""Asks for the days of an invitation to a clarification: when it was handed over, and for which day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.form_view.date_editors import DateLine
from ui.form_view.typed_dates import shown_date
from ui.people.deed_dialog import DeedDialog
from ui.widgets.labelled_field import LabelledField


class HearingDialog(DeedDialog):
    """Both days are needed; that one lies too near to the other is shown by the clock, not refused."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        title, follows = (
            QCoreApplication.translate("HearingDialog", "Invitation to a clarification"),
            QCoreApplication.translate("HearingDialog", "At least a day before, twice at most."),
        )
        super().__init__(title, follows, QCoreApplication.translate("HearingDialog", "Record"), parent=parent)
        self.invited, self.held = DateLine(), DateLine()
        self.invited.setText(shown_date(today.isoformat()))
        self._fields = (LabelledField(self.tr("Handed over on"), self.invited), LabelledField(self.tr("Clarification on"), self.held))
        for field in self._fields:
            self.body.addWidget(field)
        self.held.setFocus()

    def check(self) -> bool:
        for line, field in zip((self.invited, self.held), self._fields, strict=True):
            if not line.iso():
                field.complain(self.tr("There is no such day."))
                return False
        return True
