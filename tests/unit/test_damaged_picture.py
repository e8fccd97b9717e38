"""A picture whose file is damaged or not here does not keep the paper from being made; the paper says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.cases.exhibits import attach_bytes
from core.actions.papers.papers import paper_bytes, preview_paper, sign_paper
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from core.vault.views import exhibits
from tests.rigs.planted import pdf_text
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form
from tests.unit.paper_samples import jpeg


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


@pytest.mark.parametrize(("harm", "words"), [("damaged", "rusak"), ("gone", "belum ada")])
def test_the_paper_names_the_picture_and_the_reason_and_the_rest_prints(vault: Vault, harm: str, words: str) -> None:
    case = new_case(vault)
    document = saved_form(vault, case, "model_a", model_a_answers())
    with Intake() as intake:
        for number in (1, 2):
            attach_bytes(vault, case, jpeg(number, (320, 240)), f"{number}.jpg", obtained="drop", intake=intake)
    with vault.read() as tx:
        first = exhibits.of_case(tx, case)[0]
    path = vault.blobs.path(first.working)
    if harm == "gone":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    text = words_of(preview_paper(vault, document))
    assert f"Gambar {first.no} tidak dapat dicetak" in text
    assert words in text.partition("tidak dapat dicetak")[2][:60]
    assert text.count("tidak dapat dicetak") == 1
    signed = paper_bytes(vault, sign_paper(vault, document, passphrase=PASSPHRASE).streams[0])
    assert f"Gambar {first.no} tidak dapat dicetak" in words_of(signed)


def words_of(pdf: bytes) -> str:
    return " ".join(pdf_text(pdf).decode().split())
