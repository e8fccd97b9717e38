"""What an office sets holds on all its laptops, has a history, and two laptops that set it apart are seen and settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.actions.cases.rule_settings import keep_rule_settings, rule_settings
from core.actions.forms.form_wording import keep_wordings, wordings
from core.actions.office.letterhead import Paper, keep_paper, paper_of
from core.actions.office.office_settings import PAPERS, RULES, WORDING, SettingGone, decide_for, set_for_office, two_at_once
from core.actions.office.setup import join_office
from core.rules.settings import RuleSettings
from core.vault import local
from core.vault.incoming import take
from core.vault.vault import NobodyHere, Vault
from core.vault.views import history
from core.vault.views.office_settings import SETTINGS_CHANGED, stream_of
from tests.ui.case_samples import OFFICE, PASSPHRASE, office_vault
from tests.unit.vault_samples import everything_of, roster_of


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


@pytest.fixture
def second(tmp_path: Path, vault: Vault) -> Iterator[Vault]:
    """Another laptop of the office."""
    opened = join_office(tmp_path / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    bring(opened, vault)
    yield opened
    opened.close()


def bring(to: Vault, *others: Vault) -> None:
    """Bring every record of the others, as an exchange would."""
    for other in others:
        with to.write() as tx:
            take(to, tx, everything_of(other))


def rules(vault: Vault) -> RuleSettings:
    with vault.read() as tx:
        return rule_settings(vault, tx)


def paper(vault: Vault) -> Paper:
    with vault.read() as tx:
        return paper_of(vault, tx)


def changes_of(vault: Vault, subject: str) -> int:
    with vault.read() as tx:
        return len([one for one in history.of_stream(tx, stream_of(vault.office, subject)) if one.type == SETTINGS_CHANGED])


def test_what_one_laptop_sets_the_other_has_once_the_record_came(vault: Vault, second: Vault) -> None:
    keep_rule_settings(vault, {"added": {"2026-12-24": "Libur daerah"}, "count_first_day": True})
    keep_wordings(vault, "undangan", {"code/pemilihan": "FORMULIR MODEL A.8"})
    keep_paper(vault, Paper(usual="F4", by_form={"model_a": "A4", "undangan": "F4"}))
    assert rules(second) != rules(vault)
    bring(second, vault)
    assert rules(second) == rules(vault) and rules(second).added == {date(2026, 12, 24): "Libur daerah"}
    assert {one.own for one in wordings(second, "undangan") if one.own} == {"FORMULIR MODEL A.8"}
    assert (paper(second).usual, paper(second).by_form, paper(second).size_for("model_a")) == ("F4", {"model_a": "A4"}, "A4")


def test_setting_the_same_again_writes_nothing_and_every_change_stays_in_the_history(vault: Vault) -> None:
    keep_rule_settings(vault, {"count_first_day": True})
    keep_rule_settings(vault, {"count_first_day": True})
    assert changes_of(vault, RULES) == 1
    keep_rule_settings(vault, {"count_first_day": False})
    assert changes_of(vault, RULES) == 2 and not rules(vault).count_first_day


def test_two_laptops_that_set_it_apart_are_seen_agree_all_the_same_and_one_decides(vault: Vault, second: Vault) -> None:
    keep_rule_settings(vault, {"joint_leave_is_working_day": True})
    bring(second, vault)
    keep_rule_settings(vault, {"count_first_day": True})
    keep_rule_settings(second, {"added": {"2026-12-24": "Libur daerah"}})
    bring(vault, second)
    bring(second, vault)
    assert rules(vault) == rules(second) and rules(vault).joint_leave_is_working_day
    shown, other = two_at_once(vault, RULES)
    assert (shown, other) == two_at_once(second, RULES)
    decide_for(second, RULES, other.record_id)
    bring(vault, second)
    assert two_at_once(vault, RULES) == two_at_once(second, RULES) == () and rules(vault) == rules(second)
    with vault.read() as tx:
        parents = history.of_stream(tx, stream_of(vault.office, RULES))
    assert len(parents) == 4
    with pytest.raises(SettingGone):
        decide_for(vault, RULES, shown.record_id)


def test_settings_of_an_earlier_build_count_on_their_laptop_and_the_first_change_takes_them_over(vault: Vault, second: Vault) -> None:
    with vault.write() as tx:
        local.keep_setting(tx, "rules", {"count_first_day": True})
        local.keep_setting(tx, "form_wording", {"undangan": {"code/pemilihan": "FORMULIR MODEL A.8"}})
        local.keep_setting(tx, "paper_size", "F4")
    assert rules(vault).count_first_day and paper(vault).usual == "F4"
    keep_rule_settings(vault, {"joint_leave_is_working_day": True})
    keep_wordings(vault, "kajian", {"code/pemilu": "FORMULIR MODEL B.13"})
    keep_paper(vault, Paper(usual="F4", by_form={"laporan": "A4"}))
    bring(second, vault)
    assert rules(second).count_first_day and rules(second).joint_leave_is_working_day
    assert {one.own for form in ("undangan", "kajian") for one in wordings(second, form)} == {
        "",
        "FORMULIR MODEL A.8",
        "FORMULIR MODEL B.13",
    }
    assert paper(second).size_for("undangan") == "F4"


def test_a_length_that_the_rules_no_longer_leave_open_hinders_nobody(vault: Vault) -> None:
    with vault.write() as tx:
        set_for_office(vault, tx, RULES, {"lengths": {"pemilihan.followup": 4, "pemilihan.tomorrow": 1, "pemilihan.completion": 3}})
    assert rules(vault).lengths == {("pemilihan", "completion"): 3}
    keep_rule_settings(vault, {"count_first_day": True})
    assert rules(vault).lengths == {("pemilihan", "completion"): 3}


def test_another_offices_settings_and_a_record_in_a_strange_stream_count_for_nothing(vault: Vault) -> None:
    assert len({stream_of(office, subject) for office in ("00.00.01", "00.00") for subject in (RULES, WORDING, PAPERS)}) == 6
    me, vault.me = vault.me, None
    with pytest.raises(NobodyHere):
        keep_rule_settings(vault, {"count_first_day": True})
    vault.me = me
    assert not rules(vault).count_first_day


def test_rebuilding_gives_the_same_settings(vault: Vault, second: Vault) -> None:
    keep_rule_settings(vault, {"count_first_day": True})
    keep_rule_settings(second, {"joint_leave_is_working_day": True})
    bring(vault, second)
    before = two_at_once(vault, RULES)
    vault.rebuild()
    assert two_at_once(vault, RULES) == before and len(before) == 2
