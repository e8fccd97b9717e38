"""Plants words in forms, names, captions, drafts, photos and papers of one case, orders it destroyed, and looks for every word in every
byte that any peer keeps: two laptops (pages of the database, free ones and the write-ahead log too, and files, all decrypted), an evening
station with what it carries (opened), a laptop that has no line but that station, a second copy (opened), a stick written anew (opened),
the centre's database, files and log.

    python -m tests.rigs.destruction_rig --words 200 [--postgresql]

Before the order every word must be found in every place where it was put: a search that finds nothing proves nothing.
"""

from __future__ import annotations

import argparse
import random
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from core.actions.cases.exhibits import attach_bytes, describe_exhibit
from core.actions.cases.open_case import change_case, open_case
from core.actions.destruction.choose import what_can_go
from core.actions.destruction.order import destroy
from core.actions.destruction.retention import set_retention
from core.actions.destruction.standing import orders_standing
from core.actions.exchange.enrol import enrol
from core.actions.exchange.hand_in import hand_in
from core.actions.exchange.second_copy import set_up_copy
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.actions.forms.drafts import autosave, reopen
from core.actions.forms.save_form import save_imported
from core.actions.papers.papers import sign_paper
from core.evidence.inspect import Intake
from core.exchange.copy_places import copy_key
from core.exchange.part_files import read_part
from core.hub.hub import Hub
from core.vault import local, truth
from core.vault.blobs import MAGIC, SALT_BYTES, SEGMENT, TAG, segment_nonce
from core.vault.header_file import PAGE_SIZE
from core.vault.vault import Vault
from record.errors import NotGenuine, Unreadable
from record.parcel import BlobItem, NoteItem, PartItem, RecordItem, read_frame
from record.seal import Sealed
from server.__main__ import main as server
from server.stores.roles import KEEPER
from tests.exchange.offices import OFFICE, PASSPHRASE, first_laptop, second_laptop
from tests.exchange.running_centre import RunningCentre
from tests.postgres_cluster import Cluster, as_role, running_cluster

TAIL = 10  # letters of a word that are looked for: the index keeps a word without what it shares with the one before
_RESERVE = 48  # bytes of each page: initialisation vector and HMAC-SHA256


@dataclass(frozen=True, slots=True)
class Planted:
    """The case and the words in it, by where they were put."""

    case_id: str
    document: str
    words: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(word for words in self.words.values() for word in words)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of the words were found before and after the order, by place; still: who has not confirmed."""

    words: int
    before: Mapping[str, int]
    after: Mapping[str, int]
    never_found: int
    still: int

    @property
    def is_clean(self) -> bool:
        return not (self.never_found or any(self.after.values()) or self.still)


def some_words(count: int, seed: int) -> list[str]:
    """Return words of eighteen letters that occur nowhere else."""
    dice = random.Random(seed)
    return ["q" + "".join(dice.choices(string.ascii_lowercase, k=17)) for _ in range(count)]


def plant(vault: Vault, words: list[str], intake: Intake) -> Planted:
    """Enter a case whose every text holds words of its own."""
    fifth = max(1, len(words) // 5)
    runs = [tuple(words[start : start + fifth]) for start in range(0, 5 * fifth, fifth)]
    told, secret, said, photo, drafted = runs
    case_id = open_case(vault, regime="pemilihan", origin="pengawasan", title=f"Kasus {told[0]}").cases[0]
    witness = {"_id": "0190b3c4-0000-7000-8000-000000000001", "name": " ".join(secret), "address": "Jalan 7", "protected": "yes"}
    answers = {"violation": {"has_violation": "ada", "event": " ".join(told), "witnesses": [witness]}}
    document = save_imported(vault, "model_a", case_id=case_id, answers=answers, source="")[0].streams[0]
    exhibit = attach_bytes(vault, case_id, " ".join(photo).encode(), f"{said[0]}.bin", obtained="folder", intake=intake).streams[0]
    describe_exhibit(vault, exhibit, {"title": said[0], "caption": " ".join(said)})
    sign_paper(vault, document, passphrase=PASSPHRASE)
    change_case(vault, case_id, {"status": "closed"})
    draft = reopen(vault, document)
    autosave(vault, draft.id, {**draft.answers, "outcome": {"result": " ".join(drafted)}})
    kinds = ("answers", "identity", "caption", "file", "draft")
    return Planted(case_id, document, dict(zip(kinds, runs, strict=True)))


# what the peers keep, in plain bytes


def of_vault(vault: Vault) -> Iterator[bytes]:
    """Yield everything in a vault's folder, decrypted: pages whether used or free, the log beside them, files, opened seals."""
    yield from _pages((vault.folder / "vault.db").read_bytes(), vault.data_key)
    log = vault.folder / "vault.db-wal"
    raw = log.read_bytes() if log.exists() else b""
    for at in range(32, len(raw) - 24, PAGE_SIZE + 24):
        yield _page(raw[at + 24 : at + 24 + PAGE_SIZE], vault.data_key)
    for path in vault.folder.rglob("*"):
        if path.is_file() and path.name not in ("vault.db", "vault.db-wal", "vault.db-shm"):
            raw = path.read_bytes()
            yield from _file(vault, raw) if raw.startswith(MAGIC) else [raw]
    with vault.read() as tx:
        for stored in truth.all_records(tx):
            for part in stored.header.parts:
                if part.sealed_to is not None:
                    yield repr(vault.open_sealed(tx, stored.id, part.name)).encode()


