"""PostgreSQL crashes and comes back while a laptop sends; the server's disk is full: `python -m tests.rigs.store_faults --restarts 30`.

No receipt may name what the database has lost; a full disk is answered by 503 with the time to wait, and the laptop goes on later.
`--plant` runs the database without synchronous commits, `--plant-full NAME` puts a fault into the server whose disk is full: the rig must
see that.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.exc import DatabaseError

from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange.errors import NoLine, ServerBusy
from core.exchange.link import Link
from core.reporter import Reporter
from core.vault.vault import Vault
from server.centre import open_centre
from server.endpoints import piece_stream
from server.stores import turns
from server.stores.database import give_pages_back
from tests.exchange.offices import OFFICE, add_case, first_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.postgres_cluster import USER, Cluster, as_role, running_cluster
from tests.rigs.exchange_judge import unbacked
from tests.rigs.exchange_server import HereServer
from tests.rigs.exchange_world import HASTY
from tests.rigs.put_in import Plant, put_in
from tests.rigs.wire_faults import all_there_once

ONCE = replace(HASTY, attempts=1, first_attempts=1)  # the rig itself comes again


def restarts(count: int, seed: int, below: Path, *, plant: bool = False) -> list[str]:
    """Crash the database so many times in the middle of a transfer. Returns what was wrong."""
    chance, found = random.Random(seed), list[str]()
    with running_cluster(is_durable=True) as cluster, Intake() as intake:
        database = cluster.new_centre_database()
        if plant:
            _commit_later(cluster, database)
        running = RunningCentre(below / "centre", database=database)
        vault = first_laptop(below / "laptop")
        enrol(vault, url=running.url, code=running.code(OFFICE))
        with psycopg.connect(as_role(database, USER), autocommit=True) as connection:
            connection.execute("CHECKPOINT")  # the enrolment is not what is tried
        try:
            for number in range(count):
                add_case(vault, intake, [some_bytes(chance.getrandbits(32), 200_000) for _ in range(3)])
                crash = _CrashAt(cluster, chance.randint(1, 6), lambda: _backed(vault, below / "centre", database))
                for _ in range(12):
                    if _sent(vault, running.url, Reporter(crash)):
                        break
                found += [f"crash {number}: {one}" for one in (*crash.found, *_backed(vault, below / "centre", database))]
            found += _backed(vault, below / "centre", database, is_end=True)
        finally:
            vault.close()
            running.kill()
    return found


class _CrashAt:
    """Hears how far a transfer is, crashes the database at one step of it, and looks what is left before anything goes on."""

    def __init__(self, cluster: Cluster, step: int, look: Callable[[], list[str]]) -> None:
        self._cluster, self._left, self._look = cluster, step, look
        self.found: list[str] = []

    def __call__(self, _done: int, _total: int, _label: str) -> None:
        self._left -= 1
        if self._left == 0:
            self._cluster.restart()
            self.found = self._look()


def _sent(vault: Vault, url: str, report: Reporter) -> bool:
    """Return whether an exchange went through; False: the store did not answer."""
    try:
        with Link(url, vault.log.device_key, habits=ONCE) as link:
            sync(vault, report, link=link)
    except (NoLine, ServerBusy):
        return False
    return True


def _backed(vault: Vault, folder: Path, database: str | None, *, is_end: bool = False) -> list[str]:
    centre = open_centre(folder, database_url=database, is_drill=True)
    try:
        return unbacked(centre, vault) + (all_there_once(centre, vault) if is_end else [])
    finally:
        centre.close()


def _commit_later(cluster: Cluster, database: str) -> None:
    with psycopg.connect(as_role(database, USER), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("SELECT pg_reload_conf()")
    cluster.restart()


# a full disk


def _no_time_to_wait() -> tuple[object, str, object]:
    """A full disk is said without the time after which the laptop should come again."""
    real = piece_stream.Problem

    def problem(status: int, code: str, title: str, **more: Any) -> Any:
        return real(status, code, title, **{name: value for name, value in more.items() if name != "headers"})

    return piece_stream, "Problem", problem


def _signed_though_full() -> tuple[object, str, object]:
    """A receipt goes out although the commit found no room."""
    real = turns.writing

    @contextmanager
    def writing(engine: Any) -> Iterator[Any]:
        with suppress(DatabaseError), real(engine) as tx:
            yield tx

    return turns, "writing", writing


PLANTS: dict[str, Plant] = {"no-time-to-wait": _no_time_to_wait, "signed-though-full": _signed_though_full}
ROOMS = (1_500_000, 60_000, 0)  # bytes left: files do not fit; then hardly a record does; then nothing


def disk_full(below: Path, *, rooms: Sequence[int] = ROOMS, plant: str | None = None) -> list[str]:
    """Fill the server's disk while a laptop sends, then make room. Returns what was wrong. Needs root, for a disk of its own."""
    found = list[str]()
    with _small_disk(below / "disk", "24m") as disk, Intake() as intake, put_in(PLANTS, plant):
        running = HereServer(disk / "centre")
        running.start()
        vault = first_laptop(below / "laptop")
        enrol(vault, url=running.url, code=running.code(OFFICE))
        try:
            for room in rooms:
                give_pages_back(running.centre.engine)  # its log keeps no room of its own
                _leave(disk, room)
                add_case(vault, intake, [some_bytes(room + number, 900_000) for number in range(4)])
                try:
                    with Link(running.url, vault.log.device_key, habits=ONCE) as link:
                        sync(vault, link=link)
                except ServerBusy as error:
                    if error.problem.code not in ("store.full", "store.unavailable") or not error.problem.retry_after_s:
                        found.append(f"{room} bytes left: answered by {error.problem}")
                else:
                    found.append(f"{room} bytes left: nothing was full")
                found += [f"{room} bytes left: {one}" for one in unbacked(running.centre, vault)]
                (disk / "ballast").unlink()
                subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
                if not _sent(vault, running.url, Reporter()):
                    found.append(f"{room} bytes left: it does not go on once there is room")
                found += [
                    f"{room} bytes left: {one}"
                    for one in _backed(vault, disk / "centre", f"sqlite:///{disk}/centre/centre.db", is_end=True)
                ]
        finally:
            vault.close()
            running.stop()
    return found


def _leave(disk: Path, room: int) -> None:
    """Fill the disk but for so many bytes."""
    size = shutil.disk_usage(disk).free - room
    with (disk / "ballast").open("wb") as file, suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, size)


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--restarts", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", action="store_true", help="without synchronous commits; it must be found")
    parser.add_argument("--plant-full", choices=sorted(PLANTS), help="only the full disk, with a fault put in; it must be found")
    asked = parser.parse_args()
    if asked.plant_full:
        with tempfile.TemporaryDirectory() as name:
            found = disk_full(Path(name), plant=asked.plant_full)
        print("\n".join(found[:20]))
        return 0 if found else 1
    with tempfile.TemporaryDirectory() as name:
        found = restarts(asked.restarts, asked.seed, Path(name), plant=asked.plant)
    full = list[str]()
    if os.geteuid() == 0 and not asked.plant:
        with tempfile.TemporaryDirectory() as name:
            full = disk_full(Path(name))
    for one in (*found, *full)[:20]:
        print(one)
    told = f"{len(full)} faults" if os.geteuid() == 0 and not asked.plant else "not tried, needs root"
    print(f"{asked.restarts} restarts of PostgreSQL: {len(found)} faults; a full disk: {told}")
    return (0 if found else 1) if asked.plant else (1 if found or full else 0)


if __name__ == "__main__":
    sys.exit(main())
