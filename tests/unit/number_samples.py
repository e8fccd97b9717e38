"""Two laptops of one office, and documents that wait for a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.actions.forms.drafts import begin_draft
from core.actions.forms.save_form import save_form
from core.actions.numbers.give_number import provisional_reference, with_number
from core.actions.numbers.number_book import open_book
from core.actions.office.office import PersonSetup
from core.actions.office.roster import admit_person
from core.actions.office.setup import join_office
from core.actions.office.unlock import unlock
from core.vault.vault import Vault
from tests.ui.case_samples import OFFICE, PASSPHRASE, QUICK, model_a_answers, new_case, office_vault
from tests.unit.vault_samples import roster_of

OTHER = "sandi orang yang lain"
DAY = datetime(2024, 10, 5, 9, 0, tzinfo=UTC)


def now() -> datetime:
    return DAY


def next_year() -> datetime:
    return datetime(2025, 1, 2, 9, 0, tzinfo=UTC)


def two_laptops(below: Path) -> tuple[Vault, Vault]:
    """Return the vaults of an office's first laptop and of a second one that joined."""
    first = office_vault(below / "first")
    return first, join_office(below / "second", roster_of(first), office=OFFICE.code, passphrase=PASSPHRASE).vault


def somebody_else(folder: Path, role: str) -> Vault:
    """Return an office's vault with books of Forms A and of letters, unlocked by a second person of this role."""
    first = office_vault(folder)
    admit_person(first, PersonSetup(name="Lina Ujicoba", position="", role=role), OTHER, passphrase=PASSPHRASE, hardness=QUICK)
    for kind in ("model_a", "surat", "temuan"):
        open_book(first, kind, passphrase=PASSPHRASE, now=now)
    first.close()
    return unlock(folder, OTHER)


def waiting_form(vault: Vault, *, case_id: str = "") -> str:
    """Return the stream of a saved Form A that bears a provisional reference."""
    draft = begin_draft(vault, "model_a", case_id=case_id or new_case(vault), answers=model_a_answers(number="-"))
    answers = with_number(draft.answers, ("supervision", "number"), provisional_reference(draft.stream))
    save_form(vault, replace(draft, answers=answers))
    return draft.stream
