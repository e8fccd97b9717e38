"""What Beranda tells: what must be settled, work begun, cases changed lately, what waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from core.actions.cases.case_rules import Due, most_due
from core.actions.cases.open_case import open_case
from core.actions.clock import wall_now
from core.actions.exchange.last_heard import LastHeard, last_heard
from core.actions.exchange.waiting import Waiting, waiting
from core.actions.forms.drafts import begin_draft
from core.actions.forms.prefill import prefill
from core.actions.numbers.number_flags import Flag, all_flags
from core.actions.office.drill import DrillProgress, begin_drill, drill_progress
from core.actions.office.recovery_sheet import is_sheet_confirmed
from core.rules.number_pattern import Kind
from core.vault import local, scan_tray
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views import cases, papers
from core.vault.views.cases import Case
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState

SHOWN, DUE_SHOWN = 6, 8


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft with the case it belongs to."""

    draft: Draft
    case_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """What is read at once."""

    name: str
    drafts: tuple[DraftRow, ...]
    draft_count: int
    cases: tuple[Case, ...]
    case_count: int
    has_sheet: bool
    people: int
    has_papers: bool
    drill: DrillProgress | None  # None in a real office
    tray: int  # scanned pages that wait to be matched by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What is counted over all cases and books, after the page and whatever was opened meanwhile."""

    settle: tuple[tuple[Kind, Flag], ...]
    due: tuple[Due, ...]  # the first DUE_SHOWN
    due_count: int
    waiting: tuple[Waiting, ...]
    heard: LastHeard  # of the offices below


class HomeState(WorkingState):
    """`told` and, a little later, `counted` after every `refresh`; `begun` when a new form was opened."""

    told = Signal(object)  # HomeView
    counted = Signal(object)  # Pressing
    begun = Signal(str, str)  # the new case, the document's stream

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self._is_counting = self._must_count_again = False

    def refresh(self) -> None:
        """Read everything anew, in jobs."""
        vault = self.vault
        self.run(lambda _report: see(vault), self.told)
        if self._is_counting:
            self._must_count_again = True
        else:
            self._count()

    def _count(self) -> None:
        vault, self._is_counting, self._must_count_again = self.vault, True, False
        self.run(lambda _report: count(vault), self.counted, is_behind=True).ended.connect(self._have_counted)

    def _have_counted(self) -> None:
        self._is_counting = False
        if self._must_count_again:
            self._count()

    def begin_drill(self) -> None:
        """Begin the drill's checklist anew."""
        vault = self.vault
        self.run(lambda _report: begin_drill(vault)).ended.connect(self.refresh)

    def begin(self, form_id: str) -> None:
        """Open a case of the office's usual regime and begin its first form: "model_a" or "laporan"."""
        vault = self.vault

        def work(_report: object) -> tuple[str, str]:
            with vault.read() as tx:
                facts = vault.roster(tx).offices.get(vault.office, {})
            regime = str(facts.get("regime") or "pemilihan")
            changes = open_case(vault, regime=regime, origin="laporan" if form_id == "laporan" else "pengawasan")
            case_id = changes.cases[0]
            return case_id, begin_draft(vault, form_id, case_id=case_id, answers=prefill(vault, case_id, form_id)).stream

        self.run(work, self._begun)

    def _begun(self, both: tuple[str, str]) -> None:
        self.begun.emit(*both)


def see(vault: Vault) -> HomeView:
    """Read what the page shows first."""
    has_sheet, drill = is_sheet_confirmed(vault), drill_progress(vault)
    with vault.read() as tx:
        roster = vault.roster(tx)
        me = roster.people.get(vault.me.person_id) if vault.me else None
        drafts = local.all_drafts(tx)
        ids = cases.keys(tx, most=SHOWN)
        shown = cases.rows(tx, [*ids[:SHOWN], *(one.case_id for one in drafts[:SHOWN])])
        return HomeView(
            name=me.name if me is not None else "",
            drafts=tuple(DraftRow(one, shown[one.case_id].title if one.case_id in shown else "") for one in drafts[:SHOWN]),
            draft_count=len(drafts),
            cases=tuple(shown[identity] for identity in ids[:SHOWN] if identity in shown),
            case_count=cases.count(tx),
            has_sheet=has_sheet,
            people=len(roster.active(vault.office)),
            has_papers=papers.are_there(tx),
            drill=drill,
            tray=scan_tray.count(tx),
        )


def count(vault: Vault) -> Pressing:
    """Read what takes longer the more cases there are."""
    due, due_count = most_due(vault, DUE_SHOWN)
    flags = all_flags(vault, on=wall_now().date())
    return Pressing(settle=flags, due=due, due_count=due_count, waiting=waiting(vault), heard=last_heard(vault))
