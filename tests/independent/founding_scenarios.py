"""Section 6: founding records, several roots at hand, offices above."""

from typing import Any

from .roster_scenarios import NEWCOMER, add_laptop, admit, end, person
from .scenarios import CHAIR, STAFF, Cast, scenario
from .writer import OTHER_LOG, THIRD_LOG, Export, b64, founding_parts, open_part, uuid


@scenario("two roots of one office stay apart")
def _two_roots(export: Export, cast: Cast) -> None:
    own: dict[str, Any] = {"log": THIRD_LOG, "device": cast.laptop.id, "person": CHAIR}
    signers = (cast.laptop, cast.stranger)
    export.act("roster.founded", founding_parts(cast.laptop, cast.stranger), signers, stream=cast.laptop.root, **own)
    export.add(signers=signers, **own)


def _founding(name: str, is_genuine: bool = False, parts: dict[str, Any] | None = None, **changes: Any) -> None:
    @scenario(f"a founding record {name}")
    def _change(export: Export, cast: Cast) -> str | None:
        own = {"log": THIRD_LOG, "device": cast.laptop.id, "person": uuid(9), "stream": cast.laptop.root} | changes
        given = founding_parts(cast.laptop, cast.stranger, **({"who": uuid(9)} | (parts or {})))
        record = export.act("roster.founded", given, (cast.laptop, cast.stranger), **own)
        return None if is_genuine else record


_founding("of another office", True, {"office": "00.00.02"}, office="00.00.02")
_founding("of the province", True, {"office": "00", "role": "province"}, office="00")
_founding("with the code of another office", parts={"office": "00.00.02"})
_founding("by another person than the entry's", parts={"who": uuid(8)})
_founding("with number 2", seq=2, prev="ab" * 32)
_founding("with parents", parents=["ab" * 32], lamport=2)


_founding("in the stream of another device", stream=uuid(0xF1))


@scenario("a founding record of a device that founded another office")
def _founded_by_known_device(export: Export, cast: Cast) -> str:
    village = "00.00.01.2001"
    return export.act("roster.founded", founding_parts(cast.device, cast.chair, office=village), office=village, log=OTHER_LOG)


@scenario("of two founding records of one device and office the one with the smaller id stands")
def _founded_twice(export: Export, cast: Cast) -> str:
    return max(cast.founded, export.act("roster.founded", founding_parts(cast.device, cast.chair), log=OTHER_LOG))


@scenario("a device of a higher office that founds a lower one too")
def _founded_by_added_device(export: Export, cast: Cast) -> str:
    who, signers = uuid(9), (cast.laptop, cast.stranger)
    own: dict[str, Any] = {"stream": cast.laptop.root, "person": who, "office": "00"}
    parts = founding_parts(cast.laptop, cast.stranger, "province", "00", who)
    parents = [export.act("roster.founded", parts, signers, log=THIRD_LOG, device=cast.laptop.id, **own)]
    added = [open_part("device", {"key": b64(cast.centre.spki), "name": "Laptop 3"})]
    log = uuid(0x104)
    signers = (cast.centre, cast.stranger)
    export.act("roster.device_added", added, signers, log=log, device=cast.centre.id, parents=parents, **own)
    own = {"stream": cast.centre.root, "person": who, "device": cast.centre.id, "log": uuid(0x105), "office": "00.00.02"}
    return export.act("roster.founded", founding_parts(cast.centre, cast.stranger, office="00.00.02", who=who), signers, **own)


@scenario("a second laptop added by one who has ended, with a number of his key that counts")
def _laptop_by_ended(export: Export, cast: Cast) -> None:
    parents = [export.act("roster.person_ended", end({OTHER_LOG: 1}, person=STAFF), parents=[cast.admitted])]
    add_laptop(export, cast, parents=parents)


@scenario("a key renewed to the key that there was")
def _renewed_to_old(export: Export, cast: Cast) -> str:
    return export.act("roster.key_renewed", person(STAFF, cast.staff, known=[]), parents=[cast.admitted])


@scenario("a person of the province without credential who admits below")
def _province(export: Export, cast: Cast) -> list[str]:
    who, signers = uuid(9), (cast.laptop, cast.stranger)
    own: dict[str, Any] = {"device": cast.laptop.id, "person": who, "log": THIRD_LOG}
    parts = founding_parts(cast.laptop, cast.stranger, "province", "00", who)
    export.act("roster.founded", parts, signers, stream=cast.laptop.root, office="00", **own)
    return [admit(export, cast, signers=signers, parts=person(NEWCOMER, cast.centre), **own)]


@scenario("the roster is not at hand")
def _no_roster(export: Export, cast: Cast) -> list[str]:
    for name in [name for name in export.files if cast.founded in name]:
        del export.files[name]
    return [record for record in export.headers if record != cast.founded]
