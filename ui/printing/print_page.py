"""Cetak: choose papers, see the list before anything is signed, print; then how far it is, stop, and go on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.actions.papers.print_plan import SIGN, PrintPlan
from core.actions.papers.print_queue import QueueSeen
from core.errors import AppError
from core.printing.media import knows
from core.printing.spooler import Printer
from core.vault.errors import WrongPassphrase
from core.words import explain
from ui.cases.words import form_title
from ui.printing.fit_dialog import FitDialog
from ui.printing.print_state import Offer, PrintState, Standing
from ui.printing.unsure_list import UnsureList
from ui.printing.wish_form import HowForm, WishForm
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide

NUMBERS_SHOWN = 5
MAKING = "papers"
LOW = 470  # pixels of height: less leaves no room for a foot that stays


class PrintPage(Page):
    """While a list is not over only the queue is shown: there is one list at a time."""

    def __init__(self, state: PrintState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.banner = Banner()
        self.wish, self.how = WishForm(), HowForm()
        self.printer = ChoiceBox()
        self.look_again = Button(self.tr("Look again"), icon_name="sync")
        self.margins = Button(self.tr("Margins of this printer ..."))
        self.summary, self.lacking = worded("", "label", wrap=True), worded("", "problem", wrap=True)
        self.no_printer = worded("", "problem", wrap=True)
        self.passphrase = PassphraseField(self.tr("Your passphrase: you sign the papers of this list"))
        self.print = Button(self.tr("Print"), kind="primary", icon_name="printer")
        self.print.setToolTip("Ctrl+P")
        self.bar = QProgressBar()
        self.count, self.now = worded("", "heading"), worded("", "soft", wrap=True)
        self.trouble = Banner()
        self.go, self.stop = Button(self.tr("Resume"), kind="primary", icon_name="printer"), Button(self.tr("Pause"), icon_name="clock")
        self.drop = Button(self.tr("Take the rest out of the queue"), icon_name="close")
        self.rest_on = ChoiceBox()
        self.unsure = UnsureList()
        self.making = ProgressStrip([(MAKING, self.tr("Made and signed"))])
        self._offer: Offer | None = None
        self._is_making = self._is_low = False
        self._hurried: set[str] = set()  # cases that the list sent here: the cursor goes on to the act once they are counted
        self._build()
        self._connect()
        state.load()

    def _build(self) -> None:
        self.printer.setMinimumWidth(theme.px(180))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Printed"))
        self.queue = Card(self.tr("The queue"))
        rest = LabelledField(self.tr("The rest goes to this printer"), self.rest_on)
        in_queue: tuple[QWidget, ...] = (self.count, self.bar, self.now, self.trouble, rest, self.unsure)
        for part in in_queue:
            self.queue.add(part)
        row = QHBoxLayout()
        for button in (self.go, self.stop, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        self.queue.body.addLayout(row)
        self.where = Card(self.tr("Where"))
        field = LabelledField(self.tr("Printer"), self.printer)
        line = QHBoxLayout()
        for button in (self.margins, self.look_again):
            line.addWidget(button)
        line.addStretch(1)
        self.where.add(field)
        self.where.body.addLayout(line)
        self.where.add(self.no_printer)
        self._build_foot()
        ground = QWidget()
        inside = self._inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.setSpacing(12)
        self.choosing = SideBySide(self.wish, _column(self.how, self.where), right_width=440)
        inside.addWidget(self.queue)
        inside.addWidget(self.choosing)
        inside.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(worded(self.tr("Print"), "title"))
        column.addWidget(self.banner)
        column.addWidget(Scrolled(ground), 1)
        column.addWidget(self.foot)
        hidden: tuple[QWidget, ...] = (self.queue, self.unsure, self.no_printer, self.lacking, self.passphrase, self.making)
        for part in hidden:
            part.hide()
        self.begin_at(self.wish)

    def _build_foot(self) -> None:
        """What the list comes to and the act: in sight whatever else is scrolled."""
        self.foot = Card()
        words, act = QVBoxLayout(), QHBoxLayout()
        words.addWidget(self.summary)
        words.addWidget(self.lacking)
        act.setSpacing(12)
        act.addStretch(1)  # where no passphrase is asked
        act.addWidget(self.passphrase, 1000)
        act.addWidget(self.print, 0, Qt.AlignmentFlag.AlignBottom)
        left, right = QWidget(), QWidget()
        for half, layout in ((left, words), (right, act)):
            layout.setContentsMargins(0, 0, 0, 0)
            half.setLayout(layout)
        self.foot.add(SideBySide(left, right, right_width=540))
        self.foot.add(self.making)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (is_low := event.size().height() < LOW) != self._is_low:
            self._is_low = is_low
            if is_low:
                self._inside.insertWidget(self._inside.count() - 1, self.foot)
            else:
                self._column.addWidget(self.foot)

    def _connect(self) -> None:
        state = self.state
        self.wish.changed.connect(self._plan)
        self.how.changed.connect(self._plan)
        self.wish.status_picked.connect(self._load_status)
        self.look_again.clicked.connect(self._look_again)
        self.margins.clicked.connect(self._ask_fit)
        self.printer.picked.connect(self._printer_picked)
        self.passphrase.changed.connect(self._allow)
        self.passphrase.entered.connect(self._begin)
        self.print.clicked.connect(self._begin)
        self.go.clicked.connect(self._resume)
        self.stop.clicked.connect(state.pause)
        self.drop.clicked.connect(state.leave_out)
        self.rest_on.picked.connect(state.use_printer)
        self.unsure.settled.connect(self._settle)
        state.offered.connect(self._show_offer)
        state.planned.connect(self._show_plan)
        state.stood.connect(self._show_standing)
        state.going_changed.connect(self._show_going)
        state.progressed.connect(self._show_making)
        state.making_stopped.connect(self._say_stopped)
        state.making_ended.connect(self._end_making)
        self.making.cancelled.connect(state.stop_making)
        state.fitted.connect(self._show_fit)
        state.refused.connect(self._refuse)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._begin)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._offer is not None:
            self.state.load(status=self.wish.status.value())

    def choose_cases(self, case_ids: Sequence[str]) -> None:
        """Tick exactly these cases; their papers are counted at once."""
        self.state.asked_for = tuple(case_ids)
        self._hurried = set(case_ids)
        self.wish.tick_when_offered(case_ids)
        self.state.load(status=self.wish.status.value())
        self.wish.setFocus()

    def chosen_printer(self) -> Printer | None:
        found = self._offer.printers if self._offer is not None else ()
        return next((one for one in found if one.name == self.printer.value()), None)

    def _look_again(self) -> None:
        self.state.load(status=self.wish.status.value())

    def _load_status(self, status: str) -> None:
        self.state.load(status=status)

    def _show_offer(self, offer: Offer) -> None:
        self._offer = offer
        self.wish.offer(offer)
        for box in (self.printer, self.rest_on):
            box.set_choices([Choice(one.name, one.title) for one in offer.printers])
        self._show_rest_on()
        if offer.no_printer is not None:
            self.no_printer.setText(" ".join(explain(offer.no_printer)))
        elif not offer.printers:
            self.no_printer.setText(self.tr("This computer knows no printer. Add one in the settings of the system, then look again."))
        show_if(self.no_printer, not offer.printers)
        self.margins.setEnabled(bool(offer.printers))
        self._plan()

    def _plan(self) -> None:
        self.state.wish(self.how.complete(self.wish.wish()))

    def _show_plan(self, plan: PrintPlan) -> None:
        signed = sum(one.is_signed for one in plan.chosen)
        words = [self.tr("{count} papers, {signed} of them signed.").format(count=len(plan.chosen), signed=signed)]
        if plan.reprints:
            words.append(self.tr("{count} were printed before; they get the mark SALINAN.").format(count=plan.reprints))
        if plan.covers:
            words.append(self.tr("{count} cover sheets.").format(count=plan.covers))
        words.append(self.tr("Altogether {count} come out of the printer.").format(count=plan.prints + plan.covers))
        self.summary.setText(" ".join(words) if plan.lines else self.tr("Tick cases; their papers are counted here."))
        names = [f"{form_title(one.document.form_id)} ({one.document.summary or '-'})" for one in plan.lacking_numbers]
        rest = self.tr(" and {count} more").format(count=len(names) - NUMBERS_SHOWN) if len(names) > NUMBERS_SHOWN else ""
        told = self.tr("Without a number, though the number book is on this laptop: {names}{rest}. They are printed as they are.")
        self.lacking.setText(told.format(names="; ".join(names[:NUMBERS_SHOWN]), rest=rest))
        show_if(self.lacking, bool(names))
        show_if(self.passphrase, plan.wish.unsigned == SIGN and bool(plan.unsigned))
        self._allow()
        if self._hurried and set(plan.wish.cases) == self._hurried:
            self._hurried = set()
            if self.focusWidget() is self.wish.cases.field and not self.wish.cases.field.text():  # nobody has begun to choose otherwise
                (self.print if self.passphrase.isHidden() else self.passphrase.edit).setFocus()

    def _allow(self) -> None:
        plan, printer = self.state.plan, self.chosen_printer()
        needs = plan is not None and plan.wish.unsigned == SIGN and bool(plan.unsigned)
        is_ready = plan is not None and bool(plan.chosen) and printer is not None and not self._is_making
        self.print.setEnabled(is_ready and (not needs or bool(self.passphrase.passphrase())))

    def _begin(self) -> None:
        if not self.print.isEnabled() or not self.foot.isVisible():
            return
        self.banner.hide()
        self._is_making = True
        self.making.begin()
        self._allow()
        self.state.begin(self.printer.value(), self.passphrase.passphrase())

    def _show_making(self, done: int, total: int, form: str) -> None:
        show_if(self.making, True)
        told = f"{self.tr('{done} of {total}').format(done=done, total=total)} · {form_title(form)}" if form else ""
        self.making.show_lane(MAKING, done, total, told)

    def _end_making(self) -> None:
        show_if(self.making, False)

    def _say_stopped(self) -> None:
        self._is_making = False
        self.passphrase.clear()
        self.passphrase.edit.setFocus()
        hint = self.tr("The papers that were signed until then are kept; nothing was sent to the printer.")
        self.banner.say("info", self.tr("Stopped."), hint)
        self._plan()

    def _show_standing(self, standing: Standing) -> None:
        seen = standing.seen
        is_open = seen.run is not None and not seen.run.is_closed and not seen.is_over
        was_open = not self.queue.isHidden()
        if is_open:
            self._is_making = False
            self.passphrase.clear()
        for part in (self.choosing, self.foot):
            show_if(part, not is_open)
        show_if(self.queue, is_open)
        if is_open:
            self._show_queue(seen, standing)
        elif was_open or (seen.run is not None and seen.run.id == self.state.begun):
            self.state.begun, self._is_making = "", False
            self.passphrase.clear()
            self._say_end(seen)
            self.state.load(status=self.wish.status.value())
        self._show_going(self.state.is_going)
        if is_open and not was_open and self.isVisible():
            (self.stop if self.state.is_going else self.go).setFocus()

    def _show_queue(self, seen: QueueSeen, standing: Standing) -> None:
        self.count.setText(self.tr("Printed {done} of {total}").format(done=seen.printed, total=seen.total))
        self.bar.setRange(0, seen.total)
        self.bar.setValue(seen.printed)
        words = [self.tr("{count} at the printer").format(count=seen.handed)] if seen.handed else []
        words += [self.tr("next: {title}").format(title=seen.next_title)] if seen.next_title else []
        self.now.setText(" · ".join(words))
        if seen.trouble is not None:
            self.trouble.say("warn", *explain(seen.trouble))
        else:
            self.trouble.hide()
        self._show_rest_on()
        show_if(self.unsure, bool(standing.unsure))
        self.unsure.show_prints(standing.unsure)

    def _show_rest_on(self) -> None:
        standing = self.state.standing
        if standing is not None and standing.seen.run is not None:
            self.rest_on.set_value(standing.seen.run.printer)

    def _say_end(self, seen: QueueSeen) -> None:
        hint = self.tr("{count} were taken out of the queue.").format(count=seen.left_out) if seen.left_out else ""
        self.banner.say("success", self.tr("Printed {done} of {total}").format(done=seen.printed, total=seen.total), hint)

    def _show_going(self, is_going: bool) -> None:
        show_if(self.go, not is_going)
        show_if(self.stop, is_going)
        standing = self.state.standing
        self.go.setEnabled(standing is None or not standing.unsure)

    def _resume(self) -> None:
        self.banner.hide()
        self.state.resume()

    def _settle(self, print_id: str, came_out: bool) -> None:
        self.state.settle(print_id, came_out=came_out)

    def _printer_picked(self, _name: str) -> None:
        printer = self.chosen_printer()
        if printer is not None and not all(knows(size, printer.media) for size in ("A4", "F4")):
            unknown = " ".join(size for size in ("A4", "F4") if not knows(size, printer.media))
            told = self.tr("This printer does not name {paper} among its papers. Look at the first page before printing many.")
            self.banner.say("info", told.format(paper=unknown), "")
        self._allow()

    def _ask_fit(self) -> None:
        self.state.look_at_fit(self.printer.value())

    def _show_fit(self, fit: object) -> None:
        dialog = FitDialog(self.printer.currentText(), fit, self)  # type: ignore[arg-type]  # signals carry objects
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self._keep_fit)
        dialog.open()

    def _keep_fit(self, fit: object) -> None:
        self.state.keep_fit(self.printer.value(), fit)  # type: ignore[arg-type]

    def _refuse(self, error: AppError) -> None:
        self._is_making = False
        self.banner.refuse(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()
        self._plan()
        self._allow()


def _column(*widgets: QWidget) -> QWidget:
    ground = QWidget()
    inside = QVBoxLayout(ground)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(12)
    for widget in widgets:
        inside.addWidget(widget)
    inside.addStretch(1)
    return ground
