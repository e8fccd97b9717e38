"""The commands about the rules: what is due, the course of a case, the catalogue; as text and as JSON."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from core.commands.cases import CaseUnknown
from core.commands.rules import breach, clock
from core.commands.speech import Speech
from core.rules.rulebook import rulebook
from tests.ui.case_samples import PASSPHRASE
from tests.unit.rule_samples import OWN, an_office, bring, samples


def test_clock_lists_what_is_due_and_tells_the_course_of_one_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = next(one for one in samples(OWN) if "days_late" in one.expected)
    vault = an_office(tmp_path / "vault")
    try:
        case_id = bring(vault, sample, tmp_path / "case")
        speech = Speech(as_json=True)
        assert clock(Namespace(case=case_id), speech, vault, PASSPHRASE) == 0
        told = json.loads(capsys.readouterr().out)
        found = {one["deadline"]: one for one in told["deadlines"]}
        assert {name: found[name]["last"] for name in sample.expected["deadlines"]} == sample.expected["deadlines"]
        assert found["report_known"]["days_late"] == int(sample.expected["days_late"]) and found["report_known"]["article"]
        assert [one["code"] for one in told["requirements"] if one["state"] == "missing"] == ["formal.in_time"]
        assert (told["case_kind"], told["status"], told["rules"]) == (
            [sample.expected["case_kind"]], sample.expected["status"], rulebook().version,
        )  # fmt: skip
        assert clock(Namespace(case=None), speech, vault, PASSPHRASE) == 0
        assert json.loads(capsys.readouterr().out) == {"due": [], "rules": rulebook().version}
        assert clock(Namespace(case=case_id), Speech(as_json=False), vault, PASSPHRASE) == 0
        assert "2024-10-11" in (text := capsys.readouterr().out) and "-> notified" in text
        with pytest.raises(CaseUnknown):
            clock(Namespace(case="no-such-case"), speech, vault, PASSPHRASE)
    finally:
        vault.close()


def test_breach_finds_by_ordinary_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault = an_office(tmp_path / "vault")
    try:
        assert breach(Namespace(words=["bagi", "sembako"]), Speech(as_json=True), vault, PASSPHRASE) == 0
        told = json.loads(capsys.readouterr().out)
        assert "resource_social_aid" in [one["id"] for one in told["breaches"]]
        assert breach(Namespace(words=["foto", "jari"]), Speech(as_json=False), vault, PASSPHRASE) == 0
        assert "resource_gesture" in (text := capsys.readouterr().out) and "PP 94/2021" in text
    finally:
        vault.close()
