"""The signed code of a paper: what it says, who may say it, and that no changed bit passes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import NotGenuine, Unreadable
from record.paper_mark import (
    PageCode,
    check_credential,
    check_mark,
    issue_credential,
    make_mark,
    make_page_code,
    page_key,
    read_credential,
    read_mark,
    read_page_code,
    records_fingerprint,
)
from record.signature import public_bytes
from tests.golden.make_paper_mark import CENTRE, FACTS, HERE, PERSON, made

OTHER = ec.derive_private_key(3003, ec.SECP256R1())
GOLDEN = json.loads((HERE / "paper_mark.json").read_text(encoding="utf-8"))
MARK = bytes.fromhex(GOLDEN["mark"])


def credential(**changed: str) -> bytes:
    said = {"office": FACTS.office, "role": "panwascam_chair", "name": "Sari Fiktiwati"} | changed
    return issue_credential(CENTRE, spki=public_bytes(PERSON), **said)


def is_genuine(raw: bytes) -> bool:
    try:
        mark = read_mark(raw)
        check_mark(mark)
        check_credential(mark.credential, public_bytes(CENTRE))
    except (NotGenuine, Unreadable):
        return False
    return True


def test_the_golden_code_is_made_and_read_as_ever() -> None:
    assert made() == GOLDEN
    mark = read_mark(MARK)
    assert mark.facts == FACTS
    assert (mark.credential.name, mark.credential.role, mark.credential.spki) == ("Sari Fiktiwati", "panwascam_chair", public_bytes(PERSON))
    assert is_genuine(MARK)
    assert read_page_code(bytes.fromhex(GOLDEN["page_code"])) == PageCode(page_key(FACTS.paper), 2, 3)


def test_no_changed_bit_and_no_cut_end_passes() -> None:
    assert not any(is_genuine(MARK[:at] + bytes([MARK[at] ^ 1 << at % 8]) + MARK[at + 1 :]) for at in range(len(MARK)))
    assert not any(is_genuine(MARK[:at]) for at in range(len(MARK)))
    assert not is_genuine(MARK + b"\0")


def test_facts_signed_by_another_key_do_not_hold() -> None:
    with pytest.raises(NotGenuine, match="person's signature"):
        check_mark(read_mark(make_mark(OTHER, FACTS, credential())))


def test_a_person_of_another_office_cannot_sign_for_this_one() -> None:
    with pytest.raises(NotGenuine, match="another office"):
        check_mark(read_mark(make_mark(PERSON, FACTS, credential(office="00.00.02"))))


def test_a_credential_cannot_be_taken_out_of_one_code_into_another() -> None:
    other = credential(role="regency")
    assert is_genuine(make_mark(PERSON, FACTS, other))
    assert not is_genuine(MARK.replace(credential(), other))


def test_a_centre_that_nobody_knows_vouches_for_nobody() -> None:
    forged = read_credential(issue_credential(OTHER, spki=public_bytes(PERSON), office="00.00.01", role="regency", name="X"))
    with pytest.raises(NotGenuine, match="another centre"):
        check_credential(forged, public_bytes(CENTRE))
    claimed = read_credential(forged.raw[:1] + read_mark(MARK).credential.raw[1:9] + forged.raw[9:])
    with pytest.raises(NotGenuine, match="centre's signature"):
        check_credential(claimed, public_bytes(CENTRE))


def test_long_names_and_numbers_are_cut_at_a_letter_and_still_fit_a_code_of_reasonable_size() -> None:
    long = make_mark(PERSON, replace(FACTS, number="é" * 200), credential(name="ü" * 200))
    assert read_mark(long).facts.number == "é" * 40
    assert read_mark(long).credential.name == "ü" * 30
    assert len(long) < 400


def test_a_date_or_page_that_does_not_exist_is_unreadable() -> None:
    raw = bytearray(MARK)
    raw[33:37] = (20241399).to_bytes(4)
    with pytest.raises(Unreadable):
        read_mark(bytes(raw))
    for page, pages in ((0, 3), (4, 3)):
        with pytest.raises(Unreadable):
            read_page_code(make_page_code(FACTS.paper, page, pages))


def test_the_fingerprint_tells_other_records_and_another_order_apart() -> None:
    one, two = "11" * 32, "22" * 32
    assert len({records_fingerprint((one, two)), records_fingerprint((two, one)), records_fingerprint((one,))}) == 3
    assert replace(FACTS, day=date(2024, 10, 7)) != FACTS
