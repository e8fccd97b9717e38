"""The installed program hands over to the version that was chosen, and goes on with the one before when that does not come up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core import platform
from core.platform import data_folder, only_one
from core.program import start
from core.program import versions as kept_versions
from core.program.start import clean_environment, hand_over
from core.program.take import take_update
from core.program.versions import Choice, Kept, NoWayBack, Versions
from core.reporter import Reporter
from tests.forked import start as start_process
from tests.program_samples import OWN, installed, launched, ran, state, trusted, update_file

KEY = ec.generate_private_key(ec.SECP256R1())


def with_update(folder: Path, version: str = "0.2.0", *, before: Versions | None = None, **told: object) -> Versions:
    """Return the installed program's view after an update was taken; with `before` by that version."""
    found = before or installed(folder / "data")
    take_update(update_file(folder, KEY, version, **told), trusted(KEY), found, Reporter())
    return found


def started(versions: Versions, *arguments: str, is_window: bool = True) -> int | None:
    """Return the exit code of what went on, None for the installed program itself. In a process of its own, because it is replaced."""
    told = [str(versions.folder), versions.own.version, versions.own.folder, "window" if is_window else "", *arguments]
    process = start_process(launched, told, {})
    process.join(60)
    return None if process.exitcode == OWN else process.exitcode


def test_a_new_version_is_watched_at_its_first_start_and_then_simply_started(tmp_path: Path) -> None:
    versions = with_update(tmp_path, code=7)
    assert started(versions, "--vault", "here") == 7
    assert state(versions)["is_good"] and ran(versions) == ["0.2.0 --vault here"]
    assert started(versions, "list", is_window=False) == 7 and ran(versions)[-1] == "0.2.0 list"


def test_a_version_that_does_not_come_up_is_left_in_the_same_start_and_the_person_hears_of_it_once(tmp_path: Path) -> None:
    versions = with_update(tmp_path, stands=False, code=1)
    assert started(versions) is None and ran(versions) == ["0.2.0 "]
    assert started(versions) is None and ran(versions) == ["0.2.0 "], "it is not tried again"
    assert versions.fallen_back() == "0.2.0" and versions.fallen_back() == ""


