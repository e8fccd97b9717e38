"""The button with which a form gets its number: from the book where this laptop holds it, else a provisional reference."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.actions.clock import wall_now
from core.actions.numbers.give_number import Numbered, give_number, number_path, provisional_reference
from core.actions.numbers.number_keepers import may_give
from core.actions.numbers.number_standing import ELSEWHERE, HERE, NONE, BookStanding, standing
from core.errors import AppError
from core.rules.number_pattern import Kind, kind_of
from core.vault.local import Draft
from core.vault.vault import Vault
from core.vault.views.typed_numbers import PROVISIONAL
from core.words import explain
from forms.engine.instance import Instance
from forms.library import by_sha256
from ui.jobs.runner import JobRunner
from ui.numbers.book_dialogs import GiveDialog
from ui.widgets.dress import Button
from ui.working_state import WorkingState


class NumberGiverState(WorkingState):
    """What the form of one draft can get. kind: None for a form without a register of its own."""

    stood = Signal(object, bool)  # BookStanding, and whether my role may give numbers of this kind
    numbered = Signal(object)  # Numbered

    def __init__(self, vault: Vault, jobs: JobRunner, draft: Draft) -> None:
        super().__init__(vault, jobs)
        self.draft, self.kind = draft, kind_of(draft.form_id)
        path = number_path(by_sha256(draft.form_sha256))
        self.ref = "/".join(("", draft.form_id, *path)) if path and self.kind is not None else ""

    def look(self) -> None:
        """Find out where the book is; ends with `stood`."""
        vault, kind = self.vault, self.kind
        if kind is not None:
            self.run(lambda _report: _stand(vault, kind), self._tell)

    def give(self, passphrase: str) -> None:
        """Give the number; ends with `numbered`."""
        vault, kind, draft = self.vault, self.kind, self.draft
        if kind is not None:
            self.run(
                lambda _report: give_number(vault, kind.key, case_id=draft.case_id, document=draft.stream, passphrase=passphrase),
                self.numbered,
            )

    def _tell(self, found: tuple[BookStanding, bool]) -> None:
        self.stood.emit(*found)

    def provisional(self) -> str:
        return provisional_reference(self.draft.stream)


class NumberGiver(Button):
    """Shown only while the form has no number. `answered` carries what belongs into the form; `told` what to say above it."""

    answered = Signal(str, str)  # ref of the field, number or provisional reference
    told = Signal(str, str, str)  # kind, title, hint of a banner

    def __init__(self, state: NumberGiverState, instance: Instance, parent: QWidget | None = None) -> None:
        super().__init__("", icon_name="book", parent=parent)
        self.state, self._instance = state, instance
        state.setParent(self)
        self.dialog: GiveDialog | None = None
        self._is_busy = False
        self.clicked.connect(self._want)
        state.stood.connect(self._go_on)
        state.numbered.connect(self._numbered)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self._be_busy)
        self.setText(self.tr("Give number"))
        self.look()

    def look(self) -> None:
        """Show or hide by what stands in the form."""
        self.setVisible(bool(self.state.ref) and self._number() is not None and not self._has_number())

    def _number(self) -> str | None:
        try:
            return str(getattr(self._instance.node(self.state.ref), "value", ""))
        except KeyError:
            return None

    def _has_number(self) -> bool:
        number = (self._number() or "").strip()
        return bool(number) and not number.startswith(PROVISIONAL)

    def _go_on(self, told: BookStanding, may_give: bool) -> None:
        if told.state == HERE and may_give:
            self._ask(told)
            return
        if told.state == NONE:
            title = self.tr("This office has no book of this kind yet.")
            hint = self.tr("The form bears a provisional reference. Open the book on one laptop: Numbers.")
        elif not may_give:
            title = self.tr("Members and secretariat of the office give numbers of this kind.")
            hint = self.tr("The form bears a provisional reference; one of them gives the number in Numbers.")
        elif told.state == ELSEWHERE:
            title = self.tr("The book of this kind is on laptop {name}.").format(name=told.holder or "?")
            hint = self.tr("The form bears a provisional reference; that laptop gives the number once the form has come there.")
        else:
            title = self.tr("No number is given from this book until it is settled.")
            hint = self.tr("The form bears a provisional reference. What is wrong stands in Numbers.")
        if (self._number() or "").startswith(PROVISIONAL):
            self.told.emit("info", title, hint)
            return
        self.answered.emit(self.state.ref, self.state.provisional())
        self.told.emit("info", title, hint)
        self.look()

    def _ask(self, told: BookStanding) -> None:
        title = self.tr("Give number {number}").format(number=told.next_number)
        follows = self.tr(
            "The number belongs to this form from now on, even if the form is thrown away: then void it in Numbers. You sign it."
        )
        dialog = GiveDialog(title, follows, self.tr("Give it"), lines=(), parent=self.window())
        dialog.asked.connect(lambda: self.state.give(dialog.passphrase()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _numbered(self, numbered: Numbered) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self.answered.emit(self.state.ref, numbered.text)
        title = self.tr("Number {number} was given.") if numbered.is_new else self.tr("This form had number {number} already.")
        self.told.emit("success", title.format(number=numbered.text), self.tr("Save the form, so that it bears it."))
        self.look()

    def _refuse(self, error: AppError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)
        else:
            self.told.emit("error", *explain(error))

    def _want(self) -> None:
        if not self._is_busy:
            self.state.look()  # the book may have come or gone since

    def _be_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy  # disabled, it would give the cursor to its neighbour, which throws the draft away
        if self.dialog is not None:
            self.dialog.be_busy(is_busy)


def _stand(vault: Vault, kind: Kind) -> tuple[BookStanding, bool]:
    with vault.read() as tx:
        return standing(vault, tx, kind, on=wall_now().date()), may_give(vault, tx, kind)
