"""Reads a compiled XForm into a FormDefinition; strict: what the engine would not run exactly is refused here, not at work."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from forms.engine.closures import compile_expression
from forms.engine.definition import Choice, Definition, FormDefinition, Labels
from forms.engine.errors import FormRefused
from forms.engine.expression import Expression, Scope, truth
from forms.engine.order import recompute_order
from forms.engine.xpath import Call, Literal, Path, parse

X = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"
BW = "{https://bukti.invalid/xforms}"
TYPES = frozenset({"string", "int", "decimal", "date", "time", "dateTime", "binary"})
TYPE_KINDS = {"int": "integer", "decimal": "decimal", "date": "date", "time": "time", "dateTime": "datetime"}
CONTROLS = frozenset({"input", "select1", "select", "upload", "trigger"})
BIND_ATTRIBUTES = frozenset({"nodeset", "type", "relevant", "required", "readonly", "constraint", "calculate"})
FIRST_EVENTS = frozenset({"odk-instance-first-load", "odk-new-repeat"})
XML_BYTES_MAX = 8_000_000


def load_form(xml: bytes) -> FormDefinition:
    """Return the form. Raises FormRefused with place and reason for whatever the engine cannot run. Source: ODK XForms specification."""
    if len(xml) > XML_BYTES_MAX or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise FormRefused("too large, or with a document type")
    try:
        document = ET.fromstring(xml)
    except ET.ParseError as error:
        raise FormRefused(f"no XML: {error}") from error
    return _Loader(document).form()


class _Loader:
    def __init__(self, document: ET.Element) -> None:
        model, body = document.find(f".//{X}model"), document.find("{*}body")
        if model is None or body is None:
            raise FormRefused("no model or no body")
        self.model, self.body = model, body
        self.title = document.findtext(".//{http://www.w3.org/1999/xhtml}title", "")
        self.languages, self.texts = self._translations()
        self.lists = self._lists()
        self.by_ref: dict[str, Definition] = {}
        self.filters: list[tuple[Definition, str]] = []
        self.setvalues: list[ET.Element] = list(model.findall(f"{X}setvalue"))

    def form(self) -> FormDefinition:
        instance = self.model.find(f"{X}instance")
        if instance is None or len(instance) != 1:
            raise FormRefused("no primary instance")
        primary = instance[0]
        root = Definition(_name(primary), None, structure="group", kind="group")
        self.by_ref[root.ref] = root
        self._tree(primary, root)
        for node in self.body.iter(f"{X}repeat"):
            self._mark_repeat(node.get("nodeset", ""))
        self._settle_repeats(root)
        binds = [(self._field(bind.get("nodeset", "")), bind) for bind in self.model.findall(f"{X}bind")]
        for definition, bind in binds:
            if definition is not None:
                self._plain_bind(definition, bind)
        self._controls(self.body)
        for definition, bind in binds:
            if definition is not None:
                self._expressions(definition, bind, root)
        for definition, filtered in self.filters:
            definition.expressions["choices"] = self._compile(filtered, definition, root)
        for setvalue in self.setvalues:
            self._first_value(setvalue, root)
        for definition in root.walk():
            _settle_kind(definition)
        form_id, version = primary.get("id", ""), primary.get("version", "")
        return FormDefinition(form_id, version, self.title, self.languages, root, recompute_order(root))

    # the model

    def _translations(self) -> tuple[tuple[str, ...], dict[str, Labels]]:
        languages: list[str] = []
        texts: dict[str, Labels] = {}
        for translation in self.model.findall(f"{X}itext/{X}translation"):
            language = translation.get("lang", "")
            languages.insert(0 if translation.get("default") else len(languages), language)
            for text in translation.findall(f"{X}text"):
                for value in text.findall(f"{X}value"):
                    if value.get("form") is None:
                        texts.setdefault(text.get("id", ""), {})[language] = self._plain(value)
        return tuple(languages), texts

    def _lists(self) -> dict[str, tuple[Choice, ...]]:
        lists: dict[str, tuple[Choice, ...]] = {}
        for instance in self.model.findall(f"{X}instance")[1:]:
            if instance.get("src"):
                raise FormRefused(f"list {instance.get('id')} comes from a file beside the form")
            choices = []
            for item in instance.iterfind("{*}root/{*}item"):
                columns = {_name(child): child.text or "" for child in item}
                labels = self.texts.get(columns.get("itextId", ""), {"": columns["label"]} if "label" in columns else {})
                choices.append(Choice(columns.get("name", ""), labels, columns))
            lists[instance.get("id", "")] = tuple(choices)
        return lists

    def _tree(self, element: ET.Element, definition: Definition) -> None:
        for child in element:
            name = _name(child)
            if name == "meta" and definition.parent is None:
                continue  # instance ids are the record's business
            if (known := definition.children.get(name)) is not None:
                if child.get(f"{JR}template") is None:
                    known.start_items += 1
                continue
            made = Definition(name, definition, default=(child.text or "").strip())
            made.start_items = 0 if child.get(f"{JR}template") is not None else 1
            definition.children[name] = made
            self.by_ref[made.ref] = made
            if len(child):
                made.structure = made.kind = "group"
                made.default = ""
                self._tree(child, made)

    def _mark_repeat(self, nodeset: str) -> None:
        definition = self._known(nodeset, "repeat")
        definition.structure = definition.kind = "repeat"

    def _settle_repeats(self, root: Definition) -> None:
        for definition in root.walk():
            around = definition.parent.repeats if definition.parent else ()
            definition.repeats = (*around, definition) if definition.structure == "repeat" else around

    def _field(self, ref: str) -> Definition | None:
        """The bind's definition; None for the meta block."""
        return None if ref.split("/")[2:3] in (["meta"], ["orx:meta"]) else self._known(ref, "bind")

    def _known(self, ref: str, said: str) -> Definition:
        if (definition := self.by_ref.get(ref.strip())) is None:
            raise FormRefused(f"{said} of a field that the form does not have", ref)
        return definition

    def _plain_bind(self, definition: Definition, bind: ET.Element) -> None:
        definition.type = bind.get("type", "string").removeprefix("xsd:")
        if definition.type not in TYPES:
            raise FormRefused(f"answers of type {definition.type} are not known", definition.ref)
        for attribute, value in bind.attrib.items():
            if attribute.startswith(BW):
                definition.attributes[attribute.removeprefix(BW)] = value
            elif attribute == f"{JR}constraintMsg":
                definition.constraint_messages = self._text(value)
            elif attribute == f"{JR}requiredMsg":
                definition.required_messages = self._text(value)
            elif attribute not in BIND_ATTRIBUTES and attribute.startswith(JR):
                raise FormRefused(f"bind attribute {attribute.removeprefix(JR)} is not known", definition.ref)
        if "min_items" in definition.attributes:
            definition.start_items = int(definition.attributes["min_items"])

    def _expressions(self, definition: Definition, bind: ET.Element, root: Definition) -> None:
        for aspect in ("relevant", "required", "readonly", "constraint", "calculate"):
            if (text := bind.get(aspect)) is None:
                continue
            expression = self._compile(text, definition, root)
            try:
                if aspect != "calculate":
                    truth(expression, aspect)
                elif expression.type == "bool":
                    raise FormRefused("a calculation gives a bare boolean; write if(..., 'yes', 'no')")
                elif expression.type == "nodes":
                    raise FormRefused("a calculation reads several values at once")
            except FormRefused as refusal:
                raise FormRefused(refusal.reason, f"{definition.ref} {aspect}") from refusal
            definition.expressions[aspect] = expression

    def _compile(self, text: str, definition: Definition, root: Definition) -> Expression:
        try:
            return compile_expression(text, Scope(definition, definition, root, self.lists))
        except FormRefused as refusal:
            raise FormRefused(refusal.reason, definition.ref) from refusal

    def _first_value(self, setvalue: ET.Element, root: Definition) -> None:
        definition = self._known(setvalue.get("ref", ""), "setvalue")
        events = setvalue.get("event", "").split()
        if not events or not FIRST_EVENTS.issuperset(events):
            raise FormRefused(f"setvalue at {events} is not known", definition.ref)
        value = self._compile(setvalue.get("value") or "''", definition, root)
        definition.first_values += [(event, value) for event in events]

    # the body

    def _controls(self, parent: ET.Element) -> None:
        for element in parent:
            name = _name(element)
            if name == "group":
                self._group(element)
            elif name == "repeat":
                if element.get(f"{JR}count") or element.get(f"{JR}noAddRemove"):
                    raise FormRefused("repeats with a counted number of items are not known", element.get("nodeset", ""))
                definition = self._known(element.get("nodeset", ""), "repeat")
                definition.appearance = definition.appearance or element.get("appearance", "")
                self._controls(element)
            elif name in CONTROLS:
                self._control(name, element)
            elif name == "setvalue":
                self.setvalues.append(element)
            elif name not in ("label", "hint"):
                raise FormRefused(f"<{name}> in the body is not known")

    def _group(self, element: ET.Element) -> None:
        ref = element.get("ref") or next((child.get("nodeset", "") for child in element if _name(child) == "repeat"), "")
        if ref:
            definition = self._known(ref, "group")
            definition.labels = self._said(element, "label")
            definition.appearance = element.get("appearance", "")
        self._controls(element)

    def _control(self, name: str, element: ET.Element) -> None:
        definition = self._known(element.get("ref", ""), name)
        definition.labels, definition.hints = self._said(element, "label"), self._said(element, "hint")
        definition.appearance = element.get("appearance", "")
        definition.kind = {"select1": "select_one", "select": "select_multiple", "trigger": "trigger"}.get(name, "input")
        if name == "upload":
            media = element.get("mediatype", "")
            signature = "signature" in definition.appearance.split()
            definition.kind = "file" if not media.startswith("image/") else "signature" if signature else "photo"
        if name in ("select1", "select"):
            self._choices(definition, element)
        for setvalue in element.iterfind(f"{X}setvalue"):
            raise FormRefused("a value set by a change elsewhere is not known", setvalue.get("ref", ""))

    def _choices(self, definition: Definition, element: ET.Element) -> None:
        items = [
            Choice(item.findtext(f"{X}value", ""), self._said(item, "label"), {"name": item.findtext(f"{X}value", "")})
            for item in element.iterfind(f"{X}item")
        ]
        definition.choices = tuple(items)
        if (itemset := element.find(f"{X}itemset")) is None:
            return
        nodeset = itemset.get("nodeset", "")
        tree = parse(nodeset)
        if not isinstance(tree, Path) or tree.start is None or not _is_list(tree.start):
            raise FormRefused("choices come from the form's own answers, or in random order", definition.ref)
        list_name = str(tree.start.args[0].text) if isinstance(tree.start.args[0], Literal) else ""
        definition.choices = self.lists.get(list_name, ())
        if any(step.predicates for step in tree.steps):
            self.filters.append((definition, nodeset))

    # texts

    def _said(self, element: ET.Element, what: str) -> Labels:
        found = element.find(f"{X}{what}")
        if found is None:
            return {}
        return self._text(found.get("ref", "")) if found.get("ref") else {"": self._plain(found)}

    def _text(self, reference: str) -> Labels:
        if not reference.startswith("jr:itext("):
            return {"": reference}
        return self.texts.get(reference.removeprefix("jr:itext(").strip("')\" "), {})

    def _plain(self, element: ET.Element) -> str:
        if len(element):
            raise FormRefused(f"a text with a value inside: {''.join(element.itertext())[:40]!r}")
        return (element.text or "").strip()


def _is_list(start: Call) -> bool:
    return start.name == "instance" and len(start.args) == 1


def _name(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _settle_kind(definition: Definition) -> None:
    if definition.structure != "leaf":
        return
    if "calculate" in definition.expressions:
        definition.kind = "calculate"
    elif definition.kind == "trigger":
        definition.kind = "note"
    elif definition.kind == "input":
        fixed = definition.expressions.get("readonly")
        if fixed is not None and not fixed.sources and definition.type == "string":
            definition.kind = "note"
        elif definition.type == "string" and "multiline" in definition.appearance.split():
            definition.kind = "long_text"
        else:
            definition.kind = TYPE_KINDS.get(definition.type, "text")


def leaves_of(root: Definition) -> Iterator[Definition]:
    """Yield every definition that holds an answer."""
    return (definition for definition in root.walk() if definition.structure == "leaf")
