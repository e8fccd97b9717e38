"""Cases are found by what is typed: beginnings of words in all texts, and what stands inside the words of the columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from core.vault.vault import Vault
from core.vault.views import cases, search
from tests.ui.case_samples import model_a_answers, new_case, office_vault, saved_form


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = office_vault(tmp_path / "vault")
    yield opened
    opened.close()


def test_a_single_letter_finds_the_words_that_begin_with_it(vault: Vault) -> None:
    event_, other = new_case(vault, title="Zakat di balai desa"), new_case(vault, title="Mobil dinas")
    saved_form(vault, other, "model_a", model_a_answers(event="Yang lain"))
    with vault.read() as tx:
        assert search.cases(tx, "z") == [event_]
        assert search.cases(tx, "balai d") == [event_]
        assert search.cases(tx, "y") == [other]


def test_letters_inside_of_words_are_found_in_the_columns_all_of_them_in_one_case(vault: Vault) -> None:
    found = new_case(vault, title="Pembagian sembako", number="007/LP/2024")
    new_case(vault, title="Pembagian stiker", number="008/LP/2024")
    with vault.read() as tx:
        assert list(cases.keys(tx, words="MBAK 07/")) == [found]
        assert list(cases.keys(tx, words="100%")) == []
        assert cases.with_number(tx, "07/LP", most=5) == [found]
        assert cases.with_number(tx, "LP/2024", most=1) != [found]  # the one written last


def test_for_letters_inside_of_words_no_row_is_read_that_does_not_hold_them(vault: Vault) -> None:
    asked: list[tuple[str, object]] = []
    with vault.read() as tx:
        event.listen(tx, "before_cursor_execute", lambda _c, _cursor, statement, given, *_: asked.append((statement, given)))
        for look in (lambda: cases.keys(tx, words="mbak"), lambda: cases.with_number(tx, "07", most=9)):
            look()
            statement, given = asked[-1]
            plan = [row[-1] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
            assert any("USING COVERING INDEX ix_view_cases_" in step for step in plan), plan
            assert not any(step.startswith("SCAN view_cases") and "COVERING" not in step for step in plan), plan
