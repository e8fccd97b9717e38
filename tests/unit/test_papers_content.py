"""What stands on the four official papers, read back from the PDF with poppler."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from core.papers.compose import compose
from core.papers.render import render
from core.papers.words import date_id, date_words, number_words, weekday_id
from tests.unit.paper_samples import ANSWERS, exhibits, jpeg, laporan, model_a, source


def poppler(tool: str, pdf: bytes, folder: Path, *options: str) -> str:
    """Return what the tool prints about the PDF; a complaint of it fails the test."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode(errors="replace")  # pdftoppm prints pictures


def text_of(pdf: bytes, folder: Path) -> str:
    return poppler("pdftotext", pdf, folder, "-layout")


def in_order(text: str, *words: str) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


@pytest.mark.parametrize(
    ("form_id", "words"),
    [
        ("model_a", (
            "FORMULIR MODEL A", "LAPORAN HASIL PENGAWASAN PEMILIHAN", "Nomor: 001/LHP", "I.", "Data Pengawas", "a. Tahapan yang diawasi",
            ": Kampanye", "Nomor Surat Perintah Tugas", "II.", "Bentuk", "Pengawasan media sosial", "Waktu dan Tempat",
            "Sabtu, 5 Oktober 2024",
            "19.00 s.d. 21.00 WIB", "III.", "Uraian Singkat Hasil Pengawasan", "IV.", "Informasi Dugaan Pelanggaran: ada", "1.",
            "a. Peristiwa",
            "Tempat Kejadian", "Waktu Kejadian", "Sabtu, 5 Oktober 2024 pukul 19.40 WIB", "Pelaku", "1. Hendra Pura-Pura", "2. Budi Umpama",
            "2.", "Saksi-saksi", "Ratih Fiktif", "Saksi-1", "3.", "Alat Bukti", "Bukti-1", "4.", "Barang Bukti", "5.", "6.", "7.",
            "Analisa",
            "V.", "Informasi Potensi Sengketa: tidak ada", "Peserta Pemilu", ": -", "Mekarfiktif, 6 Oktober 2024", "Pelaksana Tugas,",
            "Gilang Semata",
        )),
        ("laporan", (
            "BADAN PENGAWAS PEMILIHAN UMUM", "FORMULIR LAPORAN", "Nomor: 001/LP", "1.", "Identitas Pelapor", "Ratih Fiktif",
            "Sukarekaan, 2 Maret 1984", "E-Mail", ": -", "2.", "Identitas Terlapor", "Surya Misalnya", "Tono Andai", "3.",
            "Hari dan Tanggal Kejadian", "Sabtu, 12 Oktober 2024", "Hari dan Tanggal diketahui", "4.", "Saksi-saksi", "Saksi-1", "5.",
            "Bukti-bukti", "6.", "Uraian kejadian", "Dilaporkan di", "10.15 WIB", "Saya menyatakan bahwa isi laporan ini",
            "Sukarekaan, 14 Oktober 2024", "Penerima Laporan", "Pelapor", "Lina Ujicoba", "Ratih Fiktif",
        )),
        ("tanda_bukti", (
            "TANDA BUKTI PENYAMPAIAN LAPORAN", "Nomor: 001/LP", "Telah diterima laporan dari", "Ratih Fiktif", "Hari/Tanggal",
            "Senin, 14 Oktober 2024", "Dokumen yang diterima", "Uraian", "Jumlah", "Rangkap", "1.", "Formulir Laporan", "3.",
            "Penerima Laporan", "Pelapor", "Lina Ujicoba",
        )),
        ("ba_klarifikasi", (
            "BERITA ACARA KLARIFIKASI",
            "Pada hari ini Kamis tanggal sepuluh bulan Oktober tahun dua ribu dua puluh empat pukul 09.00", "Sari Fiktiwati",
            "Dimas Rekayasa", "Yang diklarifikasi", "Sebagai", "Saksi", "Agama", "Di bawah sumpah/janji", "Bersedia", "1.",
            "Apakah Saudara",
            "Ya, saya sehat.", "3.", "Setelah dibacakan kembali", "10.20 WIB", "Yang diklarifikasi", "Ratih Fiktif",
        )),
    ],
)  # fmt: skip
@pytest.mark.parametrize("paper_size", ["A4", "F4"])
def test_a_paper_reads_in_the_official_order(form_id: str, words: tuple[str, ...], paper_size: Any, tmp_path: Path) -> None:
    text = text_of(render(compose(source(form_id, paper_size=paper_size))), tmp_path)
    assert in_order(" ".join(text.split()), *words)


def test_the_pemilu_papers_name_pemilu_and_their_verified_code(tmp_path: Path) -> None:
    assert "LAPORAN HASIL PENGAWASAN PEMILU\n" in text_of(render(compose(source("model_a", regime="pemilu"))), tmp_path)
    assert "FORMULIR MODEL B.12" in text_of(render(compose(source("ba_klarifikasi", regime="pemilu"))), tmp_path)
    assert "MODEL B" not in text_of(render(compose(source("laporan", regime="pemilihan"))), tmp_path)


