"""Read back and sign: the whole text at the left, the signatures and the seal at the right; sealed, it can only be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from core.actions.forms.drafts import DraftGone
from core.actions.forms.save_form import AnswersInvalid
from core.errors import AppError
from core.vault.errors import WrongPassphrase
from ui.cases.words import moment_words
from ui.destruction.pages import legal_menu
from ui.documents.answers_view import AnswersView
from ui.documents.page_head import PageHead
from ui.statements.statement_state import Statement, StatementState
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, line, worded
from ui.widgets.page import Page
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide
from ui.widgets.signature_pad import SignaturePad, Stroke

SUBJECT, CLARIFIER = "sign_subject", "sign_clarifier"


class StatementPage(Page):
    edit_wanted = Signal(str)  # stream
    supersede_wanted = Signal(str)
    paper_wanted = Signal(str)
    destroy_wanted = Signal(str)
    withdraw_wanted = Signal(str)

    def __init__(self, state: StatementState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.statement: Statement | None = None
        self.head, self.banner = PageHead(self.tr("Read back and sign")), Banner()
        self.edit = Button(self.tr("Edit"), icon_name="pen")
        self.paper = Button(self.tr("Paper"), icon_name="printer")
        self.supersede = Button(self.tr("New statement that supersedes it"), icon_name="plus")
        self.more = Button(self.tr("More"), icon_name="more")
        self.read_back = QCheckBox(self.tr("Read back in full, and confirmed."))
        self.on_paper = QCheckBox(self.tr("It is signed on paper instead"))
        self.pads = {
            SUBJECT: SignaturePad(self.tr("Signature of the person heard")),
            CLARIFIER: SignaturePad(self.tr("Signature of the clarifier")),
        }
        self.names = {name: worded("", "label", wrap=True) for name in self.pads}
        self.clears = {name: Button(self.tr("Clear"), kind="plain") for name in self.pads}
        self.passphrase = PassphraseField(self.tr("Your passphrase"))
        self.seal = Button(self.tr("Seal the statement"), kind="primary", icon_name="lock")
        self.facts = worded("", wrap=True)
        self._text = QVBoxLayout()
        self._build()
        self._connect()
        state.load()

    def _build(self) -> None:
        for button in (self.edit, self.supersede, self.paper):
            self.head.add(button)
            button.hide()
        self.head.add(self.more)
        self.more.setMenu(legal_menu(self, self._want_destroy, withdraw=self._want_withdraw))
        left, right = Card(), Card()
        left.setContentsMargins(-14, -12, -14, -12)
        left.body.addLayout(self._text, 1)
        self._signing = QWidget()
        column = QVBoxLayout(self._signing)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        told = self.tr("Read the text on the left aloud, from beginning to end. Then let it be signed.")
        self._told = worded(told, "soft", wrap=True)
        column.addWidget(self._told)
        column.addWidget(self.read_back)
        self._line = line()
        column.addWidget(self._line)
        self._drawn = QWidget()
        drawn = QVBoxLayout(self._drawn)
        drawn.setContentsMargins(0, 0, 0, 0)
        drawn.setSpacing(4)
        for name, pad in self.pads.items():
            top = QHBoxLayout()
            top.addWidget(self.names[name], 1)
            top.addWidget(self.clears[name])
            drawn.addLayout(top)
            pad.setMinimumSize(300, 96)
            pad.setFixedHeight(96)
            drawn.addWidget(pad)
        column.addWidget(self._drawn)
        column.addWidget(self.on_paper)
        column.addWidget(line())
        self._seal_box = QWidget()
        box = QVBoxLayout(self._seal_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        note = self.tr("Sealing is a legal act in your name. After it nobody can change this text; a later one can only supersede it.")
        box.addWidget(worded(note, "small", wrap=True))
        box.addWidget(self.passphrase)
        box.addWidget(self.seal, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._seal_box)
        column.addWidget(self.facts)
        column.addStretch(1)
        scroll = Scrolled(self._signing)
        right.add(scroll, 1)
        both = SideBySide(left, right, right_width=400, least_height=250)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(self.banner)
        whole.addWidget(both, 1)

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.edit.clicked.connect(self._edit)
        self.supersede.clicked.connect(self._supersede)
        self.paper.clicked.connect(self._paper)
        self.on_paper.toggled.connect(self._show_ways)
        self.read_back.toggled.connect(self._allow)
        self.passphrase.changed.connect(self._allow)
        self.passphrase.entered.connect(self._seal)
        self.seal.clicked.connect(self._seal)
        for name, pad in self.pads.items():
            self.clears[name].clicked.connect(pad.clear)
            pad.changed.connect(self._allow)
        self.state.loaded.connect(self._show)
        self.state.refused.connect(self._refuse)
        self.state.busy_changed.connect(self._allow)
        self.state.sealed.connect(self._sealed)

    def is_unsaved(self) -> bool:
        """A drawn signature is kept by the seal; it cannot be drawn again without the person who signed."""
        is_sealed = self.statement is not None and self.statement.document.is_sealed
        return not is_sealed and not self.on_paper.isChecked() and bool(self.strokes())

    def strokes(self) -> dict[str, list[Stroke]]:
        """Return what was drawn, by field."""
        return {name: pad.strokes() for name, pad in self.pads.items() if not pad.is_empty()}

    def _show(self, statement: Statement) -> None:
        is_first = self.statement is None
        self.statement = statement
        document, is_sealed = statement.document, statement.document.is_sealed
        while (item := self._text.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._text.addWidget(AnswersView(list(statement.rows)))
        title = self.tr("Sealed statement") if is_sealed else self.tr("Read back and sign")
        self.head.show_words(title, " · ".join(word for word in ("Berita Acara Klarifikasi", statement.subject) if word))
        pills = [(self.tr("Sealed"), "green")] if is_sealed else [(self.tr("Not sealed yet"), "yellow")]
        pills += [(self.tr("Identity protected"), "indigo")] if document.has_identity else []
        pills += [(self.tr("Superseded"), "quiet")] if statement.superseded_by else []
        self.head.show_pills(*pills)
        self.names[SUBJECT].setText(" - ".join(word for word in (self.tr("Person heard"), statement.subject) if word))
        self.names[CLARIFIER].setText(" - ".join(word for word in (self.tr("Clarifier"), statement.clarifier) if word))
        if is_first and not is_sealed:
            self.on_paper.setChecked(statement.signed_how == "on_paper")
        self.edit.setVisible(not is_sealed)
        self.supersede.setVisible(is_sealed and not statement.superseded_by)
        self.paper.setVisible(True)
        if is_sealed:
            self._show_sealed(statement)
        self._show_ways()

    def _show_sealed(self, statement: Statement) -> None:
        drawn = statement.strokes or {}
        for name, pad in self.pads.items():
            pad.set_strokes(drawn.get(name, []))
            pad.setEnabled(False)
            self.clears[name].hide()
            self.names[name].setVisible(name in drawn)
            pad.setVisible(name in drawn)
        for widget in (self._told, self.read_back, self._line, self.on_paper, self._seal_box):
            widget.hide()
        how = self.tr("Signed on the screen.") if drawn else self.tr("Signed on paper.")
        who = self.tr("Sealed {time} by {name}.").format(time=moment_words(statement.sealed_at), name=statement.sealed_by or "-")
        self.facts.setText(f"{how}\n{who}\n" + self.tr("Record {id}").format(id=statement.seal_record[:16]))

    def _show_ways(self) -> None:
        is_sealed = self.statement is not None and self.statement.document.is_sealed
        self._drawn.setVisible(is_sealed or not self.on_paper.isChecked())
        self._allow()

    def _allow(self) -> None:
        is_signed = self.on_paper.isChecked() or all(not pad.is_empty() for pad in self.pads.values())
        is_ready = self.read_back.isChecked() and bool(self.passphrase.passphrase()) and is_signed and not self.state.is_busy
        self.seal.setEnabled(is_ready and self.statement is not None)

    def _seal(self) -> None:
        if self.seal.isEnabled():
            self.banner.hide()
            on_paper = self.on_paper.isChecked()
            self.state.seal(passphrase=self.passphrase.passphrase(), strokes={} if on_paper else self.strokes(), on_paper=on_paper)

    def _sealed(self) -> None:
        self.passphrase.clear()
        self.banner.say("success", self.tr("The statement is sealed."), self.tr("It can be read and printed, but no longer changed."))

    def _refuse(self, error: AppError) -> None:
        self.banner.refuse(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()
        elif isinstance(error, AnswersInvalid):
            self.edit.setVisible(True)
        elif isinstance(error, DraftGone):
            self.seal.setEnabled(False)

    def _want_withdraw(self) -> None:
        self.withdraw_wanted.emit(self.state.stream)

    def _want_destroy(self) -> None:
        self.destroy_wanted.emit(self.state.stream)

    def _edit(self) -> None:
        self.edit_wanted.emit(self.state.stream)

    def _supersede(self) -> None:
        self.supersede_wanted.emit(self.state.stream)

    def _paper(self) -> None:
        self.paper_wanted.emit(self.state.stream)
