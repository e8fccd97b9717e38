"""docs/verify-by-hand.md, second half: its commands, run over papers, find genuine ones whole and forged ones out."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from core.actions.papers.papers import paper_bytes
from core.actions.papers.stamp_papers import keep_timestamp_authority, stamp_papers
from core.evidence.inspect import Intake
from core.export.json_export import export_json
from core.vault.views import papers
from tests.authorities import authorities
from tests.exchange.offices import PASSPHRASE, first_laptop
from tests.journeys.test_verify_by_hand import PAGE, blocks
from tests.rigs.paper_forgeries import Papers, additions, stamp_games
from tests.unit.vault_samples import fill_case

PAPERS = Papers()


def run(folder: Path, pdf: bytes) -> tuple[list[str], list[str], list[str]]:
    """Return the lines that say OK, those that say BAD, and the lines of text that were added after the first state."""
    (folder / "paper.pdf").write_bytes(pdf)
    pasted = blocks(PAGE.read_text(encoding="utf-8").partition("# Checking a paper by hand\n")[2])
    assert len(pasted) == 6
    done = subprocess.run(["bash"], input="".join(pasted), cwd=folder, capture_output=True, text=True, check=False, errors="replace")
    lines = done.stdout.splitlines()
    return tuple([one for one in lines if one.startswith(mark)] for mark in ("OK", "BAD", "> "))  # type: ignore[return-value]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, bytes]:
    """An export, its one paper with a timestamp, and the state of it before."""
    folder = tmp_path_factory.mktemp("paper_by_hand")
    vault = first_laptop(folder / "vault")
    with Intake() as intake:
        case = fill_case(vault, intake, PASSPHRASE)
    with vault.read() as tx:
        stream = papers.of_case(tx, case)[0].stream
    before = paper_bytes(vault, stream)
    keep_timestamp_authority(vault, authorities().tsa_url)
    stamp_papers(vault, line=authorities())
    export_json(vault, folder / "export")
    after = paper_bytes(vault, stream)
    vault.close()
    return folder / "export", after, before


def test_a_genuine_paper_is_found_whole_with_its_signers_and_times(exported: tuple[Path, bytes, bytes], tmp_path: Path) -> None:
    shutil.copytree(exported[0], tmp_path / "export")
    good, bad, added = run(tmp_path, exported[1])
    assert bad == []
    assert "OK  recorded, and this is the newest state" in good
    assert sum("signature 1 by" in one for one in good) == 1 and sum("Time stamp: Oct  6 03:00:00 2024" in one for one in good) == 2
    assert len(added) == 3 and "> Ditandatangani secara elektronik oleh" in added


def test_a_paper_cut_back_is_named_by_the_export(exported: tuple[Path, bytes, bytes], tmp_path: Path) -> None:
    shutil.copytree(exported[0], tmp_path / "export")
    assert run(tmp_path, exported[2])[1] == ["BAD an earlier state: the records know a later one"]


def test_two_signers_are_found_and_every_forgery_shows_in_some_step(tmp_path: Path) -> None:
    good, bad, added = run(tmp_path, PAPERS.twice)
    assert (bad, len(added)) == ([], 6) and "OK  looked at: 2" in good
    changed = bytearray(PAPERS.twice)
    changed[PAPERS.twice.index(b"/Title")] ^= 1
    moved = next(pdf for name, pdf in stamp_games(PAPERS) if "moved" in name)
    text_added = next(pdf for _name, pdf in additions(PAPERS.twice))
    for forged in (bytes(changed), PAPERS.twice + b" ", b" " + PAPERS.twice, text_added, moved):
        assert run(tmp_path, forged)[1] != []
