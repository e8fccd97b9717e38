"""Signed requests: what a signature binds, and who is refused."""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from record.receipt import Revocation, Signed, open_statement
from server.limits import Limits
from server.stores.database import writing
from server.stores.offices import revoke
from tests.builders import BuiltOffice
from tests.postgres_cluster import USER, as_role
from tests.server.caller import Caller
from tests.server.conftest import Live


def test_health_says_ok_and_every_answer_is_marked(live: Live) -> None:
    answer = Caller(live.port).plain("GET", "/health")
    assert (answer.status, answer.json["status"]) == (200, "ok")
    for target in ("/health", "/v1/nonce", "/nothing", "/v1/records"):
        found = Caller(live.port).plain("GET", target)
        assert (found.headers["bukti"], bool(found.headers["bukti-nonce"])) == ("1", True)


def test_health_says_when_the_files_are_gone(live: Live, tmp_path: Path) -> None:
    (tmp_path / "server" / "blobs").rmdir()
    assert Caller(live.port).plain("GET", "/health").status == 503


def test_a_fault_of_the_server_is_marked_as_its_answer_and_tells_nothing(caller: Caller, database_url: str) -> None:
    engine = create_engine(as_role(database_url, USER).replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as tx:
        tx.execute(text("DROP TABLE revocations"))
    engine.dispose()
    answer = caller.hello()
    assert (answer.headers["bukti"], answer.code in ("server.fault", "store.unavailable")) == ("1", True)
    assert b"revocations" not in answer.body


def test_unknown_calls_are_problems_too(live: Live) -> None:
    assert Caller(live.port).plain("GET", "/nothing").code == "path.unknown"
    assert Caller(live.port).plain("DELETE", "/v1/records").code == "method.unknown"


def test_a_nonce_serves_many_requests_but_a_signature_only_its_own_path(caller: Caller) -> None:
    nonce = caller.fresh_nonce()
    assert caller.call("GET", "/v1/records?after=0").status == 200
    assert caller.call("GET", "/v1/records?after=0").status == 200
    assert caller.nonce == nonce
    signed = {"Authorization": caller.authorization("GET", "/v1/records?after=0", sha256(b"").hexdigest())}
    assert caller.plain("GET", "/v1/records?after=0", headers=signed).status == 200
    assert caller.plain("GET", "/v1/records?after=1", headers=signed).code == "signature.wrong"
    assert caller.plain("GET", "/v1/blobs/" + "ab" * 32, headers=signed).code == "signature.wrong"
    assert caller.plain("POST", "/v1/hello", b"{}", signed).code == "signature.wrong"


def test_a_changed_body_breaks_the_signature(caller: Caller) -> None:
    body = json.dumps({"logs": []}).encode()
    signed = {"Authorization": caller.authorization("POST", "/v1/hello", sha256(body).hexdigest())}
    assert caller.plain("POST", "/v1/hello", body, signed).status == 200
    assert caller.plain("POST", "/v1/hello", body + b" ", signed).code == "signature.wrong"


def test_an_old_nonce_is_refused_and_the_answer_brings_a_new_one(live: Live, caller: Caller) -> None:
    caller.fresh_nonce()
    live.clock.ahead = timedelta(minutes=9)
    assert caller.hello().status == 200
    live.clock.ahead = timedelta(minutes=11)
    answer = caller.hello()
    assert (answer.status, answer.code) == (401, "nonce.expired")
    caller.nonce = answer.headers["bukti-nonce"]
    assert caller.hello().status == 200


def test_an_invented_nonce_is_refused(caller: Caller) -> None:
    caller.nonce = "6b02697a.fcb131c08c40.43cacb9ec55e10abc6c994d3eb96e963"
    assert caller.hello().code == "nonce.expired"
    caller.nonce = "x"
    assert caller.hello().code == "nonce.expired"


def test_a_device_that_never_enrolled_is_refused(live: Live) -> None:
    assert Caller(live.port).hello().code == "device.unknown"
    assert Caller(live.port).plain("POST", "/v1/hello", b"{}").code == "signature.wrong"


def test_a_revoked_device_is_refused_at_the_next_contact_and_others_are_told(live: Live, office: BuiltOffice, caller: Caller) -> None:
    second = live.enrol(office, laptop=office.add_laptop())
    assert caller.hello().status == 200
    with writing(live.centre.engine) as tx:
        assert revoke(tx, caller.device, at=live.clock())
    for answer in (caller.hello(), caller.call("GET", "/v1/records?after=0"), caller.parcel(office.write())):
        assert (answer.status, answer.code) == (403, "device.revoked")
    told = Signed.from_bytes(json.dumps(second.hello().json["revocation"]).encode())
    said = open_statement(told, live.spki)
    assert isinstance(said, Revocation) and said.devices == (caller.device,)


def test_too_large_a_body_is_refused(caller: Caller) -> None:
    answer = caller.call("POST", "/v1/parcels", b"x" * (256 * 1024 + 1))
    assert (answer.status, answer.code, answer.json["limit"]) == (413, "body.too_large", 256 * 1024)
    assert caller.call("POST", "/v1/hello", b" " * (1024 * 1024 + 1)).code == "body.too_large"


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"logs": 1}', b'{"logs": [{"log": "x"}]}', b'{"blobs": ["x"]}', b'{"wanted": ["x"]}'])
def test_a_hello_of_another_shape_is_refused(caller: Caller, body: bytes) -> None:
    assert caller.call("POST", "/v1/hello", body).code == "request.unreadable"


class TestRates:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(requests_per_minute=5, unsigned_per_minute=1_000)

    def test_a_device_that_runs_wild_is_told_to_wait_and_others_are_not(self, live: Live, office: BuiltOffice) -> None:
        caller, second = live.enrol(office), live.enrol(office, laptop=office.add_laptop())
        answers = [caller.hello() for _ in range(7)]
        assert [answer.status for answer in answers[:5]] == [200] * 5
        assert (answers[-1].code, int(answers[-1].headers["retry-after"]) > 0) == ("rate.limited", True)
        assert second.hello().status == 200
