"""A centre for the benches: PostgreSQL that syncs every commit, the server as a process, offices that are enrolled already."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from record.parcel import frames
from record.signature import public_bytes
from server.centre import open_centre
from server.limits import Limits
from server.one_time_code import code_hash, new_code
from server.stores.database import writing
from server.stores.migrate import PROVINCES
from server.stores.offices import Enrolment, enrol, keep_code
from tests.builders import BuiltOffice, Written
from tests.exchange.running_centre import RunningCentre
from tests.postgres_cluster import Cluster, running_cluster

_WORDS = "pada hari ini pengawas melihat seorang lurah di lapangan desa memakai atribut pasangan calon saat kampanye terbuka".split()


@dataclass(frozen=True)
class BenchCentre:
    """The running server and the database under it."""

    running: RunningCentre
    cluster: Cluster
    database: str

    def enrol(self, offices: Sequence[BuiltOffice]) -> None:
        """Enrol the laptops of these offices straight in the store: enrolment is not what is measured."""
        centre = open_centre(self.running.folder, database_url=self.database, is_drill=True)
        try:
            for office in offices:
                code = new_code(centre.key)
                asked = Enrolment(
                    code=code,
                    office=office.code,
                    device_name="Laptop",
                    device_key=public_bytes(office.laptop.key),
                    person=office.chair.id,
                    sign_key=public_bytes(office.chair.key),
                    items=[item for one in office.roster for item in one.items],
                )
                with writing(centre.engine) as tx:
                    keep_code(tx, str(code_hash(centre.key, code)), office=office.code, at=centre.now())
                    enrol(tx, asked, key=centre.key, at=centre.now(), limits=Limits())
        finally:
            centre.close()


@contextmanager
def bench_centre(folder: Path) -> Iterator[BenchCentre]:
    with running_cluster(is_durable=True) as cluster:
        database = cluster.new_centre_database(provinces=PROVINCES)
        running = RunningCentre(folder, database=database)
        try:
            yield BenchCentre(running, cluster, database)
        finally:
            running.kill()


def offices(count: int) -> list[BuiltOffice]:
    """Return offices of the drill province, at most 9,801."""
    return [BuiltOffice(f"00.{1 + number // 99:02}.{1 + number % 99:02}") for number in range(count)]


def forms(office: BuiltOffice, count: int, chance: random.Random, *, photos: Sequence[bytes] = ()) -> list[Written]:
    """Return that many saved forms of about 2 KB of answers, signed by the laptop; the first ones name the photos."""
    found = []
    for number in range(count):
        text = " ".join(chance.choices(_WORDS, k=280))
        body = {"form": "model_a", "version": 1, "answers": {"outcome": {"result": text}, "place": "Balai desa"}}
        found.append(office.write(bodies={"answers": body}, blobs=photos[number : number + 1]))
    return found


def in_parcels(written: Sequence[Written], records: int) -> list[bytes]:
    """Return one frame for every so many records."""
    made = []
    for start in range(0, len(written), records):
        (frame,) = frames(item for one in written[start : start + records] for item in one.items)
        made.append(frame)
    return made
