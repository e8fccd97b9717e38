"""An update of the program comes as a file that the publisher has signed; nothing changes before the new version has proved itself."""

from __future__ import annotations

import base64
import json
import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.errors import AppError
from core.program import take
from core.program.take import UpdateRefused, take_update
from core.program.versions import Kept, Versions
from core.reporter import Cancelled, Reporter
from record.errors import Unreadable
from record.program_pack import LIST, check_path, make_program_pack, open_program_pack
from tests.program_samples import installed, trusted, update_file

KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return installed(tmp_path / "data")


def taken(path: Path, versions: Versions, **told: Any) -> Kept:
    return take_update(path, trusted(KEY), versions, Reporter(), **told)


def remains(versions: Versions) -> list[str]:
    """What lies in the folder of the versions, but for its locks."""
    return sorted(path.name for path in versions.folder.glob("*") if path.name not in ("taking", "starting"))


def test_a_signed_update_is_unpacked_proved_and_chosen_for_the_next_start(versions: Versions, tmp_path: Path) -> None:
    new = taken(update_file(tmp_path, KEY, "0.2.0"), versions)
    assert (choice := versions.choice()) is not None and choice.use == new and choice.before == versions.own and not choice.is_good
    assert remains(versions) == ["0.2.0", "chosen.json"]
    program = versions.path_of(new)
    assert program is not None and os.access(program, os.X_OK)
    assert not (program.parent / "_internal" / "libsatu.so").is_symlink(), "not every disk has links"
    assert (program.parent / "_internal" / "libsatu.so").read_bytes() == b"0.2.0" * 20_000


