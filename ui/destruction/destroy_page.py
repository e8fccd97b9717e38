"""Musnahkan: what goes, what no order can reach, and the order itself - a letter, a reason, a typed word and the own passphrase."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.actions.destruction.choose import ALL, CASE, CLOSED, DOCUMENT, EXHIBIT, IDENTITY, PAPER, Thing
from core.actions.destruction.obey import GOING
from core.actions.destruction.order import ORDERING
from core.actions.destruction.words import WORD, beyond_reach
from core.actions.exchange.copy_round import CLEANING, COPYING
from core.errors import AppError
from core.vault.database import TRACES
from core.vault.errors import WrongPassphrase
from ui.cases.words import form_title
from ui.destruction.destroy_state import DestroyState, Seen
from ui.documents.page_head import PageHead
from ui.form_view.date_editors import DateLine
from ui.people.own_passphrase import OwnPassphrase
from ui.sync.lane_words import size_words
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.emptying import empty
from ui.widgets.labelled_field import LabelledField
from ui.widgets.long_text import LongText
from ui.widgets.page import Page
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolled import Scrolled
from ui.widgets.text_line import TextLine

LANES = (ORDERING, GOING, TRACES, CLEANING, COPYING)


class DestroyPage(Page):
    """Nothing happens before the word is typed out and the passphrase holds; there is no way back afterwards."""

    ordered = Signal(object, bool)  # Changes; whether this laptop has carried it out

    def __init__(self, state: DestroyState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head = PageHead(self.tr("Destroy by order"), self.tr("A legal act of the chair. It cannot be undone."))
        self.banner = Banner()
        self.what = ChoiceBox([Choice(ALL, self.tr("Everything")), Choice(IDENTITY, self.tr("Only who the protected people are"))])
        self.ticks: dict[str, QCheckBox] = {}
        self._list = QVBoxLayout()
        self.letter = LabelledField(self.tr("Number of the letter that orders it"), TextLine())
        self.day = DateLine()
        self.day_field = LabelledField(self.tr("Day of the letter"), self.day)
        self.reason = LongText()
        self.reason_field = LabelledField(
            self.tr("Reason"), self.reason, hint=self.tr("It stays for good and is read by others: do not repeat what is to go.")
        )
        self.word = LabelledField(self.tr("Type {word} to confirm").format(word=WORD), TextLine())
        self.own = OwnPassphrase()
        self.act = Button(self.tr("Destroy"), kind="danger", icon_name="trash")
        self.strip = ProgressStrip(
            [
                (ORDERING, self.tr("Ordering")),
                (GOING, self.tr("Files")),
                (TRACES, self.tr("Traces in the vault")),
                (CLEANING, self.tr("Second copy: taking out")),
                (COPYING, self.tr("Second copy")),
            ]
        )
        self._build()
        self._connect()
        state.look()

    def _build(self) -> None:
        goes = Card(self.tr("What goes"))
        goes.add(LabelledField(self.tr("Of the ticked"), self.what))
        goes.body.addLayout(self._list)
        limits = Card(self.tr("What the order cannot reach"))
        for sentence in beyond_reach():
            limits.add(worded(f"•  {sentence}", wrap=True))
        sentence = self.tr("The list of orders shows which laptops, second copies and the centre have obeyed, and who is still to come.")
        limits.add(worded(sentence, "soft", wrap=True))
        order = Card(self.tr("The order"))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(74)
        for widget in (self.letter, self.day_field, self.reason_field, self.word, self.own):
            order.add(widget)
        order.body.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        ground = QWidget()
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(0, 0, 8, 0)
        cards.setSpacing(14)
        for card in (goes, limits, order):
            cards.addWidget(card)
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.strip)
        self.strip.hide()
        column.addWidget(Scrolled(ground), 1)
        self.what.set_value(self.state.what)
        self.begin_at(self.letter)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.what.picked.connect(self.state.look)
        self.act.clicked.connect(self._order)
        self.own.entered.connect(self._order)
        self.reason.textChanged.connect(self.reason_field.calm)
        self.state.told.connect(self._show)
        self.state.refused.connect(self._refuse)
        self.state.busy_changed.connect(self.act.setDisabled)
        self.state.done.connect(self.ordered)
        self.state.moved.connect(self._show_moved)
        self.state.stopped.connect(self._say_stopped)
        self.strip.cancelled.connect(self.state.stop)

    def _show(self, seen: Seen) -> None:
        self.banner.hide()
        self.head.show_words(self.tr("Destroy by order"), seen.choice.title or self.tr("A legal act of the chair. It cannot be undone."))
        empty(self._list)
        self.ticks.clear()
        for one in seen.choice.things:
            tick = QCheckBox(self._kind(one))
            tick.setAccessibleDescription(" ".join((self._name(one), self._remark(one))).strip())
            tick.setChecked(self.state.is_ticked_at_first(one.stream))
            tick.setProperty("stream", one.stream)
            tick.toggled.connect(self._ticked)
            self.ticks[one.stream] = tick
            self._list.addWidget(tick)
            for words, role in ((self._name(one), "soft"), (self._remark(one), "small")):
                if words:
                    label = worded(words, role, wrap=True)
                    label.setIndent(26)
                    self._list.addWidget(label)
        if not seen.may_order:
            self.banner.say("warn", self.tr("Only the chair of this office may order it."), self.tr("You can look at what would go."))
        elif seen.is_forbidden:
            self.banner.say(
                "warn",
                self.tr("This case has not ended."),
                self.tr("The office does not allow it then (Settings, Keeping and destroying)."),
            )
        elif seen.choice.is_running:
            self.banner.say("warn", self.tr("This case has not ended."), self.tr("What goes is missing in its course and in its papers."))

    def is_unsaved(self) -> bool:
        return bool(self.letter.text() or self.day.text() or self.reason.toPlainText().strip())

    def _kind(self, one: Thing) -> str:
        kinds = {
            CASE: self.tr("Title and facts of the case"),
            DOCUMENT: self.tr("Form or statement, all versions"),
            EXHIBIT: self.tr("Evidence with its copies"),
            PAPER: self.tr("Paper with its scans"),
            CLOSED: self.tr("Closed edition with the names"),
        }
        if self.state.what == IDENTITY and one.kind == DOCUMENT:
            return self.tr("Who is protected in it")
        return kinds[one.kind]

    def _name(self, one: Thing) -> str:
        form, _space, rest = one.title.partition(" ")
        return one.title if one.kind in (CASE, EXHIBIT) else f"{form_title(form)} {rest}".strip()

    def _remark(self, one: Thing) -> str:
        told = []
        if not one.is_wanted:
            told.append(self.tr("May repeat the words."))
        if one.shared:
            told.append(self.tr("{count} files of it belong to other things too and stay until those go as well.").format(count=one.shared))
        if one.foreign:
            told.append(self.tr("{count} records of it are of another office, which alone can order them.").format(count=one.foreign))
        return " ".join(told)

    def _ticked(self, is_on: bool) -> None:
        for stream in self.state.follows(str(self.sender().property("stream"))):
            if stream in self.ticks:
                self.ticks[stream].setChecked(is_on)

    def _order(self) -> None:
        if not self.act.isEnabled() or self.state.is_busy:
            return
        if not self.letter.text():
            self.letter.complain(self.tr("The letter is missing."))
        elif not self.day.iso():
            self.day_field.complain(self.tr("The day is missing."))
        elif not self.reason.toPlainText().strip():
            self.reason_field.complain(self.tr("The reason is missing."))
        elif self.word.text() != WORD:
            self.word.complain(self.tr("Type the word {word}, in capitals.").format(word=WORD))
        elif self.own.check():
            self.banner.hide()
            self.strip.begin()
            for lane in LANES:
                self.strip.set_lane_shown(lane, lane == ORDERING)
            self.state.order(
                [stream for stream, tick in self.ticks.items() if tick.isChecked()],
                reason=self.reason.toPlainText(),
                reference=self.letter.text(),
                day=date.fromisoformat(self.day.iso()),
                passphrase=self.own.passphrase(),
            )

    def _show_moved(self, done: int, total: int, lane: str) -> None:
        if lane not in LANES:
            return
        self.strip.set_lane_shown(lane, True)
        is_bytes = lane in (COPYING, CLEANING)
        sizes = self.tr("{done} of {total}").format(done=size_words(done), total=size_words(total)) if is_bytes and total else ""
        self.strip.show_lane(lane, done, total, sizes or ("" if total else self.tr("being written anew ...")))
        self.strip.show()

    def _say_stopped(self) -> None:
        self.strip.hide()
        self.banner.say("info", self.tr("Stopped."), self.tr("Nothing was ordered and nothing is gone."))

    def _refuse(self, error: AppError) -> None:
        self.strip.hide()
        if isinstance(error, WrongPassphrase):
            self.own.refuse(error)
        else:
            self.banner.refuse(error)
