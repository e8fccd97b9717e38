"""One of a few, one of many, and several: each as the widget that needs the fewest keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from forms.engine.view import Field
from ui.form_view.editor import Editor
from ui.theme import theme
from ui.widgets.check_list import CheckList
from ui.widgets.choice_model import Choice
from ui.widgets.dress import Button
from ui.widgets.filter_box import FilterBox

FEW, MANY = 4, 12


def as_choices(field: Field) -> tuple[Choice, ...]:
    """Return the choices of a field as list rows."""
    return tuple(Choice(value, label) for value, label in field.choices)


class RadioEditor(Editor):
    """All choices to be seen at once. An optional answer can be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._tell)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.buttons: list[QRadioButton] = []
        self.clear = Button(self.tr("Take the answer back"), kind="plain")
        self.clear.clicked.connect(self._clear)
        self.column.setSpacing(0)
        self.column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)

    def bind(self, field: Field) -> None:
        if field.choices != self._choices:
            self._rebuild(field.choices)
        self._group.setExclusive(False)  # else the last one cannot be unchecked
        for button, (value, _label) in zip(self.buttons, self._choices, strict=True):
            button.setChecked(value == field.value)
            button.setEnabled(not field.readonly)
        self._group.setExclusive(True)
        self.clear.setVisible(bool(field.value) and not field.required and not field.readonly)

    def input(self) -> QWidget:
        checked = self._group.checkedButton()
        return checked or (self.buttons[0] if self.buttons else self.clear)

    def mark(self, is_wrong: bool) -> None:
        del is_wrong  # the sentence below says it; a frame around a round button says nothing

    def _rebuild(self, choices: tuple[tuple[str, str], ...]) -> None:
        for old in self.buttons:
            self._group.removeButton(old)
            old.deleteLater()
        self._choices, self.buttons = choices, [QRadioButton(label) for _value, label in choices]
        for number, button in enumerate(self.buttons):
            self._group.addButton(button, number)
            self.column.insertWidget(number, button)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])

    def _tell(self, number: int) -> None:
        self.changed.emit(self._choices[number][0])

    def _clear(self) -> None:
        self.setFocus()
        self.changed.emit("")


class _Combo(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change an answer


class ComboEditor(Editor):
    """One of up to a dozen."""

    def __init__(self) -> None:
        super().__init__()
        self.combo = _Combo()
        self.combo.setMinimumWidth(theme.px(260))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.combo.activated.connect(self._tell)
        self._choices: tuple[tuple[str, str], ...] | None = None
        self.column.addWidget(self.combo, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.combo)

    def bind(self, field: Field) -> None:
        if field.choices != self._choices:
            self._choices = field.choices
            self.combo.clear()
            self.combo.addItem(self.tr("Choose ..."), "")
            for value, label in field.choices:
                self.combo.addItem(label, value)
        if field.value and self.combo.findData(field.value) < 0:
            self.combo.addItem(field.value, field.value)  # no longer a choice: seen, not lost
        self.combo.setCurrentIndex(max(0, self.combo.findData(field.value)))
        self.combo.setEnabled(not field.readonly)

    def input(self) -> QComboBox:
        return self.combo

    def _tell(self, row: int) -> None:
        self.changed.emit(str(self.combo.itemData(row)))


class FilterEditor(Editor):
    """One of many: type to filter."""

    def __init__(self) -> None:
        super().__init__()
        self.box = FilterBox()
        self.box.setPlaceholderText(self.tr("Type to choose ..."))
        self.box.picked.connect(self.changed)
        self.box.editingFinished.connect(self.left)
        self.column.addWidget(self.box)
        self.setFocusProxy(self.box)

    def bind(self, field: Field) -> None:
        self.box.setReadOnly(field.readonly)
        choices = as_choices(field)
        if choices != self.box.choices():
            self.box.set_choices(choices)
        if field.value != self.box.value():
            self.box.set_value(field.value)

    def input(self) -> FilterBox:
        return self.box


class VillageEditor(FilterEditor):
    """A village by name; its code goes into the neighbour field. A name that is in no list is kept without a code."""

    def __init__(self, search: Callable[[str], Sequence[Choice]]) -> None:
        super().__init__()
        self.box.search_with(search)
        self.box.picked.disconnect(self.changed)
        self.box.chosen.connect(self._tell)

    def bind(self, field: Field) -> None:
        self.box.setReadOnly(field.readonly)
        if field.value != self.box.text() and not self.box.hasFocus():
            self.box.setText(field.value)

    def _tell(self, choice: Choice) -> None:
        self.changed.emit(choice.label)
        self.beside.emit("_code", choice.value)


class TicksEditor(Editor):
    """Several of up to a dozen."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[tuple[str, str], ...] = ()
        self._unknown: list[str] = []  # ticked once, no longer choices: kept
        self.boxes: list[QCheckBox] = []
        self.column.setSpacing(0)

    def bind(self, field: Field) -> None:
        if field.choices != self._choices:
            for old in self.boxes:
                old.deleteLater()
            self._choices, self.boxes = field.choices, [QCheckBox(label) for _value, label in field.choices]
            for box in self.boxes:
                box.clicked.connect(self._tell)
                self.column.addWidget(box)
            if self.boxes:
                self.setFocusProxy(self.boxes[0])
        ticked = field.value.split()
        self._unknown = [value for value in ticked if value not in dict(field.choices)]
        for box, (value, _label) in zip(self.boxes, self._choices, strict=True):
            box.setChecked(value in ticked)
            box.setEnabled(not field.readonly)

    def input(self) -> QWidget:
        return self.boxes[0] if self.boxes else self

    def mark(self, is_wrong: bool) -> None:
        del is_wrong  # the sentence below says it

    def _tell(self) -> None:
        ticked = [value for box, (value, _label) in zip(self.boxes, self._choices, strict=True) if box.isChecked()]
        self.changed.emit(" ".join(ticked + self._unknown))


class CheckListEditor(Editor):
    """Several of many, with an explanation beside the row in hand."""

    def __init__(self, explain: Callable[[str], str] | None) -> None:
        super().__init__()
        self.list = CheckList(self.tr("Search the choices ..."), explain)
        self.list.changed.connect(self._tell)
        self.list.setMinimumHeight(340)
        self.column.addWidget(self.list)
        self.setFocusProxy(self.list)

    def bind(self, field: Field) -> None:
        self.list.set_choices(as_choices(field))
        if field.value.split() != self.list.ticked():
            self.list.set_ticked(field.value.split())
        self.list.setEnabled(not field.readonly)

    def input(self) -> QWidget:
        return self.list.field

    def _tell(self, values: list[str]) -> None:
        self.changed.emit(" ".join(values))
