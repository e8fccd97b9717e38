"""Hostile parcels, from a device that may speak and over a stick: nothing is believed, nothing grows, and what is wrong is named."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from record.parcel import MAGIC, Item, PartItem, RecordItem
from record.signature import sign, signatures_to_bytes
from server.stick import take_stick
from tests.builders import BuiltOffice, parcel
from tests.server.caller import Answer, Caller, b64, enrolment
from tests.server.conftest import Live

HEAD, ITEM = struct.Struct(">4sI32s"), struct.Struct(">cII")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What stands here is refused before the database is asked."""
    return f"sqlite:///{tmp_path / 'centre.db'}"


def framed(payload: bytes, *, magic: bytes = MAGIC) -> bytes:
    packed = zstandard.ZstdCompressor(level=6).compress(payload)
    return HEAD.pack(magic, len(packed), sha256(packed).digest()) + packed


def sealed_in(packed: bytes, *, magic: bytes = MAGIC, length: int | None = None) -> bytes:
    return HEAD.pack(magic, len(packed) if length is None else length, sha256(packed).digest()) + packed


def item(kind: bytes, meta: bytes, body: bytes, *, says: int | None = None) -> bytes:
    return ITEM.pack(kind, len(meta), len(body) if says is None else says) + meta + body


def bombs() -> Iterator[bytes]:
    """Small frames that would unpack to 200 MB, with and without saying so, in one run or in many."""
    content = bytes(200_000_000)
    yield sealed_in(zstandard.ZstdCompressor(level=3).compress(content))
    yield sealed_in(zstandard.ZstdCompressor(level=3, write_content_size=False).compress(content))
    one = zstandard.ZstdCompressor(level=3).compress(bytes(1_000_000))
    yield sealed_in(one * 200)
    stream = zstandard.ZstdCompressor(level=3).compressobj()
    yield sealed_in(stream.compress(content) + stream.flush())


