"""A withdrawn form no longer counts, and everything that was said, signed and printed of it stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.actions.cases.open_case import change_case
from core.actions.cases.reasons import reasons_of
from core.actions.check.check_vault import check_vault
from core.actions.forms.drafts import FormWithdrawn, reopen
from core.actions.forms.save_form import save_form
from core.actions.forms.seal_statement import seal_statement
from core.actions.forms.withdraw_form import WithdrawalRefused, withdraw_form
from core.actions.office.setup import join_office
from core.actions.papers.papers import sign_paper
from core.actions.papers.print_plan import Wish, plan_prints
from core.vault import local
from core.vault.errors import WrongPassphrase
from core.vault.vault import Vault
from core.vault.views import cases, documents, history, papers
from tests.rigs.number_laptops import meet
from tests.ui.case_samples import OFFICE, PASSPHRASE, model_a_answers, new_case, office_vault, saved_form, statement_answers
from tests.unit.vault_samples import roster_of


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def test_its_papers_and_history_stay_with_the_reason_and_it_is_not_printed_any_more(vault: Vault) -> None:
    case = new_case(vault)
    stream = saved_form(vault, case, "model_a", model_a_answers())
    sign_paper(vault, stream, passphrase=PASSPHRASE)
    reopen(vault, stream)
    with pytest.raises(WithdrawalRefused):
        withdraw_form(vault, stream, "  ")
    withdraw_form(vault, stream, "Salah orang")
    with vault.read() as tx:
        document, events = documents.one(tx, stream), history.of_case(tx, case)
        assert document is not None
        assert (document.is_withdrawn, document.heads, document.number != "") == (True, 1, True)
        assert len(papers.of_case(tx, case)) == 1
        assert list(reasons_of(tx, events).values()) == ["Salah orang"]
        row = cases.one(tx, case)
        assert row is not None
        assert row.documents == 0
        assert local.all_drafts(tx) == []
    assert plan_prints(vault, Wish(cases=(case,))).lines == ()
    assert check_vault(vault).is_whole


def test_nothing_is_built_on_it(vault: Vault) -> None:
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    draft = reopen(vault, stream)
    withdraw_form(vault, stream, "Salah orang")
    for deed in (lambda: reopen(vault, stream), lambda: save_form(vault, draft), lambda: withdraw_form(vault, stream, "Lagi")):
        with pytest.raises(FormWithdrawn):
            deed()


def test_a_sealed_statement_is_withdrawn_by_a_legal_act_and_still_shows_what_was_sealed(vault: Vault) -> None:
    stream = saved_form(vault, new_case(vault), "ba_klarifikasi", statement_answers())
    seal_statement(vault, stream, passphrase=PASSPHRASE, on_paper=True)
    with pytest.raises(WrongPassphrase):
        withdraw_form(vault, stream, "Dicabut yang bersangkutan", passphrase="bukan ini")
    withdraw_form(vault, stream, "Dicabut yang bersangkutan", passphrase=PASSPHRASE)
    with vault.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None
    assert (document.is_sealed, document.is_withdrawn) == (True, True)
    assert check_vault(vault).is_whole


def test_a_withdrawal_holds_against_a_version_that_was_saved_elsewhere_meanwhile(vault: Vault, tmp_path: Path) -> None:
    second = join_office(tmp_path / "second", roster_of(vault), office=OFFICE.code, passphrase=PASSPHRASE).vault
    stream = saved_form(vault, new_case(vault), "model_a", model_a_answers())
    meet(vault, second)
    draft = reopen(second, stream)
    save_form(second, replace(draft, answers={**draft.answers, "outcome": {"result": "Versi lain"}}))
    withdraw_form(vault, stream, "Salah orang")
    meet(vault, second)
    for laptop in (vault, second):
        with laptop.read() as tx:
            document = documents.one(tx, stream)
        assert document is not None
        assert (document.is_withdrawn, document.heads) == (True, 1)
    second.close()


def test_facts_of_a_case_are_put_right_with_a_reason(vault: Vault) -> None:
    case = new_case(vault, title="Mobil dians")
    change_case(vault, case, {"title": "Mobil dinas"}, reason="Salah ketik")
    change_case(vault, case, {"status": "plenary"})
    with vault.read() as tx:
        assert list(reasons_of(tx, history.of_case(tx, case)).values()) == ["Salah ketik"]
        row = cases.one(tx, case)
    assert row is not None
    assert row.title == "Mobil dinas"
