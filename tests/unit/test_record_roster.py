"""The roster: who may admit, change and end, what an ended key still counts for, and that no order of arrival changes it."""

import base64
import random
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import NotGenuine
from record.header import Header
from record.roster import Roster, root_stream
from record.signature import signatures_to_bytes
from record.verify import check_record
from tests.unit.record_samples import Laptop, Member, Office, a_record, fresh_key, id_of, is_refused, known, refuses, some_id, vouch


def test_the_founder_stands_in_the_roster_with_his_laptop() -> None:
    office = Office()
    roster = office.roster()
    assert roster.refused == {} and [p.id for p in roster.active("00.00.01")] == [office.chair.id]
    assert roster.devices[office.laptop.id].root == root_stream(office.laptop.id) == roster.root_of("00.00.01")


def test_a_chair_admits_and_a_member_may_not() -> None:
    office = Office()
    member = office.admit()
    office.admit(by=member)
    roster = office.roster()
    assert is_refused(roster, office.records[-1]) and "may not" in roster.refused[id_of(office.records[-1])]
    assert {p.id for p in roster.active("00.00.01")} == {office.chair.id, member.id}


def test_a_founder_who_is_no_chair_admits_until_there_is_a_chair() -> None:
    office = Office(role="panwascam_staff")
    first = office.admit()
    office.admit("panwascam_chair")
    third = office.admit()
    roster = office.roster()
    assert first.id in roster.people and third.id not in roster.people and is_refused(roster, office.records[-1])


@pytest.mark.parametrize(
    "type", ["roster.person_admitted", "roster.person_changed", "roster.key_renewed", "roster.person_ended", "roster.device_ended"]
)
def test_no_member_does_what_only_a_chair_may(type: str) -> None:
    office = Office()
    member = office.admit()
    other = office.admit()
    body = {
        "roster.person_ended": {"person": other.id, "reason": "", "known": []},
        "roster.device_ended": {"device": office.laptop.id, "reason": "", "known": []},
        "roster.key_renewed": Member("panwascam_member", id=other.id).entry(known=[]),
    }.get(type, replace(other, role="panwascam_chair").entry())
    assert refuses(office, office.act(type, body, member))


def test_a_forged_chair_with_the_device_key_but_not_his_passphrase_is_refused() -> None:
    office = Office()
    office.admit(signed_by=fresh_key())
    assert is_refused(office.roster(), office.records[-1])
    office = Office()
    office.admit(without_person=True)
    assert is_refused(office.roster(), office.records[-1])
    office = Office()
    thief = Member("panwascam_chair")
    office.act("roster.person_admitted", thief.entry(), office.chair, signed_by=thief.key)
    assert is_refused(office.roster(), office.records[-1])


def test_a_member_signing_as_the_chair_with_his_own_key_is_refused() -> None:
    office = Office()
    member = office.admit()
    office.admit(signed_by=member.key)
    assert is_refused(office.roster(), office.records[-1])


def test_a_changed_part_or_a_missing_one_is_refused_and_breaks_nothing() -> None:
    office = Office()
    office.admit()
    last = office.records.pop()
    changed = replace(last, parts={"person": last.parts["person"].replace(b"member", b"chair ")})
    for bad in (changed, replace(last, parts={})):
        assert is_refused(office.roster(bad), bad)
    no_part = office.laptop.write("roster.person_admitted", {}, office.chair, after=[office.root])
    assert is_refused(office.roster(no_part), no_part)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sign_key": "é"},
        {"sign_key": ""},
        {"seal_key": "AAAA"},
        {"seal_key": "AQ" + "A" * 41 + "="},
        {"role": 5},
        {"person": "x"},
        {"sign_key": "AAAA"},
    ],
)
def test_an_entry_of_another_shape_is_refused(wrong: dict[str, object]) -> None:
    office = Office()
    assert refuses(office, office.act("roster.person_admitted", Member("ptps").entry(**wrong)))


def test_a_key_of_another_curve_does_not_enter_the_roster() -> None:
    office = Office()
    member = Member("panwascam_member", key=ec.generate_private_key(ec.SECP384R1()))
    assert refuses(office, office.act("roster.person_admitted", member.entry()))


# a second laptop


def test_a_second_laptop_adds_itself_and_nobody_adds_it_for_another_office() -> None:
    office, second = Office(), Laptop()
    office.act("roster.device_added", second.body(), laptop=second)
    assert second.id in office.roster().devices
    other = Office("00.00.02")
    stolen = other.act("roster.device_added", office.laptop.body())
    assert is_refused(Roster.of([*office.records, *other.records]), stolen)


