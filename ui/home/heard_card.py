"""Who has not handed in today, on Beranda: the offices below and the other laptops of this office, as far as this laptop can tell."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.clock import wall_now
from core.actions.exchange.last_heard import Heard, LastHeard
from ui.sync.lane_words import ago_words, time_words
from ui.widgets.card import Card
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.elided import ElidedLabel
from ui.widgets.emptying import empty
from ui.widgets.pill import Pill

SHOWN = 5


class HeardCard(Card):
    """Hidden where nobody is expected. Emits `station_wanted`."""

    station_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Not handed in today"))
        self._heard: LastHeard | None = None
        self._shows_all = False
        self.station = Button(self.tr("Evening station ..."), icon_name="people")
        self.summary, self.known = worded("", "label", wrap=True), worded("", "small", wrap=True)
        self.all = Button("", kind="plain")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.header.addWidget(self.station)
        self.add(self.summary)
        self.body.addLayout(self._rows)
        self.add(self.all)
        self.add(self.known)
        self.all.clicked.connect(self._show_all)
        self.station.clicked.connect(self.station_wanted)
        self.hide()

    def show_heard(self, heard: LastHeard) -> None:
        """Show who is silent and since when."""
        self._heard = heard
        self.setVisible(heard.expected > 0)
        if not heard.expected:
            return
        if not heard.ever:
            words = self.tr(
                "Nothing of the {count} that belong here has come to this laptop yet. It comes with Send and fetch, on a stick, or at an "
                "evening station."
            )
            self.summary.setText(words.format(count=heard.expected))
        elif not heard.silent:
            self.summary.setText(self.tr("All {count} have handed in today.").format(count=heard.expected))
        else:
            words = self.tr("{today} of {count} have handed in today, {week} this week.")
            self.summary.setText(words.format(today=heard.today, count=heard.expected, week=heard.this_week))
        asked = self.tr("As this laptop knows it: its last exchange with the centre was on {time}.").format(time=time_words(heard.asked_at))
        self.known.setText(asked if heard.asked_at else self.tr("As this laptop knows it: it has never exchanged with the centre."))
        self._fill(heard)

    def _fill(self, heard: LastHeard) -> None:
        empty(self._rows)
        rows = heard.silent if heard.ever else ()
        for one in rows if self._shows_all else rows[:SHOWN]:
            self._rows.addWidget(self._row(one))
        self.all.setText(self.tr("Show all {count}").format(count=len(rows)))
        show_if(self.all, len(rows) > SHOWN and not self._shows_all)

    def _row(self, one: Heard) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        place = self.tr("{laptop} (this office)").format(laptop=one.place) if one.is_own else one.place
        line.addWidget(ElidedLabel(place), 1)
        if one.at:
            line.addWidget(worded(time_words(one.at), "soft"))
            line.addWidget(Pill(ago_words(datetime.fromisoformat(one.at), wall_now()), "yellow"))
        else:
            line.addWidget(Pill(self.tr("Never yet"), "grey"))
        return holder

    def _show_all(self) -> None:
        self._shows_all = True
        if self._heard is not None:
            self._fill(self._heard)
