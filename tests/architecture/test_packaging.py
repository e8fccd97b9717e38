"""What packages the program names only files that are there, and a portable folder keeps its data to itself."""

from __future__ import annotations

import configparser
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from core.platform import PORTABLE, VERSIONS, data_folder
from core.program.identity import TOLD, Program, built_from
from core.vault.migrate import NEWEST, VIEWS
from record.program_pack import PLATFORM
from record.program_version import VERSION

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "deploy" / "desktop"
BUILT = ROOT / "dist"  # made by PyInstaller and Inno Setup


def test_the_windows_installer_names_files_that_are_there() -> None:
    script = (DESKTOP / "bukti.iss").read_text(encoding="utf-8")
    named = re.findall(r'^(?:LicenseFile=|Source: ")([^"\n;]+)', script, re.MULTILINE)
    paths = [(DESKTOP / name.replace("\\", "/").removesuffix("/*")).resolve() for name in named]
    assert len(paths) == 3 and BUILT / "bukti" in paths
    assert [path for path in paths if not path.is_relative_to(BUILT) and not path.exists()] == []
    assert not re.search(r"[A-Za-z]:\\", script), "a path of one machine"
    assert re.findall(r'^Type: filesandordirs; Name: "(.+)"$', script, re.MULTILINE) == [
        "{app}\\_internal",
        f"{{localappdata}}\\bukti\\{VERSIONS}",
    ], "never the vaults"


def test_the_packed_program_names_data_that_are_there() -> None:
    spec = (ROOT / "pyinstaller.spec").read_text(encoding="utf-8")
    named = re.findall(r'^ {8}\("([^"]+)", "[^"]+"\),$', spec, re.MULTILINE)
    assert named and [one for one in named if not list(ROOT.glob(one))] == []


def test_the_menu_entry_starts_what_the_package_installs() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(DESKTOP / "bukti.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == "/opt/bukti/bukti" and (DESKTOP / f"{entry['Desktop Entry']['Icon']}.svg").exists()
    assert "/opt/bukti" in (DESKTOP / "make-deb.sh").read_text(encoding="utf-8")


def test_a_portable_program_keeps_its_data_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bukti"))
    assert data_folder() != tmp_path / PORTABLE
    (tmp_path / PORTABLE).mkdir()
    assert data_folder() != tmp_path / PORTABLE, "a program that is not packed is no portable one"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert data_folder() == tmp_path / PORTABLE
    assert f'/{PORTABLE}"' in (DESKTOP / "make-portable.sh").read_text(encoding="utf-8")


def test_a_packed_program_is_told_which_version_it_is_and_which_vaults_it_writes() -> None:
    told = Program(**json.loads(built_from(ROOT).to_json()))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (told.version, told.tables, told.views) == (project["version"], NEWEST, VIEWS)
    assert VERSION.fullmatch(told.version) and PLATFORM.fullmatch(told.platform)
    assert f'"{TOLD}"' in (ROOT / "pyinstaller.spec").read_text(encoding="utf-8")
