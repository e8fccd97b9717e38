"""Taking scans in, and the tray of pages that no code could place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.cases.watched_folder import SCANS, put_aside
from core.actions.papers.scan_back import ScannedBack, look_at_page, match_by_hand, scan_back, throw_away
from core.evidence.inspect import Intake
from core.reporter import Reporter
from core.vault import scan_tray
from core.vault.scan_tray import TrayPage
from core.vault.vault import Vault
from core.vault.views import cases, papers, scans
from core.vault.views.papers import Paper
from core.vault.views.scans import Scan
from ui.jobs.runner import Job, JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A paper that a page may belong to, with its newest scan and the title of its case."""

    paper: Paper
    scan: Scan | None
    case_title: str

    @property
    def is_whole(self) -> bool:
        return self.scan is not None and not self.scan.missing


@dataclass(frozen=True, slots=True)
class TrayView:
    """What waits, and the papers to which it may be matched: those without a whole original first."""

    waiting: tuple[TrayPage, ...]
    papers: tuple[PaperChoice, ...]


class ScansState(WorkingState):
    """case_id: only papers of this case are matched; empty for all."""

    told = Signal(object)  # TrayView
    taken = Signal(object)  # ScannedBack, of files or of one page matched by hand
    changed = Signal(object)  # Changes
    shown = Signal(str, object)  # id of a page, JPEG bytes (empty: it cannot be shown)
    began, ended = Signal(), Signal()  # of taking scans in
    progressed = Signal(object, object, str)  # done, total, FILES or PAGES
    stopped = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner, intake: Intake, case_id: str = "") -> None:
        super().__init__(vault, jobs)
        self.intake, self.case_id = intake, case_id
        self._job: Job | None = None

    def refresh(self) -> None:
        """Read the tray anew."""
        vault = self.vault
        self.run(lambda _report: see_tray(vault), self.told)

    def take_in(self, files: list[str]) -> None:
        """Read scans, match their pages; ends with `taken`, or `refused`."""
        vault, intake, case_id, paths = self.vault, self.intake, self.case_id, [Path(one) for one in files]
        self._begin(lambda report: scan_back(vault, paths, intake=intake, case_id=case_id, report=report))

    def take_found(self, paths: tuple[Path, ...]) -> None:
        """Take new scans of the watched folder in, and do not offer them again; ends as `take_in` does."""
        vault, intake, case_id = self.vault, self.intake, self.case_id

        def work(report: Reporter) -> ScannedBack:
            done = scan_back(vault, list(paths), intake=intake, case_id=case_id, report=report)
            put_aside(vault, SCANS, paths)
            return done

        self._begin(work)

    def stop(self) -> None:
        """Take nothing in; ends with `stopped`."""
        if self._job is not None:
            self._job.stop.set()

    def _begin(self, work: Callable[[Reporter], ScannedBack]) -> None:
        if self._job is not None:
            return
        self.began.emit()
        self._job = self.run(work, self._take)
        self._job.progressed.connect(self.progressed)
        self._job.cancelled.connect(self.stopped)
        self._job.ended.connect(self._forget)

    def _forget(self) -> None:
        self._job = None
        self.ended.emit()

    def look(self, page: TrayPage) -> None:
        """Open a page that waits; ends with `shown`."""
        vault, intake = self.vault, self.intake
        self.run(lambda _report: (page.id, look_at_page(vault, page, intake)), self._show)

    def match(self, page: TrayPage, paper: str, number: int, pages: int) -> None:
        """Put a page to a paper by hand; ends with `taken`."""
        vault, identity = self.vault, page.id
        self.run(lambda _report: match_by_hand(vault, identity, paper, number, pages=pages), self._take)

    def throw_away(self, page: TrayPage) -> None:
        """Throw a page away for good."""
        vault, identity = self.vault, page.id
        self.run(lambda _report: throw_away(vault, identity), self._thrown)

    def _take(self, done: ScannedBack) -> None:
        self.taken.emit(done)
        self.changed.emit(done.changes)
        self.refresh()

    def _thrown(self, _nothing: object) -> None:
        self.refresh()

    def _show(self, answer: tuple[str, bytes]) -> None:
        self.shown.emit(*answer)


def see_tray(vault: Vault) -> TrayView:
    """Read what waits and all papers it could belong to."""
    with vault.read() as tx:
        kept = papers.all_papers(tx)
        scanned = scans.of_papers(tx, [one.stream for one in kept])
        titles = cases.rows(tx, list({one.case_id for one in kept}))
        waiting = tuple(scan_tray.all_pages(tx))
    choices = [
        PaperChoice(one, scanned.get(one.stream), titles[one.case_id].title if one.case_id in titles else "") for one in reversed(kept)
    ]
    return TrayView(waiting, tuple(sorted(choices, key=lambda one: one.is_whole)))