@contextmanager
def little_memory(at_most: int = 30_000_000) -> Iterator[None]:
    """The server runs in this process: what it takes is seen."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
        assert peak < at_most
    finally:
        tracemalloc.stop()


def refused(answer: Answer) -> str:
    assert answer.status == 422, (answer.status, answer.body)
    return str(answer.code)


def test_bombs_are_refused_without_being_unpacked(live: Live, caller: Caller) -> None:
    for bomb in bombs():
        assert len(bomb) < 256 * 1024
        with little_memory():
            assert refused(caller.call("POST", "/v1/parcels", bomb)) == "parcel.unreadable"
    assert live.count("records") == 1


def test_a_bomb_in_the_roster_of_an_enrolment_is_refused(live: Live) -> None:
    office = BuiltOffice("00.00.03")
    asked = enrolment(office, live.code(office.code))
    for bomb in bombs():
        with little_memory(60_000_000):
            answer = Caller(live.port, office.laptop.key).post_json("/v1/enrol", {**asked, "roster": [b64(bomb)] * 8})
        assert (answer.status, answer.code) == (400, "request.unreadable")


def test_lengths_that_lie_are_refused(live: Live, office: BuiltOffice, caller: Caller) -> None:
    good = parcel(office.write())
    header = office.write().item.header
    lies = [
        good[:-1],
        good + b"x",
        good[:4] + (2**32 - 1).to_bytes(4, "big") + good[8:],
        good[:4] + bytes(4) + good[8:],
        framed(item(b"R", b"[]", header, says=len(header) + 1)),
        framed(item(b"R", b"[]", header, says=2**32 - 1)),
        framed(item(b"R", b"[]", header, says=1)),
        framed(item(b"P", b"x" * 100, b"")[:-50]),
        framed(b"R"),
        b"",
        MAGIC,
    ]
    assert {refused(caller.call("POST", "/v1/parcels", one)) for one in lies} == {"parcel.unreadable"}
    assert live.count("records") == 1


@pytest.mark.parametrize("total", [-1, 0, 2**63, 10**30])
def test_a_piece_of_a_part_with_a_size_that_cannot_be_is_no_fault(office: BuiltOffice, caller: Caller, total: int) -> None:
    written = office.write()
    meta = json.dumps({"record": written.id, "name": "answers", "offset": 0, "total": total}, separators=(",", ":")).encode()
    answer = caller.call("POST", "/v1/parcels", framed(item(b"P", meta, b"abcd")))
    assert answer.status in (200, 422)
    assert caller.parcel(written).status == 200  # and the right one is taken afterwards


def test_other_versions_of_frames_are_refused_and_unknown_items_passed_over(live: Live, caller: Caller, office: BuiltOffice) -> None:
    payload = item(b"R", b"[]", office.write().item.header)
    for magic in (b"BKP2", b"BKP0", b"bkp1", bytes(4), b"BKS1"):
        assert refused(caller.call("POST", "/v1/parcels", framed(payload, magic=magic))) == "parcel.unreadable"
    unknown = caller.call("POST", "/v1/parcels", framed(item(b"Z", b"", b"x")))
    assert (unknown.status, live.count("records")) == (200, 1)  # passed over: a later version may know it


def signed(office: BuiltOffice, header: bytes) -> RecordItem:
    return RecordItem(header, signatures_to_bytes((sign(office.laptop.key, "device", header),)))


def test_headers_of_another_version_or_with_a_key_twice_or_too_large_are_set_aside_with_the_reason(
    live: Live, office: BuiltOffice, caller: Caller
) -> None:
    header = office.write().item.header
    told = json.loads(header)
    bad = {
        "version 2": json.dumps({**told, "v": 2}).encode(),
        "version 1.0": header.replace(b'"v":1', b'"v":1.0', 1),
        "a key twice": header[:-1] + b',"office":"00.00.02"}',
        "first key twice": b'{"v":1,' + header[1:],
        "an unknown key": json.dumps({**told, "more": 1}).encode(),
        "deep": b"[" * 4_000 + b"]" * 4_000,
        "not a number": header.replace(b'"seq":2', b'"seq":NaN', 1),
        "huge number": header.replace(b'"seq":2', b'"seq":' + b"9" * 5000, 1),
        "lone surrogate": header.replace(b'"type":"form.saved"', b'"type":"\\ud800"', 1),
    }
    for name, raw in bad.items():
        receipt = live.receipt(caller.items([signed(office, raw)]))
        assert sha256(raw).hexdigest() in {one.record for one in receipt.refused}, name
    large = header[:-1] + b" " * 17_000 + b"}"
    assert caller.items([signed(office, large)]).status in (200, 422)
    assert live.count("records") == 1


def test_a_key_given_twice_in_a_request_is_refused(caller: Caller) -> None:
    for body in (b'{"logs": [], "logs": []}', b'{"wanted": [], "wanted": ["' + b"ab" * 32 + b'"]}'):
        assert caller.call("POST", "/v1/hello", body).code == "request.unreadable"
    for body in (b"[" * 100_000, b'{"logs":' * 50_000, b'{"logs": ' + b"9" * 10_000 + b"}", b'{"logs": NaN}'):
        assert caller.call("POST", "/v1/hello", body).code == "request.unreadable"


def test_names_that_are_paths_lead_nowhere(live: Live, office: BuiltOffice, caller: Caller, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    tricks = ("../../x", "/etc/passwd", "..\\x", "a/b", ".", "", "x\0y", "CON", "%2e%2e%2fx")
    written = office.write()
    for trick in tricks:
        odd: list[Item] = [written.item, PartItem(written.id, trick, 0, 4, b"oops")]
        assert caller.items(odd).status in (200, 422)
        assert caller.post_json("/v1/enrol", {**enrolment(office, "x"), "office": trick}).status == 400
    for target in (
        "/v1/blobs/..%2f..%2fcentre-key.pem",
        "/v1/blobs/../../centre.db",
        "/v1/blobs/" + "AB" * 32,
        "/v1/blobs/%00",
        "/console/../v1/x",
    ):
        assert caller.call("GET", target).status == 404
        assert caller.plain("PATCH", target, b"", {"Upload-Offset": "0", "Upload-Length": "0", "Upload-Attempt": "0" * 32}).status == 404
    after = [path for path in sorted(tmp_path.rglob("*")) if path not in before and path.suffix not in (".db-wal", ".db-shm")]
    assert after == []
    assert live.count("records") == 1


def test_a_stick_of_tricks_is_named_file_by_file_and_nothing_of_it_is_taken(live: Live, tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "BUKTI" / "0123ABCD" / "00000001"
    folder.mkdir(parents=True)
    (folder / "P0000001.BUK").write_bytes(os.urandom(3000))
    (folder / "P0000002.BUK").write_bytes(next(bombs()))
    (folder / "P0000003.BUK").write_bytes(b"")
    (folder / "P0000004.BUK").mkdir()
    (folder / "P0000005.BUK").symlink_to("/dev/zero")
    (folder / "P0000006.BUK").write_bytes((2**32 - 1).to_bytes(4, "big") * 200)
    with little_memory():
        taken = take_stick(live.centre, tmp_path / "stick")
    assert taken.frames == 0
    assert len(taken.faults or {}) >= 5
    assert live.count("records") == 0
