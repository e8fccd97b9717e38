"""Promise: the day's end of 7,280 offices fits on a few nodes. A simulation of their arrival, from costs that are measured in the same run.

Each office begins at its own moment of the evening (core.exchange.allowance) and sends its records in parcels, then its files, one
after the other. A node has two cores; PostgreSQL's one writer takes parcels one at a time. Beside it: all offices at 17:00 sharp.
"""

from __future__ import annotations

import argparse
import heapq
import random
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.exchange.centre import bench_centre
from bench.exchange.load import p99
from bench.exchange.server_records import photos_run, records_run
from core.exchange.allowance import EVENING_FROM, starts

OFFICES, CORES = 7_280, 2
RECORDS, A_PARCEL, PHOTOS = 60, 30, 40  # of an office's day: a busy one of the campaign
PHOTO_MB, LINE_KBIT = 0.15, 512  # a working copy; the line of an office
PATIENCE_S = 5.0  # 99 of 100 calls


@dataclass(frozen=True)
class Costs:
    """Seconds of processor time of a gateway, and of the database's one writer, for a parcel; of a gateway for a file."""

    parcel_s: float
    writer_s: float
    file_s: float


def measured() -> Costs:
    with tempfile.TemporaryDirectory() as folder, bench_centre(Path(folder)) as centre:
        chance = random.Random(1)
        records = records_run(centre, 4, 10, A_PARCEL, chance, 10)
        photos = photos_run(centre, 4, 6, chance, 20)
        parcels = records.count / A_PARCEL
        return Costs(
            records.server_cpu_s / parcels,
            (records.server_cpu_s + records.database_cpu_s) / parcels,  # the lock is held while the gateway works
            (photos.server_cpu_s + photos.database_cpu_s) / photos.count * PHOTO_MB / 2.0 + 0.005,
        )


def begin_s(codes: list[str]) -> list[float]:
    """Return the seconds after 17:00 at which these offices begin."""
    day = datetime(2024, 11, 27, 12, tzinfo=UTC)
    opening = datetime.combine(day.date(), EVENING_FROM, UTC)
    return [(starts(code, day)[0] - opening).total_seconds() for code in codes]


def waits(begin: list[float], costs: Costs, nodes: int) -> tuple[list[float], float]:
    """Return how long each call took, and when the last office was through (seconds). An office sends its next when it has its answer."""
    calls = [("parcel", costs.parcel_s, A_PARCEL * 2.0)] * (RECORDS // A_PARCEL) + [("file", costs.file_s, PHOTO_MB * 1000)] * PHOTOS
    cores, writer_free, took = [0.0] * (nodes * CORES), 0.0, list[float]()
    queue = [(at, number, 0) for number, at in enumerate(begin)]
    heapq.heapify(queue)
    heapq.heapify(cores)
    while queue:
        at, number, step = heapq.heappop(queue)
        kind, cost_s, kilobytes = calls[step]
        arrives = at + kilobytes * 8 / LINE_KBIT if step else at
        core = heapq.heappop(cores)
        begins = max(arrives, core)
        if kind == "parcel":
            begins = max(begins, writer_free)
            writer_free = begins + costs.writer_s
        done = begins + cost_s
        heapq.heappush(cores, done)
        took.append(done - arrives)
        if step + 1 < len(calls):
            heapq.heappush(queue, (done, number, step + 1))
    return took, max(cores)


def nodes_needed(begin: list[float], costs: Costs) -> int:
    """Return the fewest nodes with which 99 of 100 calls are answered in time, at most 64."""
    return next((nodes for nodes in range(1, 65) if p99(waits(begin, costs, nodes)[0]) <= PATIENCE_S), 64)


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    codes = [f"{11 + number // 2500}.{number // 50 % 50:02}.{number % 50:02}" for number in range(OFFICES)]
    costs = measured()
    parcel_ms, writer_ms, file_ms = (1000 * one for one in (costs.parcel_s, costs.writer_s, costs.file_s))
    print(f"measured: a parcel of {A_PARCEL} {parcel_ms:.0f} ms of a gateway, {writer_ms:.0f} ms of the writer; a file {file_ms:.0f} ms")
    spread = begin_s(codes)
    nodes = nodes_needed(spread, costs)
    for words, begin in (("each at its own moment", spread), ("all at 17:00 sharp", [0.0] * len(codes))):
        took, over_s = waits(begin, costs, nodes)
        late_s = p99(took)
        print(f"nation, {words}: {nodes} nodes of {CORES} cores, p99 {late_s:.1f} s / {PATIENCE_S} s, over after {over_s / 3600:.2f} h")


if __name__ == "__main__":
    main()
