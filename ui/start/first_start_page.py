"""The first start as a row of steps: what is done at the left, the step at the right, back and on below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import AppError
from ui.printing.print_pdf import print_pdf
from ui.start.copy_step import CopyStep
from ui.start.first_start_state import FirstStartState, Joinable
from ui.start.join_steps import JoinStep, RosterStep
from ui.start.office_step import OfficeStep
from ui.start.passphrase_step import PassphraseStep
from ui.start.person_step import PersonStep
from ui.start.region_step import RegionStep
from ui.start.restore_step import RestoreStep
from ui.start.second_person_step import SecondPersonStep
from ui.start.sheet_step import SheetStep
from ui.start.step import Step
from ui.start.trail import Trail
from ui.start.welcome_step import WayButton, WelcomeStep
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.dress import Button, show_if
from ui.widgets.page_stack import PageFrame, PageStack

NARROW = 760  # pixels


class FirstStartPage(QWidget):
    """Enter goes on from any field; Esc goes back."""

    def __init__(self, state: FirstStartState) -> None:
        super().__init__()
        self._state = state
        self.welcome, self.person, self.region, self.office = WelcomeStep(), PersonStep(state), RegionStep(state), OfficeStep(state)
        self.passphrase, self.sheet, self.second = PassphraseStep(state), SheetStep(), SecondPersonStep()
        self.roster, self.join = RosterStep(state), JoinStep()
        self.copy, self.restore = CopyStep(), RestoreStep()
        self._founding: list[Step] = [self.person, self.region, self.office, self.passphrase, self.sheet, self.copy, self.second]
        self._joining: list[Step] = [self.roster, self.join, self.sheet, self.copy, self.second]
        self._way: list[Step] = []
        self._stood_at: tuple[Step, QWidget | None] = (self.welcome, None)
        self._was_refused = False  # beside a field, which has the cursor now
        self.banner, self.trail, self.stack = Banner(), Trail(), PageStack()
        self.back, self.next = Button(self.tr("Back")), Button("", kind="primary")
        self._build()
        for step in (self.welcome, *self._founding, self.roster, self.join, self.restore):
            self.stack.addWidget(step)
            step.settled.connect(self._settle)
            step.renamed.connect(self._show_buttons)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.welcome.chosen.connect(self._begin)
        self.passphrase.new.entered.connect(self.go_on)
        self.join.own.entered.connect(self.go_on)
        self.restore.own.entered.connect(self.go_on)
        self.copy.asked.connect(state.set_up_copy)
        state.copy_set_up.connect(self.copy.say_set_up)
        state.restoring.connect(self.restore.show_progress)
        state.was_restored.connect(self.restore.say_restored)
        state.restoring_stopped.connect(self._say_stopped)
        self.restore.strip.cancelled.connect(state.stop_restoring)
        self.sheet.save_asked.connect(self._choose_target)
        self.sheet.print_asked.connect(self._print)
        self.second.admit_asked.connect(self._admit)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self._be_busy)
        state.roster_read.connect(self._offer)
        state.was_founded.connect(self._show_sheet)
        state.sheet_saved.connect(self.sheet.say_saved)
        state.admitted.connect(self.second.say_admitted)
        self._show(self.welcome)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.next)
        inside = QVBoxLayout()
        inside.setContentsMargins(32, 28, 32, 22)
        inside.setSpacing(14)
        inside.addWidget(self.banner)
        inside.addWidget(PageFrame(self.stack), 1)
        inside.addLayout(buttons)
        card = QFrame()
        card.setProperty("role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.trail)
        row.addLayout(inside, 1)
        card.setMaximumSize(theme.px(956), theme.px(700))  # beside the trail a field of the greatest width (WIDEST) and the margins
        self._inside, self._whole = inside, QHBoxLayout(self)
        whole = self._whole
        whole.setContentsMargins(24, 24, 24, 24)
        whole.addStretch(1)
        whole.addWidget(card, 100)
        whole.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the trail and the margins leave the room to the step."""
        is_narrow = event.size().width() < theme.px(NARROW)
        show_if(self.trail, not is_narrow)
        self._inside.setContentsMargins(*(18, 14, 18, 12) if is_narrow else (32, 28, 32, 22))
        self._whole.setContentsMargins(*(8, 8, 8, 8) if is_narrow else (24, 24, 24, 24))
        super().resizeEvent(event)

    def step(self) -> Step:
        """Return the step that is shown."""
        found = self.stack.currentWidget()
        assert isinstance(found, Step)
        return found

    def go_on(self) -> None:
        """Check the step and go to the next one, or do what the step is for."""
        step = self.step()
        if not self.next.isEnabled() or step is self.welcome or not step.check():
            return
        self.banner.hide()
        if step is self.passphrase:
            self._state.found(self.office.words(), self.passphrase.new.passphrase())
        elif step is self.roster:
            self._state.fetch_roster(self.roster.office_code(), self.roster.server.text(), self.roster.code.text())
        elif step is self.join:
            who = self.join.chosen()
            assert who is not None
            self._state.join(who, self.join.own.passphrase())
        elif step is self.second:
            self._state.finish()
        elif step is self.restore:
            self._restore()
        else:
            if step is self.sheet:
                self._leave_sheet()
            self._show(self._way[self._way.index(step) + 1])

    def go_back(self) -> None:
        """To the step before; nothing typed is lost."""
        if not self.step().can_go_back or not self.back.isEnabled():
            return
        self.banner.hide()
        place = self._way.index(self.step())
        self._show(self._way[place - 1] if place else self.welcome)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton | WayButton):
                focused.click()
            else:
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _begin(self, way: str) -> None:
        if way == "open":
            self._choose_vault()
            return
        if way == "restore":
            self._way = [self.restore]
            self.trail.show_steps([self.restore.title.text()])
            self._show(self.restore)
            return
        self._way = self._joining if way == "join" else self._founding
        self._state.begin(is_drill=way == "drill")
        if way == "drill":
            self.person.roles.set_value(self.person.roles.value() or "panwascam_chair")
        self.trail.show_steps([step.title.text() for step in self._way])
        self._show(self._way[0])

    def _show(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        self.trail.mark(self._way.index(step) if step in self._way else -1)
        self._show_buttons()
        step.enter()

    def _show_buttons(self) -> None:
        step = self.step()
        self.back.setVisible(step.can_go_back)
        self.next.setVisible(bool(step.next_word))
        self.next.setText(step.next_word)
        self.next.be_of_kind(step.next_kind)

    def _settle(self) -> None:
        self.next.setFocus()
        self._stood_at = (self.step(), self.next)  # once what is under way is over

    def _be_busy(self, is_busy: bool) -> None:
        if is_busy:
            self._stood_at = (self.step(), self.focusWidget())  # a disabled field loses the cursor
        self._stood_at[0].be_busy(is_busy)
        self.next.setEnabled(not is_busy)
        self.back.setEnabled(not is_busy)
        if is_busy:
            self.next.setText(self.tr("One moment ..."))
        else:
            self._show_buttons()
            step, field = self._stood_at
            if step is not self.step():
                self.step().enter()
            elif field is not None and not self._was_refused:
                field.setFocus()
            self._was_refused = False

    def _refuse(self, error: AppError) -> None:
        self.stack.setEnabled(True)
        step = self.step()
        self._was_refused = True
        if isinstance(step, JoinStep | SecondPersonStep | RestoreStep) and step.refuse(error):
            return
        self.banner.refuse(error)
        self._was_refused = False

    def _offer(self, people: tuple[Joinable, ...]) -> None:
        self.join.offer(people)
        self._show(self.join)

    def _show_sheet(self) -> None:
        assert self._state.founded is not None
        self.passphrase.new.clear()
        self.join.own.clear()
        self.sheet.show_code(self._state.founded.recovery_code)
        self._show(self.sheet)

    def _leave_sheet(self) -> None:
        self.sheet.forget()
        self._state.confirm_sheet()
        self.second.offer(self._state.office_code, may_admit=self._state.may_admit)

    def _say_stopped(self) -> None:
        self.restore.strip.hide()
        self.banner.say(
            "info", self.tr("Stopped. Nothing was restored."), self.tr("The second copy is as it was; begin again at any time.")
        )

    def _restore(self) -> None:
        if self.restore.is_done:
            self._state.finish_restored()
        elif self.restore.folder is not None:
            self._state.restore(self.restore.folder, self.restore.own.passphrase())

    def _admit(self) -> None:
        form = self.second.form
        if form is not None and form.new is not None:
            self._state.admit(form.who(), form.new.passphrase(), form.own.passphrase())

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery sheet"), str(Path.home() / "lembar-pemulihan.pdf"), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def _save(self, path: str) -> None:
        self._state.save_sheet(Path(path))

    def _print(self) -> None:
        if print_pdf(self._state.sheet_pdf(), self):
            self.sheet.said.setText(self.tr("The sheet was sent to the printer."))
            self.sheet.said.show()

    def _choose_vault(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the folder of the vault"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._state.open_other)
        dialog.open()
