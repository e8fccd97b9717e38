"""What is asked for each deed on a number book, with one's own passphrase: they are legal acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QListWidget, QWidget

from core.actions.numbers.number_standing import Laptop
from core.rules.number_pattern import NEVER, TOLD, YEARLY
from core.vault.errors import WrongPassphrase
from core.words import explain
from ui.numbers.register_state import Asked, sample_or_why
from ui.people.deed_dialog import DeedDialog
from ui.people.own_passphrase import OwnPassphrase
from ui.widgets.dress import worded
from ui.widgets.labelled_field import LabelledField
from ui.widgets.text_line import TextLine


class BookDialog(DeedDialog):
    """A deed that ends with one's own passphrase. Subclasses fill `body`, then call `end`."""

    def __init__(self, title: str, follows: str, act: str, *, kind: str = "primary", parent: QWidget | None = None) -> None:
        super().__init__(title, follows, act, kind=kind, parent=parent)
        self.own = OwnPassphrase()
        self.own.entered.connect(self._ask)

    def end(self) -> None:
        self.body.addWidget(self.own)

    def passphrase(self) -> str:
        return self.own.passphrase()

    def check(self) -> bool:
        return self.own.check()

    def refuse_passphrase(self, error: WrongPassphrase) -> bool:
        self.own.refuse(error)
        return True


class PatternDialog(BookDialog):
    """The pattern of a book, what its tokens stand for, and a sample; with `last_used` also where the sequence goes on."""

    def __init__(
        self, title: str, follows: str, act: str, *, asked: Asked, usual: Mapping[str, str], is_new: bool, next_seq: int = 1,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, follows, act, parent=parent)
        self._is_new, self._next = is_new, next_seq
        hint = self.tr("{seq:03} is the running number with at least three digits; {month_roman}, {month:02} and {year} are the day's.")
        self.pattern = LabelledField(self.tr("Pattern"), TextLine(asked.pattern), hint=hint)
        self.values = {name: TextLine(asked.values.get(name) or usual.get(name, "")) for name in TOLD}
        self.restart = QComboBox()
        self.restart.addItem(self.tr("begins again each year"), YEARLY)
        self.restart.addItem(self.tr("goes on for ever"), NEVER)
        self.restart.setCurrentIndex(max(0, self.restart.findData(asked.restart)))
        self.last_used = TextLine("0")
        self.last_used.setValidator(QIntValidator(0, 999_999))
        self.reason = TextLine()
        self.reason.setPlaceholderText(self.tr("as: paper register until October"))
        self.sample, self.problem = worded("", "heading", wrap=True), worded("", "problem", wrap=True)
        self._grid = QFormLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, edit in self.values.items():
            label = worded("{" + name + "}", "label")
            label.setBuddy(edit)
            edit.setAccessibleName(name)
            self._grid.addRow(label, edit)
        self._grid.addRow(self._label(self.tr("The sequence"), self.restart), self.restart)
        if is_new:
            self._grid.addRow(self._label(self.tr("Last number used on paper this year"), self.last_used), self.last_used)
            self._grid.addRow(self._label(self.tr("Why it does not begin at 1"), self.reason), self.reason)
        self.body.addWidget(self.pattern)
        self.body.addLayout(self._grid)
        for widget in (worded(self.tr("The next number will be"), "soft"), self.sample, self.problem):
            self.body.addWidget(widget)
        self.end()
        for line in (self.pattern.input, *self.values.values(), self.last_used):
            if isinstance(line, QLineEdit):
                line.textChanged.connect(self._show)
        self.restart.currentIndexChanged.connect(self._show)
        self._show()
        self.pattern.setFocus()

    def told(self) -> Asked:
        """Return the pattern as it is typed."""
        line = self.pattern.input
        assert isinstance(line, QLineEdit)
        values = {name: edit.text().strip() for name, edit in self.values.items() if "{" + name + "}" in line.text()}
        if "{office}" in line.text():
            values["office_code"] = self.values["office_code"].text().strip()
        return Asked(line.text().strip(), values, str(self.restart.currentData()))

    def last(self) -> int:
        return int(self.last_used.text() or 0) if self._is_new else self._next - 1

    def check(self) -> bool:
        _, why = sample_or_why(self.told(), 1)
        if why is not None:
            self.pattern.refuse(why)
            return False
        return super().check()

    @staticmethod
    def _label(words: str, field: QWidget) -> QWidget:
        label = worded(words, "label")
        label.setBuddy(field)
        field.setAccessibleName(words)
        return label

    def _show(self) -> None:
        line = self.pattern.input
        assert isinstance(line, QLineEdit)
        for name, edit in self.values.items():
            is_used = "{" + name + "}" in line.text() or (name == "office_code" and "{office}" in line.text())
            self._grid.setRowVisible(edit, is_used)
        words, why = sample_or_why(self.told(), self.last() + 1)
        self.sample.setText(words)
        self.sample.setVisible(not why)
        if why is None:
            self.pattern.calm()
        self.problem.setVisible(why is not None)
        if why is not None:
            self.problem.setText(" ".join(explain(why)))


class MoveDialog(BookDialog):
    """To which laptop a book goes."""

    def __init__(self, title: str, follows: str, act: str, *, laptops: Sequence[Laptop], parent: QWidget | None = None) -> None:
        super().__init__(title, follows, act, parent=parent)
        self.target = QComboBox()
        for one in laptops:
            fingerprint = " ".join(one.device[start : start + 4] for start in range(0, 8, 4)).upper()
            self.target.addItem(f"{one.name} ({fingerprint})", one.device)
        self.body.addWidget(LabelledField(self.tr("To laptop"), self.target, hint=self.tr("The code is the beginning of its fingerprint.")))
        self.end()
        self.target.setFocus()

    def device(self) -> str:
        return str(self.target.currentData() or "")


class ReasonDialog(BookDialog):
    """A deed that needs a reason, which is kept and printed; with the last number used where a book is taken up."""

    def __init__(
        self,
        title: str,
        follows: str,
        act: str,
        *,
        asks_last: bool = False,
        last: int = 0,
        kind: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, follows, act, kind=kind, parent=parent)
        self._asks_last = asks_last
        self.last = LabelledField(
            self.tr("Last number used on paper"),
            TextLine(str(last) if last else ""),
            hint=self.tr("The running number alone: 12 for 012/LHP/..."),
        )
        if isinstance(self.last.input, QLineEdit):
            self.last.input.setValidator(QIntValidator(0, 999_999))
        self.reason = LabelledField(self.tr("Reason"), TextLine(), hint=self.tr("It is kept, and stands in the register."))
        if asks_last:
            self.body.addWidget(self.last)
        self.body.addWidget(self.reason)
        self.end()
        (self.last if asks_last else self.reason).setFocus()

    def last_used(self) -> int:
        return int(self.last.text() or 0)

    def check(self) -> bool:
        if self._asks_last and not self.last.text():
            self.last.complain(self.tr("Look at the last paper and type its running number; 0 if none was given."))
            return False
        if not self.reason.text():
            self.reason.complain(self.tr("The reason is missing."))
            return False
        return super().check()


class GiveDialog(BookDialog):
    """The list of what gets a number, under one passphrase."""

    def __init__(self, title: str, follows: str, act: str, *, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, follows, act, parent=parent)
        if lines:
            self.list = QListWidget()
            self.list.addItems(list(lines))
            self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.list.setFixedHeight(min(180, 12 + 26 * len(lines)))
            self.list.setProperty("role", "framed")
            self.list.setAccessibleName(title)
            self.body.addWidget(self.list)
        self.end()
        self.own.setFocus()
