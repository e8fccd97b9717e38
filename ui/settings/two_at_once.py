"""Says that two laptops set the same thing apart, and lets a person decide which holds; nothing to see where all is well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from core.actions.office.office_settings import decide_for, two_at_once
from core.vault.vault import Vault
from ui.cases.words import form_title
from ui.jobs.runner import JobRunner
from ui.sync.lane_words import time_words
from ui.widgets.dress import Button, restyle, worded
from ui.widgets.emptying import empty
from ui.working_state import WorkingState

LONGEST = 200  # characters of one setting


@dataclass(frozen=True, slots=True)
class Said:
    """One of the settings: its record, who set it and when (ISO); differs: key -> value of what the settings do not share."""

    record_id: str
    person: str
    at: str
    differs: Mapping[str, object]


class TwoAtOnceState(WorkingState):
    """`told` after `look`; `decided` after `decide`."""

    told = Signal(object)  # tuple of Said, the one in force first; empty where all is well
    decided = Signal()

    def __init__(self, vault: Vault, jobs: JobRunner, subject: str) -> None:
        super().__init__(vault, jobs)
        self.subject = subject

    def look(self) -> None:
        vault, subject = self.vault, self.subject
        self.run(lambda _report: read_both(vault, subject), self.told)

    def decide(self, record_id: str) -> None:
        """Let what this record says hold; ends with `decided` or `refused`."""
        vault, subject = self.vault, self.subject
        self.run(lambda _report: decide_for(vault, subject, record_id), self._was_decided)

    def _was_decided(self, _changes: object) -> None:
        self.decided.emit()
        self.look()


class TwoAtOnce(QFrame):
    """A notice with a button for each of the settings; hidden while there is one."""

    def __init__(self, state: TwoAtOnceState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.buttons: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 9, 12, 9)
        self._column.setSpacing(6)
        restyle(self, "banner", "warn")
        state.told.connect(self._show)
        self.hide()

    def _show(self, both: tuple[Said, ...]) -> None:
        empty(self._column)
        self.buttons.clear()
        self.setVisible(bool(both))
        if not both:
            return
        title = worded(self.tr("Two laptops set this without knowing of each other."), wrap=True)
        title.setStyleSheet("font-weight: 600;")
        self._column.addWidget(title)
        self._column.addWidget(worded(self.tr("The first is in force everywhere. Choose the one that shall hold."), wrap=True))
        for one in both:
            button = Button(self.tr("As {person} set it, {at}").format(person=one.person, at=time_words(one.at)))
            button.clicked.connect(partial(self._decide, one.record_id))
            self.buttons.append(button)
            words = worded("; ".join(f"{self._name(key)}: {self._words(value)}" for key, value in one.differs.items()), "small", wrap=True)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addWidget(words, 1)
            self._column.addLayout(row)

    def _name(self, key: str) -> str:
        names = {
            "count_first_day": self.tr("The first day counts"),
            "joint_leave_is_working_day": self.tr("Cuti bersama is a working day"),
            "office_hours": self.tr("Office hours"),
            "added": self.tr("Days off added"),
            "removed": self.tr("Days off taken away"),
            "lengths": self.tr("Lengths"),
            "stages": self.tr("Stages"),
            "name_lines": self.tr("Name lines"),
            "address": self.tr("Address"),
            "phone": self.tr("Telephone"),
            "email": self.tr("E-mail"),
            "city": self.tr("City before the date"),
            "png": self.tr("Logo"),
            "size": self.tr("Usual size"),
            "forms": self.tr("Size of single forms"),
        }
        return names.get(key) or form_title(key)

    def _words(self, value: object) -> str:
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if isinstance(value, Mapping):
            return ", ".join(f"{key} {self._words(inner)}" for key, inner in value.items()) or "-"
        if isinstance(value, list):
            return ", ".join(map(self._words, value)) or "-"
        words = "-" if value is None or value == "" else str(value)
        return words if len(words) <= LONGEST else self.tr("{count} characters").format(count=len(words))

    def _decide(self, record_id: str) -> None:
        self.state.decide(record_id)


def read_both(vault: Vault, subject: str) -> tuple[Said, ...]:
    """Return who set what apart."""
    found = two_at_once(vault, subject)
    with vault.read() as tx:
        people = vault.roster(tx).people if found else {}
    keys = sorted({key for one in found for key in one.values})
    apart = [key for key in keys if any(one.values.get(key) != found[0].values.get(key) for one in found)]
    return tuple(
        Said(
            one.record_id,
            people[one.person].name if one.person in people else one.person[:8],
            one.at,
            {key: one.values.get(key) for key in apart},
        )
        for one in found
    )
