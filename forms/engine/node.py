"""The answers of one open form as a tree: leaves, groups, ranges of repeats and their items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from forms.engine.definition import Choice, Definition


class Node:
    """One place of the form that exists now. A range stands for the whole repeat, its `items` are the groups in it."""

    __slots__ = (
        "above", "constraint_ok", "definition", "extras", "item_id", "items", "kids", "offered", "own_relevant", "readonly",
        "relevant", "required", "root", "value",
    )  # fmt: skip

    def __init__(self, definition: Definition, above: Node | None, *, item_id: str = "") -> None:
        self.definition = definition
        self.above: Node = above if above is not None else self  # the group around it; for an item the group around its range
        self.root: Node = above.root if above is not None else self
        self.value = ""
        self.relevant: bool = above.relevant if above is not None else True
        self.own_relevant, self.required, self.readonly, self.constraint_ok = True, False, False, True
        self.offered: tuple[Choice, ...] = definition.choices
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

    @property
    def text(self) -> str:
        """What expressions read: nothing while it is not relevant."""
        return self.value if self.relevant else ""

    def children(self, name: str) -> list[Node]:
        if (kid := self.kids.get(name)) is None:
            return []
        return [item for item in kid.items if item.relevant] if kid.is_range else [kid]

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
        item.relevant = self.relevant
        for node in item.walk():
            node.relevant = self.relevant
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