def test_a_stranger_cannot_add_his_laptop() -> None:
    office, second, stranger = Office(), Laptop(), Member("panwascam_chair")
    assert refuses(office, office.act("roster.device_added", second.body(), stranger, laptop=second))


# two roots


def test_a_forged_root_of_the_same_office_changes_nothing_in_the_real_one() -> None:
    office = Office()
    thief = Member("panwascam_chair", id=office.chair.id)  # under the real chair's id
    forged = Office()
    forged.chair, forged.laptop = thief, Laptop()
    forged.records = [forged.laptop.found(thief)]
    takeover = forged.laptop.write(
        "roster.person_ended", {"end": {"person": office.chair.id, "reason": "", "known": []}}, thief, after=[office.root]
    )
    for records in ([*office.records, *forged.records, takeover], [takeover, *forged.records, *office.records]):
        roster = Roster.of(records, own_root=root_stream(office.laptop.id))
        assert is_refused(roster, takeover) and set(roster.refused) == {id_of(takeover)}
        assert office.chair.key_id in roster.people[office.chair.id].keys
        assert [set(p.keys) for p in roster.active("00.00.01")] == [{office.chair.key_id}]
        signed = a_record(office.laptop, office.chair, "paper.signed")
        check_record(*signed, roster)


def test_of_two_roots_the_vouched_one_is_believed_and_without_a_voucher_none() -> None:
    first, second = Office(), Office()
    records = [*first.records, *second.records]
    assert Roster.of(records).root_of("00.00.01") is None and Roster.of(records).active("00.00.01") == ()
    vouched = Roster.of(records, vouched=[vouch(second.chair, "00.00.01", second.laptop)])
    assert [p.id for p in vouched.active("00.00.01")] == [second.chair.id]


def test_a_forged_root_that_names_a_vouched_person_with_his_public_key_is_not_vouched_for() -> None:
    """Everybody knows the regency's public keys: a forger may enter them beside a key to seal to that is his own."""
    regency, thief = Office("00.00", "regency"), Office("00.00", "regency")
    bait = replace(regency.chair, seal=Member("regency").seal)
    thief.act("roster.person_admitted", bait.entry())
    voucher = vouch(regency.chair, "00.00", regency.laptop)
    alone = Roster.of(thief.records, vouched=[voucher])
    assert not alone.is_trusted("00.00") and not any(alone.is_vouched(person) for person in alone.active("00.00"))
    both = Roster.of([*thief.records, *regency.records], vouched=[voucher])
    assert [person.seal_key for person in both.active("00.00")] == [regency.chair.seal.public_key().public_bytes_raw()]
    assert both.doubted == {root_stream(thief.laptop.id)}


def test_nobody_founds_a_roster_on_a_stream_that_is_not_his_laptops() -> None:
    office, laptop, thief = Office(), Laptop(), Member("panwascam_chair")
    bodies = {"office": {"code": laptop.office}, "person": thief.entry(), "device": laptop.body()}
    forged = laptop.write("roster.founded", bodies, thief, stream=root_stream(office.laptop.id))
    roster = office.roster(forged)
    assert set(roster.refused) == {id_of(forged)} and office.laptop.id in roster.devices


# the regency


def regency_and_district() -> tuple[Office, Office]:
    return Office("00.00", "regency"), Office("00.00.01")


def test_the_regency_acts_in_an_office_below_only_when_the_centre_vouches_for_it() -> None:
    above, below = regency_and_district()
    member = Member("panwascam_chair")
    act = above.laptop.write("roster.person_admitted", {"person": member.entry()}, above.chair, after=[below.root], office="00.00.01")
    records = [*above.records, *below.records, act]
    assert is_refused(Roster.of(records), act)
    assert member.id in Roster.of(records, vouched=[vouch(above.chair, "00.00", above.laptop)]).people
    for wrong in (
        vouch(above.chair, "00.00.01", above.laptop),
        vouch(Member("regency"), "00.00", above.laptop),
        replace(vouch(above.chair, "00.00", above.laptop), person=some_id()),
    ):
        assert is_refused(Roster.of(records, vouched=[wrong]), act)


def test_a_vouched_person_of_a_district_does_not_become_the_regency_by_founding_one() -> None:
    below, thief = Office("00.00.01"), Office("00.00.02")
    laptop = Laptop("00.00")
    pretended = Member("regency", id=thief.chair.id, key=thief.chair.key)
    root = laptop.found(pretended)
    act = laptop.write("roster.person_admitted", {"person": Member("ptps").entry()}, pretended, after=[below.root], office="00.00.01")
    records = [*below.records, *thief.records, root, act]
    assert is_refused(Roster.of(records, vouched=[vouch(thief.chair, "00.00.02", thief.laptop)]), act)