def test_a_version_that_cannot_even_be_started_is_left_too(tmp_path: Path) -> None:
    for number, harm in enumerate(("removed", "no program", "not to be run")):
        versions = with_update(tmp_path / harm)
        program = versions.folder / "0.2.0" / "bukti"
        if harm == "removed":
            program.unlink()
        elif harm == "no program":
            program.write_bytes(b"\x7fELF" + bytes(number))
        else:
            program.chmod(0o644)
        assert started(versions) is None and state(versions)["failed"] == "0.2.0"
        program.unlink(missing_ok=True)
        versions.choose(Choice(use=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0"), is_good=True))
        assert started(versions) is None, "a good version that was removed"


def test_a_third_update_that_fails_goes_back_to_the_second_not_to_the_installed_one(tmp_path: Path) -> None:
    versions = with_update(tmp_path)
    started(versions)
    second = replace(versions, own=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0"))
    with_update(tmp_path, "0.3.0", before=second, stands=False)
    assert started(versions) == 0 and ran(versions) == ["0.2.0 ", "0.3.0 ", "0.2.0 "]
    assert started(versions, "list", is_window=False) == 0 and ran(versions)[-1] == "0.2.0 list"


def test_a_start_that_a_power_cut_ended_is_tried_once_more(tmp_path: Path) -> None:
    versions = with_update(tmp_path)
    choice = versions.choice()
    assert choice is not None
    versions.choose(replace(choice, starts=1))
    assert started(versions) == 0 and state(versions)["is_good"]
    versions.choose(replace(choice, starts=2))
    assert started(versions) is None and state(versions)["failed"] == "0.2.0"


def test_an_impatient_second_press_is_no_failed_start(tmp_path: Path) -> None:
    versions = with_update(tmp_path, stands=False)
    with only_one(versions.folder / "starting"):
        for _ in range(3):
            assert started(versions) == 0
    assert (state(versions)["starts"], state(versions)["failed"]) == (0, "")


def test_commands_stay_with_the_version_before_until_the_window_of_the_new_one_has_stood(tmp_path: Path) -> None:
    versions = with_update(tmp_path)
    assert started(versions, "sync", is_window=False) is None and state(versions)["starts"] == 0
    assert started(versions) == 0
    assert started(versions, "sync", is_window=False) == 0


def test_helpers_the_self_test_and_the_way_back_are_never_handed_over(tmp_path: Path) -> None:
    versions = with_update(tmp_path)
    for own in (["--selftest"], ["--evidence-child"], ["--paper-child"], ["--server-child", "x"], ["--json", "update", "--back"]):
        assert started(versions, *own) is None
    kept = replace(versions, own=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0"))
    assert started(kept) is None, "a version that was handed to starts no other"


def test_a_newer_installed_program_and_a_switch_that_makes_no_sense_start_the_installed_one(tmp_path: Path) -> None:
    versions = with_update(tmp_path)
    assert started(replace(versions, own=Kept(version="0.2.1", tables="0006", views=9))) is None
    whole = state(versions)
    kept = dict(whole["use"])  # type: ignore[call-overload]
    for nonsense in (
        b"",
        b"{",
        b"[]",
        b"\xff",
        {"v": 2},
        {"use": 7},
        {"use": kept | {"folder": "../evil"}},
        {"use": kept | {"version": "x"}},
    ):
        raw = nonsense if isinstance(nonsense, bytes) else json.dumps(whole | nonsense).encode()
        (versions.folder / "chosen.json").write_bytes(raw)
        assert started(versions) is None
    assert ran(versions) == []


def test_a_disk_that_takes_no_mark_starts_the_version_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = with_update(tmp_path)

    def full(_path: Path, _pieces: object) -> None:
        raise kept_versions.AppError("Nothing was saved: the disk is full.")

    monkeypatch.setattr(kept_versions, "write_durably", full)
    assert hand_over([], is_window=True, versions=versions) is None and ran(versions) == []


def test_going_back_by_hand_is_refused_once_the_newer_version_has_opened_vaults_that_the_older_cannot(tmp_path: Path) -> None:
    versions = with_update(tmp_path / "same")
    started(versions)
    kept = replace(versions, own=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0"))
    assert kept.way_back() == versions.own and kept.go_back() == versions.own
    assert started(versions) is None and state(versions)["failed"] == "" and versions.way_back() is None
    with pytest.raises(NoWayBack, match="no earlier version"):
        versions.go_back()
    assert take_update(tmp_path / "same" / "bukti-0.2.0.update", trusted(KEY), versions, Reporter()).version == "0.2.0"
    newer = with_update(tmp_path / "newer", views=10)
    started(newer)
    with pytest.raises(NoWayBack, match="could not open what version"):
        newer.go_back()
    waiting = with_update(tmp_path / "waiting", views=10)
    assert waiting.go_back() == waiting.own, "its window never stood: it has opened nothing"


def test_only_the_version_that_was_chosen_can_say_that_it_stands(tmp_path: Path) -> None:
    versions = with_update(tmp_path)
    versions.stands()
    assert not state(versions)["is_good"]
    replace(versions, own=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0")).stands()
    assert state(versions)["is_good"]


def test_another_program_finds_none_of_our_libraries_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "_MEIPASS", "/opt/bukti/_internal", raising=False)
    for name, value in {
        "_PYI_ARCHIVE_FILE": "x", "LD_LIBRARY_PATH": "/opt/bukti/_internal", "LD_LIBRARY_PATH_ORIG": "/usr/own",
        "QT_PLUGIN_PATH": "/opt/bukti/_internal/PySide6/plugins", "PATH": "/opt/bukti/_internal:/bin", "EMPTY": "", "LANG": "id_ID",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    clean = clean_environment()
    assert {"_PYI_ARCHIVE_FILE", "QT_PLUGIN_PATH", "LD_LIBRARY_PATH_ORIG"} & clean.keys() == set()
    assert (clean["LD_LIBRARY_PATH"], clean["PATH"], clean["EMPTY"], clean["LANG"]) == ("/usr/own", "/bin", "", "id_ID")


def test_on_windows_the_installed_program_waits_for_the_one_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = with_update(tmp_path, code=7)
    versions.choose(Choice(use=Kept(version="0.2.0", tables="0006", views=9, folder="0.2.0"), is_good=True))
    monkeypatch.setattr(platform, "IS_WINDOWS", True)
    assert hand_over(["list"], is_window=False, versions=versions) == 7 and ran(versions) == ["0.2.0 list"]


def test_a_kept_version_finds_the_data_folder_it_lies_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = with_update(tmp_path)
    monkeypatch.setattr(start.sys, "executable", str(versions.folder / "0.2.0" / "bukti"))
    assert data_folder() != versions.folder.parent
    monkeypatch.setattr(start.sys, "frozen", True, raising=False)
    assert data_folder() == versions.folder.parent
