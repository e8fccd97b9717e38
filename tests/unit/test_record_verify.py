"""The judgement on one record: who signed it, for which office, and whether it lies where it says."""

from dataclasses import replace

import pytest

from record.errors import NotGenuine
from record.roster import Roster
from record.signature import sign, signatures_to_bytes
from record.verify import LEGAL_ACTS, check_place, check_record
from tests.unit.record_samples import Laptop, Office, a_header, a_record, fresh_key, some_hash, some_id


def test_every_legal_act_needs_the_persons_own_signature() -> None:
    office = Office()
    roster = office.roster()
    for type in sorted(LEGAL_ACTS - {one for one in LEGAL_ACTS if one.startswith("roster.")}):
        check_record(*a_record(office.laptop, office.chair, type), roster)
        with pytest.raises(NotGenuine, match="person's signature"):
            check_record(*a_record(office.laptop, office.chair, type, with_person=False), roster)


def test_a_record_for_another_office_or_by_an_unknown_device_is_not_genuine() -> None:
    office, other = Office(), Office("00.00.02")
    roster = Roster.of([*office.records, *other.records])
    for laptop, by in ((replace(office.laptop, office="00.00.02"), office.chair), (Laptop(), office.chair), (office.laptop, other.chair)):
        with pytest.raises(NotGenuine):
            check_record(*a_record(laptop, by), roster)


def test_two_signatures_by_one_or_a_wrong_one_beside_a_good_one_are_not_genuine() -> None:
    office = Office()
    raw, _ = a_record(office.laptop, office.chair)
    device = sign(office.laptop.key, "device", raw)
    for signatures in ((device, device), (device, sign(fresh_key(), "person", raw)), (sign(fresh_key(), "device", raw),)):
        with pytest.raises(NotGenuine):
            check_record(raw, signatures_to_bytes(signatures), office.roster())
    swapped = (replace(device, by="person"), replace(sign(office.chair.key, "person", raw), by="device"))
    with pytest.raises(NotGenuine):
        check_record(raw, signatures_to_bytes(swapped), office.roster())


def test_an_unknown_type_is_judged_by_its_signatures() -> None:
    office = Office()
    assert check_record(*a_record(office.laptop, office.chair, "something.later"), office.roster()).type == "something.later"


def test_a_record_follows_the_one_before_it_in_a_log_of_one_device() -> None:
    header = a_header(seq=3, prev="ab" * 32)
    check_place(header, previous=("ab" * 32, 2), parents={}, previous_device=header.device)
    for previous in (("cd" * 32, 2), ("ab" * 32, 1), ("ab" * 32, 3), None):
        with pytest.raises(NotGenuine):
            check_place(header, previous=previous, parents={})
    with pytest.raises(NotGenuine, match="another device"):
        check_place(header, previous=("ab" * 32, 2), parents={}, previous_device="00" * 32)


def test_lamport_follows_from_the_parents_that_are_at_hand() -> None:
    one, two = sorted((some_hash(), some_hash()))
    header = a_header(parents=(one, two), lamport=8)
    check_place(header, previous=None, parents={one: (header.stream, 7), two: (header.stream, 3)})
    check_place(header, previous=None, parents={one: (header.stream, 99)})  # the other is not at hand
    for parents in (
        {one: (header.stream, 8), two: (header.stream, 3)},
        {one: (some_id(), 7), two: (header.stream, 3)},
        {one: (some_id(), 7)},
    ):
        with pytest.raises(NotGenuine):
            check_place(header, previous=None, parents=parents)
