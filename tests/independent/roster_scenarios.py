"""Section 6: what the roster allows, and how keys end."""

from typing import Any

from .scenarios import CHAIR, STAFF, Cast, scenario
from .writer import LOG, OTHER_LOG, Export, Pen, b64, entry, open_part, sealed_part, uuid

NEWCOMER = uuid(3)
OTHER_SEAL_KEY = b64(bytes(range(1, 33)))


def person(who: str, pen: Pen, role: str = "panwascam_staff", **changes: Any) -> list[Any]:
    """The part `person`."""
    return [open_part("person", entry(who, pen, role, **changes))]


def end(known: dict[str, int], **who: str) -> list[Any]:
    """The part `end`."""
    return [open_part("end", {"reason": "hilang", "known": [{"log": log, "seq": seq} for log, seq in known.items()]} | who)]


def add_laptop(export: Export, cast: Cast, **changes: Any) -> str:
    """`roster.device_added` as it should be, unless changed; its log is `OTHER_LOG`."""
    parts = [open_part("device", {"key": b64(cast.laptop.spki), "name": "Laptop 2"} | changes.pop("body", {}))]
    signers = changes.pop("signers", (cast.laptop, cast.staff))
    given: dict[str, Any] = {"device": cast.laptop.id, "log": OTHER_LOG, "person": STAFF, "parents": [cast.admitted]} | changes
    return export.act("roster.device_added", parts, signers, **given)


def admit(export: Export, cast: Cast, who: str = NEWCOMER, **changes: Any) -> str:
    """The chair admits a newcomer, unless changed."""
    parts = changes.pop("parts", None) or person(who, cast.stranger)
    signers = changes.pop("signers", (cast.device, cast.chair))
    return export.act("roster.person_admitted", parts, signers, **({"parents": [cast.admitted]} | changes))


@scenario("a person admitted by the chair may write")
def _admitted(export: Export, cast: Cast) -> None:
    admit(export, cast)
    export.act("paper.signed", [], (cast.device, cast.stranger), person=NEWCOMER)


@scenario("a person admitted by the clerk is refused, and so is what that person writes")
def _admitted_by_clerk(export: Export, cast: Cast) -> list[str]:
    return [admit(export, cast, signers=(cast.device, cast.staff), person=STAFF), export.add(person=NEWCOMER)]


@scenario("a person admitted a second time")
def _admitted_twice(export: Export, cast: Cast) -> str:
    return admit(export, cast, who=STAFF)


@scenario("a person admitted without the signature of the chair")
def _admitted_unsigned(export: Export, cast: Cast) -> str:
    return admit(export, cast, signers=(cast.device, None))


@scenario("a person admitted into a stream that is no root")
def _admitted_elsewhere(export: Export, cast: Cast) -> str:
    return admit(export, cast, stream=uuid(0xF9), parents=[])


@scenario("a person admitted for another office")
def _admitted_other_office(export: Export, cast: Cast) -> str:
    return admit(export, cast, office="00.00.02")


@scenario("a person admitted with a place in the stream that does not hold")
def _admitted_out_of_place(export: Export, cast: Cast) -> list[str]:
    return [admit(export, cast, lamport=7), export.add(person=NEWCOMER)]


@scenario("a person admitted without parents")
def _admitted_without_parents(export: Export, cast: Cast) -> None:
    admit(export, cast, parents=[])


@scenario("a person's entry sealed")
def _entry_sealed(export: Export, cast: Cast) -> str:
    return admit(export, cast, parts=[sealed_part("person")])


@scenario("a person's entry under another name of the part")
def _entry_misnamed(export: Export, cast: Cast) -> str:
    return admit(export, cast, parts=[open_part("entry", entry(NEWCOMER, cast.stranger, "pkd"))])


def _bad_entry(name: str, **changes: Any) -> None:
    @scenario(f"a person's entry with {name}")
    def _change(export: Export, cast: Cast) -> str:
        made = {key: value(cast) if callable(value) else value for key, value in changes.items()}
        return admit(export, cast, parts=person(NEWCOMER, cast.stranger, **made))


