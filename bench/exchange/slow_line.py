"""Promise: a slow line is used to 0.80 (512 kbit/s, 600 ms, 2 % loss, cubic), and 3.5 times better than by one POST an item.

An office's day goes over the line; the median of several runs counts. The use of the line is told by the bytes of parcels and pieces of
files as they travel (packed, each once), not those of headers, TLS and TCP. In the same run, over the same line: every record and file of
the same day by one POST, each answered before the next is sent, on one connection that stays open, and with a connection each (as by
`requests.post`); how much faster is told by the clock, and the promise is judged by the harder one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import httpx

from bench.exchange.day import enrolled_day, named_files
from bench.exchange.poor_line import Line, certificate, far_url, over, require_line, use_cubic
from bench.passphrase import PASSPHRASE
from core.actions.exchange.sync import sync
from core.actions.office.unlock import unlock
from core.exchange.link import Link
from core.exchange.meter import Counts
from core.exchange.trusted_server import trusted
from core.vault import truth
from core.vault.outgoing import LANES, items_of
from core.vault.vault import Vault
from record.parcel import frames

LINE = Line(rtt_ms=600, kbit=512, loss=2)
PROMISE, FASTER = 0.80, 3.5
OURS, KEPT, EACH = "ours", "connection kept", "connection each"


def near(folder: Path, *, by: str) -> None:
    """The near end: send the day, and tell how many bytes of it in how many seconds."""
    control, vault = use_cubic(), unlock(folder / "laptop", PASSPHRASE)
    wait_for_line(folder)
    began = time.perf_counter()
    counts = _as_we_do(vault, folder) if by == OURS else _one_post_an_item(vault, folder, is_kept=by == KEPT)
    took_s = time.perf_counter() - began
    print(json.dumps({"seconds": took_s, "day": _day_bytes(vault), "control": control, **asdict(counts)}))
    vault.close()


def wait_for_line(folder: Path) -> None:
    """Return once the far end answers, so that its start is not measured."""
    with httpx.Client(verify=trusted(folder / "far.pem")) as client:
        for _ in range(20):
            try:
                client.get(f"{far_url()}/health", timeout=10)
            except httpx.TransportError:
                time.sleep(0.5)
            else:
                return


def _as_we_do(vault: Vault, folder: Path) -> Counts:
    with Link(far_url(), vault.log.device_key, authorities=folder / "far.pem") as link:
        return sync(vault, link=link).meter


def _day_bytes(vault: Vault) -> int:
    """Return the bytes of the day's files and records as they lie in the vault."""
    return sum(ref.size for ref in named_files(vault, *LANES)) + sum(map(len, _by_item(vault)))


def _by_item(vault: Vault) -> list[bytes]:
    with vault.read() as tx:
        return [b"".join(frames(items_of(tx, one))) for one in truth.of_log(tx, vault.log.id, after=0)]


def _one_post_an_item(vault: Vault, folder: Path, *, is_kept: bool) -> Counts:
    sent = 0
    trust = trusted(folder / "far.pem")
    limits = httpx.Limits() if is_kept else httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(verify=trust, timeout=120, limits=limits) as client:
        for content in (*_by_item(vault), *(vault.blobs.read_bytes(ref.sha256) for ref in named_files(vault, *LANES))):
            assert client.post(f"{far_url()}/item", content=content).status_code == 204
            sent += len(content)
    return Counts(bytes=sent)


def run_once(base: Path, line: Line, module: str, *more: str, seed: int) -> dict[str, object]:
    """Send a copy of the day, so that each run begins from the same state."""
    with tempfile.TemporaryDirectory(dir=base) as name:
        for part in ("laptop", "centre"):
            shutil.copytree(base / part, Path(name) / part)
        certificate(Path(name))
        return dict(over(line, module, Path(name), *more, seed=seed))


def use_of(told: dict[str, object], line: Line) -> float:
    """Return the share of the line that the bytes of the day had, as they travelled."""
    return float(str(told["bytes"])) * 8 / (line.kbit * 1000) / float(str(told["seconds"]))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--documents", type=int, default=15)
    parser.add_argument("--near", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--by", choices=(OURS, KEPT, EACH), default=OURS, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.near:
        return near(asked.near, by=asked.by)
    require_line()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        enrolled_day(base, asked.documents)
        ours = [run_once(base, LINE, __spec__.name, seed=seed) for seed in range(asked.runs)]
        assert not any(told["again"] or told["never_arrived"] or told["known_again"] for told in ours), (
            "each byte is counted once only where nothing went twice"
        )
        uses = [use_of(told, LINE) for told in ours]
        words = " ".join(f"{one:.2f}" for one in uses)
        print(f"a day of {ours[0]['day']} bytes as {ours[0]['bytes']}, {ours[0]['control']}: {words} of the line", flush=True)
        items = {by: run_once(base, LINE, __spec__.name, "--by", by, seed=1) for by in (KEPT, EACH)}
    median, seconds = statistics.median(uses), statistics.median(float(str(told["seconds"])) for told in ours)
    print(f"slow_line {median:.2f} of the line / promised {PROMISE} = {median / PROMISE:.2f}")
    for by, told in items.items():
        items_s = float(str(told["seconds"]))
        print(f"one POST an item, {by}: {items_s:.0f} s ({use_of(told, LINE):.2f} of the line) / slow_line {seconds:.0f} s", end=" ")
        print(f"= {items_s / seconds:.1f} times as fast (promised {FASTER})")


if __name__ == "__main__":
    main()
