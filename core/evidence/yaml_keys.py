"""Read a YAML file strictly: every value as text, every key accounted for, every mistake named by file and key."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from core.errors import AppError
from core.words import say

FILE_BYTES_MAX = 1024 * 1024


class CaseInvalid(AppError):
    """A case file has missing or wrong keys, or cannot be read at all."""

    code = "case.invalid"


@dataclass(frozen=True, slots=True)
class Remark:
    """A key that is not known and was left out."""

    file: str
    key: str

    @property
    def words(self) -> str:
        """The sentence for it, in the chosen language."""
        return say("The key {key} in {file} is not known and was left out.", key=self.key, file=self.file)


class _Loader(yaml.SafeLoader):
    """The safe loader without numbers and dates, so that leading zeros stay, and without aliases and double keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not used in case files")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        found = super().construct_mapping(node, deep=deep)
        if len(found) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is given twice", node.start_mark)
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> tuple[bytes, Keys]:
    """Return a file's bytes and its keys. Raises CaseInvalid for a file that cannot be read or holds anything but one mapping."""
    try:
        with path.open("rb") as opened:
            content = opened.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise CaseInvalid("The file {file} could not be read.", "Check that it still exists and may be opened.", file=path.name) from error
    if len(content) > FILE_BYTES_MAX:
        raise CaseInvalid("The file {file} is too long for a case.", "A case file has at most 1 MiB; choose the right one.", file=path.name)
    try:
        tree = yaml.load(content.decode("utf-8-sig"), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = str(mark.line + 1) if mark else "-"
        raise CaseInvalid(
            "The file {file} is no readable YAML (line {line}).", "Correct it in a text editor, then try again.", file=path.name, line=line
        ) from error
    if not isinstance(tree, dict):
        raise CaseInvalid("The file {file} holds no case.", "Compare it with one of the sample cases.", file=path.name)
    return content, Keys(path, tree, "", [])


class Keys:
    """The keys of one mapping in a file. What `finish` finds unasked goes to `remarks`, which all levels share."""

    def __init__(self, path: Path, tree: dict[Any, Any], where: str, remarks: list[Remark]) -> None:
        self.path, self.remarks = path, remarks
        self._tree, self._where, self._asked = tree, where, set[str]()

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, "" when it is not given. Raises CaseInvalid for anything else, and when a required one is missing."""
        value = self._get(key)
        if isinstance(value, bool | list | dict):
            raise self.wrong(key)
        if required and not (value or "").strip():
            raise CaseInvalid(
                "The file {file} has no {key}.",
                "Add the key, as in the sample cases, then try again.",
                file=self.path.name,
                key=self._at(key),
            )
        return (value or "").strip()

    def one_of(self, key: str, choices: Collection[str]) -> str:
        """Return a required text that is one of `choices`."""
        value = self.text(key, required=True)
        if value not in choices:
            raise CaseInvalid(
                "The file {file} has a wrong value in {key}.",
                "Write one of: {choices}.",
                file=self.path.name,
                key=self._at(key),
                choices=", ".join(choices),
            )
        return value

    def date(self, key: str) -> str:
        """Return YYYY-MM-DD or ""."""
        return self._shaped(key, r"\d{4}-\d\d-\d\d", date.fromisoformat, "YYYY-MM-DD")

    def time(self, key: str) -> str:
        """Return HH:MM or ""."""
        return self._shaped(key, r"([01]\d|2[0-3]):[0-5]\d", str, "HH:MM")

    def moment(self, key: str) -> str:
        """Return YYYY-MM-DDTHH:MM, local time of the office, or ""."""
        return self._shaped(key, r"\d{4}-\d\d-\d\dT\d\d:\d\d", datetime.fromisoformat, "YYYY-MM-DDTHH:MM")

    def whole(self, key: str) -> str:
        """Return a whole number as text, or ""."""
        return self._shaped(key, r"\d{1,6}", int, "0, 1, 2 ...")

    def flag(self, key: str) -> bool | None:
        """Return true or false; None when it is not given."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list; one text alone counts as a list of one."""
        value = self._get(key)
        found = value if isinstance(value, list) else [] if value is None else [value]
        if any(not isinstance(one, str) for one in found):
            raise self.wrong(key)
        return tuple(one.strip() for one in found)

    def texts_by_name(self, key: str) -> dict[str, str]:
        """Return a mapping of names to texts."""
        value = self._get(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or any(not isinstance(one, str) for pair in value.items() for one in pair):
            raise self.wrong(key)
        return dict(value)

    def under(self, key: str) -> Keys | None:
        """Return the keys below a key; None when it is not given."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key)
        return Keys(self.path, value, self._at(key), self.remarks)

    def items(self, key: str) -> Iterator[Keys]:
        """Yield the mappings of a list; none when it is not given."""
        value = self._get(key)
        if value is not None and not isinstance(value, list):
            raise self.wrong(key)
        for number, item in enumerate(value or (), 1):
            if not isinstance(item, dict):
                raise self.wrong(f"{key}[{number}]")
            yield Keys(self.path, item, self._at(f"{key}[{number}]"), self.remarks)

    def skip(self, key: str) -> None:
        """Count a key as known without looking at it."""
        self._asked.add(key)

    def finish(self) -> None:
        """Remark on every key that nobody asked for."""
        for key in self._tree:
            if key not in self._asked:
                self.remarks.append(Remark(self.path.name, self._at(str(key)[:60])))

    def missing(self, key: str) -> CaseInvalid:
        """Return the refusal of a file that lacks a key it must have."""
        return CaseInvalid(
            "The file {file} has no {key}.", "Add the key, as in the sample cases, then try again.", file=self.path.name, key=self._at(key)
        )

    def wrong(self, key: str) -> CaseInvalid:
        """Return the refusal of a key that holds something it must not."""
        return CaseInvalid(
            "The file {file} has a wrong value in {key}.",
            "Compare it with one of the sample cases.",
            file=self.path.name,
            key=self._at(key),
        )

    def _shaped(self, key: str, pattern: str, parse: Any, shape: str) -> str:
        value = self.text(key)
        try:
            if value and (not re.fullmatch(pattern, value, re.ASCII) or not str(parse(value))):
                raise ValueError(shape)
        except ValueError as error:
            raise CaseInvalid(
                "The file {file} has a wrong value in {key}.", "Write it as {shape}.", file=self.path.name, key=self._at(key), shape=shape
            ) from error
        return value

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        return self._tree.get(key)

    def _at(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key
