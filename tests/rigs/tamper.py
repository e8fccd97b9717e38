"""Changes one thing in a copy of a vault, again and again, and looks whether the check of the whole vault names it.

    python -m tests.rigs.tamper --changes 500 --untouched 50

Nothing sealed can be opened by the one who checks, as for an outsider: the check needs nobody's key.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from core.actions.check.check_vault import check_vault, open_to_check
from core.errors import AppError
from core.evidence.inspect import Intake
from core.vault.errors import VaultDamaged, VaultMissing
from core.vault.vault import DATABASE
from tests.rigs.changes import changes
from tests.rigs.full_vault import full_vault
from tests.rigs.targets import Original
from tests.rigs.vault_writer import PASSPHRASE


def found_in(folder: Path) -> list[str]:
    """Return what a check says of a vault, one line a finding; a vault that is refused as damaged or gone names its database."""
    try:
        vault = open_to_check(folder, PASSPHRASE)
    except (VaultDamaged, VaultMissing) as error:
        return [f"file {DATABASE}: {error.title}"]
    try:
        return [f"{one.kind} {one.what}: {one.why}" for one in check_vault(vault).findings]
    finally:
        vault.close()


def unnamed(scratch: Path, *, count: int, seed: int) -> tuple[list[str], Counter[str]]:
    """Return the changes that a check did not name, with what it said instead, and how often each kind was tried."""
    missed: list[str] = []
    tried: Counter[str] = Counter()
    with Intake() as intake:
        original = Original(full_vault(scratch / "original", seed, intake))
    for number, change in enumerate(changes(original, count, seed)):
        copy = scratch / f"copy-{number}"
        shutil.copytree(original.vault.folder, copy)
        change.make(copy)
        tried[change.kind] += 1
        try:
            said = found_in(copy)
        except (AppError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            said = [f"the check itself broke: {error!r}"]
        if not any(name in line for line in said for name in change.names):
            missed.append(f"{number} {change.kind}, {sorted(change.names)}: {said[:3] or 'nothing found'}")
        shutil.rmtree(copy)
    return missed, tried


def falsely_accused(scratch: Path, *, count: int) -> list[str]:
    """Return what the check finds in untouched vaults, each another one."""
    found: list[str] = []
    with Intake() as intake:
        for seed in range(count):
            vault = full_vault(scratch / f"untouched-{seed}", seed, intake)
            found += [f"vault {seed}: {line}" for line in found_in(vault.folder)]
            shutil.rmtree(vault.folder)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--untouched", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        missed, tried = unnamed(Path(scratch), count=args.changes, seed=args.seed)
        accused = falsely_accused(Path(scratch), count=args.untouched)
    print("\n".join([*missed, *accused, *(f"{count:4} {kind}" for kind, count in sorted(tried.items()))]))
    print(f"{args.changes} changes, {args.changes - len(missed)} named; {args.untouched} untouched vaults, {len(accused)} findings")
    return 1 if missed or accused else 0


if __name__ == "__main__":
    sys.exit(main())
