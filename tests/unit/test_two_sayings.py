"""Two laptops describe one exhibit, or change one case, without knowing of each other: both stand, a person decides, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.cases.exhibits import add_thing, describe_exhibit, withdraw_exhibit
from core.actions.cases.open_case import body_of, change_case
from core.actions.cases.two_sayings import settle_two, two_of
from core.actions.forms.drafts import TwoVersionsStand
from core.actions.forms.two_versions import NotSettled
from core.actions.office.setup import join_office
from core.vault.vault import Vault
from core.vault.views import cases, exhibits
from core.vault.views.said import all_of
from tests.rigs.number_laptops import meet
from tests.ui.case_samples import OFFICE, PASSPHRASE, model_a_answers, new_case, office_vault, saved_form
from tests.unit.vault_samples import roster_of


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Vault, Vault]]:
    first = office_vault(tmp_path / "first")
    second = join_office(tmp_path / "second", roster_of(first), office=OFFICE.code, passphrase=PASSPHRASE).vault
    yield first, second
    first.close()
    second.close()


def parted_exhibit(first: Vault, second: Vault) -> str:
    case_id = new_case(first)
    stream = add_thing(first, case_id, {"kind": "barang", "title": "Kaos", "caption": "Satu helai", "place": "Balai desa"}).streams[0]
    meet(first, second)
    describe_exhibit(first, stream, {"caption": "Satu helai, merah"})
    describe_exhibit(second, stream, {"caption": "Satu helai, biru"})
    describe_exhibit(second, stream, {"place": "Lapangan"})
    meet(first, second)
    return stream


def parted_case(first: Vault, second: Vault) -> str:
    case_id = new_case(first, title="Judul semula", number="")
    saved_form(first, case_id, "model_a", model_a_answers())
    meet(first, second)
    change_case(first, case_id, {"title": "Judul pertama"})
    change_case(second, case_id, {"title": "Judul kedua", "status": "study"})
    meet(first, second)
    return case_id


def test_two_descriptions_of_an_exhibit_are_shown_and_only_what_one_changed_is_proposed(laptops: tuple[Vault, Vault]) -> None:
    stream = parted_exhibit(*laptops)
    for vault in laptops:
        two = two_of(vault, stream)
        assert two is not None and two.kind == "exhibit" and two.more == 0
        rows = {row.path[0]: row for row in two.rows}
        assert rows.keys() == {"caption", "place"}
        assert set(rows["caption"].texts) == {"Satu helai, merah", "Satu helai, biru"} and rows["caption"].proposed is None
        assert rows["place"].texts[rows["place"].proposed or 0] == "Lapangan" and rows["place"].before == "Balai desa"


def test_while_both_stand_nobody_writes_over_one_of_them(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    stream = parted_exhibit(first, second)
    with pytest.raises(TwoVersionsStand):
        describe_exhibit(first, stream, {"note": "sekalian"})
    with pytest.raises(TwoVersionsStand):
        withdraw_exhibit(first, stream, "Salah")
    case_id = parted_case(first, second)
    for vault in laptops:
        with pytest.raises(TwoVersionsStand):
            change_case(vault, case_id, {"status": "registered"})


def test_what_a_person_chose_holds_on_both_laptops_and_both_stay_in_the_history(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    stream = parted_exhibit(first, second)
    two = two_of(second, stream)
    assert two is not None
    with pytest.raises(NotSettled):
        settle_two(second, two, {row.path: row.proposed for row in two.rows if row.proposed is not None})
    blue = next(row for row in two.rows if row.path == ("caption",)).texts.index("Satu helai, biru")
    settle_two(second, two, {row.path: blue if row.proposed is None else row.proposed for row in two.rows})
    meet(first, second)
    for vault in laptops:
        with vault.read() as tx:
            one = exhibits.one(tx, stream)
            assert one is not None and (one.caption, one.place, one.title, one.heads) == ("Satu helai, biru", "Lapangan", "Kaos", 1)
            said = all_of(tx, stream)
            assert len(said) == 5 and set(said[-1].header.parents) == {version.record_id for version in two.versions}
        assert two_of(vault, stream) is None
    describe_exhibit(first, stream, {"note": "boleh lagi"})


def test_two_states_of_a_case_are_settled_field_by_field(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    case_id = parted_case(first, second)
    two = two_of(first, case_id)
    assert two is not None and two.kind == "case"
    rows = {row.path[0]: row for row in two.rows}
    assert rows.keys() == {"title", "status"} and rows["title"].proposed is None and rows["status"].proposed is not None
    mine = rows["title"].texts.index("Judul pertama")
    settle_two(first, two, {("title",): mine, ("status",): rows["status"].proposed or 0})
    meet(first, second)
    for vault in laptops:
        with vault.read() as tx:
            case = cases.one(tx, case_id)
            assert case is not None and (case.title, case.status, case.heads) == ("Judul pertama", "study", 1)
            assert body_of(tx, case_id)["regime"] == case.regime
        assert two_of(vault, case_id) is None
    change_case(second, case_id, {"status": "registered"})


def test_a_version_that_comes_meanwhile_is_not_put_aside(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    case_id = parted_case(first, second)
    old = two_of(first, case_id)
    newer = two_of(second, case_id)
    assert old is not None and newer is not None
    settle_two(second, newer, {row.path: 0 for row in newer.rows})
    meet(first, second)
    with pytest.raises(NotSettled):
        settle_two(first, old, {row.path: 1 for row in old.rows})


def test_a_withdrawal_on_one_laptop_and_words_on_the_other_are_both_kept(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    case_id = new_case(first)
    stream = add_thing(first, case_id, {"kind": "barang", "title": "Kaos"}).streams[0]
    meet(first, second)
    withdraw_exhibit(first, stream, "Bukan dari perkara ini")
    describe_exhibit(second, stream, {"caption": "Satu helai"})
    meet(first, second)
    two = two_of(first, stream)
    assert two is not None
    settle_two(first, two, {row.path: row.proposed or 0 for row in two.rows})
    with first.read() as tx:
        one = exhibits.one(tx, stream)
        assert one is not None and one.is_withdrawn and one.caption == "Satu helai" and one.heads == 1


def test_a_form_goes_its_own_way(laptops: tuple[Vault, Vault]) -> None:
    first, _ = laptops
    stream = saved_form(first, new_case(first), "model_a", model_a_answers())
    assert two_of(first, stream) is None
