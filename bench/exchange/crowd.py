"""Promise: 1,000 laptops bring 20,000 records and 5,000 photos, nothing is lost, and 99 of 100 calls are answered within 5 s.

The laptops begin within some minutes and then send without a pause. In the same run: how long a bare look at /health takes meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select

from bench.exchange.centre import BenchCentre, bench_centre, forms, in_parcels, offices
from bench.exchange.load import Answer, Laptop, p99
from server.centre import open_centre
from server.stores import tables
from server.stores.database import reading
from tests.builders import BuiltOffice

PROMISE_S = 5.0
RECORDS, A_PARCEL, PHOTOS = 20, 5, 5  # each laptop's
PHOTO_BYTES = 64 * 1024  # a working copy


async def laptop_of(
    office: BuiltOffice, frames: list[bytes], photos: list[bytes], address: tuple[str, int], wait_s: float, times: list[float]
) -> None:
    await asyncio.sleep(wait_s)
    laptop = Laptop(address, office.laptop.key)
    for frame in frames:
        times.append(_taken(await laptop.parcel(frame), 200))
    for photo in photos:
        times.append(_taken(await laptop.file(photo), 201))
    laptop.close()


def _taken(answer: Answer, status: int) -> float:
    assert answer.status == status, answer
    return answer.took_s


async def crowd(
    centre: BenchCentre, loads: list[tuple[BuiltOffice, list[bytes], list[bytes]]], spread_s: float
) -> tuple[list[float], list[float]]:
    """Returns the times of the laptops' calls, and of the bare looks."""
    times, bare, chance = list[float](), list[float](), random.Random(2)
    looking = asyncio.create_task(_look(centre.running.address, bare))
    address = centre.running.address
    await asyncio.gather(*(laptop_of(*load, address, chance.uniform(0, spread_s), times) for load in loads))
    looking.cancel()
    return times, bare


async def _look(address: tuple[str, int], times: list[float]) -> None:
    while True:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection(*address)
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        await reader.read()
        writer.close()
        times.append(time.perf_counter() - began)
        await asyncio.sleep(0.5)


def held(centre: BenchCentre) -> tuple[int, int]:
    """Return how many records and files of the laptops are in the store."""
    opened = open_centre(centre.running.folder, database_url=centre.database, is_drill=True)
    try:
        with reading(opened.engine) as tx:
            records = tx.scalar(select(func.count()).select_from(tables.records).where(tables.records.c.type == "form.saved"))
            return int(records or 0), int(tx.scalar(select(func.count()).select_from(tables.holdings)) or 0)
    finally:
        opened.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--laptops", type=int, default=1000)
    parser.add_argument("--spread", type=float, default=180.0, help="seconds within which they begin")
    asked = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder, bench_centre(Path(folder)) as centre:
        chosen = offices(asked.laptops)
        centre.enrol(chosen)
        loads = []
        for office in chosen:
            photos = [chance.randbytes(PHOTO_BYTES) for _ in range(PHOTOS)]
            loads.append((office, in_parcels(forms(office, RECORDS, chance, photos=photos), A_PARCEL), photos))
        began = time.perf_counter()
        times, bare = asyncio.run(crowd(centre, loads, asked.spread))
        took_s = time.perf_counter() - began
        records, files = held(centre)
    wanted = asked.laptops * RECORDS, asked.laptops * PHOTOS
    lost = f"{wanted[0] - records} and {wanted[1] - files}"
    print(f"{asked.laptops} laptops, {wanted[0]} records, {wanted[1]} photos in {took_s:.0f} s; lost: {lost}")
    print(f"crowd p99 {p99(times):.2f} s / promised {PROMISE_S} s = {p99(times) / PROMISE_S:.2f}")
    print(f"a bare look at /health meanwhile: p99 {p99(bare):.2f} s")


if __name__ == "__main__":
    main()