def test_a_district_chair_who_calls_himself_regency_rules_no_village() -> None:
    district, village = Office("00.00.01", "regency"), Office("00.00.01.0001", "pkd")
    act = district.laptop.write(
        "roster.person_admitted", {"person": Member("pkd").entry()}, district.chair, after=[village.root], office="00.00.01.0001"
    )
    assert is_refused(
        Roster.of([*district.records, *village.records, act], vouched=[vouch(district.chair, "00.00.01", district.laptop)]), act
    )


def test_the_regency_does_not_act_outside_its_region() -> None:
    above, elsewhere = Office("00.00", "regency"), Office("00.01.01")
    act = above.laptop.write(
        "roster.person_admitted", {"person": Member("ptps").entry()}, above.chair, after=[elsewhere.root], office="00.01.01"
    )
    assert is_refused(Roster.of([*above.records, *elsewhere.records, act], vouched=[vouch(above.chair, "00.00", above.laptop)]), act)


def test_an_officer_of_an_old_regency_acts_in_a_young_office() -> None:
    above, below = regency_and_district()
    for _ in range(4):
        above.admit("panwascam_staff")
    officer = above.admit("regency")  # lamport 6 in his own roster, 2 in the district's
    act = above.laptop.write("roster.person_admitted", {"person": Member("ptps").entry()}, officer, after=[below.root], office="00.00.01")
    roster = Roster.of([*above.records, *below.records, act], vouched=[vouch(officer, "00.00", above.laptop)])
    assert roster.refused == {}


def test_what_an_officer_of_the_regency_did_stays_when_he_leaves() -> None:
    above, below = regency_and_district()
    officer = above.admit("regency")
    act = above.laptop.write("roster.person_admitted", {"person": Member("ptps").entry()}, officer, after=[below.root], office="00.00.01")
    above.act("roster.person_ended", {"person": officer.id, "reason": "", "known": known(above.laptop)}, after=above.records[-1:])
    late = above.laptop.write("roster.person_admitted", {"person": Member("ptps").entry()}, officer, after=[below.root], office="00.00.01")
    roster = Roster.of([*above.records, *below.records, act, late], vouched=[vouch(officer, "00.00", above.laptop)])
    assert set(roster.refused) == {id_of(late)}


# ends


def test_an_ended_person_counts_up_to_what_was_known_and_not_beyond() -> None:
    office = Office()
    member = office.admit()
    reached = office.laptop.seq + 5
    office.act("roster.person_ended", {"person": member.id, "reason": "", "known": [{"log": office.laptop.log, "seq": reached}]})
    roster = office.roster()
    assert roster.refused == {} and member.id not in {p.id for p in roster.active("00.00.01")}
    for type in ("paper.signed", "form.saved"):
        check_record(*a_record(office.laptop, member, type, seq=reached), roster)
        with pytest.raises(NotGenuine, match="ended"):
            check_record(*a_record(office.laptop, member, type, seq=reached + 1), roster)
        with pytest.raises(NotGenuine):
            check_record(*a_record(replace(office.laptop, log=some_id()), member, type, seq=1), roster)


def test_an_ended_laptop_counts_up_to_what_was_known_and_not_beyond() -> None:
    office, second = Office(), Laptop()
    office.act("roster.device_added", second.body(), laptop=second)
    office.act("roster.device_ended", {"device": second.id, "reason": "dicuri", "known": [{"log": second.log, "seq": 9}]})
    roster = office.roster()
    assert roster.refused == {}
    check_record(*a_record(second, office.chair, seq=9), roster)
    with pytest.raises(NotGenuine, match="ended"):
        check_record(*a_record(second, office.chair, seq=10), roster)


def test_a_thief_with_an_ended_key_cannot_claim_an_earlier_place_in_the_roster() -> None:
    office, second = Office(), Laptop()
    old = office.admit("panwascam_chair")
    office.act("roster.device_added", second.body(), old, laptop=second)
    office.act("roster.person_ended", {"person": old.id, "reason": "", "known": known(office.laptop, second)})
    backdated = second.write("roster.person_admitted", {"person": Member("panwascam_chair").entry()}, old, after=[office.root])
    assert Header.from_bytes(backdated.header_bytes).lamport == 2  # before his end, as he would have it
    roster = office.roster(backdated)
    assert set(roster.refused) == {id_of(backdated)}


def test_what_a_backdated_person_did_falls_with_him() -> None:
    office, second = Office(), Laptop()
    old = office.admit("panwascam_chair")
    office.act("roster.device_added", second.body(), old, laptop=second)
    office.act("roster.person_ended", {"person": old.id, "reason": "", "known": known(office.laptop, second)})
    accomplice = Member("panwascam_chair")
    first = second.write("roster.person_admitted", {"person": accomplice.entry()}, old, after=[office.root])
    then = second.write("roster.person_admitted", {"person": Member("ptps").entry()}, accomplice, after=[first])
    assert set(office.roster(first, then).refused) == {id_of(first), id_of(then)}


