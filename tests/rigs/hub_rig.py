"""Many laptops hand in at one evening station at once, which is killed in their midst: `python -m tests.rigs.hub_rig --laptops 50`.

Afterwards everything that was acknowledged must be at the station, and at the centre once after its next sync; every laptop hears so when
it comes again. The rig must also find the planted fault: a station that acknowledges what is only in its memory (`--careless`).
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select

from core.actions.exchange.carry import waiting_parts
from core.actions.exchange.enrol import enrol
from core.actions.exchange.hand_in import hand_in
from core.actions.exchange.handed import handed_to
from core.actions.exchange.sync import sync
from core.actions.exchange.waiting import waiting
from core.actions.office.roster_parcel import read_roster, write_roster
from core.errors import AppError
from core.evidence.inspect import Intake
from core.exchange.hub_line import HubGone, hub_code
from core.exchange.part_files import read_part
from core.exchange.patience import Habits
from core.hub.hub import Hub
from core.vault import hand_ins, truth
from core.vault.incoming import Unpacked
from core.vault.vault import Vault
from record.header import record_id
from record.parcel import read_frame
from record.signature import public_bytes
from tests.exchange.offices import OFFICE, add_case, first_laptop, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre

ROOT = Path(__file__).resolve().parents[2]
HASTY = Habits(
    stall_s=5, answer_s=5, connect_s=5, first_pause_s=0.02, longest_pause_s=0.2, attempts=4, first_attempts=4, slowest=10_000_000
)
PART_BYTES = 60_000
TRIES = 4_000  # on a machine that does much else a station takes its time to come back
VILLAGES = ("00.00.01.1001", "00.00.01.2001", "00.00.01.2002")  # that the drill's regions know


class StationProcess:
    """The station; stays at its port when started again."""

    def __init__(self, folder: Path, *, is_careless: bool) -> None:
        self._folder, self._more = folder, ["careless"] if is_careless else []
        self._process: subprocess.Popen[str] | None = None
        self.port, self.kills = 0, 0

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.rigs.hub_child", str(self._folder), str(self.port), *self._more]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        ready = self._process.stdout.readline().split()
        if ready[:1] != ["READY"]:
            raise RuntimeError("the station did not open")
        self.port = int(ready[1])

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.communicate()
        self.kills += 1

    def close(self) -> None:
        """As a person closes it: what is under way ends by itself."""
        assert self._process is not None
        self._process.communicate("")


@dataclass
class Evening:
    """The station, and who comes: mates of its office, and villages that only the centre can read. No centre without villages."""

    centre: RunningCentre | None
    station: Vault
    mates: list[Vault] = field(default_factory=list)
    villages: list[Vault] = field(default_factory=list)

    @property
    def laptops(self) -> list[Vault]:
        return [*self.mates, *self.villages]


def prepare(folder: Path, stack: ExitStack, *, laptops: int, villages: int, cases: int = 1) -> Evening:
    """Return an evening with so many laptops, each with something to hand in."""
    centre = RunningCentre(folder / "centre") if villages else None
    station = stack.enter_context(closing(first_laptop(folder / "station")))
    if centre is not None:
        stack.callback(centre.kill)
        enrol(station, url=centre.url, code=centre.code(OFFICE))
        sync(station)
    evening = Evening(centre, station)
    roster = read_roster(write_roster(station, folder / "roster.bukti"))
    for number in range(laptops - villages):
        evening.mates.append(stack.enter_context(closing(second_laptop(folder / f"mate-{number}", roster))))
    founders: dict[str, Vault] = {}
    for number in range(villages):
        assert centre is not None
        code, below = VILLAGES[number // 2 % len(VILLAGES)], folder / f"village-{number}"
        if code in founders:
            made = second_laptop(below, read_roster(write_roster(founders[code], folder / f"roster-{number}.bukti")), code)
        else:
            made = founders[code] = first_laptop(below, code)
        village = stack.enter_context(closing(made))
        enrol(village, url=centre.url, code=centre.code(code))
        evening.villages.append(village)
    with Intake() as intake:
        for number, vault in enumerate(evening.laptops):
            for case in range(cases):
                add_case(vault, intake, [some_bytes(1000 * number + case, 90_000)], title=f"Kasus {number}/{case}")
    return evening


def bring(vault: Vault, port: int, code: str) -> int:
    """Hand in, and come again each time the station is gone. Returns how often it was gone."""
    for gone in range(TRIES):
        try:
            hand_in(vault, address=f"127.0.0.1:{port}", code=code, habits=HASTY, part_bytes=PART_BYTES, round_bytes=200_000)
            return gone
        except HubGone:
            time.sleep(0.25)
    raise AssertionError("the station never came back")


def run(folder: Path, *, laptops: int, villages: int, kills: int, seed: int = 1, is_careless: bool = False, cases: int = 1) -> list[str]:
    """Return what is wrong afterwards."""
    with ExitStack() as stack:
        begun = time.monotonic()
        evening = prepare(folder, stack, laptops=laptops, villages=villages, cases=cases)
        print(f"prepared in {time.monotonic() - begun:.1f} s", flush=True)
        station = StationProcess(evening.station.folder, is_careless=is_careless)
        station.start()
        chance = random.Random(seed)
        code = hub_code(public_bytes(evening.station.log.device_key))
        is_over = threading.Event()

        def strike() -> None:
            """Kill soon after something was acknowledged: then there is something to lose."""
            for _ in range(kills):
                before, more = acknowledged(evening.station), chance.randint(1, 4)
                while acknowledged(evening.station) < before + more:
                    if is_over.wait(0.005):
                        return
                is_over.wait(chance.uniform(0, 0.05))
                station.kill()
                station.start()

        striker = threading.Thread(target=strike)
        with ThreadPoolExecutor(len(evening.laptops)) as pool:
            begun = time.monotonic()
            striker.start()
            gone = list(pool.map(lambda vault: bring(vault, station.port, code), evening.laptops))
            took_s = time.monotonic() - begun
        is_over.set()
        striker.join()
        station.close()
        print(f"{laptops} laptops in {took_s:.1f} s, {station.kills} kills, {sum(gone)} times gone", flush=True)
        wrong = at_station(evening)
        if wrong or evening.centre is None:
            return wrong
        sync(evening.station)
        wrong = at_centre(evening, evening.centre)
        sync(evening.station)  # what came from the villages by the first round is receipted in the second
        if not wrong:
            with Hub(evening.station, host="127.0.0.1", port=0, is_announced=False) as hub:
                for village in evening.villages:
                    bring(village, hub.port, code)
            for number, one in enumerate(evening.villages):
                left = [lane.count for lane in waiting(one)]
                wrong += [f"village {number} does not know that all is received: {left}"] if any(left) else []
        return wrong


def acknowledged(station: Vault) -> int:
    with station.read() as tx:
        return len(hand_ins.parts(tx))


def held_files(tx: Connection) -> set[str]:
    return set(tx.scalars(select(truth.held_blobs.c.sha256)))


def at_station(evening: Evening) -> list[str]:
    """Return what was acknowledged and is neither in the station's vault nor carried by it."""
    hub = evening.station.log.device
    with evening.station.read() as tx:
        here = {one.id for one in truth.all_records(tx)} | set(
            tx.scalars(truth.held_blobs.select().with_only_columns(truth.held_blobs.c.sha256))
        )
    wrong = []
    for vault in evening.laptops:
        with vault.read() as tx:
            handed = handed_to(tx, hub)
            records = {one.id for one in truth.all_records(tx) if one.header.log == vault.log.id}
            files = held_files(tx)
        if not records <= handed:
            wrong.append("something was never handed in")
        there = here if vault in evening.mates else carried(evening.station, vault)
        lost = (handed & (records | files)) - there
        wrong += [f"acknowledged and lost: {one[:8]}" for one in sorted(lost)]
    return wrong


