"""The answers of one open form as a tree: leaves, groups, ranges of repeats and their items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from forms.engine.definition import Choice, Definition
from forms.engine.functions import words
from forms.engine.values import typed


class Node:
    """One place of the form that exists now. A range stands for the whole repeat, its `items` are the groups in it.

    `value` is what was written there; `text` what counts: nothing while it is not relevant, only choices that are offered, in the
    form of its type. Expressions read `text`; `settle` keeps it right.
    """

    __slots__ = (
        "above", "computed", "constraint_ok", "definition", "extras", "is_kept", "item_id", "items", "kids", "offered", "own_readonly",
        "own_relevant", "readonly", "relevant", "required", "root", "text", "value",
    )  # fmt: skip

    def __init__(self, definition: Definition, above: Node | None, *, item_id: str = "") -> None:
        self.definition = definition
        self.above: Node = above if above is not None else self  # the group around it; for an item the group around its range
        self.root: Node = above.root if above is not None else self
        self.value = self.text = ""
        self.computed: str | None = None  # what its calculation gave last; the same again leaves what a person wrote over it
        self.relevant: bool = above.relevant if above is not None else True
        self.readonly: bool = above.readonly if above is not None else False
        self.own_relevant, self.own_readonly, self.required, self.constraint_ok = True, False, False, True
        self.offered: tuple[Choice, ...] = definition.choices
        self.is_kept = False  # a choice that came with saved answers and stands in no list: kept, and told
        self.item_id = item_id
        self.items: list[Node] = []
        self.kids: dict[str, Node] = {}
        self.extras: dict[str, Any] = {}  # answers that this form version does not know; kept as they came
        if definition.structure == "group" or item_id:
            for child in definition.children.values():
                self.kids[child.name] = Node(child, self)

    @property
    def is_range(self) -> bool:
        return self.definition.structure == "repeat" and not self.item_id

    def settle(self) -> bool:
        """Work `text` out again and return whether it changed."""
        text = self.shown if self.relevant else ""
        if text == self.text:
            return False
        self.text = text
        return True

    @property
    def shown(self) -> str:
        """The answer as it counts while it is relevant."""
        value, definition = self.value, self.definition
        if not value or (self.is_kept and definition.kind != "select_multiple"):
            return value
        if definition.kind == "select_one":
            return value if any(choice.value == value for choice in self.offered) else ""
        if definition.kind == "select_multiple":
            offered = {choice.value for choice in self.offered}
            known = {choice.value for choice in definition.choices} if self.is_kept else None
            return " ".join(word for word in words(value) if word in offered or (known is not None and word not in known))
        if definition.kind == "rank":
            ranked, offered_in_order = words(value), [choice.value for choice in self.offered]
            return " ".join(dict.fromkeys([*(word for word in ranked if word in offered_in_order), *offered_in_order]))
        text = typed(value, definition.type)
        if definition.bounds is not None and text and not definition.bounds[0] <= float(text) <= definition.bounds[1]:
            return ""
        return text

    def children(self, name: str) -> list[Node]:
        if (kid := self.kids.get(name)) is None:
            return []
        return kid.items if kid.is_range else [kid]  # hidden ones too, as ODK Web Forms: their values are empty

    @property
    def range(self) -> Node:
        """The range that an item stands in."""
        return self.above.kids[self.definition.name]

    @property
    def position(self) -> int:
        return self.range.items.index(self) + 1

    @property
    def ref(self) -> str:
        """Absolute path with the position of every item around it."""
        if self.above is self:
            return f"/{self.definition.name}"
        place = f"[{self.position}]" if self.item_id else ""
        return f"{self.above.ref}/{self.definition.name}{place}"

    def add_item(self, item_id: str = "") -> Node:
        """Append an item to this range and return it."""
        item = Node(self.definition, self.above, item_id=item_id or str(uuid4()))
        for node in item.walk():
            node.relevant, node.readonly = self.relevant, self.readonly
        self.items.append(item)
        return item

    def below(self) -> list[Node]:
        """Return the direct children: kids of a group or item, items of a range."""
        return self.items if self.is_range else list(self.kids.values())

    def walk(self) -> Iterator[Node]:
        yield self
        for node in self.below():
            yield from node.walk()

    def instances(self, definition: Definition) -> list[Node]:
        """Return every node of `definition` at or below this one (a repeat's definition gives its ranges)."""
        found = [self]
        for name in definition.path[len(self.definition.path) :]:
            found = [node.kids[name] for holder in found for node in (holder.items if holder.is_range else (holder,))]
        return found

    def ancestor(self, definition: Definition) -> Node:
        """Return this node or the one above it whose definition it is."""
        node = self
        while node.definition is not definition and node.above is not node:
            node = node.above
        return node
