"""Beranda: what must be settled, what was begun, what happened lately, what waits to be sent, and the quick ways to something new."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.actions.cases.case_rules import Due
from core.actions.numbers.number_flags import Flag
from core.rules.number_pattern import Kind
from core.vault.views.cases import Case
from core.words import language_in_use
from ui.cases.words import STATUS_TONES, form_title, status_word
from ui.folders.folders_state import FoldersState
from ui.folders.found_rows import FoundRows
from ui.home.drill_card import DrillCard
from ui.home.heard_card import HeardCard
from ui.home.home_state import DraftRow, HomeState, HomeView, Pressing
from ui.navigator import Navigator
from ui.numbers.book_words import flag_row
from ui.numbers.register_state import kind_title
from ui.rules.rule_words import DEADLINE_TONES, last_words, left_words
from ui.sync.lane_words import lane_words, size_words, time_words
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, worded
from ui.widgets.elided import ElidedLabel
from ui.widgets.emptying import empty
from ui.widgets.page import Page
from ui.widgets.row_button import RowButton
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide

SETTLE_SHOWN = 5


class HomePage(Page):
    """Read anew whenever it is shown."""

    def __init__(self, state: HomeState, navigator: Navigator) -> None:
        super().__init__()
        self._state, self._navigator = state, navigator
        self._has_cases = self._wants_due = False
        self._due_rows: list[RowButton] = []
        self.title, self.banner = ElidedLabel("", "title"), Banner()
        self.begin = Card(self.tr("New"))
        self.found = FoundRows(FoldersState(state.vault, state.jobs), navigator)
        self.form_a = RowButton(self.tr("Form A"), self.tr("Something seen on duty"), icon_name="eye")
        self.report = RowButton(self.tr("Report"), self.tr("Somebody brings it to the desk"), icon_name="statement")
        self.copy = RowButton(self.tr("Copy my last Form A"), self.tr("Same task and place; Ctrl+Shift+A"), icon_name="document")
        self.nothing = RowButton(self.tr("Nothing found"), self.tr("Form A without a breach; Ctrl+Shift+N"), icon_name="check")
        self.photos = RowButton(self.tr("Add photos"), self.tr("To a case that is there already"), icon_name="camera")
        self.phone = RowButton(self.tr("From the phone"), self.tr("Its camera reads a code here"), icon_name="phone")
        self.scans = RowButton(
            self.tr("Scan signed papers"), self.tr("Each page finds its paper by its code; Ctrl+Shift+S"), icon_name="upload"
        )
        self.first_steps, self.drafts = Card(self.tr("First steps")), Card(self.tr("Not finished yet"))
        self.settle, self.due = Card(self.tr("To be settled")), Card(self.tr("Due today and tomorrow"))
        self.due.title.setToolTip("Ctrl+D")
        self.recent, self.sending = Card(self.tr("Changed lately")), Card(self.tr("To be sent"))
        self.drill, self.heard = DrillCard(), HeardCard()
        self.send = Button(self.tr("Send ..."), icon_name="send")
        self._build()
        self.form_a.clicked.connect(partial(state.begin, "model_a"))
        self.report.clicked.connect(partial(state.begin, "laporan"))
        self.copy.clicked.connect(navigator.copy_form_a)
        self.nothing.clicked.connect(navigator.nothing_found)
        self.photos.clicked.connect(partial(navigator.open_page.emit, "cases"))
        self.phone.clicked.connect(partial(navigator.from_phone.emit, ""))
        self.scans.clicked.connect(navigator.scans)
        self.drill.anew_wanted.connect(state.begin_drill)
        navigator.due.connect(self._go_to_due)
        self.heard.station_wanted.connect(navigator.evening_station)
        self.send.clicked.connect(partial(navigator.open_page.emit, "sending"))
        self.banner.acted.connect(partial(navigator.open_page.emit, "settings"))
        state.told.connect(self._show)
        state.counted.connect(self._show_pressing)
        state.begun.connect(self._open_document)
        state.refused.connect(self.banner.refuse)
        self.begin_at(self.form_a)

    def _build(self) -> None:
        self.begin.add(self.found)
        for row in (self.form_a, self.copy, self.nothing, self.report, self.photos, self.phone, self.scans):
            self.begin.add(row)
        self.begin.body.setSpacing(2)
        self._waits = QVBoxLayout()
        self._waits.setSpacing(4)
        self.sending.body.addLayout(self._waits)
        self.sending.add(self.send)
        for number, (title, words) in enumerate(
            (
                (self.tr("Write down what happened"), self.tr("Form A for what you saw on duty, Report for what somebody tells you.")),
                (self.tr("Add photos and statements"), self.tr("The original is kept untouched; a witness can stay protected.")),
                (self.tr("Sign and print"), self.tr("The paper is signed in your name. Your passphrase is asked each time.")),
                (
                    self.tr("Send when there is a line"),
                    self.tr("Everything works without internet; the centre signs for what it received."),
                ),
            ),
            1,
        ):
            self.first_steps.add(_numbered(number, title, words))
        left, right = QVBoxLayout(), QVBoxLayout()
        for card in (self.settle, self.first_steps, self.due, self.heard, self.drafts, self.recent):
            card.body.setSpacing(2 if card is not self.first_steps else 14)
            left.addWidget(card)
        left.addStretch(1)
        right.addWidget(self.begin)
        right.addWidget(self.sending)
        right.addWidget(self.drill)
        right.addStretch(1)
        for side in (left, right):
            side.setSpacing(14)
        halves = QWidget(), QWidget()
        for half, side in zip(halves, (left, right), strict=True):
            side.setContentsMargins(0, 0, 0, 0)
            half.setLayout(side)
        scroll = Scrolled(SideBySide(*halves, stretches=(5, 3), spacing=14), sideways=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)
        for card in (self.settle, self.first_steps, self.due, self.drafts, self.recent):
            card.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.refresh()

    def refresh(self) -> None:
        """Something changed while the page is shown."""
        if self.isVisible():
            self._state.refresh()

    def _open_document(self, case_id: str, stream: str) -> None:
        self._navigator.status_changed.emit()
        self._navigator.open_case.emit(case_id)  # so that a saved form leads to its case, where the photos go
        self._navigator.open_document.emit(stream)

    def _show(self, view: HomeView) -> None:
        self.title.setText(self.tr("Welcome, {name}").format(name=view.name) if view.name else self.tr("Home"))
        self._has_cases = view.case_count > 0
        self.first_steps.setVisible(not view.case_count and not view.draft_count)
        self.drafts.setVisible(bool(view.drafts))
        self.recent.setVisible(bool(view.cases))
        self.photos.setEnabled(view.case_count > 0)
        self.photos.setVisible(view.case_count > 0)
        self.phone.setVisible(view.case_count > 0)
        self.copy.setVisible(view.case_count > 0)
        self.scans.setVisible(view.has_papers)
        waits = self.tr("{count} pages wait to be matched").format(count=view.tray) if view.tray else ""
        self.scans.set_sentence(waits or self.tr("Each page finds its paper by its code; Ctrl+Shift+S"))
        self.drill.show_progress(view.drill)
        empty(self.drafts.body)
        empty(self.recent.body)
        for draft in view.drafts:
            self.drafts.add(self._draft(draft))
        for case in view.cases:
            self.recent.add(self._case(case))
        if view.name and not view.has_sheet:
            self.banner.say(
                "warn",
                self.tr("Nobody has confirmed the recovery sheet."),
                self.tr("If the passphrases are forgotten, only the sheet opens the data again. Make a new one in Settings."),
                action=self.tr("To Settings"),
            )
        elif self.banner.kind == "warn":
            self.banner.hide()

    def _show_pressing(self, view: Pressing) -> None:
        self._show_settle(view)
        self._show_due(view)
        self._show_waiting(view)
        self.heard.show_heard(view.heard)

    def _go_to_due(self) -> None:
        """Stand on what presses most; as soon as it is counted, when it is not yet."""
        self._wants_due = True
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)  # until then Space and Enter begin nothing new
        self._stand_on_due()

    def _stand_on_due(self) -> None:
        if self._due_rows:
            self._wants_due = False
            self._due_rows[0].show()  # a row that was only just put in is not shown yet, and takes no cursor
            self._due_rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_settle(self, view: Pressing) -> None:
        empty(self.settle.body)
        self.settle.setVisible(bool(view.settle))
        for kind, flag in view.settle[:SETTLE_SHOWN]:
            self.settle.add(self._flag(kind, flag))
        if (more := len(view.settle) - SETTLE_SHOWN) > 0:
            self.settle.add(worded(self.tr("{count} more").format(count=more), "soft"))

    def _show_due(self, view: Pressing) -> None:
        stood_here = self.window().focusWidget() in self._due_rows
        empty(self.due.body)
        self.due.setVisible(self._has_cases)
        self._due_rows = [self._due(one) for one in view.due]
        for row in self._due_rows:
            self.due.add(row)
        if (more := view.due_count - len(view.due)) > 0:
            self.due.add(worded(self.tr("{count} more").format(count=more), "soft"))
        if not view.due:
            self.due.add(worded(self.tr("Nothing is due."), "soft"))
        if stood_here or self._wants_due:
            self._stand_on_due()

    def _show_waiting(self, view: Pressing) -> None:
        empty(self._waits)
        words = lane_words()
        full = [lane for lane in view.waiting if lane.count]
        for lane in full:
            row = QHBoxLayout()
            row.addWidget(worded(words[lane.lane]), 1)
            row.addWidget(worded(f"{lane.count} · {size_words(lane.size_bytes)}", "soft"))
            holder = QWidget()
            row.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(row)
            self._waits.addWidget(holder)
        if not full:
            self._waits.addWidget(worded(self.tr("Nothing waits."), "soft"))

    def _flag(self, kind: Kind, flag: Flag) -> RowButton:
        sentence, word, tone = flag_row(flag)
        title = kind_title(kind, language_in_use())
        button = RowButton(title, sentence, aside=word, tone=tone, icon_name="book", key=f"{kind.key} {flag.kind} {flag.number}".strip())
        button.clicked.connect(partial(self._open_register, kind.key, flag.number))
        return button

    def _open_register(self, kind: str, number: str) -> None:
        self._navigator.open_page.emit("numbers")
        self._navigator.open_register.emit(kind, number)

    def _due(self, one: Due) -> RowButton:
        case, tone = one.case, DEADLINE_TONES[one.deadline.state]
        words = " · ".join(
            word for word in (last_words(one.deadline), case.title or case.number or self.tr("Case without a title")) if word
        )
        button = RowButton(
            str(one.deadline.rule.label), words, aside=left_words(one.deadline), tone=tone, icon_name="clock", key=case.case_id
        )
        button.clicked.connect(partial(self._navigator.open_course.emit, case.case_id))
        return button

    def _draft(self, row: DraftRow) -> RowButton:
        draft = row.draft
        title = form_title(draft.form_id)
        words = row.case_title or self.tr("New case")
        button = RowButton(title, words, aside=time_words(draft.updated_at), icon_name="pen", key=draft.stream)
        button.clicked.connect(partial(self._navigator.open_document.emit, draft.stream))
        return button

    def _case(self, case: Case) -> RowButton:
        title = case.title or case.number or self.tr("Case without a title")
        words = " · ".join(word for word in (case.number if case.title else "", case.reported, time_words(case.changed_at)) if word)
        tone = STATUS_TONES.get(case.status, "grey")
        button = RowButton(title, words, aside=status_word(case.status), tone=tone, icon_name="folder", key=case.case_id)
        button.clicked.connect(partial(self._navigator.open_case.emit, case.case_id))
        return button


def _numbered(number: int, title: str, words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    figure = worded(str(number), "title")
    figure.setFixedWidth(theme.px(26))
    both = QVBoxLayout()
    both.setSpacing(1)
    both.addWidget(worded(title, "label"))
    both.addWidget(worded(words, "soft", wrap=True))
    row.addWidget(figure)
    row.addLayout(both, 1)
    return holder
