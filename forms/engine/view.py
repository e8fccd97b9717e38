"""What a page sees of a form: frozen pictures of fields, groups and repeats, and the problems that are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

Shown = Union["Field", "Group", "Repeat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    ref: str
    key: str
    kind: str  # text long_text date time datetime integer decimal select_one select_multiple rank note calculate photo signature file
    label: str
    hint: str
    value: str
    relevant: bool  # the groups around it included
    required: bool
    readonly: bool
    choices: tuple[tuple[str, str], ...]  # value, label; as filtered now
    problem: str  # what is wrong with the value as it stands, or ""; a missing one is in `Instance.problems()`
    constraint_message: str
    appearance: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    ref: str
    key: str
    label: str
    relevant: bool
    children: tuple[Shown, ...]
    appearance: str
    attributes: dict[str, str]
    item_id: str = ""  # of one item of a repeat; "" for a plain group


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    ref: str
    key: str
    label: str
    relevant: bool
    items: tuple[Group, ...]
    min_items: int
    appearance: str
    attributes: dict[str, str]
    is_counted: bool = False  # its number of items follows from an answer; none is added or removed by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a form is not complete. kind: "missing" (required and empty), "invalid" (wrong type, constraint, unknown choice)."""

    ref: str
    label: str
    message: str
    page_ref: str
    kind: str
