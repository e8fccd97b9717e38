"""Filled official forms for the tests of forms and papers; every person, office and number is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.paper_samples import RESULT

CASE = "001/TM/PB/Kec.Sukarekaan/00.00/X/2024"
REPORT = "001/LP/PB/Kec.Sukarekaan/00.00/X/2024"
EVENT = "Mengunggah foto bersama calon dengan gestur keberpihakan"
PLACE = "Sekretariat Panwaslu Kecamatan Sukarekaan"
SIGNED = {"signed_place": "Sukarekaan", "signed_date": "2024-10-11"}
PLENO = {"chair_name": "Wira Contohwan", "member_1_name": "Sari Fiktiwati", "member_2_name": "Dimas Rekayasa"}
OPENING = {"opening_date": "2024-10-10", "opening_time": "09:00", "timezone": "WIB", "opening_place": PLACE}
HENDRA = {
    "_id": "h", "name": "Hendra Pura-Pura", "address": "Desa Mekarfiktif", "position": "Kepala Seksi Pelayanan Umum",
    "agency": "Kantor Camat Sukarekaan", "nip": "000000000000000101", "subject_kind": "asn_pns",
}  # fmt: skip
RATIH = {
    "name": "Ratih Fiktif", "birth_place": "Sukarekaan", "birth_date": "1984-03-02", "sex": "perempuan", "occupation": "Pedagang",
    "nationality": "Indonesia", "address": "RT 03 RW 01 Desa Mekarfiktif",
}  # fmt: skip


def letter(subject: str, nature: str = "Penting") -> dict[str, Any]:
    return {
        "number": "021/PM.00.02/K.JX-00.00.01/X/2024", "nature": nature, "attachment": "-", "subject": subject, "place_date": SIGNED,
    }  # fmt: skip


def temuan() -> dict[str, Any]:
    return {
        "finder_list": {"finder": [
            {"_id": "1", "name": "Gilang Semata", "position": "Panwaslu Kelurahan/Desa Mekarfiktif", "address": "Desa Mekarfiktif"},
        ]},
        "reported_list": {"reported": [HENDRA | {"phone": "0800-0000-101"}, {"_id": "2", "name": "Budi Umpama", "address": "Tirtacontoh"}]},
        "incident": {
            "event": EVENT, "event_place": "Media sosial", "event_village": "Desa Mekarfiktif", "event_date": "2024-10-05",
            "known_date": "2024-10-05", "violations": "discipline_photo_with_candidate",
        },
        "witness_list": {"witnesses": [
            {"_id": "3", "name": "Ratih Fiktif", "address": "Desa Mekarfiktif", "phone": "0800-0000-111"},
            {"_id": "4", "protected": "yes", "code_name": "Saksi-1"},
        ]},
        "evidence_list": {"evidence": [{"_id": "5", "no": "Bukti-1", "kind": "tangkapan_layar", "title": "Unggahan dengan alamat URL"}]},
        "account": {"description": RESULT},
        "signing": {"number": CASE, "place_date": SIGNED, "chair_name": "Wira Contohwan"},
    }  # fmt: skip


def tanda_bukti_perbaikan() -> dict[str, Any]:
    return {
        "received_from": {"name": "Ratih Fiktif", "address": "RT 03 RW 01 Desa Mekarfiktif", "phone": "0800-0000-111"},
        "receipt": {
            "number": "001/TBP/00.00/X/2024", "case_number": REPORT,
            "received_on": {"received_date": "2024-10-16", "received_time": "13:20", "timezone": "WIB", "received_place": PLACE},
        },
        "document_list": {"documents": [{"_id": "1", "description": "Fotokopi KTP-el pelapor", "amount": "1", "sets": "3"}]},
        "signing": {"receiver_name": "Lina Ujicoba"},
    }  # fmt: skip


def kelengkapan() -> dict[str, Any]:
    return {
        "letter": letter("Pemberitahuan Kelengkapan Laporan", "Segera"),
        "addressee": {"name": "Ratih Fiktif", "address": "RT 03 RW 01 Desa Mekarfiktif"},
        "matter": {"case_number": REPORT, "received_date": "2024-10-14"},
        "missing_list": {
            "missing": "formal.signature_match material.evidence lainnya", "missing_other": "Fotokopi KTP-el",
            "missing_note": "Bukti foto belum diserahkan dalam tiga rangkap.", "due_on": "2024-10-18", "due_place": PLACE,
        },
        "signing": {"chair_name": "Wira Contohwan"},
        "copy_list": {"copy_to": [{"_id": "1", "copy_name": "Ketua Bawaslu Kabupaten Nusa Rekaan"}]},
    }  # fmt: skip


def kajian_awal() -> dict[str, Any]:
    return {
        "report": {
            "regime": "pemilihan", "case_number": REPORT, "reporter": "Ratih Fiktif", "reported": "Surya Misalnya; Tono Andai",
            "received_at": "2024-10-14", "known_date": "2024-10-13",
        },
        "formal_check": {
            "formal_met": "missing", "reporter_identity": "met", "reported_address": "met", "in_time": "met", "signature_match": "unclear",
            "signature_match_note": "Tanda tangan pada KTP-el tidak terbaca", "reporter_name_address": "met", "reported_party": "met",
            "in_time_limit": "met",
        },
        "material_check": {"material_met": "met", "time_place": "met", "event_account": "met", "evidence_given": "met"},
        "kind": {"matter_kind": "pelanggaran", "violation_kind": "pidana hukum_lainnya"},
        "power": {"authority": "ditangani", "already_handled": "belum"},
        "result": {"conclusion": "complete", "recommendation": "Pelapor diminta melengkapi syarat formal paling lambat 18 Oktober 2024."},
        "signing": {"place_date": SIGNED, **PLENO},
    }  # fmt: skip


def undangan() -> dict[str, Any]:
    return {
        "letter": letter("Undangan Klarifikasi"),
        "addressee": {"role": "terlapor", "name": "Hendra Pura-Pura", "address": "Desa Mekarfiktif"},
        "matter": {"case_number": CASE, "event": EVENT},
        "session": {
            "session_date": "2024-10-10", "session_time": "09:00", "timezone": "WIB", "session_place": PLACE, "mode": "daring",
            "meet_with": "Sari Fiktiwati", "bring": "Kartu identitas dan surat undangan ini", "sequence": "1",
        },
        "signing": {"chair_name": "Wira Contohwan"},
    }  # fmt: skip


def ba_sumpah() -> dict[str, Any]:
    return {
        "opening": OPENING, "subject": {"role": "saksi", **RATIH}, "matter": {"case_number": CASE},
        "oath_taking": {"accepted": "bersedia", "religion": "islam", "oath_kind": "sumpah"},
        "signing": {"officer_name": "Sari Fiktiwati", "clergy_name": "Rohaniwan Contoh", "witness_1_name": "Lina Ujicoba"},
    }  # fmt: skip


def ba_sumpah_ahli() -> dict[str, Any]:
    return {
        "opening": OPENING, "subject": {**RATIH, "name": "Doktor Umpama", "expertise": "Hukum kepegawaian"},
        "matter": {"case_number": CASE}, "oath_taking": {"accepted": "tidak_bersedia", "refusal_reason": "keyakinan pribadi"},
        "signing": {"officer_name": "Sari Fiktiwati"},
    }  # fmt: skip


def kajian() -> dict[str, Any]:
    return {
        "head": {"number": "001/KAJIAN/00.00.01/X/2024", "case_number": CASE, "study_date": "2024-10-11"},
        "position_part": {"case_position": RESULT},
        "facts_part": {
            "finder_or_reporter": "Gilang Semata", "reported": [HENDRA], "event": EVENT, "event_place": "Media sosial",
            "event_village": "Desa Mekarfiktif", "event_date": "2024-10-05", "known_date": "2024-10-05",
            "witnesses": [{"_id": "1", "name": "Ratih Fiktif", "address": "Desa Mekarfiktif"}],
            "evidence": [{"_id": "2", "no": "Bukti-1", "kind": "tangkapan_layar", "title": "Unggahan dengan alamat URL"}],
            "clarifications": [
                {"_id": "3", "name": "Hendra Pura-Pura", "as_role": "Terlapor", "held_on": "2024-10-10", "summary": "Mengakui akun."},
                {"_id": "4", "name": "Ratih Fiktif", "as_role": "Saksi", "held_on": "2024-10-10", "summary": "Melihat unggahan."},
            ],
        },
        "study_part": {
            "violations": "discipline_photo_with_candidate",
            "legal_basis": "Pasal 5 huruf n PP 94/2021; SKB Nomor 2 Tahun 2022 tentang netralitas pegawai ASN.",
            "analysis": "Foto bersama calon dengan gestur satu jari pada masa kampanye menunjukkan keberpihakan.",
            "elements": [
                {"_id": "5", "element": "Pegawai ASN", "element_fact": "PNS kecamatan", "element_evidence": "Bukti-3", "element_met": "ya"},
                {"_id": "6", "element": "Memposting foto bersama calon", "element_fact": RESULT, "element_evidence": "Bukti-1",
                 "element_met": "ya"},
            ],
        },
        "conclusion_part": {"conclusion": "Perbuatan terlapor memenuhi unsur pelanggaran netralitas ASN.", "class": "hukum_lainnya"},
        "recommendation_part": {"recommendation": "Diteruskan kepada BKN melalui Bawaslu Kabupaten Nusa Rekaan."},
        "signing": {"place_date": SIGNED, **PLENO},
    }  # fmt: skip


def penerusan() -> dict[str, Any]:
    return {
        "target": {"destination": "asn_bkn", "regency": "Kabupaten Nusa Rekaan", "addressee_place": "Jakarta"},
        "letter": letter("", "Segera"),
        "matter": {"case_number": CASE, "case_date": "2024-10-08", "study_number": "001/KAJIAN/00.00.01/X/2024"},
        "reported_list": {"reported": [HENDRA]},
        "content": {
            "summary": RESULT, "article": "Pasal 5 huruf n angka 5 PP 94/2021",
            "request": "Mohon ditindaklanjuti sesuai ketentuan dan hasilnya disampaikan kepada kami.",
        },
        "attachment_list": {"attachments": [
            {"_id": "1", "attachment_name": "Kajian Dugaan Pelanggaran"}, {"_id": "2", "attachment_name": "Formulir Temuan"},
        ]},
        "signing": {"chair_name": "Wira Contohwan"},
        "copy_list": {"copy_to": [{"_id": "3", "copy_name": "Arsip"}]},
    }  # fmt: skip


def pemberitahuan_status() -> dict[str, Any]:
    rows = [
        {"_id": "1", "case_number": CASE, "finder_or_reporter": "Gilang Semata", "reported_name": "Hendra Pura-Pura",
         "status": "diteruskan", "destination": "Badan Kepegawaian Negara"},
        {"_id": "2", "case_number": REPORT, "finder_or_reporter": "Pelapor-1", "reported_name": "Surya Misalnya", "status": "dihentikan"},
    ]  # fmt: skip
    return {
        "head": {"number": "030/PM.00.02/K.JX-00.00.01/X/2024"}, "row_list": {"rows": rows},
        "reason_part": {"reason": "Terbukti melanggar netralitas ASN; laporan kedua tidak cukup bukti."},
        "signing": {"place_date": SIGNED, "chair_name": "Wira Contohwan"},
    }  # fmt: skip


def ba_pleno() -> dict[str, Any]:
    people = [("Wira Contohwan", "Ketua"), ("Sari Fiktiwati", "Anggota"), ("Dimas Rekayasa", "Anggota")]
    return {
        "opening": OPENING,
        "head": {"number": "004/BA/PLENO/00.00.01/X/2024", "form_a_number": "001/LHP/PM.01.02/JX-00.00.01/X/2024", "case_number": CASE},
        "attendance": {"attendees": [{"_id": name, "name": name, "position": f"{role} Panwaslu Kecamatan"} for name, role in people]},
        "agenda_part": {"agenda": "Pembahasan hasil pengawasan PKD Mekarfiktif"},
        "course": {"considerations": RESULT},
        "decision_part": {"decision": "temuan", "decision_text": "Hasil pengawasan ditetapkan sebagai Temuan dan diregistrasi."},
        "signing": {"place_date": SIGNED, **PLENO},
    }  # fmt: skip


def saran_perbaikan() -> dict[str, Any]:
    return {
        "letter": letter("Saran Perbaikan", "Segera"),
        "addressee": {"name": "Ketua PPS Desa Mekarfiktif", "position": "Panitia Pemungutan Suara", "address": "Desa Mekarfiktif"},
        "matter": {"form_a_number": "002/LHP/PM.01.02/JX-00.00.01/X/2024", "form_a_date": "2024-10-05"},
        "advice_part": {
            "mistake": "Daftar hadir rapat tidak ditandatangani.", "legal_basis": "PKPU tentang tata kerja badan adhoc",
            "advice": "Melengkapi tanda tangan daftar hadir.", "due_on": "2024-10-14",
        },
        "signing": {"chair_name": "Wira Contohwan"},
    }  # fmt: skip


def surat_tugas() -> dict[str, Any]:
    return {
        "head": {"number": "011/PM.00.02/K.JX-00.00/09/2024", "bases": [
            {"_id": "1", "basis": "Undang-Undang Nomor 10 Tahun 2016"}, {"_id": "2", "basis": "Perbawaslu Nomor 5 Tahun 2022"},
        ]},
        "people": {"assigned": [
            {"_id": "3", "name": "Gilang Semata", "position": "PKD Mekarfiktif"}, {"_id": "4", "name": "Lina Ujicoba", "position": "Staf"},
        ]},
        "task_part": {
            "task": "Melaksanakan pengawasan tahapan kampanye di Desa Mekarfiktif.", "stage_supervised": "Kampanye",
            "date_from": "2024-09-25", "date_to": "2024-11-23", "task_place": "Desa Mekarfiktif",
        },
        "signing": {"place_date": SIGNED, "chair_name": "Wira Contohwan"},
    }  # fmt: skip


def ba_serah_terima() -> dict[str, Any]:
    return {
        "opening": OPENING,
        "head": {"number": "002/BAST/00.00.01/X/2024", "case_number": CASE, "handing_kind": "pelimpahan", "purpose": "Penanganan lanjut"},
        "giver": {"name": "Sari Fiktiwati", "position": "Anggota", "agency": "Panwaslu Kecamatan Sukarekaan"},
        "taker": {"name": "Petugas Contoh", "position": "Staf Penanganan Pelanggaran", "agency": "Bawaslu Kabupaten Nusa Rekaan"},
        "item_list": {"handed": [
            {"_id": "1", "description": "Bukti-1: Unggahan dengan alamat URL", "amount": "1", "condition": "Baik", "sha256": "ab" * 32},
            {"_id": "2", "description": "Formulir Model A", "amount": "2", "condition": "Lengkap"},
        ]},
    }  # fmt: skip


def pakta_integritas() -> dict[str, Any]:
    pledges = ["menjaga netralitas dan tidak berpihak;", "tidak menggunakan fasilitas negara; dan", "melaporkan setiap tekanan."]
    return {
        "signatory": {
            "pact_kind": "asn", "name": "Hendra Pura-Pura", "nip": "000000000000000101", "rank": "Penata (III/c)",
            "position": "Kepala Seksi Pelayanan Umum", "agency": "Kantor Camat Sukarekaan", "address": "Desa Mekarfiktif",
        },
        "pledge": {"pledges": [{"_id": str(n), "pledge_text": words} for n, words in enumerate(pledges)]},
        "signing": {"place_date": SIGNED, "witness_name": "Wira Contohwan", "witness_position": "Ketua Panwaslu Kecamatan Sukarekaan"},
    }  # fmt: skip


def surat_kuasa() -> dict[str, Any]:
    return {
        "giver": RATIH | {"phone": "0800-0000-111", "id_number": "0000000000000111"},
        "taker": {"name": "Kuasa Contoh", "address": "Sukarekaan", "occupation": "Advokat"},
        "purpose_part": {"purpose": "menyampaikan laporan dugaan pelanggaran netralitas ASN dan menerima tanda buktinya."},
        "signing": {"place_date": SIGNED},
    }  # fmt: skip


OFFICIAL_ANSWERS: dict[str, Callable[[], dict[str, Any]]] = {
    "temuan": temuan, "tanda_bukti_perbaikan": tanda_bukti_perbaikan, "kelengkapan": kelengkapan, "kajian_awal": kajian_awal,
    "undangan": undangan, "ba_sumpah": ba_sumpah, "ba_sumpah_ahli": ba_sumpah_ahli, "kajian": kajian, "penerusan": penerusan,
    "pemberitahuan_status": pemberitahuan_status, "ba_pleno": ba_pleno, "saran_perbaikan": saran_perbaikan, "surat_tugas": surat_tugas,
    "ba_serah_terima": ba_serah_terima, "pakta_integritas": pakta_integritas, "surat_kuasa": surat_kuasa,
}  # fmt: skip
