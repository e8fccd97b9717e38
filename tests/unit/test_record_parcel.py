"""Parcels and the centre's statements: whole and unchanged, or refused; what is unknown passes."""

import io
import json
import random
import struct
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from record.errors import NotGenuine, Unreadable
from record.parcel import (
    FRAME_BYTES_MAX,
    PAYLOAD_BYTES_MAX,
    PIECE_BYTES_MAX,
    BlobItem,
    Item,
    RecordItem,
    StatementItem,
    frames,
    part_items,
    read_file,
    read_frame,
)
from record.receipt import (
    Credential,
    HeldBlob,
    HeldLog,
    Receipt,
    Refused,
    Signed,
    centre_key_id,
    open_statement,
    sign_credential,
    sign_receipt,
)
from record.signature import public_bytes, sign
from tests.unit.record_samples import a_header, fresh_key, some_hash, some_id

CENTRE = fresh_key()
AT = "2024-10-05T13:00:00.000+00:00"


def frame_of(
    payload: bytes, *, magic: bytes = b"BKP1", packed: bytes | None = None, length: int | None = None, digest: bytes | None = None
) -> bytes:
    packed = zstandard.ZstdCompressor().compress(payload) if packed is None else packed
    return struct.pack(">4sI32s", magic, len(packed) if length is None else length, digest or sha256(packed).digest()) + packed


def item_of(kind: bytes, meta: bytes, body: bytes) -> bytes:
    return struct.pack(">cII", kind, len(meta), len(body)) + meta + body


def some_items(seed: int) -> list[Item]:
    chance = random.Random(seed)
    items: list[Item] = []
    for _ in range(chance.randrange(1, 12)):
        items.append(RecordItem(a_header().to_bytes(), b'[{"by":"device"}]'))
        items += part_items(some_hash(), "answers", chance.randbytes(chance.choice([0, 1, 5_000, PIECE_BYTES_MAX, 300_000])))
        items.append(BlobItem(some_hash(), 0, 10**12, chance.randbytes(chance.choice([0, 100, PIECE_BYTES_MAX]))))
        items.append(StatementItem(chance.randbytes(chance.choice([0, 900]))))
    return items


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_items_come_back_in_their_order_and_no_frame_is_too_long(seed: int) -> None:
    items = some_items(seed)
    packed = list(frames(items))
    assert all(len(one) <= FRAME_BYTES_MAX for one in packed)
    assert [item for one in packed for item in read_frame(one)] == items
    assert [item for run in read_file(io.BytesIO(b"".join(packed))) for item in run] == items


def test_nothing_at_all_is_an_empty_parcel() -> None:
    assert list(frames([])) == [] and list(read_file(io.BytesIO(b""))) == []


def test_every_cut_and_every_changed_byte_is_refused() -> None:
    frame = next(frames([RecordItem(a_header().to_bytes(), b"[]"), *part_items(some_hash(), "answers", b"x" * 50)]))
    for length in range(len(frame)):
        with pytest.raises(Unreadable):
            read_frame(frame[:length])
    for place in range(len(frame)):
        changed = bytearray(frame)
        changed[place] ^= 1 << place % 8
        with pytest.raises(Unreadable):
            read_frame(bytes(changed))
    with pytest.raises(Unreadable):
        read_frame(frame + b"\0")


def test_frames_before_a_bad_one_stand() -> None:
    good = next(frames([StatementItem(b"one")]))
    found = read_file(io.BytesIO(good + b"BKP1 and then rubbish that is long enough to be a head"))
    assert next(found) == (StatementItem(b"one"),)
    with pytest.raises(Unreadable):
        next(found)


def test_a_file_cut_between_head_and_payload_is_refused() -> None:
    good = next(frames([StatementItem(b"one")]))
    for length in (1, 39, 40, len(good) - 1):
        with pytest.raises(Unreadable):
            list(read_file(io.BytesIO(good[:length])))


def bomb() -> bytes:
    return zstandard.ZstdCompressor(level=19).compress(b"\0" * (64 * 1024 * 1024))


def unstated_bomb() -> bytes:
    return zstandard.ZstdCompressor(level=19, write_content_size=False).compress(b"\0" * (64 * 1024 * 1024))


