"""Two versions of one document, exhibit or case side by side, who, when, field by field: a person says which one holds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from core.actions.cases.two_sayings import CASE, EXHIBIT
from core.actions.forms.two_versions import Row, TwoVersions, Version
from ui.cases.words import form_title, moment_words, status_word
from ui.documents.page_head import PageHead
from ui.documents.two_versions_state import TwoVersionsState
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.dress import Button, restyle, worded
from ui.widgets.page import Page
from ui.widgets.scrolled import RowList

LETTERS = ("A", "B")


class VersionCell(QFrame):
    """What one version says of a field: a radio button over the text; a click anywhere in it chooses it."""

    def __init__(self, letter: str, text: str, label: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.radio = QRadioButton(letter)
        self.radio.setAccessibleName(f"{label}: {letter}: {text or '-'}")
        self.words = worded(text or "-", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(self.radio)
        column.addWidget(self.words, 1)
        self.words.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.radio.click()
            return True
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self.radio.click()


class FieldRow(QFrame):
    """One field: its label, what it was before, and the two cells."""

    chosen = Signal(int)

    def __init__(self, row: Row, which: int | None) -> None:
        super().__init__()
        self.row = row
        self.cells = [VersionCell(letter, text, row.label) for letter, text in zip(LETTERS, row.texts, strict=True)]
        self._group = QButtonGroup(self)
        both = QHBoxLayout()
        both.setSpacing(10)
        for number, cell in enumerate(self.cells):
            self._group.addButton(cell.radio, number)
            both.addWidget(cell, 1)
        self.open = worded(self.tr("Both changed it: choose one."), "problem")
        top = QHBoxLayout()
        top.addWidget(worded(row.label, "label", wrap=True), 1)
        top.addWidget(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(4)
        column.addLayout(top)
        if row.before:
            column.addWidget(worded(self.tr("before: {text}").format(text=row.before), "small", wrap=True))
        column.addLayout(both)
        if which is not None:
            self.cells[which].radio.setChecked(True)
        self.open.setVisible(which is None)
        self._group.idClicked.connect(self._choose)

    def _choose(self, which: int) -> None:
        self.open.hide()
        self.chosen.emit(which)


class TwoVersionsPage(Page):
    """`left` to go back, `settled` with the Changes when one version holds again."""

    settled = Signal(object)

    def __init__(self, state: TwoVersionsState) -> None:
        super().__init__()
        self.state = state
        state.setParent(self)
        self.head, self.banner = PageHead(self.tr("Two versions")), Banner()
        self.save = Button(self.tr("Save the chosen version"), kind="primary", icon_name="check")
        self.wholes = [Button(self.tr("All of {version}").format(version=letter)) for letter in LETTERS]
        self.who = [worded("", wrap=True) for _letter in LETTERS]
        self.left_open, self.rows = worded("", "soft", wrap=True), list[FieldRow]()
        self._list = RowList()
        self._build()
        self.head.back.connect(self.left)
        self.save.clicked.connect(self._save)
        state.told.connect(self._show)
        state.refused.connect(self.banner.refuse)
        state.busy_changed.connect(self.save.setDisabled)
        state.settled.connect(self._settled)
        state.load()

    def _build(self) -> None:
        self.head.add(self.save)
        heads = QHBoxLayout()
        heads.setSpacing(10)
        for number, letter in enumerate(LETTERS):
            card = Card(self.tr("Version {letter}").format(letter=letter))
            card.header.addWidget(self.wholes[number])
            card.add(self.who[number])
            self.wholes[number].clicked.connect(partial(self._choose_all, number))
            heads.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addLayout(heads)
        column.addWidget(self.left_open)
        column.addWidget(self._list, 1)

    def is_unsaved(self) -> bool:
        return self.state.is_changed

    def _show(self, two: TwoVersions | None) -> None:
        if two is None:
            self.left.emit()
            return
        self.head.show_words(
            self._title(two),
            self.tr("Two laptops changed it without knowing of each other. Nothing is lost: both stay in the history."),
        )
        for label, version in zip(self.who, two.versions, strict=True):
            label.setText(self._who(version))
        self.rows = [FieldRow(self._words(row, two), self.state.chosen.get(row.path)) for row in two.rows]
        for row in self.rows:
            row.chosen.connect(partial(self._choose, row))
        self._list.put(self.rows)
        self._count()

    def _title(self, two: TwoVersions) -> str:
        if two.kind == EXHIBIT:
            return self.tr("Two descriptions of this evidence")
        if two.kind == CASE:
            return self.tr("Two states of this case")
        return self.tr("Two versions of {form}").format(form=form_title(two.form_id))

    def _words(self, row: Row, two: TwoVersions) -> Row:
        """A status is a code in the record."""
        if two.kind == CASE and row.path == ("status",):
            return replace(row, before=status_word(row.before), texts=(status_word(row.texts[0]), status_word(row.texts[1])))
        return row

    def _who(self, version: Version) -> str:
        who = self.tr("{name}, laptop {laptop}").format(name=version.person or "-", laptop=version.laptop)
        return f"{moment_words(version.at)} · {who}"

    def _choose(self, row: FieldRow, which: int) -> None:
        self.state.choose(row.row.path, which)
        self._count()

    def _choose_all(self, which: int, _checked: bool = False) -> None:
        self.state.choose_all(which)

    def _count(self) -> None:
        waiting, two = self.state.open_rows(), self.state.two
        words = [self.tr("Fields that differ: {count}.").format(count=len(self.rows))]
        if waiting:
            words.append(self.tr("Still to be chosen: {count}.").format(count=waiting))
        if two is not None and two.more:
            words.append(self.tr("Further versions after these: {count}.").format(count=two.more))
        self.left_open.setText(" ".join(words))
        restyle(self.left_open, "role", "problem" if waiting else "soft")

    def _save(self) -> None:
        waiting = next((row for row in self.rows if not row.open.isHidden()), None)
        if waiting is not None:
            self._list.ensureWidgetVisible(waiting)
            waiting.cells[0].radio.setFocus(Qt.FocusReason.OtherFocusReason)
        self.state.settle()

    def _settled(self, changes: object) -> None:
        self.settled.emit(changes)
        self.state.load()
