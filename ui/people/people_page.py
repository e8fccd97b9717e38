"""People and laptops of the office: who they are, and the deeds that change it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from core.actions.office.office import PersonSetup
from core.actions.office.roster_parcel import ENDING
from core.errors import AppError
from ui.documents.page_head import PageHead
from ui.icons import icon
from ui.people.deed_dialog import DeedDialog, EndDialog, PersonDialog, RenewDialog, TakeUpDialog
from ui.people.people_state import DeviceRow, Office, PeopleState, PersonRow
from ui.people.role_words import role_words
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, line, worded
from ui.widgets.emptying import empty
from ui.widgets.page import Page
from ui.widgets.pill import Pill
from ui.widgets.scrolled import Scrolled

NARROW = 680  # pixels


class PeoplePage(Page):
    """Each row has a menu of its deeds; deeds that this person may not do are not offered. Emits `left` to go back."""

    def __init__(self, state: PeopleState) -> None:
        super().__init__()
        self._state, self._office = state, Office("", {}, (), (), False, 0)
        self.dialog: DeedDialog | None = None
        self.head = PageHead(self.tr("People and laptops"), self.tr("Who works here, and with which laptop"))
        self.banner = Banner()
        self.people, self.devices = Card(self.tr("People")), Card(self.tr("Laptops"))
        self.admit = Button(self.tr("Admit a person"), kind="primary", icon_name="plus")
        self.take_up = Button(self.tr("Take up a key made elsewhere ..."), icon_name="key")
        self.write = Button(self.tr("Write the roster for a second laptop ..."), icon_name="usb")
        self.menus: dict[str, QToolButton] = {}
        self._build()
        self.head.back.connect(self.left)
        self.admit.clicked.connect(self._admit)
        self.take_up.clicked.connect(self._take_up)
        self.write.clicked.connect(self._choose_target)
        state.listed.connect(self._show)
        state.refused.connect(self._refuse)
        state.busy_changed.connect(self._be_busy)
        state.done.connect(self._say_done)
        state.roster_written.connect(self._say_written)
        state.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen these two show their icons alone, the words as a tool-tip."""
        is_narrow = event.size().width() < theme.px(NARROW)
        self.take_up.be_short(is_narrow)
        self.write.be_short(is_narrow)
        super().resizeEvent(event)

    def _build(self) -> None:
        self.people.header.addWidget(self.take_up)
        self.people.header.addWidget(self.admit)
        self.devices.header.addWidget(self.write)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        inside.addWidget(self.people)
        inside.addWidget(self.devices)
        inside.addStretch(1)
        scroll = Scrolled(ground, sideways=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)

    def _show(self, office: Office) -> None:
        self._office = office
        self.menus.clear()
        self.admit.setVisible(office.may_change)
        empty(self.people.body)
        empty(self.devices.body)
        last = office.code
        for number, person in enumerate(office.people):
            if number:
                self.people.add(line())
            if person.office != last:
                last = person.office
                self.people.add(worded(f"{office.names[last]}  {last}", "subheading", wrap=True))
            self.people.add(self._person(person))
        for number, device in enumerate(office.devices):
            if number:
                self.devices.add(line())
            self.devices.add(self._device(device))
        if office.roots > 1:
            self.banner.say(
                "warn",
                self.tr("This office was founded twice."),
                self.tr("Both rosters are kept. Agree on one laptop as the first and join the other one anew."),
            )

    def _person(self, person: PersonRow) -> QWidget:
        role = role_words().get(person.role, person.role)
        state = (self.tr("Active"), "green") if person.is_active else (self.tr("Ended"), "quiet")
        name = self.tr("{name} (you)").format(name=person.name) if person.is_me else person.name
        deeds = []
        if person.is_active and person.may_change:
            deeds.append((self.tr("Change name, position or role ..."), partial(self._change, person)))
            if not person.is_me:
                deeds.append((self.tr("New key, passphrase forgotten ..."), partial(self._renew, person)))
        if person.is_active and (person.may_change or person.is_me):
            deeds.append((self.tr("End ..."), partial(self._end, person)))
        return self._row(person.id, name, f"{role} · {person.position}" if person.position else role, state, deeds)

    def _device(self, device: DeviceRow) -> QWidget:
        state = (self.tr("Active"), "green") if device.is_active else (self.tr("Ended"), "quiet")
        name = self.tr("{name} (this laptop)").format(name=device.name) if device.is_this else device.name
        words = self.tr("Fingerprint {code}").format(code=device.fingerprint)
        deeds = []
        if device.is_active and not device.is_this and device.may_change:
            deeds.append((self.tr("End: stolen, lost, broken ..."), partial(self._end_laptop, device)))
        return self._row(device.id, name, words, state, deeds)

    def _row(self, key: str, name: str, words: str, state: tuple[str, str], deeds: list[tuple[str, partial[None]]]) -> QWidget:
        both = QVBoxLayout()
        both.setSpacing(1)
        both.addWidget(worded(name, "label", wrap=True))
        both.addWidget(worded(words, "soft", wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(both, 1)
        row.addWidget(Pill(*state))
        if deeds:
            row.addWidget(self._menu(key, name, deeds))
        else:
            row.addSpacing(36)
        whole = QWidget()
        whole.setLayout(row)
        return whole

    def _menu(self, key: str, name: str, deeds: list[tuple[str, partial[None]]]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("more", theme.colours.text_soft, 20))
        button.setAccessibleName(self.tr("What can be done with {name}").format(name=name))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(button)
        for words, deed in deeds:
            action = QAction(words, menu)
            action.triggered.connect(deed)
            menu.addAction(action)
        button.setMenu(menu)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menus[key] = button
        return button

    # the deeds; each in a dialog that says what follows

    def _admit(self) -> None:
        follows = self.tr(
            "The new person opens this vault with a passphrase of his own and signs in his own name. "
            "What is sealed to the office is opened to him too."
        )
        dialog = PersonDialog(self.tr("Admit a person"), follows, self.tr("Admit"), office=self._office.code, parent=self)
        form = dialog.form

        def act() -> None:
            assert form.new is not None
            self._state.admit(form.who(), form.new.passphrase(), form.own.passphrase())

        dialog.asked.connect(act)
        self._open(dialog)

    def _take_up(self) -> None:
        follows = self.tr(
            "When the chair or the regency has given you a new key on another laptop, and it has come here by sending, "
            "type your new passphrase. From then on it opens this laptop."
        )
        dialog = TakeUpDialog(self.tr("Take up a key made elsewhere"), follows, self.tr("Take it up"), self)
        dialog.asked.connect(lambda: self._state.take_up(dialog.own.passphrase()))
        self._open(dialog)

    def _change(self, person: PersonRow, *_: object) -> None:
        follows = self.tr("Keys and passphrase stay as they are. Papers already signed keep the old name and position.")
        title = self.tr("Change {name}").format(name=person.name)
        who = PersonSetup(name=person.name, position=person.position, role=person.role)
        dialog = PersonDialog(title, follows, self.tr("Change"), office=person.office, person=who, parent=self)
        dialog.asked.connect(lambda: self._state.change(person.id, dialog.form.who(), dialog.form.own.passphrase()))
        self._open(dialog)

    def _renew(self, person: PersonRow, *_: object) -> None:
        follows = self.tr(
            "The person gets new keys and a new passphrase. Papers signed before stay valid; the old passphrase opens nothing "
            "any more on this laptop. What was sealed to the old key is opened to the new one, as far as you can open it yourself."
        )
        dialog = RenewDialog(self.tr("New key for {name}").format(name=person.name), follows, self.tr("Give a new key"), self)
        dialog.asked.connect(lambda: self._state.renew(person.id, dialog.new.passphrase(), dialog.own.passphrase()))
        self._open(dialog)

    def _end(self, person: PersonRow, *_: object) -> None:
        follows = self.tr(
            "From now on nothing signed with this person's key counts, and the passphrase no longer opens this vault. "
            "Everything signed before stays valid."
        )
        dialog = EndDialog(self.tr("End {name}").format(name=person.name), follows, self.tr("End"), self)
        dialog.asked.connect(lambda: self._state.end(person.id, dialog.reason.text(), dialog.own.passphrase()))
        self._open(dialog)

    def _end_laptop(self, device: DeviceRow, *_: object) -> None:
        follows = self.tr(
            "What that laptop wrote up to now stays valid; anything it writes later is not believed by anybody. "
            "Tell the regency too, so that the server turns it away. Its disk stays encrypted."
        )
        dialog = EndDialog(self.tr("End the laptop {name}").format(name=device.name), follows, self.tr("End"), self)
        dialog.asked.connect(lambda: self._state.end_laptop(device.id, dialog.reason.text(), dialog.own.passphrase()))
        self._open(dialog)

    def _open(self, dialog: DeedDialog) -> None:
        self.banner.hide()
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _refuse(self, error: AppError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(error)
        else:
            self.banner.refuse(error)

    def _be_busy(self, is_busy: bool) -> None:
        if self.dialog is not None:
            self.dialog.be_busy(is_busy)

    def _say_done(self, word: str) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        said = {
            "admitted": self.tr("The person was admitted."),
            "changed": self.tr("The change was written down."),
            "renewed": self.tr("The person has a new key. Send it to the centre at the next line, so that other laptops know it."),
            "ended": self.tr("The person's keys have ended."),
            "taken_up": self.tr("The key opens this laptop from now on."),
            "laptop_ended": self.tr("The laptop was ended."),
        }
        self.banner.say("success", said[word])

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Write the roster"), f"roster-{self._office.code}{ENDING}", self.tr("Parcels (*.bukti)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING[1:])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _write(self, path: str) -> None:
        self._state.write_roster(Path(path))

    def _say_written(self, path: str) -> None:
        hint = self.tr("Take it to the second laptop and choose Join my office there. It holds names and locked keys, no cases.")
        self.banner.say("success", self.tr("Written: {path}").format(path=path), hint)
