"""Nothing that was acknowledged is lost by a kill or by a loss of power; and rigs that find nothing are first seen to find planted bugs.

These are the short forms. With the shared tools beside the project, the long forms (first each planted bug, which must be found):

    P=.venv/bin/python; V="$P -m tests.rigs.vault_verify {dir}"
    W="$P -m tests.rigs.vault_writer {dir} {seed}"; B="$P -m tests.rigs.faulty_writer {dir} {seed}"
    KILL="$P ../shared/tools/crash/crash_rig.py --min-ms 300 --max-ms 3500 --max-acks 12"
    POWER="$P ../shared/tools/crash/powerloss_replay.py --fs strict"
    $KILL --writer "$B early" --verify "$V" --rounds 10 --expect-fault
    for seed in $(seq 101 140); do $KILL --writer "$W" --verify "$V" --rounds 25 --seed $seed; done
    for bug in lazy_files lazy_database; do $POWER --writer "$B $bug" --verify "$V" --states 40 --seconds 12 --expect-fault; done
    for seed in $(seq 1 8); do $POWER --writer "$W" --verify "$V" --states 250 --seconds 14 --seed $seed; done
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from core.vault.header_file import PAGE_SIZE
from core.vault.vault import DATABASE
from tests.rigs.claims import Claims
from tests.rigs.disk_model import EVERYTHING, NOTHING, Disk, Step
from tests.rigs.faulty_writer import EARLY, LAZY_DATABASE, LAZY_FILES
from tests.rigs.kill_rig import kill_rounds
from tests.rigs.power_rig import power_states
from tests.rigs.vault_verify import verify
from tests.rigs.vault_writer import opened
from tests.ui.case_samples import new_case

KILLS, STATES = 15, 25


def test_a_writer_killed_in_the_midst_of_its_work_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    claims, faults = kill_rounds(tmp_path, kills=KILLS, seed=1)
    assert faults == []
    assert len(claims.committed) >= KILLS


def test_the_kill_rig_finds_a_writer_that_acknowledges_too_early(tmp_path: Path) -> None:
    _, faults = kill_rounds(tmp_path, kills=KILLS, seed=1, bug=EARLY)
    assert any("lost" in fault for fault in faults)


def test_a_loss_of_power_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    claims, faults = power_states(tmp_path, states=STATES, acknowledged=10, seed=1)
    assert faults == []
    assert len(claims.committed) >= 9


@pytest.mark.parametrize("bug", [LAZY_FILES, LAZY_DATABASE])
def test_the_power_rig_finds_a_writer_that_does_not_flush(tmp_path: Path, bug: str) -> None:
    _, faults = power_states(tmp_path, states=STATES, acknowledged=6, seed=1, bug=bug)
    assert faults


def test_pages_torn_while_the_log_was_folded_in_are_whole_in_the_log_and_no_finding(tmp_path: Path) -> None:
    """A power cut in the midst of a checkpoint: the pages in the database are torn, the same pages in the write-ahead log are not."""
    opened(tmp_path / "vault", say_nothing).close()
    vault = opened(tmp_path / "vault", say_nothing)
    new_case(vault, title="Perkara")
    for name in ("torn", "torn-without-log"):
        shutil.copytree(tmp_path / "vault", tmp_path / name)
        with (tmp_path / name / DATABASE).open("r+b") as file:
            for page in pages_in_log(tmp_path / name / f"{DATABASE}-wal"):
                file.seek((page - 1) * PAGE_SIZE + PAGE_SIZE // 2)
                file.write(bytes(512))
    vault.close()
    (tmp_path / "torn-without-log" / f"{DATABASE}-wal").unlink()
    assert [line.split()[0] for line in verify(tmp_path / "torn")] == ["HAVE", "HAVE"]
    assert any(line.startswith("CORRUPT") for line in verify(tmp_path / "torn-without-log"))


def say_nothing(_line: str) -> None:
    return


def pages_in_log(log: Path) -> set[int]:
    """Return the numbers of the pages in a write-ahead log. Source: sqlite.org/fileformat2.html, section 4.1."""
    content, head, frame_head = log.read_bytes(), 32, 24
    return {int.from_bytes(content[start : start + 4], "big") for start in range(head, len(content) - PAGE_SIZE, frame_head + PAGE_SIZE)}


def test_what_is_lost_changed_doubled_or_never_announced_is_a_fault() -> None:
    claims = Claims()
    for line in ("BEGIN a", "COMMITTED a 1", "COMMITTED b 2", "COMMITTED c 3"):
        claims.hear(line)
    found = ["HAVE a 1", "HAVE a 1", "HAVE b 9", "HAVE d 4", "CORRUPT page 7"]
    assert sorted(claims.judge(found)) == ["CORRUPT page 7", "changed: b", "doubled: a", "lost: c", "never announced: d"]
    assert claims.judge(["HAVE a 1", "HAVE b 2", "HAVE c 3"]) == []


def test_the_model_of_a_disk_keeps_a_name_only_after_its_folder_was_flushed(tmp_path: Path) -> None:
    disk, chance = Disk(), random.Random(1)
    for step in (Step("make", "new"), Step("write", "new", b"words"), Step("sync", "new"), Step("rename", "new", new_name="name")):
        disk.take(step)
    disk.lay_out(tmp_path / "1", NOTHING, chance)
    disk.lay_out(tmp_path / "2", EVERYTHING, chance)
    disk.take(Step("sync", "."))
    disk.take(Step("write", "name", b"more", offset=5))
    disk.lay_out(tmp_path / "3", NOTHING, chance)
    kept = [{path.name: path.read_bytes() for path in (tmp_path / number).iterdir()} for number in "123"]
    assert kept == [{}, {"name": b"words"}, {"name": b"words"}]
