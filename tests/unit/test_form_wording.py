"""What no confirmed source gives is a setting: the office sets code, title and sentences, and its papers have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.forms.form_wording import WordingRefused, keep_wordings, wordings
from core.actions.papers.papers import preview_paper
from core.vault.vault import Vault
from tests.ui.case_samples import new_case, office_vault, saved_form
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.test_papers_content import text_of


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def test_an_unconfirmed_code_is_suggested_and_a_verified_one_is_given(vault: Vault):
    study = {one.place: one for one in wordings(vault, "kajian")}
    assert (study["code/pemilu"].usual, study["code/pemilu"].suggested) == ("", "FORMULIR MODEL B.13")
    letter = {one.place: one for one in wordings(vault, "undangan")}
    assert (letter["code/pemilu"].usual, letter["code/pemilu"].is_confirmed) == ("FORMULIR MODEL B.9", True)
    assert not letter["title/pemilu"].is_confirmed and "mengundang Saudara" in letter["pages/matter/words/0"].usual
    assert {one.own for one in (*study.values(), *letter.values())} == {""}


def test_what_the_office_sets_stands_on_its_papers_and_can_be_taken_back(vault: Vault, tmp_path: Path):
    stream = saved_form(vault, new_case(vault), "undangan", OFFICIAL_ANSWERS["undangan"]())
    before = text_of(preview_paper(vault, stream), tmp_path)
    own = {one.place: one.usual for one in wordings(vault, "undangan")}
    own |= {"code/pemilihan": "FORMULIR MODEL A.8", "pages/matter/words/0": "Kami harapkan kehadiran Saudara, {matter/case_number}:"}
    keep_wordings(vault, "undangan", own)
    after = text_of(preview_paper(vault, stream), tmp_path)
    assert "FORMULIR MODEL A.8" in after and "Kami harapkan kehadiran Saudara, 001/TM" in " ".join(after.split())
    assert "mengundang Saudara" not in after and "Demikian undangan ini" in after
    assert {one.place for one in wordings(vault, "undangan") if one.own} == {"code/pemilihan", "pages/matter/words/0"}
    keep_wordings(vault, "undangan", {})
    assert text_of(preview_paper(vault, stream), tmp_path) == before


@pytest.mark.parametrize("sentence", ["Perkara {matter/nomor}:", "Perkara {matter/case_number", "Perkara {Nomor}"])
def test_a_place_that_the_form_does_not_have_is_refused(vault: Vault, sentence: str):
    with pytest.raises(WordingRefused):
        keep_wordings(vault, "undangan", {"pages/matter/words/0": sentence})
    assert not any(one.own for one in wordings(vault, "undangan"))
