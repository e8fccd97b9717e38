"""With what is signed: one's own key, a certificate file, a token, or an outside provider; and the drawn signature for the block."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.papers.manner import Manner
from core.errors import AppError
from core.papers.certificate_facts import NameDiffers
from core.papers.key_file import KeyFileRefused, WrongFilePassphrase, read_key_file
from core.papers.token_key import WrongPin
from core.vault.errors import WrongPassphrase
from ui.papers.token_panel import TokenPanel
from ui.people.own_passphrase import OwnPassphrase
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.signature_pad import SignaturePad, Stroke
from ui.widgets.text_line import TextLine

OWN, FILE, TOKEN, OUTSIDE = "own_key", "file", "token", "outside"


class MannerPanel(QWidget):
    """`manner` gives what was chosen; `kind_changed` tells of another choice. kept: strokes of the person's own drawn signature."""

    entered = Signal()
    kind_changed = Signal(str)

    def __init__(self, *, module: str, kept: list[Stroke], with_outside: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = [Choice(OWN, self.tr("My key")), Choice(FILE, self.tr("Certificate file")), Choice(TOKEN, self.tr("Token"))]
        if with_outside:
            choices.append(Choice(OUTSIDE, self.tr("Outside provider")))
        self.kind = ChoiceBox(choices)
        self.told = worded("", "small", wrap=True)
        self.path = TextLine()
        self.file = LabelledField(self.tr("Certificate file (.p12, .pfx)"), self.path)
        self.choose = Button(self.tr("Choose ..."))
        self.file_passphrase = OwnPassphrase(self.tr("Passphrase of the certificate file"))
        self.token = TokenPanel(module)
        self.same_person = QCheckBox(self.tr("The name on the certificate is the same person"))
        self.own = OwnPassphrase()
        self.draws = QCheckBox(self.tr("Show my drawn signature in the block"))
        self.pad = SignaturePad(self.tr("Your drawn signature"))
        self.pad.setMinimumSize(300, 110)
        self.keeps, self.clear = QCheckBox(self.tr("Keep it for the next time, sealed to me")), Button(self.tr("Draw anew"))
        self.pad.set_strokes(kept)
        self.draws.setChecked(bool(kept))
        self.keeps.setChecked(bool(kept))
        self._build()
        self.kind.picked.connect(self._turn)
        self.choose.clicked.connect(self._choose)
        self.clear.clicked.connect(self.pad.clear)
        self.draws.toggled.connect(self._turn)
        for field in (self.file_passphrase, self.token, self.own):
            field.entered.connect(self.entered)
        self.setFocusProxy(self.kind)
        self._turn()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._file, self._drawing = QWidget(), QWidget()
        files = QVBoxLayout(self._file)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        files.addLayout(row)
        files.addWidget(self.file_passphrase)
        drawing = QVBoxLayout(self._drawing)
        beside = QHBoxLayout()
        beside.addWidget(self.keeps, 1)
        beside.addWidget(self.clear)
        drawing.addWidget(self.pad)
        drawing.addLayout(beside)
        for inner in (files, drawing):
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(9)
        for widget in (LabelledField(self.tr("Sign with"), self.kind), self.told, self._file, self.token, self.own, self.same_person):
            column.addWidget(widget)
        column.addWidget(self.draws)
        column.addWidget(self._drawing)
        self.same_person.hide()

    def set_own_needed(self, is_needed: bool) -> None:
        """Ask one's own passphrase, or not where nothing is recorded yet."""
        self.own.setVisible(is_needed)

    def check(self) -> bool:
        """Return whether everything is there; what is missing is said beside its field."""
        kind = self.kind.value()
        if kind == FILE and not self.path.text().strip():
            self.file.complain(self.tr("Choose the certificate file."))
            return False
        if (kind == FILE and not self.file_passphrase.check()) or (kind == TOKEN and not self.token.check()):
            return False
        return self.own.isHidden() or self.own.check()

    def manner(self) -> Manner:
        """Return what was chosen. Raises KeyFileRefused when the certificate file cannot be read."""
        kind, strokes = self.kind.value(), self.strokes()
        confirmed = self.same_person.isVisible() and self.same_person.isChecked()
        if kind == FILE:
            raw = read_key_file(Path(self.path.text().strip()))
            return Manner(key_file=raw, secret=self.file_passphrase.passphrase(), strokes=strokes, name_confirmed=confirmed)
        if kind == TOKEN:
            key, pin = self.token.key_wanted(), self.token.pin.passphrase()
            return Manner(token=key, secret=pin, strokes=strokes, name_confirmed=confirmed)
        return Manner(strokes=strokes)

    def strokes(self) -> list[Stroke]:
        return self.pad.strokes() if self.draws.isChecked() else []

    def kept_strokes(self) -> list[Stroke]:
        """Return what is to be kept for the next time; empty: nothing."""
        return self.strokes() if self.keeps.isChecked() else []

    def forget(self) -> None:
        """Forget what was typed."""
        for field in (self.own, self.file_passphrase, self.token.pin):
            field.clear()

    def refuse(self, error: AppError) -> bool:
        """Say a refusal beside the field it is about. Returns False when it is about none of them."""
        if isinstance(error, NameDiffers):
            self.same_person.show()
            self.same_person.setChecked(False)
            self.same_person.setFocus()
            return False
        if isinstance(error, WrongPassphrase):
            self.own.refuse(error)
        elif isinstance(error, WrongFilePassphrase):
            self.file_passphrase.refuse(error)
        elif isinstance(error, KeyFileRefused):
            self.file.refuse(error)
        elif isinstance(error, WrongPin):
            self.token.pin.refuse(error)
        else:
            return False
        return True

    def _turn(self, _value: object = None) -> None:
        kind = self.kind.value()
        words = {
            OWN: self.tr("Your own key in this vault, by your passphrase."),
            FILE: self.tr("The key in a certificate file. Nothing of the file is kept here."),
            TOKEN: self.tr("The key on a smart card or stick; it never leaves it."),
            OUTSIDE: self.tr("The paper is prepared and its digest goes to the provider. What he sends back is put in later."),
        }
        self.told.setText(words[kind])
        self._file.setVisible(kind == FILE)
        self.token.setVisible(kind == TOKEN)
        self._drawing.setVisible(self.draws.isChecked())
        self.same_person.hide()
        if kind == TOKEN and self.token.path.text() and not self.token.keys.count():
            self.token.search()
        self.kind_changed.emit(kind)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("Certificate file"), "", "PKCS#12 (*.p12 *.pfx);;*")
        if chosen:
            self.path.setText(chosen)
            self.file.calm()
            self.file_passphrase.setFocus()
