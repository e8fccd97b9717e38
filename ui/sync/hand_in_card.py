"""The evening station on the page Kirim: hand in with one press, or be the station for the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from core.actions.exchange.bring_back import COMING
from core.actions.exchange.hand_in import PACKING, SENDING, HandedIn
from core.actions.exchange.hub_pins import PinnedHub
from core.errors import AppError
from core.exchange.hub_line import HubUnknown, split_typed
from ui.sync.hand_in_state import HandInState
from ui.sync.lane_words import size_words, time_words
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from core.hub.announce import FoundHub


class HandInCard(Card):
    """Fields appear only when they are needed: which of several, the address, the code of one that was never met."""

    said = Signal(str, str, str)
    refused = Signal(object)  # AppError
    brought = Signal()
    station_wanted = Signal()

    def __init__(self, state: HandInState) -> None:
        super().__init__(self.tr("Evening station"))
        self._state = state
        self.give = Button(self.tr("Hand in"), icon_name="upload")
        self.be = Button(self.tr("Be the evening station ..."), icon_name="people")
        self.which = LabelledField(self.tr("Which station"), ChoiceBox())
        self.address = LabelledField(
            self.tr("Address of the station"),
            TextLine(),
            hint=self.tr("As on its screen, like 192.168.1.20:8741; the code may stand behind it."),
        )
        self.code = LabelledField(
            self.tr("Code of the station"), TextLine(), hint=self.tr("15 characters, as on its screen; spaces and dashes do not matter.")
        )
        self.last = worded("", "soft", wrap=True)
        self.strip = ProgressStrip([(PACKING, self.tr("Packing")), (SENDING, self.tr("Copying"))])
        self._code_for = ""
        self._build()
        self.give.clicked.connect(self._begin_handing)
        self.be.clicked.connect(self.station_wanted)
        for field in (self.address.input, self.code.input):
            field.returnPressed.connect(self._begin_handing)  # type: ignore[attr-defined]  # both are lines
        self.strip.cancelled.connect(state.stop)
        state.known.connect(self._show_known)
        state.found.connect(self._show_found)
        state.began.connect(self._begin)
        state.progressed.connect(self._show_progress)
        state.handed.connect(self._show_handed)
        state.code_wanted.connect(self._ask_code)
        state.stopped.connect(self._show_stopped)
        state.failed.connect(self._show_failure)
        state.refused.connect(self.refused)
        state.busy_changed.connect(self._be_busy)

    def _build(self) -> None:
        sentence = self.tr(
            "Another laptop of the same Wi-Fi collects for all and carries everything to the centre. It is sealed: only this office and "
            "the centre can read it. Copied to the evening station is not yet Received: the receipt of the centre comes back the same way."
        )
        self.add(worded(sentence, "soft", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.give)
        row.addWidget(self.be)
        row.addStretch(1)
        self.body.addLayout(row)
        for field in (self.which, self.address, self.code):
            self.add(field)
            field.hide()
        self.add(self.last)
        self.add(self.strip)
        self.last.hide()
        self.strip.hide()

    def refresh(self) -> None:
        self._state.refresh()

    def _begin_handing(self) -> None:
        """By the fields that are shown; without any, look around first."""
        code = self.code.text() if self.code.isVisibleTo(self) else ""
        if self.code.isVisibleTo(self) and not code:
            self.code.complain(self.tr("Type the code that stands on the screen of the station."))
            return
        if code and self._code_for:
            self._state.hand_in(self._code_for, code)
        elif self.which.isVisibleTo(self):
            self._state.hand_in(self._chosen())
        elif self.address.isVisibleTo(self):
            address, pasted = split_typed(self.address.text())
            if address:
                self._state.hand_in(address, pasted)
            else:
                self._state.look()
        else:
            self._state.look()

    def _chosen(self) -> str:
        assert isinstance(self.which.input, ChoiceBox)
        return self.which.input.value()

    def _show_known(self, hub: PinnedHub | None) -> None:
        self.last.setVisible(hub is not None)
        if hub is not None:
            self.last.setText(self.tr("Last handed in at {name}, {at}.").format(name=hub.name, at=time_words(hub.met_at)))

    def _show_found(self, found: Sequence[FoundHub]) -> None:
        self.which.hide()
        if len(found) == 1:
            self.address.hide()
            self._state.hand_in(found[0].address)
            return
        if found:
            assert isinstance(self.which.input, ChoiceBox)
            self.which.input.set_choices([Choice(one.address, f"{one.name} · {one.office} · {one.address}") for one in found])
            self.which.show()
            self.address.hide()
            self.which.input.setFocus()
            hint = self.tr("Choose the one whose name stands on the screen there, then Hand in.")
            self.said.emit("info", self.tr("More than one evening station is on this network."), hint)
            return
        self.address.show()
        self.address.setFocus()
        hint = self.tr("Is the station open, and on the same Wi-Fi? Some networks let nobody be found: then type its address.")
        self.said.emit("warn", self.tr("No evening station was found."), hint)

    def _begin(self) -> None:
        self.strip.begin()
        self.strip.show()
        self.strip.cancel.setFocus()

    def _show_progress(self, done: int, total: int, what: str) -> None:
        if what in (PACKING, SENDING) or (what == COMING and total):
            words = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total)) if total else ""
            self.strip.show_lane(what, done, total, words)

    def _show_handed(self, done: HandedIn) -> None:
        self._rest()
        self.code.hide()
        self.which.hide()
        words = self.tr(
            "Copied: {documents} documents, {photos} photos ({size}). Receipts of the centre that came back: {receipts}."
        ).format(documents=done.documents, photos=done.photos, size=size_words(done.bytes), receipts=done.receipts)
        if done.came or done.came_files:
            came = self.tr("From colleagues came {records} records, {files} files.")
            words += " " + came.format(records=done.came, files=done.came_files)
        self.strip.finish(words)
        title = self.tr("Copied to the evening station {name}.").format(name=done.hub.name)
        if done.left.records or done.left.files:
            hint = self.tr("{count} files are still here: there is too little room on this laptop, or they cannot be read.")
            self.said.emit("warn", title, hint.format(count=done.left.files + done.left.records))
        elif not done.for_centre:
            hint = self.tr("The centre is not known to this laptop yet (enrol once): only this office can open what was copied.")
            self.said.emit("warn", title, hint)
        elif done.clocks_apart_s:
            minutes = round(abs(done.clocks_apart_s) / 60)
            hint = self.tr("The clocks of this laptop and of the station are {count} minutes apart: see which one is right.")
            self.said.emit("warn", title, hint.format(count=minutes))
        elif not (done.documents or done.photos or done.records or done.files):
            hint = self.tr("It had everything already.") if not done.receipts else self.tr("The centre's receipts came back.")
            self.said.emit("success", self.tr("Nothing waits for the evening station."), hint)
        else:
            self.said.emit(
                "success", title, self.tr("Received follows once the station has sent it to the centre; hand in again to fetch it.")
            )
        self.brought.emit()
        self.refresh()

    def _ask_code(self, error: AppError, address: str) -> None:
        self._rest()
        self.strip.hide()
        self._code_for = address
        self.code.show()
        self.code.setFocus()
        if isinstance(error, HubUnknown):
            title = self.tr("First time at the station {name}.").format(name=error.details.get("name", ""))
            self.said.emit("info", title, self.tr("Type the code on its screen, then Hand in. Later it is known by its key."))
        else:
            self.refused.emit(error)

    def _show_stopped(self) -> None:
        self._rest()
        self.strip.finish(self.tr("Stopped. What was copied stays copied; the next time it goes on at the same place."))

    def _show_failure(self, error: AppError) -> None:
        self._rest()
        self.strip.finish(self.tr("Not finished. What was copied stays copied; the next time it goes on at the same place."))
        self.address.show()
        self.refused.emit(error)

    def _rest(self) -> None:
        self._code_for = ""
        self.give.setFocus()

    def _be_busy(self, is_busy: bool) -> None:
        self.give.setDisabled(is_busy)
        self.give.setText(self.tr("Looking ...") if is_busy and not self._state.is_at_it else self.tr("Hand in"))
