"""Signing a paper in any manner: which block, with what, and one's passphrase or PIN; and putting in a signature from outside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from core.actions.papers.manner import Manner
from core.actions.papers.signing_order import waited_for
from core.errors import AppError
from core.papers.signature_field import SignatureField
from core.vault.errors import WrongPassphrase
from ui.papers.manner_panel import OUTSIDE, MannerPanel
from ui.people.deed_dialog import DeedDialog
from ui.people.own_passphrase import OwnPassphrase
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.signature_pad import Stroke
from ui.widgets.text_line import TextLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWish:
    """What the dialog asks for: sign this block in this manner, or (target) prepare it for an outside provider and write it there."""

    block: str
    passphrase: str
    manner: Manner
    kept_strokes: list[Stroke]
    target: Path | None = None


class SignDialog(DeedDialog):
    """blocks: all of the paper; mine: names of those that I may sign; is_kept: false while it is a preview. `wish` when `asked`."""

    def __init__(
        self,
        follows: str,
        *,
        blocks: tuple[SignatureField, ...],
        mine: tuple[str, ...],
        is_kept: bool,
        module: str,
        kept: list[Stroke],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Sign a paper"), follows, self.tr("Sign"), parent=parent)
        self._all, self._mine, self._is_kept = blocks, mine, is_kept
        self.blocks, self.before = ChoiceBox(), worded("", "hint", wrap=True)
        self.panel = MannerPanel(module=module, kept=kept, with_outside=True)
        self._block = LabelledField(self.tr("Signature block"), self.blocks)
        for widget in (self._block, self.before, self.panel):
            self.body.addWidget(widget)
        self.panel.kind_changed.connect(self._turn)
        self.panel.entered.connect(self._ask)
        self.blocks.picked.connect(self._advise)
        self._turn()
        self.panel.setFocus()

    def check(self) -> bool:
        return self.panel.check()

    def wish(self) -> SignWish | None:
        """Return what is asked for; None when no place was chosen for the prepared file, or the certificate file cannot be read."""
        try:
            manner = self.panel.manner()
        except AppError as error:
            self.refuse(error)
            return None
        target = None
        if self.panel.kind.value() == OUTSIDE:
            chosen, _kind = QFileDialog.getSaveFileName(
                self, self.tr("Prepared file"), str(Path.home() / "siap.prepared.pdf"), "PDF (*.pdf)"
            )
            if not chosen:
                return None
            target = Path(chosen)
        return SignWish(
            block=self.blocks.value(),
            passphrase=self.panel.own.passphrase(),
            manner=manner,
            kept_strokes=self.panel.kept_strokes(),
            target=target,
        )

    def refuse(self, error: AppError) -> None:
        if not self.panel.refuse(error):
            super().refuse(error)

    def _turn(self, _kind: str = "") -> None:
        is_outside = self.panel.kind.value() == OUTSIDE
        self.act.setText(self.tr("Prepare ...") if is_outside else self.tr("Sign"))
        self.panel.set_own_needed(not (is_outside and self._is_kept))
        names = [block for block in self._all if not block.signed and (is_outside or block.name in self._mine)]
        names.sort(key=lambda block: block.name not in self._mine)
        self.blocks.set_choices([Choice(block.name, block.label) for block in names])
        self._block.setVisible(len(names) > 1)
        self._advise()

    def _advise(self, _name: str = "") -> None:
        before = waited_for(self._all, self.blocks.value())
        words = self.tr("Usually signed first: {names}. You can sign all the same.")
        self.before.setText(words.format(names="; ".join(before)))
        self.before.setVisible(bool(before))


class InsertDialog(DeedDialog):
    """The prepared file, the signature that came back, and one's passphrase for the record."""

    asked_for = Signal(object, object, str)  # Path of the prepared file, Path of the signature, passphrase

    def __init__(self, parent: QWidget | None = None) -> None:
        follows = self.tr("The signature is looked at before anything is kept: it must fit this prepared file and verify.")
        super().__init__(self.tr("Put in a signature from outside"), follows, self.tr("Put in"), parent=parent)
        self.prepared, self.cms = TextLine(), TextLine()
        self._prepared = LabelledField(self.tr("Prepared file (.prepared.pdf)"), self.prepared)
        self._cms = LabelledField(self.tr("Signature that came back (.p7s, .p7m, .der)"), self.cms)
        self.own = OwnPassphrase()
        for field, choose in ((self._prepared, self._choose_prepared), (self._cms, self._choose_cms)):
            button = Button(self.tr("Choose ..."))
            button.setAccessibleName(f"{button.text()} {field.label.text()}")
            button.clicked.connect(choose)
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
            self.body.addLayout(row)
        self.body.addWidget(self.own)
        self.own.entered.connect(self._ask)
        self.asked.connect(self._tell)
        self.prepared.setFocus()

    def check(self) -> bool:
        for field, line in ((self._prepared, self.prepared), (self._cms, self.cms)):
            if not line.text().strip():
                field.complain(self.tr("Choose the file."))
                return False
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True

    def _tell(self) -> None:
        self.asked_for.emit(Path(self.prepared.text().strip()), Path(self.cms.text().strip()), self.own.passphrase())

    def _choose_prepared(self) -> None:
        self._choose(self.prepared, "PDF (*.pdf)")

    def _choose_cms(self) -> None:
        self._choose(self.cms, "CMS (*.p7s *.p7m *.der *.pem *.cms);;*")

    def _choose(self, line: QLineEdit, kinds: str) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose ..."), "", kinds)
        if chosen:
            line.setText(chosen)
            line.setFocus()
