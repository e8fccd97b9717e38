"""The register: every number in its place, every gap with its reason, and the same as a paper and by command."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from core.actions.forms.withdraw_form import withdraw_form
from core.actions.numbers.give_number import give_number, number_case, number_document, void_number
from core.actions.numbers.number_book import move_book, open_book, take_book
from core.actions.numbers.number_flags import Flag, all_flags, flags_of
from core.actions.numbers.number_register import Register, read_register
from core.actions.numbers.number_standing import NumberRefused, laptops
from core.actions.numbers.print_register import print_register
from core.commands.numbers import run
from core.commands.parser import build_parser
from core.commands.speech import Speech
from core.papers.register_book import COLUMNS, RegisterLine, RegisterOnPaper, register_pdf
from core.rules.number_pattern import kinds
from core.vault import truth
from core.vault.ids import new_id
from core.vault.incoming import Came, Unpacked, take
from core.vault.outgoing import items_of
from core.vault.vault import Vault
from tests.rigs.number_laptops import lacking, meet
from tests.rigs.planted import pdf_text
from tests.ui.case_samples import PASSPHRASE, model_a_answers, new_case, saved_form
from tests.unit.number_samples import DAY, next_year, now, two_laptops, waiting_form
from tests.unit.vault_samples import everything_of

Two = tuple[Vault, Vault]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = two_laptops(tmp_path)
    meet(*made)
    yield made
    for vault in made:
        vault.close()


def seen(vault: Vault, kind: str = "model_a", period: str | None = None) -> Register:
    return read_register(vault, kind, period=period, on=DAY.date())


def lines(register: Register) -> list[tuple[str, int, int, str]]:
    return [(row.state, row.seq, row.last_seq, row.gap_kind) for row in register.rows]


def give(vault: Vault, kind: str = "model_a") -> str:
    return give_number(vault, kind, passphrase=PASSPHRASE, document=new_id(), now=now).record_id


def test_numbers_voids_typed_ones_and_those_that_wait_stand_in_their_order(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    number_document(first, waiting_form(first), passphrase=PASSPHRASE, now=now)
    void_number(first, give(first), reason="Kertas rusak", passphrase=PASSPHRASE, now=now)
    saved_form(first, new_case(first), "model_a", model_a_answers(number="003/LHP/PM.01.02/K-00.00.01/X/2024"))
    saved_form(first, new_case(first), "model_a", model_a_answers(number="Nomor lama 17/2024"))
    waiting_form(first)
    register = seen(first, period="2024")
    assert [row.state for row in register.rows if row.state != "provisional"] == ["given", "void", "typed", "typed"]
    assert [row.seq for row in register.rows][:3] == [1, 2, 3] and register.rows[1].reason == "Kertas rusak"
    assert register.waiting == 1 and not register.flags
    assert register.rows[0].reported == "Hendra Pura-Pura" and register.rows[0].reporter == "Sari Fiktiwati"


def test_the_number_of_a_withdrawn_form_is_a_gap_with_its_reason_until_another_form_bears_it(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    give(first)
    answers = model_a_answers(number="002/LHP/PM.01.02/K-00.00.01/X/2024")
    wrong = saved_form(first, new_case(first), "model_a", answers)
    take_book(first, "model_a", last_used=3, reason="Buku tulis", passphrase=PASSPHRASE, now=now)
    give(first)
    withdraw_form(first, wrong, "Salah desa", now=now)
    told = {row.seq: (row.state, row.gap_kind, row.reason) for row in seen(first, period="2024").rows}
    assert told[2] == ("gap", "withdrawn", "Salah desa") and told[3] == ("gap", "taken_up", "Buku tulis")
    assert not flags_of(first, "model_a", on=DAY.date())
    assert b"ditarik" in pdf_text(print_register(first, "model_a", period="2024"))
    saved_form(first, new_case(first), "model_a", answers)
    assert [row.state for row in seen(first, period="2024").rows if row.seq == 2] == ["typed"]


def test_a_number_that_is_missing_without_a_reason_is_flagged_until_it_comes_or_somebody_says_why(two: Two) -> None:
    first, second = two
    open_book(first, "surat", passphrase=PASSPHRASE, now=now)
    given = [give(first, "surat") for _ in range(5)]
    carry(first, second, without=given[:3])
    assert lines(seen(second, "surat"))[0] == ("gap", 1, 3, "unexplained")
    assert Flag(kind="missing", number="1-3", count=3) in flags_of(second, "surat", on=DAY.date())
    assert seen(second, "surat").key_of("1-3") == "gap-2024-1" and not flags_of(first, "surat", on=DAY.date())
    paper = pdf_text(print_register(second, "surat"))
    assert b"nomor urut 1-3 tidak tercatat" in paper and b"Tidak ada alasan" in paper
    carry(first, second)
    assert not flags_of(second, "surat", on=DAY.date()) and [row.state for row in seen(second, "surat").rows] == ["given"] * 5


def test_a_person_who_takes_the_book_up_gives_the_missing_numbers_a_reason(two: Two) -> None:
    first, second = two
    open_book(first, "surat", passphrase=PASSPHRASE, now=now)
    lost = give(first, "surat")
    give(first, "surat")
    carry(first, second, without={lost})
    assert (kinds()["surat"], Flag(kind="missing", number="1", count=1)) in all_flags(second, on=DAY.date())
    take_book(second, "surat", last_used=2, reason="Laptop pertama hilang", passphrase=PASSPHRASE, now=now)
    assert lines(seen(second, "surat"))[0] == ("gap", 1, 1, "taken_up") and not all_flags(second, on=DAY.date())


def carry(giver: Vault, taker: Vault, *, without: Collection[str] = ()) -> None:
    """Bring over what the other lacks, but for some records: as when part of what was sent has not come."""
    with giver.read() as tx, taker.read() as there:
        found = [one for one in lacking(tx, {}) if one.id not in without and truth.record(there, one.id) is None]
        bodies = [{name: part for name, part in truth.stored_parts(tx, one.id).items() if part is not None} for one in found]
    with taker.write() as tx:
        take(taker, tx, [Came(one.header_bytes, one.signatures, parts) for one, parts in zip(found, bodies, strict=True)])


def test_every_gap_has_its_reason(two: Two) -> None:
    first, second = two
    open_book(first, "surat", last_used=3, reason="Register kertas", passphrase=PASSPHRASE, now=now)
    give(first, "surat")
    take_book(first, "surat", last_used=8, reason="Dipakai di kertas waktu listrik padam", passphrase=PASSPHRASE, now=now)
    give(first, "surat")
    assert lines(seen(first, "surat")) == [("gap", 1, 3, "before"), ("given", 4, 0, ""), ("gap", 5, 8, "taken_up"), ("given", 9, 0, "")]
    assert [row.reason for row in seen(first, "surat").rows if row.state == "gap"] == [
        "Register kertas",
        "Dipakai di kertas waktu listrik padam",
    ]
    del second


def test_a_number_that_has_not_arrived_is_a_gap_that_names_its_laptop(two: Two) -> None:
    first, second = two
    open_book(first, "surat", passphrase=PASSPHRASE, now=now)
    meet(first, second)
    give(first, "surat")
    with first.read() as tx:
        target = next(one.device for one in laptops(first, tx) if one.device == second.log.device)
    move_book(first, "surat", to_device=target, passphrase=PASSPHRASE, now=now)
    _carry_only_the_move(first, second)
    with pytest.raises(NumberRefused):  # what lies between may change it; the rest of a parcel comes right behind
        give(second, "surat")
    (gap,) = [row for row in seen(second, "surat").rows if row.state == "gap"]
    assert (gap.seq, gap.last_seq, gap.gap_kind) == (1, 1, "not_here") and gap.reason
    with second.write() as tx:
        take(second, tx, everything_of(first))
    assert not [row for row in seen(second, "surat").rows if row.state == "gap"]
    assert give_number(second, "surat", passphrase=PASSPHRASE, document=new_id(), now=now).text.startswith("002/")


def _carry_only_the_move(giver: Vault, taker: Vault) -> None:
    with giver.read() as tx:
        (moved,) = [one for one in truth.all_records(tx) if one.header.type == "number.book_moved"]
        items = list(items_of(tx, moved))
    unpacked = Unpacked()
    unpacked.add(items)
    with taker.write() as tx:
        take(taker, tx, unpacked.take_whole())


def test_a_huge_last_number_is_one_gap_and_not_a_million(two: Two) -> None:
    first, _ = two
    open_book(first, "surat", last_used=999_999, reason="Salah ketik", passphrase=PASSPHRASE, now=now)
    give(first, "surat")
    assert lines(seen(first, "surat")) == [("gap", 1, 999_999, "before"), ("given", 1_000_000, 0, "")]


def test_each_year_is_a_register_of_its_own_and_the_newest_is_shown_first(two: Two) -> None:
    first, _ = two
    open_book(first, "surat", passphrase=PASSPHRASE, now=now)
    give(first, "surat")
    give_number(first, "surat", passphrase=PASSPHRASE, document=new_id(), now=next_year)
    register = seen(first, "surat")
    assert register.periods == ("2025", "2024") and register.period == "2025"
    assert lines(seen(first, "surat", "2024")) == [("given", 1, 0, "")]


def test_a_number_that_stands_twice_is_flagged_in_every_line_that_bears_it(two: Two) -> None:
    first, _ = two
    open_book(first, "model_a", passphrase=PASSPHRASE, now=now)
    text = number_document(first, waiting_form(first), passphrase=PASSPHRASE, now=now).text
    saved_form(first, new_case(first), "model_a", model_a_answers(number=text))
    register = seen(first)
    assert [row.is_twice for row in register.rows] == [True, True]
    assert (
        [(flag.kind, flag.number, flag.count) for flag in register.flags]
        == [("twice", text, 2)]
        == [(flag.kind, flag.number, flag.count) for flag in flags_of(first, "model_a", on=DAY.date())]
    )


def test_the_papers_of_one_case_that_share_its_number_are_one_line(two: Two) -> None:
    first, _ = two
    number = "005/TM/PB/Kec.Sukarekaan/00.00/X/2024"
    new_case(first, number=number)
    assert [(row.state, row.number) for row in seen(first, "temuan").rows] == [("typed", number)]
    new_case(first, number=number.replace("/", " / "))
    assert all(row.is_twice for row in seen(first, "temuan").rows) and len(seen(first, "temuan").rows) == 2


def test_numbers_from_an_import_stand_in_the_year_they_bear(two: Two) -> None:
    first, _ = two
    new_case(first, number="001/TM/PB/Kec.Sukarekaan/00.00/X/2023")
    assert seen(first, "temuan").periods == ("2023",)


def test_the_printed_register_has_all_columns_every_line_and_what_must_be_settled(two: Two) -> None:
    first, _ = two
    open_book(first, "temuan", last_used=2, reason="Register kertas", passphrase=PASSPHRASE, now=now)
    case = new_case(first, title="Mengunggah foto bersama calon")
    text = number_case(first, case, passphrase=PASSPHRASE, now=now).text
    void_number(
        first,
        give_number(first, "temuan", passphrase=PASSPHRASE, case_id=new_case(first), now=now).record_id,
        reason="Salah berkas",
        passphrase=PASSPHRASE,
    )
    said = " ".join(pdf_text(print_register(first, "temuan", now=now)).decode().split())
    for words in (
        "BUKU REGISTRASI TEMUAN",
        "Tahun 2024",
        text,
        "Batal:",
        "kertas",
        "1-2",
        "Halaman 1 dari 1",
        "LATIHAN",
        "Keterangan",
    ):
        assert words in said, words


def test_a_register_of_many_pages_repeats_its_heads_and_bears_any_text() -> None:
    long = RegisterLine(("1", "001/" + "X" * 300, "", "", "\u202eterbalik 😀", "<b>tebal</b> & lain", "kata " * 2000, "", "", "", ""))
    many = RegisterOnPaper(
        title="Buku",
        office_name="Kantor",
        period="Tahun 2024",
        lines=(long,) * 120,
        remarks=(),
        made_on=DAY.date(),
        is_drill=False,
        paper_size="F4",
    )
    made = register_pdf(many)
    assert made == register_pdf(many)
    with pikepdf.open(BytesIO(made)) as pdf:
        pages = len(pdf.pages)
    said = pdf_text(made).decode()
    assert pages > 3 and said.count(COLUMNS[4][0]) == pages and f"dari {pages}" in said and "<b>tebal</b>" in said
    empty = RegisterOnPaper(title="Buku", office_name="Kantor", period="", lines=(), remarks=(), made_on=DAY.date(), is_drill=False)
    assert "Belum ada nomor" in pdf_text(register_pdf(empty)).decode()


def test_the_command_opens_a_book_lists_it_and_refuses_with_a_sentence(two: Two, capsys: pytest.CaptureFixture[str]) -> None:
    first, _ = two

    def command(*words: str) -> tuple[int, dict[str, object]]:
        code = run(build_parser().parse_args(["numbers", *words]), Speech(as_json=True), first, PASSPHRASE)
        return code, json.loads(capsys.readouterr().out)

    assert command("open", "model_a", "--set", "unit=SKR")[1]["state"] == "here"
    stream = waiting_form(first)
    code, told = command("issue", "model_a", stream)
    assert code == 0 and str(told["number"]).startswith("001/LHP/PM.01.02/SKR/") and told["new"]
    waiting_form(first)
    code, told = command("issue", "model_a", "--waiting")
    assert code == 0 and len(told["given"]) == 1  # type: ignore[arg-type]
    code, told = command("void", "model_a", str(told["given"][0]["number"]), "--reason", "Salah")  # type: ignore[index]
    assert code == 0
    code, told = command("list", "model_a")
    assert code == 0 and [line["state"] for line in told["lines"]] == ["given", "void"]  # type: ignore[attr-defined,index]
    assert command("books")[1]["books"][0]["state"] == "here"  # type: ignore[index]
