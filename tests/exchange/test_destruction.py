"""What was ordered to be destroyed is gone, on every peer at its next contact; all that stays still verifies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.actions.check.check_vault import check_vault, rows_of_views
from core.actions.destruction.choose import IDENTITY, NothingToDestroy, what_can_go
from core.actions.destruction.obey import obey
from core.actions.destruction.order import CaseRunning, OrderRefused, destroy
from core.actions.destruction.retention import set_retention
from core.actions.destruction.standing import orders_standing
from core.actions.exchange.second_copy import check_copy, set_up_copy
from core.actions.forms.drafts import WordsDestroyed, reopen
from core.actions.office.restore import restore
from core.evidence.inspect import Intake
from core.vault import local, truth
from core.vault.errors import WrongPassphrase
from core.vault.vault import Vault
from core.vault.views import documents, exhibits, search
from tests.exchange.offices import PASSPHRASE, add_case, some_bytes

FILES = [some_bytes(1, 70_000)]
DAY = date(2024, 10, 1)


def allow(vault: Vault) -> None:
    set_retention(vault, is_on=False, running_cases="warn")


def give_order(vault: Vault, stream: str, **given: Any) -> tuple[str, ...]:
    choice = what_can_go(vault, stream, **given)
    streams = [one.stream for one in choice.wanted]
    return destroy(
        vault, choice, streams=streams, reason="Permintaan saksi", reference="12/PM.00/X/2024", day=DAY, passphrase=PASSPHRASE
    ).record_ids


def document_of(vault: Vault, case_id: str) -> str:
    with vault.read() as tx:
        return documents.of_case(tx, case_id)[0].stream


def exhibit_of(vault: Vault, case_id: str) -> Any:
    with vault.read() as tx:
        return exhibits.of_case(tx, case_id)[0]


def stored(vault: Vault) -> list[bytes]:
    with vault.read() as tx:
        return [row.stored for row in tx.execute(select(truth.parts)) if row.stored is not None]


def rows(vault: Vault) -> Any:
    with vault.read() as tx:
        return rows_of_views(tx)


def test_a_destroyed_form_is_gone_and_the_vault_is_whole(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, FILES, title="Kepala desa membagikan sembako")
    allow(laptop)
    stream = document_of(laptop, case_id)
    assert any(b"sembako" in body for body in stored(laptop))
    reopen(laptop, stream)
    give_order(laptop, stream)
    with laptop.read() as tx:
        document = documents.one(tx, stream)
        assert document is not None
        assert (document.case_id, document.form_id, document.summary) == (case_id, "model_a", "")
        assert local.all_drafts(tx) == []
        assert [one for one, _case in search.streams(tx, "sembako")] == [case_id]  # the title of the case was not ordered
    before = rows(laptop)
    laptop.rebuild()
    assert rows(laptop) == before
    assert check_vault(laptop).findings == ()
    with pytest.raises(WordsDestroyed, match="destroyed by order"):
        reopen(laptop, stream)
    with pytest.raises(NothingToDestroy):
        what_can_go(laptop, stream)


def test_only_the_sealed_identity_goes_when_only_it_is_ordered(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, [], title="Kasus dua")
    allow(laptop)
    stream = document_of(laptop, case_id)
    give_order(laptop, stream, what=IDENTITY)
    with laptop.read() as tx:
        document = documents.one(tx, stream)
        assert document is not None and document.summary == "Kasus dua"
        assert laptop.open_sealed(tx, document.record_id, "identity") is None
    reopen(laptop, stream)
    assert check_vault(laptop).findings == ()


def test_a_destroyed_photo_is_gone_with_its_working_copy_and_does_not_come_back(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, FILES)
    allow(laptop)
    exhibit = exhibit_of(laptop, case_id)
    assert laptop.blobs.has(exhibit.original)
    give_order(laptop, exhibit.stream)
    assert not laptop.blobs.has(exhibit.original)
    assert check_vault(laptop).findings == ()


def test_an_order_needs_a_letter_a_reason_and_the_right_passphrase(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, FILES)
    choice = what_can_go(laptop, document_of(laptop, case_id))
    streams = [one.stream for one in choice.wanted]

    def order(**given: Any) -> None:
        words = {"reason": "r", "reference": "1", "day": DAY, "passphrase": PASSPHRASE, "streams": streams, **given}
        destroy(laptop, choice, **words)

    with pytest.raises(CaseRunning):
        order()
    allow(laptop)
    with pytest.raises(OrderRefused, match="reason or the letter"):
        order(reference=" ")
    with pytest.raises(OrderRefused, match="has not come yet"):
        order(day=date(2999, 1, 1))
    with pytest.raises(OrderRefused, match="nothing was chosen"):
        order(streams=[])
    with pytest.raises(WrongPassphrase):
        order(passphrase="salah sama sekali")
    order()
    (standing,) = orders_standing(laptop)
    assert [(one.state, one.copy) for one in standing.holders] == [("confirmed", "none")]


def test_a_power_cut_after_the_order_is_made_good_at_the_next_start(laptop: Vault, intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    case_id = add_case(laptop, intake, FILES)
    allow(laptop)
    exhibit = exhibit_of(laptop, case_id)

    class PowerCut(BaseException):
        pass

    def cut(_digest: str) -> None:
        raise PowerCut

    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(laptop.blobs, "destroy", cut)
        give_order(laptop, exhibit.stream)
    assert laptop.blobs.has(exhibit.original)
    assert orders_standing(laptop)[0].still_to_come
    assert obey(laptop).orders
    assert not laptop.blobs.has(exhibit.original)
    assert not orders_standing(laptop)[0].still_to_come


def test_the_second_copy_is_written_anew_without_it(laptop: Vault, intake: Intake, tmp_path: Path) -> None:
    case_id = add_case(laptop, intake, FILES, title="Kepala desa membagikan sembako")
    other = add_case(laptop, intake, [some_bytes(9, 5000)], title="Kasus lain")
    allow(laptop)
    disk = tmp_path / "disk"
    disk.mkdir()
    set_up_copy(laptop, disk)
    reopen(laptop, document_of(laptop, other))
    exhibit = exhibit_of(laptop, case_id)
    give_order(laptop, exhibit.stream)
    (standing,) = orders_standing(laptop)
    assert [one.copy for one in standing.holders] == ["done"]
    assert check_copy(laptop)[1] == 0
    back = restore(disk, tmp_path / "back", passphrase=PASSPHRASE)
    assert (back.missing_files, back.gaps, back.damaged) == (0, 0, ())
    assert not back.vault.blobs.has(exhibit.original)
    assert check_vault(back.vault).findings == ()
    back.vault.close()
