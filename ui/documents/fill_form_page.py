"""One form being filled in: its parts, what lacks, and that it is kept while typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from core.errors import AppError
from forms.engine.view import Problem
from ui.cases.words import form_title, moment_words
from ui.documents.breach_words import explain_breach
from ui.documents.fill_form_state import FillFormState
from ui.documents.move_draft_dialog import MoveDraftDialog
from ui.documents.page_head import PageHead
from ui.documents.villages import villages_near
from ui.form_view.form_view import FormView
from ui.numbers.number_giver import NumberGiver, NumberGiverState
from ui.widgets.banner import Banner
from ui.widgets.dress import Button
from ui.widgets.elided import ElidedLabel
from ui.widgets.page import Page

STATEMENT = "ba_klarifikasi"


class FillFormPage(Page):
    """Emits `saved` with the Changes; `left` when the person wants to go back."""

    saved = Signal(object)
    history_wanted = Signal(str)  # document stream
    withdraw_wanted = Signal(str)  # document stream
    moved = Signal(str)  # document stream: its draft is on a newer version of the form, to be shown anew

    def __init__(self, state: FillFormState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        case = state.case
        about = " · ".join(word for word in ((case.number, case.title) if case is not None else ()) if word)
        self.head = PageHead(form_title(state.draft.form_id), about or self.tr("New case"))
        self.banner = Banner()
        villages = villages_near(state.vault.office)
        self.form = FormView(state.instance, explain=explain_breach, villages=villages, told_by=state.told_by, title_of=form_title)
        self.kept = ElidedLabel(self.tr("Not saved yet"), "small")
        self.history = Button(self.tr("History"), icon_name="history")
        self.withdraw = Button(self.tr("Withdraw ..."), icon_name="close")
        self.throw_away = Button(self.tr("Discard draft"), icon_name="trash")
        self.sure = Button(self.tr("Yes, discard"), kind="danger")
        words = self.tr("Save and read back") if state.draft.form_id == STATEMENT else self.tr("Save")
        self.save = Button(words, kind="primary", icon_name="check")
        self.save.setToolTip("Ctrl+S")
        self.number = NumberGiver(NumberGiverState(state.vault, state.jobs, state.draft), state.instance, self)
        self._build()
        self._connect()
        self._say_newer()
        if not state.is_first_version:
            self.kept.setText(self.tr("Draft on a saved form"))
        elif state.draft.answers:
            self.kept.setText(self.tr("Draft of {time}").format(time=moment_words(state.draft.updated_at)))

    def _build(self) -> None:
        self.sure.hide()
        self.history.setVisible(not self.state.is_first_version)
        self.withdraw.setVisible(not self.state.is_first_version)
        self.head.add_standing(self.kept)
        for widget in (self.number, self.history, self.withdraw, self.throw_away, self.sure, self.save):
            self.head.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.form, 1)
        self.begin_at(self.form)

    def _connect(self) -> None:
        state = self.state
        self.form.changed.connect(state.touch)
        self.form.changed.connect(self.number.look)
        self.form.completed.connect(self._say_complete)
        self.number.answered.connect(self._take_number)
        self.number.told.connect(self.banner.say)
        self.save.clicked.connect(self._save)
        self.head.back.connect(self.left)
        self.history.clicked.connect(self._show_history)
        self.withdraw.clicked.connect(self._withdraw)
        self.throw_away.clicked.connect(self._ask)
        self.sure.clicked.connect(state.discard)
        state.kept.connect(self._show_kept)
        state.problems_changed.connect(self._show_problems)
        state.refused.connect(self.banner.refuse)
        state.busy_changed.connect(self.save.setDisabled)
        state.saved.connect(self.saved)
        state.discarded.connect(self.left)
        self.banner.acted.connect(self._ask_to_move)
        state.moved.connect(self.moved)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._save)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page, the lock or the end of the program; not a minimised window
            self.state.keep_now()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:  # however the window takes the page down, this comes last
            self.state.leave()
        return super().event(event)

    def _save(self) -> None:
        if self.save.isEnabled():
            self.banner.hide()
            self.state.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the button saves, as a space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.save.hasFocus():
            self._save()
        else:
            super().keyPressEvent(event)

    def _say_complete(self) -> None:
        """Nothing required is empty: the next Enter saves."""
        self.save.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.banner.say("info", self.tr("Everything that is required is filled in."), self.tr("Enter saves the form."))

    def _take_number(self, ref: str, number: str) -> None:
        """A number that was given belongs to the form: it is kept at once, not when typing pauses."""
        self.state.instance.set(ref, number)
        self.form.refresh()
        self.state.touch()
        self.state.keep_now()
        self.form.go_to(ref)

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(problems)
        if not problems:
            return
        first = ", ".join(dict.fromkeys(problem.label for problem in problems[:3]))
        more = self.tr(" and {count} more").format(count=len(problems) - 3) if len(problems) > 3 else ""
        self.banner.say("error", self.tr("The form was not saved: something is missing or wrong."), first + more)

    def _show_kept(self, time: str) -> None:
        self.kept.setText(self.tr("Kept automatically {time}").format(time=time))

    def _withdraw(self) -> None:
        self.withdraw_wanted.emit(self.state.draft.stream)

    def _show_history(self) -> None:
        self.history_wanted.emit(self.state.draft.stream)

    def _say_newer(self) -> None:
        if self.state.newer is not None:
            title = self.tr("Version {version} of this form is here.").format(version=self.state.newer.version)
            self.banner.say("info", title, self.tr("This draft stays on its own version until you move it."), action=self.tr("Move ..."))

    def _ask_to_move(self) -> None:
        if self.state.newer is None:
            return
        losses = self.state.losses()
        dialog = MoveDraftDialog(self.state.newer.version, losses, self)
        if dialog.exec() == MoveDraftDialog.DialogCode.Accepted:
            self.state.move(losses)
        dialog.deleteLater()

    def _ask(self) -> None:
        """A second button instead of a dialog: one press does not lose an hour's work."""
        self.throw_away.hide()
        self.sure.show()
        self.sure.setFocus()

    def refuse(self, error: AppError) -> None:
        """Show an expected failure."""
        self.banner.refuse(error)
