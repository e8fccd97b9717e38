"""What the centre's own machines are told: health, numbers and a log - and that none of it says what people wrote."""

from __future__ import annotations

import io
import json
import logging
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from server.json_log import JsonLines, log_to
from tests.builders import BuiltOffice
from tests.server.caller import Answer, Caller, enrolment
from tests.server.conftest import Live
from tests.server.test_commands import serving

WORDS = ("Sukarelawati", "Kertanegara", "pohon-beringin.jpg", "RahasiaSaksi")  # a name, an answer, a file's name, a note


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is watched here does not depend on the database."""
    return f"sqlite:///{tmp_path / 'centre.db'}"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log of everything in this process, as the server writes it."""
    root, stream = logging.getLogger(), io.StringIO()
    before = (list(root.handlers), root.level)
    log_to(stream)
    yield stream
    root.handlers[:], root.level = before


def numbers(answer: Answer) -> dict[str, float]:
    """Return name with labels -> value, after a look at the form of every line."""
    found = {}
    for line in answer.body.decode().splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            found[name] = float(value)
    return found


def metrics(live: Live) -> dict[str, float]:
    answer = Caller(live.port).plain("GET", "/metrics")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    return numbers(answer)


def test_requests_are_counted_by_route_and_status_and_timed(live: Live, office: BuiltOffice) -> None:
    before = metrics(live)
    caller = live.enrol(office)
    assert caller.parcel(office.write()).status == 200
    assert caller.call("HEAD", "/v1/blobs/" + "ab" * 32).status == 200
    assert caller.plain("GET", "/nowhere/Sukarelawati").status == 404
    after = metrics(live)

    def grown(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert grown('bukti_requests_total{route="/v1/parcels",method="POST",status="200"}') == 1
    assert grown('bukti_requests_total{route="/v1/blobs/{sha256}",method="HEAD",status="200"}') == 1
    assert grown('bukti_requests_total{route="-",method="GET",status="404"}') == 1
    assert grown('bukti_request_seconds_count{route="/v1/parcels"}') == 1
    assert grown('bukti_request_seconds_bucket{route="/v1/parcels",le="+Inf"}') == 1
    assert grown("bukti_receipts_signed_total") == 2  # of the enrolment and of the parcel
    assert after["bukti_uploads_under_way"] == 0


def test_what_is_held_is_counted(live: Live, office: BuiltOffice, caller: Caller) -> None:
    content = b"x" * 1000
    caller.parcel(office.write(blobs=[content]))
    caller.patch(sha256(content).hexdigest(), content)
    stranger = BuiltOffice("00.00.02")
    caller.parcel(stranger.write())
    found = metrics(live)
    wanted = {"records": 2, "parcels": 2, "blobs": 1, "blob_bytes": 1000, "quarantined_records": 1, "offices": 1, "devices": 1}
    assert {name: found[f"bukti_{name}"] for name in wanted} == wanted


def test_numbers_and_health_are_for_this_machine_only_unless_a_listener_is_named(live: Live) -> None:
    for target in ("/metrics", "/healthz", "/healthz/live", "/healthz/ready"):
        assert Caller(live.port).plain("GET", target).status == 200
        for header in ({"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=203.0.113.7"}):
            assert Caller(live.port).plain("GET", target, headers=header).status == 404


def test_ready_says_when_the_files_are_gone_and_live_does_not(live: Live, tmp_path: Path) -> None:
    (tmp_path / "server" / "blobs").rmdir()
    caller = Caller(live.port)
    assert [caller.plain("GET", f"/healthz/{name}").status for name in ("ready", "live")] == [503, 200]


def test_a_listener_of_its_own_gives_numbers_and_nothing_else(tmp_path: Path) -> None:
    with serving("--data", tmp_path / "d", "--drill", "--watch", "127.0.0.1:0") as (port, process):
        assert process.stdout is not None
        watch = int(next(line for line in process.stdout if line.startswith("WATCHED AT")).rpartition(":")[2])
        far = {"X-Forwarded-For": "203.0.113.7"}
        assert Caller(watch).plain("GET", "/healthz/ready", headers=far).status == 200
        assert b"bukti_records 0" in Caller(watch).plain("GET", "/metrics", headers=far).body
        assert Caller(watch).plain("GET", "/v1/nonce").status == 404
        assert Caller(port).plain("GET", "/metrics", headers=far).status == 404


def test_the_log_tells_each_request_by_ids_and_numbers(live: Live, office: BuiltOffice, log: io.StringIO) -> None:
    caller = live.enrol(office)
    answer = caller.parcel(office.write())
    Caller(live.port).plain("GET", "/v1/nonce")  # an answer comes before its line; behind the next one it is there
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (line,) = [one for one in lines if one.get("request") == answer.headers["bukti-request"]]
    shown = {name: line[name] for name in ("level", "event", "method", "route", "status", "device")}
    wanted = {"level": "info", "event": "request", "method": "POST", "route": "/v1/parcels", "status": 200, "device": caller.device}
    assert shown == wanted
    assert line["in"] > 500 and line["out"] == len(answer.body) and line["ms"] > 0


def test_no_word_that_anybody_sends_stands_in_the_log_or_the_numbers(
    live: Live, office: BuiltOffice, caller: Caller, log: io.StringIO
) -> None:
    name, answer, file, note = WORDS
    content = " ".join(WORDS).encode()
    digest = sha256(content).hexdigest()
    written = office.write(bodies={"answers": {"event": answer, "name": name}, "note": {"text": note}}, blobs=[content])
    told = {**enrolment(office, live.code(office.code)), "device_name": name}
    query = f"/{name}?{answer}={file}"
    asked = [
        caller.post_json("/v1/enrol", told),
        caller.post_json("/v1/enrol", {**told, "code": note}),
        caller.post_json("/v1/roster", {"code": note, "office": answer}),
        caller.parcel(written),
        caller.parcel(BuiltOffice("00.00.09").write(bodies={"answers": {"event": answer}})),
        caller.call("POST", "/v1/parcels", content),
        caller.call("POST", "/v1/sealed", content),
        caller.call("POST", "/v1/hello", json.dumps({"logs": [{"log": name}]}).encode()),
        caller.call("GET", f"/v1/records?after={name}"),
        caller.call("GET", f"/v1/records?after=0&without={name}"),
        caller.call("POST", "/v1/proofs", json.dumps({"nonce": note}).encode()),
        caller.call("GET", "/v1/credentials"),
        caller.patch(digest, content),
        caller.patch(digest, content[:10], size=12),
        caller.call("GET", f"/v1/blobs/{digest}", headers={"Range": f"bytes={answer}"}),
        caller.call("GET", f"/v1/blobs/{file}"),
        caller.call("HEAD", f"/v1/blobs/{digest}"),
        *(caller.plain("GET", f"{path}{query}") for path in ("", "/health", "/healthz/ready", "/metrics", "/v1/nonce", "/check")),
        caller.plain(name, "/v1/hello"),
        caller.plain("GET", "/v1/nonce", headers={"User-Agent": name, "Authorization": note, "X-Forwarded-For": answer}),
        caller.plain("POST", "/check", content, {"Content-Type": f"multipart/form-data; boundary={file}"}),
        caller.plain("POST", "/check", content, {"Accept": "application/json"}),
    ]
    with live.centre.engine.begin() as tx:  # what the database says when it fails would hold the row
        tx.execute(text("DROP TABLE quarantine"))
    asked.append(caller.parcel(BuiltOffice("00.00.08").write(bodies={"answers": {"event": answer}})))
    assert asked[-1].status in (500, 503)
    numbers_now = Caller(live.port).plain("GET", "/metrics").body.decode()
    lines = log.getvalue() + numbers_now
    assert lines.count('"event": "request"') >= len(asked)
    assert [word for word in WORDS if word.lower() in lines.lower()] == []


def test_a_careless_line_would_be_found(log: io.StringIO) -> None:
    logging.getLogger("server").warning("WORDS %s", WORDS[0], extra={"fields": {"name": WORDS[0]}})
    assert WORDS[0] in log.getvalue()


def test_a_fault_is_logged_by_its_kind_and_place_without_its_message() -> None:
    def fall() -> None:
        raise ValueError(f"invalid literal: {WORDS[0]}")

    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    for name in ("server.x", "uvicorn.error", "asyncio"):
        try:
            fall()
        except ValueError:
            record = logging.LogRecord(name, logging.ERROR, "", 0, "Exception of %s", (WORDS[1],), None)
            import sys

            record.exc_info = sys.exc_info()
            handler.emit(record)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["fault"] for line in lines] == ["ValueError"] * 3
    assert lines[0]["through"][-1].startswith("tests/server/test_watched.py:")
    assert [word for word in WORDS if word in stream.getvalue()] == []


def test_the_log_of_a_real_server_is_json_from_its_first_line_to_its_last(tmp_path: Path) -> None:
    with serving("--data", tmp_path / "d", "--drill") as (port, process):
        Caller(port).plain("GET", "/v1/nonce")
        process.terminate()
        _, said = process.communicate(timeout=30)
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert events.count("request") == 1 and set(events) == {"request", "uvicorn"}
    assert isinstance(process, subprocess.Popen)
