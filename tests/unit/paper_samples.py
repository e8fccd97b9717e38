"""Material for the tests of papers: an office, four filled forms, drawn photos, a person with a key."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image, ImageDraw

from core.papers.certificate import self_signed, spki_sha256
from core.papers.content import ExhibitOnPaper, OfficeFacts, PaperSource, SignerOnPaper
from forms.library import official

WIB = timezone(timedelta(hours=7))
MADE_AT = datetime(2024, 10, 6, 9, 30, tzinfo=WIB)
OFFICE = OfficeFacts(
    name_lines=("Badan Pengawas Pemilihan Umum", "Panitia Pengawas Pemilihan Umum Kecamatan Sukarekaan"),
    address="Jalan Contoh Nomor 0, Desa Mekarfiktif, Kecamatan Sukarekaan", phone="0800-0000-001",
    email="panwascam.sukarekaan@contoh.invalid", timezone="WIB", city="Sukarekaan",
)  # fmt: skip
RESULT = (
    "Pada hari Sabtu tanggal lima bulan Oktober tahun dua ribu dua puluh empat, PKD Desa Mekarfiktif melakukan pengawasan media sosial "
    "pada masa kampanye. Pukul 19.40 WIB ditemukan unggahan akun terbuka @contoh_rekaan_00 milik Hendra Pura-Pura, PNS, Kepala Seksi "
    "Pelayanan Umum Kantor Camat Sukarekaan.\nFoto memperlihatkan yang bersangkutan berdiri bersama calon bupati nomor urut 1 dengan "
    'mengacungkan satu jari, berlatar spanduk pasangan calon, dengan tulisan "satu saja". Unggahan disukai 143 akun.'
)


@dataclass(frozen=True)
class Person:
    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def spki(self) -> str:
        return spki_sha256(self.key.public_key())


def person(name: str) -> Person:
    key = ec.generate_private_key(ec.SECP256R1())
    return Person(name, key, self_signed(key, name=name, office_code="00.00.01", not_before=MADE_AT))


def jpeg(seed: int = 0, size: tuple[int, int] = (1280, 960)) -> bytes:
    """Return a drawn working copy of the size real ones have (about 110 KB)."""
    image = Image.effect_noise((size[0] // 2, size[1] // 2), 34).convert("RGB").resize(size)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60 + seed * 7, 60, 700, 500), fill=(40 + seed * 12 % 200, 90, 150))
    draw.ellipse((640, 300 + seed * 5, 1100, 800), fill=(200, 120, 40 + seed * 9 % 200))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=75)
    return out.getvalue()


def photo_at(latitude: float, longitude: float) -> bytes:
    """Return a JPEG whose EXIF tells a position in the south and east; latitude below 0."""
    exif = Image.Exif()

    def parts(degrees: float) -> tuple[float, float, float]:
        return int(degrees), int(degrees * 60 % 60), round(degrees * 3600 % 60, 3)

    exif[0x8825] = {1: "S", 2: parts(-latitude), 3: "E", 4: parts(longitude)}
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (round(-latitude * 1000) % 255, 90, 90)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def strokes() -> bytes:
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 150), (120, 40), (160, 170), (300, 60), (340, 140), (560, 90)], fill=(10, 20, 90, 255), width=6)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def exhibits(count: int) -> tuple[ExhibitOnPaper, ...]:
    return tuple(
        ExhibitOnPaper(
            no=f"Bukti-{n + 1}", kind="foto", title=f"Unggahan ke-{n + 1}", caption="Tangkapan akun terbuka, dilihat dari sekretariat.",
            taken_at="5 Oktober 2024 pukul 19.40 WIB", place="Sekretariat PKD Mekarfiktif", taken_by="Gilang Semata", sha256="ab" * 32,
            picture_jpeg=jpeg(n, (1280, 960) if n % 2 == 0 else (960, 1280)),
        )
        for n in range(count)
    )  # fmt: skip


def model_a() -> dict[str, Any]:
    return {
        "supervision": {
            "number": "001/LHP/PM.01.02/JX-00.00.01/X/2024", "stage_supervised": "kampanye",
            "supervisor": [{"_id": "1", "name": "Gilang Semata"}],
            "position": "Panwaslu Kelurahan/Desa Mekarfiktif", "order_letter_number": "011/PM.00.02/K.JX-00.00/09/2024",
            "address": "Jalan Contoh Nomor 0, Desa Mekarfiktif",
        },
        "activity": {
            "activity_form": "langsung pencegahan lainnya", "activity_form_other": "Pengawasan media sosial",
            "purpose": "Memastikan kampanye di media sosial sesuai ketentuan dan pihak yang dilarang bersikap netral",
            "target": "Akun media sosial warga dan ASN di Desa Mekarfiktif",
            "time_place": {
                "date": "2024-10-05", "time_from": "19:00", "time_to": "21:00", "timezone": "WIB", "place": "Sekretariat PKD Mekarfiktif",
                "village": "Desa Mekarfiktif",
            },
        },
        "outcome": {"result": RESULT},
        "violation": {
            "has_violation": "ada", "event": "Mengunggah foto bersama calon dengan gestur keberpihakan",
            "event_place": "Media sosial; foto diambil di rumah pemenangan pasangan calon nomor urut 1",
            "event_village": "Desa Mekarfiktif",
            "event_time": "2024-10-05T19:40:00.000+07:00",
            "actor": [
                {"_id": "2", "name": "Hendra Pura-Pura", "address": "Desa Mekarfiktif", "nip": "000000000000000101"},
                {"_id": "3", "name": "Budi Umpama", "address": "Desa Tirtacontoh"},
            ],
            "witnesses": [
                {"_id": "4", "name": "Ratih Fiktif", "address": "Desa Mekarfiktif", "id_number": "0000000000000111"},
                {"_id": "5", "protected": "yes", "code_name": "Saksi-1", "name": "Nama Rahasia", "address": "Alamat Rahasia"},
            ],
            "evidence": [
                {"_id": "6", "no": "Bukti-1", "kind": "tangkapan_layar", "title": "Unggahan dengan alamat URL dan waktu 5-10-2024 19.40"},
                {"_id": "7", "no": "Bukti-2", "kind": "video", "title": "Rekaman layar profil akun (42 detik)"},
                {"_id": "8", "no": "Bukti-3", "kind": "lainnya", "kind_other": "daftar akun", "title": "Daftar akun yang menyukai"},
            ],
            "violation_summary": "Mengunggah foto bersama calon dengan gestur keberpihakan",
            "facts": "Unggahan masih terbuka saat diperiksa; akun memuat foto dan nama terlapor; terlapor mengakui.",
            "analysis": "Foto bersama calon dengan gestur satu jari pada masa kampanye menunjukkan keberpihakan; calon sudah ditetapkan "
            "sehingga termasuk pelanggaran disiplin ASN.",
        },
        "dispute": {"has_dispute": "tidak_ada"},
        "signing": {
            "place_date": {"signed_place": "Mekarfiktif", "signed_date": "2024-10-06"},
            "signature": [{"_id": "9", "signer_name": "Gilang Semata", "signed_how": "on_paper"}],
        },
    }  # fmt: skip


def laporan() -> dict[str, Any]:
    return {
        "reporter": {
            "name": "Ratih Fiktif", "birth_place": "Sukarekaan", "birth_date": "1984-03-02", "sex": "perempuan", "occupation": "Pedagang",
            "nationality": "Indonesia", "address": "RT 03 RW 01 Desa Mekarfiktif", "phone": "0800-0000-111", "id_kind": "ktp_el",
            "id_number": "0000000000000111",
        },
        "reported_list": {"reported": [
            {"_id": "1", "name": "Surya Misalnya", "address": "Desa Tirtacontoh", "phone": "0800-0000-222"},
            {"_id": "2", "name": "Tono Andai", "address": "Desa Tirtacontoh"},
        ]},
        "incident": {
            "event": "Kepala desa membagikan bantuan bergambar pasangan calon", "event_place": "Balai desa",
            "event_village": "Desa Tirtacontoh",
            "event_date": "2024-10-12", "known_date": "2024-10-13",
        },
        "witness_list": {"witnesses": [
            {"_id": "3", "name": "Dian Semu", "address": "Desa Tirtacontoh", "phone": "0800-0000-333"},
            {"_id": "4", "protected": "yes", "code_name": "Saksi-1"},
        ]},
        "evidence_list": {"evidence": [{"_id": "5", "no": "Bukti-1", "kind": "foto", "title": "Paket bantuan berstiker"}]},
        "account": {"description": RESULT},
        "reception": {
            "number": "001/LP/PB/Kec.Sukarekaan/00.00/X/2024", "receiver_name": "Lina Ujicoba",
            "reported_at": {
                "reported_place": "Sekretariat Panwaslu Kecamatan Sukarekaan", "reported_date": "2024-10-14", "reported_time": "10:15",
                "timezone": "WIB",
            },
        },
        "signing": {"signed_how": "on_screen", "sign_receiver": "s1", "sign_reporter": "s2"},
    }  # fmt: skip


def tanda_bukti() -> dict[str, Any]:
    return {
        "received_from": {"name": "Ratih Fiktif", "address": "RT 03 RW 01 Desa Mekarfiktif", "phone": "0800-0000-111"},
        "receipt": {
            "number": "001/LP/PB/Kec.Sukarekaan/00.00/X/2024",
            "received_on": {
                "received_date": "2024-10-14", "received_time": "10:15", "timezone": "WIB",
                "received_place": "Sekretariat Panwaslu Kecamatan Sukarekaan",
            },
        },
        "document_list": {"documents": [
            {"_id": "1", "description": "Formulir Laporan", "amount": "1", "sets": "2"},
            {"_id": "2", "description": "Fotokopi KTP-el pelapor", "amount": "1", "sets": "3"},
            {"_id": "3", "description": "Foto paket bantuan berstiker gambar pasangan calon, dicetak berwarna", "amount": "4", "sets": "3"},
        ]},
        "signing": {"receiver_name": "Lina Ujicoba", "signed_how": "on_paper"},
    }  # fmt: skip


def ba_klarifikasi() -> dict[str, Any]:
    return {
        "opening": {
            "opening_date": "2024-10-10", "opening_time": "09:00", "timezone": "WIB",
            "opening_place": "Sekretariat Panwaslu Kecamatan Sukarekaan",
        },
        "clarifier_list": {"clarifier": [
            {"_id": "1", "name": "Sari Fiktiwati", "position": "Anggota Panwaslu Kecamatan Sukarekaan"},
            {"_id": "2", "name": "Dimas Rekayasa", "position": "Anggota Panwaslu Kecamatan Sukarekaan"},
        ]},
        "subject": {
            "role": "saksi", "name": "Ratih Fiktif", "birth_place": "Sukarekaan", "birth_date": "1984-03-02", "sex": "perempuan",
            "religion": "islam", "occupation": "Pedagang", "nationality": "Indonesia",
            "address": "Desa Mekarfiktif", "phone": "0800-0000-111",
        },
        "oath_taking": {"sworn": "bersedia", "oath": "sumpah"},
        "matter": {"case_number": "001/TM/PB/Kec.Sukarekaan/00.00/X/2024"},
        "questions": {"qa": [
            {"_id": "3", "question": "Apakah Saudara dalam keadaan sehat jasmani dan rohani?", "answer": "Ya, saya sehat."},
            {"_id": "4", "question": "Apa yang Saudara lihat pada hari Sabtu, 5 Oktober 2024?", "answer": RESULT},
            {"_id": "5", "question": "Apakah ada yang ingin Saudara tambahkan?", "answer": "Tidak ada."},
        ]},
        "closing_part": {"read_back": "dibenarkan", "mode": "tatap_muka", "ended_at": "10:20"},
        "signing": {"signed_how": "on_screen", "sign_subject": "s3"},
    }  # fmt: skip


ANSWERS = {"model_a": model_a, "laporan": laporan, "tanda_bukti": tanda_bukti, "ba_klarifikasi": ba_klarifikasi}


def source(form_id: str, **changes: Any) -> PaperSource:
    """Return what a paper of that form is made from; changes replace single facts."""
    given: dict[str, Any] = {
        "form": official()[form_id], "answers": ANSWERS[form_id](), "regime": "pemilihan", "office": OFFICE, "case_title": "Kasus 1",
        "record_ids": ("5f" * 32,), "exhibits": (), "made_at": MADE_AT, "strokes": {"s1": strokes(), "s2": strokes(), "s3": strokes()},
        "signers": (SignerOnPaper(role_label="Pelaksana Tugas", name="Gilang Semata", position="Panwaslu Kelurahan/Desa Mekarfiktif"),)
        if form_id == "model_a" else (),
    }  # fmt: skip
    return PaperSource(**(given | changes))
