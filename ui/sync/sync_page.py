"""Kirim: one button; before that, once, the server's address and the one-time code."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.clock import wall_now
from core.actions.exchange.sync import SyncResult
from core.actions.exchange.sync_incoming import INCOMING, INCOMING_FILES
from core.errors import AppError
from core.exchange.allowance import EVERYTHING
from ui.navigator import Navigator
from ui.sync.copied_card import CopiedCard
from ui.sync.hand_in_card import HandInCard
from ui.sync.hand_in_state import HandInState
from ui.sync.lane_words import ago_words, lane_words, left_words, size_words, time_words
from ui.sync.result_words import what_to_say
from ui.sync.room_card import RoomCard
from ui.sync.sending_card import SendingCard
from ui.sync.sending_state import RoomState, Sending, SendingState
from ui.sync.stick_card import StickCard
from ui.sync.stick_state import StickState
from ui.sync.sync_state import Line, SyncState
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, line, worded
from ui.widgets.emptying import empty
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolled import Scrolled
from ui.widgets.text_line import TextLine


class SyncPage(Page):
    """The lanes are shown in the order in which they go."""

    def __init__(self, state: SyncState, navigator: Navigator) -> None:
        super().__init__()
        self._state, self._navigator = state, navigator
        self.stick = StickCard(StickState(state.vault, state.jobs))
        self._sending, self._room = SendingState(state.vault, state.jobs), RoomState(state.vault, state.jobs)
        self.copied = CopiedCard()
        self.how, self.room = SendingCard(self._sending), RoomCard(self._room)
        self.evening = HandInCard(HandInState(state.vault, state.jobs))
        self._bytes: set[str] = {"papers", "working", "originals", INCOMING_FILES}
        self.banner = Banner()
        self.enrolment, self.standing, self.waiting = (
            Card(self.tr("Make this laptop known to the centre")),
            Card(self.tr("Line to the centre")),
            Card(self.tr("What waits")),
        )
        self.server = LabelledField(self.tr("Address of the server"), TextLine(), hint=self.tr("As the centre gave it, with https://"))
        self.code = LabelledField(self.tr("One-time code"), TextLine(), hint=self.tr("25 characters; spaces and dashes do not matter."))
        self._sends_next = False
        self.enrol = Button(self.tr("Enrol"), kind="primary", icon_name="key")
        self.send = Button(self.tr("Send and fetch"), kind="primary", icon_name="sync")
        self.everything = Button(self.tr("Everything now"), kind="plain")
        self.everything.setToolTip(self.tr("Originals too, without the day's limit, this once"))
        self.last, self.speed = worded("", "soft", wrap=True), worded("", "soft", wrap=True)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self.lanes = ProgressStrip(
            [*lane_words().items(), (INCOMING, self.tr("From others")), (INCOMING_FILES, self.tr("Files of others"))], tells_left=False
        )
        self._build()
        self.enrol.clicked.connect(self._enrol)
        self.send.clicked.connect(self._send)
        self.everything.clicked.connect(self._send_everything)
        self._seconds.timeout.connect(self._show_speed)
        self.lanes.cancelled.connect(state.stop)
        for field in (self.server.input, self.code.input):
            field.returnPressed.connect(self._enrol)  # type: ignore[attr-defined]  # both are lines
        self.stick.said.connect(self.banner.say)
        self.stick.refused.connect(self.banner.refuse)
        self.stick.brought.connect(state.refresh)
        self.evening.said.connect(self.banner.say)
        self.evening.refused.connect(self.banner.refuse)
        self.evening.brought.connect(state.refresh)
        self.evening.station_wanted.connect(navigator.evening_station)
        self.room.said.connect(self.banner.say)
        self._room.refused.connect(self.banner.refuse)
        self._sending.refused.connect(self.banner.refuse)
        self._sending.told.connect(self._show_sending)
        state.told.connect(self._show)
        state.enrolled.connect(self._say_enrolled)
        state.began.connect(self._begin)
        state.progressed.connect(self._show_progress)
        state.finished.connect(self._show_result)
        state.stopped.connect(self._show_stopped)
        state.failed.connect(self._show_failure)
        state.refused.connect(self.banner.refuse)
        state.busy_changed.connect(self._be_busy)
        self.begin_at(self.send)

    def _build(self) -> None:
        sentence = self.tr("Once only. The code comes from the regency or the centre; it also proves that the server is the right one.")
        self.enrolment.add(worded(sentence, "soft", wrap=True))
        self.enrolment.add(self.server)
        self.enrolment.add(self.code)
        row = QHBoxLayout()
        row.addWidget(self.enrol)
        row.addStretch(1)
        self.enrolment.body.addLayout(row)
        self.standing.header.addWidget(self.everything)
        self.standing.header.addWidget(self.send)
        self.standing.add(self.last)
        self.standing.add(self.lanes)
        self.standing.add(self.speed)
        truth = self.tr(
            "Received means: the centre has signed for it, and this laptop has checked the signature. "
            "Until then it is only here. Nothing is removed from this laptop by sending unless you choose it below."
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.waiting.body.addLayout(self._rows)
        self.waiting.add(line())
        self.waiting.add(worded(truth, "soft", wrap=True))
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        for card in (self.enrolment, self.standing, self.copied, self.waiting, self.evening, self.stick, self.how, self.room):
            inside.addWidget(card)
        inside.addStretch(1)
        scroll = self._scroll = Scrolled(ground, sideways=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(worded(self.tr("Send"), "title"))
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)
        self.enrolment.hide()
        self.standing.hide()
        self.lanes.hide()
        self.speed.hide()
        self.everything.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.refresh()
        self.evening.refresh()
        self._sending.look()
        self._room.look()

    def _show(self, found: Line) -> None:
        was_open, was_asking = self.standing.isVisible(), self.enrolment.isVisible()
        self.enrolment.setVisible(not found.server)
        self.standing.setVisible(bool(found.server))
        self.begin_at(self.send if found.server else self.server)
        if found.server and not was_open and self.isVisible():
            self._sends_next = True
            self._go_to_send()
        elif not found.server and not was_asking and self.isVisible():
            self.server.setFocus()
        words = (
            self.tr("Last: {time} ({ago})").format(
                time=time_words(found.last_at), ago=ago_words(datetime.fromisoformat(found.last_at), wall_now())
            )
            if found.last_at
            else self.tr("Nothing was sent from here yet.")
        )
        self.last.setText(f"{found.server}\n{words}")
        self._show_waiting(found)
        self.copied.show_laptops(found.copied)
        self._navigator.status_changed.emit()

    def _go_to_send(self) -> None:
        """What this laptop may do now is in sight and has the cursor, as soon as it can be pressed."""
        if self._sends_next and self.send.isEnabled():
            self._sends_next = False
            self.send.setFocus()
            self._scroll.verticalScrollBar().setValue(0)

    def _show_waiting(self, found: Line) -> None:
        empty(self._rows)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        words = lane_words()
        for row, lane in enumerate(found.waiting):
            grid.addWidget(worded(words[lane.lane]), row, 0)
            count = self.tr("{count} waiting").format(count=lane.count) if lane.count else self.tr("nothing waits")
            size = worded(size_words(lane.size_bytes) if lane.count else "", "soft")
            received = worded(self.tr("{count} received").format(count=lane.received) if lane.received else "", "soft")
            for column, label in ((1, received), (2, worded(count, "" if lane.count else "soft")), (3, size)):
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(label, row, column)
        self._rows.addLayout(grid)

    def _enrol(self) -> None:
        if not self.enrol.isEnabled():
            return
        if not self.server.text():
            self.server.complain(self.tr("Type the address."))
        elif not self.code.text():
            self.code.complain(self.tr("Type the code."))
        else:
            self.banner.hide()
            self._state.enrol(self.server.text(), self.code.text())

    def _say_enrolled(self, server: str) -> None:
        for field in (self.server.input, self.code.input):
            field.clear()  # type: ignore[attr-defined]  # both are lines
        self.banner.say("success", self.tr("This laptop is known to the centre now."), self.tr("Server: {server}").format(server=server))

    def _send(self, _checked: bool = False) -> None:
        self._state.send()

    def _send_everything(self, _checked: bool = False) -> None:
        self._state.send(EVERYTHING)

    def _show_sending(self, found: Sending) -> None:
        self.everything.setVisible(found.wishes.originals != "now" or found.wishes.day_bytes is not None)

    def _show_speed(self) -> None:
        speed = self._state.speed()
        if speed is None:
            words = ""
        elif speed.left_s is None:
            words = self.tr("Nothing moves at the moment; it goes on by itself when the line is back.")
        else:
            left = left_words(speed.left_s)
            if speed.is_of_records:
                words = self.tr("{left} at the present speed ({count} records a second)").format(left=left, count=speed.a_second)
            else:
                words = self.tr("{left} at the present speed ({size} a second)").format(left=left, size=size_words(speed.a_second))
        self.speed.setText(words)
        self.speed.setVisible(bool(words))

    def _begin(self) -> None:
        self._seconds.start()
        self.banner.hide()
        self.lanes.begin()
        self.lanes.show()
        self.lanes.cancel.setFocus()

    def _show_progress(self, done: int, total: int, lane: str) -> None:
        if lane not in (*lane_words(), INCOMING, INCOMING_FILES):
            return
        words = ""
        if lane in self._bytes and total:
            words = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total))
        self.lanes.show_lane(lane, done, total, words)

    def _show_result(self, result: SyncResult) -> None:
        self.lanes.finish(
            self.tr("Sent: {records} records and {files} files. Fetched: {came} records and {fetched} files.").format(
                records=result.sent_records, files=result.sent_blobs, came=result.received_records, fetched=result.fetched_blobs
            )
        )
        self._sends_next = True  # once the button can be pressed again
        self.banner.say(*what_to_say(result))

    def _show_stopped(self) -> None:
        self.lanes.finish(self.tr("Stopped. What was sent stays sent; the next time it goes on at the same place."))
        self._sends_next = True  # once the button can be pressed again

    def _show_failure(self, error: AppError) -> None:
        self.lanes.finish(self.tr("Not finished. What was sent stays sent; the next time it goes on at the same place."))
        self.banner.refuse(error)
        self._sends_next = True  # once the button can be pressed again

    def _be_busy(self, _is_busy: bool) -> None:
        if not self._state.is_sending and self._seconds.isActive():
            self._seconds.stop()
            self.speed.hide()
            self._sending.look()
            self._room.look()
        is_held = self._state.is_sending or self._state.is_enrolling  # while it only reads how it stands the cursor may stay on the buttons
        for button in (self.send, self.everything, self.enrol):
            button.setDisabled(is_held)
        self._go_to_send()