def test_a_person_ends_himself_and_that_record_still_counts() -> None:
    office = Office()
    member = office.admit()
    end = office.act("roster.person_ended", {"person": member.id, "reason": "pindah", "known": known(office.laptop)}, member)
    roster = office.roster()
    assert roster.refused == {} and not roster.people[member.id].is_active
    check_record(end.header_bytes, signatures_to_bytes(end.signatures), roster)


def test_a_renewed_key_signs_and_the_old_one_counts_only_for_what_was_known() -> None:
    office = Office()
    member = office.admit()
    again = Member("panwascam_member", id=member.id)
    office.act("roster.key_renewed", again.entry(known=known(office.laptop)))
    roster = office.roster()
    check_record(*a_record(office.laptop, member, "paper.signed", seq=2), roster)
    check_record(*a_record(office.laptop, again, "paper.signed", seq=99), roster)
    with pytest.raises(NotGenuine, match="ended"):
        check_record(*a_record(office.laptop, member, "paper.signed", seq=99), roster)


def test_a_change_of_name_cannot_change_the_key_to_which_parts_are_sealed_but_a_renewal_can() -> None:
    office = Office()
    member = office.admit()
    other = Member("panwascam_member").entry()["seal_key"]
    office.act("roster.person_changed", {**member.entry(), "name": "Nama Baru", "seal_key": other})
    assert is_refused(office.roster(), office.records.pop()) and office.roster().people[member.id].name != "Nama Baru"
    office.act("roster.person_changed", {**member.entry(), "name": "Nama Baru"})
    assert office.roster().refused == {} and office.roster().people[member.id].name == "Nama Baru"
    again = Member("panwascam_member", id=member.id)
    office.act("roster.key_renewed", again.entry(known=known(office.laptop)))
    assert base64.b64encode(office.roster().people[member.id].seal_key).decode() == again.entry()["seal_key"]


def test_a_change_of_name_cannot_change_a_key_or_wake_an_ended_person() -> None:
    office = Office()
    member = office.admit()
    office.act("roster.person_changed", Member("panwascam_member", id=member.id).entry())
    assert is_refused(office.roster(), office.records[-1])
    office.records.pop()
    office.act("roster.person_ended", {"person": member.id, "reason": "", "known": known(office.laptop)})
    office.act("roster.person_changed", member.entry())
    assert not office.roster().people[member.id].is_active


@pytest.mark.parametrize(
    "bad",
    [None, {}, [1], [{"log": "x", "seq": 1}], [{"log": some_id(), "seq": True}], [{"log": some_id(), "seq": -1}],
    [{"log": "a" * 8 + "-" + "b" * 4, "seq": 1}]],
)  # fmt: skip
def test_an_end_without_a_sound_list_of_what_was_known_is_refused(bad: object) -> None:
    office = Office()
    member = office.admit()
    assert refuses(office, office.act("roster.person_ended", {"person": member.id, "reason": "", "known": bad}))


def test_a_log_named_twice_in_an_end_is_refused() -> None:
    office = Office()
    member = office.admit()
    twice = [{"log": office.laptop.log, "seq": 1}, {"log": office.laptop.log, "seq": 9}]
    assert refuses(office, office.act("roster.person_ended", {"person": member.id, "reason": "", "known": twice}))


def test_the_roster_is_the_same_in_every_order_of_arrival() -> None:
    above, below = regency_and_district()
    second = Laptop()
    member = below.admit()
    below.act("roster.device_added", second.body(), member, laptop=second)
    below.admit(by=member)  # refused
    below.act("roster.key_renewed", Member("panwascam_member", id=member.id).entry(known=known(below.laptop, second)))
    late = second.write("roster.person_admitted", {"person": Member("ptps").entry()}, below.chair, after=[below.records[-1]])
    act = above.laptop.write(
        "roster.person_admitted", {"person": Member("ptps").entry()}, above.chair, after=[below.records[-1]], office="00.00.01"
    )
    records = [*above.records, *below.records, late, act, *Office("00.00.01").records]
    voucher, own_root = vouch(above.chair, "00.00", above.laptop), root_stream(below.laptop.id)
    found = Roster.of(records, vouched=[voucher], own_root=own_root)
    assert len(found.refused) == 1
    for seed in range(20):
        random.Random(seed).shuffle(records)
        assert Roster.of(records, vouched=[voucher], own_root=own_root) == found
