"""Sections 1, 2 and 4: bytes that a well-signed record must not, or may, consist of."""

import json
from collections.abc import Callable
from typing import Any

from .scenarios import PHOTO, Cast, Change, scenario, table
from .writer import LOG, Export, open_part, sealed_part, sha256, uuid

ABSENT = "ab" * 32
DEEP_64, DEEP_65 = (("[" * (n - 1) + "]" * (n - 1)).encode() for n in (64, 65))


def ok(**changes: Any) -> Change:
    """One more record with these keys in its header; it is genuine."""
    return lambda export, _cast: export.add(**changes) and None


def bad(**changes: Any) -> Change:
    """One more record with these keys in its header; it is to be blamed."""
    return lambda export, _cast: export.add(**changes)


def raw(edit: Callable[[bytes], bytes], is_genuine: bool = False) -> Change:
    """One more record whose header bytes are edited before they are signed."""

    def change(export: Export, _cast: Cast) -> str | None:
        parts = [open_part("case", {"title": "Contoh"})]
        header = export.header(parts, type="case.opened")
        record = export.add(parts, raw=edit(json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()), type="case.opened")
        return None if is_genuine else record

    return change


def swap(old: str, new: str, is_genuine: bool = False) -> Change:
    """`raw` with one text put in place of another."""

    def edit(data: bytes) -> bytes:
        assert data.count(old.encode()) == 1, old
        return data.replace(old.encode(), new.encode("utf-8", "surrogatepass"))

    return raw(edit, is_genuine)


def part(body: bytes) -> Change:
    """A part of these bytes, to be blamed."""
    return bad(parts=[open_part("case", body)])


def fine_part(body: bytes) -> Change:
    """A part of these bytes, genuine."""
    return ok(parts=[open_part("case", body)])


def salted(rest: bytes) -> bytes:
    """An object with a salt and one more key."""
    return b'{"salt":"00112233445566778899aabbccddeeff","x":' + rest + b"}"


def reference(**changes: Any) -> list[dict[str, Any]]:
    """A file reference with these keys changed."""
    return [{"sha256": sha256(b"?"), "size": 1, "media_type": "image/png", "role": "original", "sealed_to": None} | changes]


def clock(**changes: Any) -> dict[str, Any]:
    """A clock with these keys changed."""
    return {"state": "unchecked", "checked_at": None, "checked_by": None} | changes


def resize(size: int) -> Change:
    """A part reference with this size in place of its own."""

    def change(export: Export, _cast: Cast) -> str:
        given = open_part("case", {})
        given.reference["size"] = size
        return export.add([given])

    return change


def _misnamed(export: Export, name: str) -> str:
    """A part with this name in its reference, and without a file."""
    header = export.header([open_part(name, {})])
    return export.add([], raw=json.dumps(header).encode())