def lying_bomb() -> bytes:
    packed = bytearray(zstandard.ZstdCompressor(level=19).compress(b"\0" * (8 * 1024 * 1024)))
    where = packed.index(struct.pack("<I", 8 * 1024 * 1024))  # the content size it states
    struct.pack_into("<I", packed, where, 1000)
    return bytes(packed)


@pytest.mark.parametrize("packed", [bomb, unstated_bomb, lying_bomb])
def test_a_bomb_is_refused_before_it_goes_off(packed: Callable[[], bytes]) -> None:
    with pytest.raises(Unreadable):
        read_frame(frame_of(b"", packed=packed()))


def test_something_after_the_payload_is_refused() -> None:
    packed = zstandard.ZstdCompressor().compress(item_of(b"S", b"", b"x"))
    with pytest.raises(Unreadable):
        read_frame(frame_of(b"", packed=packed + zstandard.ZstdCompressor().compress(b"more")))
    with pytest.raises(Unreadable):
        read_frame(frame_of(b"", packed=packed + b"more"))


@pytest.mark.parametrize("packed", [b"", b"not zstandard", b"\x28\xb5\x2f\xfd"])
def test_a_payload_that_is_no_zstandard_is_refused(packed: bytes) -> None:
    with pytest.raises(Unreadable):
        read_frame(frame_of(b"", packed=packed))


def test_a_frame_above_256_kib_and_a_payload_above_1_mib_are_refused() -> None:
    with pytest.raises(Unreadable, match="256 KiB"):
        read_frame(b"BKP1" + b"\0" * FRAME_BYTES_MAX)
    with pytest.raises(Unreadable, match="256 KiB"):
        list(read_file(io.BytesIO(struct.pack(">4sI32s", b"BKP1", 2**32 - 1, b"\0" * 32))))
    with pytest.raises(Unreadable, match="1 MiB"):
        read_frame(frame_of(b"\0" * (PAYLOAD_BYTES_MAX + 1)))


def test_an_item_of_a_later_kind_is_passed_over() -> None:
    later = item_of(b"Z", b"\xff", b"anything")
    known = item_of(b"S", b"", b"one")
    assert read_frame(frame_of(later + known + later)) == (StatementItem(b"one"),)


HASH = '"' + "ab" * 32 + '"'


@pytest.mark.parametrize(
    "payload",
    [
        b"S", struct.pack(">cII", b"S", 0, 5) + b"1234", struct.pack(">cII", b"S", 2**32 - 1, 2**32 - 1), struct.pack(">cII", b"Z", 5,
        5) + b"x",
        item_of(b"R", b"[]", b"x" * 16_385),
        item_of(b"P", b"", b""), item_of(b"P", b"[]", b""), item_of(b"P", b"{}", b""),
        item_of(b"P", f'{{"record":{HASH},"name":"a","offset":0,"total":2}}'.encode(), b"abc"),
        item_of(b"P", f'{{"record":{HASH},"name":"a","offset":-1,"total":2}}'.encode(), b""),
        item_of(b"P", f'{{"record":{HASH},"name":"a","offset":true,"total":2}}'.encode(), b""),
        item_of(b"P", f'{{"record":{HASH},"name":"a","offset":0,"total":2097153}}'.encode(), b""),
        item_of(b"P", f'{{"record":{HASH},"name":"../a","offset":0,"total":2}}'.encode(), b""),
        item_of(b"P", b'{"record":"x","name":"a","offset":0,"total":2}', b""),
        item_of(b"P", f'{{"record":{HASH},"name":"a","offset":0,"offset":0,"total":2}}'.encode(), b""),
        item_of(b"P", f'{{"record":{HASH},"name":"a","offset":0,"total":999999}}'.encode(), b"x" * (PIECE_BYTES_MAX + 1)),
        item_of(b"B", b'{"sha256":"../../etc","offset":0,"total":2}', b""),
        item_of(b"B", f'{{"sha256":{HASH},"offset":0,"total":1.0}}'.encode(), b""),
        item_of(b"B", f'{{"sha256":{HASH},"offset":0,"total":99999999999999999}}'.encode(), b""),
    ],
)  # fmt: skip
def test_one_bad_item_refuses_the_whole_frame(payload: bytes) -> None:
    with pytest.raises(Unreadable):
        read_frame(frame_of(item_of(b"S", b"", b"good") + payload))


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_payload_is_read_or_refused_and_nothing_else_happens(payload: bytes) -> None:
    for raw in (payload, frame_of(payload)):
        try:
            items: Sequence[Item] = read_frame(raw)
        except Unreadable:
            continue
        assert raw != payload and (items or not payload or payload[:1] not in b"RPBS")


