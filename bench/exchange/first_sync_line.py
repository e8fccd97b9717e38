"""A second laptop's first sync over a poor line: `bench.exchange.first_sync --line KBIT`. Limit: the same bytes as one HTTP download.

A first laptop writes the documents and hands them to the centre (both in the folder that is made once); a second one of the same office is
enrolled and empty. Over the line (200 ms, 0.5 % loss, cubic, https) it takes everything by `sync`, in a process of its own; asked to, it is
killed (SIGKILL) when so many records are there, and another process goes on. Meanwhile its own vault is used as the window uses it - the
first rows of the list of cases, a search, a form saved - and each use is timed. Then as many bytes come by one GET (of more than 8 MB: so
many, and the rest at that speed).

Bytes are those of the bodies of answers, each time they came; `wire` are all bytes that the line carried.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from bench.exchange.first_sync import write_documents
from bench.exchange.poor_line import Line, certificate, far_url, over, require_line, use_cubic
from bench.exchange.slow_line import wait_for_line
from bench.material import quick_vault
from bench.passphrase import PASSPHRASE
from core.actions.cases.open_case import open_case
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.actions.forms.save_form import save_imported
from core.actions.office.setup import join_office
from core.actions.office.unlock import unlock
from core.exchange.link import Link
from core.exchange.pace import Pace
from core.exchange.trusted_server import trusted
from core.reporter import Reporter
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import cases, search
from tests.exchange.running_centre import RunningCentre

_USE_EACH_S = 5.0
_BULK_BYTES = 8_000_000  # of the download: for more it goes on as fast
MODULE = "bench.exchange.first_sync_line"


def make_base(folder: Path, documents: int) -> None:
    """Make `centre`, which holds so many documents of a first laptop, and `second`, which is enrolled and has none of them."""
    first = quick_vault(folder / "first")
    write_documents(first, documents)
    centre = RunningCentre(folder / "centre")
    enrol(first, url=centre.url, code=centre.code(first.office))
    sync(first)
    with first.read() as tx:
        roster = truth.roster_records(tx)[1]
    second = join_office(folder / "second", roster, office=first.office, passphrase=PASSPHRASE).vault
    enrol(second, url=centre.url, code=centre.code(second.office))
    second.close()
    first.close()
    centre.kill()
    shutil.rmtree(folder / "first")


# the near end, in the client's network namespace


def near(folder: Path, kill_at: int) -> None:
    """Let a process take everything (killed once, at so many records, if any), then fetch as many bytes by one GET; tell both."""
    control = use_cubic()
    wait_for_line(folder)
    began, kills = time.perf_counter(), 0
    told = list[dict[str, Any]]()
    while not told or not told[-1]["is_done"]:
        taking = [sys.executable, "-m", MODULE, "--take", str(folder), *(["--until", str(kill_at)] if kill_at and not kills else [])]
        with subprocess.Popen(taking, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                told.append(json.loads(line))
                if told[-1].get("kill_me"):
                    child.send_signal(signal.SIGKILL)
                    kills += 1
        assert told and (told[-1]["is_done"] or told[-1].get("kill_me")), "the taking process ended by itself"
    took_s, came = time.perf_counter() - began, sum(one["bytes_in"] for one in told)
    server = _peak_mb(_pid_of("bench.exchange.far_end"))
    bulk = min(came, _BULK_BYTES)
    bulk_s = _bulk_s(folder, bulk) * came / bulk
    print(json.dumps({"seconds": took_s, "bytes": came, "bulk_s": bulk_s, "server_mb": server, "control": control, "runs": told}))


def _bulk_s(folder: Path, size: int) -> float:
    began, came = time.perf_counter(), 0
    with httpx.Client(verify=trusted(folder / "far.pem"), timeout=120) as client:
        while came < size:  # a browser's download goes on as well
            try:
                with client.stream("GET", f"{far_url()}/bulk/{size - came}") as response:
                    for piece in response.iter_raw():
                        came += len(piece)
            except httpx.TransportError:
                continue
    return time.perf_counter() - began


def _pid_of(module: str) -> int:
    found = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit() and module in _command(one))
    return next(found)


def _command(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().decode().split("\0")
    except OSError:
        return ""
    return " ".join(words) if "python" in words[0] else ""


def _peak_mb(pid: int) -> int:
    (line,) = (one for one in Path(f"/proc/{pid}/status").read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


# the process that takes


def take(folder: Path, until: int) -> None:
    """Take everything; print as JSON: bytes, seconds, peak memory, how long each use of the vault took, what was told of the rest."""
    vault = unlock(folder / "second", PASSPHRASE)
    began, heard, pace = time.perf_counter(), list[tuple[float, float | None]](), Pace()
    link = Link(far_url(), vault.log.device_key, authorities=folder / "far.pem")

    def facts(*, is_done: bool) -> dict[str, Any]:
        counts = link.meter.counts
        return {
            "is_done": is_done,
            "seconds": time.perf_counter() - began,
            "cpu_s": time.process_time(),
            "bytes_in": counts.bytes_in,
            "bytes_out": counts.bytes,
            "breaks": counts.breaks,
            "peak_mb": _peak_mb(os.getpid()),
        }

    def tell(done: int, total: int, lane: str) -> None:
        now = time.perf_counter() - began
        if lane == "incoming":
            pace.saw(lane, done, now)
            heard.append((now, pace.left_s(total - done, now) if total else None))
            if until and done >= until:
                print(json.dumps({**facts(is_done=False), "kill_me": True}), flush=True)
                threading.Event().wait()

    stop, uses = threading.Event(), dict[str, list[float]]()
    using = threading.Thread(target=_use, args=(vault, stop, uses))
    using.start()
    result = sync(vault, Reporter(tell), link=link)
    whole = facts(is_done=True)
    stop.set()
    using.join()
    with vault.read() as tx:
        held = sum(count for _, count in tx.execute(truth.log_counts.select()).all())
    print(json.dumps({**whole, "records": result.received_records, "held": held, "uses": _told_uses(uses), "left": _told_left(heard)}))
    link.close()
    vault.close()


def _use(vault: Vault, stop: threading.Event, uses: dict[str, list[float]]) -> None:
    """Use the vault as a person at the window does, until told to stop."""
    number = 0
    while not stop.wait(_USE_EACH_S):
        number += 1
        with _timed(uses, "list"), vault.read() as tx:
            cases.latest(tx, limit=50)
        with _timed(uses, "search"), vault.read() as tx:
            search.cases(tx, "atribut pasangan")
        with _timed(uses, "save"):
            case = open_case(vault, regime="pemilihan", origin="pengawasan", title=f"Sementara itu {number}").cases[0]
            save_imported(vault, "model_a", case_id=case, answers={"outcome": {"result": "Dilihat."}}, source="")


class _timed:
    def __init__(self, uses: dict[str, list[float]], name: str) -> None:
        self._into = uses.setdefault(name, [])

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._into.append((time.perf_counter() - self._began) * 1000)


def _told_uses(uses: Mapping[str, list[float]]) -> dict[str, dict[str, float]]:
    return {name: {"times": len(ms), "median_ms": statistics.median(ms), "worst_ms": max(ms)} for name, ms in uses.items() if ms}


def _told_left(heard: list[tuple[float, float | None]]) -> dict[str, float | None]:
    """Return at a quarter, half and three quarters of the time: what was said to be left, divided by what was."""
    end = heard[-1][0]
    found: dict[str, float | None] = {}
    for share in (0.1, 0.25, 0.5, 0.75):
        at, left = next(one for one in heard if one[0] >= end * share)
        found[str(share)] = left / (end - at) if left is not None and end > at else None
    return found


# the bench


def line_of(kbit: int, flap: str) -> Line:
    return Line(rtt_ms=200, kbit=kbit, loss=0.5, flap=flap)


def run(documents: int, line: Line, *, kill_at: int, base: Path | None) -> None:
    """Make what is needed, run it once, print the figures. base: a folder kept from an earlier run, or to keep."""
    require_line()
    with tempfile.TemporaryDirectory() as name:
        kept = base or Path(name) / "base"
        if not (kept / "second").exists():
            kept.mkdir(parents=True, exist_ok=True)
            make_base(kept, documents)
        folder = Path(name) / "run"
        shutil.copytree(kept, folder)
        certificate(folder)
        told = over(line, MODULE, folder, "--kill-at", str(kill_at))
    _print(told, line)


def _print(told: Mapping[str, Any], line: Line) -> None:
    runs, whole = told["runs"], told["runs"][-1]
    seconds, came = float(told["seconds"]), int(told["bytes"])
    carried = int(told["wire"]["down"]["sent"]) * came / (came + min(came, _BULK_BYTES))
    print(f"{line.kbit} kbit/s, {line.rtt_ms} ms, {line.loss} % loss, flap {line.flap or 'none'}, {told['control']}:", end=" ")
    print(f"{whole['held']} records held after {seconds:.0f} s, {came} bytes of answers ({carried:.0f} on the wire, told by its share)")
    print(
        f"{came * 8 / seconds / line.kbit / 1000:.2f} of the line; client {sum(one['cpu_s'] for one in runs):.0f} s of processor,", end=" "
    )
    print(f"{max(one['peak_mb'] for one in runs)} MB at most, server {told['server_mb']} MB; {sum(one['breaks'] for one in runs)} breaks")
    for one in runs[:-1]:
        print(f"killed after {one['seconds']:.0f} s and {one['bytes_in']} bytes")
    for name, use in whole["uses"].items():
        print(f"meanwhile {name}, {use['times']} times: {use['median_ms']:.0f} ms, at worst {use['worst_ms']:.0f} ms")
    shares = ", ".join(f"at {float(at):.0%} {'nothing' if left is None else f'{left:.2f}'}" for at, left in whole["left"].items())
    print(f"time told to be left / time left: {shares}")
    print(f"first sync {seconds:.0f} s / one download of as many bytes {told['bulk_s']:.0f} s = {seconds / told['bulk_s']:.2f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--near", type=Path)
    parser.add_argument("--take", type=Path)
    parser.add_argument("--kill-at", type=int, default=0)
    parser.add_argument("--until", type=int, default=0)
    asked = parser.parse_args()
    if asked.near:
        near(asked.near, asked.kill_at)
    else:
        take(asked.take, asked.until)
