"""Sections 2, 3 and 7: the place in log and stream, signatures, statements of the centre."""

from .header_scenarios import ABSENT, bad, ok
from .scenarios import CASE, STAFF, Cast, scenario, table
from .writer import LOG, OTHER_LOG, RECEIPT, RECORD, Export, Pen, b64, founding_parts, open_part, uuid

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SIGN = "a signature "


def der(r: int, s: int) -> bytes:
    """SEQUENCE { r INTEGER, s INTEGER }."""
    numbers = [value.to_bytes(value.bit_length() // 8 + 1, "big") for value in (r, s)]
    body = b"".join(b"\x02" + bytes([len(number)]) + number for number in numbers)
    return b"\x30" + bytes([len(body)]) + body


def undo(signature: bytes) -> tuple[int, int]:
    """r and s."""
    length = signature[3]
    return int.from_bytes(signature[4 : 4 + length], "big"), int.from_bytes(signature[6 + length :], "big")


table(
    {
        "a prev that is not at hand": ok(seq=900, prev=ABSENT),
        "a prev of the number before the last": bad(seq=8),
        "a stream that begins again": ok(stream=CASE),
        "a device that nobody knows": bad(device=ABSENT),
        "a person that nobody knows": bad(person=uuid(99)),
        "an office that is not the device's": bad(office="00.00.02"),
        "an office below the device's": bad(office="00.00.01.2001"),
        "a record of the clerk": ok(person=STAFF),
        "an unknown type of the roster": ok(type="roster.renamed", office="00.00.02"),
    }
)


def _signed(export: Export, prefix: bytes = RECORD, device: Pen | None = None, turn: object = None) -> str:
    """One more record whose device signature is made over another prefix, with another key or turned into other bytes."""
    record = export.add(signatures={})
    export.index[-1]["signed_by"] = [{"by": "device", "key": export.device.id}]
    name = f"records/{record}"
    signature = (device or export.device).sign(prefix + export.files[f"{name}.json"])
    export.files[f"{name}.device.der"] = turn(signature) if callable(turn) else signature
    return record


table(
    {
        SIGN + "without prefix": lambda export, _: _signed(export, b""),
        SIGN + "with the prefix of a statement": lambda export, _: _signed(export, RECEIPT),
        SIGN + "with the prefix but its zero byte": lambda export, _: _signed(export, RECORD[:-1]),
        SIGN + "by another device": lambda export, cast: _signed(export, device=cast.laptop),
        SIGN + "with the other s that ECDSA allows": lambda export, _: (
            _signed(export, turn=lambda given: der(undo(given)[0], ORDER - undo(given)[1])) and None
        ),
        SIGN + "with a byte after it": lambda export, _: _signed(export, turn=lambda given: given + b"\0"),
        SIGN + "with the length in two bytes": lambda export, _: _signed(export, turn=lambda given: b"\x30\x81" + given[1:]),
        SIGN + "with a leading zero too many": lambda export, _: _signed(
            export, turn=lambda g: bytes([0x30, g[1] + 1, 2, g[3] + 1, 0]) + g[4:]
        ),
        SIGN + "of r and s as 64 bytes": lambda export, _: _signed(
            export, turn=lambda given: b"".join(number.to_bytes(32, "big") for number in undo(given))
        ),
        SIGN + "of nothing": lambda export, _: _signed(export, turn=lambda _: b""),
        SIGN + "of r and s zero": lambda export, _: _signed(export, turn=lambda _: der(0, 0)),
    }
)


@scenario("a record without any signature")
def _no_signature(export: Export, _cast: Cast) -> str:
    return export.add(signatures={})


@scenario("a record with the signature of the person only")
def _person_only(export: Export, cast: Cast) -> str:
    return export.add(signers=(None, cast.chair))


@scenario("a record that is no legal act, signed by its person too")
def _person_too(export: Export, cast: Cast) -> None:
    export.add(signers=(cast.device, cast.chair))


@scenario("a record that is no legal act, signed by another person too")
def _wrong_person_too(export: Export, cast: Cast) -> str:
    return export.add(signers=(cast.device, cast.staff))


@scenario("a legal act without the person's signature")
def _act_alone(export: Export, cast: Cast) -> str:
    return export.act("case.decided", [open_part("case", {})], (cast.device, None))


@scenario("a legal act with the signature of another person of the office")
def _act_of_another(export: Export, cast: Cast) -> str:
    return export.act("paper.signed", [open_part("paper", {})], (cast.device, cast.staff))


@scenario("a legal act of the clerk")
def _act_of_clerk(export: Export, cast: Cast) -> None:
    export.act("number.given", [open_part("number", {})], (cast.device, cast.staff), person=STAFF)


@scenario("a legal act where device and person sign in each other's place")
def _crossed(export: Export, cast: Cast) -> str:
    return export.act("number.given", [open_part("number", {})], (cast.chair, cast.device))


@scenario("a second log of the same device")
def _second_log(export: Export, _cast: Cast) -> None:
    export.add(log=OTHER_LOG)


@scenario("a prev of another log")
def _prev_of_another_log(export: Export, cast: Cast) -> str:
    return export.add(log=OTHER_LOG, seq=7, prev=cast.exhibit)


@scenario("a prev with another number between")
def _prev_too_early(export: Export, cast: Cast) -> str:
    return export.add(seq=7, prev=cast.sealed)


@scenario("a fork of the log is kept and no fault of its records")
def _fork(export: Export, cast: Cast) -> None:
    export.add(seq=6, prev=cast.sealed)


@scenario("a log that another device goes on with")
def _log_of_another_device(export: Export, cast: Cast) -> str:
    added = [open_part("device", {"key": b64(cast.laptop.spki), "name": "Laptop 2"})]
    parents = [cast.admitted]
    export.act("roster.device_added", added, (cast.laptop, cast.chair), device=cast.laptop.id, log=OTHER_LOG, parents=parents)
    return export.add(signers=(cast.laptop, None), device=cast.laptop.id, log=LOG)


@scenario("a lamport that leaves one out")
def _lamport_jumps(export: Export, cast: Cast) -> str:
    return export.add(parents=[cast.changed], lamport=4, type="case.changed")


@scenario("a lamport that leaves one out with one parent not at hand")
def _lamport_with_absent(export: Export, cast: Cast) -> None:
    export.add(parents=sorted([cast.changed, ABSENT]), lamport=9, type="case.changed")


@scenario("a lamport after the smaller of two parents")
def _lamport_of_smaller(export: Export, cast: Cast) -> str:
    return export.add(parents=sorted([cast.changed, cast.opened]), lamport=2, type="case.changed")


@scenario("a parent of another stream")
def _parent_of_another_stream(export: Export, cast: Cast) -> str:
    return export.add(parents=[cast.sealed], type="case.changed")


@scenario("a parent of another stream beside one that is not at hand")
def _parent_of_another_stream_and_absent(export: Export, cast: Cast) -> str:
    return export.add(parents=sorted([cast.sealed, ABSENT]), lamport=5, type="case.changed")


@scenario("a person of another root of the same office")
def _person_of_another_root(export: Export, cast: Cast) -> str:
    pen, who = cast.stranger, uuid(77)
    parts = founding_parts(cast.laptop, pen, who=who)
    signers = (cast.laptop, pen)
    export.act("roster.founded", parts, signers, stream=cast.laptop.root, log=OTHER_LOG, device=cast.laptop.id, person=who)
    return export.add(signers=(cast.device, pen), person=who)


@scenario("a receipt, a credential and a statement of an unknown kind")
def _statements(export: Export, cast: Cast) -> None:
    logs = [{"log": LOG, "seq": 6, "head": cast.exhibit}, {"log": OTHER_LOG, "seq": 9, "head": ABSENT}]
    export.state(cast.centre, {"kind": "receipt", "logs": logs, "blobs": [], "refused": [], "more": 1})
    credential = {"office": "00.00.01", "device": cast.device.id, "person": STAFF, "sign_key": cast.staff.id}
    export.state(cast.centre, {"kind": "credential"} | credential)
    export.state(cast.centre, {"kind": "weather", "sky": "blue"})


RECEIPT_BODY: dict[str, object] = {"kind": "receipt", "logs": [], "blobs": [], "refused": []}


@scenario("a receipt signed as if it were a record")
def _receipt_of_wrong_prefix(export: Export, cast: Cast) -> str:
    return export.state(cast.centre, RECEIPT_BODY, RECORD)


@scenario("a receipt given to an office")
def _receipt_to_an_office(export: Export, cast: Cast) -> None:
    export.state(cast.centre, RECEIPT_BODY | {"office": "33.74.10"})


@scenario("a receipt given to an office that is none")
def _receipt_to_nowhere(export: Export, cast: Cast) -> str:
    return export.state(cast.centre, RECEIPT_BODY | {"office": "Semarang"})


@scenario("a receipt with a log of number zero")
def _receipt_of_zero(export: Export, cast: Cast) -> str:
    return export.state(cast.centre, RECEIPT_BODY | {"logs": [{"log": LOG, "seq": 0, "head": ABSENT}]})


@scenario("a receipt whose body is exchanged in its own file")
def _receipt_exchanged(export: Export, cast: Cast) -> str:
    name = export.state(cast.centre, RECEIPT_BODY)
    export.files[f"{name}.json"] = export.files[f"{name}.json"] + b" "
    return name


@scenario("a receipt whose signature is exchanged in its own file")
def _receipt_signature(export: Export, cast: Cast) -> str:
    name = export.state(cast.centre, RECEIPT_BODY)
    export.files[f"{name}.der"] = cast.stranger.sign(b"something else")
    return name


@scenario("a receipt in the name of another centre")
def _receipt_of_another(export: Export, cast: Cast) -> str:
    export.files[f"keys/{cast.stranger.id}.pem"] = cast.stranger.pem
    return export.state(cast.centre, RECEIPT_BODY | {"by": cast.stranger.id})


@scenario("a receipt without its signed whole")
def _receipt_incomplete(export: Export, cast: Cast) -> str:
    name = export.state(cast.centre, RECEIPT_BODY)
    del export.files[f"{name}.signed"]
    return name
