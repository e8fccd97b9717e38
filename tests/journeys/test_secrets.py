"""Two hundred planted words - protected witnesses, passphrases, keys - appear nowhere outside the vault and its sealed parts.

Everything is done by real processes whose home, temporary and configuration folders are watched, up to two crashes.
"""

from __future__ import annotations

import base64
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import text

from core.actions.office.unlock import unlock, unlock_with_recovery
from core.vault.keys import Bundle
from core.vault.vault import Vault
from record.parcel import Item, PartItem, RecordItem, StatementItem, read_file
from tests.rigs.planted import Searcher, disguises, pdf_text, word
from tests.rigs.small_cases import write_case

ROOT = Path(__file__).resolve().parents[2]
SIGNER = "Wira Contohwan"
WITNESSES = 46
WATCHED = ("HOME", "TMPDIR", "TEMP", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")


@dataclass
class Trail:
    """What the processes left behind. said: all they wrote to the terminal; calls: every argv and environment seen while they ran."""

    words: dict[str, bytes]
    watched: Path
    vault: Path
    sheet: Path
    passphrase: str
    said: dict[str, bytes] = field(default_factory=dict)
    calls: set[bytes] = field(default_factory=set)

    @property
    def searcher(self) -> Searcher:
        return Searcher(self.words)

    def run(self, *arguments: str, given: bytes, expect: int, module: str = "", by_descriptor: bool = True) -> bytes:
        """Run main.py, or a module, to its end, looking again and again at the command lines of all processes below ours."""
        reading, writing = os.pipe()
        os.write(writing, given)
        os.close(writing)
        command = [sys.executable, "-X", "faulthandler", *(("-m", module) if module else (str(ROOT / "main.py"),)), *arguments]
        command += ["--vault", str(self.vault), "--passphrase-fd", str(reading)] if by_descriptor else []
        log = self.watched / f"terminal-{len(self.said)}"
        with (
            log.open("wb") as out,
            subprocess.Popen(
                command, cwd=self.watched, env=self.environment, pass_fds=[reading], stdin=reading, stdout=out, stderr=out
            ) as process,
        ):
            os.close(reading)
            while process.poll() is None:
                self.calls |= set(_calls_below(process.pid))
                try:
                    process.wait(0.02)
                except subprocess.TimeoutExpired:
                    continue
        self.said[" ".join((module, *arguments)).strip()] = said = log.read_bytes()
        assert process.returncode == expect, said.decode()
        return said

    @property
    def environment(self) -> dict[str, str]:
        folders = {name: str(self.watched / name.lower()) for name in WATCHED}
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return kept | folders | {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(self.vault.with_name("bytecode"))}


def _calls_below(pid: int) -> Iterator[bytes]:
    for one in (pid, *_children(pid)):
        for what in ("cmdline", "environ"):
            try:
                yield Path(f"/proc/{one}/{what}").read_bytes()
            except OSError:  # it has ended
                continue


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Trail:
    folder, chance = tmp_path_factory.mktemp("secrets"), random.Random(200)
    passphrases = [" ".join(word(chance) for _ in range(4)) for _ in range(2)]
    witnesses = [
        {
            "name": f"{word(chance)} {word(chance)}",
            "address": f"Jalan {word(chance, 12)} {chance.randrange(100)}",
            "phone": f"0800{chance.randrange(10**9):09}",
            "id_number": f"0000{chance.randrange(10**12):012}",
        }
        for _ in range(WITNESSES)
    ]
    words = {f"{key} of witness {number}": value.encode() for number, one in enumerate(witnesses) for key, value in one.items()}
    for number, passphrase in enumerate(passphrases):
        words |= {f"word {place} of passphrase {number}": one.encode() for place, one in enumerate(passphrase.split())}
    trail = Trail(words, folder / "watched", folder / "vault", folder / "sheet" / "recovery.pdf", passphrases[0])
    for name in WATCHED:
        (trail.watched / name.lower()).mkdir(parents=True)
    secrets = {"vault": str(trail.vault), "passphrase": passphrases[0], "second_passphrase": passphrases[1]}
    work_at(trail, json.dumps({**secrets, "signer": SIGNER, "witnesses": witnesses}).encode())
    trail.words |= keys_of(trail.vault, passphrases) | codes_on(trail.sheet)
    assert len(trail.words) >= 200
    return trail


def work_at(trail: Trail, secrets: bytes) -> None:
    """Use every command, on a vault with all the secrets, and crash twice."""
    typed, work = trail.passphrase.encode(), "tests.rigs.secret_work"
    office = ["--office", "00.00.01", "--name", SIGNER, "--role", "panwascam_chair", "--regime", "pemilihan"]
    trail.run("setup", *office, "--recovery", str(trail.sheet), given=typed, expect=0)
    trail.run("save", given=secrets, expect=0, module=work, by_descriptor=False)
    trail.run("import", str(write_case(trail.watched / "cases", "77")), given=typed, expect=0)
    trail.run("list", "--json", given=typed, expect=0)
    trail.run("show", "0018/TM/X/2024", given=typed, expect=0)
    trail.run("search", "Saksi", given=typed, expect=0)
    trail.run("paper", "--all", "--sign", "--out", str(trail.watched / "papers"), given=typed, expect=0)
    trail.run("export", "--format", "json", "--out", str(trail.watched / "export"), given=typed, expect=0)
    trail.run("parcel", "write", str(trail.watched / "roster.bukti"), given=typed, expect=0)
    trail.run("rebuild", given=typed, expect=0)
    trail.run("check", "--json", given=typed, expect=0)
    trail.run("list", given=typed + b"x", expect=1)
    trail.run("fault", given=secrets, expect=1, module=work, by_descriptor=False)
    trail.run("segfault", given=secrets, expect=-11, module=work, by_descriptor=False)


def keys_of(folder: Path, passphrases: list[str]) -> dict[str, bytes]:
    """Return the raw bytes of all private keys of a vault."""
    found: dict[str, bytes] = {}
    for number, passphrase in enumerate(passphrases):
        vault = unlock(folder, passphrase)
        assert vault.me is not None
        with vault.read() as tx:
            signing = Bundle.from_json(vault.person(tx).entry.get("bundle")).signing_key(passphrase)
        found |= {"the data key": vault.data_key, "the laptop's key": _number(vault.log.device_key)}
        found |= {f"signing key {number}": _number(signing), f"seal key {number}": vault.me.seal_key.private_bytes_raw()}
        vault.close()
    return found


def _number(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_numbers().private_value.to_bytes(32, "big")


def codes_on(sheet: Path) -> dict[str, bytes]:
    lines = [line.split() for line in pdf_text(sheet.read_bytes()).decode().splitlines()]
    groups = [group for line in lines if len(line) == 5 for group in line if re.fullmatch("[0-9A-Z]{4}", group)]
    return {f"the recovery code with {sign!r}": sign.join(groups).encode() for sign in ("-", " ", "")}


def test_no_file_outside_the_vault_and_no_file_name_tells_a_secret(trail: Trail) -> None:
    assert trail.searcher.found_below(trail.watched) == []


def test_the_files_of_the_vault_tell_nothing_without_the_key(trail: Trail) -> None:
    assert trail.searcher.found_below(trail.vault) == []


def test_no_command_line_and_no_environment_tells_a_secret(trail: Trail) -> None:
    assert len(trail.calls) > 10
    assert any(b"core.evidence.child" in call for call in trail.calls)
    assert trail.searcher.found_in_all("argv or environment", trail.calls) == []


def test_the_terminal_and_two_crashes_tell_no_secret(trail: Trail) -> None:
    assert b"Segmentation fault" in trail.said["tests.rigs.secret_work segfault"]
    assert b"IntegrityError" in trail.said["tests.rigs.secret_work fault"]
    assert [line for name, said in trail.said.items() for line in trail.searcher.found_in(name, said)] == []


def test_papers_show_code_names_and_no_secret(trail: Trail) -> None:
    papers = [pdf_text(path.read_bytes()) for path in (trail.watched / "papers").glob("*.pdf")]
    assert sum(b"Saksi-1" in one for one in papers) >= 6
    assert trail.searcher.found_in_all("a paper", [re.sub(rb"\s+", b" ", one) for one in papers]) == []


def test_a_parcel_tells_no_secret(trail: Trail) -> None:
    with (trail.watched / "roster.bukti").open("rb") as source:
        items = [_bytes(item) for some in read_file(source) for item in some]
    assert any(SIGNER.encode() in item for item in items)
    assert trail.searcher.found_in_all("the parcel", items) == []


def _bytes(item: Item) -> bytes:
    match item:
        case RecordItem():
            return item.header + item.signatures
        case PartItem():
            return item.piece
        case StatementItem():
            return item.signed
    return b""


def test_records_open_parts_views_and_index_tell_no_secret_even_with_the_data_key(trail: Trail) -> None:
    """Only this laptop's own drafts and settings, which never leave the encrypted database, may hold what is not sealed."""
    vault = unlock(trail.vault, trail.passphrase)
    tables = list(_tables(vault))
    vault.close()
    assert {"records", "parts", "view_documents", "view_search", "view_search_fts_data"} <= {name for name, _ in tables}
    assert any(SIGNER.encode() in content for _, content in tables)
    assert [line for name, content in tables for line in trail.searcher.found_in(name, content)] == []


def _tables(vault: Vault) -> Iterator[tuple[str, bytes]]:
    with vault.read() as tx:
        for name in tx.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")).all():
            if name not in ("drafts", "settings"):
                for row in tx.execute(text(f'SELECT * FROM "{name}"')):
                    yield name, b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


def test_the_planted_code_is_the_one_that_opens_the_vault(trail: Trail) -> None:
    unlock_with_recovery(trail.vault, trail.words["the recovery code with '-'"].decode()).close()


@pytest.mark.parametrize("label", ["name of witness 0", "phone of witness 45", "the data key"])
def test_the_search_finds_a_planted_word_in_every_disguise(trail: Trail, tmp_path: Path, label: str) -> None:
    secret = trail.words[label]
    for number, content in enumerate((secret, *disguises(secret), base64.b64encode(b"x" + secret + b"yz"))):
        (tmp_path / f"log-{number}").write_bytes(b"before " + content + b" after")
    assert {line.partition(" in ")[0] for line in trail.searcher.found_below(tmp_path)} == {label}
    assert len(trail.searcher.found_below(tmp_path)) == len(list(tmp_path.iterdir()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes an image of a crash only where somebody has switched that on")
def test_a_crash_leaves_no_image_of_the_memory_on_the_disk() -> None:
    asked = "import resource, main; main.main(['form', 'lint', 'none.md']); print(resource.getrlimit(resource.RLIMIT_CORE))"
    allowed = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)"
    said = subprocess.run([sys.executable, "-c", f"{allowed}; {asked}"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert said.stdout.splitlines()[-1:] == ["(0, 0)"], said.stderr
