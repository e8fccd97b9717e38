"""Parts, seals and signatures: they hold for what was signed and for nothing else."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from record.errors import NotGenuine, Unreadable
from record.header import PART_BYTES_MAX
from record.part import Part, check_plaintext, check_stored, sealed_of
from record.seal import Sealed, key_id, wrap_key
from record.signature import (
    RECEIPT,
    REQUEST,
    is_p256,
    public_bytes,
    sign,
    signatures_from_bytes,
    signatures_to_bytes,
    verify,
)
from record.verify import check_parts
from tests.unit.record_samples import a_header, fresh_key

READER, OTHER = X25519PrivateKey.generate(), X25519PrivateKey.generate()
BODY = {"name": "Siti", "answers": {"n": 3, "list": ["ya", ""]}}
json_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
bodies = st.dictionaries(
    json_text.filter(lambda key: key != "salt"), json_text | st.integers(-(10**15) + 1, 10**15) | st.lists(json_text), max_size=5
)


def public(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def sealed_part(*readers: X25519PrivateKey) -> Part:
    return Part.fresh("identity", BODY, sealed_to={key_id(public(one)): public(one) for one in readers or (READER,)})


@settings(max_examples=40, deadline=None)
@given(bodies)
def test_a_part_comes_back_as_it_was_open_or_sealed(body: dict[str, object]) -> None:
    opened = Part.fresh("answers", body)
    check_stored(opened.ref, opened.stored)
    assert check_plaintext(opened.ref, opened.stored) == body
    sealed = Part.fresh("answers", body, sealed_to={key_id(public(READER)): public(READER)})
    assert check_plaintext(sealed.ref, sealed_of(sealed.ref, sealed.stored).open(READER)) == body


def test_two_parts_of_one_body_have_different_hashes() -> None:
    assert Part.fresh("answers", BODY).ref.sha256 != Part.fresh("answers", BODY).ref.sha256


def test_every_changed_byte_of_a_stored_part_is_seen_without_opening_it() -> None:
    for part in (Part.fresh("answers", BODY), sealed_part()):
        for place in range(0, len(part.stored), 7):
            changed = bytearray(part.stored)
            changed[place] ^= 1
            with pytest.raises(NotGenuine):
                check_stored(part.ref, bytes(changed))


def test_a_part_above_1_mib_or_with_a_float_is_not_made() -> None:
    with pytest.raises(Unreadable):
        Part.fresh("answers", {"text": "x" * PART_BYTES_MAX})
    with pytest.raises(Unreadable):
        Part.fresh("answers", {"number": 0.5})


@pytest.mark.parametrize("salt", [None, "", "ab", "AB" * 16, "zz" * 16, 5])
def test_a_part_without_a_salt_is_refused(salt: object) -> None:
    plaintext = json.dumps({"salt": salt, "name": "x"}).encode()
    ref = replace(Part.fresh("answers", BODY).ref, sha256=sha256(plaintext).hexdigest(), size=len(plaintext))
    with pytest.raises(Unreadable, match="salt"):
        check_plaintext(ref, plaintext)


@pytest.mark.parametrize("plaintext", [b"", b"[]", b"not JSON", b'{"salt":"' + b"ab" * 16 + b'","n":1.5}', b'{"name":"x"}'])
def test_an_open_part_that_cannot_be_read_is_not_genuine_even_under_its_own_hash(plaintext: bytes) -> None:
    ref = replace(Part.fresh("answers", BODY).ref, sha256=sha256(plaintext).hexdigest(), size=len(plaintext))
    with pytest.raises(NotGenuine):
        check_stored(ref, plaintext)


def test_a_size_that_was_not_signed_is_not_genuine() -> None:
    part = Part.fresh("answers", BODY)
    for check in (check_stored, check_plaintext):
        with pytest.raises(NotGenuine):
            check(replace(part.ref, size=part.ref.size + 1), part.stored)


def test_a_missing_part_and_a_part_that_was_never_signed_are_named() -> None:
    part = Part.fresh("answers", BODY)
    header = a_header(parts=(part.ref,))
    check_parts(header, {"answers": part.stored})
    with pytest.raises(NotGenuine, match="missing"):
        check_parts(header, {})
    with pytest.raises(NotGenuine, match="never signed"):
        check_parts(header, {"answers": part.stored, "more": b"{}"})


def test_only_a_reader_opens_a_sealed_part() -> None:
    part = sealed_part(READER)
    with pytest.raises(NotGenuine):
        sealed_of(part.ref, part.stored).open(OTHER)
    assert b"Siti" not in part.stored


def test_every_reader_opens_it_alone() -> None:
    part = sealed_part(READER, OTHER)
    for key in (READER, OTHER):
        assert check_plaintext(part.ref, sealed_of(part.ref, part.stored).open(key)) == BODY


def test_a_later_reader_opens_it_with_a_key_wrapped_again() -> None:
    part = sealed_part(READER)
    sealed = sealed_of(part.ref, part.stored)
    again = wrap_key(sealed.content_key(READER), public(OTHER), bound_to=part.ref.sha256)
    assert check_plaintext(part.ref, sealed.open(OTHER, wrapped=again)) == BODY


def test_a_key_wrapped_for_another_part_opens_nothing() -> None:
    part = sealed_part(READER)
    sealed = sealed_of(part.ref, part.stored)
    again = wrap_key(sealed.content_key(READER), public(OTHER), bound_to="00" * 32)
    with pytest.raises(NotGenuine):
        sealed.open(OTHER, wrapped=again)


def test_nobody_can_shut_a_reader_out_by_a_wrong_later_key() -> None:
    part = sealed_part(READER)
    rubbish = wrap_key(b"\0" * 32, public(READER), bound_to=part.ref.sha256)
    assert check_plaintext(part.ref, sealed_of(part.ref, part.stored).open(READER, wrapped=rubbish)) == BODY


def resealed_by_hand(change: dict[str, object]) -> tuple[Part, bytes]:
    part = sealed_part(READER)
    stored = json.dumps({**json.loads(part.stored), **change}).encode()
    return part, stored


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2}, {"v": True}, {"bound_to": "00" * 32}, {"bound_to": "x"}, {"to": {}}, {"to": {"ab" * 32: ""}}, {"to": []},
        {"to": {"x": ""}},
        {"ciphertext": "é"}, {"ciphertext": "*"}, {"ciphertext": 5}, {"more": 1},
    ],
)  # fmt: skip
def test_a_seal_that_does_not_say_what_the_record_says_is_not_genuine_even_under_its_own_hash(change: dict[str, object]) -> None:
    part, stored = resealed_by_hand(change)
    ref = replace(part.ref, sealed_sha256=sha256(stored).hexdigest())
    with pytest.raises(NotGenuine):
        check_stored(ref, stored)


def test_nothing_is_sealed_to_nobody() -> None:
    with pytest.raises(Unreadable, match="nobody"):
        Part.fresh("identity", BODY, sealed_to={})


def test_a_changed_ciphertext_is_not_opened() -> None:
    sealed = Sealed.from_bytes(sealed_part().stored)
    for changed in (b"", sealed.ciphertext[:-1], sealed.ciphertext[:12], bytes([sealed.ciphertext[0] ^ 1]) + sealed.ciphertext[1:]):
        with pytest.raises(NotGenuine):
            replace(sealed, ciphertext=changed).open(READER)


def test_a_signature_holds_for_its_message_key_and_purpose_only() -> None:
    key, other = fresh_key(), fresh_key()
    signature = sign(key, "device", b"message")
    verify(public_bytes(key), signature, b"message")
    with pytest.raises(NotGenuine):
        verify(public_bytes(key), signature, b"Message")
    with pytest.raises(NotGenuine):
        verify(public_bytes(other), signature, b"message")
    with pytest.raises(NotGenuine):
        verify(public_bytes(other), replace(signature, key=key_id(public_bytes(other))), b"message")
    for purpose in (RECEIPT, REQUEST, b""):
        with pytest.raises(NotGenuine):
            verify(public_bytes(key), signature, b"message", purpose=purpose)


def test_a_key_of_another_curve_or_kind_is_refused() -> None:
    from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    other = ec.generate_private_key(ec.SECP384R1())
    with pytest.raises(NotGenuine, match="P-256"):
        verify(public_bytes(other), sign(other, "device", b"x"), b"x")
    for key in (ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, 2048)):
        spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        assert not is_p256(spki)
        with pytest.raises(NotGenuine):
            verify(spki, replace(sign(fresh_key(), "device", b"x"), key=key_id(spki)), b"x")
    assert not is_p256(b"") and not is_p256(public_bytes(other)) and is_p256(public_bytes(fresh_key()))


def test_a_compressed_point_is_no_key_of_ours() -> None:
    point = fresh_key().public_key().public_numbers()
    short = bytes([2 + point.y % 2]) + point.x.to_bytes(32, "big")
    assert not is_p256(bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + short)


def test_signatures_come_back_as_they_were() -> None:
    both = (sign(fresh_key(), "device", b"x"), sign(fresh_key(), "person", b"x"))
    assert signatures_from_bytes(signatures_to_bytes(both)) == both


@pytest.mark.parametrize(
    "raw",
    [
        b"[]", b"{}", b"[1]", b'[{"by":"device","key":"ab"}]',
        b'[{"by":"centre","key":"' + b"ab" * 32 + b'","der":""}]',
        b'[{"by":"device","key":"' + b"AB" * 32 + b'","der":""}]',
        b'[{"by":"device","key":"' + b"ab" * 32 + b'","der":"*"}]',
        '[{"by":"device","key":"{}","der":"é"}]'.replace("{}", "ab" * 32).encode(),
        b'[{"by":"device","key":"' + b"ab" * 32 + b'","der":"","more":1}]',
    ],
)  # fmt: skip
def test_signatures_of_another_shape_are_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        signatures_from_bytes(raw)


def test_nine_signatures_are_too_many() -> None:
    one = sign(fresh_key(), "device", b"x")
    with pytest.raises(Unreadable):
        signatures_from_bytes(signatures_to_bytes((one,) * 9))