RECEIPT = Receipt(
    by=centre_key_id(CENTRE), at=AT, office="00.00.01", logs=(HeldLog(some_id(), 3, some_hash()),), blobs=(HeldBlob(some_hash(), 0),),
    refused=(Refused(some_hash(), "x"),)
)  # fmt: skip
CREDENTIAL = Credential(by=centre_key_id(CENTRE), at=AT, office="00.00.01", device=some_hash(), person=some_id(), sign_key=some_hash())


def test_a_receipt_and_a_credential_come_back_as_they_were_signed() -> None:
    assert open_statement(Signed.from_bytes(sign_receipt(CENTRE, RECEIPT).to_bytes()), public_bytes(CENTRE)) == RECEIPT
    assert open_statement(Signed.from_bytes(sign_credential(CENTRE, CREDENTIAL).to_bytes()), public_bytes(CENTRE)) == CREDENTIAL


def test_a_receipt_from_before_receipts_named_an_office_comes_back_as_it_was_signed() -> None:
    before = replace(RECEIPT, office="")
    assert b'"office"' not in sign_receipt(CENTRE, before).body
    assert open_statement(sign_receipt(CENTRE, before), public_bytes(CENTRE)) == before


def test_a_changed_statement_or_another_key_is_not_genuine() -> None:
    signed = sign_receipt(CENTRE, RECEIPT)
    with pytest.raises(NotGenuine):
        open_statement(Signed(signed.body.replace(b'"seq":3', b'"seq":9'), signed.der), public_bytes(CENTRE))
    with pytest.raises(NotGenuine):
        open_statement(signed, public_bytes(fresh_key()))


def test_a_signed_record_does_not_pass_for_a_receipt() -> None:
    body = sign_receipt(CENTRE, RECEIPT).body
    with pytest.raises(NotGenuine):
        open_statement(Signed(body, sign(CENTRE, "device", body).der), public_bytes(CENTRE))


@pytest.mark.parametrize(
    "changed",
    [
        {"v": 2}, {"v": True}, {"kind": "other"}, {"kind": None}, {"by": some_hash()}, {"at": "yesterday"}, {"at": None}, {"logs": None},
        {"logs": [1]}, {"logs": [{"log": "x", "seq": 1, "head": "ab" * 32}]}, {"logs": [{"log": some_id(), "seq": True,
        "head": "ab" * 32}]},
        {"office": ""}, {"office": None},
        {"blobs": [{"sha256": "ab", "size": 1}]}, {"blobs": [{"sha256": "ab" * 32, "size": -1}]}, {"refused": [{"record": 1,
        "reason": ""}]},
    ],
)  # fmt: skip
def test_a_statement_of_another_shape_is_refused_even_when_signed(changed: dict[str, object]) -> None:
    from record.signature import RECEIPT as PURPOSE

    body = json.dumps({**json.loads(sign_receipt(CENTRE, RECEIPT).body), **changed}).encode()
    with pytest.raises(Unreadable):
        open_statement(Signed(body, sign(CENTRE, "centre", body, purpose=PURPOSE).der), public_bytes(CENTRE))


def test_further_keys_of_a_later_version_are_passed_over() -> None:
    from record.signature import RECEIPT as PURPOSE

    body = json.dumps({**json.loads(sign_receipt(CENTRE, RECEIPT).body), "later": [1]}).encode()
    assert open_statement(Signed(body, sign(CENTRE, "centre", body, purpose=PURPOSE).der), public_bytes(CENTRE)) == RECEIPT


@pytest.mark.parametrize(
    "raw",
    [b"", b"[]", b"{}", b'{"body":"","der":"","more":""}', b'{"body":"*","der":""}', '{"body":"é","der":""}'.encode(), b" " * 300_000],
)
def test_bytes_that_are_no_statement_are_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        Signed.from_bytes(raw)
