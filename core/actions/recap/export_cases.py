"""Handing chosen cases out as files: tables for people and maps, or the records themselves, each beside its hashes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.actions.recap.case_tables import case_tables
from core.actions.recap.table_words import in_words
from core.export.json_export import export_json
from core.export.sheets import write_sheets
from core.reporter import Reporter
from core.vault.vault import Vault

XLSX, CSV, GEOJSON, RECORDS = "xlsx", "csv", "geojson", "json"


def export_cases(vault: Vault, case_ids: Sequence[str], folder: Path, form: str, *, report: Reporter | None = None) -> int:
    """Write these cases into an empty folder and return how many files were written, the manifest not counted.

    form: XLSX, CSV or GEOJSON tables, where sealed identities are not in, or RECORDS: everything, with originals and signatures, as
    docs/format.md has it. Raises ExportRefused and SheetsRefused for a folder that is not empty, DiskRefused, Cancelled; then nothing is
    left there.
    """
    if form == RECORDS:
        return export_json(vault, folder, case_ids=case_ids, report=report).listed
    tables = case_tables(vault, case_ids, report=report)
    return len(write_sheets(in_words(tables) if form == XLSX else tables, folder, form, report=report)) - 1