def test_nik_and_nip_are_not_printed(tmp_path: Path) -> None:
    for form_id in ("model_a", "laporan"):
        assert "0000000000000" not in text_of(render(compose(source(form_id))), tmp_path)


def test_an_empty_form_prints_with_dashes_and_dotted_lines(tmp_path: Path) -> None:
    for form_id in ANSWERS:
        text = text_of(render(compose(source(form_id, answers={}, signers=(), strokes={}))), tmp_path)
        assert ": -" in text
        assert "......" in text


def test_the_identity_of_a_protected_person_never_reaches_the_paper_even_when_it_is_in_the_answers(tmp_path: Path) -> None:
    content = compose(source("model_a"))
    text = text_of(render(content), tmp_path)
    assert "Saksi-1 (identitas dilindungi)" in text
    assert "Rahasia" not in text + content.case_json.decode()
    assert "Ratih Fiktif" in content.case_json.decode()


def test_a_protected_reporter_signs_by_code_name_and_his_hand_is_not_shown() -> None:
    answers = laporan()
    answers["reporter"] |= {"protected": "yes", "code_name": "Pelapor-1"}  # the name is left in, as a careless caller might
    content = compose(source("laporan", answers=answers))
    left, right = content.signature_blocks
    assert "sign_reporter" not in content.case_json.decode()
    assert (right.name, right.drawn_png) == ("Pelapor-1", None)
    assert left.drawn_png is not None


def test_every_supervisor_of_a_team_has_a_place_to_sign() -> None:
    answers = model_a()
    answers["supervision"]["supervisor"] = [{"_id": str(n), "name": f"Pengawas {n}"} for n in range(5)]
    answers["signing"].pop("signature")
    blocks = compose(source("model_a", answers=answers, signers=())).signature_blocks
    assert [block.name for block in blocks] == [f"Pengawas {n}" for n in range(5)]
    assert len({block.field_name for block in blocks}) == 5


def test_the_names_of_a_team_stand_below_each_other_without_a_gap(tmp_path: Path) -> None:
    answers = model_a()
    answers["supervision"]["supervisor"] = [{"_id": str(n), "name": f"Pengawas{n}"} for n in range(3)]
    told = poppler("pdftotext", render(compose(source("model_a", answers=answers))), tmp_path, "-bbox", "-l", "1")
    first, second, third = (float(top) for top in re.findall(r'yMin="([0-9.]+)"[^>]*>Pengawas[0-2]<', told))
    assert second - first == pytest.approx(third - second, abs=0.2)  # though the label takes two lines


def test_a_day_whose_hour_nobody_knows_is_printed_without_one(tmp_path: Path) -> None:
    answers = model_a()
    answers["violation"]["event_time"] = "2024-10-05"
    text = " ".join(text_of(render(compose(source("model_a", answers=answers))), tmp_path).split())
    assert "Waktu Kejadian : Sabtu, 5 Oktober 2024 d. Pelaku" in text


def test_a_drill_paper_says_so_on_every_page_and_a_real_one_nowhere(tmp_path: Path) -> None:
    pages = text_of(render(compose(source("model_a", drill=True, exhibits=exhibits(3)))), tmp_path).split("\f")[:-1]
    assert len(pages) > 3
    assert all(page.count("LATIHAN") == 1 for page in pages)
    assert "LATIHAN" not in text_of(render(compose(source("model_a"))), tmp_path)


def test_the_footer_counts_pages_and_carries_the_fingerprint_and_the_last_page_the_record(tmp_path: Path) -> None:
    pages = text_of(render(compose(source("model_a", exhibits=exhibits(2)))), tmp_path).split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "Sidik 5f5f5f5f5f5f" in page
    assert [("5f" * 32 in page) for page in pages] == [False] * (len(pages) - 1) + [True]


def test_a_tanda_bukti_carries_the_log_head(tmp_path: Path) -> None:
    assert "c3" * 32 in text_of(render(compose(source("tanda_bukti", log_head="c3" * 32))), tmp_path)


