"""The writer of the crash rigs: imports one small fresh case after the other until it is killed.

    python -m tests.rigs.vault_writer VAULT SEED

A thin wrapper of `main.py import`: it calls the same functions, but in one process, so that most of the time between two kills is spent
writing and not starting. The vault is founded when there is none; a case that a killed run left half imported is finished first.
It prints, flushed, `BEGIN <source>` before each thing and `COMMITTED <source> <record id>` once it is durable. The source ("00.00.01/7-0/
model_a") is known before the record is signed, its id only after; it stands in the record itself.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from sqlalchemy import select

from core.actions.cases.import_cases import import_cases
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.setup import found_office
from core.actions.office.unlock import unlock
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.header_names import NAMES
from core.vault.keys import Hardness
from core.vault.vault import Vault
from core.vault.views import cases
from tests.rigs.small_cases import OFFICE_CODE, things_of, write_case

PASSPHRASE = "empat kata yang mudah"
QUICK = Hardness(memory_kib=64, passes=1, lanes=1)  # the rigs try the disk, not Argon2id
FOUNDING = "founding"
Say = Callable[[str], None]


def say(line: str) -> None:
    print(line, flush=True)


def opened(folder: Path, tell: Say) -> Vault:
    """Return the vault of a folder, founded if no earlier run got that far."""
    if any((folder / name).exists() for name in NAMES):
        return unlock(folder, PASSPHRASE)
    tell(f"BEGIN {FOUNDING}")
    office = OfficeSetup(code=OFFICE_CODE, name="Panwaslu Kecamatan Sukarekaan", regime="pemilihan", province="Provinsi Rekaan")
    chair = PersonSetup(name="Wira Contohwan", position="Ketua", role="panwascam_chair")
    vault = found_office(folder, office, chair, PASSPHRASE, hardness=QUICK).vault
    with vault.read() as tx:
        (first,) = truth.all_records(tx)
    tell(f"COMMITTED {FOUNDING} {first.id}")
    return vault


def case_names(vault: Vault, seed: str) -> Iterator[str]:
    """Yield the case that was written last (perhaps not to its end), then fresh ones of this seed without end."""
    with vault.read() as tx:
        last = tx.scalar(select(cases.cases.c.source).order_by(cases.cases.c.case_id.desc()).limit(1))
    if last:
        yield last.rpartition("/")[2]
    yield from (f"{seed}-{number}" for number in count())


def write(vault: Vault, seed: str, desk: Path, tell: Say = say) -> None:
    """Import case after case. desk: a folder outside the vault in which the cases are written first. Does not return."""
    with Intake() as intake:
        for name in case_names(vault, seed):
            path = write_case(desk / name, name)
            steps = import_cases(vault, [path], intake=intake)
            for source in things_of(path):
                tell(f"BEGIN {source}")
                step = next(steps)
                if step.source != source:
                    raise SystemExit(f"{step.source} came where {source} was announced")
                if not step.was_there:
                    tell(f"COMMITTED {source} {step.changes.record_ids[0]}")
            shutil.rmtree(desk / name)


def desk_of(folder: Path) -> Path:
    """Return the folder beside a vault in which its cases are written."""
    return folder.with_name(folder.name + ".cases")


def main(arguments: list[str]) -> None:
    folder, seed = Path(arguments[0]).resolve(), arguments[1]
    write(opened(folder, say), seed, desk_of(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
