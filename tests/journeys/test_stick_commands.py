"""Sticks, the second copy and the way back from it as commands."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.journeys.commands import run, set_up
from tests.rigs.small_cases import write_case


def test_a_laptop_is_copied_destroyed_and_restored_and_a_stick_is_written_from_what_came_back(tmp_path: Path) -> None:
    vault, disk, stick = tmp_path / "vault", tmp_path / "disk", tmp_path / "stick"
    for folder in (disk, stick, tmp_path / "desk"):
        folder.mkdir()
    assert set_up(vault).code == 0
    begun = run("copy", disk, "--json", vault=vault)
    assert (begun.code, begun.json["files"]) == (0, 0)
    assert run("import", write_case(tmp_path / "desk", "1"), vault=vault).code == 0  # the copy follows by itself
    cases = run("list", "--json", vault=vault).json
    shutil.rmtree(vault)
    wrong = run("restore", disk, vault=tmp_path / "wrong", passphrase="bukan frasa sandinya")
    assert wrong.code == 1
    assert not (tmp_path / "wrong" / "vault.header").exists()
    back = run("restore", disk, "--json", vault=tmp_path / "back")
    assert (back.code, back.json["missing_files"], back.json["gaps"], back.json["damaged"]) == (0, 0, 0, [])
    assert back.json["files"] > 0
    assert run("list", "--json", vault=tmp_path / "back").json == cases
    assert run("check", "--json", vault=tmp_path / "back").json["whole"] is True
    written = run("parcel", "write", stick, "--json", vault=tmp_path / "back")
    assert (written.code, written.json["needs_another"], written.json["for_centre"]) == (0, False, False)
    read = run("parcel", "read", stick, "--json", vault=tmp_path / "back")  # one's own: nothing new, nothing wrong
    assert (read.code, read.json["records"], read.json["faults"]) == (0, 0, [])


def test_a_disk_that_is_not_there_is_said_and_the_command_itself_is_done(tmp_path: Path) -> None:
    vault, disk = tmp_path / "vault", tmp_path / "disk"
    disk.mkdir()
    assert set_up(vault).code == 0
    assert run("copy", disk, vault=vault).code == 0
    disk.rename(tmp_path / "in-a-drawer")
    listed = run("list", vault=vault)
    assert listed.code == 0
    assert "Salinan" in listed.err or "salinan" in listed.err
    assert run("copy", vault=vault).code == 1