def test_long_texts_long_names_many_witnesses_and_emoji_all_print(tmp_path: Path) -> None:
    answers = model_a()
    answers["outcome"]["result"] = "Kalimat panjang sekali. " * 834 + "AKHIR-URAIAN"
    answers["violation"]["facts"] = "Fakta & <b>tanda</b>. " * 200 + "AKHIR-FAKTA"
    long_name = "Muhammad" * 10
    answers["violation"]["witnesses"] = [{"_id": str(n), "name": f"Saksi nomor {n}", "address": long_name} for n in range(60)]
    answers["violation"]["event"] = "Pesta 🎉👩‍👩‍👧 di desa ꦗꦮ"
    answers["supervision"]["supervisor"] = [{"_id": "1", "name": long_name}]
    text = text_of(render(compose(source("model_a", answers=answers))), tmp_path)
    assert "AKHIR-URAIAN" in text
    assert "AKHIR-FAKTA" in text
    assert "<b>tanda</b>" in text
    assert all(f"Saksi nomor {n}" in text for n in range(60))
    assert all(f"[U+{point}]" in text for point in ("1F389", "1F469", "1F467", "A997", "A9AE"))  # shown by name, not lost


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    headings = ("Informasi Dugaan Pelanggaran: ada", "Uraian Singkat Hasil Pengawasan", "Saksi-saksi", "Alat Bukti", "Waktu dan Tempat")
    for lines in range(8, 60, 3):
        answers = model_a()
        answers["outcome"]["result"] = "\n".join(["Baris."] * lines)
        pages = text_of(render(compose(source("model_a", answers=answers))), tmp_path).split("\f")[:-1]
        for page in pages:
            written = [line.strip() for line in page.splitlines() if line.strip() and "Halaman" not in line]
            assert not written[-1].endswith(headings)


def test_a_signature_never_stands_on_a_page_alone(tmp_path: Path) -> None:
    for lines in range(8, 70, 3):
        answers = laporan()
        answers["account"]["description"] = "\n".join(["Baris."] * lines)
        pages = text_of(render(compose(source("laporan", answers=answers))), tmp_path).split("\f")[:-1]
        assert "Saya menyatakan" in next(page for page in pages if "Penerima Laporan" in page)


def test_photos_are_embedded_as_they_came_and_many_of_them_stay_small(tmp_path: Path) -> None:
    shown = exhibits(24)
    pdf = render(compose(source("model_a", exhibits=shown)))
    (tmp_path / "paper.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "paper.pdf") as opened:
        images = [image for page in opened.pages for image in page.get_images().values()]
        streams = {bytes(image.read_raw_bytes()) for image in images}
    assert streams == {exhibit.picture_jpeg for exhibit in shown}
    assert len(pdf) < sum(len(exhibit.picture_jpeg or b"") for exhibit in shown) + 120_000
    text = " ".join(text_of(pdf, tmp_path).split())
    assert in_order(text, *(f"{exhibit.no}: {exhibit.title}" for exhibit in shown[3:]))  # the first three stand in the form's own list too


def test_a_picture_that_is_no_jpeg_leaves_a_frame_that_says_so(tmp_path: Path) -> None:
    broken = replace(exhibits(1)[0], no="Bukti-9", picture_jpeg=jpeg()[:40])
    assert "Gambar tidak dapat ditampilkan" in text_of(render(compose(source("model_a", exhibits=(broken,)))), tmp_path)


def test_the_same_source_gives_the_same_bytes() -> None:
    first, second = (render(compose(source("model_a", drill=True))) for _ in range(2))
    assert first == second
    assert first != render(compose(source("model_a", drill=False)))


@pytest.mark.parametrize("form_id", list(ANSWERS))
def test_a_paper_is_made_for_the_archive(form_id: str, tmp_path: Path) -> None:
    pdf = render(compose(source(form_id)))
    fonts = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]
    assert fonts
    assert all("LiberationSans" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    poppler("pdftoppm", pdf, tmp_path, "-r", "20", "-png")
    assert poppler("pdfdetach", pdf, tmp_path, "-list").count("perkara.json") == 1
    with pikepdf.open(tmp_path / "paper.pdf") as opened:
        xmp = opened.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in xmp
        assert str(opened.Root.Lang) == "id-ID"
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert opened.Root.AF[0].AFRelationship == "/Data"
        assert not opened.is_encrypted
        with opened.open_outline() as outline:
            assert len(outline.root) >= 3


def test_dates_and_numbers_in_indonesian_words() -> None:
    day = date(2024, 10, 5)
    assert f"Pada hari ini {date_words(day)}" == "Pada hari ini Sabtu tanggal lima bulan Oktober tahun dua ribu dua puluh empat"
    assert (date_id(day), weekday_id(date(2024, 9, 22))) == ("5 Oktober 2024", "Minggu")
    assert [number_words(n) for n in (11, 21, 31, 2025)] == ["sebelas", "dua puluh satu", "tiga puluh satu", "dua ribu dua puluh lima"]


def test_the_recording_of_a_protected_witness_is_not_named(tmp_path: Path) -> None:
    answers = ANSWERS["ba_klarifikasi"]()
    answers["closing_part"] |= {"mode": "daring", "recording": "rekaman-ratih.mp3"}
    assert "rekaman-ratih.mp3" in text_of(render(compose(source("ba_klarifikasi", answers=answers))), tmp_path)
    answers["subject"] |= {"protected": "yes", "code_name": "Saksi-1"}
    content = compose(source("ba_klarifikasi", answers=answers))
    said = text_of(render(content), tmp_path) + content.case_json.decode()
    assert "ratih" not in said.casefold()
    assert "Saksi-1" in said
