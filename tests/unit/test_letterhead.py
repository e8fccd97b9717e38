"""The letterhead of an office: its lines, its logo through the child process, its paper; on the official papers."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from core.actions.forms.begin_document import begin_document
from core.actions.office.letterhead import (
    LetterheadRefused,
    LetterheadSetting,
    LogoRefused,
    Paper,
    keep_letterhead,
    keep_paper,
    letterhead_of,
    read_logo,
    suggested_lines,
)
from core.actions.office.office_settings import LOGO, set_for_office
from core.actions.papers.papers import preview_paper
from core.actions.papers.preview_letterhead import preview_letterhead
from core.evidence.inspect import Intake
from core.evidence.logo import EDGE_PX, PNG_BYTES_MAX, why_no_logo
from core.vault import truth
from core.vault.vault import Vault
from tests.ui.case_samples import new_case, office_vault, saved_form
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.test_papers_content import text_of


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as one:
        yield one


def drawn_logo(path: Path, size: tuple[int, int] = (900, 900)) -> Path:
    """Draw an emblem that no office has: rings on a transparent ground."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    width, height = size
    pen.ellipse((4, 4, width - 4, height - 4), fill=(30, 60, 140, 255))
    pen.ellipse((width // 5, height // 5, width * 4 // 5, height * 4 // 5), fill=(250, 200, 60, 255))
    picture.save(path, quality=90) if path.suffix == ".png" else picture.convert("RGB").save(path)
    return path


def now(vault: Vault) -> LetterheadSetting:
    with vault.read() as tx:
        return letterhead_of(vault, tx)


def records_of(vault: Vault) -> int:
    with vault.read() as tx:
        return len(list(truth.all_records(tx)))


def bomb(path: Path, edge: int = 10_000) -> Path:
    """Write a PNG of edge x edge pixels in a few hundred kilobytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    packed = zlib.compressobj(9)
    rows = b"".join(packed.compress(b"\0" * (edge + 1)) for _ in range(edge)) + packed.flush()
    header = struct.pack(">IIBBBBB", edge, edge, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def test_what_the_set_up_told_is_the_letterhead_until_the_office_sets_its_own(vault: Vault) -> None:
    head = now(vault)
    assert head.name_lines == ("Panwaslu Kecamatan Sukarekaan",) and head.city == "Sukarekaan" and head.phone == "0800-0000-001"
    with vault.read() as tx:
        assert suggested_lines(vault, tx) == (
            "Badan Pengawas Pemilihan Umum",
            "Panitia Pengawas Pemilihan Umum Kecamatan Sukarekaan",
        )


def test_the_offices_own_lines_city_paper_and_logo_stand_on_its_letters(vault: Vault, intake: Intake, tmp_path: Path) -> None:
    stream = saved_form(vault, new_case(vault), "undangan", OFFICIAL_ANSWERS["undangan"]())
    logo = read_logo(drawn_logo(tmp_path / "logo.png"), intake)
    keep_letterhead(
        vault,
        LetterheadSetting(
            name_lines=("Badan Pengawas Pemilihan Umum", "  Panitia Pengawas Pemilihan Umum  Kecamatan Sukarekaan ", ""),
            address="Jalan Baru Nomor 7", phone="0800-1", email="kop@contoh.invalid", city="Mekarfiktif", logo_png=logo,
        ),
    )  # fmt: skip
    keep_paper(vault, Paper(usual="A4", by_form={"undangan": "F4"}))
    pdf = preview_paper(vault, stream)
    words = text_of(pdf, tmp_path)
    assert "PANITIA PENGAWAS PEMILIHAN UMUM KECAMATAN SUKAREKAAN" in words and "Jalan Baru Nomor 7" in words and "Surel kop@contoh" in words
    begun: Any = begin_document(vault, new_case(vault), "undangan").answers
    assert begun["letter"]["place_date"]["signed_place"] == "Mekarfiktif"  # and so it is asked no more
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        assert round(float(page.mediabox[3]) / 72 * 25.4) == 330 and len(page.get_images()) >= 1
    assert now(vault).logo_png == logo
    count = records_of(vault)
    keep_letterhead(vault, now(vault))
    assert records_of(vault) == count  # nothing changed, nothing written
    keep_letterhead(vault, replace(now(vault), logo_png=None))
    assert now(vault).logo_png is None and records_of(vault) == count + 1


@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_logo_is_scaled_to_what_print_needs(intake: Intake, tmp_path: Path, name: str) -> None:
    png = read_logo(drawn_logo(tmp_path / name, (3000, 1500)), intake)
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.size == (EDGE_PX, EDGE_PX // 2) and (picture.mode == "RGBA") == name.endswith(".png")
    noisy = Image.effect_noise((800, 800), 90).convert("RGB")
    noisy.save(tmp_path / "noise.png")
    assert len(read_logo(tmp_path / "noise.png", intake)) <= PNG_BYTES_MAX


def test_a_bomb_a_script_a_broken_and_a_huge_file_each_get_one_sentence_and_change_nothing(
    vault: Vault, intake: Intake, tmp_path: Path
) -> None:
    before, count = now(vault), records_of(vault)
    svg, broken, huge, empty = (tmp_path / name for name in ("a.svg", "broken.png", "huge.png", "empty.png"))
    svg.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    broken.write_bytes(drawn_logo(tmp_path / "logo.png").read_bytes()[:4000])
    huge.write_bytes((tmp_path / "logo.png").read_bytes() + bytes(50_000_000))
    empty.touch()
    wrong = {
        bomb(tmp_path / "bomb.png"): why_no_logo("too_many_pixels"),
        svg: why_no_logo("not_a_picture"),
        broken: why_no_logo("damaged"),
        huge: why_no_logo("too_large"),
        empty: why_no_logo("empty"),
        tmp_path / "none.png": "The logo was not taken: the file cannot be read.",
    }
    assert len(set(wrong.values())) == len(wrong)
    for path, sentence in wrong.items():
        with pytest.raises(LogoRefused) as refused:
            read_logo(path, intake)
        assert refused.value.title == sentence, path.name
    assert now(vault) == before and records_of(vault) == count


def test_a_logo_from_a_laptop_that_was_taken_over_is_not_opened(vault: Vault, tmp_path: Path) -> None:
    import base64

    with vault.write() as tx:
        set_for_office(vault, tx, LOGO, {"png": base64.b64encode(bomb(tmp_path / "bomb.png", 3000).read_bytes()).decode()})
    assert now(vault).logo_png is None


@pytest.mark.parametrize("lines", [(), ("",), ("a",) * 6, ("x" * 161,)])
def test_a_letterhead_without_a_name_or_too_long_is_refused(vault: Vault, lines: tuple[str, ...]) -> None:
    with pytest.raises(LetterheadRefused):
        keep_letterhead(vault, replace(now(vault), name_lines=lines))


def test_the_preview_shows_what_is_typed_and_keeps_nothing(vault: Vault, intake: Intake, tmp_path: Path) -> None:
    count = records_of(vault)
    logo = read_logo(drawn_logo(tmp_path / "logo.png"), intake)
    pdf = preview_letterhead(replace(now(vault), name_lines=("Baris Satu", "Baris Dua"), logo_png=logo), "F4", is_drill=True)
    assert "BARIS SATU\n" in text_of(pdf, tmp_path) and records_of(vault) == count
