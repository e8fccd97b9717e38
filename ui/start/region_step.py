"""Where the office stands: province, regency, sub-district, village - each by typing a few letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from core.rules.regions import LEVELS, NATION, Level
from ui.start.first_start_state import FirstStartState
from ui.start.step import Step
from ui.widgets.dress import Button, worded
from ui.widgets.filter_list import FilterList


class RegionStep(Step):
    """The upper part shows what is chosen, with names and codes; the list below offers the next level."""

    def __init__(self, state: FirstStartState) -> None:
        super().__init__(
            self.tr("Where is your office?"),
            self.tr("Type a few letters. The name of a sub-district can be typed at once; province and regency follow from it."),
        )
        self._state = state.region
        self._words = {
            "province": self.tr("Province"),
            "regency": self.tr("Regency or city"),
            "district": self.tr("Sub-district"),
            "village": self.tr("Village"),
        }
        self._lines: dict[Level, tuple[QLabel, QLabel, Button]] = {}
        chosen = QFrame()
        chosen.setProperty("role", "inset")
        grid = self._grid = QGridLayout(chosen)
        grid.setContentsMargins(14, 8, 8, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, level in enumerate(LEVELS):
            change = Button(self.tr("Change"), kind="plain")
            change.setAccessibleName(f"{self.tr('Change')}: {self._words[level]}")
            change.clicked.connect(partial(self._change, level))
            self._lines[level] = (worded(self._words[level], "label"), worded(""), change)
            for column, widget in enumerate(self._lines[level]):
                grid.addWidget(widget, row, column)
        self.prompt = worded("", "subheading")
        self.list = FilterList(self.tr("Type to search ..."), lambda _words: ())  # the tables are read when the step is entered
        self.problem = worded("", "problem", wrap=True)
        self.body.addWidget(chosen)
        self.body.addWidget(self.prompt)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.problem)
        self.list.picked.connect(self._state.pick)
        self._state.changed.connect(self._show)
        self._end = self.body.count()
        self.body.addStretch(0)

    def enter(self) -> None:
        self._show()

    def check(self) -> bool:
        if self._state.is_complete:
            return True
        level = self._state.next_level
        assert level is not None
        self.problem.setText(self.tr("Choose: {level}.").format(level=self._words[level]))
        self.problem.show()
        self.list.setFocus()
        return False

    def _change(self, level: Level) -> None:
        self._state.go_back_to(level)

    def _show(self) -> None:
        chosen, next_level = self._state.chosen, self._state.next_level
        is_single = len(chosen) == 0
        is_nation = bool(chosen) and chosen[0].code == NATION
        for number, level in enumerate(LEVELS):
            label, name, change = self._lines[level]
            is_wanted = number <= LEVELS.index(self._state.level)
            is_chosen = number < len(chosen)
            for widget in (label, name):
                widget.setVisible(is_wanted)
            change.setVisible(is_wanted and is_chosen and not is_nation)
            label.setText(self.tr("Whole country") if is_nation else self._words[level])
            self._grid.setRowMinimumHeight(number, 34 if is_wanted else 0)
            name.setText(f"{chosen[number].name}   {chosen[number].code}" if is_chosen else "-")
        self.problem.hide()
        self.list.setVisible(next_level is not None)
        self.prompt.setVisible(next_level is not None)
        self.body.setStretch(self._end, 1 if next_level is None else 0)
        if next_level is not None:
            words = self._words[next_level]
            self.prompt.setText(
                self.tr("Choose: {level}").format(level=words) if not is_single else self.tr("Choose the province, or search")
            )
            self.list.field.setAccessibleName(self.prompt.text())
            self.list.set_search(self._state.search)
            self.list.setFocus()
        else:
            self.settled.emit()
