"""Reads the body of an XForm: which question has which control, label, appearance and choices."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Protocol

from forms.engine.definition import Choice, Definition
from forms.engine.errors import FormRefused
from forms.engine.expression import Expression
from forms.engine.texts import Words, item_label
from forms.engine.xpath import Literal, Path, parse

X = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"
CONTROLS = frozenset({"input", "select1", "select", "rank", "range", "upload", "trigger"})
KINDS = {"select1": "select_one", "select": "select_multiple", "rank": "rank", "trigger": "trigger"}
TICKED = "OK"  # the answer of an acknowledged note, as in ODK
Known = Callable[[str, str], Definition]  # ref, what it is called in a refusal -> definition


class CompileAt(Protocol):
    """one: what reads it, where it must be one value."""

    def __call__(self, text: str, definition: Definition, one: str = "") -> Expression: ...


class Body:
    """Reads the controls into the definitions. `setvalues` are (element, the question it stands in) found on the way."""

    def __init__(self, words: Words, lists: dict[str, tuple[Choice, ...]], known: Known, compiled: CompileAt) -> None:
        self._words, self._lists, self._known, self._compile = words, lists, known, compiled
        self.setvalues: list[tuple[ET.Element, Definition | None]] = []

    def read(self, parent: ET.Element) -> None:
        """Raises FormRefused for an element or a list that the engine does not know."""
        for element in parent:
            name = local(element)
            if name == "group":
                self._group(element)
            elif name == "repeat":
                self._repeat(element)
            elif name in CONTROLS:
                self._control(name, element)
            elif name == "setvalue":
                self.setvalues.append((element, None))
            elif name not in ("label", "hint"):
                raise FormRefused(f"<{name}> in the body is not known")

    def _group(self, element: ET.Element) -> None:
        ref = element.get("ref") or next((child.get("nodeset", "") for child in element if local(child) == "repeat"), "")
        if ref:
            definition = self._known(ref, "group")
            if definition.structure == "leaf":
                definition.structure = definition.kind = "group"  # nothing inside it
            self._say(definition, element)
            definition.appearance = element.get("appearance", "")
            definition.has_control = True
        self.read(element)

    def _repeat(self, element: ET.Element) -> None:
        definition = self._known(element.get("nodeset", ""), "repeat")
        definition.appearance = definition.appearance or element.get("appearance", "")
        definition.has_control = True
        if count := element.get(f"{JR}count"):
            definition.expressions["count"] = self._compile(count, definition, "the number of items")
        self.read(element)

    def _control(self, name: str, element: ET.Element) -> None:
        definition = self._known(element.get("ref") or element.get("nodeset") or "", name)
        self._say(definition, element)
        definition.appearance, definition.has_control = element.get("appearance", ""), True
        definition.kind = KINDS.get(name, "input")
        if name == "range":
            definition.bounds = _bounds(element)
        if name == "upload":
            media = element.get("mediatype", "")
            signature = "signature" in definition.appearance.split()
            definition.kind = "file" if not media.startswith("image/") else "signature" if signature else "photo"
        if name == "trigger":
            definition.choices = (Choice(TICKED, {"": TICKED}),)
        if definition.kind in ("select_one", "select_multiple", "rank"):
            self._choices(definition, element)
        self.setvalues += [(setvalue, definition) for setvalue in element.iterfind(f"{X}setvalue")]

    def _say(self, definition: Definition, element: ET.Element) -> None:
        def compiled(text: str) -> Expression:
            return self._compile(text, definition, "a text")

        self._words.element(definition, "labels", element, "label", compiled)
        self._words.element(definition, "hints", element, "hint", compiled)

    # choices

    def _choices(self, definition: Definition, element: ET.Element) -> None:
        if (itemset := element.find(f"{X}itemset")) is not None:
            self._itemset(definition, itemset)
            return
        made = []
        for item in element.iterfind(f"{X}item"):
            labels, name = item_label(item, self._words)
            value = (item.findtext(f"{X}value") or "").strip()
            spoken = self._words.spoken(name, lambda text: self._compile(text, _root(definition), "a text"))
            made.append(Choice(value, labels, {"name": value}, spoken))
        definition.choices = tuple(made)

    def _itemset(self, definition: Definition, itemset: ET.Element) -> None:
        nodeset = itemset.get("nodeset", "")
        value, label = (_ref(itemset, tag) for tag in ("value", "label"))
        tree = parse(nodeset)
        if not isinstance(tree, Path):
            raise FormRefused("choices in random order are not known", definition.ref)
        if tree.start is None or tree.start.name != "instance":
            definition.expressions["choices"] = self._compile(nodeset, definition)
            definition.from_nodes = (value, label)
            self._read_in_items(definition, definition.expressions["choices"], value, label)
            return
        name = tree.start.args[0].text if len(tree.start.args) == 1 and isinstance(tree.start.args[0], Literal) else ""
        if name not in self._lists:
            raise FormRefused(f"no list {name} in this form", definition.ref)
        if [step.name for step in tree.steps] != ["root", "item"]:
            raise FormRefused("a list is read as instance('x')/root/item[...]", definition.ref)
        items = self._lists[name]
        usual = value == "name" and label in ("label", "jr:itext(itextId)", "")
        definition.choices = items if usual else tuple(self._made(item, value, label) for item in items)
        definition.offers = {} if usual else {id(item): made for item, made in zip(items, definition.choices, strict=True)}
        if any(step.predicates for step in tree.steps):
            definition.expressions["choices"] = self._compile(nodeset, definition)

    def _made(self, item: Choice, value: str, label: str) -> Choice:
        """A choice from an item of a list whose value or label stands in another column."""
        labels = item.labels if label.startswith("jr:itext(") else {"": item.columns.get(label, "")}
        return Choice(item.columns.get(value, ""), labels, item.columns, item.spoken if label.startswith("jr:itext(") else {})

    def _read_in_items(self, definition: Definition, items: Expression, value: str, label: str) -> None:
        """Choices made of answers follow those answers."""
        target = items.target
        if target is None or items.select is None:
            raise FormRefused("choices come from a place that the form does not have", definition.ref)
        extra = []
        for name in dict.fromkeys((value, label)):
            if name not in target.children:
                raise FormRefused(f"no field {target.ref}/{name}", definition.ref)
            extra.append((target.children[name], _root(definition)))
        definition.expressions["choices"] = Expression("nodes", items.run, items.sources + tuple(extra), items.select, target)


def _bounds(element: ET.Element) -> tuple[float, float]:
    try:
        return float(element.get("start", "")), float(element.get("end", ""))
    except ValueError as error:
        raise FormRefused("a range needs the numbers start and end", element.get("ref", "")) from error


def _root(definition: Definition) -> Definition:
    while definition.parent is not None:
        definition = definition.parent
    return definition


def _ref(itemset: ET.Element, tag: str) -> str:
    found = itemset.find(f"{X}{tag}")
    return "" if found is None else found.get("ref", "").strip()


def local(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1]
