"""Asks before a draft goes to a newer version of its form, and shows every answer that would stay behind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from core.actions.forms.move_draft import Loss
from ui.theme import theme
from ui.widgets.dress import Button, worded
from ui.widgets.scrolled import Scrolled

SHORT = 200


class MoveDraftDialog(QDialog):
    """Accepted: the person has seen the list and wants it."""

    def __init__(self, version: str, losses: Sequence[Loss], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Newer version of the form"))
        self.setMinimumWidth(theme.px(520))
        reasons = {
            "gone": self.tr("the new version does not ask for it"),
            "invalid": self.tr("the new version does not take this answer"),
        }
        if losses:
            says = self.tr("These answers have no place in version {version} and stay behind. Copy what you still need.")
        else:
            says = self.tr("Every answer of this draft has its place in version {version}.")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(worded(self.tr("Move the draft to the newer version?"), "heading"))
        column.addWidget(worded(says.format(version=version), wrap=True))
        ground = QWidget()
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, 0, 8, 0)
        self.lines = [worded(f"{one.label}: {one.value[:SHORT]} ({reasons.get(one.reason, one.reason)})", wrap=True) for one in losses]
        for line in self.lines:
            rows.addWidget(line)
        rows.addStretch(1)
        if losses:
            column.addWidget(Scrolled(ground), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.move_it = Button(self.tr("Move"), kind="danger" if losses else "primary")
        buttons.addButton(self.move_it, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
