"""Choosing a token: its module once for this laptop, then one of the certificates on the tokens that are plugged in, then the PIN."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.errors import AppError
from core.papers.certificate_facts import CertificateFacts
from core.papers.token_key import TokenKey, TokenSeen
from core.words import explain
from ui.people.own_passphrase import OwnPassphrase
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySeen:
    """A certificate on a token that is plugged in."""

    token: TokenSeen
    certificate: CertificateFacts


def look_for_keys(module: str) -> tuple[KeySeen, ...]:
    """Return the certificates of all tokens that are plugged in. Raises NoModule, TokenRefused."""
    from core.papers.token import certificates, tokens

    return tuple(KeySeen(token=token, certificate=one) for token in tokens(module) for one in certificates(module, token.serial))


class TokenPanel(QWidget):
    """Emits `look_wanted` with the module's path; `show_keys` or `refuse` answers it."""

    look_wanted = Signal(str)
    entered = Signal()

    def __init__(self, module: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[KeySeen, ...] = ()
        self.path = TextLine(module)
        self.module = LabelledField(
            self.tr("Token module"),
            self.path,
            hint=self.tr("The file that came with the token's program (.dll, .so); kept for this laptop."),
        )
        self.choose, self.look = Button(self.tr("Choose ...")), Button(self.tr("Look for tokens"))
        self.keys = ChoiceBox()
        self.key = LabelledField(self.tr("Certificate on the token"), self.keys)
        self.pin = OwnPassphrase(self.tr("PIN of the token"))
        self.found = worded("", "soft", wrap=True)
        row = QHBoxLayout()
        for button in (self.choose, self.look):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(self.module)
        column.addLayout(row)
        for widget in (self.found, self.key, self.pin):
            column.addWidget(widget)
        self.found.hide()
        self.key.hide()
        self.choose.clicked.connect(self._choose)
        self.look.clicked.connect(self.search)
        self.path.returnPressed.connect(self.search)
        self.pin.entered.connect(self.entered)
        self.setFocusProxy(self.path)

    def search(self) -> None:
        """Ask for the tokens that are plugged in now."""
        self.module.calm()
        self.look_wanted.emit(self.path.text().strip())

    def show_keys(self, keys: tuple[KeySeen, ...]) -> None:
        """Offer these certificates."""
        self._keys = keys
        self.keys.set_choices([Choice(str(number), self._words(one)) for number, one in enumerate(keys)])
        self.key.setVisible(bool(keys))
        self.found.setText(self.tr("No certificate was found. Is the token plugged in?"))
        self.found.setVisible(not keys)

    def refuse(self, error: AppError) -> None:
        """Show beside the module why it could not be asked."""
        self.show_keys(())
        self.found.hide()
        self.module.complain(" ".join(words for words in explain(error) if words))

    def check(self) -> bool:
        """Return whether a certificate is chosen and a PIN typed; what is missing is said."""
        if not self._keys:
            self.module.complain(self.tr("Look for tokens first."))
            return False
        if self._chosen().token.has_keypad:  # the PIN is typed there
            return True
        return self.pin.check()

    def key_wanted(self) -> TokenKey:
        chosen = self._chosen()
        return TokenKey(module=self.path.text().strip(), serial=chosen.token.serial, certificate=chosen.certificate.sha256)

    def _chosen(self) -> KeySeen:
        return self._keys[int(self.keys.value() or 0)]

    def _words(self, one: KeySeen) -> str:
        until = self.tr("until {day}").format(day=one.certificate.not_after.date().isoformat())
        return f"{one.certificate.name} ({one.certificate.issuer}, {until}) - {one.token.label}"

    def _choose(self) -> None:
        folder = str(Path(self.path.text()).parent) if self.path.text() else ""
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("Token module"), folder)
        if chosen:
            self.path.setText(chosen)
            self.search()
