"""The eight sample cases: days, lateness and what is missing are computed; what a person chooses leads to class, kinds and addressees."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from core.actions.cases.case_rules import CaseRules, case_rules
from core.actions.cases.judge_case import choose_breaches, tick
from core.actions.cases.move_case import move_case
from core.rules.case_facts import Tick
from core.rules.requirements import missing
from core.rules.rulebook import rulebook
from core.vault.views import cases
from tests.ui.case_samples import PASSPHRASE
from tests.unit.rule_samples import OWN, Sample, an_office, at, begin_again, bring, samples

ROOT = Path(__file__).resolve().parents[2]
ALL = samples(OWN)
# What the person of each story does: where the case goes, and by which day of its timeline. The rules know nothing of these numbers.
WAYS = {
    "1": [("lhp_signed", "lhp_signed"), ("plenary", "plenary"), ("finding", "plenary"), ("registered", "registered"),
          ("clarification", "2024-10-10"), ("study", "2024-10-10"), ("decided_proven", "decided"), ("forwarded", "decided")],
    "2": [("received", "receipt"), ("initial_study", "initial_study"), ("taken_over", "taken_over")],
    "3": [("lhp_signed", "lhp_signed"), ("archived", "lhp_signed")],
    "4": [("lhp_signed", "lhp_signed"), ("plenary", "plenary"), ("archived", "plenary")],
    "5": [("lhp_signed", "lhp_signed"), ("plenary", "plenary"), ("finding", "plenary"), ("registered", "registered"),
          ("taken_over", "taken_over")],
    "6": [("received", "receipt"), ("initial_study", "initial_study"), ("not_registered", "initial_study")],
    "7": [("received", "receipt"), ("initial_study", "initial_study"), ("awaiting_completion", "completion_notice"),
          ("not_registered", "status_notice")],
    "8": [("lhp_signed", "lhp_signed"), ("plenary", "plenary"), ("finding", "plenary"), ("handed_over", "handed_over")],
}  # fmt: skip
KNOWN_BEFORE = ("informed",)  # days that nobody's move makes


def test_the_cases_of_the_project_and_those_beside_it_expect_the_same(shared: Path | None) -> None:
    beside = samples(shared / "cases") if shared else ALL
    assert [(one.name, one.expected) for one in beside] == [(one.name, one.expected) for one in ALL]
    assert len(ALL) == 8


@pytest.mark.parametrize("sample", ALL, ids=[one.name for one in ALL])
def test_days_lateness_and_what_is_missing_are_computed(sample: Sample, tmp_path: Path, shared: Path | None) -> None:
    for number, folder in enumerate([OWN, shared / "cases"] if shared else [OWN]):
        given = next(one for one in samples(folder) if one.name == sample.name)
        vault = an_office(tmp_path / f"vault{number}")
        try:
            case_id = bring(vault, given, tmp_path / f"case{number}", folder / "office.yaml")
            seen = case_rules(vault, case_id)
            found = {one.id: one.counted.last.isoformat() for one in seen.deadlines}
            expected = given.expected
            assert found | expected.get("deadlines", {}) == found  # every day that is expected, and the same one
            assert ("deadlines" in expected) == bool(found.keys() & {"report_known", "finding_known"})
            late = next((one.days_late for one in seen.deadlines if one.id == "report_known" and one.state == "late"), None)
            assert late == (int(expected["days_late"]) if "days_late" in expected else None)
            lacking = {name: set(re.findall(rf"{name}\.\w+", expected.get(name, ""))) for name in ("formal", "material")}
            assert set(missing(seen.requirements)) == lacking["formal"] | lacking["material"]
            for name in ("formal", "material"):
                if name in expected:
                    assert bool(lacking[name]) == expected[name].startswith("tidak terpenuhi")
            if "prohibited_since" in expected:
                choose_breaches(vault, case_id, violations=expected["violations"])
                assert str(case_rules(vault, case_id).outcome.prohibited_since) == expected["prohibited_since"]
        finally:
            vault.close()


@pytest.mark.parametrize("sample", ALL, ids=[one.name for one in ALL])
def test_what_the_person_chooses_leads_to_class_kinds_and_addressees(sample: Sample, tmp_path: Path) -> None:
    expected = sample.expected
    vault = an_office(tmp_path / "vault", "regency" if expected["status"] == "taken_over" else "panwascam_chair")
    try:
        case_id = bring(vault, sample, tmp_path / "case", number="another-id")
        begin_again(vault, case_id, sample.told, keep=KNOWN_BEFORE)
        choose_breaches(
            vault,
            case_id,
            violations=expected["violations"],
            permitted=expected.get("permitted", []),
            would_be=expected.get("would_be", []),
        )
        if sample.told["origin"] == "laporan" and sample.told["regime"] == "pemilihan":
            tick(vault, case_id, {"formal.signature_match": Tick("met", "KTP dilihat")})
        for to, when in WAYS[str(sample.told["id"])]:
            day = when if when.startswith("20") else sample.day(when)
            now = at(day)
            offered = {one.to: one for one in case_rules(vault, case_id, now=lambda now=now: now).moves}
            assert to in offered
            assert offered[to].objections == (), f"{to}: {offered[to].objections}"
            move_case(vault, case_id, to, passphrase=PASSPHRASE, on=day, now=lambda now=now: now)
        seen = case_rules(vault, case_id)
        _compare(seen, sample)
        with vault.read() as tx:
            case = cases.one(tx, case_id)
        assert case is not None and case.status == expected["status"]
    finally:
        vault.close()


def _compare(seen: CaseRules, sample: Sample) -> None:
    expected = sample.expected
    kinds = expected["case_kind"] if isinstance(expected["case_kind"], list) else [expected["case_kind"]]
    assert list(seen.outcome.kinds) == kinds
    assert list(seen.outcome.forward_to) == expected["forward_to"]
    assert seen.outcome.class_ == expected.get("class", "")
    assert list(seen.facts.violations) == expected["violations"]
    assert list(seen.facts.permitted) == expected.get("permitted", [])
    assert list(seen.facts.would_be) == expected.get("would_be", [])
    found = {one.id: one.counted.last.isoformat() for one in seen.deadlines}
    came = {name: day for name, day in expected.get("deadlines", {}).items() if name in found}
    assert {name: found[name] for name in came} == came
    assert {one.state for one in seen.requirements if one.code.startswith("formal")} <= (
        {"met"} if expected.get("formal") == "terpenuhi" else {"met", "missing"}
    )


def test_had_the_seventh_case_been_registered_its_days_would_follow(tmp_path: Path) -> None:
    sample = next(one for one in ALL if any(key.startswith("if_registered_on") for key in one.expected))
    key = next(key for key in sample.expected if key.startswith("if_registered_on"))
    vault = an_office(tmp_path / "vault")
    try:
        case_id = bring(vault, sample, tmp_path / "case")
        day = key.removeprefix("if_registered_on_").replace("_", "-")
        move_case(vault, case_id, "registered", passphrase=PASSPHRASE, on=day, reason="uji: seandainya diregistrasi")
        found = {one.id: one.counted.last.isoformat() for one in case_rules(vault, case_id).deadlines}
        assert {name: found[name] for name in sample.expected[key]} == sample.expected[key]
    finally:
        vault.close()


def _knows_a_case(source: str, names: frozenset[str]) -> list[str]:
    """Return what in a source could tell one sample case from another: its people and events, its block of results, its number."""
    found = [name for name in names if name in source]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and "id" in ast.unparse(node.left).split("."):
            constants = [str(one.value) for one in node.comparators if isinstance(one, ast.Constant)]
            found += [ast.unparse(node) for one in constants if re.fullmatch(r"(case-)?\d", one)]
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == "expected":
            found.append(ast.unparse(node))
    return found


def test_no_code_knows_a_case_by_its_id_or_reads_what_is_expected() -> None:
    """The id only tells files apart in an import; beside this, the test above brings each case in under another id."""
    people = [one for sample in ALL for key in ("reported", "observed") for one in sample.told.get(key, [])]
    names = frozenset([one["name"] for one in people] + [sample.told["event"] for sample in ALL if sample.told.get("event")])
    found = []
    for folder in ("core", "forms", "ui", "record", "server"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            found += [f"{path.name}: {hit}" for hit in _knows_a_case(path.read_text(encoding="utf-8"), names) if "drill" not in path.name]
    assert found == []
    assert len(names) > 10
    assert _knows_a_case("if case.id == '7':\n    days = 3", names) and _knows_a_case("told['expected']", names)


def test_a_decision_is_signed_by_the_person_and_names_the_rules(tmp_path: Path) -> None:
    from core.vault import truth
    from core.vault.views.said import all_of
    from record.signature import signatures_from_bytes

    sample = ALL[5]
    vault = an_office(tmp_path / "vault")
    try:
        case_id = bring(vault, sample, tmp_path / "case")
        begin_again(vault, case_id, sample.told, keep=())
        for to in ("received", "initial_study", "not_registered"):
            move_case(vault, case_id, to, passphrase=PASSPHRASE, on="2024-10-15", now=lambda: at("2024-10-15"), reason="")
        with vault.read() as tx:
            last = all_of(tx, case_id)[-1]
            stored, move = truth.record(tx, last.id), last.body("case")["move"]
        assert stored is not None and last.header.type == "case.decided"
        assert {one.by for one in signatures_from_bytes(stored.signatures)} == {"device", "person"}
        assert isinstance(move, dict)
        assert move["rules"] == rulebook().version and re.fullmatch(r"\d{4}-\d\d-\d\d\+[0-9a-f]{12}", rulebook().version)
        assert (move["from"], move["to"], move["missing"]) == ("initial_study", "not_registered", ["formal.in_time"])
        assert move["deadline"] == {"id": "initial_study", "last": "2024-10-16", "state": "due"}
    finally:
        vault.close()
