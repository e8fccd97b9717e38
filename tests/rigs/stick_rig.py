"""Sticks pulled out at every Nth byte: `python -m tests.rigs.stick_rig --cuts 500`. What is there is named, and writing again mends it.

Each cut is tried on two kinds of stick: an honest one (a part is there whole or under its temporary name) and one that lies about
what it has made durable (the last part has its name, but not all its bytes).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.actions.exchange.read_stick import StickRead, read_stick
from core.actions.exchange.write_stick import write_stick
from core.actions.office.roster_parcel import read_roster, write_roster
from core.actions.office.unlock import unlock
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.vault import Vault
from tests.exchange.offices import PASSPHRASE, add_case, first_laptop, second_laptop, some_bytes

PART_BYTES = 160 * 1024
_TEMP = ".0190b3c4-0000-4000-8000-000000000009.new"
Judge = Callable[[Vault, Vault, StickRead, bool], list[str]]


@dataclass(frozen=True)
class Scene:
    """A laptop that has written a whole stick, and the folder of a colleague's vault as it was before it read one."""

    laptop: Vault
    colleague: Path
    stick: Path

    def parts(self) -> list[Path]:
        return sorted((self.stick / "BUKTI").rglob("P*.BUK"))


def scene(folder: Path) -> Scene:
    laptop = first_laptop(folder / "laptop")
    with Intake() as intake:
        add_case(laptop, intake, [some_bytes(1, 400_000), some_bytes(2, 90_000), some_bytes(3, 0)])
    second_laptop(folder / "second", read_roster(write_roster(laptop, folder / "roster.bukti"))).close()
    stick = folder / "stick"
    stick.mkdir()
    write_stick(laptop, stick, part_bytes=PART_BYTES)
    return Scene(laptop, folder / "second", stick)


def cuts(made: Scene, count: int) -> Iterator[tuple[int, bool]]:
    """Yield (bytes that were written when the stick was pulled out, whether the stick is honest), spread over all bytes."""
    total = sum(part.stat().st_size for part in made.parts())
    for number in range(count):
        yield 1 + number * (total - 2) // max(count - 1, 1), number % 2 == 0


def pulled_out(made: Scene, at: int, target: Path, *, is_honest: bool) -> None:
    """Make the stick as it was when so many bytes of parts had been written."""
    for part in made.parts():
        place = target / part.relative_to(made.stick)
        if at <= 0:
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        raw = part.read_bytes()[:at]
        is_whole = len(raw) == part.stat().st_size
        (place if is_whole or not is_honest else place.with_name(_TEMP)).write_bytes(raw)
        at -= part.stat().st_size


def ids(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return {one.id for one in truth.all_records(tx)}


def judge(laptop: Vault, colleague: Vault, came: StickRead, is_mended: bool) -> list[str]:
    """Return what is wrong with a reading. is_mended: after writing again, when everything must have come and nothing be named."""
    wrong = []
    own = {one for one in ids(colleague) if one not in ids(laptop)}
    with colleague.read() as tx:
        aside = tx.execute(truth.set_aside.select()).all()
        if any(one.header.log != colleague.log.id for one in truth.all_records(tx) if one.id in own) or aside:
            wrong.append("a record that nobody wrote")
        held = {row.sha256: row.size for row in tx.execute(truth.held_blobs.select())}
    wrong += [f"file {digest[:8]} is damaged" for digest, size in held.items() if colleague.blobs.check(digest, size) is not None]
    if is_mended:
        if came.faults:
            wrong.append(f"still named: {came.faults}")
        if not ids(laptop) <= ids(colleague) or len(held) != 3:
            wrong.append("something did not come")
    elif not came.faults:
        wrong.append("not named")
    return wrong


def try_cut(made: Scene, at: int, *, is_honest: bool, folder: Path, judged: Judge = judge) -> list[str]:
    """Return what is wrong with one cut: reading what is there, then after writing again."""
    stick, copy = folder / "stick", folder / "vault"
    stick.mkdir(parents=True)
    pulled_out(made, at, stick, is_honest=is_honest)
    shutil.copytree(made.colleague, copy)
    colleague = unlock(copy, PASSPHRASE)
    try:
        wrong = []
        if list((stick / "BUKTI").rglob("P*.BUK")):
            wrong += judged(made.laptop, colleague, read_stick(colleague, stick), False)
        write_stick(made.laptop, stick, part_bytes=PART_BYTES)
        return wrong + judged(made.laptop, colleague, read_stick(colleague, stick), True)
    finally:
        colleague.close()
        shutil.rmtree(folder, ignore_errors=True)


def run(count: int, below: Path, *, judged: Judge = judge, say: Callable[[str], None] = print) -> list[str]:
    """Return every fault of so many cuts."""
    made, found = scene(below), list[str]()
    try:
        for number, (at, is_honest) in enumerate(cuts(made, count)):
            kind = "honest" if is_honest else "lying"
            wrong = try_cut(made, at, is_honest=is_honest, folder=below / f"cut-{number}", judged=judged)
            found += [f"cut at byte {at} of a stick that is {kind}: {one}" for one in wrong]
            if number % 50 == 49:
                say(f"{number + 1} cuts, {len(found)} faults")
    finally:
        made.laptop.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cuts", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(asked.cuts, Path(folder))
    for one in found:
        print(one)
    print(f"{asked.cuts} cuts: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
