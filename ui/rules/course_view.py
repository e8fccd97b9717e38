"""The course of a case: its clock, what is missing, what it is, and where it may go next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.actions.cases.case_rules import CaseRules
from core.actions.cases.hand_over import Receiver
from core.errors import AppError
from core.rules.rulebook import rulebook
from core.rules.status_flow import Move
from ui.cases.words import status_word
from ui.rules.breaches_dialog import BreachesDialog
from ui.rules.completeness import Completeness
from ui.rules.course_state import CourseState
from ui.rules.day_dialog import DayDialog
from ui.rules.deadline_row import DeadlineRow
from ui.rules.hearing_dialog import HearingDialog
from ui.rules.move_dialog import MoveDialog
from ui.rules.outcome_view import OutcomeView
from ui.rules.pass_on_dialog import PassOnDialog
from ui.rules.rule_words import objection_words
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, tip, worded
from ui.widgets.emptying import empty
from ui.widgets.row_button import RowButton
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide


class CourseView(QWidget):
    """Two columns of cards; the dialogs stay open until their deed is done."""

    def __init__(self, state: CourseState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = state
        state.setParent(self)
        self.banner = Banner()
        self.clock, self.complete = Card(self.tr("Clock")), Card(self.tr("Completeness"))
        self.next, self.judged = Card(self.tr("What happens next")), Card(self.tr("What is it?"))
        self.deadlines: list[DeadlineRow] = []
        self.completeness, self.outcome = Completeness(), OutcomeView()
        self.choose = Button(self.tr("Choose ..."), icon_name="search")
        self.note_day = Button(self.tr("Note a day ..."), icon_name="calendar")
        self.invite = Button(self.tr("Note an invitation ..."), icon_name="calendar")
        self.pass_on = Button(self.tr("Pass on ..."), icon_name="send")
        self.moves: list[RowButton] = []
        self.dialog: MoveDialog | HearingDialog | DayDialog | PassOnDialog | None = None
        self._rules = worded("", "small", wrap=True)
        self._wants_cursor = False
        self._build()
        self.completeness.ticked.connect(state.tick)
        self.outcome.ticked.connect(state.tick)
        self.choose.clicked.connect(self.ask_for_breaches)
        self.invite.clicked.connect(self.ask_for_hearing)
        self.note_day.clicked.connect(self.ask_for_day)
        self.pass_on.clicked.connect(state.find_receivers)
        state.receivers_found.connect(self.ask_to_pass_on)
        state.told.connect(self._show)
        state.refused.connect(self._refuse)
        state.moved.connect(self._close_dialog)
        if state.seen is not None:
            self._show(state.seen)

    def _build(self) -> None:
        self._clock_rows, self._move_rows = QVBoxLayout(), QVBoxLayout()
        self._clock_rows.setSpacing(8)
        self._move_rows.setSpacing(2)
        self.clock.header.addWidget(self.note_day)
        self.clock.body.addLayout(self._clock_rows)
        self.clock.add(self._rules)
        self.complete.add(self.completeness)
        self.next.header.addWidget(self.pass_on)
        self.next.body.addLayout(self._move_rows)
        self.next.body.addWidget(self.invite, 0, Qt.AlignmentFlag.AlignLeft)
        self.judged.header.addWidget(self.choose)
        self.judged.add(self.outcome)
        halves = []
        for cards in ((self.clock, self.complete), (self.next, self.judged)):
            halves.append(half := QWidget())
            side = QVBoxLayout(half)
            side.setContentsMargins(0, 0, 8, 0)
            side.setSpacing(14)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        ground = SideBySide(halves[0], halves[1], spacing=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(Scrolled(ground, sideways=True), 1)

    def take_cursor(self) -> None:
        """Stand on the step that is advised first; as soon as the case is read, when it is not yet."""
        self._wants_cursor = self.state.seen is None
        (self.moves[0] if self.moves else self.note_day).setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_for_breaches(self) -> None:
        """Let the person choose what he sees."""
        if self.state.seen is None:
            return
        dialog = BreachesDialog(self.state.seen.facts, self)
        if dialog.exec():
            self.state.choose(dialog.chosen)
        dialog.deleteLater()

    def ask_for_move(self, move: Move, _checked: bool = False) -> None:
        """Ask what a move needs and record it."""
        if self.state.seen is None:
            return
        dialog = MoveDialog(move, self.state.seen.today, self)
        dialog.asked.connect(partial(self._move, dialog))
        self._open(dialog)

    def ask_for_hearing(self) -> None:
        """Ask for the days of an invitation."""
        if self.state.seen is None:
            return
        dialog = HearingDialog(self.state.seen.today, self)
        dialog.asked.connect(partial(self._hear, dialog))
        self._open(dialog)

    def ask_for_day(self) -> None:
        """Ask for one day of the case."""
        if self.state.seen is None:
            return
        dialog = DayDialog(self.state.seen.facts.days, self)
        dialog.asked.connect(partial(self._note, dialog))
        self._open(dialog)

    def ask_to_pass_on(self, receivers: Sequence[Receiver]) -> None:
        """Ask to which office the case goes."""
        if not receivers:
            self.banner.say(
                "info", self.tr("No other office is known here."), self.tr("After an exchange with the centre its offices are known.")
            )
            return
        dialog = PassOnDialog(receivers, self)
        dialog.asked.connect(partial(self._pass_on, dialog))
        self._open(dialog)

    def _open(self, dialog: MoveDialog | HearingDialog | DayDialog | PassOnDialog) -> None:
        self.banner.hide()
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        self.state.busy_changed.connect(dialog.be_busy)
        dialog.open()

    def _move(self, dialog: MoveDialog) -> None:
        self.state.move(dialog.move_.to, reason=dialog.reason.text(), passphrase=dialog.own.passphrase(), on=dialog.day.iso())

    def _pass_on(self, dialog: PassOnDialog) -> None:
        self.state.pass_on(dialog.receiver(), reason=dialog.reason.text(), passphrase=dialog.own.passphrase())

    def _hear(self, dialog: HearingDialog) -> None:
        self.state.hear(dialog.invited.iso(), dialog.held.iso())

    def _note(self, dialog: DayDialog) -> None:
        self.state.note_day(dialog.said(), dialog.reason.text())

    def _close_dialog(self, _changes: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _refuse(self, error: AppError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)
        else:
            self.banner.refuse(error)

    def _show(self, seen: CaseRules) -> None:
        empty(self._clock_rows)
        self.deadlines = [DeadlineRow(one) for one in seen.deadlines]
        for row in self.deadlines:
            self._clock_rows.addWidget(row)
        if not self.deadlines:
            self._clock_rows.addWidget(worded(self.tr("No deadline runs."), "soft"))
        self._rules.setToolTip(tip("\n".join((str(rulebook().reporters), seen.rules))))
        self._rules.setText(self.tr("Rules of {version}").format(version=seen.rules))
        self.completeness.show_requirements(seen.requirements)
        self.outcome.show_rules(seen)
        self.invite.setVisible(seen.facts.status in ("registered", "clarification"))
        self._show_moves(seen.moves)

    def _show_moves(self, moves: Sequence[Move]) -> None:
        stood_here = self._wants_cursor or self.window().focusWidget() in self.moves
        empty(self._move_rows)
        self.moves = [self._move_row(one) for one in sorted(moves, key=lambda one: not one.is_advised)]
        for row in self.moves:
            self._move_rows.addWidget(row)
        if not moves:
            self._move_rows.addWidget(worded(self.tr("The case has come to its end."), "soft"))
        if stood_here:
            self.take_cursor()

    def _move_row(self, one: Move) -> RowButton:
        against = " ".join(objection_words(each) for each in one.objections)
        aside, tone = (self.tr("Against advice"), "yellow") if one.objections else ("", "")
        row = RowButton(status_word(one.to), against or str(one.why), aside=aside, tone=tone, icon_name="chevron_right", key=one.to)
        row.setToolTip(tip("\n".join(word for word in (str(one.why), against) if word)))
        row.clicked.connect(partial(self.ask_for_move, one))
        return row
