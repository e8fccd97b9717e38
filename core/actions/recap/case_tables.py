"""What the vault holds as four flat tables - cases, forms, evidence, papers - for spreadsheets, other programs and maps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from core.actions.papers.protected_words import covered_in, identities_of_case
from core.export.sheets import Row, Sheet
from core.reporter import Reporter
from core.rules.catalogue import ViolationUnknown, catalogue
from core.rules.regions import Region, Regions
from core.vault.vault import Vault
from core.vault.views import cases, documents, exhibits, papers

CASE_COLUMNS = (  # key for programs, Indonesian title for people
    ("case_id", "Kode berkas"), ("number", "Nomor"), ("title", "Dugaan pelanggaran"), ("regime", "Rezim"), ("origin", "Asal"),
    ("status", "Status"), ("office", "Kantor"), ("reported", "Terlapor"), ("place", "Tempat"), ("village_code", "Kode desa/kelurahan"),
    ("village", "Desa/kelurahan"), ("event_date", "Tanggal peristiwa"), ("violations", "Jenis pelanggaran"),
    ("documents", "Jumlah formulir"), ("exhibits", "Jumlah bukti"), ("opened_at", "Dibuka"),
    ("changed_at", "Terakhir berubah"),
)  # fmt: skip
FORM_COLUMNS = (
    ("document_id", "Kode formulir"), ("case_id", "Kode berkas"), ("form_id", "Formulir"), ("number", "Nomor"), ("summary", "Isi singkat"),
    ("reported", "Terlapor"), ("place", "Tempat"), ("village_code", "Kode desa/kelurahan"), ("village", "Desa/kelurahan"),
    ("event_date", "Tanggal peristiwa"), ("saved_at", "Disimpan"), ("is_sealed", "Disegel"),
    ("is_withdrawn", "Ditarik"), ("record_id", "Catatan"),
)  # fmt: skip
EVIDENCE_COLUMNS = (
    ("exhibit_id", "Kode bukti"), ("case_id", "Kode berkas"), ("no", "Nomor bukti"), ("kind", "Jenis"), ("title", "Judul"),
    ("caption", "Keterangan"), ("place", "Tempat"), ("taken_at", "Diambil pada"), ("exif_taken_at", "Waktu menurut kamera"),
    ("latitude", "Lintang"), ("longitude", "Bujur"), ("media_type", "Jenis file"), ("size", "Ukuran (byte)"),
    ("sha256", "SHA-256"), ("added_at", "Ditambahkan"), ("is_withdrawn", "Ditarik"), ("record_id", "Catatan"),
)  # fmt: skip
PAPER_COLUMNS = (
    ("paper_id", "Kode surat"), ("case_id", "Kode berkas"), ("form_id", "Formulir"), ("number", "Nomor"), ("day", "Tanggal"),
    ("made_at", "Dibuat"), ("signatures", "Tanda tangan"), ("size", "Ukuran (byte)"), ("sha256", "SHA-256"),
)  # fmt: skip
OPEN_WORDS = ("title", "caption", "summary", "reported", "place", "village")  # what a person typed freely, and may hold a protected name


def case_tables(vault: Vault, case_ids: Iterable[str] | None = None, *, report: Reporter | None = None) -> tuple[Sheet, ...]:
    """Return the four tables of these cases, of all without.

    Sealed identities are not in them: protected persons stand under their code names, and a text that names one is covered.
    """
    report = report or Reporter()
    found: dict[str, list[Row]] = {"cases": [], "forms": [], "evidence": [], "papers": []}
    with vault.read() as tx:
        chosen = list(case_ids) if case_ids is not None else cases.keys(tx, sort="number", descending=False)
        rows = cases.many(tx, chosen)
        villages = Regions.load().villages(documents.village_codes(tx))
        for number, case_id in enumerate(chosen):
            if number % 100 == 0:
                report.step(number, len(chosen), "cases")
            for name, row in _of_case(vault, tx, rows[case_id], villages):
                found[name].append(row)
    return (
        Sheet("cases", "Berkas", CASE_COLUMNS, tuple(found["cases"])),
        Sheet("forms", "Formulir", FORM_COLUMNS, tuple(found["forms"])),
        Sheet("evidence", "Bukti", EVIDENCE_COLUMNS, tuple(found["evidence"])),
        Sheet("papers", "Surat", PAPER_COLUMNS, tuple(found["papers"])),
    )


def _of_case(vault: Vault, tx: Connection, case: cases.Case, villages: Mapping[str, Region]) -> Iterator[tuple[str, Row]]:
    hidden = identities_of_case(vault, tx, case.case_id)

    def row(columns: tuple[tuple[str, str], ...], values: dict[str, str | int]) -> Row:
        texts = {key: str(values[key]) for key in OPEN_WORDS if values.get(key)}
        said: dict[str, str | int] = {**values, **(covered_in(texts, hidden) if hidden else {})}
        return tuple(said[key] for key, _ in columns)

    def plain(view: object, columns: tuple[tuple[str, str], ...], **more: str | int) -> dict[str, str | int]:
        told = {key: getattr(view, key) for key, _ in columns if key not in more}
        if (village := villages.get(told.get("village_code", ""))) is not None:
            told["village"] = village.name
        elif "village_code" in told:  # one that the tables do not know is no village that others could look up
            told["village_code"] = ""
        return {key: int(value) if isinstance(value, bool) else value for key, value in told.items()} | more

    yield "cases", row(CASE_COLUMNS, plain(case, CASE_COLUMNS, violations=" ".join(violations_of(case))))
    for form in documents.of_case(tx, case.case_id):
        yield "forms", row(FORM_COLUMNS, plain(form, FORM_COLUMNS, document_id=form.stream))
    for one in exhibits.of_case(tx, case.case_id):
        yield "evidence", row(EVIDENCE_COLUMNS, plain(one, EVIDENCE_COLUMNS, exhibit_id=one.stream, sha256=one.original))
    for paper in papers.of_case(tx, case.case_id):
        yield "papers", row(PAPER_COLUMNS, plain(paper, PAPER_COLUMNS, paper_id=paper.stream, sha256=paper.pdf))


def violations_of(case: cases.Case) -> tuple[str, ...]:
    """Return the kinds of breach of a case that the catalogue knows, by id."""
    found: dict[str, None] = {}
    for one in json.loads(case.clock).get("violations", ()):
        try:
            found[catalogue().find(one).id] = None
        except ViolationUnknown:
            continue
    return tuple(found)
