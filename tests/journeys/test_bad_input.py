"""Bad input on the command line: one clear sentence in Indonesian with what to do, exit 1, and nothing is lost."""

from __future__ import annotations

import base64
import json
import os
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.actions.check.check_vault import check_vault
from core.vault.header_names import NAMES
from core.vault.vault import DATABASE, Vault
from tests.journeys.commands import ROOT
from tests.journeys.refusals import Command, contents, copy_of, first_case, in_process, setup
from tests.rigs.full_vault import FullVault
from tests.rigs.small_cases import OFFICE, draw_photo, write_case
from tests.rigs.vault_writer import PASSPHRASE

# the vault and the passphrase


@pytest.mark.parametrize("given", [b"kata sandi yang salah", b"\xff\xfe\x00bukan teks", b"x" * 60_000])
def test_a_wrong_passphrase_says_so(command: Command, given: bytes) -> None:
    assert command("list", passphrase=given)[0] in ("vault.wrong_passphrase", "passphrase.none")


def test_a_missing_passphrase_says_so(command: Command) -> None:
    assert command("list", passphrase=b"")[0] == "passphrase.none"


def test_a_short_passphrase_founds_nothing(command: Command, tmp_path: Path) -> None:
    assert command(*setup(), vault=tmp_path / "new", passphrase=b"pendek")[0] == "passphrase.short"
    assert not (tmp_path / "new").exists()


def test_a_folder_without_a_vault_says_so(command: Command, tmp_path: Path) -> None:
    assert command("list", vault=tmp_path)[0] == "vault.missing"
    assert command("list", vault=tmp_path / "nowhere")[0] == "vault.missing"


def test_a_second_set_up_of_one_vault_is_refused(command: Command, made: FullVault) -> None:
    assert command(*setup(), vault=made.folder)[0] == "vault.exists"


@pytest.mark.parametrize("what", ["newer", "damaged", "no_database", "zeroed"])
def test_a_damaged_or_newer_vault_is_refused_untouched(command: Command, made: FullVault, tmp_path: Path, what: str) -> None:
    folder = copy_of(made, tmp_path)
    if what == "newer":
        for name in NAMES:
            outer = json.loads((folder / name).read_bytes())
            outer["body"] = outer["body"].replace('"format":1', '"format":2')
            outer["sha256"] = sha256(outer["body"].encode()).hexdigest()
            (folder / name).write_bytes(json.dumps(outer).encode())
    elif what == "damaged":
        for name in NAMES:
            (folder / name).write_bytes(b"{")
    elif what == "no_database":
        (folder / DATABASE).unlink()
    else:
        (folder / DATABASE).write_bytes(bytes(65536))
    before = contents(folder)
    expected = {"newer": "vault.newer", "damaged": "vault.damaged", "no_database": "vault.missing", "zeroed": "vault.damaged"}
    assert command("list", vault=folder)[0] == expected[what]
    assert contents(folder) == before


# regions and case files


@pytest.mark.parametrize("office", ["99.99.99", "00.00.02", "abc", "", "00.00.01.2001.1"])
def test_an_unknown_region_code_founds_nothing(command: Command, tmp_path: Path, office: str) -> None:
    assert command(*setup(office), vault=tmp_path / "new")[0] == "region.unknown"
    assert not (tmp_path / "new").exists()


