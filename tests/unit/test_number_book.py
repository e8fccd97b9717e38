"""Number books: who may give, what comes next, what happens to a book that moves, is lost, copied or opened twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core.actions.cases.open_case import RegimeFixed, change_case, change_regime
from core.actions.forms.drafts import begin_draft, reopen
from core.actions.forms.save_form import AnswersInvalid
from core.actions.numbers.give_number import (
    give_number,
    number_case,
    number_document,
    number_documents,
    provisional_reference,
    void_number,
)
from core.actions.numbers.number_book import change_book, close_book, move_book, open_book, take_book
from core.actions.numbers.number_standing import (
    DISPUTED,
    ELSEWHERE,
    HERE,
    NONE,
    SECOND,
    BookStanding,
    NumberRefused,
    laptops,
    standing,
)
from core.actions.office.unlock import unlock
from core.errors import AppError
from core.rules.number_pattern import PatternUnfit, kinds
from core.vault import truth
from core.vault.errors import WrongPassphrase
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import cases, documents, history, number_books, numbers, same_numbers, typed_numbers
from record.signature import signatures_from_bytes
from tests.rigs.number_laptops import begin_anew, meet
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from tests.unit.number_samples import DAY, next_year, now, two_laptops, waiting_form

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


def test_numbers_follow_each_other_and_begin_again_in_the_new_year(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    assert [give(first)[:3] for _ in range(3)] == ["001", "002", "003"]
    text = give_number(first, "model_a", passphrase=PASSPHRASE, document=new_id(), now=next_year).text
    assert text == "001/LHP/PM.01.02/K-00.00.01/I/2025"
    assert give(first)[:3] == "004"  # a clock that went back goes on in its own year


def test_a_sequence_that_never_restarts_goes_on_over_the_year(two: Two) -> None:
    first, _ = two
    open_book(first, "surat", pattern="{seq:04}/SK", restart="never", passphrase=PASSPHRASE, now=now)
    assert give(first, "surat") == "0001/SK"
    assert give_number(first, "surat", passphrase=PASSPHRASE, document=new_id(), now=next_year).text == "0002/SK"


def test_only_the_laptop_with_the_book_gives_and_the_other_says_where_it_is(two: Two) -> None:
    first, second = two
    with pytest.raises(NumberRefused, match="no book of this kind yet"):
        give(second)
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    meet(first, second)
    assert (stands(first).state, stands(second).state) == (HERE, ELSEWHERE)
    with pytest.raises(NumberRefused, match="is on laptop") as refused:
        give(second)
    assert refused.value.details["laptop"]
    with pytest.raises(NumberRefused, match="has a book of this kind"):
        open_book(second, "model_a", passphrase=PASSPHRASE, now=now)


def test_a_number_is_a_legal_act_with_the_persons_own_signature(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    with pytest.raises(WrongPassphrase):
        give_number(first, "model_a", passphrase="tebakan yang salah", document=new_id(), now=now)
    assert stands(first).next_number.startswith("001/")  # and nothing was used up
    numbered = give_number(first, "model_a", passphrase=PASSPHRASE, document=new_id(), now=now)
    with first.read() as tx:
        stored = truth.record(tx, numbered.record_id)
    assert stored is not None and {one.by for one in signatures_from_bytes(stored.signatures)} == {"device", "person"}


def test_a_book_moves_by_its_record_alone_and_goes_on_behind_the_last_number(two: Two) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    give(first)
    with first.read() as tx:
        target = next(one for one in laptops(first, tx) if one.device == second.log.device)
    move_book(first, "model_a", to_device=target.device, passphrase=PASSPHRASE, now=now)
    with pytest.raises(NumberRefused):
        give(first)
    with pytest.raises(NumberRefused):
        give(second)  # the record is not there yet
    meet(first, second)
    assert give(second)[:3] == "002" and stands(first).state == ELSEWHERE


def test_a_book_does_not_move_to_a_stranger_or_to_itself(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    for device in ("0" * 64, first.log.device):
        with pytest.raises(NumberRefused, match="not one of this office's others"):
            move_book(first, "model_a", to_device=device, passphrase=PASSPHRASE, now=now)
    assert stands(first).state == HERE


def test_a_restored_vault_holds_no_book_until_the_last_number_is_typed(two: Two, tmp_path: Path) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    give(first)
    first.close()
    shutil.copytree(first.folder, tmp_path / "backup")
    lost = unlock(first.folder, PASSPHRASE)
    assert [give(lost)[:3] for _ in range(4)] == ["002", "003", "004", "005"]  # which the backup does not know
    lost.close()
    restored = unlock(tmp_path / "backup", PASSPHRASE)
    begin_anew(restored, DAY)
    with pytest.raises(NumberRefused):
        give(restored)
    with pytest.raises(NumberRefused, match="reason is missing"):
        take_book(restored, "model_a", last_used=5, reason=" ", passphrase=PASSPHRASE, now=now)
    take_book(restored, "model_a", last_used=5, reason="Laptop hilang", passphrase=PASSPHRASE, now=now)
    assert give(restored)[:3] == "006"
    restored.close()
    del second


def test_a_take_with_too_low_a_number_never_goes_below_what_is_known(two: Two) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    for _ in range(3):
        give(first)
    meet(first, second)
    take_book(second, "model_a", last_used=1, reason="Laptop pertama rusak", passphrase=PASSPHRASE, now=now)
    assert give(second)[:3] == "004"


def test_two_holders_are_flagged_when_they_meet_and_give_nothing_until_it_is_settled(two: Two) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    meet(first, second)
    take_book(second, "model_a", last_used=0, reason="Dikira hilang", passphrase=PASSPHRASE, now=now)
    assert give(first) == give(second)
    meet(first, second)
    for vault in two:
        assert stands(vault).state == DISPUTED
        with vault.read() as tx:
            assert len(same_numbers.twice(tx, "00.00.01", "model_a", ("model_a",), per_case=False)) == 1
        with pytest.raises(NumberRefused, match="without knowing of each other"):
            give(vault)
    with second.read() as tx:
        mine = next(one for one in numbers.numbers(tx, "00.00.01") if one.log == second.log.id)
    void_number(second, mine.record_id, reason="Diberikan dua kali", passphrase=PASSPHRASE, now=now)
    take_book(second, "model_a", last_used=1, reason="Diselesaikan", passphrase=PASSPHRASE, now=now)
    assert give(second)[:3] == "002"
    meet(first, second)
    assert stands(first).state == ELSEWHERE
    with first.read() as tx:
        assert not same_numbers.twice(tx, "00.00.01", "model_a", ("model_a",), per_case=False)


def test_a_second_open_book_is_flagged_at_the_first_meeting_and_one_of_the_two_is_closed(two: Two) -> None:
    first, second = two
    for vault in two:
        open_book(vault, "surat", passphrase=PASSPHRASE, now=now)
        give(vault, "surat")
    meet(first, second)
    assert (stands(first, "surat").state, stands(second, "surat").state) == (SECOND, SECOND)
    with pytest.raises(NumberRefused, match="two books"):
        give(first, "surat")
    with second.read() as tx:
        mine, theirs = sorted(number_books.books(tx, "00.00.01", kind="surat"), key=lambda one: one.holder != second.log.id)
    with pytest.raises(NumberRefused, match="holds it"):
        close_book(second, theirs.stream, reason="Bukan di sini", passphrase=PASSPHRASE, now=now)
    close_book(second, mine.stream, reason="Buku kedua", passphrase=PASSPHRASE, now=now)
    meet(first, second)
    assert give(first, "surat")[:3] == "002"
    assert stands(second, "surat").state == ELSEWHERE


def test_a_typed_number_keeps_its_place_and_the_book_passes_over_it(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    text = give(first)
    saved_form(first, new_case(first), "model_a", model_a_answers(number=text.replace("001", "002").replace("LHP", "lhp ")))
    assert give(first)[:3] == "003"
    saved_form(first, new_case(first), "model_a", model_a_answers(number=text))
    with first.read() as tx:
        twice = same_numbers.twice(tx, "00.00.01", "model_a", ("model_a",), per_case=False)
    assert [(len(given), len(typed)) for given, typed in twice.values()] == [(1, 1)]


def test_a_voided_number_needs_a_reason_stays_and_is_never_given_again(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    numbered = give_number(first, "model_a", passphrase=PASSPHRASE, document=new_id(), now=now)
    with pytest.raises(NumberRefused, match="reason"):
        void_number(first, numbered.record_id, reason="  ", passphrase=PASSPHRASE)
    void_number(first, numbered.record_id, reason="Kertas rusak", passphrase=PASSPHRASE)
    with pytest.raises(NumberRefused, match="void already"):
        void_number(first, numbered.record_id, reason="Lagi", passphrase=PASSPHRASE)
    assert give(first)[:3] == "002"
    with first.read() as tx:
        found = numbers.number(tx, numbered.record_id)
    assert found is not None and found.is_void and found.void_reason == "Kertas rusak"


def test_a_document_gets_one_number_however_often_it_is_asked_and_bears_it(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    stream = waiting_form(first)
    with first.read() as tx:
        waiting = documents.one(tx, stream)
    assert waiting is not None and waiting.number == provisional_reference(stream)
    numbered = number_document(first, stream, passphrase=PASSPHRASE, now=now)
    again = number_document(first, stream, passphrase=PASSPHRASE, now=now)
    assert numbered.is_new and not again.is_new and again.text == numbered.text
    with first.read() as tx:
        document = documents.one(tx, stream)
        assert document is not None and document.number == numbered.text and document.heads == 1
        assert not typed_numbers.of_forms(tx, "00.00.01", ("model_a",), per_case=False)
        assert "number.given" in {event.type for event in history.of_case(tx, document.case_id)}


def test_a_crash_between_number_and_form_costs_no_number(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    stream = waiting_form(first)
    with first.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None
    given = give_number(
        first, "model_a", passphrase=PASSPHRASE, case_id=document.case_id, document=stream, now=now
    )  # and then the power goes
    assert number_document(first, stream, passphrase=PASSPHRASE, now=now).text == given.text
    assert stands(first).next_number.startswith("002/")


def test_one_passphrase_numbers_a_whole_list_and_names_what_it_could_not(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    streams = [waiting_form(first) for _ in range(2)]
    reopen(first, streams[1])  # a draft waits
    outcomes = dict(number_documents(first, [*streams, new_id()], passphrase=PASSPHRASE, now=now))
    assert [isinstance(one, AppError) for one in outcomes.values()] == [False, True, True]
    assert isinstance(outcomes[streams[1]], AnswersInvalid)


def test_the_number_of_a_case_is_shared_by_its_report_and_receipt(two: Two) -> None:
    first, _ = two
    open_book(first, "laporan", passphrase=PASSPHRASE, now=now)
    case = new_case(first, origin="laporan")
    numbered = number_case(first, case, passphrase=PASSPHRASE, now=now)
    again = give_number(first, "laporan", passphrase=PASSPHRASE, case_id=case, document=new_id(), now=now)
    assert again.text == numbered.text and not again.is_new
    with first.read() as tx:
        row = cases.one(tx, case)
        assert row is not None and row.number == numbered.text
        kind = kinds()["laporan"]
        assert not typed_numbers.of_forms(tx, "00.00.01", kind.forms, per_case=True)
        assert not same_numbers.twice(tx, "00.00.01", "laporan", kind.forms, per_case=True)


def test_a_number_from_the_book_fixes_the_regime_also_once_voided_and_a_provisional_reference_does_not(two: Two) -> None:
    first, _ = two
    open_book(first, "temuan", passphrase=PASSPHRASE, now=now)
    waiting, numbered, by_hand = new_case(first), new_case(first), new_case(first)
    waiting_form(first, case_id=waiting)
    given = give_number(first, "temuan", passphrase=PASSPHRASE, case_id=numbered, now=now)  # it stands in the book alone
    void_number(first, given.record_id, reason="Salah kasus", passphrase=PASSPHRASE, now=now)
    change_case(first, by_hand, {"number": "009/TM/PB/Kec/00.00/X/2024"})
    change_regime(first, waiting, "pemilu")
    for case_id in (numbered, by_hand):
        with pytest.raises(RegimeFixed):
            change_regime(first, case_id, "pemilu")


def test_a_changed_pattern_counts_from_now_on_and_an_unfit_one_changes_nothing(two: Two) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    old = give(first)
    with pytest.raises(PatternUnfit):
        change_book(first, "model_a", pattern="LHP/{year}", values={}, restart="yearly", passphrase=PASSPHRASE, now=now)
    change_book(
        first, "model_a", pattern="{seq}/LHP/{unit}/{year}", values={"unit": "SKR"}, restart="yearly", passphrase=PASSPHRASE, now=now
    )
    assert give(first) == "2/LHP/SKR/2024" and old.startswith("001/LHP/PM.01.02/")
    meet(first, second)
    with pytest.raises(NumberRefused):
        change_book(second, "model_a", pattern="{seq}/X/{year}", values={}, restart="yearly", passphrase=PASSPHRASE, now=now)


def test_no_kind_or_case_that_is_not_there_gets_a_number(two: Two) -> None:
    first, _ = two
    with pytest.raises(NumberRefused, match="no register of this kind"):
        give(first, "nota")
    with pytest.raises(NumberRefused, match="not in the vault"):
        number_case(first, new_id(), passphrase=PASSPHRASE)
    with pytest.raises(NumberRefused, match="is not a number that can be"):
        open_book(first, "model_a", last_used=-1, passphrase=PASSPHRASE, now=now)
    assert stands(first).state == NONE


def test_a_rebuild_gives_the_same_rows_back(two: Two) -> None:
    first, second = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    number_document(first, waiting_form(first), passphrase=PASSPHRASE, now=now)
    void_number(
        first, give_number(first, "model_a", passphrase=PASSPHRASE, document=new_id(), now=now).record_id, reason="x", passphrase=PASSPHRASE
    )
    begin_draft(first, "model_a", case_id=new_case(first))
    meet(first, second)
    tables = (number_books.acts, numbers.given, numbers.voids, typed_numbers.typed)

    def rows(vault: Vault) -> list[list[tuple[object, ...]]]:
        with vault.read() as tx:
            return [[tuple(row) for row in tx.execute(select(table).order_by(*table.primary_key))] for table in tables]

    before = rows(first)
    assert all(before) and rows(second) == before
    first.rebuild()
    assert rows(first) == before
