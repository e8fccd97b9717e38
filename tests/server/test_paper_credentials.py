"""Short credentials for the codes on papers: who gets one, and that they follow the roster."""

from __future__ import annotations

import base64

from record.paper_mark import PaperCredential, check_credential, read_credential
from tests.builders import BuiltOffice
from tests.server.caller import Answer, Caller
from tests.server.conftest import Live


def given(answer: Answer, live: Live) -> list[PaperCredential]:
    assert answer.status == 200, answer.body
    listed = answer.json["paper_credentials"]
    assert isinstance(listed, list)
    found = [read_credential(base64.b64decode(one)) for one in listed]
    for one in found:
        check_credential(one, live.spki)
    return found


def test_everybody_active_in_the_office_gets_one_also_who_was_admitted_later(live: Live, office: BuiltOffice, caller: Caller) -> None:
    assert [one.key for one in given(caller.call("GET", "/v1/credentials"), live)] == [office.chair.key_id]
    member = office.admit()
    caller.parcel(office.roster[-1])
    found = {one.key: one for one in given(caller.call("GET", "/v1/credentials"), live)}
    assert found.keys() == {office.chair.key_id, member.key_id}
    assert {(one.office, one.role) for one in found.values()} == {(office.code, "panwascam_chair"), (office.code, "panwascam_staff")}


def test_the_same_roster_gives_the_same_bytes(caller: Caller) -> None:
    first, again = (caller.call("GET", "/v1/credentials").json["paper_credentials"] for _ in range(2))
    assert first == again


def test_who_was_ended_gets_none(live: Live, office: BuiltOffice, caller: Caller) -> None:
    member = office.admit()
    caller.parcel(office.roster[-1])
    office.roster_act("roster.person_ended", {"end": {"person": member.id, "reason": "selesai", "known": []}})
    caller.parcel(office.roster[-1])
    assert [one.key for one in given(caller.call("GET", "/v1/credentials"), live)] == [office.chair.key_id]


def test_a_stranger_gets_nothing(live: Live, caller: Caller) -> None:
    del caller
    assert Caller(live.port).call("GET", "/v1/credentials").status == 401
