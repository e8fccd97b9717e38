"""The long form of the broken-line test: many rounds through a bad line, then everything must be there exactly once.

    python -m tests.rigs.flaky_sync --proxy PATH_TO_flaky_proxy.py --rounds 60 --loss 0.3 --seed 1

Without --proxy the line of tests/rigs/flaky_line.py is used. With --by-command each round is `main.py sync`, given again as a person
would when it ends without a line; without it the same call in this process, with a shorter patience. A careless client goes over the
same line first: the rig must catch it.
Prints one JSON line; exit 1 when anything was lost, doubled or sent again without need, or the careless client was not caught.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.sync import SyncResult, sync
from core.evidence.inspect import Intake
from core.exchange.link import Link
from core.exchange.patience import Habits
from core.vault.outgoing import files
from core.vault.vault import Vault
from tests.exchange.offices import OFFICE, PASSPHRASE, add_case, first_laptop, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.journeys.commands import run
from tests.rigs.exactly_once import careless_client, faults_found
from tests.rigs.flaky_line import FlakyLine, broken_by_chance

COMMANDS_MOST = 20  # for one round
FILES = 4  # a round, so that all connections are used
HABITS = Habits(
    stall_s=3.0, answer_s=3.0, connect_s=5.0, first_pause_s=0.05, longest_pause_s=0.5, attempts=60, first_attempts=60, slowest=10_000_000
)


def main() -> int:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as name, Intake() as intake:
        folder = Path(name)
        with _centre(folder / "other") as centre:
            careless = _careless(folder / "careless", centre, asked, intake)
        with _centre(folder / "centre") as centre:
            found, told = _rounds(folder, centre, asked, intake)
    print(json.dumps({**told, "careless_client_faults": careless, "faults": found}))
    return 1 if found or not careless else 0


@contextmanager
def _centre(folder: Path) -> Iterator[RunningCentre]:
    centre = RunningCentre(folder)
    try:
        yield centre
    finally:
        centre.kill()


def _rounds(folder: Path, centre: RunningCentre, asked: argparse.Namespace, intake: Intake) -> tuple[list[str], dict[str, object]]:
    vault, sums, stats = first_laptop(folder / "first"), Counter[str](), Counter[str]()
    enrol(vault, url=centre.url, code=centre.code(OFFICE))
    found: list[str] = []
    for number in range(asked.rounds):
        seeds = range(10_000 * asked.seed + FILES * number, 10_000 * asked.seed + FILES * (number + 1))
        add_case(vault, intake, [some_bytes(seed, 20_000 + 7_919 * (seed % 60)) for seed in seeds])
        meter = (_by_command if asked.by_command else _through)(centre, asked, asked.seed + number, vault, stats)
        sums.update(meter)
        if meter["known_again"] or meter["again"] > meter["breaks"]:
            found.append(f"round {number}: {dict(meter)}")
    found += faults_found(vault, centre)
    second, fetched = _second_laptop(folder, centre, asked, vault, stats)
    with vault.read() as tx:
        blobs = [wanted.ref.sha256 for wanted in files(tx)]
    found += [
        f"not the same on the second laptop: {digest}"
        for digest in blobs
        if second.blobs.read_bytes(digest) != vault.blobs.read_bytes(digest)
    ]
    told = {
        "rounds": asked.rounds,
        "records": fetched.received_records,
        "files": len(blobs),
        "client": dict(sums),
        "fetched": {"files": fetched.fetched_blobs, "breaks": fetched.meter.breaks, "bytes_in": fetched.meter.bytes_in},
        "line": dict(stats),
    }
    for one in (vault, second):
        one.close()
    return found, told


def _through(centre: RunningCentre, asked: argparse.Namespace, seed: int, vault: Vault, stats: Counter[str]) -> Counter[str]:
    return Counter(asdict(_synced(centre, asked, seed, vault, stats).meter))


def _synced(centre: RunningCentre, asked: argparse.Namespace, seed: int, vault: Vault, stats: Counter[str]) -> SyncResult:
    with _line(centre, asked, seed, stats) as url, Link(url, vault.log.device_key, habits=HABITS) as link:
        return sync(vault, link=link)


def _by_command(centre: RunningCentre, asked: argparse.Namespace, seed: int, vault: Vault, stats: Counter[str]) -> Counter[str]:
    """Run `main.py sync` until it has ended well. A command that ended without a line tells nothing of what it sent; it is counted."""
    with _line(centre, asked, seed, stats) as url:
        for _ in range(COMMANDS_MOST):
            told = run("sync", "--server", url, "--json", vault=vault.folder, passphrase=PASSPHRASE)
            stats["commands"] += 1
            if told.code == 0:
                return Counter(told.json["meter"])
            stats["commands without a line"] += 1
    raise AssertionError(f"main.py sync never ended well: {told.err}")


def _second_laptop(
    folder: Path, centre: RunningCentre, asked: argparse.Namespace, first: Vault, stats: Counter[str]
) -> tuple[Vault, SyncResult]:
    code = centre.code(OFFICE)
    with _line(centre, asked, asked.seed + 100_000, stats) as url, Link(url, habits=HABITS) as link:
        second = second_laptop(folder / "second", roster_from_server(url, code, office=first.office, link=link))
        enrol(second, url=url, code=code, link=link)
    return second, _synced(centre, asked, asked.seed + 200_000, second, stats)


def _careless(folder: Path, centre: RunningCentre, asked: argparse.Namespace, intake: Intake) -> int:
    """Return how many faults the rig finds in a client that takes a broken line for an answer."""
    vault, stats, stands = first_laptop(folder), Counter[str](), 0
    enrol(vault, url=centre.url, code=centre.code(OFFICE))
    for number in range(asked.rounds):
        add_case(vault, intake, [])
        with _line(centre, asked, asked.seed + number, stats) as url, Link(url, vault.log.device_key, habits=HABITS) as link:
            stands = careless_client(vault, link, after=stands)
    faults = len(faults_found(vault, centre))
    vault.close()
    return faults


@contextmanager
def _line(centre: RunningCentre, asked: argparse.Namespace, seed: int, stats: Counter[str]) -> Iterator[str]:
    """Yield the address of a bad line to the centre."""
    if asked.proxy is None:
        with FlakyLine(centre.address, broken_by_chance(seed, share=asked.loss)) as line:
            yield line.url
        stats.update(line.hits)
        return
    to = "{}:{}".format(*centre.address)
    command = [sys.executable, str(asked.proxy), "--listen", "127.0.0.1:0", "--to", to, "--loss", str(asked.loss), "--seed", str(seed)]
    proxy = subprocess.Popen([*command, "--idle", "4"], stdout=subprocess.PIPE, text=True)
    assert proxy.stdout
    try:
        yield "http://" + proxy.stdout.readline().split()[1]
    finally:
        proxy.terminate()
        said = proxy.communicate()[0]
        stats.update(json.loads(said.partition("STATS ")[2] or "{}"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--proxy", type=Path, help="another bad line: a program with --listen, --to, --loss and --seed")
    parser.add_argument("--by-command", action="store_true", help="each round is `main.py sync`, a process of its own")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--loss", type=float, default=0.3, help="share of connections that break")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
