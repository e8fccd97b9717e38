"""`--selftest`: the whole main job in a throw-away drill office, as a packed program proves itself on a bare machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.selftest import SelftestFailed, _Clock

ROOT = Path(__file__).resolve().parents[2]


def test_the_main_job_is_done_from_set_up_to_the_last_page(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "main.py", "--selftest"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "SELFTEST OK" and sum(line.startswith("ok ") for line in lines) == 7
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("bukti-latihan")]  # the drill office is gone


def test_a_step_that_does_not_hold_ends_it() -> None:
    with pytest.raises(SelftestFailed):
        _Clock(print).check("a signed paper", False)
