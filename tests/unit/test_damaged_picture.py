"""A damaged small picture is made anew from its original; where that is not whole either, the paper is made and says so."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from core.actions.cases.exhibits import attach_bytes
from core.actions.cases.rederive import rederive
from core.actions.check.check_vault import check_vault
from core.actions.papers.papers import paper_bytes, preview_paper, sign_paper
from core.evidence.inspect import Intake, Looked
from core.vault.outgoing import files
from core.vault.vault import Vault
from core.vault.views import exhibits, history
from core.vault.views.exhibits import Exhibit
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
            attach_bytes(vault, case, jpeg(number, (1400, 1050)), f"{number}.jpg", obtained="drop", intake=intake)
    with vault.read() as tx:
        first = exhibits.of_case(tx, case)[0]
    damage(vault, first.original)
    if harm == "gone":
        vault.blobs.path(first.working).unlink()
    else:
        damage(vault, first.working)
    text = words_of(preview_paper(vault, document))
    assert f"Gambar {first.no} tidak dapat dicetak" in text
    assert words in text.partition("tidak dapat dicetak")[2][:60]
    assert text.count("tidak dapat dicetak") == 1
    signed = paper_bytes(vault, sign_paper(vault, document, passphrase=PASSPHRASE).streams[0])
    assert f"Gambar {first.no} tidak dapat dicetak" in words_of(signed)


def photo_with_a_damaged_small_picture(vault: Vault) -> tuple[str, str]:
    """Return the document and the exhibit."""
    case = new_case(vault)
    document = saved_form(vault, case, "model_a", model_a_answers())
    with Intake() as intake:
        exhibit = attach_bytes(vault, case, jpeg(1, (1400, 1050)), "1.jpg", obtained="drop", intake=intake).streams[0]
    damage(vault, one(vault, exhibit).working)
    return document, exhibit


def test_a_damaged_small_picture_comes_back_byte_for_byte_from_the_original_and_is_printed(vault: Vault) -> None:
    document, exhibit = photo_with_a_damaged_small_picture(vault)
    before, records = one(vault, exhibit), check_vault(vault).records
    assert [finding.what for finding in check_vault(vault).findings] == [before.working]
    assert "tidak dapat dicetak" not in words_of(preview_paper(vault, document))
    assert one(vault, exhibit) == before and check_vault(vault).findings == () and check_vault(vault).records == records


def test_a_small_picture_that_comes_out_otherwise_is_a_new_file_that_a_record_names(vault: Vault) -> None:
    document, exhibit = photo_with_a_damaged_small_picture(vault)
    before, other = one(vault, exhibit), jpeg(2, (320, 240))
    changes = rederive(vault, before, intake=LaterBuild(other))
    after = one(vault, exhibit)
    assert after.working == sha256(other).hexdigest() != before.working and after.original == before.original
    assert after.no == before.no and changes.cases == (before.case_id,)
    with vault.read() as tx:
        (last,) = [event for event in history.of_stream(tx, exhibit) if event.record_id in changes.record_ids]
        assert last.type == exhibits.REDERIVED and last.case_id == before.case_id
        assert {wanted.ref.sha256 for wanted in files(tx) if wanted.lane == "working"} >= {before.working, after.working}  # both were said
    assert "tidak dapat dicetak" not in words_of(preview_paper(vault, document))
    vault.rebuild()
    assert one(vault, exhibit) == after


class LaterBuild(Intake):
    """An intake whose decoder gives other bytes for the same picture."""

    def __init__(self, working: bytes) -> None:
        super().__init__()
        self._working = working

    def look(self, source: Path | bytes) -> Looked:  # noqa: ARG002 - the same whatever it is
        return Looked(media_type="image/jpeg", width=320, height=240, working=self._working, thumbnail=self._working)


def one(vault: Vault, exhibit: str) -> Exhibit:
    with vault.read() as tx:
        found = exhibits.one(tx, exhibit)
    assert found is not None
    return found


def damage(vault: Vault, digest: str) -> None:
    path = vault.blobs.path(digest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def words_of(pdf: bytes) -> str:
    return " ".join(pdf_text(pdf).decode().split())
