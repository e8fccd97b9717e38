"""How chosen cases are handed out: as which files, and into which folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QHBoxLayout, QWidget

from core.actions.recap.export_cases import CSV, GEOJSON, RECORDS, XLSX
from ui.theme import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.choice_model import Choice
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class ExportDialog(QDialog):
    """After `exec`: `form` and `folder`."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(theme.px(460))
        self.kind = ChoiceBox(
            [
                Choice(XLSX, self.tr("Excel workbook")),
                Choice(CSV, self.tr("Tables for other programs (CSV)")),
                Choice(GEOJSON, self.tr("Map (GeoJSON)")),
                Choice(RECORDS, self.tr("Everything, with originals and signatures")),
            ]
        )
        self.place = TextLine(str(Path.home() / f"bukti-{datetime.now():%Y%m%d-%H%M}"))
        self.place.setAccessibleName(self.tr("Folder (new or empty)"))
        self.browse = Button(self.tr("Choose ..."), icon_name="folder")
        self.note = worded("", "small", wrap=True)
        self.save = Button(self.tr("Export"), kind="primary")
        self.save.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        label = worded(self.tr("Folder (new or empty)"), "label")
        label.setBuddy(self.place)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(worded(self.tr("Export {count} cases").format(count=count), "heading"))
        column.addWidget(LabelledField(self.tr("As"), self.kind))
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.note)
        foot_in(self, buttons)
        self.browse.clicked.connect(self._browse)
        self.kind.picked.connect(self._say)
        self.place.textChanged.connect(self._allow)
        self._say()
        self.kind.setFocus()

    @property
    def form(self) -> str:
        return self.kind.value()

    @property
    def folder(self) -> Path:
        return Path(self.place.text().strip()).expanduser()

    def _say(self, _form: str = "") -> None:
        without = self.tr("Sealed names are not in it: protected people stand under their code names.")
        whole = self.tr("Sealed parts stay sealed. Whoever gets the folder can read everything else; hand it only to those who may.")
        hashes = self.tr("A list of hashes (SHA256SUMS) lies beside the files.")
        self.note.setText(f"{whole if self.form == RECORDS else without} {hashes}")

    def _browse(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("Folder (new or empty)"), str(self.folder.parent)):
            self.place.setText(chosen)

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.place.text().strip()))
