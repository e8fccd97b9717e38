"""Opens the desk on a vault and keeps the line at its foot true."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from core.actions.clock import use_zone
from core.actions.destruction.obey import Obeyed, obey_if_waiting
from core.actions.office.office_time import zone_of
from core.rules.regions import is_drill_code
from core.vault import local
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes
from core.words import LANGUAGES, language_in_use
from ui.cases.case_pages import CasePages
from ui.cases.words import form_title, moment_words
from ui.cut_off import begin_window, end_window
from ui.hub.station import Station
from ui.jobs.runner import Job, JobRunner
from ui.language import speak
from ui.main_window import MainWindow
from ui.places import places
from ui.rest import Rest
from ui.screen import LANGUAGE, screen_of
from ui.start.gate import Gate
from ui.status_bar import Standing
from ui.sync.copy_state import CopyFollower
from ui.sync.evening_sender import EveningSender
from ui.sync.standing_state import StandingState
from ui.theme import theme


class Desk(QObject):
    """Joins what the gate lets through to the window."""

    def __init__(self, window: MainWindow, jobs: JobRunner, gate: Gate) -> None:
        super().__init__(window)
        self._window, self._jobs, self._gate = window, jobs, gate
        self._standing: StandingState | None = None
        self._cases: CasePages | None = None
        self._follower: CopyFollower | None = None
        self._sender: EveningSender | None = None
        self._station: Station | None = None
        self._rest: Rest | None = None
        self._folder: Path | None = None  # of the vault that is open
        self._last_draft = ""
        self._obeying: Job | None = None
        window.status_bar.work.stopped.connect(self._stop_obeying)
        gate.shut.connect(self.clear)
        window.banner.acted.connect(self._open_last_draft)
        window.navigator.evening_station.connect(self._show_station)
        window.navigator.status_changed.connect(self._look)
        window.navigator.screen_changed.connect(self._build_anew)
        window.navigator.in_use.connect(gate.stay)

    def open(self, vault: Vault) -> None:
        """Show the desk; say so when this person can only read."""
        self._folder = vault.folder
        self._dress(vault)
        self._standing = StandingState(vault, self._jobs)
        self._standing.told.connect(self._show)
        self._cases = CasePages(vault, self._jobs, self._window.navigator)
        self._cases.changed.connect(self._look)
        self._follower = CopyFollower(vault, self._jobs)
        self._follower.followed.connect(self._look)
        self._follower.moved.connect(self._show_anew)
        self._sender = EveningSender(vault, self._jobs)
        self._sender.went.connect(self._show_came)
        self._station = Station(vault, self._jobs)
        self._station.alive.connect(self._gate.stay)
        self._station.brought.connect(self._show_came)
        self._rest = Rest(vault, self._jobs, self._window.windowHandle())
        self._furnish(vault)
        self._offer_last_draft(vault, was_cut_off=begin_window(vault.folder))
        # an order that a power cut interrupted, or that came while nobody was here
        self._obeying = Job(lambda report: obey_if_waiting(vault, report))
        self._obeying.progressed.connect(self._show_obeying)
        self._obeying.succeeded.connect(self._show_obeyed)
        self._obeying.ended.connect(self._end_obeying)
        self._jobs.start(self._obeying)
        try:
            with vault.read() as tx:
                vault.person(tx)
        except NobodyHere:
            self._window.banner.say(
                "warn",
                self.tr("You can read here, but not write."),
                self.tr("Ask the chair or the regency for a new key. They admit you in Settings, People, on a laptop that is open."),
            )

    def _furnish(self, vault: Vault, at: str = "") -> None:
        """Build the pages, in the language and letters of now."""
        assert self._cases is not None
        entries = places(vault, self._jobs, self._window.navigator, self._cases)
        self._window.open_desk(entries, is_drill=is_drill_code(vault.office), at=at)
        navigator, shortcuts = self._window.navigator, self._window.shortcuts
        shortcuts.is_drill = is_drill_code(vault.office)
        shortcuts.add("Ctrl+Shift+A", self.tr("Copy my last Form A"), navigator.copy_form_a.emit)
        shortcuts.add("Ctrl+Shift+N", self.tr("Form A: nothing found"), navigator.nothing_found.emit)
        shortcuts.add("Ctrl+D", self.tr("What is due first"), self._go_to_due)
        shortcuts.add("Ctrl+Shift+S", self.tr("Scan signed papers"), navigator.scans.emit)
        self._look()

    def _go_to_due(self) -> None:
        self._window.leaving.go_to("home")
        self._window.navigator.due.emit()

    def _build_anew(self, what: str) -> None:
        """Another language or size of letters: simpler than to tell every label is to build the pages again. Only pages go: what is
        under way beside them (sending, copying, the evening station) and the drafts, which are in the vault, are not touched."""
        from ui.settings.settings_page import SettingsPage

        vault = self._gate.vault
        if vault is None:
            return
        self._dress(vault)
        self._furnish(vault, at="settings")
        page = self._window.current_page()
        if isinstance(page, SettingsPage):
            page.stand_on(what)

    def _dress(self, vault: Vault) -> None:
        """Use the language and the letters that were chosen for this vault, before any page is built."""
        screen = screen_of(vault.folder)
        with vault.read() as tx:
            use_zone(zone_of(vault, tx))
            wanted = screen.language or str(local.setting(tx, LANGUAGE) or "")  # before screen.json the language stood in the vault
        application = QCoreApplication.instance()
        theme.write(screen.letters)
        if wanted in LANGUAGES and wanted != language_in_use() and application is not None:
            speak(application, wanted)

    def _offer_last_draft(self, vault: Vault, *, was_cut_off: bool) -> None:
        """After a crash or a power cut: say that nothing kept is lost, and lead back to where the person was typing."""
        if not was_cut_off:
            return
        with vault.read() as tx:
            drafts = local.all_drafts(tx)
        title = self.tr("Bukti ended without being closed last time.")
        if not drafts:
            self._window.banner.say("info", title, self.tr("What you saved is safe."))
            return
        last = max(drafts, key=lambda one: one.updated_at)
        self._last_draft = last.stream
        words = self.tr("Your last draft is as it was: {form}, kept {time}.")
        hint = words.format(form=form_title(last.form_id), time=moment_words(last.updated_at))
        self._window.banner.say("info", title, hint, action=self.tr("Open the draft"))

    def _open_last_draft(self) -> None:
        if self._last_draft:
            stream, self._last_draft = self._last_draft, ""
            self._window.navigator.open_document.emit(stream)

    def clear(self) -> None:
        """Take down what reads the vault beside the pages: they go with the window's desk. The window ends as it should."""
        if self._folder is not None:
            end_window(self._folder)
            self._folder = None
        use_zone(None)
        if self._cases is not None:
            self._cases.close()
            self._cases.news.deleteLater()
            self._cases.deleteLater()
        if self._follower is not None:
            self._follower.stop()
            self._follower.deleteLater()
        if self._sender is not None:
            self._sender.stop()
            self._sender.deleteLater()
        if self._station is not None:
            self._station.end()
            self._station.deleteLater()
        if self._rest is not None:
            self._rest.deleteLater()
        self._rest = None
        self._cases = self._standing = self._follower = self._sender = self._station = None

    def _show_station(self) -> None:
        from ui.hub.hub_page import HubPage

        if self._station is not None:
            page = HubPage(self._station)
            page.left.connect(self._window.navigator.leave)
            self._window.navigator.pushed.emit(page, self.tr("Evening station"))

    def _show_anew(self) -> None:
        if self._cases is not None:
            self._cases.news.tell(Changes())

    def _show_obeying(self, done: object, total: object, lane: str) -> None:
        if isinstance(done, int) and isinstance(total, int):
            self._window.status_bar.work.show_work(self.tr("An order of destruction is carried out"), lane, done, total)

    def _stop_obeying(self) -> None:
        """It goes on when the vault is opened the next time."""
        if self._obeying is not None:
            self._obeying.stop.set()

    def _end_obeying(self) -> None:
        self._obeying = None  # it holds the vault
        self._window.status_bar.work.end()

    def _show_obeyed(self, done: Obeyed) -> None:
        if done.orders:
            self._show_came(done.changes)

    def _show_came(self, changes: Changes) -> None:
        if self._cases is not None:
            self._cases.news.tell(changes)
        self._look()

    def _look(self) -> None:
        if self._standing is not None and self._gate.vault is not None:
            self._standing.look()

    def _show(self, standing: Standing) -> None:
        self._window.status_bar.show_standing(standing)
