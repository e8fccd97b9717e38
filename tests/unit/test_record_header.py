"""The header of a record and the JSON it is written in: what is refused, and that what is written is read back."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.errors import Unreadable
from record.header import HEADER_BYTES_MAX, BlobRef, Clock, Header, PartRef, may_read, record_id
from record.strict_json import parse_strict, to_bytes
from tests.unit.record_samples import a_header, some_hash, some_id

PART = PartRef(name="answers", sha256="ab" * 32, size=10)
SEALED = PartRef(name="identity", sha256="ab" * 32, size=10, sealed_to=("cd" * 32,), sealed_sha256="ef" * 32)
BLOB = BlobRef(sha256="ab" * 32, size=7, media_type="image/jpeg", role="original")


def as_json(**changed: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(a_header(parts=(PART, SEALED), blobs=(BLOB,)).to_bytes())
    return {**found, **changed}


def read(value: object) -> Header:
    return Header.from_bytes(json.dumps(value, ensure_ascii=False).encode())


def test_a_header_is_read_back_as_it_was_written() -> None:
    header = a_header(
        parts=(PART, SEALED), blobs=(BLOB,), seq=7, prev=some_hash(), parents=tuple(sorted((some_hash(), some_hash()))), lamport=4
    )
    assert Header.from_bytes(header.to_bytes()) == header


def test_key_order_and_white_space_change_the_id_and_nothing_else() -> None:
    raw = a_header().to_bytes()
    other = json.dumps(dict(reversed(list(json.loads(raw).items()))), indent=2).encode()
    assert Header.from_bytes(other) == Header.from_bytes(raw)
    assert record_id(other) != record_id(raw)


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2}, {"v": True}, {"v": "1"}, {"v": None},
        {"type": "Form.saved"}, {"type": ""}, {"type": "a" * 65}, {"type": "form saved"}, {"type": 5}, {"type": "form.saved\n"},
        {"stream": "not-a-uuid"}, {"stream": some_id().upper()}, {"log": "0" * 36}, {"log": None},
        {"seq": 0}, {"seq": -1}, {"seq": True}, {"seq": "1"}, {"seq": 2}, {"seq": None},
        {"prev": "ab" * 32}, {"prev": "AB" * 32, "seq": 2}, {"prev": "", "seq": 2},
        {"parents": None}, {"parents": ["ab" * 32]}, {"parents": ["cd" * 32, "ab" * 32], "lamport": 2},
        {"parents": ["ab" * 32, "ab" * 32], "lamport": 2}, {"parents": "ab" * 32, "lamport": 2}, {"parents": ["ab" * 31], "lamport": 2},
        {"lamport": 2}, {"lamport": 0}, {"lamport": True}, {"lamport": 10**16},
        {"at": "2024-10-05"}, {"at": "2024-10-05T20:15:00"}, {"at": "2024-10-05 20:15:00+07:00"}, {"at": "2024-02-30T20:15:00+07:00"},
        {"at": "2024-10-05T24:00:00+07:00"}, {"at": "20241005T201500+0700"}, {"at": "2024-W40-6T20:15:00+07:00"}, {"at": ""}, {"at": 0},
        {"at": "0000-10-05T20:15:00Z"}, {"at": "2024-10-05T20:15:00,5+07:00"}, {"at": "2024-10-05T20:15:00+07:00:30"},
        {"at": "2024-10-05T20:15:00.1234567Z"}, {"at": "2024-10-05T20:15+07:00"}, {"at": "２024-10-05T20:15:00Z"},
        {"clock": None}, {"clock": {"state": "sure", "checked_at": None, "checked_by": None}}, {"clock": {"state": "checked"}},
        {"clock": {"state": "checked", "checked_at": "yesterday", "checked_by": None}},
        {"clock": {"state": "checked", "checked_at": None, "checked_by": ""}},
        {"clock": {"state": "checked", "checked_at": None, "checked_by": "x" * 101}},
        {"office": "0"}, {"office": "00.0"}, {"office": "00.00.01.*"}, {"office": "٠٠"}, {"office": ""},
        {"scope": []}, {"scope": ["somewhere"]}, {"scope": "*"}, {"scope": [None]},
        {"device": "ab"}, {"device": None}, {"person": "Siti"}, {"schema": "form.saved"}, {"schema": "form.saved/x"},
        {"parts": None}, {"parts": {}}, {"parts": [{}]}, {"parts": ["answers"]}, {"blobs": [{"sha256": "ab" * 32}]},
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        read(as_json(**changed))


@pytest.mark.parametrize(
    "good", ["2024-10-05T20:15:00Z", "2024-02-29T00:00:00-11:30", "2024-10-05T23:59:59.1+00:00", "0001-01-01T00:00:00.123456+14:00"]
)
def test_the_times_of_the_format_are_read(good: str) -> None:
    assert read(as_json(at=good)).at == good


@pytest.mark.parametrize(
    "change",
    [
        lambda part: replace(part, name="an.swers"), lambda part: replace(part, name="Answers"), lambda part: replace(part, size=-1),
        lambda part: replace(part, size=1024 * 1024 + 1), lambda part: replace(part, size=True), lambda part: replace(part, sha256="ab"),
        lambda part: replace(part, sealed_to=("cd" * 32,)), lambda part: replace(part, sealed_sha256="ef" * 32),
        lambda part: replace(part, sealed_to=(), sealed_sha256="ef" * 32),
        lambda part: replace(part, sealed_to=("cd" * 32, "ab" * 32), sealed_sha256="ef" * 32),
        lambda part: replace(part, sealed_to=("cd" * 32, "cd" * 32), sealed_sha256="ef" * 32),
    ],
)  # fmt: skip
def test_a_wrong_part_reference_is_refused(change: Callable[[PartRef], PartRef]) -> None:
    with pytest.raises(Unreadable):
        a_header(parts=(change(PART),)).to_bytes()


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(Unreadable, match="one name"):
        a_header(parts=(PART, PART)).to_bytes()


@pytest.mark.parametrize("media_type", ["image", "image/", "Image/jpeg", "image/jpeg; q=1", "/jpeg"])
def test_a_wrong_media_type_is_refused(media_type: str) -> None:
    with pytest.raises(Unreadable):
        a_header(blobs=(replace(BLOB, media_type=media_type),)).to_bytes()


@settings(max_examples=60, deadline=None)
@given(key=st.text(min_size=1, max_size=20), value=st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5))
def test_no_key_of_our_own_can_be_smuggled_in(key: str, value: object) -> None:
    header = as_json()
    if key in header:
        del header[key]
    else:
        header[key] = value
    with pytest.raises(Unreadable):
        read(header)


@settings(max_examples=30, deadline=None)
@given(key=st.sampled_from(sorted(as_json())))
def test_a_key_given_twice_is_refused(key: str) -> None:
    raw = a_header().to_bytes().decode()
    twice = raw[:-1] + f',"{key}":{json.dumps(json.loads(raw)[key])}}}'
    with pytest.raises(Unreadable, match="twice"):
        Header.from_bytes(twice.encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"null", b"[]", b'"x"', b"{", b"{}x", b"{} {}", b"\xef\xbb\xbf{}", b"{'v':1}", b'{"v":1,}', b'{"v":01}', b"\xff\xfe",
        b'{"v":"\xc3"}',
        b'{"v":1.0}', b'{"v":1e0}', b'{"v":NaN}', b'{"v":Infinity}', b'{"v":-Infinity}', b'{"v":"\\ud800"}', b'{"\\udc00":1}',
        b'{"v":"\n"}',
        b'{"v":12345678901234567}', b'{"v":-1234567890123456}', b"[" * 65 + b"]" * 65, b"[" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_strict_json_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        Header.from_bytes(raw) if raw in (b"null", b"[]", b'"x"') else parse_strict(raw)


def test_the_deepest_and_the_longest_that_is_allowed_is_read() -> None:
    assert parse_strict(b"[" * 64 + b"]" * 64) is not None
    assert parse_strict(b'{"n":-999999999999999,"m":9999999999999999}') == {"n": -999999999999999, "m": 9999999999999999}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        Header.from_bytes(raw)


def test_floats_and_lone_surrogates_are_never_written() -> None:
    with pytest.raises(Unreadable):
        to_bytes({"a": [{"b": 1.5}]})
    with pytest.raises(Unreadable):
        to_bytes({"a": "\ud800"})


def test_a_header_above_16_kib_is_refused_on_both_sides() -> None:
    many = tuple(sorted(some_hash() for _ in range(240)))
    with pytest.raises(Unreadable, match="16 KiB"):
        a_header(parents=many, lamport=2).to_bytes()
    small = a_header().to_bytes()
    padded = small[:-1] + b" " * (HEADER_BYTES_MAX - len(small)) + b"}"
    assert Header.from_bytes(padded)
    with pytest.raises(Unreadable, match="16 KiB"):
        Header.from_bytes(padded + b" ")


def test_the_clock_is_kept_with_what_is_known_of_it() -> None:
    clock = Clock(state="checked", checked_at="2024-10-05T13:00:00Z", checked_by="pusat")
    assert Header.from_bytes(a_header(clock=clock).to_bytes()).clock == clock


@pytest.mark.parametrize(
    ("scope", "office", "may"),
    [
        (("00.00.01",), "00.00.01", True), (("00.00.01",), "00.00.01.0001", False), (("00.00.01",), "00.00", False),
        (("00.00.*",), "00.00.01", True), (("00.00.*",), "00.00", False), (("00.0.*",), "00.00.01", False), (("*",), "12", True),
    ],
)  # fmt: skip
def test_scope_says_who_may_read(scope: tuple[str, ...], office: str, may: bool) -> None:
    assert may_read(scope, office) is may
