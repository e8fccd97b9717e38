"""The verifier of the crash rigs: a thin wrapper of `main.py check --vault DIR --json` that also lists what is there.

    python -m tests.rigs.vault_verify VAULT

Prints `HAVE <source> <record id>` for every record that says where it came from (its id alone for any other) and `CORRUPT ...` for every
finding of the check. A folder in which no set-up was finished holds nothing, and that is no fault.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from core.actions.check.check_vault import check_vault
from core.actions.office.unlock import unlock
from core.errors import AppError
from core.vault import truth
from core.vault.errors import VaultMissing
from core.vault.vault import Vault
from record.errors import NotGenuine
from record.roster import FOUNDED
from tests.rigs.vault_writer import FOUNDING, PASSPHRASE


def verify(folder: Path) -> list[str]:
    """Return the lines of the protocol for a vault as a user would find it after a crash."""
    try:
        vault = unlock(folder, PASSPHRASE)
    except VaultMissing:
        return []
    except AppError as error:
        return [f"CORRUPT {error.code}: {error.title}"]
    try:
        findings = check_vault(vault).findings
        return [f"CORRUPT {one.kind} {one.what}: {one.why}" for one in findings] + list(_here(vault))
    except AppError as error:
        return [f"CORRUPT {error.code}: {error.title}"]
    finally:
        vault.close()


def _here(vault: Vault) -> Iterator[str]:
    with vault.read() as tx:
        for stored in truth.all_records(tx):
            source = FOUNDING if stored.header.type == FOUNDED else ""
            for part in stored.header.parts:
                try:
                    body = truth.open_part(tx, stored.header, stored.id, part.name) or {}
                except NotGenuine:  # the check has named it
                    continue
                source = source or str(body.get("source") or "")
            yield f"HAVE {source} {stored.id}" if source else f"HAVE {stored.id}"


def main(arguments: list[str]) -> None:
    print("\n".join(verify(Path(arguments[0]).resolve())), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
