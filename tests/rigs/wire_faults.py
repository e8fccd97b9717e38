"""The wire cut at every byte of one exchange; parcels reordered, doubled, cut: `python -m tests.rigs.wire_faults --step 1`.

The sweep: a laptop with one new document and one small file sends, and its first connection breaks at byte 1, 2, 3 ... of what goes up,
then of what comes down. After each exchange the document and the file are at the centre once, and signed for. With --large there are two
files of 30,000 bytes, which go in one parcel, and that parcel in pieces; all four connections of the beginning break at that byte.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.open_case import open_case
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.errors import AppError
from core.evidence.inspect import Intake
from core.exchange import calls
from core.exchange.errors import ServerRefused
from core.exchange.link import Link
from core.exchange.patience import Patience
from core.exchange.plan import offered
from core.vault import truth
from core.vault.outgoing import files, items_of
from core.vault.vault import Vault
from core.vault.views import received
from record.parcel import frames
from server.centre import Centre
from server.endpoints import take_parcel
from server.stores import tables
from server.stores.counts import counts
from server.stores.database import reading
from tests.exchange.offices import OFFICE, first_laptop, some_bytes
from tests.rigs.exchange_judge import unbacked
from tests.rigs.exchange_server import HereServer
from tests.rigs.exchange_world import HASTY
from tests.rigs.flaky_line import DOWN, UP, Fault, FlakyLine, broken_at
from tests.rigs.put_in import Plant, put_in


def _gives_up() -> tuple[object, str, object]:
    """The first break of the line ends the exchange."""

    def failed(_self: Patience, error: Exception, **_more: object) -> None:
        raise error

    return Patience, "failed", failed


def _parcel_forgotten() -> tuple[object, str, object]:
    """The server does not know a parcel again whose receipt was lost on the way."""
    return take_parcel, "stored_receipt", lambda *_args: None


PLANTS: dict[str, Plant] = {"gives-up": _gives_up, "parcel-forgotten": _parcel_forgotten}
A_LAPTOP = 250  # cuts with one laptop and centre, so that the last is as quick as the first


def laptop_and_server(below: Path) -> tuple[Vault, HereServer]:
    server = HereServer(below / "centre")
    server.start()
    vault = first_laptop(below / "laptop")
    enrol(vault, url=server.url, code=server.code(OFFICE))
    sync(vault, url=server.url)
    return vault, server


def sweep(step: int, below: Path, *, first: int = 1, kind: str = "cut", is_large: bool = False, say: bool = False) -> tuple[list[str], int]:
    """Cut at every `step`th byte from the first on, both ways. Returns what was wrong, and how many cuts there were."""
    found, done, started = list[str](), 0, iter(range(1_000_000))
    sizes = (30_000, 30_001) if is_large else (300,)
    with Intake() as intake:
        for way in (UP, DOWN):
            at, is_over = first, False
            while not is_over and not found:
                folder = below / f"office-{next(started)}"
                folder.mkdir()
                vault, server = laptop_and_server(folder)
                try:
                    for _ in range(A_LAPTOP):
                        wrong, is_over = _one_cut(vault, server, intake, Fault(kind, way, at), sizes)
                        found += [f"{way} cut at byte {at}: {one}" for one in wrong]
                        done, at = done + (not is_over), at + step
                        if is_over or found:
                            break
                    found += unbacked(server.centre, vault)
                finally:
                    vault.close()
                    server.stop()
                if say:
                    print(f"{way}: {done} cuts, byte {at}", flush=True)
    return found, done


def _one_cut(vault: Vault, server: HereServer, intake: Intake, fault: Fault, sizes: Sequence[int]) -> tuple[list[str], bool]:
    """Returns what was wrong, and whether the exchange was over before that byte."""
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title=f"Berkas {fault.way} {fault.at}").cases[0]
    for size in sizes:
        content = some_bytes(fault.at + 10_000_000 * (fault.way == UP), size)
        attach_bytes(vault, case_id, content, "b.bin", obtained="folder", intake=intake)
    first = range(HASTY.connections) if len(sizes) > 1 else [0]  # the parcel goes over whichever is free
    habits = replace(HASTY, attempts=HASTY.attempts + len(first) - 1)
    with FlakyLine(server.address, broken_at(fault, *first)) as line, Link(line.url, vault.log.device_key, habits=habits) as link:
        try:
            result = sync(vault, link=link)
        except AppError as error:
            return [f"{error.code}: {error.title}"], False
        hit = line.hits.total() > 0
    found = ["bytes that were known to be there went again"] if result.meter.known_again else []
    return found + all_there_once(server.centre, vault), not hit


def all_there_once(centre: Centre, vault: Vault) -> list[str]:
    """Return what is lost, doubled, or not signed for."""
    with vault.read() as tx:
        records = tx.scalar(select(func.count()).select_from(truth.records))
        named, waiting = len(files(tx)), len(offered(tx, ""))
        is_signed = received.log_ends(tx) == truth.log_ends(tx) and not waiting
    with reading(centre.engine) as tx:
        held = counts(tx)
    wanted = {"records": records, "blobs": named, "quarantined": 0, "arriving": 0}
    found = [f"{name}: {held[name]} there, {count} here" for name, count in wanted.items() if held[name] != count]
    return found + ([] if is_signed else ["not all is signed for"])


def shuffled(rounds: int, seed: int, below: Path) -> list[str]:
    """Send the parcels of a laptop in any order, some twice, some cut short. Returns what was wrong."""
    chance, found = random.Random(seed), list[str]()
    vault, server = laptop_and_server(below)
    with Link(server.url, vault.log.device_key, habits=HASTY) as link:
        for number in range(rounds):
            for _ in range(chance.randint(3, 7)):
                open_case(vault, regime="pemilihan", origin="pengawasan", title=f"Berkas {number} {'x' * chance.randrange(300_000)}")
            parcels = list(_small_parcels(vault, server.centre, chance))
            for parcel in parcels:
                if chance.random() < 0.4:
                    found += _refused_when_cut(link, parcel, chance)
                calls.post(link, "parcels", parcel)
            one = chance.choice(parcels)
            found += [] if calls.post(link, "parcels", one) == calls.post(link, "parcels", one) else ["the same parcel got two receipts"]
            sync(vault, link=link)  # nothing is left to send: its receipt covers all
            found += [f"round {number}: {one}" for one in all_there_once(server.centre, vault)]
    vault.close()
    server.stop()
    return found


def _small_parcels(vault: Vault, centre: Centre, chance: random.Random) -> Iterator[bytes]:
    """Yield parcels of one item each - a record, or a piece of its part - in any order, some twice."""
    with reading(centre.engine) as tx:
        held = set(tx.scalars(select(tables.records.c.record_id)))
    with vault.read() as tx:
        items = [item for one in truth.all_records(tx) if one.id not in held for item in items_of(tx, one)]
    items += chance.sample(items, len(items) // 3)
    chance.shuffle(items)
    for item in items:
        yield from frames([item])


def _refused_when_cut(link: Link, parcel: bytes, chance: random.Random) -> list[str]:
    try:
        calls.post(link, "parcels", parcel[: chance.randrange(len(parcel))])
    except ServerRefused as error:
        return [] if error.problem.code == "parcel.unreadable" else [f"a cut parcel was answered by {error.problem.code}"]
    return ["a cut parcel got a receipt"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--step", type=int, default=1, help="bytes from cut to cut")
    parser.add_argument("--first", type=int, default=1, help="byte of the first cut: --step 2 twice, with 1 and 2, shares the work")
    parser.add_argument("--kind", choices=("cut", "reset", "lost_reply", "twice"), default="cut")
    parser.add_argument("--large", action="store_true", help="two files that go in one parcel, in pieces")
    parser.add_argument("--rounds", type=int, default=100, help="of parcels in any order")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=sorted(PLANTS), help="a fault put in on purpose, for the cuts; it must be found")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shuffled").mkdir()
        mixed = shuffled(asked.rounds, asked.seed, folder / "shuffled")
        with put_in(PLANTS, asked.plant):
            found, cuts = sweep(asked.step, folder, first=asked.first, kind=asked.kind, is_large=asked.large, say=True)
    for one in (*mixed, *found)[:20]:
        print(one)
    print(
        f"{asked.rounds} rounds of parcels in any order, doubled and cut: {len(mixed)} faults; {cuts} cuts of the wire: {len(found)} faults"
    )
    return (0 if found else 1) if asked.plant else (1 if found or mixed else 0)


if __name__ == "__main__":
    sys.exit(main())
