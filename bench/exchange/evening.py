"""Promise: 30 documents with papers and working copies, at most 4 MB, are received in 15 minutes over 64 kbit/s that breaks.

The line takes 2 s there and back, and three of ten connections break. The clock stops when the centre has signed for every record, paper
and working copy; originals go later. In the same run: how much one POST an item, again when it broke, brings over in that time.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from bench.exchange.day import enrolled_day, named_files
from bench.exchange.poor_line import Line, far_url, require_line, use_cubic
from bench.exchange.slow_line import run_once, wait_for_line
from bench.passphrase import PASSPHRASE
from core.actions.exchange.sync import sync
from core.actions.office.unlock import unlock
from core.exchange.errors import NoLine
from core.exchange.link import Link
from core.exchange.trusted_server import trusted
from core.reporter import Cancelled, Reporter
from core.vault import truth
from core.vault.outgoing import LANES, items_of
from core.vault.vault import Vault
from core.vault.views import received
from record.parcel import frames

LINE = Line(rtt_ms=2000, kbit=64, broken=30)
MINUTES = 15


def near(folder: Path, *, by_items: bool) -> None:
    use_cubic()
    vault = unlock(folder / "laptop", PASSPHRASE)
    wait_for_line(folder)
    began = time.perf_counter()
    if by_items:
        print(json.dumps({"bytes": _one_post_an_item(vault, folder, began + MINUTES * 60)}))
    else:
        _send_without_originals(vault, folder)
        took_s = time.perf_counter() - began
        print(json.dumps({"seconds": took_s, "bytes": _day_bytes(vault), "is_received": _is_received(vault)}))
    vault.close()


def _send_without_originals(vault: Vault, folder: Path) -> None:
    """Exchange until the lane of originals begins; a round that found no line is followed by another, as in the window."""
    stop = threading.Event()

    def hear(_done: int, _total: int, lane: str) -> None:
        if lane == LANES[3]:
            stop.set()

    while not stop.is_set():
        try:
            with Link(far_url(), vault.log.device_key, authorities=folder / "far.pem") as link:
                sync(vault, Reporter(hear, stop), link=link)
                return
        except (Cancelled, NoLine):
            continue


def _is_received(vault: Vault) -> bool:
    with vault.read() as tx:
        ends = received.log_ends(tx) == truth.log_ends(tx)
        return ends and all(received.has_blob(tx, ref.sha256) for ref in named_files(vault, *LANES[1:3]))


def _day_bytes(vault: Vault) -> int:
    with vault.read() as tx:
        parcels = sum(map(len, frames(item for one in truth.of_log(tx, vault.log.id, after=0) for item in items_of(tx, one))))
    return parcels + sum(ref.size for ref in named_files(vault, *LANES[1:3]))


def _one_post_an_item(vault: Vault, folder: Path, until: float) -> int:
    """Return how many bytes of items were answered in time."""
    sent = 0
    with vault.read() as tx:
        items = [b"".join(frames(items_of(tx, one))) for one in truth.of_log(tx, vault.log.id, after=0)]
    items += [vault.blobs.read_bytes(ref.sha256) for ref in named_files(vault, *LANES[1:3])]
    with httpx.Client(verify=trusted(folder / "far.pem"), timeout=60) as client:
        for content in items:
            while time.perf_counter() < until:
                try:
                    client.post(f"{far_url()}/item", content=content)
                except httpx.TransportError:
                    continue
                sent += len(content)
                break
    return sent


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--papers", type=int, default=12, help="signed papers of them: each is two files, the state before and after")
    parser.add_argument("--near", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--by-items", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.near:
        return near(asked.near, by_items=asked.by_items)
    require_line()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        enrolled_day(base, asked.documents, asked.papers, grain=24)  # small enough for 4 MB
        ours = run_once(base, LINE, __spec__.name, seed=1)
        size, took_s = int(str(ours["bytes"])), float(str(ours["seconds"]))
        is_whole = "all" if ours["is_received"] else "NOT all"
        print(f"{asked.documents} documents, {asked.papers} signed papers: {size / 1e6:.2f} MB, {is_whole} received")
        print(f"evening {took_s / 60:.1f} min / promised {MINUTES} min = {took_s / 60 / MINUTES:.2f}", flush=True)
        items = int(str(run_once(base, LINE, __spec__.name, "--by-items", seed=1)["bytes"]))
    print(f"one POST an item brings {items / size:.2f} of it over in {MINUTES} min")


if __name__ == "__main__":
    main()
