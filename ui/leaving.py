"""How a person leaves a page, by Esc, the rail or the cross of the window: asked first where something would be lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.banner import Banner
from ui.widgets.page import Page, put_cursor_on

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Leaving(Banner):
    """The notice that asks; it stands above the page. What a deed of the program shows next is never held up."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window, self._is_ending = window, False
        self._then: Callable[[], object] | None = None  # what waits for the answer
        self.acted.connect(self._lose)
        self.dismissed.connect(self._stay)
        window.navigator.leave.connect(self.leave)

    def leave(self) -> None:
        """Go back to where the person came from."""
        self._ask(self._above()[-1:], self._window.go_back)

    def go_to(self, key: str) -> None:
        """Go to an entry of the rail, away from all pages that stand above one another."""
        if self._window.rail is not None:
            self._window.rail.show_chosen(self._window.key)  # until it is left
        self._ask(self._above(), partial(self._window.open_page, key))

    def want_back(self) -> None:
        """Do what the page's own button "Back" does; while it asks, stay."""
        above = self._above()
        if not self.isHidden():
            self.dismiss()
        elif above and isinstance(above[-1], Page):
            above[-1].left.emit()
        else:
            self.leave()

    def forget(self) -> None:
        """Another page is shown: there is nothing to ask."""
        self._then = None
        self.hide()

    def took(self, event: QKeyEvent) -> bool:
        """Return whether a key was for this: one that comes to the window because nothing in it had a use for it."""
        if self._window.is_at_gate:
            return False
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.want_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.action.hasFocus():
            self._lose()
        else:
            return False
        return True

    def may_end(self) -> bool:
        """Return whether the window may close at once; else ask."""
        if not self._is_ending and not self._window.is_at_gate and _is_unsaved(self._above()):
            self._ask(self._above(), self._end)
            return False
        return True

    def let_end(self) -> None:
        """The system ends the program: nobody is there to be asked."""
        self._is_ending = True

    def _end(self) -> None:
        self.let_end()
        self._window.close()

    def _above(self) -> list[QWidget]:
        """Return the pages that stand above the page of the rail, the last on top."""
        return [page for page, _title in self._window.trail]

    def _ask(self, above: list[QWidget], go: Callable[[], object]) -> None:
        if not _is_unsaved(above):
            go()
            return
        self._then = go
        title, hint = self.tr("What you entered here is not kept yet."), self.tr("Esc stays here, to keep it. Enter leaves without it.")
        self.say("warn", title, hint, action=self.tr("Leave without it"))
        self.action.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lose(self) -> None:
        go = self._then
        self.forget()
        if go is not None:
            go()

    def _stay(self) -> None:
        self._then = None
        if (page := self._window.current_page()) is not None:
            put_cursor_on(page)


def _is_unsaved(pages: list[QWidget]) -> bool:
    return any(isinstance(page, Page) and page.is_unsaved() for page in pages)
