"""The server is killed (-9) at four points, again and again, while a laptop sends: `python -m tests.rigs.kill_server --kills 100`.

Before a commit, after it, at a file's move, between head and body of an answer. After every kill no receipt at the laptop may name what
the centre does not hold; at the end all is there once. `--postgres` does the same on PostgreSQL, `--plant NAME` must be found.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange.errors import NoLine
from core.exchange.link import Link
from core.vault import truth
from core.vault.outgoing import files
from core.vault.vault import Vault
from core.vault.views import received
from server.centre import Centre, open_centre
from server.stores.counts import counts
from server.stores.database import reading
from tests.exchange.offices import OFFICE, add_case, first_laptop, some_bytes
from tests.forked import ROOT
from tests.postgres_cluster import running_cluster
from tests.rigs.exchange_judge import unbacked
from tests.rigs.exchange_server import code_for
from tests.rigs.exchange_world import HASTY
from tests.rigs.killable_server import PLANTS, POINTS

MOST_PASSES = 6  # so late a point's kill falls


class Killable:
    """The server process, and a look into what it has made durable."""

    def __init__(self, folder: Path, *, database: str | None, plant: str | None) -> None:
        self.centre: Centre = open_centre(folder, database_url=database, is_drill=True)
        more = [*(["--database", database] if database else []), *(["--plant", plant] if plant else [])]
        command = [sys.executable, "-m", "tests.rigs.killable_server", "--data", str(folder), *more]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self, point: str = "none", times: int = 1) -> None:
        """Serve until the point is passed so many times."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{self._port} {point} {times}\n")
        self._process.stdin.flush()
        while not (said := self._process.stdout.readline()).startswith("LISTENING "):
            assert said, "the server did not start"
        self._port = int(said.rpartition(":")[2])

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(20)
        self.centre.close()


@contextmanager
def killable(folder: Path, *, on_postgres: bool = False, plant: str | None = None) -> Iterator[Killable]:
    with ExitStack() as stack:
        database = None
        if on_postgres:
            database = stack.enter_context(running_cluster()).new_centre_database()
        server = Killable(folder, database=database, plant=plant)
        stack.callback(server.close)
        yield server


def run(kills: int, seed: int, below: Path, *, on_postgres: bool = False, plant: str | None = None) -> tuple[list[str], Counter[str]]:
    """Kill so many times at each point. Returns what was wrong, and the kills by point."""
    chance, told, found = random.Random(seed), Counter[str](), list[str]()
    with killable(below / "centre", on_postgres=on_postgres, plant=plant) as server, Intake() as intake:
        vault = first_laptop(below / "laptop")
        server.start()
        enrol(vault, url=server.url, code=code_for(server.centre, OFFICE))
        while any(told[point] < kills for point in POINTS) and not found:
            add_case(vault, intake, [some_bytes(chance.getrandbits(32), chance.choice([0, 900, 70_000])) for _ in range(2)])
            point = min(POINTS, key=lambda one: (told[one], chance.random()))
            server.start(point, chance.randint(1, MOST_PASSES if point != "blob" else 3))  # ends the one before by SIGKILL as well
            found += [f"killed at rest: {one}" for one in unbacked(server.centre, vault)]
            while not _synced(server, vault):
                told[point] += 1
                found += [f"killed {point}: {one}" for one in unbacked(server.centre, vault)]
                server.start(point, chance.randint(1, 2 * MOST_PASSES)) if chance.random() < 0.5 else server.start()
        server.start()
        assert _synced(server, vault)
        found += _all_once(server.centre, vault) + unbacked(server.centre, vault)
        vault.close()
    return found, told


def _synced(server: Killable, vault: Vault) -> bool:
    """Return whether an exchange went through; False: the server is gone."""
    try:
        with Link(server.url, vault.log.device_key, habits=HASTY) as link:
            sync(vault, link=link)
    except NoLine:
        return False
    return True


def _all_once(centre: Centre, vault: Vault) -> list[str]:
    with vault.read() as tx:
        records, named = sum(1 for _ in truth.all_records(tx)), len(files(tx))
        signed = received.log_ends(tx) == truth.log_ends(tx)
    with reading(centre.engine) as tx:
        held = counts(tx)
    wanted = {"records": records, "blobs": named, "quarantined": 0, "arriving": 0}
    found = [f"{name}: {held[name]} there, {count} here" for name, count in wanted.items() if held[name] != count]
    return found if signed else [*found, "the log is not signed for to its end"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="at each of the four points")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--plant", choices=PLANTS, help="a fault put in on purpose; it must be found")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found, told = run(asked.kills, asked.seed, Path(folder), on_postgres=asked.postgres, plant=asked.plant)
    for one in found[:20]:
        print(one)
    print(f"kills {dict(told)}: {len(found)} faults")
    return (0 if found else 1) if asked.plant else (1 if found else 0)


if __name__ == "__main__":
    sys.exit(main())
