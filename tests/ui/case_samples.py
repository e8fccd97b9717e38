"""An invented office and cases for the tests and the pictures of the window; nobody in them exists."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from core.actions.cases.open_case import change_case, open_case
from core.actions.forms.drafts import begin_draft
from core.actions.forms.save_form import save_form
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.setup import found_office
from core.vault.keys import Hardness
from core.vault.vault import Vault

PASSPHRASE = "empat kata yang aneh"
QUICK = Hardness(memory_kib=64, passes=1, lanes=1)  # tests need no protection against guessing
OFFICE = OfficeSetup(
    code="00.00.01",
    name="Panwaslu Kecamatan Sukarekaan",
    regime="pemilihan",
    province="Provinsi Rekaan",
    regency="Kabupaten Nusa Rekaan",
    district="Sukarekaan",
    address="Jalan Contoh Nomor 0, Desa Mekarfiktif, Kecamatan Sukarekaan",
    phone="0800-0000-001",
    email="panwascam.sukarekaan@contoh.invalid",
)
PERSON = PersonSetup(name="Sari Fiktiwati", position="Anggota Panwaslu Kecamatan Sukarekaan", role="panwascam_chair")


def office_vault(folder: Path) -> Vault:
    """Return the unlocked vault of a new drill office."""
    return found_office(folder, OFFICE, PERSON, PASSPHRASE, hardness=QUICK).vault


def model_a_answers(
    *,
    number: str = "001/LHP/PM.01.02/JX-00.00.01/X/2024",
    actor: str = "Hendra Pura-Pura",
    event: str = "",
    place: str = "",
    signer: str = "Sari Fiktiwati",
) -> dict[str, Any]:
    """Return a complete Form A about a civil servant."""
    event = event or "Mengunggah foto bersama calon dengan gestur keberpihakan"
    return {
        "supervision": {
            "number": number,
            "stage_supervised": "kampanye",
            "supervisor": [{"_id": str(uuid4()), "name": signer}],
            "position": "Panwaslu Kelurahan/Desa Mekarfiktif",
            "order_letter_number": "011/PM.00.02/K.JX-00.00/09/2024",
            "address": "Jalan Contoh Nomor 0, Desa Mekarfiktif",
        },
        "activity": {
            "activity_form": "langsung",
            "purpose": "Memastikan kampanye di media sosial sesuai ketentuan dan pihak yang dilarang bersikap netral",
            "target": "Akun media sosial warga dan ASN di Desa Mekarfiktif",
            "time_place": {
                "date": "2024-10-05",
                "time_from": "19:00",
                "time_to": "21:00",
                "timezone": "WIB",
                "place": "Sekretariat PKD Mekarfiktif",
            },
        },
        "outcome": {
            "result": "Pada hari Sabtu tanggal 5 Oktober 2024 pukul 19.40 WIB ditemukan unggahan akun terbuka milik terlapor. Foto "
            "memperlihatkan yang bersangkutan berdiri bersama calon bupati nomor urut 1 dengan mengacungkan satu jari, berlatar "
            "spanduk pasangan calon."
        },
        "violation": {
            "has_violation": "ada",
            "event": event,
            "event_place": place or "Rumah pemenangan pasangan calon nomor urut 1, Desa Mekarfiktif",
            "event_time": "2024-10-05T19:40",
            "actor": [
                {
                    "_id": str(uuid4()),
                    "name": actor,
                    "address": "Desa Mekarfiktif",
                    "subject_kind": "asn_pns",
                    "position": "Kepala Seksi Pelayanan Umum",
                    "rank": "Penata (III/c)",
                    "agency": "Kantor Camat Sukarekaan",
                }
            ],
            "witnesses": [{"_id": str(uuid4()), "name": "Ratih Fiktif", "address": "Desa Mekarfiktif", "occupation": "Pedagang"}],
            "violation_summary": event,
            "violations": "discipline_photo_with_candidate resource_gesture",
            "facts": "Unggahan masih terbuka saat diperiksa; akun memuat foto dan nama terlapor.",
            "analysis": "Foto bersama calon dengan gestur satu jari pada masa kampanye menunjukkan keberpihakan.",
        },
        "dispute": {"has_dispute": "tidak_ada"},
        "signing": {
            "place_date": {"signed_place": "Sukarekaan", "signed_date": "2024-10-06"},
            "signature": [{"_id": str(uuid4()), "signer_name": signer, "signed_how": "on_paper"}],
        },
    }


def statement_answers(*, name: str = "Ratih Fiktif", clarifier: str = "Sari Fiktiwati", protected: bool = False) -> dict[str, Any]:
    """Return a complete Berita Acara Klarifikasi of a witness."""
    subject = {"role": "saksi", "name": name, "address": "Desa Mekarfiktif", "occupation": "Pedagang"}
    return {
        "opening": {
            "opening_date": "2024-10-10",
            "opening_time": "09:00",
            "timezone": "WIB",
            "opening_place": "Sekretariat Panwaslu Kecamatan Sukarekaan",
        },
        "clarifier_list": {"clarifier": [{"_id": str(uuid4()), "name": clarifier, "position": "Anggota Panwaslu Kecamatan"}]},
        "subject": subject | ({"protected": "yes"} if protected else {}),
        "oath_taking": {"sworn": "bersedia", "oath": "sumpah"},
        "matter": {"case_number": "001/TM/PB/Kec.Sukarekaan/00.00/X/2024"},
        "questions": {
            "qa": [
                {
                    "_id": str(uuid4()),
                    "question": "Apakah Saudara dalam keadaan sehat dan bersedia memberi keterangan?",
                    "answer": "Ya, saya sehat dan bersedia.",
                },
                {
                    "_id": str(uuid4()),
                    "question": "Apa yang Saudara lihat pada hari Sabtu, 5 Oktober 2024?",
                    "answer": "Saya melihat unggahan itu muncul di beranda saya pukul setengah delapan malam. Jari yang diacungkan satu.",
                },
            ]
        },
        "closing_part": {"read_back": "dibenarkan", "mode": "tatap_muka", "ended_at": "10:15"},
        "signing": {"signed_how": "on_screen"},
    }


def new_case(vault: Vault, *, title: str = "", number: str = "", status: str = "", origin: str = "temuan") -> str:
    """Return the id of an opened case."""
    case_id = open_case(vault, regime="pemilihan", origin=origin, title=title, facts={"number": number}).cases[0]
    if status:
        change_case(vault, case_id, {"status": status})
    return case_id


def saved_form(vault: Vault, case_id: str, form_id: str, answers: dict[str, Any]) -> str:
    """Save a form in a case and return its stream."""
    draft = begin_draft(vault, form_id, case_id=case_id, answers=answers)
    save_form(vault, draft)
    return draft.stream
