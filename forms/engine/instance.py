"""One open form: answers go in, what they change comes out; recomputed in dependency order after every answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from forms.engine.answer_tree import CHOICE_KINDS, fill, gather
from forms.engine.definition import Choice, Definition, FormDefinition
from forms.engine.expression import label as in_language
from forms.engine.expression import say
from forms.engine.functions import Clock, words
from forms.engine.messages import message
from forms.engine.node import Node
from forms.engine.recompute import Recompute
from forms.engine.values import NUMBER, parse_date, parse_datetime, parse_time, to_text, typed
from forms.engine.view import Field, Group, Problem, Repeat, Shown

STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")
WELL_FORMED = {"date": parse_date, "time": parse_time, "dateTime": parse_datetime}


class Instance:
    """Not thread-safe; cheap to open. `language` is "id" or "en" and chooses labels and messages.

    identity_sealed: the answers came without the identity of protected persons; those fields are then neither required nor editable.
    """

    def __init__(
        self, form: FormDefinition, answers: dict[str, Any] | None, clock: Clock, *, language: str = "id", identity_sealed: bool = False
    ) -> None:
        self._form, self._short_language, self._identity_sealed = form, language, identity_sealed
        self._language = next((name for name in form.languages if name.endswith(f"({language})")), next(iter(form.languages), ""))
        self._root = Node(form.root, None)
        self._compute = Recompute(form, self._root, replace(clock, words="id" if language == "id" else "en"), self._language)
        if answers is None:
            self._compute.start(self._root)
        else:
            fill(self._root, answers)
            self._compute.keeps_given = True
            self._compute.push_all(self._root.walk())
        self._compute.run()
        self._compute.is_open, self._compute.keeps_given = True, False

    @property
    def recomputed(self) -> int:
        """How many expressions the last change ran: what a keystroke costs."""
        return self._compute.recomputed

    @property
    def root(self) -> Node:
        """The answers as a tree; to be read only."""
        return self._root

    # reading

    def pages(self) -> tuple[Group, ...]:
        """Return the parts of the form in order: its top-level groups; questions outside any group stand in parts between them."""
        return tuple(shown for part in self._parts() if isinstance(shown := self._show_part(part), Group))

    def page_of(self, ref: str) -> str:
        """Return the ref of the page on which `ref` stands. Raises KeyError for a place that does not exist (any more)."""
        if ref in self._loose_parts():
            return ref
        top = self._top(self._find(ref))
        return next(found for found, kids in self._parts() if top in kids)

    def node(self, ref: str) -> Shown:
        """Return what stands at `ref` now. Raises KeyError for a place that does not exist (any more)."""
        if (part := self._loose_parts().get(ref)) is not None:
            return self._show_part((ref, part))
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
        return tuple(problem for ref, kids in self._parts() for kid in kids for problem in self._problems_in(kid, ref))

    # changing

    def set(self, ref: str, value: str) -> frozenset[str]:
        """Answer the field at `ref`; "" clears. Returns the refs whose value, relevance, demand, choices or validity changed.

        Raises KeyError when `ref` is no field, ValueError for one that takes no answer now.
        """
        node = self._find(ref)
        if node.definition.structure != "leaf":
            raise KeyError(ref)
        if node.definition.kind in ("calculate", "hidden", "note") or node.readonly or self._is_sealed(node):
            raise ValueError(f"{ref} takes no answer")
        node.above.extras.pop(node.definition.name, None)
        if node.value == value:
            return frozenset()
        node.value, node.is_kept = _in_order(node, value), False
        self._compute.changed.add(node)
        self._compute.settle(node)
        return self._compute.run()

    def add(self, repeat_ref: str, index: int | None = None) -> str:
        """Add an item to the repeat and return its ref: at the end, or after the `index`-th item (from 0).

        Raises KeyError when it is no repeat, ValueError when the form itself counts its items.
        """
        repeat = self._find(repeat_ref)
        if not repeat.is_range:
            raise KeyError(repeat_ref)
        if "count" in repeat.definition.expressions:
            raise ValueError(f"the number of items of {repeat_ref} is counted by the form")
        item = repeat.add_item()
        if index is not None:
            repeat.items.insert(index + 1, repeat.items.pop())
        self._compute.structure_changed(repeat)
        self._compute.start(item)
        self._compute.run()
        return item.ref

    def remove(self, item_ref: str) -> None:
        """Take an item out; the ones after it move up. Raises KeyError when it is no item, ValueError for a counted one."""
        item = self._find(item_ref)
        if not item.item_id:
            raise KeyError(item_ref)
        repeat = item.range
        if "count" in repeat.definition.expressions:
            raise ValueError(f"the number of items of {repeat.ref} is counted by the form")
        repeat.items.remove(item)
        self._compute.structure_changed(repeat)
        self._compute.run()

    def speak(self, language: str) -> None:
        """Show labels and choices in this language of the form. Raises KeyError when it has no such language."""
        if language not in self._form.languages:
            raise KeyError(language)
        self._language = language
        self._compute.speak(language)
        self._compute.run()

    # places

    def _parts(self) -> list[tuple[str, list[Node]]]:
        """The pages as (ref, top-level nodes on it)."""
        parts: list[tuple[str, list[Node]]] = []
        for is_group, kids in groupby(self._root.kids.values(), lambda kid: kid.definition.structure == "group"):
            if is_group:
                parts += [(kid.ref, [kid]) for kid in kids if _is_shown(kid.definition)]
            elif loose := [kid for kid in kids if _is_shown(kid.definition)]:
                parts.append((f"{self._root.ref}/{loose[0].definition.name}#", loose))
        return parts

    def _loose_parts(self) -> dict[str, list[Node]]:
        return {ref: kids for ref, kids in self._parts() if ref.endswith("#")}

    def _top(self, node: Node) -> Node:
        while node.above is not self._root and node is not self._root:
            node = node.above
        return node.range if node.item_id else node

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

    # showing

    def said(self, node: Node, slot: str) -> str:
        """Return a text as it reads now, with the spaces the form has around it. slot: labels, hints, constraint_messages ..."""
        definition = node.definition
        spoken = definition.spoken.get(slot)
        if spoken is not None and self._language in spoken:
            return say(spoken[self._language], self._compute.context(node))
        labels: dict[str, str] = getattr(definition, slot)
        return in_language(labels, self._language)

    def _said(self, node: Node, slot: str) -> str:
        return self.said(node, slot).strip()

    def _choices(self, node: Node) -> tuple[tuple[str, str], ...]:
        return tuple((choice.value, self._choice_label(choice) or choice.value) for choice in node.offered)

    def _choice_label(self, choice: Choice) -> str:
        if self._language in choice.spoken:
            return say(choice.spoken[self._language], self._compute.context(self._root)).strip()
        return in_language(choice.labels, self._language)

    def _show_part(self, part: tuple[str, list[Node]]) -> Shown:
        ref, kids = part
        if not ref.endswith("#"):
            return self._show(kids[0])
        return Group(
            ref=ref, key="", label=self._form.title, relevant=any(kid.relevant for kid in kids),
            children=tuple(self._show(kid) for kid in kids), appearance="", attributes={},
        )  # fmt: skip

    def _show(self, node: Node) -> Shown:
        definition = node.definition
        label = self._said(node, "labels")
        if node.is_range:
            items = tuple(shown for item in node.items if isinstance(shown := self._show(item), Group))
            return Repeat(
                ref=node.ref, key=definition.name, label=label, relevant=node.relevant, items=items,
                min_items=_min_items(node), appearance=definition.appearance, attributes=definition.attributes,
                is_counted="count" in definition.expressions,
            )  # fmt: skip
        if definition.structure != "leaf":
            return Group(
                ref=node.ref, key=definition.name, label=label, relevant=node.relevant, item_id=node.item_id,
                children=tuple(self._show(kid) for kid in node.kids.values() if _is_shown(kid.definition)),
                appearance=definition.appearance, attributes=definition.attributes,
            )  # fmt: skip
        sealed = self._is_sealed(node)
        return Field(
            ref=node.ref, key=definition.name, kind=definition.kind, label=label, hint=self._said(node, "hints"),
            value=node.shown if definition.kind in CHOICE_KINDS else node.value,
            relevant=node.relevant, required=node.required and not sealed, readonly=node.readonly or sealed, choices=self._choices(node),
            problem=self._invalid(node), constraint_message=self._said(node, "constraint_messages"),
            appearance=definition.appearance, attributes=definition.attributes,
        )  # fmt: skip

    def _is_sealed(self, node: Node) -> bool:
        if not self._identity_sealed or (identity := node.definition.attributes.get("identity")) is None:
            return False
        if identity == "yes":
            person = node.above
            while "protected" not in person.kids and person.above is not person:  # nested in the person
                person = person.above
        else:
            person = self._find(f"/{self._root.definition.name}/{identity}")
        return "protected" in person.kids and person.kids["protected"].value == "yes"

    def _problems_in(self, node: Node, page_ref: str) -> Iterator[Problem]:
        if not node.relevant:
            return
        language = self._short_language
        if node.definition.structure == "leaf":
            if node.required and not (node.shown if node.definition.kind in CHOICE_KINDS else node.value) and not self._is_sealed(node):
                yield self._problem(node, page_ref, self._said(node, "required_messages") or message("required", language), "missing")
            elif invalid := self._invalid(node):
                yield self._problem(node, page_ref, invalid, "invalid")
            return
        if node.is_range and len(node.items) < (least := _min_items(node)):
            yield self._problem(node, page_ref, message("items", language, count=least), "missing")
        for below in node.below():
            yield from self._problems_in(below, page_ref)

    def _problem(self, node: Node, page_ref: str, said: str, kind: str) -> Problem:
        return Problem(ref=node.ref, label=self._said(node, "labels"), message=said, page_ref=page_ref, kind=kind)

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
        if definition.type in ("geopoint", "geotrace", "geoshape") and not typed(value, definition.type):
            return message("geopoint", language)
        if definition.bounds is not None and not node.shown:
            return message("range", language, start=to_text(definition.bounds[0]), end=to_text(definition.bounds[1]))
        if node.is_kept:
            return message("choice", language)
        if not node.constraint_ok:
            return self._said(node, "constraint_messages") or message("constraint", language)
        return ""


def _min_items(node: Node) -> int:
    """A counted repeat keeps all it has: items come and go with the number alone."""
    if "count" in node.definition.expressions:
        return len(node.items)
    return int(node.definition.attributes.get("min_items", "0"))


def _is_shown(definition: Definition) -> bool:
    """Hidden fields and what is only worked out in passing have no place on the screen."""
    if definition.structure == "leaf":
        if "label" in definition.appearance.split() and not any(definition.labels.values()):
            return False  # the heading of a table of choices (docs.getodk.org, "label"): every question here names its own choices
        return definition.has_control or (definition.kind == "calculate" and "part" in definition.attributes)  # it has a place on paper
    return any(_is_shown(child) for child in definition.children.values())


def _in_order(node: Node, value: str) -> str:
    """Choices of a select_multiple in the order of its list; what is not offered is not taken."""
    if node.definition.kind == "select_multiple":
        chosen = set(words(value))
        return " ".join(choice.value for choice in node.offered if choice.value in chosen)
    if node.definition.kind == "select_one":
        return value if any(choice.value == value for choice in node.offered) else ""
    return value