def _pages(raw: bytes, key: bytes) -> Iterator[bytes]:
    for at in range(0, len(raw), PAGE_SIZE):
        yield _page(raw[at : at + PAGE_SIZE], key, is_first=at == 0)


def _page(page: bytes, key: bytes, *, is_first: bool = False) -> bytes:
    """Decrypt a page of SQLCipher 4: AES-256-CBC, the vector behind the content; the first begins with the salt."""
    vector = page[PAGE_SIZE - _RESERVE : PAGE_SIZE - _RESERVE + 16]
    body = page[16 if is_first else 0 : PAGE_SIZE - _RESERVE]
    opener = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opener.update(body) + opener.finalize()


def _file(vault: Vault, raw: bytes) -> Iterator[bytes]:
    head = len(MAGIC) + SALT_BYTES
    aead, body = vault.blobs.cipher(raw[len(MAGIC) : head]), raw[head:]
    plain = b""
    for number, at in enumerate(range(0, max(len(body), 1), SEGMENT + TAG)):
        piece = body[at : at + SEGMENT + TAG]
        for last in (True, False):
            try:
                plain += aead.decrypt(segment_nonce(number, last=last), piece, None)
                break
            except (InvalidTag, ValueError):
                continue
    yield plain
    if plain.startswith(b"%PDF"):
        yield subprocess.run(["pdftotext", "-raw", "-", "-"], input=plain, capture_output=True, check=True).stdout.replace(b"\n", b" ")


def of_parcels(folder: Path, vault: Vault, key_is_copy: bool) -> Iterator[bytes]:
    """Yield what sealed parts below a folder hold, opened, and the sealed bodies in them opened too."""
    assert vault.me is not None
    key = copy_key(vault.data_key) if key_is_copy else vault.me.seal_key
    for path in folder.rglob("*.BUK"):
        pieces: dict[tuple[str, str], bytes] = {}
        try:
            for sealed in read_part(path):
                for item in read_frame(sealed.open(key)):
                    match item:
                        case PartItem():
                            pieces[item.record, item.name] = pieces.get((item.record, item.name), b"") + item.piece
                        case BlobItem():
                            pieces["", item.sha256] = pieces.get(("", item.sha256), b"") + item.piece
                        case NoteItem():
                            pieces["note", item.name] = pieces.get(("note", item.name), b"") + item.piece
                        case RecordItem():
                            yield item.header
                        case _:
                            continue
        except (Unreadable, NotGenuine):
            continue  # receipts lie there in the open
        for body in pieces.values():
            yield body
            yield _unsealed(body, vault)


def _unsealed(body: bytes, vault: Vault) -> bytes:
    assert vault.me is not None
    try:
        return Sealed.from_bytes(body).open(vault.me.seal_key)
    except (Unreadable, NotGenuine):
        return b""


def of_centre(folder: Path, database: str | None, vault: Vault) -> Iterator[bytes]:
    """Yield every file of the centre as it lies there, and with PostgreSQL every value of every table."""
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            yield raw
            if raw.startswith(b"%PDF"):
                yield subprocess.run(["pdftotext", "-raw", "-", "-"], input=raw, capture_output=True, check=True).stdout.replace(
                    b"\n", b" "
                )
    if database is None:
        import sqlcipher3.dbapi2 as sqlite

        connection = sqlite.connect(str(folder / "centre.db"))
        bodies = [row[0] for row in connection.execute("SELECT stored FROM parts")]
        connection.close()
        for body in bodies:
            yield _unsealed(bytes(body), vault)
        return
    with psycopg.connect(as_role(database, "bukti")) as open_database:
        tables = open_database.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        for (table,) in tables:
            for row in open_database.execute(f'SELECT * FROM "{table}"'.encode()):
                for value in row:
                    body = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                    yield body
                    yield _unsealed(body, vault)