_bad_entry("a compressed key", sign_key=lambda cast: b64(cast.stranger.compressed))
_bad_entry("a key with explicit parameters", sign_key=lambda cast: b64(cast.stranger.explicit))
_bad_entry("a key that is no point of the curve", sign_key=lambda cast: b64(cast.stranger.spki[:-1] + bytes([cast.stranger.spki[-1] ^ 1])))
_bad_entry("a key and a byte after it", sign_key=lambda cast: b64(cast.stranger.spki + b"\0"))
_bad_entry("a key in Base64 with a line break", sign_key=lambda cast: b64(cast.stranger.spki)[:64] + "\n" + b64(cast.stranger.spki)[64:])
_bad_entry("a seal key of 31 bytes", seal_key=b64(bytes(31)))
_bad_entry("a seal key of small order", seal_key=b64(bytes([1, *bytes(31)])))
_bad_entry("no seal key", seal_key="")
_bad_entry("an empty role", role="")


@scenario("a person's entry with a person that is no UUID")
def _entry_of_no_person(export: Export, cast: Cast) -> str:
    return admit(export, cast, parts=person("Wira", cast.stranger))


@scenario("a person's entry with keys that nobody knows, and a role that nobody knows")
def _entry_with_more(export: Export, cast: Cast) -> None:
    admit(export, cast, parts=person(NEWCOMER, cast.stranger, role="driver", more=[1]))


@scenario("a clerk who becomes chair may admit")
def _clerk_becomes_chair(export: Export, cast: Cast) -> None:
    changed = export.act("roster.person_changed", person(STAFF, cast.staff, "panwascam_chair"), parents=[cast.admitted])
    admit(export, cast, signers=(cast.device, cast.staff), person=STAFF, parents=[changed])


@scenario("a chair who becomes clerk still admits as founder while nobody else may")
def _founder_without_chair(export: Export, cast: Cast) -> list[str]:
    first = export.act("roster.person_changed", person(CHAIR, cast.chair, "panwascam_staff"), parents=[cast.admitted])
    second = export.act("roster.person_changed", person(STAFF, cast.staff, "panwascam_chair"), parents=[first])
    return [admit(export, cast, parents=[second])]


@scenario("a person changed with a key that is not theirs")
def _changed_with_other_key(export: Export, cast: Cast) -> str:
    return export.act("roster.person_changed", person(STAFF, cast.stranger), parents=[cast.admitted])


@scenario("a person changed with another key for sealed parts")
def _changed_with_other_seal_key(export: Export, cast: Cast) -> str:
    return export.act("roster.person_changed", person(STAFF, cast.staff, seal_key=OTHER_SEAL_KEY), parents=[cast.admitted])


@scenario("a person changed with the key for sealed parts that a renewal gave")
def _changed_after_a_renewal(export: Export, cast: Cast) -> None:
    again = person(STAFF, cast.stranger, seal_key=OTHER_SEAL_KEY, known=[])
    renewed = export.act("roster.key_renewed", again, parents=[cast.admitted])
    export.act("roster.person_changed", person(STAFF, cast.stranger, seal_key=OTHER_SEAL_KEY), parents=[renewed])


@scenario("a person changed who is not there")
def _changed_nobody(export: Export, cast: Cast) -> str:
    return export.act("roster.person_changed", person(NEWCOMER, cast.stranger), parents=[cast.admitted])


@scenario("a renewed key signs, and what the old one signed before stays")
def _renewed(export: Export, cast: Cast) -> list[str]:
    export.act("paper.signed", [], (cast.device, cast.staff), person=STAFF)
    parts = person(STAFF, cast.stranger, known=[{"log": LOG, "seq": 7}])
    export.act("roster.key_renewed", parts, parents=[cast.admitted])
    export.act("paper.signed", [], (cast.device, cast.stranger), person=STAFF)
    return [export.act("paper.signed", [], (cast.device, cast.staff), person=STAFF)]


@scenario("a key renewed without known")
def _renewed_without_known(export: Export, cast: Cast) -> str:
    return export.act("roster.key_renewed", person(STAFF, cast.stranger), parents=[cast.admitted])


@scenario("a person who ended, and what follows in the same log")
def _ended(export: Export, cast: Cast) -> list[str]:
    export.act("roster.person_ended", end({}, person=STAFF), parents=[cast.admitted])
    return [export.add(person=STAFF), export.act("paper.signed", [], (cast.device, cast.staff), person=STAFF)]


@scenario("a person who ends himself")
def _ends_himself(export: Export, cast: Cast) -> None:
    export.act("roster.person_ended", end({LOG: 6}, person=STAFF), (cast.device, cast.staff), person=STAFF, parents=[cast.admitted])


