"""Promise: the server keeps at least 600 records a second in parcels of 50 from 8 clients, on two cores with PostgreSQL.

Every commit is synchronous, signatures are verified, receipts signed; the load generator runs on the same cores. In the same run:
what the machine needs for nothing but verifying those signatures, single-record parcels, and photos of 2 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.exchange.centre import BenchCentre, bench_centre, forms, in_parcels, offices
from bench.exchange.load import Laptop, cpu_s, p99
from record.signature import public_bytes, signatures_from_bytes, verify
from tests.builders import BuiltOffice, Written

PROMISE = 600


@dataclass(frozen=True)
class Run:
    """One load: how many of it, in how many seconds, with how much processor time of the server and of PostgreSQL."""

    count: int
    took_s: float
    server_cpu_s: float
    database_cpu_s: float
    own_cpu_s: float
    times_s: list[float]

    def __str__(self) -> str:
        each = 1000 / self.count
        return (
            f"{self.count / self.took_s:7.0f}/s  p99 {p99(self.times_s) * 1000:6.0f} ms  CPU each: server {self.server_cpu_s * each:.2f} ms"
            f" + PostgreSQL {self.database_cpu_s * each:.2f} ms + load {self.own_cpu_s * each:.2f} ms"
        )


def records_run(centre: BenchCentre, clients: int, each: int, records: int, chance: random.Random, first: int) -> Run:
    """Each client sends `each` parcels of so many records, of offices that nobody else is."""
    chosen = [BuiltOffice(f"00.{first:02}.{1 + number:02}") for number in range(clients)]
    centre.enrol(chosen)
    loads = [(office, in_parcels(forms(office, each * records, chance), records)) for office in chosen]

    async def client(office: BuiltOffice, frames: list[bytes], times_s: list[float]) -> None:
        laptop = Laptop(centre.running.address, office.laptop.key)
        for frame in frames:
            answer = await laptop.parcel(frame)
            assert answer.status == 200, answer
            times_s.append(answer.took_s)
        laptop.close()

    async def all_clients(times_s: list[float]) -> None:
        await asyncio.gather(*(client(office, frames, times_s) for office, frames in loads))

    return _measured(centre, clients * each * records, lambda times_s: asyncio.run(all_clients(times_s)))


def photos_run(centre: BenchCentre, clients: int, each: int, chance: random.Random, first: int) -> Run:
    chosen = [BuiltOffice(f"00.{first:02}.{1 + number:02}") for number in range(clients)]
    centre.enrol(chosen)

    async def client(office: BuiltOffice, times_s: list[float]) -> None:
        laptop = Laptop(centre.running.address, office.laptop.key)
        for photo in (chance.randbytes(2_000_000) for _ in range(each)):
            answer = await laptop.file(photo)
            assert answer.status == 201, answer
            times_s.append(answer.took_s)
        laptop.close()

    async def all_clients(times_s: list[float]) -> None:
        await asyncio.gather(*(client(office, times_s) for office in chosen))

    return _measured(centre, clients * each, lambda times_s: asyncio.run(all_clients(times_s)))


def _measured(centre: BenchCentre, count: int, work: Callable[[list[float]], None]) -> Run:
    times_s: list[float] = []
    server, database = centre.running.pid, centre.cluster.pid
    before, began = (cpu_s(server), cpu_s(database), sum(os.times()[:2])), time.perf_counter()
    work(times_s)
    took_s = time.perf_counter() - began
    return Run(count, took_s, cpu_s(server) - before[0], cpu_s(database) - before[1], sum(os.times()[:2]) - before[2], times_s)


def verify_only_s(written: list[Written], office: BuiltOffice) -> float:
    """Return the seconds that verifying the signatures of these records takes one core, and nothing else."""
    spki, began = public_bytes(office.laptop.key), time.perf_counter()
    for one in written:
        verify(spki, signatures_from_bytes(one.item.signatures)[0], one.item.header)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=8000, help="records in each load")
    parser.add_argument("--photos", type=int, default=64, help="photos in each load")
    asked = parser.parse_args()
    chance = random.Random(1)
    office = offices(1)[0]
    floor = 1000 / verify_only_s(forms(office, 1000, chance), office)
    print(f"limit: {floor:.0f} signatures verified a second by one core that does nothing else")
    with tempfile.TemporaryDirectory() as folder, bench_centre(Path(folder)) as centre:
        for first, clients in enumerate((1, 8, 32), 10):
            run = records_run(centre, clients, max(1, asked.records // (50 * clients)), 50, chance, first)
            print(f"parcels of 50, {clients:2} clients: {run}", flush=True)
            if clients == 8:
                print(f"server_records {run.count / run.took_s:.0f}/s / promised {PROMISE}/s = {run.count / run.took_s / PROMISE:.2f}")
        for first, clients in enumerate((1, 8, 32), 20):
            run = records_run(centre, clients, max(1, min(900, asked.records // (4 * clients))), 1, chance, first)
            print(f"parcels of 1,  {clients:2} clients: {run}", flush=True)
        for first, clients in enumerate((1, 8, 32), 30):
            run = photos_run(centre, clients, max(1, asked.photos // clients), chance, first)
            print(f"photos 2 MB,   {clients:2} clients: {run}", flush=True)


if __name__ == "__main__":
    main()
