"""What stands on the papers of the forms that handle a breach, read back from the PDF with poppler."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.papers.compose import compose
from core.papers.content import PaperSource
from core.papers.render import render
from forms.library import official
from tests.unit.official_samples import EVENT, OFFICIAL_ANSWERS
from tests.unit.paper_samples import MADE_AT, OFFICE
from tests.unit.test_papers_content import in_order, poppler, text_of

KOP = "PANITIA PENGAWAS PEMILIHAN UMUM KECAMATAN SUKAREKAAN"
LETTER = ("Nomor : 021/PM.00.02", "Sukarekaan, 11 Oktober 2024")
PLENO = ("Sukarekaan, 11 Oktober 2024", "Ketua,", "Anggota,", "Anggota,", "Wira Contohwan", "Sari Fiktiwati", "Dimas Rekayasa")
WORDS = {
    "temuan": (
        KOP, "FORMULIR TEMUAN", "Nomor: 001/TM", "1. Identitas Pengawas yang menemukan", "a. Nama : Gilang Semata", "b. Jabatan",
        "c. Alamat",
        "2. Identitas Terlapor", "Hendra Pura-Pura", "No.Telp/HP", "Budi Umpama", "3. Peristiwa yang ditemukan", "a. Peristiwa",
        "b. Tempat Kejadian", "c. Hari dan Tanggal Kejadian : Sabtu, 5 Oktober 2024", "d. Hari dan Tanggal Diketahui", "4. Saksi-saksi",
        "Ratih Fiktif", "Saksi-1 (identitas dilindungi)", "5. Bukti-bukti", "a. Bukti-1: Tangkapan layar", "6. Uraian Kejadian Singkat",
        "Sukarekaan, 11 Oktober 2024", "Mengetahui, Ketua,", "Wira Contohwan", "Gilang Semata",
    ),
    "tanda_bukti_perbaikan": (
        KOP, "TANDA BUKTI PERBAIKAN LAPORAN", "Telah diterima perbaikan laporan dari", "Ratih Fiktif", "Nomor laporan",
        "Rabu, 16 Oktober 2024",
        "Dokumen yang diterima", "Fotokopi KTP-el", "Penerima Laporan", "Pelapor", "Lina Ujicoba",
    ),
    "kelengkapan": (
        KOP, *LETTER, "Sifat : Segera", "Perihal : Pemberitahuan Kelengkapan Laporan", "Yth. Ratih Fiktif", "belum memenuhi syarat",
        "1. Kesesuaian tanda tangan", "2. Bukti", "3. Fotokopi KTP-el", "Keterangan:", "paling lambat Jumat, 18 Oktober 2024", "Ketua,",
        "Wira Contohwan", "Tembusan:", "1. Ketua Bawaslu",
    ),
    "kajian_awal": (
        KOP, "KAJIAN AWAL", "1. Identitas laporan", "b. Pelapor", "2. Syarat formal: tidak terpenuhi", "Identitas pelapor", "Terpenuhi",
        "3. Syarat materiel: terpenuhi", "Bukti", "4. Jenis dugaan pelanggaran", "Tindak pidana", "5. Kewenangan", "Ditangani",
        "6. Kesimpulan dan rekomendasi", "Dilengkapi", *PLENO,
    ),
    "undangan": (
        KOP, *LETTER, "Lampiran : -", "Perihal : Undangan Klarifikasi", "Sifat : Penting", "Yth. Hendra Pura-Pura", "sebagai Terlapor",
        "Nomor 001/TM/PB/Kec.Sukarekaan/00.00/X/2024", "Hari/Tanggal : Kamis, 10 Oktober 2024", "Pukul : 09.00 WIB", "Tempat",
        "Bertemu dengan", "Membawa", "Undangan ke-1", "secara daring dan direkam secara audio visual", "Ketua,", "Wira Contohwan",
        "Tanda terima",
        "Nama : ....", "Cara penyampaian : ....",
    ),
    "ba_sumpah": (
        KOP, "BERITA ACARA SUMPAH/JANJI",
        "Pada hari ini Kamis tanggal sepuluh bulan Oktober tahun dua ribu dua puluh empat pukul 09.00 WIB",
        "Sebagai : Saksi", "Ratih Fiktif", "bersedia mengucapkan sumpah menurut agama Islam", "Demi Allah, saya bersumpah",
        "Yang mengucapkan sumpah/janji,", "Yang mengambil sumpah/janji,", "Sari Fiktiwati", "Rohaniwan,", "Saksi,", "Lina Ujicoba",
    ),
    "ba_sumpah_ahli": (
        KOP, "BERITA ACARA SUMPAH/JANJI AHLI", "Doktor Umpama", "Bidang keahlian : Hukum kepegawaian",
        "tidak bersedia mengucapkan sumpah/janji",
        "keyakinan pribadi", "Klarifikasi dilaksanakan tanpa sumpah/janji.",
    ),
    "kajian": (
        "RAHASIA", KOP, "KAJIAN DUGAAN PELANGGARAN", "Nomor: 001/KAJIAN", "I. Kasus Posisi", "II. Data", "1. Pelapor/Penemu",
        "2. Terlapor",
        "3. Peristiwa", "4. Tempat Kejadian", "5. Waktu Kejadian", "7. Saksi-saksi", "8. Bukti-bukti", "9. Hasil klarifikasi",
        "Mengakui akun", "III. Kajian", "1. Dasar hukum", "2. Fakta dan analisis", "3. Pemenuhan unsur", "Unsur", "Fakta", "Bukti",
        "Terpenuhi",
        "Pegawai ASN", "IV. Kesimpulan", "Jenis pelanggaran", "V. Rekomendasi", *PLENO,
    ),
    "penerusan": (
        KOP, *LETTER, "Sifat : Segera", "Perihal : Penerusan dugaan pelanggaran", "netralitas ASN",
        "Yth. Kepala Badan Kepegawaian Negara",
        "melalui Ketua Badan Pengawas Pemilihan Umum Kabupaten Nusa Rekaan", "di Jakarta", "tanggal 8 Oktober 2024 dan kajian Nomor",
        "Hendra Pura-Pura", "Uraian singkat", "Pasal yang diduga dilanggar", "Permintaan", "Lampiran:", "1. Kajian Dugaan Pelanggaran",
        "2. Formulir Temuan", "Ketua,", "Wira Contohwan", "Tembusan:", "Arsip",
    ),
    "pemberitahuan_status": (
        KOP, "PEMBERITAHUAN TENTANG STATUS LAPORAN/TEMUAN", "No.", "Pelapor/Penemu", "Terlapor", "Status", "Keterangan/Instansi", "1.",
        "Gilang Semata", "2.", "Pelapor-1", "Dihentikan", "Alasan", "Ketua,", "Wira Contohwan",
    ),
    "ba_pleno": (
        KOP, "BERITA ACARA RAPAT PLENO", "Nomor: 004/BA/PLENO", "Pada hari ini Kamis", "Nomor Formulir Model A", "Peserta rapat pleno",
        "Dimas Rekayasa", "Agenda", "Pembahasan dan pertimbangan", "Pendapat berbeda", "Keputusan", "ditetapkan sebagai Temuan", *PLENO,
    ),
    "saran_perbaikan": (
        KOP, *LETTER, "Yth. Ketua PPS", "Formulir Model A Nomor 002/LHP", "Kesalahan atau kekeliruan", "Saran perbaikan",
        "Dilaksanakan paling lambat : Senin, 14 Oktober 2024", "Ketua,", "Wira Contohwan",
    ),
    "surat_tugas": (
        KOP, "SURAT TUGAS", "Nomor: 011/PM.00.02", "Dasar:", "1. Undang-Undang", "MENUGASKAN", "Gilang Semata", "Untuk", "Mulai tanggal",
        "Sampai dengan tanggal", "Sukarekaan, 11 Oktober 2024", "Ketua,",
    ),
    "ba_serah_terima": (
        KOP, "BERITA ACARA SERAH TERIMA", "Pihak pertama (yang menyerahkan)", "Sari Fiktiwati", "Pihak kedua (yang menerima)",
        "Petugas Contoh",
        "Jenis serah terima : Pelimpahan", "Yang diserahterimakan", "Bukti-1", "Formulir Model A", "Pihak Kedua, yang menerima,",
    ),
    "pakta_integritas": (
        "PAKTA INTEGRITAS NETRALITAS APARATUR SIPIL NEGARA", "Nama : Hendra Pura-Pura", "Jabatan", "1. menjaga netralitas",
        "3. melaporkan",
        "Sukarekaan, 11 Oktober 2024", "Mengetahui,", "Yang membuat pernyataan,",
    ),
    "surat_kuasa": (
        "SURAT KUASA", "Nama : Ratih Fiktif", "Pemberi Kuasa", "Nama : Kuasa Contoh", "Penerima Kuasa", "KHUSUS", "Penerima Kuasa,",
        "Pemberi Kuasa,", "meterai", "Kuasa Contoh",
    ),
}  # fmt: skip


def source(form_id: str, answers: dict[str, Any] | None = None, **changes: Any) -> PaperSource:
    given: dict[str, Any] = {
        "form": official()[form_id], "answers": OFFICIAL_ANSWERS[form_id]() if answers is None else answers, "regime": "pemilihan",
        "office": OFFICE, "record_ids": ("5f" * 32,), "made_at": MADE_AT,
    }  # fmt: skip
    return PaperSource(**(given | changes))


def said(given: PaperSource, folder: Path) -> str:
    return " ".join(text_of(render(compose(given)), folder).split())


@pytest.mark.parametrize("form_id", WORDS)
@pytest.mark.parametrize(("paper_size", "regime"), [("A4", "pemilihan"), ("F4", "pemilu")])
def test_a_paper_reads_in_the_order_of_the_form(form_id: str, paper_size: Any, regime: Any, tmp_path: Path) -> None:
    text = said(source(form_id, paper_size=paper_size, regime=regime), tmp_path)
    assert in_order(text, *WORDS[form_id]), text


@pytest.mark.parametrize("form_id", WORDS)
def test_an_empty_form_prints_with_dashes_and_places_to_sign(form_id: str, tmp_path: Path) -> None:
    text = said(source(form_id, {}), tmp_path)
    assert "-" in text and "(........" in text and "{" not in text and "None" not in text


@pytest.mark.parametrize("form_id", WORDS)
def test_a_paper_can_be_archived(form_id: str, tmp_path: Path) -> None:
    pdf = render(compose(source(form_id)))
    assert all("LiberationSans" in line for line in poppler("pdffonts", pdf, tmp_path).splitlines()[2:])
    poppler("pdftoppm", pdf, tmp_path, "-r", "20", "-png")
    assert poppler("pdfdetach", pdf, tmp_path, "-list").count("perkara.json") == 1


@pytest.mark.parametrize("form_id", WORDS)
def test_very_long_answers_and_many_rows_all_stand_on_the_paper(form_id: str, tmp_path: Path) -> None:
    answers = _grown(OFFICIAL_ANSWERS[form_id]())
    pdf = render(compose(source(form_id, answers)))
    text = " ".join(text_of(pdf, tmp_path).split())
    wanted = sorted({word for word in _texts(answers) if word.startswith("AKHIR")})
    assert [word for word in wanted if word not in text] == []
    pages = text_of(pdf, tmp_path).split("\f")[:-1]
    assert all(len(page.split()) > 12 for page in pages)  # none with a foot alone


def _grown(value: Any, path: str = "") -> Any:
    """Every list forty items long; every text in long sentences ten times as long with an end of its own."""
    if isinstance(value, dict):
        return {key: inner if key == "_id" else _grown(inner, f"{path}{key}") for key, inner in value.items()}
    if isinstance(value, list):
        return [{**_grown(value[0], f"{path}{n}"), "_id": str(n)} for n in range(40)] if value else []
    if isinstance(value, str) and len(value.split()) > 4:
        return f"{value} " * 10 + f"AKHIR{abs(hash(path)) % 10**8}"
    return value


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for inner in value.values() for word in _texts(inner)]
    if isinstance(value, list):
        return [word for inner in value for word in _texts(inner)]
    return str(value).split()


def test_the_verified_codes_stand_on_the_pemilu_papers_only(tmp_path: Path) -> None:
    for form_id, code in (("temuan", "B.2"), ("undangan", "B.9"), ("ba_sumpah", "B.10"), ("ba_sumpah_ahli", "B.11")):
        assert f"FORMULIR MODEL {code}" in said(source(form_id, regime="pemilu"), tmp_path)
        assert "MODEL B" not in said(source(form_id), tmp_path)
    assert "FORMULIR MODEL" not in said(source("kajian", regime="pemilu"), tmp_path)


def test_what_the_office_words_otherwise_is_printed_instead(tmp_path: Path) -> None:
    wording = {
        "code": {"pemilihan": "FORMULIR MODEL A.11"}, "title": {"pemilihan": "KAJIAN"}, "mark": "",
        "pages": {"matter": {"words": ["Kami mengundang Saudara, perkara {matter/event}:"]}},
    }  # fmt: skip
    text = said(source("kajian", wording={key: wording[key] for key in ("code", "title", "mark")}), tmp_path)
    assert "FORMULIR MODEL A.11" in text and "DUGAAN PELANGGARAN" not in text and "RAHASIA" not in text
    assert f"Kami mengundang Saudara, perkara {EVENT}:" in said(source("undangan", wording={"pages": wording["pages"]}), tmp_path)


def test_a_protected_person_is_invited_and_sworn_under_his_code_name(tmp_path: Path) -> None:
    for form_id, group in (("undangan", "addressee"), ("ba_sumpah", "subject"), ("kelengkapan", "addressee")):
        answers = OFFICIAL_ANSWERS[form_id]()
        answers[group] |= {"protected": "yes", "code_name": "Saksi-1", "name": "Nama Rahasia", "address": "Alamat Rahasia"}
        content = compose(source(form_id, answers))
        text = said(source(form_id, answers), tmp_path) + content.case_json.decode()
        assert "Saksi-1" in text and "Rahasia" not in text and "Islam" not in text


def test_an_invitation_in_person_says_nothing_of_a_recording(tmp_path: Path) -> None:
    answers = OFFICIAL_ANSWERS["undangan"]()
    answers["session"]["mode"] = "tatap_muka"
    assert "direkam" not in said(source("undangan", answers), tmp_path)
