"""Words for what the vault keeps as keys: status, standing, origin, deeds; and times as people write them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from core.actions.clock import by_office_clock
from forms.library import official

SHORT_TITLES = {
    "model_a": "Formulir Model A",
    "laporan": "Formulir Laporan",
    "tanda_bukti": "Tanda Bukti",
    "ba_klarifikasi": "BA Klarifikasi",
    "temuan": "Formulir Temuan",
    "kajian_awal": "Kajian Awal",
    "kajian": "Kajian Dugaan Pelanggaran",
    "saran_perbaikan": "Saran Perbaikan",
    "surat_tugas": "Surat Tugas",
    "surat_kuasa": "Surat Kuasa",
    "undangan": "Undangan Klarifikasi",
    "kelengkapan": "Pemberitahuan Kelengkapan",
    "tanda_bukti_perbaikan": "Tanda Bukti Perbaikan",
    "ba_sumpah": "BA Sumpah/Janji",
    "ba_sumpah_ahli": "BA Sumpah/Janji Ahli",
    "penerusan": "Penerusan",
    "pemberitahuan_status": "Pemberitahuan Status",
    "ba_pleno": "BA Rapat Pleno",
    "ba_serah_terima": "BA Serah Terima",
    "pakta_integritas": "Pakta Integritas ASN",
}
STATUS_TONES = {
    "draft": "grey", "lhp_signed": "blue", "plenary": "pink", "advice_given": "teal", "finding": "indigo", "received": "blue",
    "initial_study": "indigo", "awaiting_completion": "orange", "not_registered": "quiet", "preliminary_info": "yellow",
    "registered": "blue", "clarification": "yellow", "study": "indigo", "extended": "orange", "decided_proven": "red",
    "decided_not_proven": "quiet", "forwarded": "teal", "handed_over": "teal", "taken_over": "teal", "notified": "green", "closed": "green",
    "archived": "quiet",
}  # fmt: skip
STANDING_TONES = {"draft": "grey", "saved": "blue", "copied": "indigo", "received": "green"}


def status_words() -> dict[str, str]:
    """Return status key -> word, in the order of the flow. Source: domain rules section 4."""
    return {
        "draft": QCoreApplication.translate("Status", "In preparation"),
        "lhp_signed": QCoreApplication.translate("Status", "Result signed"),
        "plenary": QCoreApplication.translate("Status", "Awaiting plenary"),
        "advice_given": QCoreApplication.translate("Status", "Advice given"),
        "finding": QCoreApplication.translate("Status", "Finding"),
        "received": QCoreApplication.translate("Status", "Report received"),
        "initial_study": QCoreApplication.translate("Status", "Initial study"),
        "awaiting_completion": QCoreApplication.translate("Status", "Awaiting completion"),
        "not_registered": QCoreApplication.translate("Status", "Not registered"),
        "preliminary_info": QCoreApplication.translate("Status", "Preliminary information"),
        "registered": QCoreApplication.translate("Status", "Registered"),
        "clarification": QCoreApplication.translate("Status", "Clarification"),
        "study": QCoreApplication.translate("Status", "Study"),
        "extended": QCoreApplication.translate("Status", "Extended"),
        "decided_proven": QCoreApplication.translate("Status", "Proven"),
        "decided_not_proven": QCoreApplication.translate("Status", "Not proven"),
        "forwarded": QCoreApplication.translate("Status", "Forwarded"),
        "handed_over": QCoreApplication.translate("Status", "Handed over"),
        "taken_over": QCoreApplication.translate("Status", "Taken over"),
        "notified": QCoreApplication.translate("Status", "Announced"),
        "closed": QCoreApplication.translate("Status", "Closed"),
        "archived": QCoreApplication.translate("Status", "Archived"),
    }


def status_word(status: str) -> str:
    return status_words().get(status, status)


def standing_word(standing: str) -> str:
    """Return Draft, Saved, Copied or Received."""
    words = {
        "draft": QCoreApplication.translate("Standing", "Draft"),
        "saved": QCoreApplication.translate("Standing", "Saved"),
        "copied": QCoreApplication.translate("Standing", "Copied"),
        "received": QCoreApplication.translate("Standing", "Received"),
    }
    return words.get(standing, standing)


def origin_words() -> dict[str, str]:
    return {
        "temuan": QCoreApplication.translate("Origin", "Finding of a supervisor"),
        "laporan": QCoreApplication.translate("Origin", "Report of a citizen"),
        "pengawasan": QCoreApplication.translate("Origin", "Supervision activity"),
        "informasi_awal": QCoreApplication.translate("Origin", "Preliminary information"),
    }


def regime_words() -> dict[str, str]:
    """Return the two kinds of election; their names are Indonesian in both languages."""
    return {"pemilihan": "Pemilihan (Pilkada)", "pemilu": "Pemilu"}


def deed_words() -> dict[str, str]:
    """Return record type -> what was done, as the history says it."""
    return {
        "case.opened": QCoreApplication.translate("Deed", "Opened the case"),
        "case.changed": QCoreApplication.translate("Deed", "Changed the case"),
        "case.decided": QCoreApplication.translate("Deed", "Decided"),
        "case.handed_over": QCoreApplication.translate("Deed", "Handed the case over"),
        "case.taken_over": QCoreApplication.translate("Deed", "Took the case over"),
        "part.resealed": QCoreApplication.translate("Deed", "Opened sealed names to others"),
        "part.destroyed": QCoreApplication.translate("Deed", "Ordered that it is destroyed"),
        "part.cleared": QCoreApplication.translate("Deed", "Destroyed it on a laptop, as ordered"),
        "form.saved": QCoreApplication.translate("Deed", "Saved the form"),
        "form.withdrawn": QCoreApplication.translate("Deed", "Withdrew the form"),
        "statement.sealed": QCoreApplication.translate("Deed", "Sealed the statement"),
        "exhibit.added": QCoreApplication.translate("Deed", "Added evidence"),
        "exhibit.described": QCoreApplication.translate("Deed", "Described evidence"),
        "exhibit.withdrawn": QCoreApplication.translate("Deed", "Withdrew evidence"),
        "exhibit.rederived": QCoreApplication.translate("Deed", "Made the small picture anew from the original"),
        "paper.made": QCoreApplication.translate("Deed", "Made the paper"),
        "paper.signed": QCoreApplication.translate("Deed", "Signed the paper"),
        "paper.scanned": QCoreApplication.translate("Deed", "Scanned the signed original"),
        "paper.timestamped": QCoreApplication.translate("Deed", "The paper got a timestamp"),
        "number.given": QCoreApplication.translate("Deed", "Gave a number"),
        "number.voided": QCoreApplication.translate("Deed", "Voided a number"),
    }


def deed_word(record_type: str) -> str:
    return deed_words().get(record_type, record_type)


def obtained_word(obtained: str) -> str:
    """Return how a file came into the vault."""
    words = {
        "dialog": QCoreApplication.translate("Obtained", "chosen as a file"),
        "drop": QCoreApplication.translate("Obtained", "dropped into the window"),
        "paste": QCoreApplication.translate("Obtained", "pasted"),
        "folder": QCoreApplication.translate("Obtained", "taken from a folder"),
        "import": QCoreApplication.translate("Obtained", "imported"),
        "phone": QCoreApplication.translate("Obtained", "sent from a phone, fingerprint compared"),
        "copy": QCoreApplication.translate("Obtained", "marked copy made here"),
    }
    return words.get(obtained, obtained)


def form_title(form_id: str) -> str:
    """Return the short name of an official form; it is Indonesian in both languages."""
    if form_id in SHORT_TITLES:
        return SHORT_TITLES[form_id]
    forms = official()
    return forms[form_id].titles[""] if form_id in forms else form_id


def day_words(iso: str) -> str:
    """Return "5 Oktober 2024" for a text that begins with 2024-10-05; other texts as they are."""
    day = QDate.fromString(iso[:10], "yyyy-MM-dd")
    return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else iso


def moment_words(iso: str) -> str:
    """Return "5 Oktober 2024, 19.40" for an ISO 8601 time, by the clock of the office; other texts as they are."""
    try:
        moment = by_office_clock(datetime.fromisoformat(iso))
    except ValueError:
        return iso
    if len(iso) <= 10:
        return day_words(iso)
    wall = QDateTime(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return QLocale().toString(wall, "d MMMM yyyy, HH.mm")


def size_words(size: int) -> str:
    """Return a number of bytes as people read it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def count_words(count: int) -> str:
    """Return 100000 as 100.000."""
    return QLocale().toString(count)
