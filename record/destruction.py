"""An order of destruction: which parts and files are no longer kept, who may order it, and what of them stays known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from record.errors import NotGenuine, Unreadable
from record.header import HEX64, PART_NAME, UUID, Header
from record.roster import CHAIRS, Roster

DESTROYED, CLEARED = "part.destroyed", "part.cleared"
PART = "destroyed"  # the part of an order that says what goes
KEPT_TYPES = ("roster.", "number.", "part.", "forms.", "rules.", "office.")  # without their bodies nothing else could be judged
KEPT_PARTS = ("handed", "seal")  # where a case went and which version was sealed: no words of people
REMAINS_MAX = 4096  # characters of all that stays known of one part


@dataclass(frozen=True, slots=True)
class GonePart:
    """A part that goes. remains: what of its body stays known, so that the record keeps its place (case, form); never its words."""

    record: str
    name: str
    remains: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoneFile:
    """A file that goes, as one record names it."""

    record: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the part `destroyed` of an order says. act: the same in all records of one deed; day: of the letter, YYYY-MM-DD;

    schedule: id of the retention rule it follows, empty for none.
    """

    act: str
    case: str
    reason: str
    reference: str
    day: str
    schedule: str = ""
    parts: tuple[GonePart, ...] = ()
    files: tuple[GoneFile, ...] = ()

    def to_body(self) -> dict[str, object]:
        """Return the body of the part."""
        return {
            "act": self.act,
            "case": self.case,
            "reason": self.reason,
            "reference": self.reference,
            "day": self.day,
            "schedule": self.schedule,
            "parts": [{"record": one.record, "name": one.name, "remains": dict(one.remains)} for one in self.parts],
            "files": [{"record": one.record, "sha256": one.sha256} for one in self.files],
        }


def order_in(body: Mapping[str, object]) -> Order:
    """Return the order that a body says. Raises Unreadable for another shape: then it orders nothing."""
    texts = {key: body.get(key, "") for key in ("act", "case", "reason", "reference", "day", "schedule")}
    if not all(isinstance(value, str) for value in texts.values()) or not UUID.fullmatch(str(texts["act"])):
        raise Unreadable("an order of destruction without its act, or with something that is no text")
    parts = tuple(GonePart(_id(item), _name(item), _remains(item)) for item in _items(body, "parts"))
    files = tuple(GoneFile(_id(item), _hash(item, "sha256")) for item in _items(body, "files"))
    return Order(**{key: str(value) for key, value in texts.items()}, parts=parts, files=files)


def check_orderer(header: Header, roster: Roster) -> None:
    """Raises NotGenuine when the person of an order may not give one.

    It is for the office whose records they are: its chair, or its founder; whoever has borne such a role, for offline nobody can say
    what came first, and an order must count for a laptop that hears of it years later. No other office orders, and no centre.
    """
    person = roster.member(header.device, header.person)
    if person is None or person.office != header.office or not (person.is_founder or person.roles & set(CHAIRS)):
        raise NotGenuine("this person may not order that something is destroyed")


def reaches(order: Header, named: Header) -> bool:
    """Return whether an order counts for a record that it names: of its own stream and office, and not of a type that is always kept."""
    return (order.stream, order.office) == (named.stream, named.office) and not named.type.startswith(KEPT_TYPES)


def may_go(part: str) -> bool:
    """Return whether a part of this name can be destroyed."""
    return part not in KEPT_PARTS


def parts_named(orders: Iterable[tuple[Header, Order]], headers: Mapping[str, Header]) -> dict[str, set[str]]:
    """Return id -> names of the parts that genuine orders have destroyed, of the records whose headers are at hand."""
    found: dict[str, set[str]] = {}
    for header, order in orders:
        for part in order.parts:
            named = headers.get(part.record)
            if named is not None and may_go(part.name) and reaches(header, named):
                found.setdefault(part.record, set()).add(part.name)
    return found


def _items(body: Mapping[str, object], key: str) -> list[dict[str, object]]:
    given = body.get(key)
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise Unreadable(f"{key} of an order is not a list of objects")
    return given


def _hash(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not HEX64.fullmatch(value):
        raise Unreadable(f"{key} in an order has a wrong form")
    return value


def _id(item: Mapping[str, object]) -> str:
    return _hash(item, "record")


def _name(item: Mapping[str, object]) -> str:
    value = item.get("name")
    if not isinstance(value, str) or not PART_NAME.fullmatch(value):
        raise Unreadable("name in an order has a wrong form")
    return value


def _remains(item: Mapping[str, object]) -> Mapping[str, object]:
    value = item.get("remains", {})
    if not isinstance(value, dict) or len(str(value)) > REMAINS_MAX:
        raise Unreadable("what remains of a part is not an object, or too long")
    return value
