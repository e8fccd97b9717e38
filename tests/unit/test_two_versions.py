"""Two laptops edit one form without knowing of each other: nothing is lost, and a person says what holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.actions.forms.drafts import TwoVersionsStand, answers_of, reopen
from core.actions.forms.save_form import save_form
from core.actions.forms.two_versions import NotSettled, settle, two_versions
from core.actions.office.setup import join_office
from core.vault.vault import Vault
from core.vault.views import documents
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


def edit(vault: Vault, stream: str, change: Any) -> None:
    draft = reopen(vault, stream)
    answers = {**draft.answers}
    change(answers)
    save_form(vault, replace(draft, answers=answers))


def say(group: str, key: str, text: str) -> Any:
    return lambda answers: answers[group].update({key: text})


def witness(number: int, name: str) -> dict[str, str]:
    return {"_id": f"0190b3c4-0000-7000-8000-{number:012d}", "name": name, "address": "Jalan Melati 7", "protected": "no"}


def parted(laptops: tuple[Vault, Vault]) -> str:
    first, second = laptops
    stream = saved_form(first, new_case(first), "model_a", model_a_answers())
    meet(first, second)
    edit(first, stream, say("outcome", "result", "Dari laptop pertama"))
    edit(second, stream, say("outcome", "result", "Dari laptop kedua"))
    edit(first, stream, say("activity", "target", "Sasaran pertama"))
    edit(second, stream, lambda answers: answers["violation"].setdefault("witnesses", []).append(witness(77, "Saksi Baru")))
    meet(first, second)
    return stream


def test_a_form_that_two_laptops_edited_shows_both_and_proposes_only_what_one_of_them_changed(laptops: tuple[Vault, Vault]) -> None:
    stream = parted(laptops)
    for vault in laptops:
        two = two_versions(vault, stream)
        assert two is not None and two.more == 0
        texts = {row.path[-1]: (set(row.texts), row.proposed) for row in two.rows}
        assert texts["result"] == ({"Dari laptop pertama", "Dari laptop kedua"}, None)
        assert "Sasaran pertama" in texts["target"][0] and texts["target"][1] is not None
        added = next(row for row in two.rows if row.path[-1] == witness(77, "")["_id"])
        assert added.proposed is not None and "Saksi Baru" in added.texts[added.proposed] and not added.texts[1 - added.proposed]


def test_what_a_person_chose_holds_on_both_laptops_and_names_both_versions(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    stream = parted(laptops)
    two = two_versions(second, stream)
    assert two is not None
    with pytest.raises(NotSettled):
        settle(second, two, {row.path: row.proposed for row in two.rows if row.proposed is not None})
    chosen = {row.path: row.proposed if row.proposed is not None else row.texts.index("Dari laptop pertama") for row in two.rows}
    settle(second, two, chosen)
    meet(first, second)
    for vault in laptops:
        assert two_versions(vault, stream) is None
        with vault.read() as tx:
            shown = documents.one(tx, stream)
            assert shown is not None and shown.heads == 1
            answers = answers_of(vault, tx, shown.record_id).answers
            last = all_of(tx, stream)[-1]
        assert answers["outcome"]["result"] == "Dari laptop pertama" and answers["activity"]["target"] == "Sasaran pertama"
        assert [one["name"] for one in answers["violation"]["witnesses"]][-1] == "Saksi Baru"
        assert sorted(last.header.parents) == sorted(one.record_id for one in two.versions)


def test_a_form_with_two_versions_is_not_edited_further_before_it_is_settled(laptops: tuple[Vault, Vault]) -> None:
    stream = parted(laptops)
    with pytest.raises(TwoVersionsStand):
        reopen(laptops[0], stream)


def test_a_version_that_came_meanwhile_is_not_overrun(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    stream = parted(laptops)
    here, there = two_versions(first, stream), two_versions(second, stream)
    assert here is not None and there is not None
    settle(second, there, {row.path: 1 for row in there.rows})
    meet(first, second)
    with pytest.raises(NotSettled):
        settle(first, here, {row.path: 0 for row in here.rows})


def test_an_item_that_only_one_kept_can_be_taken_away_or_kept(laptops: tuple[Vault, Vault]) -> None:
    first, second = laptops
    answers = model_a_answers()
    answers["violation"]["witnesses"] = [witness(1, "Saksi Satu"), witness(2, "Saksi Dua")]
    stream = saved_form(first, new_case(first), "model_a", answers)
    meet(first, second)
    edit(first, stream, lambda answers: answers["violation"]["witnesses"].pop(0))
    edit(second, stream, say("outcome", "result", "Lain"))
    meet(first, second)
    two = two_versions(first, stream)
    assert two is not None and all(row.proposed is not None for row in two.rows)
    settle(first, two, {row.path: row.proposed for row in two.rows if row.proposed is not None})
    with first.read() as tx:
        shown = documents.one(tx, stream)
        assert shown is not None
        kept = answers_of(first, tx, shown.record_id).answers
    assert [one["name"] for one in kept["violation"]["witnesses"]] == ["Saksi Dua"] and kept["outcome"]["result"] == "Lain"
