"""What flows into a new form, read from its layout: `filled_from` says for each place which fact of the case it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from forms.engine.definition import Definition
from forms.library import FormVersion

Answers = dict[str, Any]


class Told(str):
    """An answer that was taken from another form of the case; `origin` is the id of that form."""

    origin: str

    def __new__(cls, value: str, origin: str) -> Told:
        made = super().__new__(cls, value)
        made.origin = origin
        return made


def marked(value: Any, origin: str) -> Any:
    """Return the answers with every text marked as told by `origin`."""
    if isinstance(value, Mapping):
        return {key: inner if key == "_id" else marked(inner, origin) for key, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, origin) for inner in value]
    return Told(value, origin) if isinstance(value, str) else value


def unmarked(value: Any, path: tuple[str, ...] = ()) -> tuple[Any, dict[str, str]]:
    """Return the answers as plain text, and from which form each came: path (items by their `_id`, joined by "/") -> form id."""
    origins: dict[str, str] = {}
    if isinstance(value, Mapping):
        plain: Any = {}
        for key, inner in value.items():
            plain[key], below = unmarked(inner, (*path, key))
            origins |= below
        return plain, origins
    if isinstance(value, list):
        items = []
        for position, inner in enumerate(value, 1):
            item_id = str(inner.get("_id") or position) if isinstance(inner, Mapping) else str(position)
            item, below = unmarked(inner, (*path, item_id))
            items.append(item)
            origins |= below
        return items, origins
    if isinstance(value, Told):
        return str.__str__(value), {"/".join(path): value.origin}
    return value, origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a case knows. words: "case.number" -> text; groups: "reporter" -> answers; lists: "witnesses" -> items; forms: newest answers.

    evidence: the exhibits as items of that form at that path.
    """

    words: Mapping[str, str]
    groups: Mapping[str, Answers]
    lists: Mapping[str, list[Answers]]
    forms: Mapping[str, Answers]
    evidence: Callable[[FormVersion, tuple[str, ...]], list[Answers]] = field(repr=False)


def flow_in(form: FormVersion, facts: Facts) -> Answers:
    """Return the first answers of a new form, as its layout's `filled_from` asks for them.

    A source is "=text" (these very words), "case.number" (a word), "form:<form>/<path>" (an answer of that form), {facts: group} (the
    answers of that group which this one has too) or {each: list} (an item for each); of a list of sources the first that is known counts.
    """
    answers: Answers = {}
    given = form.layout.get("given", {})
    for place, source in form.layout.get("filled_from", {}).items():
        path = tuple(place.split("/"))
        definition = _at(form.definition.root, path)
        for one in source if isinstance(source, list) else [source]:
            if (value := _value(form, definition, path, one, facts, given)) not in ("", {}, []):
                _put(answers, path, value)
                break
    return answers


def _value(form: FormVersion, definition: Definition, path: tuple[str, ...], source: Any, facts: Facts, given: Mapping[str, Any]) -> Any:
    if isinstance(source, Mapping) and "each" in source:
        name = source["each"]
        items = given[name] if name in given else facts.evidence(form, path) if name == "evidence" else facts.lists.get(name, [])
        ids = [item["_id"] if name == "evidence" else str(uuid4()) for item in items]  # an exhibit is known again by its stream
        return [{"_id": item_id, **_shared(definition, item)} for item_id, item in zip(ids, items, strict=True)]
    if isinstance(source, Mapping):
        return _shared(definition, facts.groups.get(source["facts"], {}))
    if source.startswith("="):
        return source[1:]
    if source.startswith("form:"):
        form_id, _, inside = source[5:].partition("/")
        found: Any = facts.forms.get(form_id, {})
        for key in inside.split("/"):
            found = found.get(key, "") if isinstance(found, Mapping) else ""
        return found if isinstance(found, str) else ""
    return facts.words.get(source, "")


def _shared(definition: Definition, known: Mapping[str, Any]) -> Answers:
    """The answers that this group has a leaf for."""
    return {key: known[key] for key, child in definition.children.items() if child.structure == "leaf" and known.get(key)}


def _at(root: Definition, path: Iterable[str]) -> Definition:
    definition = root
    for key in path:
        definition = definition.children[key]
    return definition


def _put(answers: Answers, path: tuple[str, ...], value: Any) -> None:
    holder = answers
    for key in path[:-1]:
        holder = holder.setdefault(key, {})
    here = holder.get(path[-1])
    holder[path[-1]] = {**here, **value} if isinstance(here, dict) and isinstance(value, dict) else value
