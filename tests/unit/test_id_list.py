"""A list of ids in one piece reads like a tuple of them and takes a third of its memory."""

from pathlib import Path

import pytest

from core.actions.cases.open_case import open_case
from core.vault.ids import new_id
from core.vault.views import cases
from core.vault.views.id_list import IdList
from tests.ui.case_samples import office_vault
from ui.cases.case_rows import Wanted, find_cases

IDS = tuple(f"01a224df-c1d3-73f8-b2a3-4d1d346ce3{number:02}" for number in range(7))  # the same in every process that tests


@pytest.mark.parametrize("count", [0, 1, 7])
def test_it_reads_like_a_tuple(count: int) -> None:
    ids = IDS[:count]
    listed = IdList(" ".join(ids))
    assert (len(listed), tuple(listed), bool(listed)) == (count, ids, bool(ids))
    places = [None, *range(-9, 10)]
    for first in places:
        for after in places:
            for step in (None, 1, 2, -1, -3):
                assert listed[first:after:step] == ids[first:after:step]
    for place in range(-count, count):
        assert listed[place] == ids[place]
        assert listed.index(ids[place]) == ids.index(ids[place])
    for place in (count, -count - 1):
        with pytest.raises(IndexError):
            listed[place]


def test_what_is_not_an_id_of_it_is_not_found() -> None:
    listed = IdList(" ".join(IDS))
    for wrong in (new_id(), "", IDS[0][:-1], f"{IDS[0][1:]} ", " ".join(IDS[:2])):
        assert wrong not in listed
        with pytest.raises(ValueError, match="is not in the list"):
            listed.index(wrong)


@pytest.mark.parametrize("joined", ["a b", IDS[0][:-1], f"{IDS[0]} ", f" {IDS[0]}", f"{IDS[0]},{IDS[1]}"])
def test_anything_but_ids_is_refused(joined: str) -> None:
    with pytest.raises(ValueError, match="not a list of ids"):
        IdList(joined)


def test_the_whole_list_of_cases_comes_in_one_piece(tmp_path: Path) -> None:
    vault = office_vault(tmp_path / "vault")
    opened = [open_case(vault, regime="pemilihan", origin="pengawasan").cases[0] for _ in range(3)]
    with vault.read() as tx:
        kept = cases.keys(tx)
    assert set(kept) == set(opened)
    found = find_cases(vault, Wanted()).keys
    assert isinstance(found, IdList)
    assert tuple(found) == tuple(kept)
    vault.close()
