"""A protected person in the two editions of a paper: by code name alone in the open one, by name in the closed one, which stays sealed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from core.actions.cases.exhibits import attach_bytes, describe_exhibit
from core.actions.check.check_paper import check_paper
from core.actions.check.check_vault import check_vault
from core.actions.forms.seal_statement import seal_statement
from core.actions.papers.closed_edition import CLOSED, close_paper, closed_bytes, closed_of_case
from core.actions.papers.papers import PaperRefused, preview_paper, sign_paper
from core.evidence.inspect import Intake
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import papers, search
from record.errors import NotGenuine
from record.sealed_file import open_file, seal_file
from record.signature import signatures_from_bytes
from tests.rigs.planted import pdf_text
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form, statement_answers
from tests.unit.paper_samples import jpeg
from tests.unit.vault_samples import STROKES

NAME, STREET, PHONE = "Zulaikhawati Rahasiawan", "Gang Tersembunyi 77", "0877-1234-5678"
PLANTED = ("Zulaikhawati", "Rahasiawan", "Tersembunyi", "0877-1234", "1234-5678")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def protected_statement(vault: Vault, case: str) -> str:
    answers = statement_answers(name=NAME, protected=True)
    answers["subject"] |= {"address": STREET, "phone": PHONE}
    document = saved_form(vault, case, "ba_klarifikasi", answers)
    seal_statement(vault, document, passphrase=PASSPHRASE, strokes=STROKES)
    return document


def words_of(pdf: bytes) -> str:
    return pdf_text(pdf).decode()


def everything_in(pdf: bytes) -> str:
    """Return all that a PDF holds: its bytes, every stream after decompression, every string, metadata, attachments, outline, labels."""
    told = [pdf.decode("latin-1"), words_of(pdf)]
    with pikepdf.open(BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    content = item.read_bytes()
                except pikepdf.PdfError:
                    content = item.read_raw_bytes()  # a picture
                told += [content.decode("latin-1"), content.decode("utf-16-be", errors="replace")]
        told += [text for item in (*opened.objects, opened.trailer) for text in strings_of(item)]
    return "\n".join(told)


def strings_of(item: pikepdf.Object) -> Iterator[str]:
    """Every string directly in an object; what it only refers to is an object of its own."""
    match item:
        case pikepdf.String():
            yield str(item)
        case pikepdf.Array() | pikepdf.Dictionary() | pikepdf.Stream():
            inner = list(item) if isinstance(item, pikepdf.Array) else [value for _key, value in item.items()]
            for one in inner:
                if isinstance(one, pikepdf.Object) and not one.is_indirect:
                    yield from strings_of(one)


def test_nothing_in_the_open_edition_tells_who_he_is(vault: Vault) -> None:
    case = new_case(vault)
    document = protected_statement(vault, case)
    told = everything_in(preview_paper(vault, document))
    assert [word for word in PLANTED if word in told] == []
    assert "Saksi-1" in told
    with pikepdf.open(BytesIO(preview_paper(vault, document))) as opened:
        assert not any("/Image" in str(item.get("/Subtype")) for item in opened.objects if isinstance(item, pikepdf.Stream))  # no hand


def test_the_search_would_find_him_in_a_paper_that_does_tell(vault: Vault) -> None:
    document = saved_form(vault, new_case(vault), "ba_klarifikasi", statement_answers(name=NAME))
    told = everything_in(preview_paper(vault, document))
    assert "Zulaikhawati" in told and "Rahasiawan" in told


def test_a_caption_that_names_him_is_covered_in_the_open_edition_only(vault: Vault) -> None:
    case = new_case(vault)
    protected_statement(vault, case)
    document = saved_form(vault, case, "model_a", model_a_answers())
    with Intake() as intake:
        photo = attach_bytes(vault, case, jpeg(1, (320, 240)), "foto.jpg", obtained="drop", intake=intake).streams[0]
    describe_exhibit(vault, photo, {"caption": f"Foto diberikan oleh {NAME}", "title": "Unggahan"})
    told = everything_in(preview_paper(vault, document))
    assert "Rahasiawan" not in told and "ditutup: menyebut orang" in words_of(preview_paper(vault, document))


def test_the_closed_edition_tells_it_is_marked_on_every_page_and_kept_as_ciphertext(vault: Vault) -> None:
    case = new_case(vault)
    document = protected_statement(vault, case)
    stream = close_paper(vault, document, passphrase=PASSPHRASE).streams[0]
    pdf = closed_bytes(vault, stream)
    text = words_of(pdf)
    assert "Zulaikhawati Rahasiawan (Saksi-1)" in " ".join(text.split())
    assert STREET in text and all("TERTUTUP" in page for page in text.split("\f")[:-1])
    with vault.read() as tx:
        kept = closed_of_case(vault, tx, case)[0]
        stored = truth.record(tx, kept.record_id)
        assert stored is not None and stored.header.type == CLOSED and stored.header.blobs[0].sealed_to
        assert {signature.by for signature in signatures_from_bytes(stored.signatures)} == {"device", "person"}  # a legal act
        assert papers.of_case(tx, case) == []  # no queue and no list of open papers meets it
        assert search.streams(tx, "Zulaikhawati") == []
    ciphertext = vault.blobs.read_bytes(kept.blob)
    assert not ciphertext.startswith(b"%PDF") and b"Rahasiawan" not in ciphertext
    assert check_vault(vault).is_whole
    assert check_paper(vault, pdf).as_recorded.value == "yes"


def test_one_to_whom_it_is_not_sealed_does_not_open_it(vault: Vault) -> None:
    document = protected_statement(vault, new_case(vault))
    stream = close_paper(vault, document, passphrase=PASSPHRASE).streams[0]
    me, vault.me = vault.me, None  # as after a restore with the recovery sheet: the data, but nobody's key
    with pytest.raises(PaperRefused):
        closed_bytes(vault, stream)
    vault.me = me
    assert closed_bytes(vault, stream).startswith(b"%PDF")


def test_there_is_no_closed_edition_where_nobody_is_protected(vault: Vault) -> None:
    document = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    with pytest.raises(PaperRefused):
        close_paper(vault, document, passphrase=PASSPHRASE)
    assert sign_paper(vault, document, passphrase=PASSPHRASE).record_ids


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_sealed_file_opens_whole_or_not_at_all(size: int) -> None:
    plaintext = zlib.compress(b"isi") * (size // 11 + 1)
    plaintext = plaintext[:size]
    sealed, key = seal_file(plaintext)
    assert open_file(sealed, key) == plaintext
    for bad in (
        sealed[:-1],
        sealed + b"\0",
        bytes([*sealed[:-1], sealed[-1] ^ 1]),
        sealed[: 4 + 1024 * 1024 + 16] if size > 2**21 else b"",
    ):
        with pytest.raises(NotGenuine):
            open_file(bad, key)
    with pytest.raises(NotGenuine):
        open_file(sealed, bytes(32))
