"""A vault that somebody copied: both give until they learn of each other, then neither does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.numbers.give_number import give_number
from core.actions.numbers.number_book import move_book, open_book, take_book
from core.actions.numbers.number_standing import COPIED, DISPUTED, ELSEWHERE, HERE, BookStanding, NumberRefused, standing
from core.actions.office.unlock import unlock
from core.rules.number_pattern import kinds
from core.vault import truth
from core.vault.ids import new_id
from core.vault.incoming import Came, take
from core.vault.vault import Vault
from core.vault.views import same_numbers
from tests.rigs.number_laptops import begin_anew, lacking, meet
from tests.ui.case_samples import PASSPHRASE
from tests.unit.number_samples import DAY, now, two_laptops

Two = tuple[Vault, Vault]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = two_laptops(tmp_path)
    meet(*made)
    yield made
    for vault in made:
        vault.close()


def stands(vault: Vault, kind: str = "model_a") -> BookStanding:
    with vault.read() as tx:
        return standing(vault, tx, kinds()[kind], on=DAY.date())


def give(vault: Vault, kind: str = "model_a") -> str:
    return give_number(vault, kind, passphrase=PASSPHRASE, document=new_id(), now=now).text


def test_a_copied_vault_stops_giving_once_it_has_seen_its_copy(two: Two, tmp_path: Path) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    first.close()
    shutil.copytree(first.folder, tmp_path / "copy")
    original, copy = unlock(first.folder, PASSPHRASE), unlock(tmp_path / "copy", PASSPHRASE)
    assert give(original) == give(copy)
    meet(original, second)
    assert stands(second).state == ELSEWHERE
    meet(copy, second)
    with second.read() as tx:
        assert len(same_numbers.twice(tx, "00.00.01", "model_a", ("model_a",), per_case=False)) == 1
    meet(copy, original)
    for vault in (original, copy):
        assert stands(vault).state in (COPIED, DISPUTED)
        with pytest.raises(NumberRefused):
            give(vault)
        with pytest.raises(NumberRefused, match="a copy of it"):
            take_book(vault, "model_a", last_used=1, reason="Terus saja", passphrase=PASSPHRASE, now=now)
    take_book(second, "model_a", last_used=1, reason="Laptop pertama tersalin", passphrase=PASSPHRASE, now=now)
    assert give(second)[:3] == "002"
    original.close()
    copy.close()


def test_a_copy_that_wrote_nothing_learns_from_the_records_of_its_twin_that_it_is_a_copy(two: Two, tmp_path: Path) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    first.close()
    shutil.copytree(first.folder, tmp_path / "copy")
    original, copy = unlock(first.folder, PASSPHRASE), unlock(tmp_path / "copy", PASSPHRASE)
    give(original)
    move_book(original, "model_a", to_device=second.log.device, passphrase=PASSPHRASE, now=now)
    assert stands(copy).state == HERE  # it cannot know yet
    one_of_log(original, copy)  # the first number alone has come: nothing says that the book has moved on
    assert stands(copy).state == COPIED
    with pytest.raises(NumberRefused, match="a copy of it"):
        give(copy)
    with pytest.raises(NumberRefused, match="a copy of it"):
        take_book(copy, "model_a", last_used=1, reason="Terus saja", passphrase=PASSPHRASE, now=now)
    copy.rebuild()
    assert stands(copy).state == COPIED
    begin_anew(copy, now())
    take_book(copy, "model_a", last_used=1, reason="Dipulihkan", passphrase=PASSPHRASE, now=now)
    assert give(copy)[:3] == "002"
    original.close()
    copy.close()


def one_of_log(giver: Vault, taker: Vault) -> None:
    """Bring over the first record of the giver's own log that the other lacks, and no more."""
    with giver.read() as tx, taker.read() as there:
        stored = next(one for one in lacking(tx, {}) if truth.record(there, one.id) is None)
        parts = {name: part for name, part in truth.stored_parts(tx, stored.id).items() if part is not None}
    with taker.write() as tx:
        take(taker, tx, [Came(stored.header_bytes, stored.signatures, parts)])
