"""How it is sent, on Kirim: when originals go, how much a day, and whether it begins by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from core.exchange.allowance import Wishes
from ui.sync.lane_words import size_words
from ui.sync.sending_state import Sending, SendingState
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import worded
from ui.widgets.labelled_field import LabelledField

MEGABYTE = 1_000_000
LIMITS = (10, 25, 50, 100, 250, 500, 1000)  # megabytes a day that are offered


class SendingCard(Card):
    """What is chosen is kept at once."""

    def __init__(self, state: SendingState) -> None:
        super().__init__(self.tr("How it is sent"))
        self._state, self._wishes = state, Wishes()
        self.originals = ChoiceBox(
            [
                Choice("now", self.tr("At once, after everything else")),
                Choice("night", self.tr("At night, 22.00 to 05.00")),
                Choice("stick", self.tr("Not over the line: by USB stick")),
            ]
        )
        self.limit = ChoiceBox()
        self.by_itself = QCheckBox("")
        self.today = worded("", "soft", wrap=True)
        hint = self.tr("Forms, signed papers and small copies of photos always go first.")
        self.add(LabelledField(self.tr("Originals of photos and videos"), self.originals, hint=hint))
        self.add(LabelledField(self.tr("At most a day, both ways"), self.limit, hint=self.tr("For a line that is paid by the megabyte.")))
        self.add(self.by_itself)
        self.add(worded(self.tr("Each office has its own moment, so that not all begin at once."), "small", wrap=True))
        self.add(self.today)
        self._offer(None)
        self.originals.picked.connect(self._choose_originals)
        self.limit.picked.connect(self._choose_limit)
        self.by_itself.clicked.connect(self._choose_by_itself)
        state.told.connect(self.show_sending)

    def show_sending(self, found: Sending) -> None:
        """Show how it is sent now."""
        self._wishes = found.wishes
        self.originals.set_value(found.wishes.originals)
        self._offer(found.wishes.day_bytes)
        self.limit.set_value(str(found.wishes.day_bytes or ""))
        moment = f"{found.evening:%H.%M}"
        words = self.tr("Begin by itself each evening at {time}").format(time=moment)
        if found.wishes.originals == "night":
            words = self.tr("Begin by itself each evening at {time}, with originals at {night}")
            words = words.format(time=moment, night=f"{found.night:%H.%M}")
        self.by_itself.setText(words)
        self.by_itself.setChecked(found.wishes.in_the_evening)
        self.today.setText(self.tr("Today {size} went over the line.").format(size=size_words(found.today_bytes)))

    def _offer(self, chosen: int | None) -> None:
        sizes = sorted({*(limit * MEGABYTE for limit in LIMITS), *([chosen] if chosen else [])})
        megabytes = [Choice(str(size), self.tr("{count} MB").format(count=round(size / MEGABYTE))) for size in sizes]
        self.limit.set_choices([Choice("", self.tr("Any amount")), *megabytes])

    def _choose_originals(self, when: str) -> None:
        self._state.keep(replace(self._wishes, originals=when))  # type: ignore[arg-type]  # one of the three that are offered

    def _choose_limit(self, size: str) -> None:
        self._state.keep(replace(self._wishes, day_bytes=int(size) if size else None))

    def _choose_by_itself(self, is_wanted: bool) -> None:
        self._state.keep(replace(self._wishes, in_the_evening=is_wanted))
