"""The deeds on a number book that a person may choose now, and the dialog of each: what follows from it, and one's own passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.actions.numbers.number_register import RegisterRow
from core.actions.numbers.number_standing import DISPUTED, ELSEWHERE, HERE, NONE, SECOND, UNFIT
from core.words import language_in_use
from ui.numbers.book_dialogs import BookDialog, GiveDialog, MoveDialog, PatternDialog, ReasonDialog
from ui.numbers.register_state import Asked, RegisterState, Shown, kind_title

Deed = tuple[str, Callable[[], None]]  # what stands on the button, and what opens the dialog


class BookDeeds(QObject):
    """Opens one dialog at a time above the page; `dialog` is the open one. `begun`: a deed was chosen."""

    begun = Signal()

    def __init__(self, state: RegisterState, page: QWidget) -> None:
        super().__init__(page)
        self._state, self._page = state, page
        self.dialog: BookDialog | None = None
        state.busy_changed.connect(self._be_busy)

    def next(self, shown: Shown) -> Deed | None:
        """Return the one deed without which no number is given."""
        state = shown.register.standing.state
        if not shown.may_keep:
            return None
        if state == NONE:
            return self.tr("Open the book ..."), self.open_book
        if state == DISPUTED:
            return self.tr("Take the book up ..."), self.take
        return None

    def others(self, shown: Shown) -> list[Deed]:
        """Return the other deeds on the book."""
        told = shown.register.standing
        found: list[Deed] = []
        if not shown.may_keep:
            return found
        if told.state == HERE:
            found += [(self.tr("Move to another laptop ..."), self.move)] if shown.laptops else []
            found += [(self.tr("Skip to a number used on paper ..."), self.take)]
        if told.state in (HERE, UNFIT):
            found += [(self.tr("Change the pattern ..."), self.change)]
        if told.state in (ELSEWHERE, SECOND):
            found += [(self.tr("Take the book up here ..."), self.take)]
        if told.book is not None and told.book.holder == self._state.vault.log.id:
            found += [(self.tr("Close the book for good ..."), self.close)]
        return found

    def open_book(self) -> None:
        if (shown := self._state.shown) is None:
            return
        kind = shown.register.kind
        follows = self.tr(
            "This laptop gives the numbers of this kind from now on. If the office has a laptop with this book already, do not open "
            "a second one: let the book be moved here. How numbers look is a local habit: compare with your last paper."
        )
        dialog = PatternDialog(
            self.tr("Open the book: {kind}").format(kind=kind_title(kind, language_in_use())), follows, self.tr("Open the book"),
            asked=Asked(kind.pattern, shown.usual, kind.restart), usual=shown.usual, is_new=True, parent=self._page,
        )  # fmt: skip
        dialog.asked.connect(
            lambda: self._state.open_book(
                dialog.told(), last_used=dialog.last(), reason=dialog.reason.text().strip(), passphrase=dialog.passphrase()
            )
        )
        self._ask(dialog)

    def change(self) -> None:
        shown = self._state.shown
        book = shown.register.standing.book if shown is not None else None
        if shown is None or book is None:
            return
        dialog = PatternDialog(
            self.tr("Change the pattern"), self.tr("Numbers that were given stay as they are; the next one looks like this."),
            self.tr("Change"), asked=Asked(book.pattern, book.values, book.restart), usual=shown.usual, is_new=False,
            next_seq=shown.register.standing.next_seq or 1, parent=self._page,
        )  # fmt: skip
        dialog.asked.connect(lambda: self._state.change_book(dialog.told(), passphrase=dialog.passphrase()))
        self._ask(dialog)

    def move(self) -> None:
        if (shown := self._state.shown) is None:
            return
        follows = self.tr(
            "This laptop gives no more numbers of this kind. The other one gives them as soon as it has got this record, by sending "
            "or by a stick."
        )
        dialog = MoveDialog(self.tr("Move the book"), follows, self.tr("Move it"), laptops=shown.laptops, parent=self._page)
        dialog.asked.connect(lambda: self._state.move_book(dialog.device(), passphrase=dialog.passphrase()))
        self._ask(dialog)

    def take(self) -> None:
        follows = self.tr(
            "Numbering goes on here behind the number that you type; it must be the last one on any paper of the office. Do this only "
            "when the laptop with the book is lost or was restored: if it still gives numbers, some will come twice."
        )
        title = self.tr("Go on behind a number used on paper")
        dialog = ReasonDialog(title, follows, self.tr("Go on from there"), asks_last=True, parent=self._page)
        dialog.asked.connect(
            lambda: self._state.take_book(last_used=dialog.last_used(), reason=dialog.reason.text(), passphrase=dialog.passphrase())
        )
        self._ask(dialog)

    def close(self) -> None:
        shown = self._state.shown
        book = shown.register.standing.book if shown is not None else None
        if book is None:
            return
        follows = self.tr("No number is ever given from this book again. Its numbers stay in the register.")
        dialog = ReasonDialog(self.tr("Close the book for good"), follows, self.tr("Close it"), kind="danger", parent=self._page)
        dialog.asked.connect(lambda: self._state.close_book(book.stream, reason=dialog.reason.text(), passphrase=dialog.passphrase()))
        self._ask(dialog)

    def void(self, row: RegisterRow) -> None:
        follows = self.tr("The number stays in the register, struck out, with this reason. It is never given again.")
        dialog = ReasonDialog(
            self.tr("Void {number}").format(number=row.number), follows, self.tr("Void it"), kind="danger", parent=self._page
        )
        dialog.asked.connect(lambda: self._state.void(row.key, reason=dialog.reason.text(), passphrase=dialog.passphrase()))
        self._ask(dialog)

    def give(self) -> None:
        shown = self._state.shown
        if shown is None:
            return
        waiting = set(self._state.waiting())
        lines = [" · ".join(word for word in (row.number, row.event) if word) for row in shown.register.rows if row.document in waiting]
        follows = self.tr("Each gets the next number in this order, and is saved with it. You sign each number.")
        dialog = GiveDialog(self.tr("Give numbers"), follows, self.tr("Give them"), lines=lines, parent=self._page)
        dialog.asked.connect(lambda: self._state.give_to_waiting(passphrase=dialog.passphrase()))
        self._ask(dialog)

    def finish(self) -> None:
        """The deed was done: its dialog goes."""
        if self.dialog is not None:
            self.dialog.accept()

    def _ask(self, dialog: BookDialog) -> None:
        self.begun.emit()
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _be_busy(self, is_busy: bool) -> None:
        if self.dialog is not None:
            self.dialog.be_busy(is_busy)
