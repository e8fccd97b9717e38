"""Answers as plain JSON: walking them, and taking the identity of protected persons out and putting it back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any
from uuid import uuid4

from forms.engine.definition import Definition
from forms.library import FormVersion

Answers = dict[str, Any]
Identity = dict[str, Answers]  # path of the group or item ("violation/witnesses/<_id>") -> what was taken out of it
ITEM_ID = "_id"
CODE_NAME_ELSE = "Saksi"  # where the role that gives the code name is not chosen yet
NAME_LETTERS_MIN = 4  # shorter words ("bin", "Ani") stand in every other sentence
NUMBER_DIGITS_MIN = 6


def leaves(answers: Answers) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (path, value) of every answer; an item of a repeat stands in the path by its `_id`, never by its position."""
    for key, answer in answers.items():
        if key != ITEM_ID:
            yield from _leaves_at((key,), answer)


def _leaves_at(path: tuple[str, ...], answer: object) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(answer, dict):
        for below, value in leaves(answer):
            yield path + below, value
    elif isinstance(answer, list):
        for position, item in enumerate(answer, 1):
            item_id = item.get(ITEM_ID) if isinstance(item, dict) else None
            yield from _leaves_at((*path, str(item_id or position)), item)
    elif answer is not None:
        yield path, str(answer)


def split_identity(form: FormVersion, answers: Answers, *, taken: Collection[str] = ()) -> tuple[Answers, Identity | None]:
    """Return the answers that may lie open, and what identifies protected persons (None when nobody is).

    A person is protected where `protected` is "yes": out of that group, and of what is nested in it, go the leaves marked bw:identity and
    whatever the form does not know, and from elsewhere the leaves marked as his (his signature). An empty `code_name` is filled: Saksi-1,
    Pelapor-1 ... A number that stands in these answers or in `taken` (code names used elsewhere in the case, also for persons taken out
    since) is not given again.
    """
    split = _Split(answers, taken)
    opened = split.group(form.definition.root, answers, ())
    return opened, split.identity or None


class _Split:
    def __init__(self, answers: Answers, taken: Collection[str]) -> None:
        self.answers = answers
        self.identity: Identity = {}
        self.code_names = set(taken) | {value for path, value in leaves(answers) if path[-1] == "code_name"}

    def group(self, definition: Definition, answers: Answers, path: tuple[str, ...], *, within: bool = False) -> Answers:
        """within: the group is nested in a protected person, whose protection covers it unless it is a person itself."""
        protected = _is_protected(definition, answers)
        hides = protected or (within and "protected" not in definition.children)
        opened: Answers = {}
        moved: Answers = {}
        for key, answer in answers.items():
            child = definition.children.get(key)
            if self._identifies(child, hides, key):
                moved[key] = answer
            elif child is not None and child.structure == "repeat" and isinstance(answer, list):
                opened[key] = self._items(child, answer, (*path, key), within=hides)
            elif child is not None and child.structure == "group" and isinstance(answer, dict):
                opened[key] = self.group(child, answer, (*path, key), within=hides)
            else:
                opened[key] = answer
        if protected and not opened.get("code_name"):
            opened["code_name"] = self._next_code_name(definition.children["code_name"], answers)
        if moved:
            self.identity["/".join(path)] = moved
        return opened

    def _items(self, repeat: Definition, items: list[Any], path: tuple[str, ...], *, within: bool) -> list[Any]:
        opened: list[Any] = []
        seen: set[str] = set()
        for item in items:
            if not isinstance(item, dict):
                opened.append(item)
                continue
            item_id = item.get(ITEM_ID)
            if not isinstance(item_id, str) or not item_id or item_id in seen:
                item_id = str(uuid4())  # two persons must never share one place in the sealed part
            seen.add(item_id)
            opened.append(self.group(repeat, {**item, ITEM_ID: item_id}, (*path, item_id), within=within))
        return opened

    def _identifies(self, child: Definition | None, protected: bool, key: str) -> bool:
        if child is None:
            return protected and key != ITEM_ID  # what we do not know of a protected person we do not show
        mark = child.attributes.get("identity")
        if mark is None or mark == "yes":
            return protected and mark == "yes"
        person = self.answers.get(mark)
        return isinstance(person, dict) and person.get("protected") == "yes"

    def _next_code_name(self, definition: Definition, person: Answers) -> str:
        prefix = definition.attributes.get("code", CODE_NAME_ELSE)
        if prefix.startswith("@"):
            prefix = str(person.get(prefix[1:]) or CODE_NAME_ELSE).capitalize()
        numbers = [int(match[1]) for name in self.code_names if (match := re.fullmatch(re.escape(prefix) + r"-(\d{1,9})", name, re.ASCII))]
        code_name = f"{prefix}-{max(numbers, default=0) + 1}"
        self.code_names.add(code_name)
        return code_name


def _is_protected(definition: Definition, answers: Answers) -> bool:
    return "protected" in definition.children and "code_name" in definition.children and answers.get("protected") == "yes"


def join_identity(open_answers: Answers, identity: Identity | None) -> Answers:
    """Return the answers as they were before `split_identity` (with the code names it gave).

    The identity of a person who is no longer in the open answers is left out.
    """
    waiting = dict(identity or {})
    joined = _join_group(open_answers, (), waiting)
    for place, moved in waiting.items():  # the group had nothing but identity and was left out when empty
        holder: Any = joined
        for key in place.split("/"):
            holder = holder.setdefault(key, {}) if isinstance(holder, dict) else None
        if isinstance(holder, dict):
            holder.update(moved)
    return joined


def _join_group(answers: Answers, path: tuple[str, ...], waiting: Identity) -> Answers:
    joined: Answers = {}
    for key, answer in answers.items():
        if isinstance(answer, dict):
            joined[key] = _join_group(answer, (*path, key), waiting)
        elif isinstance(answer, list):
            joined[key] = [
                _join_group(item, (*path, key, str(item.get(ITEM_ID))), waiting) if isinstance(item, dict) else item for item in answer
            ]
        else:
            joined[key] = answer
    joined.update(waiting.pop("/".join(path), {}))
    return joined


def names_left_open(open_answers: Answers, identity: Identity | None) -> list[tuple[str, ...]]:
    """Return the paths of open answers that still tell a protected person: a word of his name, his phone or identity number, his e-mail.

    A hint for the person who saves, not a proof: nicknames and circumstances are not found.
    """
    patterns = [pattern for moved in (identity or {}).values() for pattern in _patterns(moved)]
    return [path for path, value in leaves(open_answers) if any(pattern.search(value) for pattern in patterns)]


def _patterns(moved: Answers) -> Iterator[re.Pattern[str]]:
    for path, value in leaves(moved):
        if path[-1] == "name":
            for word in re.findall(r"\w+", value):
                if len(word) >= NAME_LETTERS_MIN:
                    yield re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        elif path[-1] == "email" and value:
            yield re.compile(re.escape(value), re.IGNORECASE)
        elif path[-1] in ("phone", "id_number"):
            digits = re.sub(r"\D", "", value)
            core = re.sub(r"^(?:62|0)", "", digits) if path[-1] == "phone" else digits  # +62 811 ... is 0811 ...
            if len(core) >= NUMBER_DIGITS_MIN:
                yield re.compile(r"[\s.()-]*".join(core))
