"""The recap in the words of the office, as tables for a paper and for Excel. Indonesian only, as all that leaves the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from core.actions.clock import Now, wall_now
from core.actions.numbers.print_register import STATUS_ID
from core.actions.office.letterhead import paper_of
from core.actions.recap.recap import KEPT, LATE, OVERDUE, RUNNING, UNSAID, Recap
from core.export.sheets import Row, Sheet, workbook
from core.papers.words import date_id
from core.rules.catalogue import catalogue
from core.rules.regions import is_drill_code
from core.rules.rulebook import rulebook
from core.vault.vault import Vault

ORIGIN_ID = {
    "temuan": "Temuan pengawas", "laporan": "Laporan masyarakat", "pengawasan": "Kegiatan pengawasan", "informasi_awal": "Informasi awal",
}  # fmt: skip
VILLAGE_COLUMNS = (
    ("village", "Desa atau kelurahan"), ("district", "Kecamatan"), ("regency", "Kabupaten/kota"), ("village_code", "Kode"),
    ("count", "Jumlah berkas"),
)  # fmt: skip
UNSAID_ID = "(belum disebut)"


def recap_sheets(found: Recap) -> tuple[Sheet, ...]:
    """Return one table a question: status, kind of breach, village, other places, week, origin, deadlines."""
    book = rulebook().deadlines
    clocks: list[Row] = []
    for key, counts in found.deadlines.items():
        clocks.append((book[key].label.id, *(counts.get(one, 0) for one in (KEPT, LATE, OVERDUE, RUNNING))))
    return (
        _counts("status", "Status", found.by_status, lambda key: STATUS_ID.get(key, key)),
        _counts("breaches", "Jenis pelanggaran", found.by_breach, lambda key: catalogue().find(key).label_id),
        Sheet(
            "villages",
            "Desa atau kelurahan",
            VILLAGE_COLUMNS,
            tuple((one.name, one.district, one.regency, one.code, one.count) for one in found.villages),
        ),
        _counts("other_places", "Tempat lain seperti tertulis", found.by_other_place, str),
        _counts("weeks", "Minggu", found.by_week, lambda key: week_id(date.fromisoformat(key))),
        _counts("origins", "Asal", found.by_origin, lambda key: ORIGIN_ID.get(key, key)),
        Sheet(
            "deadlines",
            "Tenggat",
            (("deadline", "Tenggat"), (KEPT, "Tepat waktu"), (LATE, "Terlambat"), (OVERDUE, "Lewat"), (RUNNING, "Berjalan")),
            tuple(clocks),
        ),
    )


def recap_workbook(found: Recap) -> bytes:
    """Return the recap as an Excel workbook, one sheet a table."""
    return workbook(recap_sheets(found))


def recap_paper(vault: Vault, found: Recap, *, now: Now = wall_now) -> bytes:
    """Return the recap as a PDF, in the paper size of the office; nothing is kept. It is an overview, no official form."""
    from core.papers.table_paper import TablePaper, table_paper

    with vault.read() as tx:
        facts = vault.roster(tx).offices.get(vault.office, {})
        size = paper_of(vault, tx).usual
    return table_paper(
        TablePaper(
            title="Rekapitulasi penanganan dugaan pelanggaran",
            under=f"{facts.get('name') or vault.office} · {period_id(found)} · {found.total} berkas",
            tables=recap_sheets(found),
            made_on=now().date(),
            is_drill=is_drill_code(vault.office),
            paper_size=size,
        )
    )


def week_id(monday: date) -> str:
    """Return "30 September 2024 s.d. 6 Oktober 2024"."""
    return f"{date_id(monday)} s.d. {date_id(monday + timedelta(days=6))}"


def period_id(found: Recap) -> str:
    """Return from when to when, in Indonesian."""
    if found.first is None and found.last is None:
        return "seluruh waktu"
    first = f"sejak {date_id(found.first)}" if found.first is not None else ""
    return f"{first} s.d. {date_id(found.last)}".strip() if found.last is not None else first


def _counts(name: str, title: str, counts: Mapping[str, int], said: Callable[[str], str]) -> Sheet:
    rows = tuple((UNSAID_ID if key == UNSAID else said(key), count) for key, count in counts.items())
    return Sheet(name, title, ((name, title), ("count", "Jumlah berkas")), rows)
