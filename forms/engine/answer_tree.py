"""Answers as JSON (str, dict, list) into the tree of nodes and back; what the form does not know is kept where it stood."""

from __future__ import annotations

from typing import Any

from forms.engine.functions import words
from forms.engine.node import Node

ITEM_ID = "_id"
CHOICE_KINDS = ("select_one", "select_multiple", "rank")


def fill(node: Node, answers: dict[str, Any]) -> None:
    """Put `answers` into the group or item `node`. Unknown keys and answers of the wrong shape go to `extras`, untouched."""
    for key, answer in answers.items():
        kid = node.kids.get(key)
        if kid is None:
            if key != ITEM_ID:
                node.extras[key] = answer
        elif kid.is_range and isinstance(answer, list) and all(isinstance(item, dict) for item in answer):
            known: set[object] = set()
            for item in answer:
                item_id = item.get(ITEM_ID, "")
                is_free = isinstance(item_id, str) and item_id not in known  # a second one of the same id gets its own
                fill(kid.add_item(item_id if is_free else ""), item)
                known.add(item_id if is_free else None)
        elif kid.kids and not kid.is_range and isinstance(answer, dict):
            fill(kid, answer)
        elif kid.definition.structure == "leaf" and isinstance(answer, str):
            kid.value = answer
            kid.is_kept = _is_in_no_list(kid, answer)
        else:
            node.extras[key] = answer
    _offer_first_items(node)


def _is_in_no_list(node: Node, answer: str) -> bool:
    """A choice that no list of the form has: kept and told, since it came with saved or brought answers."""
    definition = node.definition
    if definition.kind not in CHOICE_KINDS or definition.from_nodes is not None:
        return False
    known = {choice.value for choice in definition.choices}
    return not known.issuperset([answer] if definition.kind == "select_one" else words(answer))


def _offer_first_items(node: Node) -> None:
    """A repeat that needs items shows empty ones to fill."""
    for kid in node.kids.values():
        if kid.is_range:
            if "count" in kid.definition.expressions:
                continue
            for _ in range(int(kid.definition.attributes.get("min_items", "0")) - len(kid.items)):
                kid.add_item()
        else:
            _offer_first_items(kid)


def gather(node: Node, *, with_irrelevant: bool) -> dict[str, Any]:
    """Return the answers below the group or item `node`; empty groups, items and leaves are left out."""
    found: dict[str, Any] = {}
    for key, kid in node.kids.items():
        if answer := _answer(kid, with_irrelevant):
            found[key] = answer
    found.update(node.extras)
    return found


def _answer(node: Node, with_irrelevant: bool) -> object:
    shown = node.relevant or with_irrelevant
    if node.definition.structure == "leaf":
        if with_irrelevant:
            return node.value
        return "" if not shown else node.shown if node.definition.kind in CHOICE_KINDS else node.value
    if not node.is_range:
        return gather(node, with_irrelevant=with_irrelevant)
    if not shown:
        return []  # an item has its own answers only; with it go those that the form does not know
    items = [(item.item_id, gather(item, with_irrelevant=with_irrelevant)) for item in node.items]
    return [{ITEM_ID: item_id, **answers} for item_id, answers in items if answers]
