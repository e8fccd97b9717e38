"""Promise: search as one types, over 100,000 documents. Limit: the same query on the same index in unencrypted SQLite."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import insert, text

from bench.material import quick_vault
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import search

DOCUMENTS = 100_000
QUERIES = ("foto jari", "bagi sem", "camat", "kepala desa ajak", "Wira", "balai des", "spanduk calon nomor", "x9999")
WORDS = (
    "foto jari satu camat kepala desa ajakan memilih pasangan calon nomor urut bagi sembako beras bantuan stiker "
    "spanduk kampanye guru pegawai kecamatan balai desa lapangan pertemuan media sosial unggahan akun mobil dinas "
    "pelat merah rapat koordinasi warga saksi "
).split()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        vault = quick_vault(Path(folder) / "vault")
        fill(vault, count)
        plain = plain_copy(vault, Path(folder) / "plain.db")
        ours: list[float] = []
        limit: list[float] = []
        query = (
            "SELECT s.stream, s.case_id FROM view_search_fts f JOIN view_search s ON s.id = f.rowid"
            " WHERE view_search_fts MATCH ? ORDER BY f.rowid DESC LIMIT 200"
        )
        for _ in range(40):
            for words in QUERIES:
                with vault.read() as tx:
                    ours.append(timed(lambda w=words, t=tx: search.streams(t, w)))  # type: ignore[misc]
                match = " ".join(f'"{word}"*' for word in words.split())
                limit.append(timed(lambda m=match: plain.execute(query, (m,)).fetchall()))  # type: ignore[misc]
        vault.close()
    a, b = percentiles(ours), percentiles(limit)
    print(f"search over {count} documents: p50 {a[0]:.2f} ms / plain {b[0]:.2f} ms = {a[0] / b[0]:.2f}")
    print(f"search over {count} documents: p99 {a[1]:.2f} ms / plain {b[1]:.2f} ms = {a[1] / b[1]:.2f}")


def fill(vault: Vault, count: int) -> None:
    """Write the index as the view does; the records under it play no part in a search."""
    rng, case = random.Random(1), new_id()
    with vault.write() as tx:
        for start in range(0, count, 1000):
            rows = []
            for number in range(start, min(start + 1000, count)):
                case = case if number % 5 else new_id()
                rows.append({"stream": new_id(), "case_id": case, "body": f"{number:06}/LHP/2024 " + " ".join(rng.choices(WORDS, k=46))})
            tx.execute(insert(search.found_in), rows)
        tx.execute(text("INSERT INTO view_search_fts(rowid, body) SELECT id, body FROM view_search ORDER BY id"))


def plain_copy(vault: Vault, path: Path) -> sqlite.Connection:
    """Return the same index in an unencrypted file with the same settings."""
    plain = sqlite.connect(str(path), isolation_level=None)
    plain.execute("PRAGMA page_size = 16384")
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("CREATE TABLE view_search (id INTEGER PRIMARY KEY, stream TEXT UNIQUE, case_id TEXT, body TEXT)")
    plain.execute(search.FTS)
    with vault.read() as tx:
        rows = [tuple(row) for row in tx.execute(text("SELECT id, stream, case_id, body FROM view_search"))]
    plain.execute("BEGIN")
    plain.executemany("INSERT INTO view_search VALUES (?, ?, ?, ?)", rows)
    plain.execute("INSERT INTO view_search_fts(view_search_fts) VALUES('rebuild')")
    plain.execute("COMMIT")
    return plain


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def percentiles(figures: list[float]) -> tuple[float, float]:
    ordered = sorted(figures)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]


if __name__ == "__main__":
    sys.exit(main())
