"""How the pages are moved and scaled for one printer that prints beside the mark."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QWidget

from core.papers.print_copy import LEAST_PERMILLE, MOST_PERMILLE, Fit
from ui.theme import theme
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import inset, worded
from ui.widgets.labelled_field import LabelledField

MOST_MM = 20.0


class FitDialog(QDialog):
    """Emits `kept` with the new Fit."""

    kept = Signal(object)

    def __init__(self, printer: str, fit: Fit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Margins of this printer"))
        self.setMinimumWidth(theme.px(380))
        self.right, self.down, self.size_percent = QDoubleSpinBox(), QDoubleSpinBox(), QDoubleSpinBox()
        for spin, value in ((self.right, fit.right / 10), (self.down, fit.down / 10)):
            spin.setRange(-MOST_MM, MOST_MM)
            spin.setSuffix(" mm")
            spin.setDecimals(1)
            spin.setSingleStep(0.5)
            spin.setValue(value)
        for spin in (self.right, self.down, self.size_percent):
            inset(spin)
        self.size_percent.setRange(LEAST_PERMILLE / 10, MOST_PERMILLE / 10)
        self.size_percent.setSuffix(" %")
        self.size_percent.setDecimals(1)
        self.size_percent.setSingleStep(0.5)
        self.size_percent.setValue(fit.permille / 10)
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(worded(printer, "heading", wrap=True))
        told = self.tr("Measure a printed page: its edges belong 25 mm from the paper's. What the printer misses is put right here.")
        column.addWidget(worded(told, "soft", wrap=True))
        column.addWidget(LabelledField(self.tr("Move to the right"), self.right))
        column.addWidget(LabelledField(self.tr("Move down"), self.down))
        column.addWidget(LabelledField(self.tr("Size"), self.size_percent))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot_in(self, buttons)

    def fit(self) -> Fit:
        """Return what stands in the fields."""
        return Fit(round(self.right.value() * 10), round(self.down.value() * 10), round(self.size_percent.value() * 10))

    def accept(self) -> None:
        self.kept.emit(self.fit())
        super().accept()
