"""A legal act on the roster: what it does and what follows, what must be told, and one's own passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from core.actions.office.office import PersonSetup
from core.errors import AppError
from core.vault.errors import WrongPassphrase
from ui.people.own_passphrase import OwnPassphrase
from ui.people.person_form import PersonForm
from ui.theme import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.banner import Banner
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.text_line import TextLine


class DeedDialog(AskingDialog):
    """Stays open until the deed is done; a refusal is shown in it, a wrong passphrase beside its field."""

    asked = Signal()  # everything is there: do it

    def __init__(self, title: str, follows: str, act: str, *, kind: str = "primary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(520))
        self.banner = Banner()
        self._column = column_in(self)
        self._column.setContentsMargins(22, 20, 22, 18)
        self._column.setSpacing(12)
        self._column.addWidget(worded(title, "heading", wrap=True))
        self._column.addWidget(worded(follows, "soft", wrap=True))
        self._column.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self._column.addLayout(self.body)
        self.act = Button(act, kind=kind)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.addButton(self.act, QDialogButtonBox.ButtonRole.ActionRole)
        self.act.clicked.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        foot_in(self, self.buttons)

    def check(self) -> bool:
        """Return whether everything is there."""
        return True

    def be_busy(self, is_busy: bool) -> None:
        self.act.setDisabled(is_busy)

    def refuse(self, error: AppError) -> None:
        """Show why the deed was not done."""
        if not (isinstance(error, WrongPassphrase) and self.refuse_passphrase(error)):
            self.banner.refuse(error)

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        """Show it beside the field. Returns False when there is none."""
        del error
        return False

    def _ask(self) -> None:
        if self.act.isEnabled() and self.check():
            self.banner.hide()
            self.asked.emit()


class PersonDialog(DeedDialog):
    """Admit somebody, or change what stands about him."""

    def __init__(
        self, title: str, follows: str, act: str, *, office: str, person: PersonSetup | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, follows, act, parent=parent)
        self.form = PersonForm(office, with_passphrase=person is None, person=person)
        self.form.entered.connect(self._ask)
        self.body.addWidget(self.form)
        self.form.setFocus()

    def check(self) -> bool:
        return self.form.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.form.refuse_passphrase(error)
        return True


class RenewDialog(DeedDialog):
    """A new passphrase for somebody who forgot his."""

    def __init__(self, title: str, follows: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(title, follows, act, parent=parent)
        self.new = NewPassphrase(self.tr("This person's new passphrase, typed by himself"))
        self.own = OwnPassphrase()
        self.new.entered.connect(self.own.setFocus)
        self.own.entered.connect(self._ask)
        self.body.addWidget(self.new)
        self.body.addWidget(self.own)
        self.new.setFocus()

    def check(self) -> bool:
        return self.new.check() and self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True


class TakeUpDialog(DeedDialog):
    """The new passphrase of a person whose key was renewed on another laptop."""

    def __init__(self, title: str, follows: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(title, follows, act, parent=parent)
        self.own = OwnPassphrase(self.tr("The new passphrase"))
        self.own.entered.connect(self._ask)
        self.body.addWidget(self.own)
        self.own.setFocus()

    def check(self) -> bool:
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True


class EndDialog(DeedDialog):
    """End somebody's keys, or a laptop: never without a reason."""

    def __init__(self, title: str, follows: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(title, follows, act, kind="danger", parent=parent)
        self.reason = LabelledField(self.tr("Reason"), TextLine(), hint=self.tr("Left the office, stolen, lost ... It is kept and shown."))
        self.own = OwnPassphrase()
        self.own.entered.connect(self._ask)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.own)
        self.reason.setFocus()

    def check(self) -> bool:
        if not self.reason.text():
            self.reason.complain(self.tr("The reason is missing."))
            return False
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True
