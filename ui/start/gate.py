"""Who may come to the desk: first start, unlocking, locking again. Holds the vault while it is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLockFile, QObject, QTimer, Signal

from core.errors import AppError
from core.words import language_in_use
from ui.jobs.runner import JobRunner
from ui.language import speak
from ui.loading import Loading
from ui.main_window import MainWindow
from ui.opening_page import OpeningPage
from ui.screen import screen_of
from ui.start.one_window import claim
from ui.start.unlock_page import UnlockPage
from ui.start.unlock_state import UnlockState
from ui.start.vault_folders import has_vault, last_folder, new_folder, remember
from ui.theme import theme

if TYPE_CHECKING:
    from core.vault.vault import Vault

IDLE_MINUTES = 15
SIGNS_OF_LIFE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin)


class Gate(QObject):
    """Shows a page in the window until somebody has a vault open; `opened` then hands it over.

    It is the first that a person sees: this file and the page of the passphrase bring in nothing that the door itself does not need.
    """

    asked = Signal(object)  # Path of a vault whose passphrase is asked for; everything is loaded then
    opened = Signal(object)  # Vault
    shut = Signal()  # the vault is about to be closed: whatever reads it must go

    def __init__(
        self, window: MainWindow, jobs: JobRunner, folder: Path | None, *, base: Path | None = None, loading: Loading | None = None
    ) -> None:
        """folder: the vault named by the caller, None to look in the usual place. base: another usual place, for tests.

        loading: what still brings in the desk; None when everything is there.
        """
        super().__init__(window)
        self._loading = loading
        self._window, self._jobs, self._given, self._base = window, jobs, folder, base
        self._lock: QLockFile | None = None
        self._states: list[QObject] = []  # of the page that is shown
        self.vault: Vault | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MINUTES * 60_000)
        self._idle.timeout.connect(self.lock)
        window.locked.connect(self.lock)
        window.closing.connect(self.close)
        jobs.idle_changed.connect(self._let_go)
        self._left: Vault | None = None  # locked while a transfer still runs with its data key

    def begin(self) -> None:
        """Show the right page."""
        folder = self._given or last_folder(self._base)
        if folder is not None and has_vault(folder):
            self.show_unlock(folder)
        else:
            self.show_first_start()

    def show_unlock(self, folder: Path) -> None:
        """Ask for the passphrase of this vault, or say why it is not opened."""
        screen, application = screen_of(folder), QCoreApplication.instance()
        theme.write(screen.letters)
        if screen.language not in ("", language_in_use()) and application is not None:
            speak(application, screen.language)
        state = UnlockState(self._jobs, folder)
        page = UnlockPage(state)
        state.opened.connect(self.enter)
        state.open_other.connect(self._open_other)
        state.start_anew.connect(self.show_first_start)
        self._states = [state]
        self._window.show_gate(page)
        try:
            self._claim(folder)
        except AppError as error:
            page.show_shut(error)
            return
        self._once_loaded(partial(self._look, state))

    def _look(self, state: UnlockState) -> None:
        if state in self._states:  # else another page has come meanwhile
            state.look()
            self.asked.emit(state.folder)

    def show_first_start(self) -> None:
        """Begin at the very beginning. A folder named by the caller is used unless it holds a vault."""
        self._unclaim()
        self._wait_for_loading()
        self._once_loaded(self._first_start)

    def _first_start(self) -> None:
        from ui.start.first_start_page import FirstStartPage
        from ui.start.first_start_state import FirstStartState

        given = self._given if self._given is not None and not has_vault(self._given) else None
        state = FirstStartState(
            self._jobs,
            given or new_folder(is_drill=False, base=self._base),
            drill_folder=given or new_folder(is_drill=True, base=self._base),
        )
        state.finished.connect(self.enter)
        state.open_other.connect(self._open_other)
        self._states = [state]
        self._window.show_gate(FirstStartPage(state))

    def lock(self) -> None:
        """Drop the person's keys at once, and the data key as soon as no transfer needs it; show the door."""
        if self.vault is None:
            return
        vault, self.vault = self.vault, None
        self._idle.stop()
        self.shut.emit()
        vault.me = None
        self._window.drill.show_drill(False)
        if self._jobs.is_idle:
            vault.close()
        else:
            self._left = vault
        self.show_unlock(vault.folder)

    def close(self) -> None:
        """The window closes: nothing stays open."""
        if self.vault is not None:
            self.shut.emit()
        self._jobs.stop_all()
        for vault in (self.vault, self._left):
            if vault is not None:
                vault.close()
        self.vault = self._left = None
        self._unclaim()

    def stay(self) -> None:
        """The desk is in use, also without a hand on it: do not lock yet."""
        if self.vault is not None:
            self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE and self.vault is not None:
            self._idle.start()
        return super().eventFilter(watched, event)

    def enter(self, vault: Vault) -> None:
        """Take an open vault over and let the person to the desk."""
        try:
            self._claim(vault.folder)
            remember(vault.folder, self._base)
        except AppError as error:
            self._window.banner.refuse(error)  # the vault is open all the same
        self.vault = vault
        if (handle := self._window.windowHandle()) is not None:
            handle.installEventFilter(self)  # of the window alone: of the whole program it would see every painting too
        self._idle.start()
        self._wait_for_loading()
        self._once_loaded(partial(self._let_in, vault))

    def _let_in(self, vault: Vault) -> None:
        if self.vault is vault:  # else the window was closed meanwhile
            self.opened.emit(vault)

    def _wait_for_loading(self) -> None:
        """Somebody was faster than the program: show that it opens."""
        if self._loading is not None and not self._loading.is_done:
            self._window.show_gate(OpeningPage())

    def _once_loaded(self, act: Callable[[], None]) -> None:
        if self._loading is None:
            act()
        else:
            self._loading.then(act)

    def _open_other(self, folder: str) -> None:
        self.show_unlock(Path(folder))

    def _let_go(self, is_idle: bool) -> None:
        if is_idle and self._left is not None:
            vault, self._left = self._left, None
            vault.close()

    def _claim(self, folder: Path) -> None:
        if self._lock is not None and Path(self._lock.fileName()).parent == folder:
            return
        self._unclaim()
        self._lock = claim(folder)

    def _unclaim(self) -> None:
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
