"""Who may keep the number books and give numbers: domain rules section 6."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.actions.numbers.give_number import give_number, number_case, void_number
from core.actions.numbers.number_book import change_book, close_book, move_book, open_book, take_book
from core.actions.numbers.number_keepers import NumberMayNot
from core.actions.office.roster import end_person
from core.actions.office.setup import found_office
from core.actions.office.unlock import unlock
from core.rules.number_pattern import keepers, kinds
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import number_books, numbers
from tests.ui.case_samples import OFFICE, PASSPHRASE, PERSON, QUICK, new_case
from tests.unit.number_samples import OTHER, now, somebody_else


def a_village(folder: Path) -> Vault:
    """Return the vault of a village supervisor who has an office of his own."""
    who, where = replace(PERSON, role="pkd"), replace(OFFICE, code="00.00.01.2001", name="PKD Mekarfiktif")
    return found_office(folder, where, who, PASSPHRASE, hardness=QUICK).vault


def book_of(vault: Vault, kind: str) -> str:
    with vault.read() as tx:
        return number_books.books(tx, vault.office, kind=kind)[0].stream


DEEDS: dict[str, Callable[[Vault, str], object]] = {
    "open": lambda vault, secret: open_book(vault, "kajian", passphrase=secret, now=now),
    "change": lambda vault, secret: change_book(
        vault, "surat", pattern="{seq}/K/{year}", values={}, restart="yearly", passphrase=secret, now=now
    ),
    "move": lambda vault, secret: move_book(vault, "surat", to_device="0" * 64, passphrase=secret, now=now),
    "take": lambda vault, secret: take_book(vault, "model_a", last_used=3, reason="Kertas", passphrase=secret, now=now),
    "close": lambda vault, secret: close_book(vault, book_of(vault, "surat"), reason="Salah", passphrase=secret, now=now),
    "give": lambda vault, secret: give_number(vault, "surat", document=new_id(), passphrase=secret, now=now),
    "register": lambda vault, secret: number_case(vault, new_case(vault), passphrase=secret, now=now),
}


@pytest.mark.parametrize("role", ["pkd", "ptps"])
def test_a_village_or_polling_station_supervisor_touches_no_book_and_registers_nothing(tmp_path: Path, role: str) -> None:
    vault = somebody_else(tmp_path / "vault", role)
    for name, deed in DEEDS.items():
        with pytest.raises(NumberMayNot):
            deed(vault, OTHER)
            pytest.fail(f"{role} could {name}")
    given = give_number(vault, "model_a", document=new_id(), passphrase=OTHER, now=now)
    assert given.text.startswith("001/LHP/")  # the number of what he writes himself
    with pytest.raises(NumberMayNot, match="keep the number books"):
        void_number(vault, given.record_id, reason="Salah", passphrase=OTHER, now=now)
    with vault.read() as tx:
        assert not any(one.is_closed for one in number_books.books(tx, vault.office)) and len(numbers.numbers(tx, vault.office)) == 1
    vault.close()


@pytest.mark.parametrize("role", ["panwascam_member", "panwascam_staff"])
def test_members_and_secretariat_keep_the_books_as_the_chair_does(tmp_path: Path, role: str) -> None:
    vault = somebody_else(tmp_path / "vault", role)
    for name in ("open", "change", "take", "give", "register", "close"):
        DEEDS[name](vault, OTHER)
    given = give_number(vault, "model_a", document=new_id(), passphrase=OTHER, now=now)
    void_number(vault, given.record_id, reason="Salah", passphrase=OTHER, now=now)
    vault.close()


def test_a_village_supervisor_alone_keeps_the_book_of_his_own_reports_and_no_other(tmp_path: Path) -> None:
    vault = a_village(tmp_path / "vault")
    open_book(vault, "model_a", passphrase=PASSPHRASE, now=now)
    given = give_number(vault, "model_a", document=new_id(), passphrase=PASSPHRASE, now=now)
    void_number(vault, given.record_id, reason="Salah", passphrase=PASSPHRASE, now=now)
    for kind in kinds().keys() - {"model_a"}:
        with pytest.raises(NumberMayNot):
            open_book(vault, kind, passphrase=PASSPHRASE, now=now)
    vault.close()


def test_an_office_whose_last_keeper_was_ended_is_not_left_without_one_for_forms_a(tmp_path: Path) -> None:
    vault = somebody_else(tmp_path / "vault", "pkd")
    take = DEEDS["take"]
    with pytest.raises(NumberMayNot):
        take(vault, OTHER)
    vault.close()
    chair = unlock(tmp_path / "vault", PASSPHRASE)
    with chair.read() as tx:
        me = chair.person(tx).id
    end_person(chair, me, "Masa jabatan berakhir", passphrase=PASSPHRASE)
    chair.close()
    again = unlock(tmp_path / "vault", OTHER)
    take(again, OTHER)
    again.close()


def test_the_roles_that_keep_books_are_those_of_the_domain_rules() -> None:
    assert keepers() == {"panwascam_member", "panwascam_chair", "panwascam_staff", "regency", "province", "national"}
    assert {kind.key for kind in kinds().values() if kind.is_for_all} == {"model_a"}
