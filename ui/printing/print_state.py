"""Cetak: which papers, how often and where; then the queue, round by round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal

from core.actions.papers.print_plan import PrintPlan, Wish, plan_prints, queue_prints
from core.actions.papers.print_queue import QueueSeen, advance, fit_of, keep_fit, leave_out_rest, look_at_queue, settle, use_printer
from core.errors import AppError
from core.papers.print_copy import Fit
from core.printing.spooler import Printer, Spooler
from core.vault import printing
from core.vault.printing import UNSURE, Print, Run
from core.vault.vault import Vault
from core.vault.views import Changes, cases
from core.vault.views.cases import Case
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState

ROUND_MS = 400  # between two rounds of the queue
CASES_SHOWN = 500  # the newest ones; older ones are found by the filter of their status


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be chosen. no_printer: why there is none."""

    cases: tuple[Case, ...]
    statuses: tuple[str, ...]
    printers: tuple[Printer, ...]
    no_printer: AppError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The queue and the papers about which a person is asked."""

    seen: QueueSeen
    unsure: tuple[Print, ...]


class PrintState(WorkingState):
    """The list is planned anew at every change; printing goes on while the person is on other pages."""

    offered = Signal(object)  # Offer
    planned = Signal(object)  # PrintPlan
    stood = Signal(object)  # Standing
    made = Signal(object)  # Changes: papers were made for the list
    progressed = Signal(object, object, str)  # papers made: done, total, form
    making_stopped = Signal()  # a person stopped it: what is signed is kept, nothing is queued
    making_ended = Signal()
    fitted = Signal(object)  # Fit of the chosen printer
    going_changed = Signal(bool)

    def __init__(self, vault: Vault, jobs: JobRunner, spooler: Spooler) -> None:
        super().__init__(vault, jobs)
        self.spooler = spooler
        self.plan: PrintPlan | None = None
        self.standing: Standing | None = None
        self.asked_for: tuple[str, ...] = ()  # cases that were chosen in the list: they are offered whatever their age
        self.begun = ""  # id of the run that was begun here and whose end was not told yet
        self._wish: Wish | None = None
        self._is_planning = self._is_advancing = False
        self._making: Job | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(ROUND_MS)
        self._clock.timeout.connect(self._advance)

    @property
    def is_going(self) -> bool:
        return self._clock.isActive()

    def load(self, *, status: str = "") -> None:
        """Read what can be chosen, and how the queue stands."""
        vault, spooler, asked = self.vault, self.spooler, self.asked_for
        self.run(lambda _report: read_offer(vault, spooler, status, asked), self.offered)
        self.run(lambda _report: read_standing(vault), self._take_standing)

    def wish(self, wish: Wish) -> None:
        """Plan this; while a plan is being made only the newest wish is remembered."""
        self._wish = wish
        if not self._is_planning:
            self._is_planning = True
            vault = self.vault
            self.run(lambda _report: plan_prints(vault, wish), self._take_plan).ended.connect(self._plan_again)

    def begin(self, printer: str, passphrase: str) -> None:
        """Make and sign what is not made yet, queue the list that was shown, and start."""
        plan, vault = self.plan, self.vault
        if plan is None:
            return
        job = self._making = self.run(lambda report: queue_prints(vault, plan, printer, passphrase=passphrase, report=report), self._begun)
        job.progressed.connect(self.progressed)
        job.cancelled.connect(self._stopped)
        job.ended.connect(self._made)

    def stop_making(self) -> None:
        """Make no more papers; what is signed stays, and nothing is queued. Ends with `making_stopped`."""
        if self._making is not None:
            self._making.stop.set()

    def _stopped(self) -> None:
        self.made.emit(Changes())
        self.making_stopped.emit()

    def _made(self) -> None:
        self._making = None
        self.making_ended.emit()

    def resume(self) -> None:
        """Go on with the open list."""
        if not self.is_going:
            self._clock.start()
            self.going_changed.emit(True)
            self._advance()

    def pause(self) -> None:
        """Hand nothing more over; what lies at the printer still comes."""
        if self.is_going:
            self._clock.stop()
            self.going_changed.emit(False)

    def leave_out(self) -> None:
        """Take the rest out of the queue."""
        vault = self.vault
        self.run(lambda _report: _after(vault, leave_out_rest(vault)), self._take_standing)

    def settle(self, print_id: str, *, came_out: bool) -> None:
        """Note what the person saw of a paper that nobody else can tell about."""
        vault = self.vault
        self.run(lambda _report: _after(vault, settle(vault, print_id, came_out=came_out)), self._take_standing)

    def use_printer(self, printer: str) -> None:
        """The rest of the open list goes to another printer."""
        vault = self.vault
        self.run(lambda _report: _after(vault, use_printer(vault, printer)), self._take_standing)

    def look_at_fit(self, printer: str) -> None:
        vault = self.vault
        self.run(lambda _report: fit_of(vault, printer), self.fitted)

    def keep_fit(self, printer: str, fit: Fit) -> None:
        vault = self.vault
        self.run(lambda _report: keep_fit(vault, printer, fit))

    def _take_plan(self, plan: PrintPlan) -> None:
        self.plan = plan
        self.planned.emit(plan)

    def _plan_again(self) -> None:
        self._is_planning = False
        if self.plan is not None and self._wish is not None and self.plan.wish != self._wish:
            self.wish(self._wish)

    def _begun(self, run: Run) -> None:
        self.begun = run.id
        self.made.emit(Changes())
        self.resume()

    def _advance(self) -> None:
        if self._is_advancing:
            return
        self._is_advancing = True
        vault, spooler = self.vault, self.spooler
        job = self.run(lambda _report: _after(vault, advance(vault, spooler)), self._take_standing)
        job.ended.connect(self._advanced)

    def _advanced(self) -> None:
        self._is_advancing = False

    def _take_standing(self, standing: Standing) -> None:
        self.standing = standing
        if standing.seen.is_over or standing.seen.must_pause or standing.unsure:
            self.pause()
        self.stood.emit(standing)


def read_offer(vault: Vault, spooler: Spooler, status: str, asked_for: Sequence[str] = ()) -> Offer:
    """Return what can be chosen; the cases asked for stand first, in their order."""
    with vault.read() as tx:
        newest = cases.keys(tx, status=status or None)[:CASES_SHOWN]
        ids = list(dict.fromkeys([*asked_for, *newest]))
        rows = cases.many(tx, ids)
        statuses = tuple(cases.statuses(tx))
    printers: tuple[Printer, ...] = ()
    trouble = None
    try:
        printers = tuple(spooler.printers())
    except AppError as error:
        trouble = error
    return Offer(cases=tuple(rows[one] for one in ids if one in rows), statuses=statuses, printers=printers, no_printer=trouble)


def read_standing(vault: Vault) -> Standing:
    """Return how the queue stands, without asking anybody."""
    return _after(vault, look_at_queue(vault))


def _after(vault: Vault, seen: QueueSeen) -> Standing:
    with vault.read() as tx:
        unsure = printing.of_run(tx, seen.run.id, UNSURE) if seen.run is not None else []
    return Standing(seen=seen, unsure=tuple(unsure))
