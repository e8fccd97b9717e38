"""What changed between two versions of a form, field by field, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.engine.definition import Definition, Labels
from forms.library import FormVersion

ITEM_ID = "_id"
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise now. label: where it stands ("Pelaku 2 · Nama"); before, after: as people read it, "" for nothing.

    path: keys from the top of the answers down to the field, an item of a repeat by its id.
    """

    label: str
    before: str
    after: str
    path: tuple[str, ...] = ()


def differences(
    old_answers: Mapping[str, Any], new_answers: Mapping[str, Any], form: FormVersion, *, language: str = "id"
) -> list[Difference]:
    """Return the fields that differ, in the order of the form; what the form does not know comes last under its key.

    Items of a repeat are told apart by their id, never by position: an item that only moved is no difference.
    form: the version of the newer answers. language: "id" or "en", for labels and choices.
    """
    chosen = next((name for name in form.definition.languages if name.endswith(f"({language})")), "")
    return list(_group(form.definition.root, old_answers, new_answers, (), (), chosen))


def _group(
    definition: Definition,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    place: tuple[str, ...],
    path: tuple[str, ...],
    language: str,
) -> Iterator[Difference]:
    for key, child in definition.children.items():
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if child.structure == "repeat":
            yield from _items(child, _list(before), _list(after), place, (*path, key), language)
        elif child.structure == "group":
            is_part = definition.parent is None  # its fields are known by their own names
            below = place if is_part else (*place, _label(child.labels, language) or key)
            yield from _group(child, _dict(before), _dict(after), below, (*path, key), language)
        else:
            label = BETWEEN.join((*place, _label(child.labels, language) or key))
            yield Difference(label, _value(child, before, language), _value(child, after, language), (*path, key))
    for key in dict.fromkeys((*old, *new)):
        if key not in definition.children and key != ITEM_ID and old.get(key) != new.get(key):
            yield Difference(BETWEEN.join((*place, key)), _plain(old.get(key)), _plain(new.get(key)), (*path, key))


def _items(
    definition: Definition,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    place: tuple[str, ...],
    path: tuple[str, ...],
    language: str,
) -> Iterator[Difference]:
    name = _label(definition.labels, language) or definition.name
    was = {str(item.get(ITEM_ID) or position): (position, item) for position, item in enumerate(old, 1)}
    now = {str(item.get(ITEM_ID) or position): (position, item) for position, item in enumerate(new, 1)}
    for item_id in dict.fromkeys((*now, *was)):
        position = (now.get(item_id) or was[item_id])[0]
        before, after = was.get(item_id, (0, {}))[1], now.get(item_id, (0, {}))[1]
        yield from _group(definition, before, after, (*place, f"{name} {position}"), (*path, item_id), language)


def _value(definition: Definition, value: object, language: str) -> str:
    text = _plain(value)
    if not text or definition.kind not in ("select_one", "select_multiple"):
        return text
    words = {choice.value: _label(choice.labels, language) for choice in definition.choices}
    chosen = text.split() if definition.kind == "select_multiple" else [text]
    return "; ".join(words.get(one) or one for one in chosen)


def _label(labels: Labels, language: str) -> str:
    return labels[language] if language in labels else next(iter(labels.values()), "")


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(text for key, inner in value.items() if key != ITEM_ID and (text := _plain(inner)))
    if isinstance(value, list):
        return "; ".join(text for inner in value if (text := _plain(inner)))
    return "" if value is None else str(value)


def _list(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
