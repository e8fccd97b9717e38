"""Joining the office's other laptop: where its roster comes from, and who joins."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from core.errors import AppError
from core.vault.errors import WrongPassphrase
from ui.people.own_passphrase import OwnPassphrase
from ui.start.first_start_state import FirstStartState, Joinable
from ui.start.office_search import office_choices
from ui.start.step import Step
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.filter_box import FilterBox
from ui.widgets.filter_list import FilterList
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class RosterStep(Step):
    """From a stick, or from the server with a one-time code."""

    def __init__(self, state: FirstStartState) -> None:
        super().__init__(
            self.tr("Join your office"),
            self.tr("This laptop needs the office's roster: its people and their keys, locked by their own passphrases."),
        )
        self._state = state
        self.choose = Button(self.tr("Choose the roster file ..."), icon_name="usb")
        self.choose.clicked.connect(self._choose)
        hint = self.tr("On the first laptop: Settings, People, Write the roster for a second laptop.")
        self._office = ""
        box = FilterBox()
        box.search_with(office_choices)
        box.setPlaceholderText(self.tr("Type to search ..."))
        box.chosen.connect(self._choose_office)
        self.office = LabelledField(self.tr("Region of the office"), box)
        self.server = LabelledField(self.tr("Address of the server"), TextLine(), hint="https://...")
        self.code = LabelledField(self.tr("One-time code"), TextLine(), hint=self.tr("The regency gives it to you."))
        self.body.addWidget(self._panel(self.tr("From a stick"), worded(hint, "soft", wrap=True), self.choose))
        self.body.addWidget(self._panel(self.tr("From the server"), self.office, self.server, self.code))
        self.body.addStretch(1)

    def _panel(self, title: str, *widgets: object) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(worded(title, "subheading"))
        for widget in widgets:
            if isinstance(widget, Button):
                column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            elif isinstance(widget, LabelledField | type(self.title)):
                column.addWidget(widget)
        return frame

    @property
    def next_word(self) -> str:
        return self.tr("Fetch from the server")

    def enter(self) -> None:
        self.choose.setFocus()

    def office_code(self) -> str:
        """Return the code of the chosen region."""
        return self._office

    def check(self) -> bool:
        if not self._office:
            self.office.complain(self.tr("Choose the region from the list, or a file above."))
            return False
        if not self.server.text():
            self.server.complain(self.tr("Type the address."))
            return False
        if not self.code.text():
            self.code.complain(self.tr("The code is missing."))
            return False
        return True

    def _choose_office(self, choice: Choice) -> None:
        self._office = choice.value

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the roster file"), str(Path.home()), self.tr("Parcels (*.bukti);;All files (*)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._read)
        dialog.open()

    def _read(self, path: str) -> None:
        self._state.read_roster_file(Path(path))


class JoinStep(Step):
    """Whoever joins proves himself by his own passphrase."""

    def __init__(self) -> None:
        super().__init__(self.tr("Who are you?"), self.tr("Choose yourself from the roster and type your own passphrase."))
        self._people: tuple[Joinable, ...] = ()
        self.list = FilterList(self.tr("Type your name ..."), self._search)
        self.problem = worded("", "problem", wrap=True)
        self.problem.hide()
        self.own = OwnPassphrase(self.tr("Your passphrase"))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.own)
        self.list.picked.connect(self._picked)

    @property
    def next_word(self) -> str:
        return self.tr("Join the office")

    def offer(self, people: tuple[Joinable, ...]) -> None:
        """Show who may join."""
        self._people = people
        self.list.set_search(self._search)

    def chosen(self) -> Joinable | None:
        return next((one for one in self._people if one.person_id == self.list.value()), None)

    def check(self) -> bool:
        if self.chosen() is None:
            self.problem.setText(self.tr("Choose yourself from the list."))
            self.problem.show()
            self.list.setFocus()
            return False
        return self.own.check()

    def refuse(self, error: AppError) -> bool:
        """Show a wrong passphrase beside its field. Returns whether it was one."""
        if not isinstance(error, WrongPassphrase):
            return False
        self.own.refuse(error)
        return True

    def enter(self) -> None:
        self.list.setFocus()

    def _search(self, words: str) -> list[Choice]:
        wanted = words.lower().split()
        rows = [Choice(one.person_id, one.name, f"{one.position}, {one.office_name}  {one.office}") for one in self._people]
        return [row for row in rows if all(word in f"{row.label} {row.detail}".lower() for word in wanted)]

    def _picked(self) -> None:
        self.problem.hide()
        self.own.setFocus()