ONE_MIB = 1_048_576
table(
    {
        "a header with a float": swap('"seq":7', '"seq":7.0'),
        "a header with an exponent": swap('"seq":7', '"seq":7e0'),
        "a header with NaN": swap('"seq":7', '"seq":NaN'),
        "a header with true for v": swap('"v":1', '"v":true'),
        "a header of version 2": swap('"v":1', '"v":2'),
        "a header with a key twice": swap('"v":1', '"v":1,"v":1'),
        "a header with a key twice, once as an escape": swap('"v":1', '"v":1,"\\u0076":1'),
        "a header with an unknown key": swap('"v":1', '"v":1,"w":1'),
        "a header without a key": swap(',"schema":"case.opened/1"', ""),
        "a header with a key twice deep inside": swap('"checked_by":null', '"checked_by":null,"checked_by":null'),
        "a header with spaces and line breaks, signed so": raw(lambda data: b" \n" + data.replace(b",", b" ,\t\r\n") + b" \n", True),
        "a header with a form feed after it": raw(lambda data: data + b"\x0c"),
        "a header with a byte order mark": raw(lambda data: b"\xef\xbb\xbf" + data),
        "a header with a comma too many": raw(lambda data: data[:-1] + b",}"),
        "a header with something after it": raw(lambda data: data + b"{}"),
        "a header that is a list": raw(lambda data: b"[" + data + b"]"),
        "a header in UTF-16": raw(lambda data: data.decode().encode("utf-16")),
        "a header with a zero byte after it": raw(lambda data: data + b"\0"),
        "a header with its keys in another order": raw(lambda data: json.dumps(dict(reversed(json.loads(data).items()))).encode(), True),
        "a header of 16,384 bytes": raw(lambda data: data.ljust(16_384), True),
        "a header of 16,385 bytes": raw(lambda data: data.ljust(16_385)),
        "a header with an escape where a letter could stand": swap('"v":1', '"\\u0076":1', True),
        "a lone surrogate": swap('"checked_by":null', '"checked_by":"\\ud800"'),
        "a lone surrogate as bytes": swap('"checked_by":null', '"checked_by":"\ud800"'),
        "a pair of surrogates": swap('"checked_by":null', '"checked_by":"\\ud83d\\ude00"', True),
        "an unescaped control character": swap('"checked_by":null', '"checked_by":"a\tb"'),
        "an escaped zero character": swap('"checked_by":null', '"checked_by":"a\\u0000b"', True),
        "a number with a leading zero": swap('"seq":7', '"seq":07'),
        "a number with a plus": swap('"seq":7', '"seq":+7'),
        "a lamport of 16 digits over an absent parent": ok(parents=[ABSENT], lamport=10**15, type="case.changed"),
        "a lamport of 17 digits": bad(parents=[ABSENT], lamport=10**16, type="case.changed"),
        "a type with a capital": bad(type="Case.opened"),
        "a type with a line break after it": bad(type="case.opened\n", schema="case.opened/1"),
        "an unknown type": ok(type="note.written"),
        "an unknown type of 64 characters": ok(type="n" * 64, schema="n/1"),
        "a type of 65 characters": bad(type="n" * 65, schema="n/1"),
        "a schema without a number": bad(schema="case.opened"),
        "a schema of another type": ok(schema="something.else/12"),
        "a stream in capitals": bad(stream=uuid(0xCA5E).upper()),
        "a seq of zero": bad(seq=0),
        "a seq as text": bad(seq="7"),
        "a seq of 1 with a prev": bad(seq=1),
        "a seq of 7 without prev": bad(prev=None),
        "an at on the 30th of February": bad(at="2026-02-30T00:00:00Z"),
        "an at on a leap day": ok(at="2024-02-29T00:00:00Z"),
        "an at in the year 0": bad(at="0000-01-01T00:00:00Z"),
        "an at in the year 1 with an offset": ok(at="0001-01-01T00:00:00+23:59"),
        "an at in the second 60": bad(at="2026-01-01T00:00:60Z"),
        "an at in the hour 24": bad(at="2026-01-01T24:00:00Z"),
        "an at with six digits": ok(at="2026-01-01T00:00:00.123456-00:00"),
        "an at with seven digits": bad(at="2026-01-01T00:00:00.1234567Z"),
        "an at without offset": bad(at="2026-01-01T00:00:00"),
        "an at with an offset of 24 hours": bad(at="2026-01-01T00:00:00+24:00"),
        "an at with an offset of 60 minutes": bad(at="2026-01-01T00:00:00+07:60"),
        "an at with a small z": bad(at="2026-01-01T00:00:00z"),
        "an at with other digits": bad(at="٢٠٢٦-01-01T00:00:00Z"),
        "a clock of unknown state": bad(clock=clock(state="fine")),
        "a clock with one more key": bad(clock=clock(x=1)),
        "a clock checked by 100 emoji": ok(clock=clock(state="checked", checked_by="😀" * 100)),
        "a clock checked by 101 letters": bad(clock=clock(checked_by="a" * 101)),
        "a clock checked by nobody": bad(clock=clock(checked_by="")),
        "a clock checked without a time": ok(clock=clock(state="checked")),
        "an office of two and a half levels": bad(office="00.00.1"),
        "an office with a line break": bad(office="00.00.01\n"),
        "an empty scope": bad(scope=[]),
        "a scope of all": ok(scope=["*"]),
        "a scope of all below": ok(scope=["00.00.*", "00.00.*"]),
        "a scope of two stars": bad(scope=["00.*.*"]),
        "a scope that is a text": bad(scope="00.00.01"),
        "a device in capitals": bad(device=ABSENT.upper()),
        "parents that are not sorted": bad(parents=["cd" * 32, ABSENT], lamport=2),
        "parents twice": bad(parents=[ABSENT, ABSENT], lamport=2),
        "a lamport of 1 with a parent": bad(parents=[ABSENT], lamport=1),
        "a lamport of 2 without parents": bad(lamport=2),
        "absent parents": ok(parents=[ABSENT, "cd" * 32], lamport=99),
        "two parts of one name": bad(parts=[open_part("case", {"x": 1}), open_part("case", {"x": 2})]),
        "no parts": ok(parts=[]),
        "a part name of 65 letters": lambda export, _cast: _misnamed(export, "n" * 65),
        "a part name with a line break": lambda export, _cast: _misnamed(export, "case\n"),
        "a part with a size that is not its own": resize(1),
        "a part with a size of more than 1 MiB": resize(ONE_MIB + 1),
        "a part without salt": part(b'{"x":1}'),
        "a part with a salt in capitals": part(b'{"salt":"AA112233445566778899AABBCCDDEEFF"}'),
        "a part that is a list": part(b"[]"),
        "a part that is not JSON": part(b"salt"),
        "a part with a float": part(salted(b"1.5")),
        "a part with a key twice": part(salted(b'{"a":1,"a":2}')),
        "a part with an integer of 16 characters": fine_part(salted(b"-100000000000000")),
        "a part with an integer of 17 characters": part(salted(b"-1000000000000000")),
        "a part nested 64 deep": fine_part(salted(DEEP_64)),
        "a part nested 65 deep": part(salted(DEEP_65)),
        "a part with brackets in a text": fine_part(salted(b'"' + b"[" * 100 + b'\\""')),
        "a part with a lone surrogate as a key": part(salted(b'{"\\udc00":1}')),
        "a part of 1 MiB": fine_part(salted(b"1").ljust(ONE_MIB)),
        "a part with a body key that nobody knows": fine_part(salted(b'{"y":[true,null]}')),
        "a sealed part": ok(parts=[sealed_part("identity")]),
        "a sealed part bound to another": bad(parts=[sealed_part("identity", bound_to=ABSENT)]),
        "a sealed part for another reader": bad(parts=[sealed_part("identity", to={ABSENT: "AAAA"})]),
        "a sealed part of version 2": bad(parts=[sealed_part("identity", v=2)]),
        "a sealed part with one more key": bad(parts=[sealed_part("identity", x=1)]),
        "a sealed part with an empty ciphertext": bad(parts=[sealed_part("identity", ciphertext="")]),
        "a sealed part with a ciphertext that does not fit the size": bad(parts=[sealed_part("identity", ciphertext="A" * 40)]),
        "a sealed part with Base64 of other characters": bad(parts=[sealed_part("identity", ciphertext="A" * 168 + "\nAAA")]),
        "a sealed part with a wrapped key of 79 bytes": bad(parts=[sealed_part("i", to={sha256(b"reader"): "A" * 105 + "Q=="})]),
        "a file of an unknown role": ok(blobs=reference(role="drawing")),
        "a file of capitals in the media type": bad(blobs=reference(media_type="image/PNG")),
        "a file with a negative size": bad(blobs=reference(size=-1)),
        "a file that is not at hand": ok(blobs=reference()),
        "a file with one more key": bad(blobs=reference(name="x")),
    }
)


@scenario("a log in capitals")
def _log_in_capitals(export: Export, _cast: Cast) -> str:
    return export.add(seq=8, prev=ABSENT, log=LOG.replace("1-", "A-"))


@scenario("a file with the size of another")
def _file_of_another_size(export: Export, _cast: Cast) -> str:
    digest = sha256(PHOTO)
    export.add(blobs=reference(sha256=digest, size=8))
    return f"files/{digest}"
