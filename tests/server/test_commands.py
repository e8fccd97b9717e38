"""python -m server, as an operator uses it: real processes."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.centre_key import FILE
from tests.builders import BuiltOffice
from tests.server.caller import Caller, enrolment

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", *(str(word) for word in arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def serving(*arguments: str | Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Yield (port, process) of a server; it is stopped at the end."""
    command = [sys.executable, "-m", "server", "--listen", "127.0.0.1:0", *(str(word) for word in arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.startswith("LISTENING "):
                yield int(line.rpartition(":")[2]), process
                break
        else:
            raise AssertionError(process.stderr.read() if process.stderr else "")
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()
        if process.stderr is not None:
            process.stderr.close()


def test_a_server_starts_at_once_enrols_by_code_and_stops_gracefully(tmp_path: Path, database_url: str) -> None:
    stores = ("--data", tmp_path / "data", "--database", database_url)
    office = BuiltOffice()
    with serving(*stores, "--drill") as (port, process):
        code = run("code", "--office", office.code, *stores).stdout.strip()
        caller = Caller(port, office.laptop.key)
        answer = caller.post_json("/v1/enrol", enrolment(office, code))
        assert answer.status == 200, answer.body
        assert caller.parcel(office.write()).status == 200
        state = json.loads(run("status", "--json", *stores).stdout)
        wanted = {"records": 2, "blobs": 0, "bytes": 0, "offices": 1, "quarantined": 0, "drill": True}
        assert {name: state[name] for name in wanted} == wanted
        assert run("revoke", caller.device, *stores).returncode == 0
        assert caller.hello().code == "device.revoked"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)
        log = process.stderr.read() if process.stderr else ""
        assert "Traceback" not in log
        assert office.chair.name not in log
    with serving(*stores, "--drill") as (port, _):
        assert Caller(port, office.laptop.key).hello().code == "device.revoked"  # all of it was kept


def test_the_centre_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first, again = (json.loads(run("status", "--json", "--data", tmp_path / "d").stdout) for _ in range(2))
    assert first["fingerprint"] == again["fingerprint"]
    assert (tmp_path / "d" / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--listen", "0.0.0.0:0"], "--behind-proxy"),
        (["--listen", "nowhere"], "HOST:PORT"),
        (["--database", "mysql://x/y"], "postgresql://"),
        (["--database", "postgresql://nobody@127.0.0.1:1/none"], "database"),
        (["code", "--office", "Semarang"], "office code"),
        (["code", "--office", "00.00.01"], "drill"),
        (["revoke", "x"], "64 hex"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = run(*arguments, "--data", tmp_path / "d")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_data_of_a_drill_server_are_not_served_as_real_ones(tmp_path: Path) -> None:
    with serving("--data", tmp_path / "d", "--drill"):
        pass
    done = run("--data", tmp_path / "d", "--listen", "127.0.0.1:0")
    assert (done.returncode, "--drill" in done.stderr) == (1, True)


def test_a_database_of_another_centre_key_is_refused(tmp_path: Path, database_url: str) -> None:
    assert run("status", "--data", tmp_path / "one", "--database", database_url).returncode == 0
    done = run("status", "--data", tmp_path / "two", "--database", database_url)
    assert (done.returncode, "another centre key" in done.stderr) == (1, True)


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("--data", tmp_path / "d", "--listen", f"127.0.0.1:{taken.getsockname()[1]}")
    assert (done.returncode, "--listen" in done.stderr) == (1, True)
