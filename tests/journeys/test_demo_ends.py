"""The drill of `--demo` leaves nothing: neither when the system ends it, nor - after the next one - when it was killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.demo import PREFIX, RUNNING, clear_left_over
from core.platform import only_one

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
DRILL = """
import sys
from pathlib import Path
from core.demo import demo
from core.ends import at_an_end, leave
from ui.app import run
with at_an_end(leave), demo() as made:
    print(made.server, flush=True)
    if "window" in sys.argv:
        sys.exit(run(made.vault, demo_passphrase=made.passphrase))
    sys.stdin.read()
"""

WINDOW = """
import sys
from pathlib import Path
from core.ends import note_ends
from ui.app import run
note_ends()
print("BEGUN", flush=True)
code = run(Path(sys.argv[1]))
print("LEFT", flush=True)
sys.exit(code)
"""


@contextmanager
def drill(place: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A drill under way in this folder for temporary files, and the port of its server."""
    environment = {**os.environ, "TMPDIR": str(place), "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, "-c", DRILL, *arguments], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)", process.stdout.readline())
        assert found is not None
        yield process, int(found[1])
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


def listens(port: int) -> bool:
    listening = f":{port:04X} "
    return any(listening in line and " 0A " in line for line in Path("/proc/net/tcp").read_text().splitlines())


def ended(port: int) -> bool:
    for _ in range(200):  # a server lets what is under way come to its end
        if not listens(port):
            return True
        time.sleep(0.05)
    return False


def folders(place: Path) -> list[Path]:
    return list(place.glob(f"{PREFIX}*"))


def test_the_drill_leaves_nothing_when_it_is_ended_or_killed(is_full: bool, tmp_path: Path) -> None:
    if not is_full:
        pytest.skip("making two drills takes half a minute; --full")
    with drill(tmp_path, "window") as (process, port):
        assert len(folders(tmp_path)) == 1 and listens(port)
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        assert folders(tmp_path) == [] and ended(port)
    with drill(tmp_path) as (process, port):
        (left,) = folders(tmp_path)
        clear_left_over(tmp_path)
        assert left.exists()
        process.kill()
        process.wait()
        assert ended(port)
    clear_left_over(tmp_path)
    assert folders(tmp_path) == []


def test_the_server_of_a_drill_ends_with_the_program_that_holds_its_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "server", "--listen", "127.0.0.1:0", "--data", str(tmp_path), "--drill", "--ends-with-input"]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None and server.stdout is not None
    assert any(line.startswith("LISTENING") for line in server.stdout)
    assert server.poll() is None
    server.stdin.close()
    assert server.wait(30) == 0
    server.stdout.close()


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_the_window_ends_orderly_at_a_signal(tmp_path: Path, end: signal.Signals) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(tmp_path)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    assert window.stdout.readline() == "BEGUN\n"
    window.send_signal(end)
    out, _ = window.communicate(timeout=60)
    assert (window.returncode, out) == (0, "LEFT\n")


def test_nothing_else_is_taken_for_a_drill(tmp_path: Path) -> None:
    kept = tmp_path / f"{PREFIX}kept"
    kept.mkdir()
    clear_left_over(tmp_path)
    assert kept.exists()
    (kept / RUNNING).touch()
    with only_one(kept / RUNNING):
        clear_left_over(tmp_path)
        assert kept.exists()
    clear_left_over(tmp_path)
    assert not kept.exists()
