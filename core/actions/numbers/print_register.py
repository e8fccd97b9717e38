"""The register of one kind of number as a PDF, in the words of the office."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core.actions.clock import Now, wall_now
from core.actions.numbers.number_flags import MISSING, TWICE, Flag
from core.actions.numbers.number_gaps import BEFORE, TAKEN_UP, UNEXPLAINED, WITHDRAWN
from core.actions.numbers.number_register import GAP, PROVISIONAL, TYPED, VOID, RegisterRow, read_register
from core.actions.numbers.number_standing import COPIED, DISPUTED, SECOND
from core.actions.office.letterhead import paper_of
from core.papers.words import date_id
from core.rules.catalogue import Catalogue, ViolationUnknown
from core.rules.number_pattern import ALWAYS
from core.rules.regions import is_drill_code
from core.vault.vault import Vault

if TYPE_CHECKING:
    from core.papers.register_book import RegisterLine

STATUS_ID = {  # domain rules section 4; papers are Indonesian only
    "draft": "Disiapkan", "lhp_signed": "LHP ditandatangani", "plenary": "Menunggu pleno", "advice_given": "Saran perbaikan",
    "finding": "Temuan", "received": "Diterima", "initial_study": "Kajian awal", "awaiting_completion": "Menunggu perbaikan",
    "not_registered": "Tidak diregistrasi", "preliminary_info": "Informasi awal", "registered": "Diregistrasi",
    "clarification": "Klarifikasi", "study": "Kajian", "extended": "Diperpanjang", "decided_proven": "Terbukti",
    "decided_not_proven": "Tidak terbukti", "forwarded": "Diteruskan", "handed_over": "Dilimpahkan", "taken_over": "Diambil alih",
    "notified": "Diumumkan", "closed": "Selesai", "archived": "Diarsipkan",
}  # fmt: skip
CLASS_ID = {
    "kode_etik": "Kode etik", "administrasi": "Administrasi", "pidana": "Pidana", "hukum_lainnya": "Hukum lainnya",
    "disiplin": "Disiplin", "sengketa": "Sengketa",
}  # fmt: skip


def print_register(vault: Vault, kind_key: str, *, period: str | None = None, now: Now = wall_now) -> bytes:
    """Return the register of a kind and period as PDF, also its gaps, voids and what must be settled; nothing is kept."""
    from core.papers.register_book import RegisterOnPaper, register_pdf

    today = now().date()
    register = read_register(vault, kind_key, period=period, on=today)
    with vault.read() as tx:
        facts = vault.roster(tx).offices.get(vault.office, {})
        size = paper_of(vault, tx).usual
    catalogue = Catalogue.load()
    return register_pdf(
        RegisterOnPaper(
            title=register.kind.register_id,
            office_name=str(facts.get("name") or vault.office),
            period="Semua tahun" if register.period == ALWAYS else f"Tahun {register.period}",
            lines=tuple(_line(one, catalogue) for one in register.rows),
            remarks=tuple(remark(flag) for flag in register.flags),
            made_on=today,
            is_drill=is_drill_code(vault.office),
            paper_size=size,
        )
    )


def remark(flag: Flag) -> str:
    """Return what must be settled as an Indonesian sentence for the paper."""
    if flag.kind == MISSING:
        return f"nomor urut {flag.number} tidak tercatat dan tidak ada alasannya."
    if flag.kind == TWICE:
        return f"nomor {flag.number} tercatat {flag.count} kali; batalkan salah satu dengan alasan."
    return {
        SECOND: "ada lebih dari satu buku terbuka untuk jenis ini; tutup salah satunya.",
        DISPUTED: "dua laptop menulis dalam buku ini tanpa saling mengetahui.",
        COPIED: "brankas ini dan salinannya sama-sama dipakai.",
    }.get(flag.kind, "pola nomor buku ini tidak dikenali.")


def note_of(row: RegisterRow) -> str:
    """Return the last column: why a number is void or missing, or that it was typed or stands twice."""
    words = []
    if row.is_twice:
        words.append("TERCATAT DUA KALI")
    if row.state == VOID:
        words.append(f"Batal: {row.reason}")
    if row.state == TYPED:
        words.append("Diketik, bukan dari buku")
    if row.state == PROVISIONAL:
        words.append("Menunggu nomor")
    if row.state == GAP:
        why = {
            BEFORE: "Dipakai sebelum buku ini dibuka",
            TAKEN_UP: "Dipakai sebelum buku diambil alih",
            WITHDRAWN: "Formulirnya ditarik",
        }.get(row.gap_kind)
        elsewhere = f"Diberikan di laptop {row.reason or '?'}, belum sampai di sini"
        told = f"{why}: {row.reason}" if why and row.reason else why or elsewhere
        words.append("Tidak ada alasan yang diketahui" if row.gap_kind == UNEXPLAINED else told)
    return "; ".join(words)


def _line(row: RegisterRow, catalogue: Catalogue) -> RegisterLine:
    from core.papers.register_book import RegisterLine

    number = row.gap if row.state == GAP else str(row.seq or "")
    cells = (
        number,
        "-" if row.state == GAP else row.number,
        _day(row.received),
        _day(row.day),
        row.reporter,
        row.reported,
        row.event,
        _classes(row.breach, catalogue),
        STATUS_ID.get(row.status, row.status),
        _day(row.status_day),
        note_of(row),
    )
    return RegisterLine(cells, is_void=row.state in (GAP, VOID))


def _day(iso: str) -> str:
    try:
        return date_id(date.fromisoformat(iso[:10]))
    except ValueError:
        return iso


def _classes(breaches: str, catalogue: Catalogue) -> str:
    found: dict[str, None] = {}
    for one in breaches.split():
        try:
            found[catalogue.find(one).class_] = None
        except ViolationUnknown:
            continue
    return ", ".join(CLASS_ID.get(one, one.replace("_", " ").capitalize()) for one in found)
