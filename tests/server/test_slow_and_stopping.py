"""Who comes slowly, or with too much, holds no place; and a server that stops loses nothing it has acknowledged."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from server.limits import Limits
from tests.builders import BuiltOffice
from tests.server.caller import Answer, Caller, enrolment, pieces, receipt_in
from tests.server.conftest import Live
from tests.server.test_commands import run, serving


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'centre.db'}"


def until_closed(connection: socket.socket) -> bytes:
    """Return everything that still comes, once the other side has closed."""
    found = bytearray()
    try:
        while run := connection.recv(65536):
            found += run
    except ConnectionResetError:
        pass
    return bytes(found)


class TestSlow:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(requests_per_minute=100_000, unsigned_per_minute=100_000, head_s=1.5, stall_s=1.5)

    def test_heads_that_do_not_come_are_not_waited_for_and_others_are_answered_meanwhile(self, live: Live) -> None:
        began = [b"", b"POST /v1/hello HTTP/1.1\r\nHost: x\r\nX-Slow: "]
        held = [socket.create_connection(("127.0.0.1", live.port), timeout=30) for _ in range(60)]
        for number, connection in enumerate(held):
            connection.sendall(began[number % 2])
        assert Caller(live.port).plain("GET", "/v1/nonce").status == 200
        assert [until_closed(connection) for connection in held] == [b""] * len(held)

    def test_a_second_head_on_a_kept_connection_is_not_waited_for_either(self, live: Live) -> None:
        with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
            connection.sendall(b"GET /v1/nonce HTTP/1.1\r\nHost: x\r\n\r\n")
            while b"centre_key" not in connection.recv(65536, socket.MSG_PEEK):
                pass
            connection.sendall(b"GET /v1/nonce HTTP/1.1\r\nHost")
            assert until_closed(connection).count(b"HTTP/1.1") == 1

    def test_a_body_that_stalls_is_refused_and_the_connection_closed(self, live: Live, caller: Caller) -> None:
        head = f"POST /v1/hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n{caller.authorization('POST', '/v1/hello', 'ab' * 32)}"
        with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
            connection.sendall(head.encode().replace(b"Bukti device", b"Authorization: Bukti device") + b"\r\n\r\n{")
            answer = until_closed(connection)
        assert b" 408 " in answer.splitlines()[0] and b"body.too_slow" in answer

    def test_an_upload_that_stalls_keeps_its_pieces(self, office: BuiltOffice, caller: Caller) -> None:
        content = os.urandom(100_000)
        caller.parcel(office.write(blobs=[content]))
        digest = sha256(content).hexdigest()
        upload = caller.open_patch(digest, offset=0, size=len(content))
        upload.send(pieces(content[:60_000], 30_000))
        upload.send(pieces(content[60_000:])[:100])
        assert upload.read().status == 408
        assert caller.offset(digest) == 60_000

    def test_who_does_not_read_the_answer_is_let_go(self, live: Live, office: BuiltOffice, caller: Caller) -> None:
        content = os.urandom(12_000_000)
        digest = sha256(content).hexdigest()
        caller.parcel(office.write(blobs=[content]))
        assert caller.patch(digest, content).status == 201
        signed = caller.authorization("GET", f"/v1/blobs/{digest}", sha256(b"").hexdigest())
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(30)
            connection.connect(("127.0.0.1", live.port))
            connection.sendall(f"GET /v1/blobs/{digest} HTTP/1.1\r\nHost: x\r\nAuthorization: {signed}\r\n\r\n".encode())
            while Caller(live.port).plain("GET", "/metrics").body.count(b"bukti_requests_under_way 2"):
                pass  # it, and the one that asks
            assert len(until_closed(connection)) < len(content)


def test_huge_heads_are_refused(live: Live, caller: Caller) -> None:
    answer = caller.plain("GET", "/v1/nonce", headers={"X-Much": "x" * 16_500})
    assert (answer.status, answer.code) == (431, "head.too_large")
    assert caller.plain("GET", "/v1/nonce?" + "x" * 17_000).status in (400, 431)
    with socket.create_connection(("127.0.0.1", live.port), timeout=30) as connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(b"GET /v1/nonce HTTP/1.1\r\nHost: x\r\n" + b"X-Many: y\r\n" * 200_000)
        assert b" 200 " not in until_closed(connection)
    assert caller.plain("GET", "/v1/nonce").status == 200


def test_a_compressed_body_is_not_unpacked(caller: Caller) -> None:
    import gzip

    packed = gzip.compress(b" " * 50_000_000)
    answer = caller.call("POST", "/v1/hello", packed, {"Content-Encoding": "gzip"})
    assert (answer.status, answer.code) == (400, "request.unreadable")


def test_a_stop_lets_a_request_end_refuses_new_ones_and_forgets_nothing(tmp_path: Path) -> None:
    """One upload is under way when SIGTERM comes: it ends at a piece, with 503; everything acknowledged is there after the next start."""
    office, content = BuiltOffice(), os.urandom(900_000)
    digest, stores = sha256(content).hexdigest(), ("--data", tmp_path / "data", "--drill")
    with serving(*stores) as (port, process):
        code = run("code", "--office", office.code, *stores).stdout.strip()
        caller = Caller(port, office.laptop.key)
        enrolled = caller.post_json("/v1/enrol", enrolment(office, code))
        assert enrolled.status == 200
        written = office.write(blobs=[content])
        acknowledged = caller.parcel(written)
        upload = caller.open_patch(digest, offset=0, size=len(content))
        upload.send(pieces(content[:300_000], 300_000 // 2))
        while caller.offset(digest) < 300_000:
            pass
        process.send_signal(signal.SIGTERM)
        with ThreadPoolExecutor(1) as pool:
            refused = pool.submit(until_refused, caller).result(30)
        assert (refused.status, refused.code, int(refused.headers["retry-after"]) > 0) == (503, "server.stopping", True)
        assert Caller(port).plain("GET", "/healthz/ready").status == 503
        upload.send(pieces(content[300_000:450_000]))
        ended = upload.read()
        assert (ended.status, ended.code, ended.headers["upload-offset"]) == (503, "server.stopping", "450000")
        assert process.wait(30) in (0, -signal.SIGTERM)
    with serving(*stores) as (port, _):
        caller = Caller(port, office.laptop.key)
        answer = caller.hello(logs=[{"log": office.laptop.log, "seq": 2, "head": written.id}])
        spki_receipt = json.dumps(answer.json["receipt"]).encode()
        import base64

        spki = base64.b64decode(str(enrolled.json["centre_key"]))
        assert receipt_in(spki_receipt, spki).logs == receipt_in(acknowledged.body, spki).logs
        assert caller.offset(digest) == 450_000
        assert caller.patch(digest, content[450_000:], offset=450_000, size=len(content)).status == 201


def until_refused(caller: Caller) -> Answer:
    while True:
        try:
            answer = caller.hello()
        except (ConnectionError, http.client.HTTPException) as error:
            raise AssertionError("it did not say that it stops") from error
        if answer.status != 200:
            return answer
