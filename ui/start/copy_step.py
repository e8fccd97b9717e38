"""The second copy, set up at the first start; it may be left for later, and the line at the foot of the window then reminds of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from ui.start.step import Step
from ui.widgets.dress import Button, worded


class CopyStep(Step):
    """Emits the folder that was chosen."""

    asked = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__(
            self.tr("Second copy"),
            self.tr("If this laptop is lost or breaks, everything comes back from a second, encrypted copy on a stick or another disk."),
        )
        self.choose = Button(self.tr("Choose stick or disk ..."), kind="primary", icon_name="usb")
        self.choose.clicked.connect(self._choose)
        self.said = worded("", wrap=True)
        self.said.hide()
        keep = self.tr("Leave the stick in while you work, and take it home separately. It can be set up later too: Settings, Second copy.")
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.said)
        self.body.addWidget(worded(keep, "soft", wrap=True))
        self.body.addStretch(1)
        self._is_set_up = False

    @property
    def next_word(self) -> str:
        return self.tr("Next") if self._is_set_up else self.tr("Later")

    @property
    def next_kind(self) -> str:
        return "primary" if self._is_set_up else ""

    @property
    def can_go_back(self) -> bool:
        return False

    def enter(self) -> None:
        self.choose.setFocus()

    def say_set_up(self, where: str) -> None:
        self._is_set_up = True
        self.choose.be_of_kind("")
        self.said.setText(self.tr("The second copy is kept in {path} from now on.").format(path=where))
        self.said.show()
        self.renamed.emit()
        self.settled.emit()

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose the stick or disk for the second copy"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._ask)
        dialog.open()

    def _ask(self, path: str) -> None:
        self.asked.emit(Path(path))
