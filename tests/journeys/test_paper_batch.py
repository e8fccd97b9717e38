"""`paper --all --sign`: goes on after a kill and a full disk, and never writes over a file that is not its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.vault.vault import Vault
from core.vault.views import papers
from tests.journeys.commands import ROOT, run
from tests.journeys.test_bad_disk import make_large, small_disk
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, office_vault, saved_form

FORMS = 5


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, list[str]]:
    """A vault whose papers no test has made yet, its key, and its documents."""
    folder = tmp_path_factory.mktemp("vaults") / "vault"
    vault = office_vault(folder)
    made = []
    for number in range(FORMS):
        case = new_case(vault, number=f"{number:03}")
        made.append(saved_form(vault, case, "model_a", model_a_answers(number=f"{number:03}/LHP/2024")))
    vault.close()
    return folder, vault.data_key, made


def children_of(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


def papers_in(folder: Path, data_key: bytes, documents: list[str]) -> list[int]:
    """How many papers the vault holds of each document."""
    vault = Vault.open(folder, data_key)
    with vault.read() as tx:
        found = [len(papers.of_document(tx, one)) for one in documents]
    vault.close()
    return found


def test_a_killed_batch_goes_on_leaves_no_process_and_signs_nothing_twice(filled: tuple[Path, bytes, list[str]], tmp_path: Path) -> None:
    folder, data_key, made = filled
    out = tmp_path / "out"
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    command = [sys.executable, str(ROOT / "main.py"), "paper", "--all", "--sign", "--out", str(out), "--vault", str(folder)]
    with subprocess.Popen([*command, "--passphrase-fd", str(reading)], pass_fds=[reading], stdout=subprocess.PIPE, text=True) as batch:
        os.close(reading)
        assert batch.stdout is not None
        said = [batch.stdout.readline() for _ in range(2)]
        drawing = children_of(batch.pid)
        batch.send_signal(signal.SIGKILL)
    assert len(drawing) == 2
    for pid in drawing:
        wait_until_gone(pid)
    assert [Path(line.strip()).is_file() for line in said] == [True] * 2
    before = {path: path.read_bytes() for path in out.glob("*.pdf")}
    assert 2 <= len(before) < FORMS
    again = run("paper", "--all", "--sign", "--out", out, "--json", vault=folder, passphrase=PASSPHRASE)
    assert (again.code, len(again.json["papers"]), again.json["refused"]) == (0, FORMS, [])
    assert again.json["skipped"] == len(before)
    assert {path: path.read_bytes() for path in before} == before
    assert papers_in(folder, data_key, made) == [1] * FORMS
    checked = run("check", *out.glob("*.pdf"), "--json", vault=folder, passphrase=PASSPHRASE)
    assert checked.code == 0


def wait_until_gone(pid: int) -> None:
    """The system reaps an orphan that has ended; one that lives on would keep us here until the test's end."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    import select

    ready, _, _ = select.select([descriptor], [], [], 30)
    os.close(descriptor)
    assert ready, "a drawing process outlived the batch"


def test_files_that_are_not_ours_are_named_and_stay(filled: tuple[Path, bytes, list[str]], tmp_path: Path) -> None:
    folder, _data_key, _made = filled
    first = run("paper", "--all", "--out", tmp_path, "--json", vault=folder, passphrase=PASSPHRASE)
    assert (first.code, first.json["unsigned"]) == (0, 0)
    written = [Path(one) for one in first.json["papers"]]
    assert len(written) == FORMS
    written[0].write_bytes(b"milik orang lain")
    written[1].unlink()
    foreign = run("paper", "--all", "--out", tmp_path, "--json", vault=folder, passphrase=PASSPHRASE)
    assert foreign.code == 1
    assert [one["path"] for one in foreign.json["refused"]] == [str(written[0])]
    assert written[0].read_bytes() == b"milik orang lain"
    assert written[1].is_file()
    assert foreign.json["skipped"] == FORMS - 2  # unsigned ones too are known again


def test_a_disk_that_fills_stops_the_batch_with_one_sentence_and_it_goes_on(filled: tuple[Path, bytes, list[str]], tmp_path: Path) -> None:
    folder, _data_key, _made = filled
    with small_disk(tmp_path / "disk", 250) as disk:
        stopped = run("paper", "--all", "--sign", "--out", disk / "out", "--json", vault=folder, passphrase=PASSPHRASE)
        assert (stopped.code, stopped.json["refused"]) == (1, "paper.batch_stopped")
        whole = [path for path in (disk / "out").glob("*.pdf") if path.read_bytes().rstrip().endswith(b"%%EOF")]
        assert f"setelah {len(whole)} dari {FORMS}" in stopped.json["title"]
        assert 0 < len(whole) < FORMS
        assert len(list((disk / "out").iterdir())) == len(whole)
        make_large(disk)
        again = run("paper", "--all", "--sign", "--out", disk / "out", "--json", vault=folder, passphrase=PASSPHRASE)
        assert (again.code, again.json["skipped"]) == (0, len(whole))
        assert len(list((disk / "out").glob("*.pdf"))) == FORMS
