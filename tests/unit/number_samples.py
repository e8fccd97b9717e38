"""Two laptops of one office, and documents that wait for a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.actions.forms.drafts import begin_draft
from core.actions.forms.save_form import save_form
from core.actions.numbers.give_number import provisional_reference, with_number
from core.actions.office.setup import join_office
from core.vault.vault import Vault
from tests.ui.case_samples import OFFICE, PASSPHRASE, model_a_answers, new_case, office_vault
from tests.unit.vault_samples import roster_of

DAY = datetime(2024, 10, 5, 9, 0, tzinfo=UTC)


def now() -> datetime:
    return DAY


def next_year() -> datetime:
    return datetime(2025, 1, 2, 9, 0, tzinfo=UTC)


def two_laptops(below: Path) -> tuple[Vault, Vault]:
    """Return the vaults of an office's first laptop and of a second one that joined."""
    first = office_vault(below / "first")
    return first, join_office(below / "second", roster_of(first), office=OFFICE.code, passphrase=PASSPHRASE).vault


def waiting_form(vault: Vault, *, case_id: str = "") -> str:
    """Return the stream of a saved Form A that bears a provisional reference."""
    draft = begin_draft(vault, "model_a", case_id=case_id or new_case(vault), answers=model_a_answers(number="-"))
    answers = with_number(draft.answers, ("supervision", "number"), provisional_reference(draft.stream))
    save_form(vault, replace(draft, answers=answers))
    return draft.stream