CASE: dict[str, Any] = {"id": "1", "regime": "pemilihan", "origin": "pengawasan", "event": "Peristiwa rekaan"}
WRONG: dict[str, tuple[object, str]] = {
    "no regime": ({key: value for key, value in CASE.items() if key != "regime"}, "case.invalid"),
    "no id": ({key: value for key, value in CASE.items() if key != "id"}, "case.invalid"),
    "another regime": (CASE | {"regime": "pilkades"}, "case.invalid"),
    "a day that does not exist": (CASE | {"event_date": "2024-02-30"}, "case.invalid"),
    "a list where one value belongs": (CASE | {"event": ["a", "b"]}, "case.invalid"),
    "a text where a list belongs": (CASE | {"witnesses": "Ratih"}, "case.invalid"),
    "a witness without a person": (CASE | {"witnesses": [{"statement": "Saya melihat."}]}, "case.invalid"),
    "a photo that is not there": (CASE | {"evidence": [{"kind": "foto", "file": "tidak-ada.jpg"}]}, "case.file_missing"),
    "a path out of the world": (CASE | {"evidence": [{"kind": "foto", "file": "/etc/passwd"}]}, "case.invalid"),
    "no mapping": (["a", "b"], "case.invalid"),
    "nothing": (None, "case.invalid"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_case_file_is_named_and_nothing_of_it_is_imported(command: Command, tmp_path: Path, what: str) -> None:
    content, code = WRONG[what]
    write_case(tmp_path, "5")  # a good one beside it, before it in the order
    (tmp_path / "case-9.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    refused, title = command("import", tmp_path)
    assert refused == code
    assert "case-9.yaml" in title


@pytest.mark.parametrize(
    "raw", [b"id: [1, 2", b"\xff\xfe\x00\x01", b"id: 1\nid: 2\n", b"a: &a [*a]", b"[" * 5000, b"id: 1\n" * 300_000, b"\0"]
)
def test_a_case_file_that_is_no_yaml_is_named(command: Command, tmp_path: Path, raw: bytes) -> None:
    write_case(tmp_path, "5")
    (tmp_path / "case-9.yaml").write_bytes(raw)
    refused, title = command("import", tmp_path)
    assert (refused, "case-9.yaml" in title) == ("case.invalid", True)


def test_a_case_with_unknown_keys_is_imported_and_they_are_named(
    made: FullVault, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = copy_of(made, tmp_path)
    path = write_case(tmp_path / "desk", "6")
    path.write_text(path.read_text(encoding="utf-8") + "warna: merah\n", encoding="utf-8")
    code, out, _ = in_process(capfd, "import", path, "--json", vault=folder, passphrase=PASSPHRASE.encode())
    assert code == 0
    assert any("warna" in warning for warning in json.loads(out)["warnings"])


@pytest.mark.parametrize(
    ("office", "code"),
    [
        (OFFICE | {"district": {"code": "00.00.77", "name": "Entah"}}, "region.unknown"),
        (OFFICE | {"district": None}, "import.other_office"),
        (OFFICE | {"province": None}, "case.invalid"),
    ],
)
def test_a_case_of_an_unknown_or_another_office_is_refused(command: Command, tmp_path: Path, office: object, code: str) -> None:
    path = write_case(tmp_path, "5")
    (tmp_path / "office.yaml").write_text(yaml.safe_dump({"office": office}), encoding="utf-8")
    assert command("import", path)[0] == code


def test_a_folder_without_cases_or_without_its_office_says_so(command: Command, tmp_path: Path) -> None:
    assert command("import", tmp_path)[0] == "case.file_missing"
    path = write_case(tmp_path, "5")
    (tmp_path / "office.yaml").unlink()
    assert command("import", path)[0] == "case.file_missing"


# files


def test_a_case_that_is_not_there_says_so(command: Command, tmp_path: Path) -> None:
    assert command("show", "999/TM/X/2024")[0] == "case.unknown"
    assert command("paper", "--all", "--form", "entah", "--out", tmp_path)[0] == "paper.nothing"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_attached(
    made: FullVault, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = copy_of(made, tmp_path)
    (tmp_path / "ada.txt").write_bytes(b"ada")
    files = [tmp_path / "tidak-ada.jpg", tmp_path / "ada.txt"]
    code, out, err = in_process(capfd, "attach", first_case(made), *files, "--json", vault=folder, passphrase=PASSPHRASE.encode())
    told = json.loads(out)
    assert code == 1
    assert [(one["file"], one["refused"]) for one in told["refused"]] == [("tidak-ada.jpg", "exhibit.refused")]
    assert len(told["attached"]) == 1
    assert "tidak-ada.jpg" in err


def png(width: int, height: int) -> bytes:
    """Return a true PNG of one colour, however large: some kilobytes that become hundreds of megabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    pixels = zlib.compressobj(9)
    rows = b"".join(pixels.compress(bytes(1 + width // 8)) for _ in range(height)) + pixels.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG_BOMB = base64.b64decode(  # a true head that promises 65535 by 65535 pixels
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/"
    "wAALCP////8BAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)


def truncated_photo(folder: Path) -> bytes:
    content = draw_photo(folder, "utuh", random.Random(1)).read_bytes()
    return content[: len(content) // 2]


BROKEN: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "terpotong.jpg": (truncated_photo, "damaged"),
    "bom-200-megapiksel.png": (lambda _folder: png(20_000, 10_000), "too_many_pixels"),
    "bom.jpg": (lambda _folder: JPEG_BOMB, "too_many_pixels"),
    "kosong.jpg": (lambda _folder: b"", "empty"),
    "bukan-foto.jpg": (lambda _folder: b"Ini bukan foto.", "not_a_picture"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_or_hostile_photo_is_kept_as_evidence_and_says_why_it_cannot_be_shown(
    made: FullVault, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    folder, (content, why) = copy_of(made, tmp_path), BROKEN[name]
    (tmp_path / name).write_bytes(content(tmp_path))
    exhibit, said = attached(capfd, folder, first_case(made), tmp_path / name)
    assert exhibit["why_not_shown"] == why
    assert name in said, "the person at the command line is told too"
    assert out_again(capfd, folder, tmp_path, exhibit["original"]) == (tmp_path / name).read_bytes()


def attached(capfd: pytest.CaptureFixture[str], folder: Path, case: str, path: Path) -> tuple[dict[str, Any], str]:
    """Attach a file and return what `show` then says of it, and what `attach` said."""
    code, out, err = in_process(capfd, "attach", case, path, vault=folder, passphrase=PASSPHRASE.encode())
    assert code == 0, err
    code, shown, _ = in_process(capfd, "show", case, "--json", vault=folder, passphrase=PASSPHRASE.encode())
    return json.loads(shown)["exhibits"][-1], out + err


def out_again(capfd: pytest.CaptureFixture[str], folder: Path, tmp_path: Path, digest: str) -> bytes:
    code, _, _ = in_process(capfd, "export", "--format", "json", "--out", tmp_path / "out", vault=folder, passphrase=PASSPHRASE.encode())
    assert code == 0
    return (tmp_path / "out" / "files" / digest).read_bytes()


def test_a_large_file_is_stored_without_being_held_in_memory(made: FullVault, tmp_path: Path) -> None:
    """64 MiB here; 2 GiB take the same memory."""
    folder, size = copy_of(made, tmp_path), 64 * 1024 * 1024
    with (tmp_path / "rekaman.mp4").open("wb") as file:
        file.truncate(size)
    small, large = (peak_kib(folder, first_case(made), tmp_path / name) for name in ("kecil.bin", "rekaman.mp4"))
    assert large - small < size // 1024 // 4
    vault = Vault.open(folder, made.data_key)
    assert check_vault(vault).is_whole
    vault.close()


def peak_kib(folder: Path, case: str, path: Path) -> int:
    if not path.exists():
        path.write_bytes(b"kecil")
    measured = "import resource, sys; sys.path.insert(0, '.'); import main; code = main.main(sys.argv[1:]); "
    measured += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    arguments = ["attach", case, str(path), "--vault", str(folder), "--passphrase-fd", str(reading)]
    done = subprocess.run(
        [sys.executable, "-c", measured, *arguments], cwd=ROOT, pass_fds=[reading], capture_output=True, text=True, check=True
    )
    os.close(reading)
    return int(done.stderr.split()[-1])


# checking


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nrusak", b"bukan kertas", bytes(100_000), b"01a201ae-35e4-7463-a178-ff351614baa4"])
def test_a_paper_that_is_none_is_not_genuine(made: FullVault, tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes) -> None:
    (tmp_path / "kertas.pdf").write_bytes(content)
    code, out, err = in_process(capfd, "check", tmp_path / "kertas.pdf", "--json", vault=made.folder, passphrase=PASSPHRASE.encode())
    assert (code, err) == (1, "")
    assert json.loads(out)["checked"][0]["genuine"] is False
