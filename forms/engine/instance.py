"""One open form: answers go in, what they change comes out; recomputed in dependency order after every answer."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from forms.engine.answer_tree import fill, gather
from forms.engine.definition import Choice, Definition, FormDefinition
from forms.engine.expression import Context, Expression
from forms.engine.expression import label as in_language
from forms.engine.functions import Clock
from forms.engine.messages import message
from forms.engine.node import Node
from forms.engine.values import NUMBER, parse_date, parse_datetime, parse_time, to_answer
from forms.engine.view import Field, Group, Problem, Repeat, Shown

STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")
Task = tuple[int, int, Expression, str, Node]
WELL_FORMED = {"date": parse_date, "time": parse_time, "dateTime": parse_datetime}


class Instance:
    """Not thread-safe; cheap to open. `language` is "id" or "en" and chooses labels and messages.

    identity_sealed: the answers came without the identity of protected persons; those fields are then neither required nor editable.
    """

    def __init__(
        self, form: FormDefinition, answers: dict[str, Any] | None, clock: Clock, *, language: str = "id", identity_sealed: bool = False
    ) -> None:
        self._form, self._clock, self._short_language, self._identity_sealed = form, clock, language, identity_sealed
        self._language = next((name for name in form.languages if name.endswith(f"({language})")), next(iter(form.languages), ""))
        self._rank = {(definition, aspect): rank for rank, (definition, aspect) in enumerate(form.order)}
        self._readers = _readers(form)
        self._serial, self._queue, self._queued, self._changed = count(), list[Task](), set[tuple[int, int]](), set[Node]()
        self.recomputed = 0  # how many expressions the last change ran: what a keystroke costs
        self._root = Node(form.root, None)
        if answers is None:
            self._start(self._root, "odk-instance-first-load")
        else:
            fill(self._root, answers)
        self._recompute(self._root.walk())

    # reading

    def pages(self) -> tuple[Group, ...]:
        """Return the top-level groups in order; a question outside any group is not shown, so forms have none."""
        return tuple(shown for kid in self._root.kids.values() if isinstance(shown := self._show(kid), Group))

    def node(self, ref: str) -> Shown:
        """Return what stands at `ref` now. Raises KeyError for a place that does not exist (any more)."""
        return self._show(self._find(ref))

    def answers(self, *, with_irrelevant: bool = False) -> dict[str, Any]:
        """Return what would be saved: nested as the form, without empty and irrelevant ones. Unknown answers stay under their place.

        with_irrelevant: also what is hidden at the moment, so that a draft gives it back when the person changes his mind.
        """
        return gather(self._root, with_irrelevant=with_irrelevant)

    def ref_of(self, path: Sequence[str]) -> str | None:
        """Return the ref of a path as `forms.answers.leaves` gives it (items by their id); None when it is not there."""
        node = self._root
        for key in path:
            found = next((item for item in node.items if item.item_id == key), None) if node.is_range else node.kids.get(key)
            if found is None:
                return None
            node = found
        return node.ref

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being complete, in the order of the form."""
        return tuple(problem for page in self._root.kids.values() for problem in self._problems_in(page, page))

    # changing

    def set(self, ref: str, value: str) -> frozenset[str]:
        """Answer the field at `ref`; "" clears. Returns the refs whose value, relevance, demand, choices or validity changed.

        Raises KeyError when `ref` is no field, ValueError for one that takes no answer now.
        """
        node = self._find(ref)
        if node.definition.structure != "leaf":
            raise KeyError(ref)
        if node.definition.kind in ("calculate", "note") or node.readonly or self._is_sealed(node):
            raise ValueError(f"{ref} takes no answer")
        node.above.extras.pop(node.definition.name, None)
        if node.value == value:
            return frozenset()
        node.value = value
        self._changed.add(node)
        self._value_changed(node)
        if "constraint" in node.definition.expressions:
            self._push(node.definition, "constraint", node)
        return self._run()

    def add(self, repeat_ref: str) -> str:
        """Add an item at the end of the repeat and return its ref."""
        repeat = self._find(repeat_ref)
        if not repeat.is_range:
            raise KeyError(repeat_ref)
        item = repeat.add_item()
        self._start(item, "odk-new-repeat")
        self._structure_changed(repeat)
        self._recompute(item.walk())
        return item.ref

    def remove(self, item_ref: str) -> None:
        """Take an item out; the ones after it move up. Raises KeyError when it is no item."""
        item = self._find(item_ref)
        if not item.item_id:
            raise KeyError(item_ref)
        repeat = item.range
        repeat.items.remove(item)
        self._structure_changed(repeat)
        self._run()

    # places

    def _find(self, ref: str) -> Node:
        steps = ref.split("/")
        if len(steps) < 2 or steps[0] or steps[1] != self._root.definition.name:
            raise KeyError(ref)
        node = self._root
        for at, step in enumerate(steps[2:], 3):
            match = STEP.fullmatch(step)
            if not match or match[1] not in node.kids:
                raise KeyError(ref)
            node = node.kids[match[1]]
            if node.is_range and (match[2] or at < len(steps)):  # a position may be left out where it is 1
                position = int(match[2] or 1)
                if not 1 <= position <= len(node.items):
                    raise KeyError(ref)
                node = node.items[position - 1]
            elif match[2]:
                raise KeyError(ref)
        return node

    # recomputing

    def _start(self, top: Node, event: str) -> None:
        """Give a fresh part of the form its first items and values."""
        for node in list(top.walk()):
            definition = node.definition
            if node.is_range:
                for _ in range(definition.start_items):
                    self._start(node.add_item(), event)
            elif definition.structure == "leaf" and not node.value:
                node.value = definition.default
                for wanted, expression in definition.first_values:
                    if wanted == event:
                        node.value = to_answer(expression.run(self._context(node)))

    def _context(self, node: Node) -> Context:
        return Context(node, node, self._clock, self._language)

    def _recompute(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if not node.item_id:
                for aspect in node.definition.expressions:
                    self._push(node.definition, aspect, node)
        self._run()

    def _push(self, definition: Definition, aspect: str, node: Node) -> None:
        rank = self._rank[definition, aspect]
        if (rank, id(node)) not in self._queued:
            self._queued.add((rank, id(node)))
            heapq.heappush(self._queue, (rank, next(self._serial), definition.expressions[aspect], aspect, node))

    def _run(self) -> frozenset[str]:
        self.recomputed = 0
        while self._queue:
            self.recomputed += 1
            rank, _, expression, aspect, node = heapq.heappop(self._queue)
            self._queued.discard((rank, id(node)))
            self._evaluate(node, aspect, expression)
        refs = frozenset(node.ref for node in self._changed)
        self._changed.clear()
        return refs

    def _evaluate(self, node: Node, aspect: str, expression: Expression) -> None:
        if aspect == "choices":
            assert expression.select is not None
            offered = tuple(choice for choice in expression.select(self._context(node)) if isinstance(choice, Choice))
            if offered != node.offered:
                node.offered = offered
                self._changed.add(node)
            return
        result = expression.run(self._context(node))
        if aspect == "calculate":
            if (value := to_answer(result)) != node.value:
                node.value = value
                self._changed.add(node)
                self._value_changed(node)
                if "constraint" in node.definition.expressions:
                    self._push(node.definition, "constraint", node)
        elif aspect == "relevant":
            node.own_relevant = bool(result)
            self._relevance(node, node.own_relevant and (node.above is node or node.above.relevant))
        else:
            slot = {"constraint": "constraint_ok", "required": "required", "readonly": "readonly"}[aspect]
            if getattr(node, slot) != result:
                setattr(node, slot, result)
                self._changed.add(node)

    def _relevance(self, node: Node, relevant: bool) -> None:
        if node.relevant == relevant:
            return
        node.relevant = relevant
        self._changed.add(node)
        self._value_changed(node)
        for below in node.below():
            self._relevance(below, relevant and below.own_relevant)

    def _value_changed(self, node: Node) -> None:
        for reader, aspect, shared in self._readers.get(node.definition, ()):
            for one in node.ancestor(shared).instances(reader):
                self._push(reader, aspect, one)

    def _structure_changed(self, repeat: Node) -> None:
        self._changed.add(repeat)
        self._value_changed(repeat)

    # showing

    def _show(self, node: Node) -> Shown:
        definition = node.definition
        label = in_language(definition.labels, self._language)
        if node.is_range:
            items = tuple(shown for item in node.items if isinstance(shown := self._show(item), Group))
            return Repeat(
                ref=node.ref, key=definition.name, label=label, relevant=node.relevant, items=items,
                min_items=_min_items(definition), appearance=definition.appearance, attributes=definition.attributes,
            )  # fmt: skip
        if definition.structure != "leaf":
            return Group(
                ref=node.ref, key=definition.name, label=label, relevant=node.relevant, item_id=node.item_id,
                children=tuple(self._show(kid) for kid in node.kids.values()),
                appearance=definition.appearance, attributes=definition.attributes,
            )  # fmt: skip
        sealed = self._is_sealed(node)
        return Field(
            ref=node.ref, key=definition.name, kind=definition.kind, label=label, hint=in_language(definition.hints, self._language),
            value=node.value, relevant=node.relevant, required=node.required and not sealed, readonly=node.readonly or sealed,
            choices=tuple((choice.value, in_language(choice.labels, self._language)) for choice in node.offered),
            problem=self._invalid(node), constraint_message=in_language(definition.constraint_messages, self._language),
            appearance=definition.appearance, attributes=definition.attributes,
        )  # fmt: skip

    def _is_sealed(self, node: Node) -> bool:
        if not self._identity_sealed or (identity := node.definition.attributes.get("identity")) is None:
            return False
        person = node.above if identity == "yes" else self._find(f"/{self._root.definition.name}/{identity}")
        return "protected" in person.kids and person.kids["protected"].value == "yes"

    def _problems_in(self, node: Node, page: Node) -> Iterator[Problem]:
        if not node.relevant:
            return
        language = self._short_language
        if node.definition.structure == "leaf":
            if node.required and not node.value and not self._is_sealed(node):
                said = in_language(node.definition.required_messages, self._language) or message("required", language)
                yield self._problem(node, page, said, "missing")
            elif invalid := self._invalid(node):
                yield self._problem(node, page, invalid, "invalid")
            return
        if node.is_range and len(node.items) < (least := _min_items(node.definition)):
            yield self._problem(node, page, message("items", language, count=least), "missing")
        for below in node.below():
            yield from self._problems_in(below, page)

    def _problem(self, node: Node, page: Node, said: str, kind: str) -> Problem:
        return Problem(ref=node.ref, label=in_language(node.definition.labels, self._language), message=said, page_ref=page.ref, kind=kind)

    def _invalid(self, node: Node) -> str:
        """Return what is wrong with the value as it stands, or ""."""
        definition, value, language = node.definition, node.value, self._short_language
        if not value or not node.relevant:
            return ""
        if (parses := WELL_FORMED.get(definition.type)) is not None and parses(value) is None:
            return message(definition.type, language)
        if definition.type == "int" and not re.fullmatch(r"-?\d+", value, re.ASCII):
            return message("int", language)
        if definition.type == "decimal" and not NUMBER.fullmatch(value):
            return message("decimal", language)
        if definition.kind in ("select_one", "select_multiple"):
            chosen = value.split() if definition.kind == "select_multiple" else [value]
            if not {choice.value for choice in node.offered}.issuperset(chosen):
                return message("choice", language)
        if not node.constraint_ok:
            return in_language(definition.constraint_messages, self._language) or message("constraint", language)
        return ""


def _min_items(definition: Definition) -> int:
    return int(definition.attributes.get("min_items", "0"))


def _readers(form: FormDefinition) -> dict[Definition, list[tuple[Definition, str, Definition]]]:
    """For each definition who reads it: the reader, which of its expressions, and up to where both share their place."""
    readers: dict[Definition, list[tuple[Definition, str, Definition]]] = {}
    for definition, aspect in form.order:
        for read, shared in dict.fromkeys(definition.expressions[aspect].sources):
            readers.setdefault(read, []).append((definition, aspect, shared))
    return readers
