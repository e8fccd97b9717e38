"""The register of numbers: one book and year at a time, where its book is, what must be settled, and every line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.actions.numbers.number_flags import Flag
from core.actions.numbers.number_register import GIVEN, RegisterRow
from core.errors import AppError
from core.rules.number_pattern import ALWAYS, kinds
from core.words import explain, language_in_use
from ui.cases.words import count_words
from ui.numbers.book_deeds import BookDeeds
from ui.numbers.book_words import book_words, done_words, empty_words, flags_said, keepers_words, state_words
from ui.numbers.register_state import RegisterState, Shown, kind_title
from ui.numbers.register_table import RegisterModel, RegisterTable
from ui.printing.print_pdf import print_pdf
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ElidedBox
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.pill import Pill
from ui.widgets.scrolled import Scrolled
from ui.widgets.search_field import SearchField

NARROW = 760


class RegisterPage(Page):
    """Emits `open_wanted` with a case. Every deed is a dialog that says what follows and asks the passphrase."""

    open_wanted = Signal(str)

    def __init__(self, state: RegisterState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.banner, self.flags = Banner(), Banner()
        self.title, self.count = worded(self.tr("Numbers"), "title"), worded("", "soft")
        self.search = SearchField(self.tr("Search number, name, event ... (Ctrl+F)"))
        self.kind, self.period = ElidedBox(), ElidedBox()
        self.print = Button(self.tr("Print"), icon_name="printer")
        self.where, self.next = Pill(), worded("", "label", wrap=True)
        self.act = Button("", kind="primary")
        self.give = Button("", kind="primary", icon_name="check")
        self.more = Button(self.tr("The book"), icon_name="book")
        self.deeds = BookDeeds(state, self)
        self.model = RegisterModel()
        self.table = RegisterTable(self.model)
        self.open, self.void = Button(self.tr("Open the case"), icon_name="folder"), Button(self.tr("Void ..."), icon_name="close")
        self._menu = QMenu(self)
        self._chosen = ""
        self._deed: Callable[[], None] = self.deeds.open_book
        self._build()
        self._connect()
        state.load()

    def _build(self) -> None:
        self.kind.setAccessibleName(self.tr("Register"))
        self.period.setAccessibleName(self.tr("Year"))
        self.print.setToolTip("Ctrl+P")
        for button in (self.give, self.act):
            button.setToolTip("Ctrl+G")
        self.search.setMinimumWidth(theme.px(200))
        for kind in kinds().values():
            self.kind.addItem(kind_title(kind, language_in_use()), kind.key)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(10)
        self.kind.setMaximumWidth(theme.px(420))
        self.kind.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.more.setMenu(self._menu)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.title)
        titles.addWidget(self.count)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addLayout(titles, 1)
        top.addWidget(self.kind, 2)
        top.addWidget(self.period)
        top.addWidget(self.print)
        strip = Card()
        strip.setContentsMargins(-4, -7, -4, -7)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.where)
        row.addWidget(self.next, 1)
        for button in (self.give, self.act, self.more):
            row.addWidget(button)
        strip.body.addLayout(row)
        lines = Card()
        lines.setContentsMargins(-12, -12, -12, -6)
        self.empty = EmptyState("book", self.tr("No number yet"), "")
        self.nothing = EmptyState("search", self.tr("Nothing fits"), self.tr("Try fewer letters or another word."))
        self.stack = QStackedWidget()
        for shown in (self.table, self.empty, self.nothing):
            self.stack.addWidget(shown)
        lines.add(self.stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 0)
        foot.addWidget(self.search, 1)
        foot.addWidget(self.open)
        foot.addWidget(self.void)
        lines.body.insertLayout(0, foot)
        lines.setMinimumHeight(250)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.banner)
        inside.addWidget(self.flags)
        inside.addWidget(strip)
        inside.addWidget(lines, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(Scrolled(ground), 1)
        self.begin_at(self.table)

    def _connect(self) -> None:
        state = self.state
        self.search.searched.connect(self._search)
        self.search.went_down.connect(self.table.setFocus)
        self.kind.activated.connect(self._choose_kind)
        self.period.activated.connect(self._choose_period)
        self.print.clicked.connect(state.print)
        self.act.clicked.connect(self._do_next)
        self.give.clicked.connect(self.deeds.give)
        self.deeds.begun.connect(self.banner.hide)
        self.open.clicked.connect(self._open_case)
        self.void.clicked.connect(self._void)
        self.table.wanted.connect(self._wanted)
        self.table.chosen.connect(self._look)
        state.loaded.connect(self._show)
        state.done.connect(self._say_done)
        state.numbered.connect(self._say_numbered)
        state.printed.connect(self._print)
        state.refused.connect(self._refuse)
        keys = (
            (QKeySequence(QKeySequence.StandardKey.Find), self._go_to_search),
            (QKeySequence(QKeySequence.StandardKey.Print), state.print),
            (QKeySequence("Ctrl+G"), self._give),
        )
        for sequence, deed in keys:
            shortcut = QShortcut(sequence, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the words about the book need the room of the pill, and the register's name that of "Print"."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < theme.px(NARROW)
        show_if(self.where, not is_narrow)
        self.print.be_short(is_narrow)

    def go_to(self, kind: str, number: str) -> None:
        """Show a register with the cursor on a number or gap; without one, as it is opened."""
        self._chosen = ""
        self.search.empty()
        self.state.choose(kind, number)

    # showing

    def _show(self, shown: Shown) -> None:
        register = shown.register
        self._chosen = shown.wanted or self._chosen
        self.kind.setCurrentIndex(self.kind.findData(register.kind.key))
        self.period.clear()
        for period in register.periods or (register.period,):
            self.period.addItem(self.tr("Every year") if period == ALWAYS else period, period)
        self.period.setCurrentIndex(max(0, self.period.findData(register.period)))
        count = sum(row.state == GIVEN for row in register.rows)
        self.count.setText(self.tr("{lines} lines, {given} given").format(lines=count_words(len(register.rows)), given=count_words(count)))
        self._show_book(shown)
        self._show_flags(register.flags)
        self.model.show_rows(register.rows)
        self._show_lines()
        self.print.setEnabled(bool(register.rows))

    def _show_lines(self) -> None:
        if self.model.rowCount():
            self.stack.setCurrentWidget(self.table)
        else:
            self.stack.setCurrentWidget(self.nothing if self.model.is_narrowed() else self.empty)
        self.table.choose(self._chosen)

    def _show_book(self, shown: Shown) -> None:
        told = shown.register.standing
        self.where.show_state(*state_words()[told.state])
        self.next.setText(book_words(told) if shown.may_keep else f"{book_words(told)} {keepers_words()}")
        self.empty.hint.setText(empty_words(told))
        self.empty.hint.setVisible(True)
        waiting = len(self.state.waiting())
        self.give.setText(self.tr("Give 1 number ...") if waiting == 1 else self.tr("Give {count} numbers ...").format(count=waiting))
        self.give.setVisible(told.may_give and waiting > 0 and shown.may_give)
        primary = self.deeds.next(shown)
        self.act.setVisible(primary is not None)
        if primary is not None:
            self.act.setText(primary[0])
            self._deed = primary[1]
        self._menu.clear()
        for title, deed in self.deeds.others(shown):
            self._menu.addAction(title).triggered.connect(deed)
        self.more.setVisible(bool(self._menu.actions()))

    def _show_flags(self, flags: tuple[Flag, ...]) -> None:
        if flags:
            self.flags.say(*flags_said(flags))
        else:
            self.flags.hide()

    def _look(self, row: RegisterRow | None) -> None:
        self._chosen = row.key if row is not None else self._chosen
        self.open.setEnabled(row is not None and bool(row.case_id))
        self.void.setEnabled(row is not None and row.state == GIVEN and self.state.shown is not None and self.state.shown.may_keep)

    # deeds

    def _give(self) -> None:
        """Ctrl+G: the numbers that wait, else the deed without which none is given."""
        for button in (self.give, self.act):
            if button.isVisible():
                button.click()
                return

    def _do_next(self) -> None:
        self._deed()

    def _wanted(self, deed: str, row: RegisterRow) -> None:
        if deed == "open" and row.case_id:
            self.open_wanted.emit(row.case_id)
        elif deed == "void" and self.void.isEnabled():
            self.deeds.void(row)

    def _void(self) -> None:
        row = self.table.current_row()
        if row is not None and row.state == GIVEN:
            self.deeds.void(row)

    def _open_case(self) -> None:
        row = self.table.current_row()
        if row is not None and row.case_id:
            self.open_wanted.emit(row.case_id)

    def _search(self, words: str) -> None:
        self.model.search(words)
        self._show_lines()

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _choose_kind(self, at: int) -> None:
        self._chosen = ""
        self.state.choose(str(self.kind.itemData(at)))

    def _choose_period(self, at: int) -> None:
        self.state.choose_period(str(self.period.itemData(at)))

    def _print(self, pdf: bytes) -> None:
        print_pdf(pdf, self)

    # outcomes

    def _refuse(self, error: AppError) -> None:
        if self.deeds.dialog is not None:
            self.deeds.dialog.refuse(error)
        else:
            self.banner.refuse(error)

    def _say_done(self, word: str) -> None:
        self.deeds.finish()
        self.banner.say("success", done_words()[word])

    def _say_numbered(self, count: int, refused: list[AppError]) -> None:
        self.deeds.finish()
        hint = " ".join(explain(refused[0])) if refused else ""
        words = self.tr("{count} numbers were given.").format(count=count)
        if refused:
            words += " " + self.tr("{count} forms got none.").format(count=len(refused))
        self.banner.say("warn" if refused else "success", words, hint)
