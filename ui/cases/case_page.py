"""The file of one case: its forms, evidence, statements, papers and history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from core.actions.forms.prefill import CasePerson
from core.vault.local import Draft
from ui.cases.add_form_menu import AddFormMenu
from ui.cases.case_facts_dialog import CaseFactsDialog
from ui.cases.case_file import CaseFile
from ui.cases.case_state import CaseState
from ui.cases.document_rows import DocumentRows
from ui.cases.history_view import HistoryView
from ui.cases.words import STANDING_TONES, STATUS_TONES, origin_words, regime_words, standing_word, status_word
from ui.destruction.pages import legal_menu
from ui.documents.page_head import PageHead
from ui.exhibits.exhibits_state import ExhibitsState
from ui.exhibits.exhibits_view import ExhibitsView
from ui.papers.editions_menu import EditionsMenu
from ui.papers.editions_state import EditionsState
from ui.papers.paper_list import PaperList
from ui.rules.clock_strip import ClockStrip
from ui.rules.course_state import CourseState
from ui.rules.course_view import CourseView
from ui.widgets.banner import Banner
from ui.widgets.dress import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.letter_menu import LetterMenu
from ui.widgets.page import Page
from ui.widgets.page_stack import PageStack

TABS = ("forms", "evidence", "statements", "papers", "course", "history")


class CasePage(Page):
    """Asks by signals for what other pages do; `show_tab` chooses a tab by its key (TABS) and puts the cursor into it.

    It opens on the forms: evidence, course and history are built when somebody first looks at them.
    """

    form_wanted = Signal(str)  # document stream: to be filled in
    statement_wanted = Signal(str)  # to be read back, or read
    settling_wanted = Signal(str)  # document, exhibit or case of which two versions stand side by side
    preview_wanted = Signal(str)  # document stream
    paper_wanted = Signal(str)  # paper stream
    original_wanted = Signal(str)  # paper stream: its signed original is to be shown
    scans_wanted = Signal(str)  # case: scans of its papers are to be taken in
    picture_wanted = Signal(object, str)  # all exhibits, the one to show
    phone_wanted = Signal(str)  # the case: photos are to come from a phone
    destroy_wanted = Signal(str)  # stream of the case or of one of its exhibits
    orders_wanted = Signal(str)  # case
    withdraw_wanted = Signal(str)  # document stream
    sign_wanted = Signal(tuple)  # the case: what nobody has signed of it

    def __init__(self, state: CaseState, exhibits: ExhibitsState) -> None:
        super().__init__()
        self.state = state
        self._exhibits, self._course = exhibits, CourseState(state.vault, state.jobs, state.case_id)
        for one in (state, self._exhibits, self._course):
            one.setParent(self)
        self.head, self.banner = PageHead(""), Banner()
        self.details = Button(self.tr("Details"), icon_name="pen")
        self.more = Button(self.tr("More"), icon_name="more")
        self.add_form = Button(self.tr("Add a form"), kind="primary", icon_name="plus")
        self.add_photos = Button(self.tr("Add photos"), icon_name="camera")
        self.add_photos.setToolTip("Ctrl+O")
        self.settle = Button(self.tr("Two states: choose ..."), kind="primary", icon_name="warn")
        self.settle.setToolTip(self.tr("Two laptops changed this case without knowing of each other."))
        self.settle.hide()
        self.add_statement = Button(self.tr("Hear somebody"), kind="primary", icon_name="plus")
        self.scan = Button(self.tr("Scan signed papers ..."), icon_name="upload")
        self.editions = Button(self.tr("Other editions"), icon_name="document")
        self.editions_menu = EditionsMenu(EditionsState(state.vault, state.jobs, state.case_id), self)
        self.forms, self.statements, self.papers = DocumentRows(), DocumentRows(), PaperList()
        self.strip = ClockStrip()
        self.tabs = _Tabs()
        self._people, self.forms_menu = LetterMenu(self), AddFormMenu(self)
        self._empty = {
            "forms": EmptyState("document", self.tr("No form yet"), self.tr("Add the form with which this case begins.")),
            "statements": EmptyState(
                "statement",
                self.tr("Nobody was heard yet"),
                self.tr("A statement is written, read back, signed on the screen or on paper, and then sealed."),
            ),
            "papers": EmptyState(
                "printer",
                self.tr("No signed paper yet"),
                self.tr("Open a saved form as a paper, look at it, and sign it with your passphrase."),
            ),
        }
        self._stacks: dict[str, PageStack] = {}
        self._thrown_away: Draft | None = None
        self._build()
        self._connect()
        state.load()
        self._course.load()

    @cached_property
    def evidence(self) -> ExhibitsView:
        view = ExhibitsView(self._exhibits)
        view.destroy_wanted.connect(self.destroy_wanted)
        view.view_wanted.connect(self._look_at_picture)
        view.settling_wanted.connect(self.settling_wanted)
        view.phone_wanted.connect(self.phone_wanted)
        self._stacks["evidence"].addWidget(view)
        return view

    @cached_property
    def course(self) -> CourseView:
        view = CourseView(self._course)
        self._stacks["course"].addWidget(view)
        return view

    @cached_property
    def history(self) -> HistoryView:
        view = HistoryView()
        view.compare_wanted.connect(self.state.compare)
        self.state.compared.connect(view.show_differences)
        self._stacks["history"].addWidget(view)
        if self.state.file is not None:
            view.show_lines(self.state.file.events)
        return view

    def _is_built(self, key: str) -> bool:
        return key in vars(self)

    def _build(self) -> None:
        self.head.add(self.settle)
        self.head.add(self.details)
        self.head.add(self.more)
        self.more.setMenu(legal_menu(self, self._want_destroy, self._want_orders))
        self.add_form.setMenu(self.forms_menu)
        self.add_statement.setMenu(self._people)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.currentChanged.connect(self._turn_to)
        for key, title, content, *tools in (
            ("forms", self.tr("Forms"), self.forms, self.add_form, self.add_photos),
            ("evidence", self.tr("Evidence"), None, None),
            ("statements", self.tr("Statements"), self.statements, self.add_statement),
            ("papers", self.tr("Papers"), self.papers, self.scan, self.editions),
            ("course", self.tr("Course"), None, None),
            ("history", self.tr("History"), None, None),
        ):
            self.tabs.addTab(self._tab(key, content, [one for one in tools if one is not None]), title)
        self._turn_to(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.strip)
        column.addWidget(self.tabs, 1)

    def _tab(self, key: str, content: QWidget | None, tools: Sequence[Button]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        if tools:
            row = QHBoxLayout()
            for tool in tools:
                row.addWidget(tool)
            row.addStretch(1)
            column.addLayout(row)
        stack = PageStack()
        if content is not None:
            stack.addWidget(content)
        if key in self._empty:
            stack.addWidget(self._empty[key])
        self._stacks[key] = stack
        column.addWidget(stack, 1)
        return page

    def _connect(self) -> None:
        state = self.state
        self.head.back.connect(self.left)
        self.details.clicked.connect(self._change_facts)
        self._people.aboutToShow.connect(state.look_for_people)
        self.forms_menu.aboutToShow.connect(state.look_for_people)
        self.forms_menu.chosen.connect(self._begin)
        self.forms.acted.connect(self._act)
        self.statements.acted.connect(self._act)
        self.editions.setMenu(self.editions_menu)
        self.editions_menu.written.connect(self._say_written)
        self.editions_menu.refused.connect(self.banner.refuse)
        self.papers.open_wanted.connect(self.paper_wanted)
        self.papers.original_wanted.connect(self.original_wanted)
        self.scan.clicked.connect(self._scan)
        self.add_photos.clicked.connect(self._add_files)
        self.settle.clicked.connect(self._settle_case)
        self._exhibits.changed.connect(state.changed)
        self._course.changed.connect(state.changed)
        self._course.changed.connect(self._reload)
        self._course.told.connect(self.strip.show_rules)
        self.strip.wanted.connect(partial(self.show_tab, "course"))
        state.loaded.connect(self._show)
        state.discarded.connect(self._say_discarded)
        self.banner.acted.connect(self._undo)
        state.people_found.connect(self._offer_people)
        state.refused.connect(self.banner.refuse)
        state.gone.connect(self.left)
        self._offer_people([])
        keys = [(f"Alt+{number}", partial(self.show_tab, key)) for number, key in enumerate(TABS, 1)]
        more = (("Ctrl+O", self._add_files), ("Ctrl+Shift+O", self._add_folder), ("Ctrl+G", self._sign), ("Ctrl+Z", self._undo))
        for one, act in (*keys, *more):
            shortcut = QShortcut(QKeySequence(one), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _add_files(self) -> None:
        """Ctrl+O: photos are added from wherever a person stands in the case."""
        self.show_tab("evidence")
        self.evidence.add_files.click()

    def _say_discarded(self, draft: Draft) -> None:
        self._thrown_away = draft
        self.banner.say("info", self.tr("The draft was thrown away."), "", action=self.tr("Undo"))

    def _undo(self) -> None:
        if self._thrown_away is not None:
            self.state.restore_draft(self._thrown_away)
            self._thrown_away = None
            self.banner.hide()

    def _add_folder(self) -> None:
        self.show_tab("evidence")
        self.evidence.add_folder.click()

    def _sign(self) -> None:
        self.sign_wanted.emit((self.state.case_id,))

    def show_tab(self, key: str) -> None:
        """Go to one of TABS."""
        self.tabs.setCurrentIndex(TABS.index(key))
        self.take_cursor()

    def take_cursor(self) -> None:
        """Stand where the tab that is shown begins."""
        key = TABS[self.tabs.currentIndex()]
        if key == "course":
            self.course.take_cursor()
            return
        begins: dict[str, Callable[[], QWidget]] = {
            "forms": lambda: self.add_form,
            "evidence": lambda: self.evidence.add_files,
            "statements": lambda: self.add_statement,
            "papers": lambda: self.scan,
            "history": lambda: self.history.table,
        }
        begins[key]().setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_case(self) -> None:
        self.settling_wanted.emit(self.state.case_id)

    def _want_destroy(self) -> None:
        self.destroy_wanted.emit(self.state.case_id)

    def _want_orders(self) -> None:
        self.orders_wanted.emit(self.state.case_id)

    def _say_written(self, path: str) -> None:
        self.banner.say("success", self.tr("The paper was saved as a file."), path)

    def _turn_to(self, at: int) -> None:
        """Build what is looked at for the first time. The page is as high as this tab must be, not as the highest of all."""
        if (key := TABS[at]) in ("evidence", "course", "history"):
            getattr(self, key)
        for number in range(self.tabs.count()):
            policy = QSizePolicy.Policy.Preferred if number == at else QSizePolicy.Policy.Ignored
            if (tab := self.tabs.widget(number)) is not None:
                tab.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def refresh(self) -> None:
        """Something of the case may be new."""
        self.state.load()
        self._course.load()
        if self._is_built("evidence"):
            self._exhibits.load()

    def _reload(self, _changes: object) -> None:
        self.state.load()

    def _show(self, file: CaseFile) -> None:
        case = file.row.case
        words = (case.number or self.tr("No number yet"), regime_words().get(case.regime, case.regime), origin_words().get(case.origin, ""))
        handler = self.tr("Handled by {office}").format(office=file.handled_by) if file.handled_by else ""
        self.head.show_words(case.title or self.tr("New case"), " · ".join(word for word in (*words, handler) if word))
        self.settle.setVisible(case.heads > 1)
        self.details.setDisabled(case.heads > 1)
        self.head.show_pills(
            (status_word(case.status), STATUS_TONES.get(case.status, "grey")),
            (standing_word(file.row.standing), STANDING_TONES[file.row.standing]),
        )
        self.forms.show_lines(file.forms)
        self.statements.show_lines(file.statements)
        self.papers.show_lines(file.papers)
        self.editions_menu.show_documents(one.document for one in file.documents if one.document is not None)
        if self._is_built("history"):
            self.history.show_lines(file.events)
        counts = (len(file.forms), sum(not one.is_withdrawn for one in file.exhibits), len(file.statements), len(file.papers), 0, 0)
        titles = (self.tr("Forms"), self.tr("Evidence"), self.tr("Statements"), self.tr("Papers"), self.tr("Course"), self.tr("History"))
        for number, (title, count) in enumerate(zip(titles, counts, strict=True)):
            self.tabs.setTabText(number, f"{title} ({count})" if count else title)
        for key, count in (("forms", len(file.forms)), ("statements", len(file.statements)), ("papers", len(file.papers))):
            self._stacks[key].setCurrentIndex(0 if count else 1)

    def _act(self, name: str, which: str) -> None:
        if name == "edit":
            self.form_wanted.emit(which)
        elif name in ("read", "sign"):
            self.statement_wanted.emit(which)
        elif name == "settle":
            self.settling_wanted.emit(which)
        elif name == "preview":
            self.preview_wanted.emit(which)
        elif name == "supersede":
            self.state.begin("ba_klarifikasi", supersedes=which)
        elif name == "withdraw":
            self.withdraw_wanted.emit(which)
        elif name == "discard":
            self.state.discard_draft(which)

    def _begin(self, form_id: str, person: CasePerson | None) -> None:
        self.state.begin(form_id, subject=person)

    def _hear(self, person: CasePerson | None, _checked: bool = False) -> None:
        self.state.begin("ba_klarifikasi", subject=person)

    def _offer_people(self, people: list[CasePerson]) -> None:
        roles = {"pelapor": self.tr("Reporter"), "terlapor": self.tr("Reported person"), "saksi": self.tr("Witness")}
        self.forms_menu.show_people(people)
        self._people.clear()
        for person in people:
            self._people.addAction(f"{roles.get(person.role, person.role)}: {person.shown}").triggered.connect(partial(self._hear, person))
        if people:
            self._people.addSeparator()
        self._people.addAction(self.tr("Somebody else")).triggered.connect(partial(self._hear, None))

    def _look_at_picture(self, stream: str) -> None:
        self.picture_wanted.emit(self._exhibits.exhibits, stream)

    def _scan(self) -> None:
        self.scans_wanted.emit(self.state.case_id)

    def _change_facts(self) -> None:
        if self.state.file is None:
            return
        dialog = CaseFactsDialog(self.state.file.row.case, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.changes:
            self.state.change(dialog.changes, dialog.reason.text())
        dialog.deleteLater()


class _Tabs(QTabWidget):
    """Qt would have the whole page as high as the highest of all tabs at its width; each tab scrolls by itself."""

    def hasHeightForWidth(self) -> bool:
        return False