def test_files_that_are_the_same_are_packed_once_and_copied_where_the_disk_has_no_links(
    versions: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = update_file(tmp_path, KEY, "0.2.0")
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == ["_internal/libsatu.so", "_internal/program.json", "bukti", LIST]

    def no_links(_self: Path, _target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    folder = versions.folder / taken(path, versions).folder
    assert (folder / "_internal" / "resources" / "besar.bin").read_bytes() == (folder / "_internal" / "libsatu.so").read_bytes()


def test_what_nobody_trusted_has_signed_is_refused(versions: Versions, tmp_path: Path) -> None:
    stranger = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(UpdateRefused, match="nobody who is trusted here has signed it"):
        taken(update_file(tmp_path, stranger, "0.2.0"), versions)
    with pytest.raises(UpdateRefused, match="nobody who is trusted here"):
        take_update(update_file(tmp_path / "b", KEY, "0.2.0"), {}, versions, Reporter())
    assert remains(versions) == []


def test_another_system_an_older_version_and_one_that_cannot_open_our_vaults_are_refused(versions: Versions, tmp_path: Path) -> None:
    for told, word in (
        ({"version": "0.2.0", "platform": "windows-x86_64"}, "windows-x86_64"),
        ({"version": "0.1.0"}, "brings version 0.1.0, and version 0.1.0"),
        ({"version": "0.0.9"}, "brings version 0.0.9"),
        ({"version": "0.3.0", "views": 8}, "could not open the vaults"),
    ):
        with pytest.raises(UpdateRefused) as refused:
            taken(update_file(tmp_path, KEY, **told), versions)  # type: ignore[arg-type]
        assert word in refused.value.title.format(**refused.value.details)
    assert remains(versions) == []
    assert taken(update_file(tmp_path, KEY, "0.10"), replace(versions, own=replace(versions.own, version="0.9.9"))).version == "0.10"


def rewritten(path: Path, change: dict[str, bytes | None], more: tuple[tuple[str, bytes], ...] = ()) -> Path:
    """Return a copy of an update with other contents for these names (None: left out), and more entries."""
    out = path.with_name(f"bent-{uuid4()}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if (content := change.get(name, source.read(name))) is not None:
                target.writestr(name, content)
        for name, content in more:
            target.writestr(name, content)
    return out


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_was_changed_on_its_way_changes_nothing_here(versions: Versions, tmp_path: Path) -> None:
    good = update_file(tmp_path, KEY, "0.2.0")
    with zipfile.ZipFile(good) as archive:
        told = json.loads(archive.read(LIST))
    body = json.loads(base64.b64decode(told["body"]))
    bent = json.dumps(told | {"body": base64.b64encode(json.dumps(body | {"version": "0.3.0"}).encode()).decode()}).encode()
    large = "_internal/libsatu.so"
    outside = tmp_path / "data" / "evil"
    doctored = [
        rewritten(good, {LIST: bent}),
        rewritten(good, {LIST: None}),
        rewritten(good, {"bukti": b"#!/bin/sh\nexit 0\n"}),
        rewritten(good, {large: b"\0" * 9_000_000}),  # a bomb: far larger than what was signed
        rewritten(good, {large: None}),
        rewritten(good, {}, (("../evil", b"x"),)),
        rewritten(good, {}, ((str(outside), b"x"),)),
        rewritten(good, {}, (("bukti", b"x"),)),  # twice
    ]
    for path in doctored:
        with pytest.raises(UpdateRefused):
            taken(path, versions)
        assert remains(versions) == [] and not outside.exists() and not (tmp_path / "evil").exists()


def test_a_file_cut_short_anywhere_and_what_is_no_update_is_refused_in_words(versions: Versions, tmp_path: Path) -> None:
    whole = update_file(tmp_path, KEY, "0.2.0").read_bytes()
    other = tmp_path / "other.update"
    for raw in (b"", b"PK", whole[: len(whole) // 2], whole[:-1], b"%PDF-1.7", bytes(bytearray(len(whole))), whole[:400] + whole[500:]):
        other.write_bytes(raw)
        with pytest.raises(UpdateRefused, match="not whole, or it is no update"):
            taken(other, versions)
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(UpdateRefused, match="cannot be read"):
            taken(path, versions)
    assert remains(versions) == []


def test_a_stick_pulled_out_a_full_disk_and_a_stop_leave_nothing_behind(
    versions: Versions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = update_file(tmp_path, KEY, "0.2.0")

    def gone(*_given: object) -> bytes:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as bent:
        bent.setattr(zipfile.ZipExtFile, "read", gone)
        with pytest.raises(UpdateRefused, match="the file cannot be read"):
            taken(path, versions)

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as bent:
        bent.setattr(take.os, "fsync", full)
        with pytest.raises(UpdateRefused, match="the disk is full"):
            taken(path, versions)
    with monkeypatch.context() as bent:
        bent.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
        with pytest.raises(UpdateRefused) as refused:
            taken(path, versions)
        assert "and 0 MB are free" in " ".join(refused.value.title.format(**refused.value.details).split())

    def stop(_program: Path, _report: Reporter) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        taken(path, versions, prove=stop)
    assert remains(versions) == [] and taken(path, versions).version == "0.2.0"


def test_a_folder_that_may_not_be_written_is_named(versions: Versions, tmp_path: Path) -> None:
    versions.folder.parent.mkdir(parents=True)
    versions.folder.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(AppError) as refused:
        taken(update_file(tmp_path, KEY, "0.2.0"), versions)
    assert refused.value.title.startswith("The update was not taken")


def test_a_version_that_fails_its_self_test_here_is_not_chosen(versions: Versions, tmp_path: Path) -> None:
    with pytest.raises(UpdateRefused, match="does not run on this laptop"):
        taken(update_file(tmp_path, KEY, "0.2.0", selftest="'no fonts'"), versions)
    assert remains(versions) == [] and versions.choice() is None


def test_a_second_update_keeps_the_running_version_and_sweeps_the_others(versions: Versions, tmp_path: Path) -> None:
    first = taken(update_file(tmp_path, KEY, "0.2.0"), versions)
    with pytest.raises(UpdateRefused, match="is here already"):
        taken(tmp_path / "bukti-0.2.0.update", versions)
    second = replace(versions, own=first)
    second.stands()
    (versions.folder / "0.1.9").mkdir()  # remains of a cut
    taken(update_file(tmp_path, KEY, "0.3.0"), second)
    assert remains(versions) == ["0.2.0", "0.3.0", "chosen.json"]
    third = replace(versions, own=Kept(version="0.3.0", tables="0006", views=9, folder="0.3.0"))
    third.stands()
    taken(update_file(tmp_path, KEY, "0.4.0"), third)
    assert remains(versions) == ["0.3.0", "0.4.0", "chosen.json"]


def test_paths_that_lead_out_or_that_a_stick_cannot_hold_are_never_signed_nor_read() -> None:
    for path in ("../x", "/etc/x", "a//b", "a/./b", "C:/x", "a\\b", "con", "a/NUL.txt", "a.", "a ", "x" * 201, ""):
        with pytest.raises(Unreadable):
            check_path(path)
    told = {"at": "2026-11-28T09:00:00.000+07:00", "version": "1.0", "platform": "linux-x86_64", "tables": "0006", "views": 9, "size": 5}
    for files in ({"a": "0" * 64, "A": "0" * 64}, {"a": "0" * 64, "a/b": "0" * 64}, {"../a": "0" * 64}, {}, {"a": "0"}):
        with pytest.raises(Unreadable):
            make_program_pack(KEY, files, **told)  # type: ignore[arg-type]
    raw = make_program_pack(KEY, {"_internal/a": "0" * 64, "bukti": "1" * 64}, **told)  # type: ignore[arg-type]
    assert open_program_pack(raw, trusted(KEY)).files == {"_internal/a": "0" * 64, "bukti": "1" * 64}
