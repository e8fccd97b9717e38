"""Keeps an open form true: after every answer all that depends on it is computed anew, sources first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from itertools import count
from math import isfinite

from forms.engine.answer_tree import CHOICE_KINDS
from forms.engine.definition import Action, Choice, Definition, FormDefinition
from forms.engine.expression import Context, Expression, is_true
from forms.engine.functions import Clock
from forms.engine.node import Node
from forms.engine.values import to_number, to_text, typed

ITEMS_MAX = 1000  # of a counted repeat: a slip of the finger must not stop the program
ACTIONS_MAX = 1000  # after one answer; triggers that set each other off for ever end here
TEXT = "text"  # a label with a value inside reads its sources too
Task = tuple[int, int, Expression, str, Node]
Reader = tuple[Definition, str, Definition]  # who reads, which of its expressions, and up to where both share their place
SLOTS = {"constraint": "constraint_ok", "required": "required"}


class Recompute:
    """The queue of expressions of one open form. `changed` gathers the nodes whose picture is another now."""

    def __init__(self, form: FormDefinition, root: Node, clock: Clock, language: str) -> None:
        self.root, self.clock, self.language = root, clock, language
        self.rank = {(definition, aspect): rank for rank, (definition, aspect) in enumerate(form.order)}
        self._readers = _readers(form)
        self._actions: dict[Definition, list[Action]] = {}
        for action in form.actions:
            self._actions.setdefault(action.source, []).append(action)
        self._serial, self._queue, self._queued = count(), list[Task](), set[tuple[int, int]]()
        self._due: list[tuple[Action, Node]] = []
        self._counted = 0  # changes of a number of items since the last answer
        self.changed: set[Node] = set()
        self.is_open = False  # actions wait until the form stands
        self.keeps_given = False  # saved answers are being opened
        self.recomputed = 0

    def context(self, node: Node) -> Context:
        return Context(node, node, self.clock, self.language)

    def push_all(self, nodes: Iterable[Node]) -> None:
        """Everything of these nodes is to be computed."""
        for node in nodes:
            if node.definition.structure == "leaf":
                node.settle()
            if not node.item_id:
                for aspect in node.definition.expressions:
                    self.push(node.definition, aspect, node)

    def speak(self, language: str) -> None:
        """Another language: what gives words is to be computed, and every text is another."""
        self.language = language
        for node in self.root.walk():
            self.changed.add(node)
            for aspect, expression in node.definition.expressions.items():
                if expression.is_translated and not node.item_id:
                    self.push(node.definition, aspect, node)

    def push(self, definition: Definition, aspect: str, node: Node) -> None:
        rank = self.rank[definition, aspect]
        if (rank, id(node)) not in self._queued:
            self._queued.add((rank, id(node)))
            heapq.heappush(self._queue, (rank, next(self._serial), definition.expressions[aspect], aspect, node))

    def run(self) -> frozenset[str]:
        """Compute what is due and return the refs of what changed."""
        self.recomputed = 0
        self._drain()
        refs = frozenset(node.ref for node in self.changed)
        self.changed.clear()
        return refs

    def _drain(self) -> None:
        rounds = self._counted = 0
        while self._queue or self._due:
            while self._queue:
                self.recomputed += 1
                rank, _, expression, aspect, node = heapq.heappop(self._queue)
                self._queued.discard((rank, id(node)))
                self._evaluate(node, aspect, expression)
            if self._due:
                action, target = self._due.pop(0)
                rounds += 1
                if rounds <= ACTIONS_MAX:
                    self.write(target, to_text(action.value.run(self.context(target))))

    def write(self, node: Node, value: str) -> None:
        """Put a value that was worked out into a field."""
        if node.definition.kind not in CHOICE_KINDS:
            value = typed(value, node.definition.type)
        if value != node.value:
            node.value, node.is_kept = value, False
            self.changed.add(node)
            self.settle(node)

    def settle(self, node: Node) -> None:
        """The value, the relevance or the choices of a field changed: let those who read it know, if it counts as another now."""
        if node.settle():
            self.changed.add(node)
            self.told(node)
            if "constraint" in node.definition.expressions:
                self.push(node.definition, "constraint", node)
            if self.is_open:
                for action in self._actions.get(node.definition, ()):
                    for target in node.ancestor(action.shared).instances(action.target):
                        self._due.append((action, target))

    def told(self, node: Node) -> None:
        """Let everything that reads this place be computed."""
        for reader, aspect, shared in self._readers.get(node.definition, ()):
            for one in node.ancestor(shared).instances(reader):
                if aspect == TEXT:
                    self.changed.add(one)
                else:
                    self.push(reader, aspect, one)

    def structure_changed(self, repeat: Node) -> None:
        """Items came or went."""
        self.changed.add(repeat)
        self.told(repeat)

    def start(self, top: Node) -> None:
        """Give a new form, or an item added to it, its first items and values, and the computed ones on top of them."""
        first: list[tuple[Node, Expression]] = []
        self._begin(top, first, as_added=self.is_open)
        self.push_all(top.walk())
        self._drain()
        for node, expression in first:
            if node.relevant:
                self.write(node, to_text(expression.run(self.context(node))))
                self._drain()

    def _begin(self, top: Node, first: list[tuple[Node, Expression]], *, as_added: bool) -> None:
        """as_added: made from the template, not as it stands in the form."""
        event = "odk-new-repeat" if self.is_open else "odk-instance-first-load"
        for node in list(top.walk()):
            definition = node.definition
            if node.is_range and "count" not in definition.expressions:
                items = definition.template_items if as_added else None
                for _ in range(definition.start_items if items is None else items):
                    self._begin(node.add_item(), first, as_added=as_added)
            elif definition.structure == "leaf" and not node.value:
                node.value = definition.default
                if not self.is_open:
                    node.value = self._preload(definition) or node.value
                first += [(node, value) for wanted, value in definition.first_values if wanted == event]

    def _preload(self, definition: Definition) -> str:
        match definition.preload:
            case ("timestamp", "start"):
                return self.clock.now.isoformat(timespec="milliseconds")
            case ("date", "today"):
                return self.clock.today.isoformat()
            case ("property", name):
                return self.clock.properties.get(name, "")
        return ""

    def _evaluate(self, node: Node, aspect: str, expression: Expression) -> None:
        if aspect == "choices":
            self._offer(node, expression)
            return
        result = expression.run(self.context(node))
        if aspect == "calculate":
            if node.relevant:  # what is hidden keeps its value
                self._computed(node, to_text(result))
        elif aspect == "count":
            self._count(node, to_number(result, self.clock.shift))
        elif aspect == "relevant":
            node.own_relevant = is_true(result)
            self._relevance(node, node.own_relevant and (node.above is node or node.above.relevant))
        elif aspect == "readonly":
            node.own_readonly = is_true(result)
            self._readonly(node, node.own_readonly or (node.above is not node and node.above.readonly))
        elif getattr(node, SLOTS[aspect]) != is_true(result):
            setattr(node, SLOTS[aspect], is_true(result))
            self.changed.add(node)

    def _computed(self, node: Node, value: str) -> None:
        if value == node.computed:
            return
        is_first, node.computed = node.computed is None, value
        if is_first and self.keeps_given and node.value and node.definition.kind != "calculate":
            return  # saved answers: a person may have written over it
        self.write(node, value)

    def _offer(self, node: Node, expression: Expression) -> None:
        assert expression.select is not None
        definition = node.definition
        found = expression.select(self.context(node))
        if definition.from_nodes is not None:
            value, label = definition.from_nodes
            made = [(_child_text(one, value), _child_text(one, label)) for one in found if isinstance(one, Node)]
            offered = tuple(Choice(said, {"": words}) for said, words in made)
            if [(choice.value, choice.labels) for choice in offered] == [(choice.value, choice.labels) for choice in node.offered]:
                return
        else:
            offered = tuple(definition.offers.get(id(choice), choice) for choice in found if isinstance(choice, Choice))
            if offered == node.offered:
                return
        node.offered = offered
        self.changed.add(node)
        self.settle(node)
        self.told(node)

    def _count(self, repeat: Node, wanted: float) -> None:
        """A blank number leaves the items as they are."""
        if not isfinite(wanted):
            return
        number = min(max(int(wanted), 0), ITEMS_MAX)
        self._counted += 1
        if number == len(repeat.items) or self._counted > ITEMS_MAX:
            return
        first: list[tuple[Node, Expression]] = []
        while len(repeat.items) < number:
            item = repeat.add_item()
            self._begin(item, first, as_added=len(repeat.items) > repeat.definition.start_items)
            self.push_all(item.walk())
        del repeat.items[number:]
        for node, expression in first:  # ordinary first values of new items: their sources stand already
            self.write(node, to_text(expression.run(self.context(node))))
        self.structure_changed(repeat)

    def _relevance(self, node: Node, relevant: bool) -> None:
        if node.relevant == relevant:
            return
        node.relevant = relevant
        self.changed.add(node)
        if node.definition.structure == "leaf":
            self.settle(node)
            if relevant and "calculate" in node.definition.expressions:
                node.computed = None
                self.push(node.definition, "calculate", node)
        else:
            self.told(node)
        for below in node.below():
            self._relevance(below, relevant and below.own_relevant)

    def _readonly(self, node: Node, readonly: bool) -> None:
        if node.readonly == readonly:
            return
        node.readonly = readonly
        self.changed.add(node)
        for below in node.below():
            self._readonly(below, readonly or below.own_readonly)


def _child_text(node: Node, name: str) -> str:
    return node.kids[name].text if name in node.kids else ""


def _readers(form: FormDefinition) -> dict[Definition, list[Reader]]:
    """For each definition who reads it."""
    readers: dict[Definition, list[Reader]] = {}

    def reads(reader: Definition, aspect: str, expression: Expression) -> None:
        for read, shared in dict.fromkeys(expression.sources):
            readers.setdefault(read, []).append((reader, aspect, shared))

    for definition, aspect in form.order:
        reads(definition, aspect, definition.expressions[aspect])
    for definition in form.root.walk():
        spoken = [*definition.spoken.values(), *(choice.spoken for choice in definition.choices if choice.spoken)]
        for pieces in [pieces for by_language in spoken for pieces in by_language.values()]:
            for piece in pieces:
                if not isinstance(piece, str):
                    reads(definition, TEXT, piece)
    return readers
