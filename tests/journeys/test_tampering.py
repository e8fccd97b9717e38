"""Whatever is changed in a vault, the check of the whole vault names it; and it accuses no vault that was left alone.

The long form: `.venv/bin/python -m tests.rigs.tamper --changes 500 --untouched 50`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.actions.check.check_vault import check_vault
from core.evidence.inspect import Intake
from core.vault.vault import DATABASE, Vault
from tests.journeys.commands import run
from tests.rigs.changes import KINDS, changes
from tests.rigs.full_vault import FullVault, full_vault
from tests.rigs.tamper import falsely_accused, unnamed
from tests.rigs.targets import Original
from tests.rigs.vault_writer import PASSPHRASE

CHANGES, UNTOUCHED = 3 * len(KINDS), 5


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FullVault:
    with Intake() as intake:
        return full_vault(tmp_path_factory.mktemp("full") / "vault", 7, intake)


def test_every_single_change_to_a_vault_is_named(tmp_path: Path) -> None:
    missed, tried = unnamed(tmp_path, count=CHANGES, seed=2)
    assert missed == []
    assert sum(tried.values()) == CHANGES


def test_no_untouched_vault_is_accused(tmp_path: Path) -> None:
    assert falsely_accused(tmp_path, count=UNTOUCHED) == []


def test_the_rig_itself_notices_a_change_that_is_not_named(made: FullVault) -> None:
    """A vault that nobody changed stands for a check that sees nothing: no change may count as named there."""
    vault = Vault.open(made.folder, made.data_key)
    said = [f"{one.kind} {one.what}: {one.why}" for one in check_vault(vault).findings]
    vault.close()
    assert [
        change.kind for change in changes(Original(made), CHANGES, 2) if any(name in line for line in said for name in change.names)
    ] == []


def test_the_command_names_a_changed_record_a_changed_file_and_a_damaged_page(made: FullVault, tmp_path: Path) -> None:
    original = Original(made)
    record = str(original.roster[0]["record_id"])
    path, blob = next(iter(original.blobs.items()))

    def change_roster(folder: Path) -> None:
        original.sql("UPDATE parts SET stored = stored || 'x' WHERE record_id = :id", id=record)(folder)

    def change_file(folder: Path) -> None:
        (folder / path).write_bytes(b"another")

    def damage_page(folder: Path) -> None:
        content = bytearray((folder / DATABASE).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / DATABASE).write_bytes(content)

    for change, named in ((change_roster, record), (change_file, blob), (damage_page, DATABASE)):
        copy = tmp_path / change.__name__
        shutil.copytree(made.folder, copy)
        change(copy)
        told = run("check", "--json", vault=copy, passphrase=PASSPHRASE)
        assert told.code == 1
        assert named in [one["what"] for one in told.json["findings"]]
    assert run("check", "--json", vault=made.folder, passphrase=PASSPHRASE).json["whole"] is True
