"""A vault whose views are those of an older build: they are made anew at its opening, all or nothing, and tell how far they are."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from core.actions.check.check_vault import rows_of_views
from core.actions.office.unlock import unlock
from core.reporter import Cancelled, Reporter
from core.vault.migrate import VIEWS
from core.vault.vault import Vault
from core.vault.views import REBUILDING
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form

Rows = dict[str, set[tuple[str, ...]]]


@pytest.fixture
def older(tmp_path: Path) -> Iterator[tuple[Path, Rows]]:
    """The folder of a closed vault with one form, whose list of cases lacks a column, and what its views hold when they are made anew."""
    vault = office_vault(tmp_path / "vault")
    saved_form(vault, new_case(vault, title="Netralitas", number="1"), "model_a", model_a_answers())
    with vault.read() as tx:
        rows = rows_of_views(tx)
    make_older(vault)
    vault.close()
    yield vault.folder, rows


def make_older(vault: Vault) -> None:
    with vault.write() as tx:
        tx.execute(text("ALTER TABLE view_cases DROP COLUMN village_code"))
        tx.execute(text(f"PRAGMA user_version = {VIEWS - 1}"))


def version_of(folder: Path) -> int:
    from core.vault.database import open_database, reading
    from core.vault.header_file import VaultHeader

    engine = open_database(folder / "vault.db", VaultHeader.load(folder).open_with_passphrase(PASSPHRASE)[0])
    try:
        with reading(engine) as tx:
            return int(tx.scalar(text("PRAGMA user_version")) or 0)
    finally:
        engine.dispose()


def test_the_views_are_made_anew_and_tell_how_far_they_are(older: tuple[Path, Rows]) -> None:
    folder, rows = older
    told: list[tuple[int, int, str]] = []
    vault = unlock(folder, PASSPHRASE, report=Reporter(lambda *step: told.append(step)))
    with vault.read() as tx:
        assert rows_of_views(tx) == rows
    vault.close()
    assert told[0][0] == 0 and told[-1][0] == told[-1][1] >= 3 and {lane for *_, lane in told} == {REBUILDING}
    assert version_of(folder) == VIEWS


def test_stopped_or_broken_off_they_stay_as_they_were_and_are_made_the_next_time(older: tuple[Path, Rows]) -> None:
    folder, rows = older

    def power_cut(done: int, total: int, _lane: str) -> None:
        if done == total:
            raise OSError("the power went")

    with pytest.raises(OSError, match="power"):
        unlock(folder, PASSPHRASE, report=Reporter(power_cut))
    assert version_of(folder) == VIEWS - 1
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        unlock(folder, PASSPHRASE, report=Reporter(stop=stop))
    assert version_of(folder) == VIEWS - 1
    vault = unlock(folder, PASSPHRASE)
    with vault.read() as tx:
        assert rows_of_views(tx) == rows
    vault.close()
