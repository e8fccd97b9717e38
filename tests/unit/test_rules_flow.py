"""The way of a case, who may move it, and what a breach amounts to: exactly the tables of the domain rules, and never a wall."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from core.actions.cases.case_rules import case_rules, due, most_due
from core.actions.cases.judge_case import TickWrong, choose_breaches, tick
from core.actions.cases.move_case import AgainstAdvice, DateImpossible, MoveRefused, add_hearing, move_case, set_days
from core.actions.cases.open_case import CaseRefused, RegimeFixed, change_case, change_regime, open_case
from core.actions.cases.rule_settings import keep_rule_settings
from core.actions.forms.save_form import save_imported
from core.rules.breaches import misfits, missing_for_sbt, outcome
from core.rules.case_facts import CaseFacts, Party, Tick
from core.rules.catalogue import ViolationUnknown, catalogue
from core.rules.permitted import condition_code, why_permitted
from core.rules.requirements import missing, requirements
from core.rules.rulebook import rulebook
from core.rules.settings import read_settings
from core.rules.status_flow import move, moves
from core.vault.views import cases
from core.vault.views.said import all_of
from tests.ui.case_samples import PASSPHRASE
from tests.unit.rule_samples import an_office, at

SETTINGS = read_settings(timezone="WIB")
FLOW = """
draft | lhp_signed, received
lhp_signed | plenary, archived
plenary | advice_given, finding, archived
advice_given | archived, finding
finding | registered, handed_over, taken_over
received | initial_study
initial_study | awaiting_completion, registered, not_registered, handed_over, taken_over, preliminary_info
awaiting_completion | registered, not_registered
not_registered | notified
preliminary_info | plenary, archived
registered | clarification, handed_over, taken_over
clarification | study
study | decided_proven, decided_not_proven, extended
extended | decided_proven, decided_not_proven
decided_proven | forwarded
decided_not_proven | notified
forwarded | notified
handed_over | notified, closed
taken_over | notified, closed
notified | closed
closed |
archived |
"""
NOW = at("2024-10-15")


@pytest.fixture
def vault(tmp_path: Path):
    opened = an_office(tmp_path / "vault")
    yield opened
    opened.close()


def test_the_flow_is_exactly_the_table() -> None:
    table = {
        line.split("|")[0].strip(): [one.strip() for one in line.split("|")[1].split(",") if one.strip()]
        for line in FLOW.split("\n")
        if line
    }
    assert {status: [rule.to for rule in rules] for status, rules in rulebook().statuses.items()} == table
    assert len(table) == 22


def test_every_move_has_its_reason_and_says_who_may() -> None:
    for rules in rulebook().statuses.values():
        for rule in rules:
            assert rule.why.id and rule.why.en and rule.mark in "VPM" and {"regency", "province", "national"} <= rule.roles
    signing = {rule.to for rules in rulebook().statuses.values() for rule in rules if rule.is_decision}
    assert signing == rulebook().statuses.keys() - {
        "draft",
        "lhp_signed",
        "received",
        "plenary",
        "initial_study",
        "clarification",
        "study",
        "notified",
    }


def test_a_polling_station_supervisor_does_not_decide_register_or_clarify_and_the_staff_does_not_vote() -> None:
    decided = ("registered", "finding", "decided_proven", "decided_not_proven", "clarification", "not_registered")
    for status, rules in rulebook().statuses.items():
        for rule in (one for one in rules if one.to in decided):
            for role in ("ptps", "pkd", "panwascam_staff"):
                found = move(CaseFacts(regime="pemilihan", origin="laporan", status=status), SETTINGS, NOW, role, rule.to)
                assert "role" in [one.code for one in found.objections], (role, status, rule.to)
    assert not [
        one
        for one in moves(CaseFacts(regime="pemilihan", origin="laporan", has_report=True), SETTINGS, NOW, "panwascam_staff")
        if one.to == "received" and one.objections
    ]
    taken = move(CaseFacts(regime="pemilihan", origin="temuan", status="registered"), SETTINGS, NOW, "panwascam_chair", "taken_over")
    assert [one.code for one in taken.objections] == ["role"]


def test_nothing_is_registered_with_something_missing_unless_a_reason_is_given(vault) -> None:
    case_id = _report(vault, place="")
    for to in ("received", "initial_study"):
        move_case(vault, case_id, to, now=lambda: NOW)
    with pytest.raises(AgainstAdvice) as refused:
        move_case(vault, case_id, "registered", passphrase=PASSPHRASE, now=lambda: NOW)
    assert refused.value.details["objections"] == ["missing"]
    with vault.read() as tx:
        assert cases.one(tx, case_id).status == "initial_study"
    move_case(vault, case_id, "registered", passphrase=PASSPHRASE, reason="Pleno 15 Oktober: tempat menyusul", now=lambda: NOW)
    with vault.read() as tx:
        said = all_of(tx, case_id)[-1].body("case")["move"]
    assert said["reason"] == "Pleno 15 Oktober: tempat menyusul" and said["missing"] == ["material.place", "material.evidence"]
    assert said["against"] == [{"code": "missing", "names": ["material.place", "material.evidence"]}]


def test_a_move_that_the_flow_does_not_know_is_possible_with_a_reason_and_signed(vault) -> None:
    case_id = _report(vault)
    with pytest.raises(AgainstAdvice):
        move_case(vault, case_id, "closed", passphrase=PASSPHRASE)
    with pytest.raises(MoveRefused):
        move_case(vault, case_id, "no_such_status", passphrase=PASSPHRASE, reason="x")
    move_case(vault, case_id, "closed", passphrase=PASSPHRASE, reason="Digabung dengan perkara lain")
    with vault.read() as tx:
        assert cases.one(tx, case_id).status == "closed" and all_of(tx, case_id)[-1].header.type == "case.decided"


def test_the_day_of_a_move_must_exist_and_have_come(vault) -> None:
    case_id = _report(vault)
    for day in ("2024-02-30", "2024-10-16", "besok", "31-12-2024"):
        with pytest.raises(DateImpossible):
            move_case(vault, case_id, "received", on=day, now=lambda: NOW)
    for days in ({"known": "2024-02-30"}, {"known": "2030-01-01"}):
        with pytest.raises(DateImpossible):
            set_days(vault, case_id, days, now=lambda: NOW)
    with pytest.raises(DateImpossible):
        add_hearing(vault, case_id, invited="2024-10-10", held="2024-02-31", now=lambda: NOW)
    add_hearing(vault, case_id, invited="2024-10-15", held="2024-10-20", now=lambda: NOW)
    assert [one.state for one in case_rules(vault, case_id, now=lambda: NOW).deadlines if one.id == "invite"] == ["kept"]


def test_the_regime_changes_before_a_number_and_never_after_it(vault) -> None:
    case_id = open_case(vault, regime="pemilihan", origin="laporan").cases[0]
    change_regime(vault, case_id, "pemilu")
    assert case_rules(vault, case_id).facts.regime == "pemilu"
    change_case(vault, case_id, {"regime": "pemilihan", "title": "x"})  # not by this door
    assert case_rules(vault, case_id).facts.regime == "pemilu"
    change_case(vault, case_id, {"number": "001/LP/PL/Kec.Sukarekaan/00.00/I/2024"})
    change_case(vault, case_id, {"number": ""})  # once given, given
    with pytest.raises(RegimeFixed) as refused:
        change_regime(vault, case_id, "pemilihan")
    assert refused.value.details["number"].startswith("001/LP") and refused.value.hint
    assert case_rules(vault, case_id).facts.regime == "pemilu"
    for regime in ("", "pilkades"):
        with pytest.raises(CaseRefused):
            change_regime(vault, case_id, regime)


def test_a_provisional_reference_is_no_number_and_leaves_the_regime_open(vault) -> None:
    case_id = open_case(vault, regime="pemilihan", origin="laporan").cases[0]
    save_imported(vault, "laporan", case_id=case_id, answers={"reception": {"number": "SEMENTARA-7F3K-2Q9D"}}, source="")
    change_regime(vault, case_id, "pemilu")
    save_imported(vault, "laporan", case_id=case_id, answers={"reception": {"number": "001/LP/PL/Kec.Sukarekaan/00.00/I/2024"}}, source="x")
    with pytest.raises(RegimeFixed):
        change_regime(vault, case_id, "pemilihan")


def test_when_the_report_was_handed_in_is_corrected_with_a_reason_only(vault) -> None:
    case_id = _report(vault)
    before = case_rules(vault, case_id).facts.days["handed_in"]
    with pytest.raises(MoveRefused):
        set_days(vault, case_id, {"handed_in": "2024-10-13T09:00"})
    set_days(vault, case_id, {"handed_in": "2024-10-13T09:00"}, reason="Salah ketik; buku tamu")
    assert (before, case_rules(vault, case_id).facts.days["handed_in"]) == ("2024-10-14T10:15", "2024-10-13T09:00")


def test_one_event_may_be_several_kinds_and_the_bookkeeping_of_ethics_is_never_mixed() -> None:
    head = (Party(name="K", address="D", subject_kind="kepala_desa"),)
    facts = CaseFacts(
        regime="pemilihan", origin="laporan", reported=head, violations=("resource_social_aid", "village_head_partisan_pilkada")
    )
    found = outcome(facts, SETTINGS)
    assert (found.kinds, found.class_, found.is_beyond_district) == (("pidana", "hukum_lainnya"), "pidana", True)
    assert found.forward_to == ("bawaslu_regency_takeover", "gakkumdu", "bupati_via_bawaslu_regency")
    book = rulebook()
    assert book.class_keys["kode_etik"] == "asn_code_of_ethics" and "organiser_ethics" in book.kinds
    assert not book.class_keys.keys() & book.kinds.keys() - {"pidana", "administrasi"}
    asn = (Party(name="P", address="D", subject_kind="asn_pns"),)
    moral = [one.id for one in catalogue().violations if one.class_ == "kode_etik"]
    for breach, regime in product(moral, ("pemilihan", "pemilu")):
        judged = outcome(CaseFacts(regime=regime, origin="temuan", reported=asn, violations=(breach,)), SETTINGS)
        assert judged.kinds == ("hukum_lainnya",) and judged.class_key == "asn_code_of_ethics" and not judged.is_beyond_district
        assert not [route for route in judged.routes if "DKPP" in route.then.id]
        assert judged.forward_to == ("bkn_via_bawaslu_regency", "ppk_agency")
    organiser = outcome(CaseFacts(regime="pemilu", origin="laporan", kinds=("organiser_ethics",)), SETTINGS)
    assert organiser.forward_to == ("bawaslu_regency_takeover",) and organiser.is_beyond_district and organiser.class_key == ""
    assert [route.then.id for route in organiser.routes] == ["DKPP"]


def test_every_kind_of_the_table_has_its_route_in_each_regime() -> None:
    for regime, kind in product(("pemilihan", "pemilu"), rulebook().kinds.keys() - {"bukan_pelanggaran", "tidak_diregistrasi"}):
        facts = CaseFacts(regime=regime, origin="temuan", kinds=(kind,))
        routes = outcome(facts, SETTINGS).routes
        assert routes and all(route.article and route.decides.id and route.mark in "VPM" for route in routes), (regime, kind)
    for subject in ("asn_pns", "asn_pppk", "kepala_desa", "perangkat_desa", "bpd", "tni", "polri", "pegawai_bumn", "pegawai_bumd"):
        facts = CaseFacts(regime="pemilu", origin="temuan", kinds=("hukum_lainnya",), reported=(Party(name="x", subject_kind=subject),))
        assert len(outcome(facts, SETTINGS).routes) == 1, subject


def test_a_tsm_or_crime_is_not_decided_in_a_district() -> None:
    facts = CaseFacts(regime="pemilihan", origin="temuan", status="study", violations=("local_official_favouring_decision",))
    found = move(facts, SETTINGS, NOW, "panwascam_chair", "decided_proven")
    assert [(one.code, one.names) for one in found.objections] == [("not_in_power", ("pidana",))]


def test_sbt_asks_for_nip_or_nik_of_civil_servants_and_blocks_nothing() -> None:
    people = (
        Party(name="A", subject_kind="asn_pns"),
        Party(name="B", subject_kind="asn_pppk", nik="0000000000000101"),
        Party(name="C", subject_kind="asn_pns", nip="000000000000000101"),
        Party(name="D", subject_kind="kepala_desa"),
    )
    facts = CaseFacts(regime="pemilihan", origin="temuan", status="decided_proven", reported=people, violations=("resource_gesture",))
    assert [one.name for one in missing_for_sbt(facts)] == ["A"]
    assert move(facts, SETTINGS, NOW, "panwascam_chair", "forwarded").objections == ()


def test_a_breach_of_another_phase_regime_or_subject_is_pointed_out() -> None:
    asn = (Party(name="A", subject_kind="asn_pns"),)
    facts = CaseFacts(regime="pemilihan", origin="temuan", reported=asn, event_date="2024-10-05")
    found = {one: [(miss.what, str(miss.day)) for miss in misfits(replace(facts, violations=(one,)), SETTINGS)] for one in (
        "ethics_photo_with_candidate", "discipline_photo_with_candidate", "village_head_partisan_pilkada", "pemilu_partisan_activity",
    )}  # fmt: skip
    assert found == {
        "ethics_photo_with_candidate": [("phase", "2024-09-22")],
        "discipline_photo_with_candidate": [],
        "village_head_partisan_pilkada": [("subject", "None")],
        "pemilu_partisan_activity": [("regime", "None")],
    }
    early = replace(
        facts,
        event_date="2024-03-21",
        reported=(Party(name="B", subject_kind="kepala_daerah"),),
        violations=("incumbent_replaces_officials",),
    )
    assert [(one.what, str(one.day)) for one in misfits(early, SETTINGS)] == [("not_before", "2024-03-22")]
    assert misfits(replace(early, event_date="2024-03-22"), SETTINGS) == ()


def test_the_program_says_why_an_act_is_allowed_and_what_it_becomes_when_it_is_not() -> None:
    act = "permitted_passive_attendance"
    assert (why_permitted(act, {}).state, len(why_permitted(act, {}).conditions)) == ("unclear", 6)
    ticked = {condition_code(act, number): Tick("met") for number in range(5)}
    allowed = why_permitted(act, ticked)
    assert allowed.state == "met" and allowed.becomes == () and allowed.act.basis  # the sixth is an advice only
    broken = why_permitted(act, ticked | {condition_code(act, 1): Tick("missing")}, "pemilihan")
    assert broken.state == "missing" and "discipline_attend_declaration_active" in [one.id for one in broken.becomes]
    with pytest.raises(ViolationUnknown):
        why_permitted("permitted_everything", {})


def test_requirements_are_those_of_the_regime_and_know_three_states() -> None:
    lists = {
        "pemilihan": {
            "formal.reporter_identity",
            "formal.reported_party",
            "formal.reported_address",
            "formal.in_time",
            "formal.signature_match",
        },
        "pemilu": {"formal.reporter_identity", "formal.reported_party", "formal.in_time"},
    }
    material = {"material.time", "material.place", "material.description", "material.evidence"}
    for regime, formal in lists.items():
        found = requirements(CaseFacts(regime=regime, origin="laporan"), SETTINGS, NOW)
        assert {one.code for one in found} == formal | material
        assert {one.state for one in found if one.code == "formal.in_time"} == {"unclear"}
    nothing = CaseFacts(regime="pemilihan", origin="pengawasan", has_violation=False)
    assert requirements(nothing, SETTINGS, NOW) == ()
    told = CaseFacts(regime="pemilu", origin="laporan", reporter="A", reported=(Party(name="B"),), event_date="2024-01-16", event_place="x",
                     description="y", evidence=1, days={"known": "2024-01-16", "handed_in": "2024-01-22T09:05"})  # fmt: skip
    assert missing(requirements(told, SETTINGS, NOW)) == ("formal.reporter_identity",)  # its address
    assert missing(requirements(replace(told, reporter_address="z"), SETTINGS, NOW)) == ()
    late = replace(told, days={"known": "2024-01-16", "handed_in": "2024-01-25T17:30"})  # the last day, but the desk was closed
    assert {one.state: one.why for one in requirements(late, SETTINGS, NOW) if one.code == "formal.in_time"} == {"unclear": "after_hours"}
    sealed = replace(told, reporter="", is_reporter_sealed=True)
    assert {one.state for one in requirements(sealed, SETTINGS, NOW) if one.code == "formal.reporter_identity"} == {"unclear"}


def test_a_persons_tick_goes_before_what_was_computed_and_stays_beside_it(vault) -> None:
    case_id = _report(vault, place="")
    tick(vault, case_id, {"material.place": Tick("met", "disebut lisan"), "formal.signature_match": Tick("met")})
    found = {one.code: one for one in case_rules(vault, case_id).requirements}
    place = found["material.place"]
    assert (place.state, place.computed, place.note, place.is_ticked) == ("met", "missing", "disebut lisan", True)
    tick(vault, case_id, {"material.place": None})
    assert {one.code: one.state for one in case_rules(vault, case_id).requirements}["material.place"] == "missing"
    for wrong in ({"material.weather": Tick("met")}, {"material.place": Tick("perhaps")}, {"permitted_voting.9": Tick("met")}):
        with pytest.raises(TickWrong):
            tick(vault, case_id, wrong)
    for choice in ({"violations": ["no_such_breach"]}, {"permitted": ["resource_gesture"]}, {"would_be": ["x"]}):
        with pytest.raises(ViolationUnknown):
            choose_breaches(vault, case_id, **choice)
    with pytest.raises(TickWrong):
        choose_breaches(vault, case_id, kinds=["kode_etik"])


def test_what_is_ended_presses_no_more(vault) -> None:
    case_id = _report(vault)
    assert [(one.deadline.id, one.deadline.state) for one in due(vault, now=lambda: at("2024-10-17"))] == [("initial_study", "overdue")]
    move_case(vault, case_id, "closed", passphrase=PASSPHRASE, reason="Digabung")
    assert due(vault, now=lambda: at("2024-10-17")) == ()


def test_the_list_of_what_presses_looks_one_day_ahead_and_puts_the_overdue_first(vault) -> None:
    found = {}
    for day in ("2024-10-07", "2024-10-08", "2024-10-09", "2024-10-10", "2024-10-01"):
        case_id = open_case(
            vault, regime="pemilihan", origin="temuan", facts={"timeline": {"known": day}, "violations": ["resource_gesture"]}
        ).cases[0]
        found[case_id] = day
    # counted to the 14th, 15th, 16th, 17th and 8th; today is Tuesday the 15th
    assert [found[one.case.case_id] for one in due(vault, now=lambda: NOW)] == ["2024-10-01", "2024-10-07", "2024-10-08", "2024-10-09"]
    assert [one.deadline.state for one in due(vault, now=lambda: NOW)] == ["overdue", "overdue", "due", "due"]
    assert most_due(vault, 3, now=lambda: NOW) == (due(vault, now=lambda: NOW)[:3], 4)


def test_the_settings_of_the_office_move_the_days_of_its_cases(vault) -> None:
    case_id = open_case(vault, regime="pemilihan", origin="temuan", facts={"timeline": {"known": "2024-10-07"}}).cases[0]
    before = case_rules(vault, case_id, now=lambda: NOW).deadlines[0].counted.last
    keep_rule_settings(vault, {"count_first_day": True})
    after = case_rules(vault, case_id, now=lambda: NOW).deadlines[0].counted.last
    assert (str(before), str(after)) == ("2024-10-14", "2024-10-13")


def _report(vault, *, place: str = "Balai Desa", known: str = "2024-10-12") -> str:
    case_id = open_case(vault, regime="pemilihan", origin="laporan").cases[0]
    answers: dict[str, Any] = {
        "reporter": {"name": "Yanto Seandainya", "birth_place": "Kota Rekaan", "birth_date": "1985-01-01", "sex": "laki_laki",
                     "occupation": "Petani", "nationality": "WNI", "address": "Desa Tirtacontoh", "phone": "0800-0000-201"},
        "reported_list": {"reported": [{"_id": "0190a000-0000-7000-8000-000000000001", "name": "Karsa", "address": "Desa"}]},
        "incident": {"event": "Bantuan", "event_place": place, "event_date": known, "known_date": known},
        "evidence_list": {},
        "account": {"description": "Uraian"},
        "reception": {"reported_at": {"reported_date": "2024-10-14", "reported_time": "10:15", "timezone": "WIB"}},
        "signing": {"signed_how": "on_paper"},
    }  # fmt: skip
    if not place:
        answers["incident"].pop("event_place")
    save_imported(vault, "laporan", case_id=case_id, answers=answers, source="uji")
    return case_id
