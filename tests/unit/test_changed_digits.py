"""A digit changed in print, beside a code that is genuine, is named; a genuine sheet is never accused."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.evidence.inspect import Intake
from main import main
from tests.rigs.changed_digits import PLACES, Sheet, Tally, faults, forged, genuine, look, scanned


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as opened:
        yield opened


def test_a_genuine_letter_photocopied_twice_is_not_accused_and_all_its_facts_are_confirmed(intake: Intake) -> None:
    tally = Tally()
    code = look(genuine("undangan"), random.Random(3), intake, tally, copies=2, camera=False)
    assert code is not None and code.genuine and (tally.named, tally.other) == (0, 0)
    assert [one.verdict for one in code.printed] == ["same"] * len(code.printed) and len(code.printed) == 5
    assert code.as_printed.key == "code.printed.yes"


def test_a_changed_digit_is_named_beside_the_code_in_the_heading_and_in_the_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(5)
    (tmp_path / "scan.pdf").write_bytes(scanned(sheet := forged("undangan", PLACES, rng), rng, copies=1, camera=False))
    assert main(["check", str(tmp_path / "scan.pdf"), "--json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["checked"]
    different = [one for one in told["codes"][0]["printed"] if one["verdict"] == "differs"]
    assert {(one["place"], one["read"]) for one in different} == set(sheet.changes) and len(sheet.changes) == 3
    assert {one["signed"] for one in different} <= {"021/PM.00.02/K.JX-00.00.01/X/2024", "11 Oktober 2024"}
    assert "code.printed.differs" in told["keys"]


def test_the_rig_sees_a_program_that_accuses_or_stays_silent() -> None:
    """What the rig counts is judged: the planted tallies are those of a careless program."""
    assert faults({"genuine, scanned": Tally(tried=9, silent=8, other=1)}) != []
    assert faults({"changed beside, scanned": Tally(tried=9, named=6, silent=3)}) != []
    assert faults({"changed beside, scanned": Tally(tried=9, named=9), "genuine, scanned": Tally(tried=9, silent=9)}) == []
    assert Sheet("laporan", ()).changes == ()
