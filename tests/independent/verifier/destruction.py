"""Section 4, Destruction: which parts genuine orders have taken away."""

from collections.abc import Callable, Mapping

from .parts import part_body
from .records import Record
from .strict import HASH, UUID, is_text

ORDER = "part.destroyed"
MAY_ORDER = {"panwascam_chair", "regency", "province", "national"}
KEPT_TYPES = ("roster.", "number.", "part.", "forms.", "rules.", "office.")
KEPT_PARTS = {"handed", "seal"}


def destroyed(records: Mapping[str, Record], fault: Callable[[Record], str | None]) -> dict[str, set[str]]:
    """Record id -> names of its parts that are gone by right; `fault` judges an order itself."""
    found: dict[str, set[str]] = {}
    for order in records.values():
        if order.header.type != ORDER or ("destroyed", "json") not in order.parts or fault(order):
            continue
        for entry in _entries(part_body(order, "destroyed")):
            named = records.get(str(entry.get("record")))
            if named is None or entry.get("name") in KEPT_PARTS or named.header.type.startswith(KEPT_TYPES):
                continue
            if (named.header.stream, named.header.office) == (order.header.stream, order.header.office):
                found.setdefault(named.id, set()).add(str(entry.get("name")))
    return found


def _entries(body: dict[str, object]) -> list[dict[str, object]]:
    texts = ("case", "reason", "reference", "day", "schedule")
    if not is_text(body.get("act"), UUID) or not all(isinstance(body.get(key, ""), str) for key in texts):
        return []
    parts, files = body.get("parts"), body.get("files")
    if not isinstance(parts, list) or not isinstance(files, list):
        return []
    for entry in [*parts, *files]:
        if not isinstance(entry, dict) or not is_text(entry.get("record"), HASH):
            return []
    return parts