def carried(station: Vault, owner: Vault) -> set[str]:
    """Return record ids and files that wait at the station in parts which only their owner (and the centre) can open."""
    assert owner.me is not None
    unpacked, files = Unpacked(), set[str]()
    for part in waiting_parts(station):
        for frame in read_part(part.path):
            if frame.office == owner.office:
                items = read_frame(frame.open(owner.me.seal_key))
                files |= {item.sha256 for item in items if hasattr(item, "sha256")}
                unpacked.add(items)
    return files | {record_id(one.header) for one in unpacked.take_whole()}


def at_centre(evening: Evening, centre: RunningCentre) -> list[str]:
    """Return what is not there exactly once."""
    records, files = set[str](), set[str]()
    for vault in (evening.station, *evening.laptops):
        with vault.read() as tx:
            records |= {one.id for one in truth.all_records(tx)}
            files |= held_files(tx)
    holds = centre.holds()
    expected = {"records": len(records), "blobs": len(files), "quarantined": 0}
    return [f"the centre holds {holds[name]} {name}, not {count}" for name, count in expected.items() if holds[name] != count]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--laptops", type=int, default=50)
    parser.add_argument("--villages", type=int, default=10, help="how many of them are of other offices")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--cases", type=int, default=3, help="of each laptop")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--careless", action="store_true", help="plant the fault")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            wrong = run(
                Path(folder),
                laptops=asked.laptops,
                villages=asked.villages,
                kills=asked.kills,
                cases=asked.cases,
                seed=asked.seed,
                is_careless=asked.careless,
            )
        except AppError as error:
            wrong = [f"{error.code}: {error}"]
    for one in wrong:
        print(one)
    print(f"{len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
