"""Reads a compiled XForm into a FormDefinition; strict: what the engine would not run exactly is refused here, not at work."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from forms.engine.closures import compile_expression
from forms.engine.controls import Body, local
from forms.engine.definition import Action, Choice, Definition, FormDefinition
from forms.engine.errors import FormRefused
from forms.engine.expression import Expression, Scope, single, truth
from forms.engine.order import recompute_order
from forms.engine.texts import Words

X = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"
ODK = "{http://www.opendatakit.org/xforms}"
BW = "{https://bukti.invalid/xforms}"
TEMPLATE = f"{JR}template"
TYPES = frozenset({
    "string", "int", "decimal", "date", "time", "dateTime", "binary", "boolean", "barcode", "intent",
    "geopoint", "geotrace", "geoshape", "rank",
})  # fmt: skip
TYPE_KINDS = {"int": "integer", "decimal": "decimal", "date": "date", "time": "time", "dateTime": "datetime"}
BIND_ATTRIBUTES = frozenset({"nodeset", "type", "relevant", "required", "readonly", "constraint", "calculate"})
PLAIN_ATTRIBUTES = frozenset({"preload", "preloadParams", "constraintMsg", "requiredMsg", "noAppErrorString"})
CONDITIONS = ("relevant", "required", "readonly", "constraint")
ASPECTS = (*CONDITIONS, "calculate")
FIRST_EVENTS = frozenset({"odk-instance-first-load", "odk-instance-load", "odk-new-repeat"})
CHANGED = "xforms-value-changed"
XML_BYTES_MAX = 8_000_000


def load_form(xml: bytes, *, disputed: bool = False, refusals: list[FormRefused] | None = None) -> FormDefinition:
    """Return the form. Raises FormRefused with place and reason for whatever the engine cannot run. Source: ODK XForms specification.

    disputed: what the two ODK engines disagree on is run as ODK Web Forms does and noted in `disputes`, not refused: for trying a form.
    refusals: takes every expression that is refused, so that an author hears of all at once; the form then runs without them.
    """
    if len(xml) > XML_BYTES_MAX or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise FormRefused("too large, or with a document type")
    try:
        document = ET.fromstring(xml)
    except ET.ParseError as error:
        raise FormRefused(f"no XML: {error}") from error
    return _Loader(document, disputed, refusals).form()


class _Loader:
    def __init__(self, document: ET.Element, disputed: bool, refusals: list[FormRefused] | None) -> None:
        model, body = document.find(f".//{X}model"), document.find("{*}body")
        if model is None or body is None:
            raise FormRefused("no model or no body")
        self.model, self.body = model, body
        self.refusals = refusals
        self.disputes: list[tuple[str, str]] | None = [] if disputed else None
        self.title = document.findtext(".//{http://www.w3.org/1999/xhtml}title", "")
        self.words = Words.read(model)
        self.lists = self._lists()
        self.by_ref: dict[str, Definition] = {}

    def form(self) -> FormDefinition:
        instance = self.model.find(f"{X}instance")
        if instance is None or len(instance) != 1:
            raise FormRefused("no primary instance")
        primary = instance[0]
        self.root = root = Definition(local(primary), None, structure="group", kind="group")
        self.by_ref[root.ref] = root
        self._tree(primary, root)
        for node in self.body.iter(f"{X}repeat"):
            definition = self._known(node.get("nodeset", ""), "repeat")
            definition.structure = definition.kind = "repeat"
        self._settle_repeats()
        self._no_geopoints()
        binds = [(found, bind) for bind in self.model.findall(f"{X}bind") if (found := self._field(bind.get("nodeset", ""))) is not None]
        for definition, bind in binds:
            self._plain_bind(definition, bind)
        body = Body(self.words, self.lists, self._known, self._compile)
        body.read(self.body)
        self._speak_choices()
        for definition, bind in binds:
            self._expressions(definition, bind)
        setvalues = [*((element, None) for element in self.model.findall(f"{X}setvalue")), *body.setvalues]
        actions = [action for element, around in setvalues for action in self._setvalue(element, around)]
        for definition in root.walk():
            _settle_kind(definition)
        languages = self.words.languages
        form_id, version = primary.get("id", ""), primary.get("version", "")
        disputes = tuple(dict.fromkeys(self.disputes or ()))
        return FormDefinition(form_id, version, self.title, languages, root, recompute_order(root), tuple(actions), disputes)

    # the model

    def _lists(self) -> dict[str, tuple[Choice, ...]]:
        lists: dict[str, tuple[Choice, ...]] = {}
        for instance in self.model.findall(f"{X}instance")[1:]:
            name = instance.get("id", "")
            if instance.get("src"):
                raise FormRefused(f"list {name} comes from a file beside the form ({instance.get('src')}) that was not taken in")
            choices = []
            for item in instance.iterfind("{*}root/{*}item"):
                columns = {local(child): child.text or "" for child in item}
                text = columns.get("itextId", "")
                labels = self.words.labels.get(text, {"": columns["label"]} if "label" in columns else {})
                choices.append(Choice(columns.get("name", ""), labels, columns))
            lists[name] = tuple(choices)
        return lists

    def _speak_choices(self) -> None:
        """Labels of choices with values inside are read from the top of the form."""
        for choices in self.lists.values():
            for choice in choices:
                if (text := choice.columns.get("itextId", "")) in self.words.pieces:
                    choice.spoken.update(self.words.spoken(text, lambda said: self._compile(said, self.root, "a text")))

    def _tree(self, element: ET.Element, definition: Definition, *, in_template: bool = False) -> None:
        """Take in the places below `element`. Items that stand there are offered first; the template says what an added item has."""
        counts = Counter(local(child) for child in element if child.get(TEMPLATE) is None)
        for child in element:
            name = local(child)
            if name == "meta" and definition.parent is None:
                continue  # instance ids are the record's business
            if (made := definition.children.get(name)) is None:
                made = Definition(name, definition, default="" if len(child) else (child.text or "").strip(), start_items=0)
                definition.children[name] = made
                self.by_ref[made.ref] = made
            if in_template:
                made.template_items = counts[name]
            else:
                made.start_items = max(made.start_items, counts[name])
            if len(child):
                made.structure = made.kind = "group"
                self._tree(child, made, in_template=in_template or child.get(TEMPLATE) is not None)

    def _settle_repeats(self) -> None:
        for definition in self.root.walk():
            around = definition.parent.repeats if definition.parent else ()
            definition.repeats = (*around, definition) if definition.structure == "repeat" else around

    def _field(self, ref: str) -> Definition | None:
        """The bind's definition; None for the meta block."""
        return None if _in_meta(ref) else self._known(ref, "bind")

    def _known(self, ref: str, said: str) -> Definition:
        if (definition := self.by_ref.get(ref.strip())) is None:
            raise FormRefused(f"{said} of a field that the form does not have", ref)
        return definition

    def _plain_bind(self, definition: Definition, bind: ET.Element) -> None:
        definition.type = bind.get("type", "string").rsplit(":", 1)[-1]
        if definition.type not in TYPES:
            if self.disputes is None:
                raise FormRefused(f"answers of type {definition.type} are not known", definition.ref)
            self.disputes.append((definition.ref, f"answers of type {definition.type} are not known; taken as text"))
            definition.type = "string"
        for attribute, value in bind.attrib.items():
            if attribute.startswith(BW):
                definition.attributes[attribute.removeprefix(BW)] = value
            elif attribute.startswith(JR) and attribute.removeprefix(JR) not in PLAIN_ATTRIBUTES:
                raise FormRefused(f"bind attribute {attribute.removeprefix(JR)} is not known", definition.ref)
        definition.preload = (bind.get(f"{JR}preload", ""), bind.get(f"{JR}preloadParams", ""))
        if "min_items" in definition.attributes:
            definition.start_items = definition.template_items = int(definition.attributes["min_items"])

    def _expressions(self, definition: Definition, bind: ET.Element) -> None:
        for aspect in ASPECTS:
            if (text := bind.get(aspect)) is None:
                continue
            try:
                definition.expressions[aspect] = self._compile(text, definition, aspect)
            except FormRefused as refusal:
                if self.refusals is None:
                    raise
                self.refusals.append(refusal)
        for message, slot in (("constraintMsg", "constraint_messages"), ("requiredMsg", "required_messages")):
            if (said := bind.get(f"{JR}{message}")) is not None:
                self.words.message(definition, slot, said, self._compiler(definition))

    def _compiler(self, definition: Definition) -> Callable[[str], Expression]:
        return lambda text: self._compile(text, definition, "a text")

    def _compile(self, text: str, definition: Definition, one: str = "") -> Expression:
        notes: list[str] | None = None if self.disputes is None else []
        scope = Scope(definition, definition, self.root, self.lists, texts=self.words.labels, disputes=notes)
        try:
            expression = compile_expression(text, scope)
            if one in CONDITIONS:
                expression = truth(expression, one, scope)
            elif one:
                expression = single(expression, one, scope)
            if one == "calculate" and expression.type == "bool":
                scope.dispute("a calculation gives a bare boolean; write if(..., 'yes', 'no')")
        except FormRefused as refusal:
            raise FormRefused(refusal.reason, f"{definition.ref} {one or 'choices'}") from refusal
        if self.disputes is not None:
            self.disputes += [(f"{definition.ref} {one or 'choices'}", note) for note in notes or ()]
        return replace(expression, is_translated=True) if "jr:choice-name(" in text or "jr:itext(" in text else expression

    # values set by events

    def _no_geopoints(self) -> None:
        """A laptop has no place to give by itself: the question stays empty where a form is tried."""
        for element in (*self.model.iter(f"{ODK}setgeopoint"), *self.body.iter(f"{ODK}setgeopoint")):
            ref, reason = element.get("ref", ""), "the place is to be taken by itself (start-geopoint), which a laptop cannot do"
            if self.disputes is None:
                raise FormRefused(reason, ref)
            self.disputes.append((ref, reason))

    def _setvalue(self, element: ET.Element, around: Definition | None) -> Iterator[Action]:
        """A first value goes to its field; a trigger is an action."""
        ref = element.get("ref", "")
        if _in_meta(ref):
            return
        target = self._known(ref, "setvalue")
        events = element.get("event", "").split()
        written = (element.text or "").strip().replace("'", "")
        value = self._compile(element.get("value") or f"'{written}'", target, "setvalue")
        for event in events:
            if event in FIRST_EVENTS:
                target.first_values.append((event, value))
            elif event == CHANGED and around is not None:
                yield self._action(around, target, value)
            else:
                raise FormRefused(f"setvalue at {event} is not known", target.ref)
        if not events:
            raise FormRefused("setvalue without an event", target.ref)

    def _action(self, source: Definition, target: Definition, value: Expression) -> Action:
        shared = self.root
        for mine, other in zip(source.repeats, target.repeats, strict=False):
            if mine is not other:
                break
            shared = mine
        if any(repeat not in source.repeats for repeat in target.repeats):
            raise FormRefused("a trigger outside a repeat sets a field inside it: which item is not said", target.ref)
        return Action(source, target, shared, value)


def _in_meta(ref: str) -> bool:
    return ref.split("/")[2:3] in (["meta"], ["orx:meta"])


def _settle_kind(definition: Definition) -> None:
    if definition.structure != "leaf":
        return
    fixed = definition.expressions.get("readonly")
    is_fixed = fixed is not None and not fixed.sources
    if "calculate" in definition.expressions and (is_fixed or not definition.has_control):
        definition.kind = "calculate"
    elif not definition.has_control:
        definition.kind = "hidden"
    elif definition.kind == "trigger":
        definition.kind = "select_multiple"  # one tick
    elif definition.kind == "input":
        if is_fixed and definition.type == "string":
            definition.kind = "note"
        elif definition.type == "string" and "multiline" in definition.appearance.split():
            definition.kind = "long_text"
        else:
            definition.kind = TYPE_KINDS.get(definition.type, "text")


def leaves_of(root: Definition) -> Iterator[Definition]:
    """Yield every definition that holds an answer."""
    return (definition for definition in root.walk() if definition.structure == "leaf")
