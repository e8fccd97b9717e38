"""Enrolment: who becomes known to the centre, and by what."""

import json

from record.signature import public_bytes
from server.centre_key import FINGERPRINT_CHARACTERS
from tests.builders import BuiltOffice
from tests.server.caller import Caller, b64, credential_in, enrolment
from tests.server.conftest import Live
from tests.unit.record_samples import Laptop, Member, fresh_key


def test_an_enrolled_device_gets_a_credential_for_its_person_and_a_receipt_for_its_roster(live: Live, office: BuiltOffice) -> None:
    answer = live.caller(office.laptop).post_json("/v1/enrol", enrolment(office, live.code(office.code)))
    assert answer.status == 200
    credential = credential_in(json.dumps(answer.json["credential"]).encode(), live.spki)
    assert (credential.office, credential.device, credential.person) == (office.code, office.laptop.id, office.chair.id)
    assert credential.sign_key == office.chair.key_id
    receipt = live.hello_receipt(answer)
    assert [(held.log, held.seq, held.head) for held in receipt.logs] == [(office.laptop.log, 1, office.founding.id)]
    assert (answer.json["drill"], answer.json["centre_key"]) == (True, b64(live.spki))
    assert live.count("records") == 1


def test_the_code_ends_with_the_fingerprint_that_the_client_compares(live: Live) -> None:
    code = live.code("00.00.01").replace("-", "")
    assert code[-FINGERPRINT_CHARACTERS:] == live.centre.key.fingerprint
    bits = int.from_bytes(bytes.fromhex(live.centre.key.id), "big") >> (256 - 75)
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    assert [alphabet.index(one) for one in code[-15:]] == [bits >> 5 * (14 - place) & 31 for place in range(15)]


def test_a_code_is_read_as_people_write_it(live: Live, office: BuiltOffice) -> None:
    code = live.code(office.code).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert live.caller(office.laptop).post_json("/v1/enrol", enrolment(office, code)).status == 200


def test_a_lost_reply_to_enrol_is_answered_with_the_same_credential(live: Live, office: BuiltOffice) -> None:
    asked = enrolment(office, live.code(office.code))
    first, again = (live.caller(office.laptop).post_json("/v1/enrol", asked) for _ in range(2))
    assert first.status == again.status == 200
    assert first.json["credential"] == again.json["credential"]
    assert live.count("devices") == 1


def test_a_code_serves_one_device_and_one_office(live: Live, office: BuiltOffice) -> None:
    code, caller = live.code(office.code), live.caller(office.laptop)
    neighbour = BuiltOffice("00.00.02")
    assert caller.post_json("/v1/enrol", enrolment(neighbour, code)).code == "code.other_office"
    assert caller.post_json("/v1/enrol", enrolment(office, code)).status == 200
    second = office.add_laptop()
    assert caller.post_json("/v1/enrol", enrolment(office, code, laptop=second)).code == "code.used"
    changed = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert caller.post_json("/v1/enrol", enrolment(office, changed)).code == "code.unknown"


def test_a_drill_server_refuses_a_real_office(live: Live) -> None:
    office = BuiltOffice("33.74.04")
    answer = live.caller(office.laptop).post_json("/v1/enrol", enrolment(office, live.code(office.code)))
    assert (answer.status, answer.code) == (403, "office.other_kind")


def test_a_device_that_the_roster_does_not_hold_is_refused(live: Live, office: BuiltOffice) -> None:
    code, caller = live.code(office.code), Caller(live.port)
    stranger = enrolment(office, code, laptop=Laptop(office.code))
    assert caller.post_json("/v1/enrol", stranger).code == "roster.incomplete"
    other_key = {**enrolment(office, code), "sign_key": b64(public_bytes(fresh_key()))}
    assert caller.post_json("/v1/enrol", other_key).code == "roster.incomplete"
    nobody = enrolment(office, code, person=Member("panwascam_chair"))
    assert caller.post_json("/v1/enrol", nobody).code == "roster.incomplete"
    without = {**enrolment(office, code), "roster": []}
    assert caller.post_json("/v1/enrol", without).code == "roster.incomplete"
    for no_base64 in ("Z", "µ"):
        assert caller.post_json("/v1/enrol", {**enrolment(office, code), "device_key": no_base64}).code == "request.unreadable"
    assert caller.post_json("/v1/enrol", enrolment(office, code)).status == 200  # the code was not spent


def test_a_second_laptop_enrols_before_the_first_has_sent_its_log(live: Live, office: BuiltOffice) -> None:
    earlier = office.write()
    member = office.admit()
    laptop = office.add_laptop(by=member)
    caller = live.enrol(office, laptop=laptop, person=member)
    written = office.write(laptop=laptop, by=member)
    receipt = live.receipt(caller.parcel(written))
    assert receipt.refused == ()
    assert [(held.log, held.seq) for held in receipt.logs] == [(laptop.log, 2)]
    first = live.enrol(office)
    receipt = live.receipt(first.parcel(earlier))  # closes the gap between founding and admission
    assert [(held.log, held.seq) for held in receipt.logs] == [(office.laptop.log, 3)]


def test_a_founding_that_came_without_a_code_is_not_believed(live: Live, office: BuiltOffice, caller: Caller) -> None:
    rogue = BuiltOffice(office.code)
    written = rogue.write()
    receipt = live.receipt(caller.parcel(rogue.founding, written))
    assert {item.record for item in receipt.refused} == {rogue.founding.id, written.id}
    assert live.count("quarantined") == 2
    live.enrol(rogue)  # a code for this second root makes it a root, and what waited is judged again
    assert (live.count("quarantined"), live.count("records")) == (0, 3)


def test_the_roster_is_given_for_a_code_that_stays_unused(live: Live, office: BuiltOffice, caller: Caller) -> None:
    code = live.code(office.code)
    answer = caller.post_json("/v1/roster", {"code": code, "office": office.code})
    assert answer.status == 200
    assert office.founding.item.header in _headers(answer.body)
    laptop = office.add_laptop()
    assert caller.post_json("/v1/enrol", enrolment(office, code, laptop=laptop)).status == 200
    assert caller.post_json("/v1/roster", {"code": code, "office": office.code}).code == "code.used"


def _headers(body: bytes) -> list[bytes]:
    import io

    from record.parcel import RecordItem, read_file

    return [item.header for items in read_file(io.BytesIO(body)) for item in items if isinstance(item, RecordItem)]
