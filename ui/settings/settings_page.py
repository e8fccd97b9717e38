"""Setelan: language, paper size, people, recovery sheet, the office as it is printed, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.resources import resource_path
from core.vault.views import Changes
from ui.destruction.pages import push_orders
from ui.folders.folders_card import FoldersCard
from ui.folders.folders_state import FoldersState
from ui.navigator import Navigator
from ui.people.people_page import PeoplePage
from ui.people.people_state import PeopleState
from ui.rules.rule_settings_page import RuleSettingsPage
from ui.rules.rule_settings_state import RuleSettingsState
from ui.settings.copy_card import CopyCard
from ui.settings.form_wording_page import FormWordingPage, FormWordingState
from ui.settings.letterhead_page import LetterheadPage
from ui.settings.letterhead_state import LetterheadState
from ui.settings.settings_state import Facts, SettingsState
from ui.settings.sheet_dialog import SheetDialog
from ui.settings.trust_page import TrustPage, TrustState
from ui.settings.version_card import VersionCard
from ui.settings.version_state import VersionState
from ui.sync.copy_state import CopyState
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.emptying import empty
from ui.widgets.labelled_field import LabelledField
from ui.widgets.page import Page
from ui.widgets.row_button import RowButton
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide


class SettingsPage(Page):
    """What is chosen is kept at once; there is no Save."""

    def __init__(self, state: SettingsState, navigator: Navigator) -> None:
        super().__init__()
        self._state, self._navigator = state, navigator
        self.banner = Banner()
        self.languages = ChoiceBox([Choice("id", "Bahasa Indonesia"), Choice("en", "English")])
        sizes = {"normal": self.tr("Normal"), "large": self.tr("Large"), "very_large": self.tr("Very large")}
        self.letters = ChoiceBox([Choice(size, word) for size, word in sizes.items()])
        self.people = RowButton(
            self.tr("People and laptops"), self.tr("Admit, change, end; a new key after a forgotten passphrase"), icon_name="people"
        )
        self.rules = RowButton(
            self.tr("Rules and calendar"), self.tr("How days are counted, office hours, days off, stages"), icon_name="calendar"
        )
        self.sheet = RowButton(self.tr("New recovery sheet"), self.tr("If the old one is lost or was seen"), icon_name="key")
        self.wording = RowButton(
            self.tr("Words of the official papers"), self.tr("Codes, titles and sentences as your office prints them"), icon_name="document"
        )
        self.letterhead = RowButton(
            self.tr("Letterhead and paper"), self.tr("Name lines, address, logo, size of the paper"), icon_name="printer"
        )
        sentence = self.tr("Who tells the time for signed papers, and whom this office believes")
        self.trust = RowButton(self.tr("Timestamps and authorities"), sentence, icon_name="clock")
        sentence = self.tr("How long things are kept, what falls due, orders and who has obeyed")
        self.destruction = RowButton(self.tr("Keeping and destroying"), sentence, icon_name="trash")
        self.lock = RowButton(self.tr("Lock now"), self.tr("Ctrl+L; the passphrase opens it again"), icon_name="lock")
        self.office, self.about = Card(self.tr("The office, as it is printed")), Card(self.tr("About Bukti"))
        copy = CopyState(state.vault, state.jobs)
        copy.told.connect(navigator.status_changed)
        self.second_copy = CopyCard(copy)
        self.folders = FoldersCard(FoldersState(state.vault, state.jobs))
        self.version = VersionCard(VersionState(state.vault, state.jobs))
        self.dialog: SheetDialog | None = None
        self._build()
        self.languages.picked.connect(state.keep_language)
        self.letters.picked.connect(state.keep_letters)
        self.people.clicked.connect(self._show_people)
        self.letterhead.clicked.connect(self._show_letterhead)
        self.wording.clicked.connect(self._show_wording)
        self.trust.clicked.connect(self._show_trust)
        self.rules.clicked.connect(self._show_rules)
        self.destruction.clicked.connect(self._show_destruction)
        self.sheet.clicked.connect(self._renew_sheet)
        self.lock.clicked.connect(navigator.lock)
        state.told.connect(self._show)
        state.kept.connect(navigator.screen_changed)
        state.refused.connect(self._refuse)
        self.begin_at(self.people)

    def _build(self) -> None:
        safety = Card(self.tr("People and safety"))
        safety.body.setSpacing(2)
        for row in (self.people, self.sheet, self.destruction, self.lock):
            safety.add(row)
        choices = Card(self.tr("Screen and paper"))
        choices.add(
            LabelledField(self.tr("Language of the screen"), self.languages, hint=self.tr("Official papers are always in Indonesian."))
        )
        choices.add(LabelledField(self.tr("Size of the letters"), self.letters))
        choices.add(self.letterhead)
        choices.add(self.wording)
        choices.add(self.trust)
        clock = Card(self.tr("Deadlines"))
        clock.add(self.rules)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (safety, choices, clock)),
            (right, (self.second_copy, self.folders, self.office, self.version, self.about)),
        ):
            side.setSpacing(14)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        halves = QWidget(), QWidget()
        for half, side in zip(halves, (left, right), strict=True):
            side.setContentsMargins(0, 0, 0, 0)
            half.setLayout(side)
        scroll = Scrolled(SideBySide(*halves, spacing=14), sideways=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(worded(self.tr("Settings"), "title"))
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.refresh()

    def _show(self, facts: Facts) -> None:
        self.languages.set_value(facts.language)
        self.letters.set_value(facts.letters)
        empty(self.office.body)
        empty(self.about.body)
        told, head = facts.office, facts.letterhead
        place = ", ".join(str(told[key]) for key in ("village", "district", "regency", "province") if told.get(key))
        self.office.body.addLayout(
            _table(
                [
                    (self.tr("Name"), str(told.get("name", ""))),
                    (self.tr("Code"), facts.office_code),
                    (self.tr("Region"), place),
                    (self.tr("Address"), head.address),
                    (self.tr("Telephone"), head.phone),
                    (self.tr("E-mail"), head.email),
                    (self.tr("Time zone"), str(told.get("timezone", ""))),
                ]
            )
        )
        self.about.body.addLayout(
            _table(
                [
                    (self.tr("Folder of the vault"), str(facts.folder)),
                    (self.tr("Fingerprint of this laptop"), facts.fingerprint),
                    (self.tr("Licence"), "Apache-2.0"),
                    (self.tr("Regions"), self.tr("Contains information from idn-area-data, made available under the ODbL 1.0")),
                ]
            )
        )
        licences = Button(self.tr("Open the licence of the region data"), kind="plain")
        licences.clicked.connect(_open_licence)
        self.about.body.addWidget(licences, 0, Qt.AlignmentFlag.AlignLeft)

    def stand_on(self, what: str) -> None:
        """Put the cursor on "language" or "letters", where the person was before the pages were built anew."""
        box = self.letters if what == "letters" else self.languages
        self.begin_at(box)
        box.setFocus()

    def _show_people(self) -> None:
        page = PeoplePage(PeopleState(self._state.vault, self._state.jobs))
        page.left.connect(self._navigator.leave)
        self._navigator.pushed.emit(page, self.tr("People and laptops"))

    def _show_rules(self) -> None:
        page = RuleSettingsPage(RuleSettingsState(self._state.vault, self._state.jobs))
        page.left.connect(self._navigator.leave)
        self._navigator.pushed.emit(page, self.tr("Rules and calendar"))

    def _show_destruction(self) -> None:
        push_orders(self._state.vault, self._state.jobs, self._navigator, self._told)

    def _told(self, _changes: Changes) -> None:
        self._navigator.status_changed.emit()

    def _show_wording(self) -> None:
        page = FormWordingPage(FormWordingState(self._state.vault, self._state.jobs))
        page.left.connect(self._navigator.leave)
        self._navigator.pushed.emit(page, self.tr("Words of the official papers"))

    def _show_trust(self) -> None:
        page = TrustPage(TrustState(self._state.vault, self._state.jobs))
        page.left.connect(self._navigator.leave)
        self._navigator.pushed.emit(page, self.tr("Timestamps and authorities"))

    def _show_letterhead(self) -> None:
        page = LetterheadPage(LetterheadState(self._state.vault, self._state.jobs))
        page.left.connect(self._navigator.leave)
        self._navigator.pushed.emit(page, self.tr("Letterhead and paper"))

    def _renew_sheet(self) -> None:
        self.banner.hide()
        self.dialog = SheetDialog(self._state, self)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.accepted.connect(self._say_sheet)
        self.dialog.open()

    def _say_sheet(self) -> None:
        self.banner.say("success", self.tr("The new recovery sheet is in force."), self.tr("Tear the old one up."))

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _refuse(self, error: object) -> None:
        if self.dialog is None:
            self.banner.refuse(error)  # type: ignore[arg-type]  # the signal carries AppErrors only


def _table(rows: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for number, (name, value) in enumerate(rows):
        said = worded(value or "-", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label = worded(name, "soft")
        grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, number, 1)
    return grid


def _open_licence() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(resource_path("regions", "LICENSE-ODbL-1.0.md"))))