@scenario("a clerk who ends the chair")
def _clerk_ends_chair(export: Export, cast: Cast) -> str:
    return export.act("roster.person_ended", end({}, person=CHAIR), (cast.device, cast.staff), person=STAFF, parents=[cast.admitted])


@scenario("an ended person's known names more than the log has")
def _ended_later(export: Export, cast: Cast) -> list[str]:
    export.act("roster.person_ended", end({LOG: 8}, person=STAFF), parents=[cast.admitted])
    export.add(person=STAFF)
    return [export.add(person=STAFF)]


@scenario("a second end with a later number changes nothing")
def _second_end(export: Export, cast: Cast) -> list[str]:
    first = export.act("roster.person_ended", end({}, person=STAFF), parents=[cast.admitted])
    export.act("roster.person_ended", end({LOG: 99}, person=STAFF), parents=[first])
    return [export.add(person=STAFF)]


@scenario("an end that names a log twice")
def _end_twice(export: Export, cast: Cast) -> str:
    known = [{"log": LOG, "seq": 1}, {"log": LOG, "seq": 2}]
    return export.act("roster.person_ended", [open_part("end", {"person": STAFF, "reason": "", "known": known})], parents=[cast.admitted])


@scenario("an end of true in place of a number")
def _end_of_true(export: Export, cast: Cast) -> str:
    known = [{"log": LOG, "seq": True}]
    return export.act("roster.person_ended", [open_part("end", {"person": STAFF, "reason": "", "known": known})], parents=[cast.admitted])


@scenario("a second laptop that a clerk adds")
def _laptop(export: Export, cast: Cast) -> None:
    add_laptop(export, cast)
    export.add(signers=(cast.laptop, None), log=OTHER_LOG, device=cast.laptop.id)


@scenario("a second laptop signed by the first in its place")
def _laptop_of_first(export: Export, cast: Cast) -> list[str]:
    return [add_laptop(export, cast, signers=(cast.device, cast.staff)), export.add(log=OTHER_LOG, device=cast.laptop.id)]


@scenario("a second laptop added by the first")
def _laptop_by_first(export: Export, cast: Cast) -> str:
    return add_laptop(export, cast, signers=(cast.device, cast.staff), device=cast.device.id)


@scenario("a second laptop without a name")
def _laptop_unnamed(export: Export, cast: Cast) -> str:
    return add_laptop(export, cast, body={"name": ""})


@scenario("the first laptop added once more")
def _laptop_again(export: Export, cast: Cast) -> str:
    body = {"key": b64(cast.device.spki)}
    return add_laptop(export, cast, body=body, device=cast.device.id, signers=(cast.device, cast.staff))


@scenario("a laptop that ended, in its log")
def _laptop_ended(export: Export, cast: Cast) -> list[str]:
    parents = [add_laptop(export, cast)]
    own: dict[str, Any] = {"log": OTHER_LOG, "device": cast.laptop.id, "signers": (cast.laptop, None)}
    export.add(**own)
    export.act("roster.device_ended", end({OTHER_LOG: 2}, device=cast.laptop.id), parents=parents)
    return [export.add(**own)]


@scenario("a laptop ended that is not there")
def _no_laptop_ended(export: Export, cast: Cast) -> str:
    return export.act("roster.device_ended", end({}, device=cast.laptop.id), parents=[cast.admitted])


@scenario("a thief with the chair's keys who claims an earlier place in the order")
def _thief(export: Export, cast: Cast) -> list[str]:
    add_laptop(export, cast, person=CHAIR, signers=(cast.laptop, cast.chair))
    parents = [export.act("roster.person_changed", person(STAFF, cast.staff, "panwascam_chair"), parents=[cast.admitted])]
    ending = end({LOG: 7, OTHER_LOG: 1}, person=CHAIR)
    export.act("roster.person_ended", ending, (cast.device, cast.staff), person=STAFF, parents=parents)
    own: dict[str, Any] = {"log": OTHER_LOG, "device": cast.laptop.id, "parents": [cast.founded]}
    stolen = admit(export, cast, signers=(cast.laptop, cast.chair), **own)
    return [stolen, export.add(signers=(cast.laptop, None), log=OTHER_LOG, device=cast.laptop.id, person=NEWCOMER)]
