"""A full disk, a folder that cannot be written, two programs at once: one clear sentence, and nothing is lost."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.commands import run
from tests.journeys.refusals import Command, copy_of, judged, setup
from tests.rigs.full_vault import FullVault
from tests.rigs.small_cases import things_of, write_case
from tests.rigs.vault_writer import PASSPHRASE

IS_ROOT = os.geteuid() == 0


@contextmanager
def small_disk(folder: Path, size_kib: int) -> Iterator[Path]:
    """A disk of its own, as small as wanted; where we may not make one, no file can grow beyond half of it."""
    folder.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    if IS_ROOT:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "none", str(folder)], check=True)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_kib * 512, before[1]))
    try:
        yield folder
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        if IS_ROOT:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def make_large(disk: Path) -> None:
    if IS_ROOT:
        subprocess.run(["mount", "-o", "remount,size=256m", str(disk)], check=True)
    else:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Nobody can write below this folder, not even root."""
    if IS_ROOT:
        subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
    below = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    if not IS_ROOT:
        for one in below:
            one.chmod(0o555)
    try:
        yield
    finally:
        if IS_ROOT:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        else:
            for one in below:
                one.chmod(0o755)


def test_a_full_disk_loses_nothing_and_the_import_goes_on_once_there_is_space(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    cases = [write_case(desk, f"8-{number}") for number in range(12)]
    sources = sum(len(things_of(path)) for path in cases)
    with small_disk(tmp_path / "disk", 5120) as disk:
        vault = disk / "vault"
        assert run(*setup(), vault=vault, passphrase=PASSPHRASE).code == 0
        broken = run("import", desk, "--json", vault=vault, passphrase=PASSPHRASE)
        assert broken.code == 1
        # a small disk is seen to be full before a photo is written; a limit on files only while one is
        assert judged(broken.out, broken.err)[0] == ("disk.no_room" if IS_ROOT else "disk.refused")
        kept = [line.split()[1] for line in broken.err.splitlines() if line.startswith("COMMITTED ")]
        assert 0 < len(kept) < sources
        make_large(disk)
        assert run("check", "--json", vault=vault, passphrase=PASSPHRASE).json["whole"] is True
        rest = run("import", desk, "--json", vault=vault, passphrase=PASSPHRASE).json
        assert rest["already_there"] >= len(kept)
        assert rest["already_there"] + rest["records"] == sources
        assert run("check", "--json", vault=vault, passphrase=PASSPHRASE).json["whole"] is True


def test_a_disk_too_small_for_a_vault_founds_nothing_that_opens(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 200) as disk:
        refused = run(*setup(), "--json", vault=disk / "vault", passphrase=PASSPHRASE)
        assert refused.code == 1
        assert judged(refused.out, refused.err)[0] == "disk.refused"
        make_large(disk)
        assert run(*setup(), vault=disk / "vault", passphrase=PASSPHRASE).code == 0


def test_a_folder_that_cannot_be_written_says_so(command: Command, made: FullVault, tmp_path: Path) -> None:
    disk, path = tmp_path / "disk", write_case(tmp_path / "desk", "5")
    folder = copy_of(made, disk)
    with unwritable(disk):
        assert command(*setup(), vault=disk / "new")[0] == "disk.refused"
        assert command("paper", "--all", "--out", disk / "papers")[0] == "disk.refused"
        assert command("export", "--format", "json", "--out", disk / "export")[0] == "disk.refused"
        assert command("parcel", "write", disk / "roster.bukti")[0] == "disk.refused"
        assert command("import", path, vault=folder)[0] == "disk.refused"


def test_a_file_where_a_folder_belongs_says_so(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"x")
    assert command("paper", "--all", "--out", tmp_path / "taken")[0] == "disk.refused"
    assert command(*setup(), vault=tmp_path / "taken")[0] == "disk.refused"


def test_an_export_never_mixes_with_what_lies_in_the_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("lama", encoding="utf-8")
    assert command("export", "--format", "json", "--out", tmp_path)[0] == "export.refused"


def test_two_imports_at_once_bring_everything_in_once(tmp_path: Path) -> None:
    desk, vault = tmp_path / "desk", tmp_path / "vault"
    paths = [write_case(desk, f"4-{number}") for number in range(4)]
    assert run(*setup(), vault=vault, passphrase=PASSPHRASE).code == 0
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: run("import", desk, "--json", vault=vault, passphrase=PASSPHRASE), range(2)))
    refused = [judged(one.out, one.err)[0] for one in both if one.code == 1]
    assert refused in ([], ["import.running"])
    assert sum(one.json.get("records", 0) for one in both) == sum(len(things_of(path)) for path in paths)
    assert len(run("list", "--json", vault=vault, passphrase=PASSPHRASE).json["cases"]) == len(paths)
