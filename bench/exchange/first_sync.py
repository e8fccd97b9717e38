"""Promise: a fresh second laptop takes 100,000 documents in minutes. Limit: the same records' signatures checked and bare rows inserted.

The pages are as the centre gives them, about 1 MiB each; the network plays no part. The time for 100,000 is
told from the slower of the first and the last tenth of what was tried, for a vault that fills may get slower.
With `--line KBIT` the whole is tried over a poor line: `bench.exchange.first_sync_line` says how.
"""

from __future__ import annotations

import argparse
import io
import itertools
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from bench.material import quick_vault
from bench.passphrase import PASSPHRASE
from core.actions.office.setup import join_office
from core.exchange.fetch import take_page
from core.vault import truth
from core.vault.ids import new_id
from core.vault.outgoing import items_of
from core.vault.vault import Vault
from core.vault.views import cases, documents
from forms.library import official
from record.header import record_id
from record.parcel import Item, PartItem, RecordItem, frames, read_file
from record.part import Part
from record.signature import public_bytes, signatures_from_bytes, verify

PROMISED, PAGE_BYTES = 100_000, 1024 * 1024
_A_TRANSACTION = 500  # documents
_SYLLABLES = [first + vowel + last for first in "bdghjklmnprstwy" for vowel in "aiueo" for last in ("", "", "n", "r")]
_PLAIN = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE r (id TEXT PRIMARY KEY, h, s); CREATE TABLE p (r, n, b)"
_WORDS, _A_TEXT = 4_000, 160  # how many words the language has, and a text


def texts() -> Iterator[str]:
    """Yield texts of a kilobyte, each another one: the same one a hundred thousand times would travel as nothing at all."""
    chance = random.Random(7)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(_WORDS)]
    often = list(itertools.accumulate(1 / place for place in range(1, _WORDS + 1)))  # as in every language: Zipf
    while True:
        yield " ".join(chance.choices(words, cum_weights=often, k=_A_TEXT))


def write_documents(vault: Vault, count: int) -> None:
    """Write so many Forms A, five to a case, as another laptop would have; many in one transaction, and its own views play no part."""
    form, at, results = official()["model_a"], datetime.now(UTC), texts()
    for start in range(0, count, _A_TRANSACTION):
        with vault.write() as tx:
            person, case_id = vault.person(tx).id, ""
            for number in range(start, min(start + _A_TRANSACTION, count)):
                said = {"at": at + timedelta(seconds=number), "person": person, "parents": ()}
                if number % 5 == 0:
                    case_id = new_id()
                    opened = {"regime": "pemilihan", "origin": "pengawasan", "title": f"Berkas {number}", "status": "draft"}
                    part = Part.fresh("case", opened)
                    vault.log.append(tx, type=cases.OPENED, stream=case_id, schema="case.opened/1", parts=[part], **said)  # type: ignore[arg-type]
                answers = {"report": {"number": f"{number}/LHP/2024", "result": next(results)}}
                body = {"form": form.id, "form_sha256": form.sha256, "case": case_id, "answers": answers, "source": ""}
                part = Part.fresh("answers", body)
                vault.log.append(tx, type=documents.FORM_SAVED, stream=new_id(), schema="form.saved/1", parts=[part], **said)  # type: ignore[arg-type]


def pages_of(vault: Vault) -> Iterator[tuple[Item, ...]]:
    """Yield the records in the order of their arrival, as the centre gives them: about a mebibyte, packed, in one answer."""
    with vault.read() as tx:
        run: list[Item] = []
        size = 0
        for stored in truth.of_log(tx, vault.own_log):
            items = list(items_of(tx, stored))
            size += sum(
                len(item.header if isinstance(item, RecordItem) else item.piece)
                for item in items
                if isinstance(item, RecordItem | PartItem)
            )
            run += items
            if size >= PAGE_BYTES:
                yield tuple(run)
                run, size = [], 0
        yield tuple(run)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--line", type=int, metavar="KBIT", help="over a poor line of so many kilobits a second")
    parser.add_argument("--flap", default="", metavar="PERIOD:OUTAGE", help="of every PERIOD seconds the last OUTAGE without a line")
    parser.add_argument("--kill-at", type=int, default=0, metavar="RECORDS", help="kill the taking process once so many are there")
    parser.add_argument("--base", type=Path, help="keep what the centre holds in this folder, for the next run")
    asked = parser.parse_args()
    if asked.line:
        from bench.exchange import first_sync_line as over_line  # it needs this one's documents

        return over_line.run(asked.documents, over_line.line_of(asked.line, asked.flap), kill_at=asked.kill_at, base=asked.base)
    with tempfile.TemporaryDirectory() as name:
        first = quick_vault(Path(name) / "first")
        write_documents(first, asked.documents)
        with first.read() as tx:
            roster = truth.roster_records(tx)[1]
        second = join_office(Path(name) / "second", roster, office=first.office, passphrase=PASSPHRASE).vault
        key = public_bytes(first.log.device_key)
        plain = sqlite.connect(str(Path(name) / "plain.db"), isolation_level=None)
        plain.executescript(_PLAIN)
        ours, limit, records = list[float](), list[float](), list[int]()
        for number, page in enumerate(pages_of(first)):
            sent = b"".join(frames(page))
            began = time.perf_counter()
            came = take_page(second, [item for frame in read_file(io.BytesIO(sent)) for item in frame], "centre", number)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            bare(plain, key, page)
            limit.append(time.perf_counter() - began)
            records.append(len(came.record_ids))
        second.close()
        first.close()
    ours_s, limit_s, count = sum(ours), sum(limit), sum(records)
    print(f"first_sync of {count} records {ours_s:.1f} s / checked and inserted bare {limit_s:.1f} s = {ours_s / limit_s:.1f}")
    tenth = max(1, len(ours) // 10)
    slowest_ms = max(sum(ours[part]) / max(1, sum(records[part])) for part in (slice(tenth), slice(-tenth, None))) * 1000
    print(f"{ours_s / count * 1000:.1f} ms a record, in the slower of first and last tenth {slowest_ms:.1f} ms:", end=" ")
    print(f"{PROMISED} documents in {slowest_ms * PROMISED / 60_000:.0f} min")


def bare(plain: sqlite.Connection, key: bytes, page: Sequence[Item]) -> None:
    """Check the signature of each record by its device and insert it and its parts, in one transaction."""
    plain.execute("BEGIN IMMEDIATE")
    for item in page:
        if isinstance(item, RecordItem):
            verify(key, signatures_from_bytes(item.signatures)[0], item.header)
            plain.execute("INSERT INTO r VALUES (?, ?, ?)", (record_id(item.header), item.header, item.signatures))
        elif isinstance(item, PartItem):
            plain.execute("INSERT INTO p VALUES (?, ?, ?)", (item.record, item.name, item.piece))
    plain.execute("COMMIT")


if __name__ == "__main__":
    main()
