"""Fixtures of the journeys: a vault with something of everything in it, and commands that must leave it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.evidence.inspect import Intake
from tests.journeys.refusals import Command, Refused, in_process, judged, records_of
from tests.rigs.full_vault import FullVault, full_vault
from tests.rigs.vault_writer import PASSPHRASE


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> FullVault:
    with Intake() as intake:
        return full_vault(tmp_path_factory.mktemp("made") / "vault", 9, intake)


@pytest.fixture
def command(made: FullVault, capfd: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """A command that must be refused. Afterwards the vault holds exactly what it held before."""
    before = records_of(made.folder, made.data_key)

    def refused(*arguments: object, vault: Path = made.folder, passphrase: bytes = PASSPHRASE.encode()) -> Refused:
        code, out, err = in_process(capfd, *arguments, "--json", vault=vault, passphrase=passphrase)
        assert code == 1, out + err
        return judged(out, err)

    yield refused
    assert records_of(made.folder, made.data_key) == before
