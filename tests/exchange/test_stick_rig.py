"""The rig of pulled-out sticks, short; in full by the command in README."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.actions.exchange.read_stick import StickRead
from core.vault.vault import Vault
from tests.rigs.stick_rig import judge, run


def test_a_stick_pulled_out_anywhere_is_named_and_writing_again_mends_it(tmp_path: Path) -> None:
    assert run(8, tmp_path) == []


def test_the_rig_sees_a_reader_that_names_nothing(tmp_path: Path) -> None:
    def blind(laptop: Vault, colleague: Vault, came: StickRead, is_mended: bool) -> list[str]:
        return judge(laptop, colleague, replace(came, faults=()), is_mended)

    assert any("not named" in one for one in run(2, tmp_path, judged=blind))
