"""A paper: the pages as they will be printed, and beside them signing, printing, keeping and what a check says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from core.actions.papers.signing_order import waited_for
from core.errors import AppError
from core.vault.errors import WrongPassphrase
from ui.cases.words import form_title
from ui.documents.page_head import PageHead
from ui.papers.check_words import CheckWords
from ui.papers.paper_state import PaperSeen, PaperState
from ui.papers.sign_dialog import InsertDialog, SignDialog
from ui.printing.print_pdf import print_pdf
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, line, worded
from ui.widgets.page import Page
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.pdf_view import PdfView
from ui.widgets.scrolled import Scrolled
from ui.widgets.side_by_side import SideBySide


class PaperPage(Page):
    def __init__(self, state: PaperState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head, self.banner = PageHead(self.tr("Paper")), Banner()
        self.view = PdfView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.print = Button(self.tr("Print"), icon_name="printer")
        self.print.setToolTip("Ctrl+P")
        self.file = Button(self.tr("Save as file"), icon_name="download")
        self.pen = Button(self.tr("Keep for the pen"), icon_name="pen")
        self.pen.setToolTip(
            self.tr("Keeps the paper without an electronic signature; its pages carry codes, so that the signed sheets find it again.")
        )
        self.before = worded("", "hint", wrap=True)
        self.what, self.block_title = worded("", wrap=True), worded(self.tr("Signature block"), "label")
        self.block = QComboBox()
        self.passphrase = PassphraseField(self.tr("Your passphrase"))
        self.sign = Button(self.tr("Sign"), kind="primary", icon_name="pen")
        self.otherwise = Button(self.tr("Sign in another way ..."), kind="plain")
        self.insert = Button(self.tr("Put in a signature from outside ..."), kind="plain")
        self.dialog: SignDialog | InsertDialog | None = None
        self.others, self.check = worded("", "soft", wrap=True), CheckWords()
        self.working = worded(self.tr("The paper is being made ..."), "soft")
        self._build()
        self._connect()
        state.load()

    def _build(self) -> None:
        for button in (self.pen, self.print, self.file):
            self.head.add(button)
            button.setEnabled(False)
        left, right = Card(), Card()
        left.setContentsMargins(-14, -12, -14, -12)
        left.add(self.working)
        left.add(self.view, 1)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        self._signing = QWidget()
        signing = QVBoxLayout(self._signing)
        signing.setContentsMargins(0, 0, 0, 0)
        signing.setSpacing(9)
        signing.addWidget(worded(self.tr("Sign"), "heading"))
        signing.addWidget(self.what)
        self.block_title.setBuddy(self.block)
        for widget in (self.block_title, self.block, self.passphrase):
            signing.addWidget(widget)
        signing.addWidget(self.before)
        signing.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        signing.addWidget(line())
        column.addWidget(self._signing)
        for button in (self.otherwise, self.insert):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.others)
        column.addWidget(self.check)
        column.addStretch(1)
        scroll = Scrolled(ground)
        right.add(scroll, 1)
        both = SideBySide(left, right, right_width=350, least_height=250)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        whole.addWidget(self.banner)
        whole.addWidget(both, 1)
        self._signing.hide()
        self.otherwise.hide()
        self.insert.hide()
        self.others.hide()
        self.check.hide()

    def _connect(self) -> None:
        self.head.back.connect(self.left)
        self.print.clicked.connect(self._print)
        self.file.clicked.connect(self._choose_target)
        self.pen.clicked.connect(self.state.keep_for_pen)
        self.state.kept.connect(self._kept)
        self.passphrase.changed.connect(self._allow)
        self.passphrase.entered.connect(self._sign)
        self.sign.clicked.connect(self._sign)
        self.otherwise.clicked.connect(self._open_dialog)
        self.insert.clicked.connect(self.open_insert)
        self.block.activated.connect(self._advise)
        self.state.loaded.connect(self._show)
        self.state.prepared.connect(self._prepared)
        self.state.keys_found.connect(self._show_keys)
        self.state.keys_refused.connect(self._refuse_keys)
        self.state.signed.connect(self._signed)
        self.state.written.connect(self._written)
        self.state.refused.connect(self._refuse)
        self.state.busy_changed.connect(self._allow)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._print)

    def _show(self, seen: PaperSeen) -> None:
        self.working.hide()
        if not self.view.set_pdf(seen.pdf):
            self.banner.say("error", self.tr("The paper cannot be shown."), self.tr("Save it as a file and open it elsewhere."))
        self.print.setEnabled(True)
        self.file.setEnabled(True)
        self.pen.setEnabled(True)
        self.pen.setVisible(seen.paper is None)
        pages = self.tr("{count} pages").format(count=self.view.page_count())
        self.head.show_words(form_title(seen.form_id), " · ".join(word for word in (seen.number, pages) if word))
        signed = self.tr("Signed by {names}").format(names=", ".join(seen.signers))
        unsigned = self.tr("Preview, not signed") if seen.paper is None else self.tr("For the pen, not signed here")
        self.head.show_pills((signed, "green") if seen.signers else (unsigned, "yellow"))
        self.block.clear()
        for name, label in seen.waiting:
            self.block.addItem(label, name)
        mine = next((row for row, (_name, label) in enumerate(seen.waiting) if seen.me and label.endswith(seen.me)), -1)
        self.block.setCurrentIndex(mine if mine >= 0 else 0)
        self.block.setVisible(len(seen.waiting) > 1)
        self.block_title.setVisible(len(seen.waiting) > 1)
        self.what.setText(self._what_is_signed(seen))
        self._signing.setVisible(bool(seen.waiting) and bool(seen.me) and not seen.i_signed)
        self.otherwise.setVisible(any(not block.signed for block in seen.blocks) and bool(seen.me))
        self.insert.setVisible(seen.paper is not None and any(not block.signed for block in seen.blocks) and bool(seen.me))
        self._advise()
        self.others.setText(self.tr("Still to be signed by: {names}").format(names=", ".join(seen.others)))
        self.others.setVisible(bool(seen.others))
        self.check.setVisible(seen.check is not None)
        if seen.check is not None:
            self.check.show_check(seen.check)
        self._allow()
        if self._signing.isVisible() and (self.hasFocus() or not self.isAncestorOf(self.focusWidget() or self)):
            self.passphrase.edit.setFocus()  # whoever came to sign types on

    def _what_is_signed(self, seen: PaperSeen) -> str:
        title = " ".join(word for word in (form_title(seen.form_id), seen.number) if word)
        pages = self.view.page_count()
        text = self.tr("You sign {title}, {pages} pages, exactly as it is shown at the left, as {name}. This is a legal act.")
        return text.format(title=title, pages=pages, name=seen.me)

    def _allow(self) -> None:
        self.sign.setEnabled(bool(self.passphrase.passphrase()) and not self.state.is_busy and self.state.seen is not None)

    def _sign(self) -> None:
        if self.sign.isEnabled():
            self.banner.hide()
            self.state.sign(passphrase=self.passphrase.passphrase(), field_name=str(self.block.currentData() or ""))

    def _advise(self, _row: int = 0) -> None:
        seen = self.state.seen
        before = waited_for(seen.blocks, str(self.block.currentData() or "")) if seen is not None else ()
        self.before.setText(self.tr("Usually signed first: {names}. You can sign all the same.").format(names="; ".join(before)))
        self.before.setVisible(bool(before))

    def _open_dialog(self) -> None:
        seen = self.state.seen
        if seen is None:
            return
        mine = () if seen.i_signed else tuple(name for name, _label in seen.waiting)
        dialog = SignDialog(
            self._what_is_signed(seen),
            blocks=seen.blocks,
            mine=mine,
            is_kept=seen.paper is not None,
            module=seen.module,
            kept=seen.drawn,
            parent=self,
        )
        dialog.panel.token.look_wanted.connect(self.state.look_for_keys)
        dialog.asked.connect(self._sign_in)
        self._open(dialog)

    def open_insert(self) -> None:
        """Ask for the prepared file and the signature that came back."""
        dialog = InsertDialog(self)
        dialog.asked_for.connect(self.state.put_in)
        self._open(dialog)

    def _open(self, dialog: SignDialog | InsertDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        self.state.busy_changed.connect(dialog.be_busy)
        dialog.open()

    def _sign_in(self) -> None:
        if isinstance(self.dialog, SignDialog) and (wish := self.dialog.wish()) is not None:
            self.state.sign_in(wish)

    def _forget_dialog(self) -> None:
        if self.dialog is not None:
            if isinstance(self.dialog, SignDialog):
                self.dialog.panel.forget()
            self.dialog.deleteLater()
        self.dialog = None

    def _show_keys(self, keys: object) -> None:
        if isinstance(self.dialog, SignDialog) and isinstance(keys, tuple):
            self.dialog.panel.token.show_keys(keys)

    def _refuse_keys(self, error: AppError) -> None:
        if isinstance(self.dialog, SignDialog):
            self.dialog.panel.token.refuse(error)

    def _prepared(self, path: str, digest: str) -> None:
        self._close_dialog()
        words = self.tr("{path}. The provider signs this digest (SHA-256) and sends a CMS back: {digest}")
        self.banner.say("success", self.tr("The paper is prepared."), words.format(path=path, digest=digest))

    def _close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _signed(self) -> None:
        self._close_dialog()
        self.passphrase.clear()
        self.print.setFocus()  # what had the cursor goes away
        self.banner.say("success", self.tr("The paper is signed and kept."), self.tr("Print it now, or later from the list of papers."))

    def _kept(self) -> None:
        hint = self.tr("Print it, let it be signed, then scan it: the code at the foot of each page finds this paper.")
        self.print.setFocus()
        self.banner.say("success", self.tr("The paper is kept."), hint)

    def _print(self) -> None:
        if self.state.seen is not None and print_pdf(self.state.pages_to_print(), self):
            self.state.note_printed(form_title(self.state.seen.form_id))

    def _choose_target(self) -> None:
        seen = self.state.seen
        if seen is None:
            return
        number = "".join(letter if letter.isalnum() else "-" for letter in seen.number).strip("-")
        name = "-".join(word for word in (form_title(seen.form_id).replace(" ", "-"), number) if word) + ".pdf"
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Save as file"), str(Path.home() / name), "PDF (*.pdf)")
        if chosen:
            self.state.write(Path(chosen))

    def _written(self, path: str) -> None:
        self.banner.say("success", self.tr("The paper was saved as a file."), path)

    def _refuse(self, error: AppError) -> None:
        self.working.hide()
        if self.dialog is not None:
            self.dialog.refuse(error)
            return
        self.banner.refuse(error)
        if isinstance(error, WrongPassphrase):
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()
