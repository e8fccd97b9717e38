"""Rekap: cases of a period by status, kind of breach, village, week and origin, and which deadlines were kept; printed or as Excel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.actions.recap.recap import KEPT, LATE, OVERDUE, RUNNING, UNSAID, Recap, VillageCount
from core.rules.catalogue import catalogue
from core.rules.rulebook import rulebook
from core.vault.views import Changes
from ui.cases.words import count_words, origin_words, status_word
from ui.printing.print_pdf import print_pdf
from ui.recap.recap_state import ALL, LAST_MONTH, LAST_YEAR, THIS_MONTH, THIS_YEAR, RecapState
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.bar_list import Bar, BarList
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.scrolled import ReadByKeys

NARROW = 820  # pixels: one column of cards instead of two
MOST = 12  # rows of a card; the rest is added up
DEADLINE_TONES = {KEPT: "green", LATE: "orange", OVERDUE: "red", RUNNING: "blue"}


class RecapPage(Page):
    """Counted anew whenever it is shown, and when something changed while it is."""

    def __init__(self, state: RecapState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.banner, self.count = Banner(), worded("", "soft")
        self.period = ChoiceBox(
            [
                Choice(ALL, self.tr("All time")),
                Choice(THIS_MONTH, self.tr("This month")),
                Choice(LAST_MONTH, self.tr("Last month")),
                Choice(THIS_YEAR, self.tr("This year")),
                Choice(LAST_YEAR, self.tr("Last year")),
            ]
        )
        self.print = Button(self.tr("Print"), icon_name="printer")
        self.save = Button(self.tr("Save as Excel"), icon_name="download")
        titles = {
            "status": self.tr("Status"),
            "deadlines": self.tr("Deadlines"),
            "breaches": self.tr("Kind of breach"),
            "villages": self.tr("Village"),
            "weeks": self.tr("Week"),
            "origins": self.tr("Origin"),
            "other_places": self.tr("Other places, as written"),
        }
        self.cards = {key: Card(title) for key, title in titles.items()}
        self.bars = {key: BarList() for key in titles}
        self._rest = {key: worded("", "small", wrap=True) for key in titles}
        self._build()
        self.period.picked.connect(state.choose)
        self.print.clicked.connect(state.print)
        self.save.clicked.connect(self._save)
        state.loaded.connect(self._show)
        state.printed.connect(self._print)
        state.saved.connect(self._say_saved)
        state.refused.connect(self.banner.refuse)
        self.begin_at(self.period)

    def _build(self) -> None:
        self.period.setMinimumWidth(theme.px(150))
        self.period.setAccessibleName(self.tr("Period"))
        self.print.setShortcut("Ctrl+P")
        self.print.setToolTip("Ctrl+P")
        self.save.setShortcut("Ctrl+S")
        self.save.setToolTip("Ctrl+S")
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(worded(self.tr("Recap"), "title"))
        titles.addWidget(self.count)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addLayout(titles, 1)
        for widget in (self.period, self.print, self.save):
            top.addWidget(widget)
        ground = QWidget()
        self._grid = QGridLayout(ground)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setSpacing(14)
        for key, card in self.cards.items():
            card.add(self.bars[key])
            card.add(self._rest[key])
            card.body.addStretch(1)
        self._scroll = ReadByKeys(ground, name=self.tr("Recap"))
        self.empty = EmptyState("chart", self.tr("No case in this period"), self.tr("Choose another period."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._scroll)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self._arrange(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_narrow = event.size().width() < theme.px(NARROW)
        self._arrange(1 if is_narrow else 2)
        for button in (self.print, self.save):
            button.be_short(is_narrow)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.state.load()

    def refresh(self, _changes: Changes) -> None:
        """Something was written: counted anew now when a person looks, else when the page is shown again."""
        if self.isVisible():
            self.state.load()

    def _arrange(self, columns: int) -> None:
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _show(self, found: Recap) -> None:
        self.count.setText(self.tr("{count} cases").format(count=count_words(found.total)))
        self.stack.setCurrentWidget(self._scroll if found.total else self.empty)
        for button in (self.print, self.save):
            button.setEnabled(found.total > 0)
        origins, clocks = origin_words(), rulebook().deadlines
        self._bars("status", found.by_status, status_word)
        self._bars("breaches", found.by_breach, lambda key: catalogue().find(key).label_id)
        self._villages(found.villages)
        self._bars("other_places", found.by_other_place, str)
        show_if(self.cards["other_places"], bool(found.by_other_place))
        self._bars("weeks", dict(sorted(found.by_week.items(), reverse=True)), _week)
        self._bars("origins", found.by_origin, lambda key: origins.get(key, key))
        said = {KEPT: self.tr("kept"), LATE: self.tr("late"), OVERDUE: self.tr("over"), RUNNING: self.tr("running")}
        rows = []
        for key, counts in found.deadlines.items():
            parts = tuple((tone, counts.get(one, 0)) for one, tone in DEADLINE_TONES.items())
            words = ", ".join(f"{counts[one]} {said[one]}" for one in DEADLINE_TONES if counts.get(one))
            rows.append(Bar(str(clocks[key].label), parts, words))
        self._fill("deadlines", rows)

    def _bars(self, key: str, counts: Mapping[str, int], said: Callable[[str], str]) -> None:
        unsaid = self.tr("Not told yet")
        rows = [Bar(unsaid if one == UNSAID else said(one), (("", count),), count_words(count)) for one, count in counts.items()]
        self._fill(key, rows)

    def _villages(self, found: Sequence[VillageCount]) -> None:
        often = Counter(one.name for one in found)
        names = [one.name if often[one.name] == 1 else f"{one.name}, {one.district}" for one in found]
        rows = [Bar(name, (("", one.count),), count_words(one.count)) for name, one in zip(names, found, strict=True)]
        self._fill("villages", rows)
        if not rows:
            self._rest["villages"].setText(self.tr("No form names a village from the list yet."))
            self._rest["villages"].show()

    def _fill(self, key: str, rows: list[Bar]) -> None:
        left = rows[MOST:]
        self.bars[key].show_bars(rows[:MOST])
        more = self.tr("And {count} more with {total}; print or Excel has all.")
        self._rest[key].setText(
            more.format(count=count_words(len(left)), total=count_words(sum(one.total for one in left))) if left else ""
        )
        self._rest[key].setVisible(bool(left))

    def _save(self) -> None:
        title = self.tr("Save as Excel")
        name, _filter = QFileDialog.getSaveFileName(self, title, str(Path.home() / "rekap.xlsx"), "Excel (*.xlsx)")
        if name:
            self.state.save(Path(name))

    def _print(self, pdf: bytes) -> None:
        print_pdf(pdf, self)

    def _say_saved(self, name: str) -> None:
        self.banner.say("success", self.tr("{name} was saved.").format(name=name), self.tr("It holds no sealed name."))


def _week(key: str) -> str:
    monday = date.fromisoformat(key)
    first = QDate(monday.year, monday.month, monday.day)
    last = first.addDays(6)
    is_one_month = first.month() == last.month()
    return f"{QLocale().toString(first, 'd' if is_one_month else 'd MMM')} – {QLocale().toString(last, 'd MMM yyyy')}"
