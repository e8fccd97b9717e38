"""The saved views of the list of cases: choose one by its digit, save what is shown, forget one, choose the columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QMenu, QWidget

from core.actions.cases.case_views import CaseView
from ui.theme import theme
from ui.widgets.asking_dialog import AskingDialog
from ui.widgets.dialog_column import column_in, foot_in
from ui.widgets.dress import Button, worded
from ui.widgets.text_line import TextLine


class ViewsMenu(QMenu):
    """Asks by signals. The first entry is the usual view."""

    chosen = Signal(object)  # CaseView
    save_wanted, columns_wanted = Signal(), Signal()
    dropped = Signal(str)  # name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_views(())

    def show_views(self, views: Sequence[CaseView]) -> None:
        """Offer these."""
        self.clear()
        self.addAction("&0  " + self.tr("All cases, as usual")).triggered.connect(partial(self._choose, CaseView(name="")))
        for number, view in enumerate(views, 1):
            digit = f"&{number}  " if number < 10 else ""
            self.addAction(digit + view.name.replace("&", "&&")).triggered.connect(partial(self._choose, view))
        self.addSeparator()
        self.addAction(self.tr("&Save this view ...")).triggered.connect(self.save_wanted)
        if views:
            away = self.addMenu(self.tr("&Forget a view"))
            for view in views:
                away.addAction(view.name.replace("&", "&&")).triggered.connect(partial(self._drop, view.name))
        self.addSeparator()
        self.addAction(self.tr("&Columns ...")).triggered.connect(self.columns_wanted)

    def _choose(self, view: CaseView, _checked: bool = False) -> None:
        self.chosen.emit(view)

    def _drop(self, name: str, _checked: bool = False) -> None:
        self.dropped.emit(name)


class ViewNameDialog(AskingDialog):
    """Asks for the name of a view. After `exec`: `name`."""

    def __init__(self, told: str, parent: QWidget | None = None) -> None:
        """told: what the view would keep, in words."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save this view"))
        self.setMinimumWidth(theme.px(400))
        self.edit = TextLine()
        self.edit.setAccessibleName(self.tr("Name of the view"))
        self.edit.setMaxLength(60)
        self.save = Button(self.tr("Save"), kind="primary")
        self.save.setDefault(True)
        self.save.setEnabled(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        label = worded(self.tr("Name of the view"), "label")
        label.setBuddy(self.edit)
        column = column_in(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(worded(self.tr("Save this view"), "heading"))
        column.addWidget(worded(told, "soft", wrap=True))
        column.addWidget(label)
        column.addWidget(self.edit)
        column.addWidget(worded(self.tr("It stays on this laptop. A view of the same name is replaced."), "small", wrap=True))
        foot_in(self, buttons)
        self.edit.textChanged.connect(self._allow)
        self.edit.setFocus()

    @property
    def name(self) -> str:
        return self.edit.text().strip()

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.name))
