"""Asks what a move of a case needs: the day, a reason when something speaks against it, and the passphrase for a decision."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.rules.status_flow import Move
from core.vault.errors import WrongPassphrase
from ui.cases.words import status_word
from ui.form_view.date_editors import DateLine
from ui.form_view.typed_dates import shown_date
from ui.people.deed_dialog import DeedDialog
from ui.people.own_passphrase import OwnPassphrase
from ui.rules.rule_words import mark_words, objection_words
from ui.widgets.dress import worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class MoveDialog(DeedDialog):
    """Stays open until the move is recorded; nothing here stops a person, but he says why."""

    def __init__(self, move: Move, today: date, parent: QWidget | None = None) -> None:
        act = (
            QCoreApplication.translate("MoveDialog", "Sign and record")
            if move.is_decision
            else QCoreApplication.translate("MoveDialog", "Record")
        )
        follows = " - ".join(word for word in (str(move.why), mark_words(move.mark)) if word)
        title = QCoreApplication.translate("MoveDialog", "To status: {status}").format(status=status_word(move.to))
        super().__init__(title, follows, act, parent=parent)
        self.move_ = move
        self.objections = [worded(objection_words(one), "problem", wrap=True) for one in move.objections]
        for label in self.objections:
            self.body.addWidget(label)
        self.day = DateLine()
        self.day.setText(shown_date(today.isoformat()))
        self.day_field = LabelledField(self.tr("Done on"), self.day)
        self.body.addWidget(self.day_field)
        hint = (
            self.tr("Recorded with your name.")
            if move.is_advised
            else self.tr("Something speaks against it: say why you go on. It is recorded.")
        )
        self.reason = LabelledField(self.tr("Reason") if not move.is_advised else self.tr("Note (may stay empty)"), TextLine(), hint=hint)
        self.body.addWidget(self.reason)
        self.own = OwnPassphrase()
        self.own.entered.connect(self._ask)
        self.own.setVisible(move.is_decision)
        self.body.addWidget(self.own)
        self.reason.setFocus() if not move.is_advised else (self.own.setFocus() if move.is_decision else self.day.setFocus())

    def check(self) -> bool:
        if not self.day.iso():
            self.day_field.complain(self.tr("There is no such day."))
            return False
        if not self.move_.is_advised and not self.reason.text():
            self.reason.complain(self.tr("The reason is missing."))
            return False
        return not self.move_.is_decision or self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True
