"""What lies in an untouched vault, to choose from what a change is done to; and what a change is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from core.vault.blobs import BlobStore
from core.vault.database import open_database
from core.vault.vault import BLOBS, DATABASE
from core.vault.views.table import views
from tests.rigs.full_vault import FullVault

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a copy of the vault. names: ids or files, one of which a finding must mention."""

    kind: str
    names: frozenset[str]
    make: Callable[[Path], None]


class Original:
    """What lies in the untouched vault: the targets to choose from."""

    def __init__(self, vault: FullVault) -> None:
        self.vault = vault
        engine = open_database(vault.folder / DATABASE, vault.data_key)
        with engine.connect() as tx:
            self.records = _rows(tx, "SELECT * FROM records ORDER BY arrival")
            self.parts = _rows(tx, "SELECT * FROM parts ORDER BY record_id, name")
            self.held = _rows(tx, "SELECT * FROM held_blobs ORDER BY sha256")
            self.statements = _rows(tx, "SELECT * FROM statements ORDER BY arrival")
            self.log = str(self.records[0]["log"])
            names = [table.name for table in views.sorted_tables]
            tables = {name: _rows(tx, f"SELECT * FROM {name}") for name in names}
            self.views = {name: rows for name, rows in tables.items() if rows}
        engine.dispose()
        headers = [json.loads(bytes(row["header"])) for row in self.records]  # type: ignore[call-overload]
        sealed = {
            (row["record_id"], part["name"])
            for row, header in zip(self.records, headers, strict=True)
            for part in header["parts"]
            if part["sealed_to"]
        }
        self.sealed = [row for row in self.parts if (row["record_id"], row["name"]) in sealed]
        self.roster = [row for row in self.records if str(row["type"]).startswith("roster.")]
        self.legal = [row for row in self.records if bytes(row["signatures"]).count(b'"by"') == 2]  # type: ignore[call-overload]
        blobs = sorted(path for path in (vault.folder / BLOBS).rglob("*") if path.is_file())
        self.blobs = {path.relative_to(vault.folder): digest for path, digest in _named(vault, blobs, self.held)}

    def sql(self, *statements: str, **values: object) -> Callable[[Path], None]:
        """Return a change by raw SQL with the data key, folded into the database file."""

        def make(folder: Path) -> None:
            engine = open_database(folder / DATABASE, self.vault.data_key)
            with engine.begin() as tx:
                for statement in statements:
                    tx.execute(text(statement), values)
            engine.dispose()

        return make


def _rows(tx: Connection, query: str) -> list[Row]:
    return [dict(row._mapping) for row in tx.execute(text(query))]


def _named(vault: FullVault, paths: list[Path], held: list[Row]) -> list[tuple[Path, str]]:
    store = BlobStore(vault.folder / BLOBS, vault.data_key)
    by_path = {store.path(str(row["sha256"])): str(row["sha256"]) for row in held}
    return [(path, by_path[path]) for path in paths]
