"""A watched folder: new whole files are found once, half-written ones waited for, a lost folder is a sentence, nothing is changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.cases.exhibits import attach_file
from core.actions.cases.watched_folder import PHOTOS, SCANS, FolderGone, FolderWatch, put_aside, watch_folder
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.ui.case_samples import new_case, office_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "DCIM" / "Camera").mkdir(parents=True)
    (tmp_path / "DCIM" / "lama.jpg").write_bytes(b"lama")
    return tmp_path / "DCIM"


def names(watch: FolderWatch) -> list[str]:
    return [path.name for path in watch.look().new]


def test_what_lay_there_is_not_new_and_what_is_still_written_is_waited_for(vault: Vault, folder: Path) -> None:
    watch_folder(vault, PHOTOS, folder)
    watch = FolderWatch(vault, PHOTOS)
    photo = folder / "Camera" / "baru.jpg"
    photo.write_bytes(b"setengah")
    (folder / "video.mp4.part").write_bytes(b"x")
    (folder / ".tersembunyi").write_bytes(b"x")
    assert (names(watch), watch.look().growing) == ([], 0)  # the second look found it as it was: whole
    photo.write_bytes(b"setengah lagi")
    look = watch.look()
    assert (look.new, look.growing) == ((), 1)
    assert names(watch) == ["baru.jpg"]


def test_what_is_in_a_case_or_put_aside_is_offered_no_more_and_stays_in_the_folder(vault: Vault, folder: Path) -> None:
    watch_folder(vault, PHOTOS, folder)
    watch, case_id = FolderWatch(vault, PHOTOS), new_case(vault, title="Satu", number="1", status="draft")
    for name in ("satu.jpg", "dua.jpg", "tiga.jpg"):
        (folder / name).write_bytes(name.encode())
    watch.look()
    assert names(watch) == ["dua.jpg", "satu.jpg", "tiga.jpg"]
    with Intake() as intake:
        attach_file(vault, case_id, folder / "satu.jpg", obtained="folder", intake=intake)
    put_aside(vault, PHOTOS, [folder / "dua.jpg"])
    assert names(watch) == ["tiga.jpg"]
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["dua.jpg", "lama.jpg", "satu.jpg", "tiga.jpg"]


def test_a_folder_that_disappears_is_a_sentence_and_comes_back(vault: Vault, folder: Path) -> None:
    watch_folder(vault, SCANS, folder)
    watch = FolderWatch(vault, SCANS)
    (folder / "pindai.pdf").write_bytes(b"%PDF-")
    (folder / "catatan.txt").write_bytes(b"x")
    folder.rename(folder.with_name("dicabut"))
    assert isinstance(watch.look().trouble, FolderGone)
    folder.with_name("dicabut").rename(folder)
    watch.look()
    assert names(watch) == ["pindai.pdf"]
    watch_folder(vault, SCANS, None)
    assert watch.look().folder == ""
    with pytest.raises(FolderGone):
        watch_folder(vault, SCANS, folder / "tidak ada")
