"""One part of a form as a page: its fields, the groups inside it, and the repeats with their cards."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from forms.engine.view import Field, Group, Repeat, Shown
from ui.form_view.desk import FormDesk
from ui.form_view.field_row import FieldRow
from ui.widgets.dress import Button, show_if, worded
from ui.widgets.scrolled import Scrolled

Register = dict[str, "FieldRow | Section | RepeatBox"]


class Section(QWidget):
    """The children of a group below each other; with a heading unless the page or card already has it."""

    def __init__(self, group: Group, desk: FormDesk, parent: QWidget, *, has_heading: bool) -> None:
        super().__init__(parent)
        self.group = group
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self.heading = worded(group.label, "subheading", wrap=True)
        self._column.addWidget(self.heading)
        show_if(self.heading, has_heading and bool(group.label))
        self.pieces = [_piece(child, desk, self) for child in group.children]
        for piece in self.pieces:
            self._column.addWidget(piece)
        self.bind(group)

    def bind(self, group: Group) -> None:
        """Show the group as it is now; the children of a group never change their number."""
        self.group = group
        self.heading.setText(group.label)
        show_if(self, group.relevant)
        for piece, child in zip(self.pieces, group.children, strict=True):
            bind_piece(piece, child)

    def register(self, register: Register) -> None:
        """Enter this piece and all below it under their refs."""
        register[self.group.ref] = self
        for piece in self.pieces:
            if isinstance(piece, FieldRow):
                register[piece.field.ref] = piece
            else:
                piece.register(register)

    def first_row(self) -> FieldRow | None:
        """Return the first field that can be filled."""
        for piece in self.pieces:
            found = piece if isinstance(piece, FieldRow) else piece.first_row()
            if isinstance(found, FieldRow) and found.field.relevant and not found.field.readonly and found.field.kind != "note":
                return found
        return None


class ItemCard(QFrame):
    """One item of a repeat. Removing one that holds answers asks in place, without a dialog."""

    def __init__(self, item: Group, desk: FormDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "inset")
        self.item_id = item.item_id
        self._desk = desk
        self._repeat_ref = ""
        self.title = worded("", "subheading")
        self.remove = Button(self.tr("Remove"), kind="plain", icon_name="trash")
        self.sure = Button(self.tr("Yes, remove"), kind="danger")
        self.keep = Button(self.tr("Keep"))
        self.section = Section(item, desk, self, has_heading=False)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        for button in (self.remove, self.sure, self.keep):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.section)
        self.remove.clicked.connect(self._ask)
        self.sure.clicked.connect(self._remove)
        self.keep.clicked.connect(self._keep)
        self._keep()

    def bind(self, item: Group, repeat: Repeat, number: int) -> None:
        """Show the item at its place among the others."""
        self._repeat_ref = repeat.ref
        self.title.setText(f"{repeat.label} {number}")
        self.remove.setAccessibleName(f"{self.remove.text()} {self.title.text()}")
        self.remove.setEnabled(len(repeat.items) > repeat.min_items)
        self.section.bind(item)

    def _ask(self) -> None:
        if not _has_answers(self._desk.instance.node(self.section.group.ref)):  # as it is now, not as it was bound
            self._remove()
            return
        self.remove.hide()
        self.sure.show()
        self.keep.show()
        self.keep.setFocus()

    def _keep(self) -> None:
        self.remove.show()
        self.sure.hide()
        self.keep.hide()

    def _remove(self) -> None:
        self._desk.remove(self.section.group.ref, self._repeat_ref)


class RepeatBox(QWidget):
    """The cards of a repeat and the button for one more. Cards are found again by the id of their item, never by position."""

    def __init__(self, repeat: Repeat, desk: FormDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.repeat = desk, repeat
        self.cards: dict[str, ItemCard] = {}
        self.heading = worded("", "subheading", wrap=True)
        self.problem = worded("", "problem", wrap=True)
        self.add = Button("", icon_name="plus")
        self.add.clicked.connect(self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.bind(repeat)

    def bind(self, repeat: Repeat) -> None:
        """Show the items as they are now, keeping the cards of those that stayed."""
        self.repeat = repeat
        show_if(self, repeat.relevant)
        self.heading.setText(repeat.label)
        self.add.setText(self.tr("Add: {name}").format(name=repeat.label))
        show_if(self.add, not repeat.is_counted)
        ids = [item.item_id for item in repeat.items]
        for gone in [item_id for item_id in self.cards if item_id not in ids]:
            card = self.cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, item in enumerate(repeat.items, 1):
            if item.item_id not in self.cards:
                self.cards[item.item_id] = ItemCard(item, self._desk, self)
                self._column.insertWidget(1 + number, self.cards[item.item_id])
            self.cards[item.item_id].bind(item, repeat, number)
        self.show_problem()

    def show_problem(self) -> None:
        """Show the told problem of the repeat itself: too few items."""
        words = self._desk.message(self.repeat.ref)
        self.problem.setText(words)
        show_if(self.problem, bool(words))

    def register(self, register: Register) -> None:
        register[self.repeat.ref] = self
        for card in self.cards.values():
            card.section.register(register)

    def first_row(self) -> FieldRow | None:
        return next((row for card in self.cards.values() if (row := card.section.first_row())), None)

    def place_cursor(self) -> None:
        """Put the focus on the button that adds an item."""
        self.add.setFocus()

    def _add(self) -> None:
        self._desk.add(self.repeat.ref)


Piece = FieldRow | Section | RepeatBox


def _piece(node: Shown, desk: FormDesk, parent: QWidget) -> Piece:
    if isinstance(node, Field):
        return FieldRow(node, desk, parent)
    return RepeatBox(node, desk, parent) if isinstance(node, Repeat) else Section(node, desk, parent, has_heading=True)


def bind_piece(piece: Piece, node: Shown) -> None:
    """Show the node in the piece that was made for it. Raises TypeError for another kind: a form never changes the kind of a place."""
    match piece, node:
        case FieldRow(), Field():
            piece.bind(node)
        case Section(), Group():
            piece.bind(node)
        case RepeatBox(), Repeat():
            piece.bind(node)
        case _:
            raise TypeError(node.ref)


def scrolled_part(title: str) -> tuple[Scrolled, QWidget, QVBoxLayout]:
    """Return a scroll area, the ground in it and its column, the title in place."""
    ground = QWidget()
    scroll = Scrolled(ground)
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 18, 24, 20)
    column.setSpacing(16)
    column.addWidget(worded(title, "heading", wrap=True))
    column.addStretch(1)
    return scroll, ground, column


def in_order(piece: Piece) -> Iterator[QWidget]:
    """Yield the rows and buttons of a piece as a person goes through them; an item is removed after its fields."""
    if isinstance(piece, FieldRow):
        yield piece
    elif isinstance(piece, Section):
        for one in piece.pieces:
            yield from in_order(one)
    else:
        for card in (piece.cards[item.item_id] for item in piece.repeat.items):
            yield from in_order(card.section)
            yield from (card.remove, card.sure, card.keep)
        yield piece.add


def _has_answers(node: Shown) -> bool:
    if isinstance(node, Field):
        return bool(node.value) and node.kind not in ("calculate", "note")
    return any(_has_answers(child) for child in (node.items if isinstance(node, Repeat) else node.children))
