"""A form to read: every answer with its label, part by part, nothing to type; used to read back and to look at old versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from forms.engine.instance import Instance
from forms.engine.view import Field, Group, Repeat, Shown
from forms.taken_on_the_case import TAKEN_ON_THE_CASE
from ui.cases.words import moment_words
from ui.form_view.date_editors import long_day
from ui.form_view.typed_dates import shown_time
from ui.theme import theme
from ui.widgets.dress import line, worded
from ui.widgets.scrolled import ReadByKeys

WIDEST = 860


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line to read. A heading has no value, nor has the line above an item of a repeat."""

    label: str
    value: str
    is_heading: bool = False


def rows_of(instance: Instance) -> list[ReadRow]:
    """Return what the form says, in its order; what is empty or not relevant is left out."""
    found: list[ReadRow] = []
    for page in instance.pages():
        if rows := list(_rows(page.children)):
            found += [ReadRow(page.label, "", is_heading=True), *rows]
    return found


def _rows(nodes: tuple[Shown, ...]) -> Iterator[ReadRow]:
    for node in nodes:
        if not node.relevant:
            continue
        if isinstance(node, Repeat):
            for number, item in enumerate(node.items, 1):
                if rows := list(_rows(item.children)):
                    yield from [ReadRow(f"{node.label} {number}", "")] if len(node.items) > 1 else []
                    yield from rows
        elif isinstance(node, Group):
            yield from _rows(node.children)
        elif (value := _value(node)) and node.kind not in TAKEN_ON_THE_CASE:
            yield ReadRow(node.label, value)


def _value(field: Field) -> str:
    value = field.value
    if field.kind == "note":
        return field.label
    if field.kind in ("select_one", "select_multiple") and value:
        words = dict(field.choices)
        return "; ".join(words.get(one, one) for one in (value.split() if field.kind == "select_multiple" else [value]))
    by_kind = {"date": long_day(value) or value, "time": shown_time(value), "datetime": moment_words(value)}
    return by_kind.get(field.kind, value)


class AnswersView(ReadByKeys):
    """Shows rows to read. The text can be selected and copied."""

    def __init__(self, rows: list[ReadRow], parent: QWidget | None = None) -> None:
        ground = QWidget()
        ground.setMaximumWidth(theme.px(WIDEST))
        column = QVBoxLayout(ground)
        column.setContentsMargins(22, 14, 22, 18)
        column.setSpacing(8)
        grid: QGridLayout | None = None
        for row in rows:
            if row.is_heading:
                if grid is not None:
                    column.addSpacing(4)
                    column.addWidget(line())
                column.addWidget(worded(row.label, "subheading", wrap=True))
                grid = QGridLayout()
                grid.setHorizontalSpacing(18)
                grid.setVerticalSpacing(7)
                grid.setColumnMinimumWidth(0, 190)
                grid.setColumnStretch(1, 1)
                column.addLayout(grid)
            elif grid is not None:
                self._add(grid, row)
        column.addStretch(1)
        super().__init__(ground, name="\n".join(f"{row.label}: {row.value}" for row in rows), parent=parent)

    def _add(self, grid: QGridLayout, row: ReadRow) -> None:
        at = grid.rowCount()
        value = worded(row.value, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if row.label == row.value or not row.value:  # words of the form itself, or the name of an item
            grid.addWidget(value if row.value else worded(row.label, "label", wrap=True), at, 0, 1, 2)
            return
        label = worded(row.label, "soft", wrap=True)
        label.setMaximumWidth(theme.px(230))
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignTop)
