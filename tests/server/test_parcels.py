"""Parcels: what is held, what is refused and why, and what a receipt says of it."""

import random
from collections.abc import Iterable

import pytest

from record.parcel import Item, PartItem, RecordItem, frames
from record.receipt import Receipt
from record.signature import sign, signatures_to_bytes
from server.limits import Limits
from tests.builders import BuiltOffice, Written, parcel
from tests.server.caller import Caller
from tests.server.conftest import Live
from tests.unit.record_samples import Laptop, Member, fresh_key, known


def ends(receipt: Receipt) -> list[tuple[str, int, str]]:
    return [(held.log, held.seq, held.head) for held in receipt.logs]


def reasons(receipt: Receipt) -> dict[str, str]:
    return {item.record: item.reason for item in receipt.refused}


def test_a_parcel_is_receipted_and_the_same_parcel_gets_the_same_bytes(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = [office.write() for _ in range(3)]
    frame = parcel(*written)
    first, again = (caller.call("POST", "/v1/parcels", frame) for _ in range(2))
    assert first.body == again.body
    assert ends(live.receipt(first)) == [(office.laptop.log, 4, written[-1].id)] and live.receipt(first).office == office.code
    assert live.receipt(first).refused == ()
    assert live.count("records") == 4


def test_a_lost_reply_is_made_good_by_hello(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = office.write()
    caller.parcel(written)  # the answer is lost
    answer = caller.hello(logs=[{"log": office.laptop.log, "seq": 2, "head": written.id}])
    assert answer.json["logs"] == [{"log": office.laptop.log, "seq": 2, "head": written.id}]
    assert ends(live.hello_receipt(answer)) == [(office.laptop.log, 2, written.id)]


def test_a_log_that_is_not_known_is_not_in_the_answer(caller: Caller) -> None:
    answer = caller.hello(logs=[{"log": Laptop().log, "seq": 2, "head": "ab" * 32}])
    assert answer.json["logs"] == []


def test_a_receipt_covers_nothing_behind_a_gap_until_the_gap_is_closed(live: Live, office: BuiltOffice, caller: Caller) -> None:
    second, third, fourth = (office.write() for _ in range(3))
    assert ends(live.receipt(caller.parcel(fourth))) == [(office.laptop.log, 1, office.founding.id)]
    assert ends(live.receipt(caller.parcel(second))) == [(office.laptop.log, 2, second.id)]
    assert ends(live.receipt(caller.parcel(third))) == [(office.laptop.log, 4, fourth.id)]


def test_a_part_in_pieces_is_held_only_once_all_are_here(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = office.write(bodies={"answers": {"text": random.Random(5).randbytes(400_000).hex()}, "note": {"text": "x"}})
    run = list(frames(written.items))
    assert len(run) > 3
    shuffled = random.Random(7).sample(run, len(run))
    for frame in shuffled[:-1]:
        receipt = live.receipt(caller.call("POST", "/v1/parcels", frame))
        assert all(held.seq == 1 for held in receipt.logs)
        assert live.count("records") == 1
    receipt = live.receipt(caller.call("POST", "/v1/parcels", shuffled[-1]))
    assert ends(receipt) == [(office.laptop.log, 2, written.id)]
    assert live.count("arriving") == 0


def test_a_part_that_was_not_signed_is_named_and_the_right_one_is_taken_later(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written, after = office.write(), office.write()
    wrong: list[Item] = [written.item, PartItem(written.id, "answers", 0, 4, b"oops")]
    receipt = live.receipt(caller.items([*wrong, *after.items]))
    assert "answers" in reasons(receipt)[written.id]
    assert all(held.seq == 1 for held in receipt.logs)
    assert ends(live.receipt(caller.parcel(written))) == [(office.laptop.log, 3, after.id)]


def test_both_branches_of_a_forked_log_are_held_and_receipted(live: Live, office: BuiltOffice, caller: Caller) -> None:
    common = office.write()
    at = (office.laptop.seq, office.laptop.prev)
    left = [office.write(), office.write()]
    office.laptop.seq, office.laptop.prev = at  # the disk was cloned here
    right = office.write()
    assert live.receipt(caller.parcel(common, *left)).refused == ()
    receipt = live.receipt(caller.parcel(right))
    assert receipt.refused == ()
    assert sorted(ends(receipt)) == sorted([(office.laptop.log, 3, right.id), (office.laptop.log, 4, left[-1].id)])
    answer = caller.hello(logs=[{"log": office.laptop.log, "seq": 3, "head": right.id}])
    assert len(live.hello_receipt(answer).logs) == 2
    assert live.count("records") == 5


def test_a_record_with_a_forged_signature_is_quarantined_named_and_not_in_the_way(live: Live, office: BuiltOffice, caller: Caller) -> None:
    good = office.write()
    forged = office.write()
    after = office.write()
    foreign = signatures_to_bytes((sign(fresh_key(), "device", forged.item.header),))
    receipt = live.receipt(caller.items([*good.items, RecordItem(forged.item.header, foreign), *forged.part_items(), *after.items]))
    assert list(reasons(receipt)) == [forged.id]
    assert ends(receipt) == [(office.laptop.log, 4, after.id)]  # the log goes on behind it
    assert (live.count("records"), live.count("quarantined")) == (3, 1)
    assert list(reasons(live.hello_receipt(caller.hello(logs=[{"log": office.laptop.log, "seq": 4, "head": after.id}])))) == [forged.id]
    receipt = live.receipt(caller.parcel(forged))  # with the right signature it is taken
    assert receipt.refused == ()
    assert live.count("quarantined") == 0


def test_a_changed_header_is_another_record_and_quarantined(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = office.write()
    changed = written.item.header.replace(b'"form.saved"', b'"form.saven"')
    receipt = live.receipt(caller.items([RecordItem(changed, written.item.signatures), *written.items]))
    assert len(receipt.refused) <= 1  # it is named once its parts are here; the genuine one is held
    assert (office.laptop.log, 2, written.id) in ends(receipt)


@pytest.mark.parametrize("header", [b"", b"{}", b"\xff\xfe", b"x" * 16_384, b'{"v":2}'])
def test_a_header_that_cannot_be_read_is_kept_aside_and_named(live: Live, office: BuiltOffice, caller: Caller, header: bytes) -> None:
    written = office.write()
    receipt = live.receipt(caller.items([RecordItem(header, b"[]"), *written.items]))
    assert len(receipt.refused) == 1
    assert ends(receipt) == [(office.laptop.log, 2, written.id)]
    assert live.count("quarantined") == 1


def test_an_act_of_the_chair_made_with_the_device_key_only_is_refused(live: Live, office: BuiltOffice, caller: Caller) -> None:
    without = office.write("case.decided", with_person=False)
    own_key = office.write("paper.signed", signed_by=fresh_key())
    admitted = office.roster_act("roster.person_admitted", {"person": Member("panwascam_chair").entry()}, with_person=False)
    receipt = live.receipt(caller.parcel(without, own_key, admitted))
    assert reasons(receipt).keys() == {without.id, own_key.id, admitted.id}
    assert live.count("records") == 1
    genuine = office.write("case.decided", with_person=True)
    assert genuine.id not in reasons(live.receipt(caller.parcel(genuine)))
    assert live.count("records") == 2


def test_a_record_of_an_unknown_laptop_is_believed_once_the_roster_knows_it(live: Live, office: BuiltOffice, caller: Caller) -> None:
    laptop = office.add_laptop()
    added, written = office.roster[-1], office.write(laptop=laptop)
    receipt = live.receipt(caller.parcel(written))
    assert list(reasons(receipt)) == [written.id]
    assert live.count("quarantined") == 1
    receipt = live.receipt(caller.parcel(added))
    assert (live.count("quarantined"), live.count("records")) == (0, 3)
    assert ends(receipt) == [(laptop.log, 2, written.id)]
    assert receipt.refused == ()


@pytest.mark.usefixtures("office")
def test_another_offices_record_is_refused_and_does_not_harm_its_own_delivery(live: Live, caller: Caller) -> None:
    neighbour = BuiltOffice("00.00.02")
    theirs = live.enrol(neighbour)
    written = neighbour.write()
    receipt = live.receipt(caller.parcel(written))
    assert (list(reasons(receipt)), receipt.logs) == ([written.id], ())
    receipt = live.receipt(theirs.parcel(written))
    assert (receipt.refused, ends(receipt)) == ((), [(neighbour.laptop.log, 2, written.id)])


@pytest.mark.usefixtures("caller")
def test_a_regency_carries_records_of_an_office_below_it(live: Live, office: BuiltOffice) -> None:
    regency = live.enrol(BuiltOffice("00.00", "regency"))
    written = office.write()
    receipt = live.receipt(regency.parcel(written))
    assert (receipt.refused, ends(receipt)) == ((), [(office.laptop.log, 2, written.id)])


def test_the_regency_renews_a_key_in_an_office_below(live: Live, office: BuiltOffice, caller: Caller) -> None:
    regency = BuiltOffice("00.00", "regency")
    theirs = live.enrol(regency)
    old, office.chair.key = office.chair.key, fresh_key()
    entry = {"person": office.chair.entry(known=known(office.laptop))}
    renewed = regency.write(
        "roster.key_renewed", entry, after=office.roster, scope=office.roster_scope, office=office.code, with_person=True
    )
    assert live.receipt(theirs.parcel(renewed)).refused == ()
    signed_old = office.write("case.decided", signed_by=old)
    signed_new = office.write("case.decided", with_person=True)
    assert list(reasons(live.receipt(caller.parcel(signed_old, signed_new)))) == [signed_old.id]


def test_a_number_that_does_not_follow_is_refused_and_never_covered(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = office.write(seq=7)
    receipt = live.receipt(caller.parcel(written))
    assert list(reasons(receipt)) == [written.id]
    assert all(held.seq == 1 for held in receipt.logs)


def test_a_wrong_number_is_not_covered_either_when_the_one_before_it_comes_later(live: Live, office: BuiltOffice, caller: Caller) -> None:
    second = office.write()
    wrong = office.write(seq=7)
    caller.parcel(wrong)
    assert ends(live.receipt(caller.parcel(second))) == [(office.laptop.log, 2, second.id)]


def test_a_wrong_clock_rejects_nothing(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = [office.write(at="1999-01-01T00:00:00.000+07:00"), office.write(at="2099-01-01T00:00:00.000+07:00")]
    assert live.receipt(caller.parcel(*written)).refused == ()


def test_an_unknown_type_of_record_is_kept_and_passed_on(live: Live, office: BuiltOffice, caller: Caller) -> None:
    written = office.write("weather.observed", {"sky": {"clouds": "few"}})
    assert live.receipt(caller.parcel(written)).refused == ()
    body = caller.call("GET", "/v1/records?after=0").body
    assert _holds(body, written)


def test_records_in_any_order_end_in_the_same_receipt(live: Live, office: BuiltOffice, caller: Caller) -> None:
    member = office.admit()
    laptop = office.add_laptop(by=member)
    ours = [*office.roster[1:], *(office.write() for _ in range(3)), *(office.write(laptop=laptop, by=member) for _ in range(3))]
    rng = random.Random(3)
    for one in rng.sample(ours, len(ours)):
        caller.parcel(one)
    asked = [{"log": log, "seq": 1, "head": "ab" * 32} for log in (office.laptop.log, laptop.log)]
    receipt = live.hello_receipt(caller.hello(logs=asked))
    assert {(held.log, held.seq) for held in receipt.logs} == {(office.laptop.log, office.laptop.seq), (laptop.log, laptop.seq)}
    assert receipt.refused == ()
    assert live.count("records") == len(ours) + 1


@pytest.mark.parametrize("damage", [lambda frame: frame[:-1], lambda frame: b"XXXX" + frame[4:], lambda _: b"", lambda frame: frame * 2])
def test_a_broken_frame_is_refused_whole(live: Live, office: BuiltOffice, caller: Caller, damage: object) -> None:
    answer = caller.call("POST", "/v1/parcels", damage(parcel(office.write())))  # type: ignore[operator]
    assert (answer.status, answer.code) == (422, "parcel.unreadable")
    assert live.count("records") == 1


class TestStaging:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(staged_bytes=200_000, requests_per_minute=100_000, unsigned_per_minute=100_000)

    def test_pieces_that_wait_for_their_rest_are_limited(self, office: BuiltOffice, caller: Caller) -> None:
        written = office.write(bodies={"answers": {"text": random.Random(5).randbytes(400_000).hex()}})
        answers = [caller.call("POST", "/v1/parcels", frame) for frame in _withheld(written)]
        assert answers[0].status == 200
        assert answers[-1].code == "body.too_large"


def _withheld(written: Written) -> Iterable[bytes]:
    return frames(written.part_items())  # the header never comes


def _holds(body: bytes, written: Written) -> bool:
    import io

    from record.parcel import read_file

    return any(item == written.item for items in read_file(io.BytesIO(body)) for item in items)