def found(words: tuple[str, ...], haystack: Iterator[bytes]) -> set[str]:
    """Return the words of which the last letters occur."""
    left = {word: word[-TAIL:].encode() for word in words}
    seen: set[str] = set()
    for raw in haystack:
        low = raw.lower()
        seen |= {word for word, tail in left.items() if word not in seen and tail in low}
    return seen


def evening(station: Vault, behind: Vault) -> None:
    """The station exchanges with the centre, and the laptop that has no line hands in at the station."""
    sync(station)
    with Hub(station, host="127.0.0.1", port=0, is_announced=False) as hub:
        hand_in(behind, address=hub.address, code=hub.code)
        hub.take_in()


def run(count: int, folder: Path, *, database: str | None = None, plants_carelessness: bool = False, seed: int = 1) -> Outcome:
    """Play it once. plants_carelessness: one laptop does not clean up (to show that the search would find it)."""
    with ExitStack() as stack:
        intake = stack.enter_context(Intake())
        centre = RunningCentre(folder / "centre", database=database)
        stack.callback(centre.kill)
        first = first_laptop(folder / "first")
        stack.callback(first.close)
        enrol(first, url=centre.url, code=centre.code(OFFICE))
        planted = plant(first, some_words(count, seed), intake)
        with first.read() as tx:
            roster = truth.roster_records(tx)[1]
        second = second_laptop(folder / "second", roster)
        stack.callback(second.close)
        enrol(second, url=centre.url, code=centre.code(OFFICE))
        copy, stick = folder / "copy", folder / "stick"
        copy.mkdir()
        stick.mkdir()
        set_up_copy(first, copy)
        station, behind = second_laptop(folder / "station", roster), second_laptop(folder / "behind", roster)
        stack.callback(station.close)
        stack.callback(behind.close)
        enrol(station, url=centre.url, code=centre.code(OFFICE))
        with behind.write() as tx, station.read() as there:
            local.keep_setting(tx, "centre_keys", local.setting(there, "centre_keys"))  # as a roster parcel brings it
        for vault in (second, first, second):
            sync(vault)
        evening(station, behind)
        write_stick(second, stick, everything=True)

        def look() -> dict[str, set[str]]:
            return {
                "first laptop": found(planted.all, of_vault(first)),
                "second laptop": found(planted.all, of_vault(second)),
                "evening station": found(planted.all, chain(of_vault(station), of_parcels(station.folder, station, False))),
                "laptop behind it": found(planted.all, chain(of_vault(behind), of_parcels(behind.folder, behind, False))),
                "second copy": found(planted.all, of_parcels(copy, first, True)),
                "stick": found(planted.all, of_parcels(stick, second, False)),
                "centre": found(planted.all, of_centre(centre.folder, database, first)),
            }

        before = look()
        set_retention(first, is_on=False, running_cases="refuse")
        choice = what_can_go(first, planted.case_id)
        destroy(
            first, choice, streams=[one.stream for one in choice.things], reason="Jadwal", reference="1/X/2024", day=date(2024, 10, 1),
            passphrase=PASSPHRASE,
        )  # fmt: skip
        if not plants_carelessness:
            for vault in (first, second, first):
                sync(vault)
                if database is not None:
                    server(["obey", "--data", str(centre.folder), "--database", as_role(database, KEEPER)])
            evening(station, behind)
            evening(station, behind)  # what the laptop behind it has confirmed goes to the centre
            sync(second)
            sync(first)
        write_stick(second, stick, everything=True)
        after = look()
        still = sum(len(one.still_to_come) for one in orders_standing(first))
        drafts = planted.words["draft"]  # never sent: on the first laptop and in its copy alone
        everywhere = set(planted.all) - set(drafts)
        never = len(set(planted.all) - before["first laptop"]) + len(set(planted.all) - before["second copy"])
        places = ("second laptop", "evening station", "laptop behind it", "stick", "centre")
        never += sum(len(everywhere - before[place]) for place in places)
        with first.read() as tx:
            assert not local.all_drafts(tx)
        return Outcome(
            count, {name: len(one) for name, one in before.items()}, {name: len(one) for name, one in after.items()}, never, still
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bukti-destroy-")))
        cluster: Cluster | None = stack.enter_context(running_cluster()) if asked.postgresql else None
        outcome = run(asked.words, folder, database=cluster.new_centre_database() if cluster else None)
    print(f"{outcome.words} words planted; confirmations still to come: {outcome.still}")
    for place, count in outcome.before.items():
        print(f"{place:16} found before {count:4}   after {outcome.after[place]:4}")
    return 0 if outcome.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
