"""What was ordered to be destroyed is gone, on every peer at its next contact; all that stays still verifies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.actions.cases.exhibits import ExhibitRefused, attach_bytes
from core.actions.cases.open_case import change_case
from core.actions.check.check_centre import check_centre
from core.actions.check.check_export import export_findings
from core.actions.check.check_vault import check_vault, rows_of_views
from core.actions.check.judge_records import known_of
from core.actions.destruction.choose import IDENTITY, NothingToDestroy, what_can_go
from core.actions.destruction.obey import obey
from core.actions.destruction.order import CaseRunning, OrderRefused, destroy
from core.actions.destruction.retention import set_retention, what_is_due
from core.actions.destruction.standing import orders_standing
from core.actions.exchange.enrol import enrol
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.second_copy import check_copy, set_up_copy
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.actions.forms.drafts import WordsDestroyed, reopen
from core.actions.office.office import PersonSetup
from core.actions.office.restore import restore
from core.actions.office.roster import MayNot, admit_person
from core.actions.office.unlock import unlock
from core.evidence.inspect import Intake
from core.exchange.link import Link
from core.export.json_export import export_json
from core.vault import local, truth
from core.vault.errors import WrongPassphrase
from core.vault.vault import Vault
from core.vault.views import destroyed, documents, exhibits, received, search
from tests.exchange.offices import OFFICE, PASSPHRASE, QUICK, add_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.independent.verifier.judge import judge_export
from tests.journeys.commands import Outcome
from tests.journeys.commands import run as command
from tests.journeys.test_verify_by_hand import run as by_hand

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


def test_the_centre_and_a_second_laptop_obey_and_the_orderer_sees_it(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Callable[..., Link], tmp_path: Path
) -> None:
    case_id = add_case(enrolled, intake, FILES, title="Kepala desa membagikan sembako")
    allow(enrolled)
    with enrolled.read() as tx:
        roster = truth.roster_records(tx)[1]
    other = second_laptop(tmp_path / "other", roster)
    enrol(other, url=centre.url, code=centre.code(OFFICE))
    for vault in (other, enrolled, other):
        sync(vault, link=line_of(vault, centre.url))
    exhibit, stream = exhibit_of(other, case_id), document_of(other, case_id)
    assert other.blobs.has(exhibit.original)
    sync(enrolled, link=line_of(enrolled, centre.url))
    give_order(enrolled, stream)
    give_order(enrolled, exhibit.stream)
    assert [one.state for one in orders_standing(enrolled)[0].holders] == ["confirmed", "waiting", "waiting"]
    sync(enrolled, link=line_of(enrolled, centre.url))
    sync(other, link=line_of(other, centre.url))
    assert not other.blobs.has(exhibit.original)
    with other.read() as tx:
        document = documents.one(tx, stream)
    assert document is not None and (document.form_id, document.summary) == ("model_a", "")
    sync(enrolled, link=line_of(enrolled, centre.url))
    for standing in orders_standing(enrolled):
        assert [one.state for one in standing.holders] == ["confirmed"] * 3
    for vault in (enrolled, other):
        assert check_vault(vault).findings == ()
        assert check_centre(vault, link=line_of(vault, centre.url)).missing == ()
    assert rows(enrolled)["view_documents"] == rows(other)["view_documents"]
    assert exhibit.original not in {path.name for path in (centre.folder / "blobs").rglob("*")}
    third = second_laptop(tmp_path / "third", roster)
    enrol(third, url=centre.url, code=centre.code(OFFICE))
    sync(third, link=line_of(third, centre.url))
    assert check_vault(third).findings == ()
    assert rows(third)["view_documents"] == rows(other)["view_documents"]
    for vault in (other, third):
        vault.close()


def test_what_was_destroyed_before_it_was_ever_sent_leaves_a_log_without_a_gap(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Callable[..., Link]
) -> None:
    case_id = add_case(enrolled, intake, FILES)
    allow(enrolled)
    give_order(enrolled, document_of(enrolled, case_id))
    sync(enrolled, link=line_of(enrolled, centre.url))
    with enrolled.read() as tx:
        head = truth.log_head(tx, enrolled.own_log)
        assert head is not None and received.log_ends(tx)[enrolled.own_log] == head[1]
    assert check_centre(enrolled, link=line_of(enrolled, centre.url)).missing == ()


def test_an_export_is_whole_by_our_check_by_another_verifier_and_by_hand(laptop: Vault, intake: Intake, tmp_path: Path) -> None:
    case_id = add_case(laptop, intake, FILES)
    allow(laptop)
    give_order(laptop, document_of(laptop, case_id))
    export_json(laptop, folder := tmp_path / "export")
    assert export_findings(folder, known_of(None))[1] == []
    assert judge_export(folder).is_genuine
    assert by_hand(folder)[1] == []
    for path in (folder / "parts").glob("*.destroyed.json"):  # without the order the body is simply missing
        path.unlink()
    assert export_findings(folder, known_of(None))[1]
    assert not judge_export(folder).is_genuine


def test_what_comes_back_from_a_stick_or_an_old_copy_is_not_taken_in_again(laptop: Vault, intake: Intake, tmp_path: Path) -> None:
    case_id = add_case(laptop, intake, FILES, title="Kepala desa membagikan sembako")
    allow(laptop)
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    stick.mkdir()
    disk.mkdir()
    write_stick(laptop, stick, everything=True)
    set_up_copy(laptop, disk)
    shutil.copytree(disk, tmp_path / "old")
    with laptop.read() as tx:
        roster = truth.roster_records(tx)[1]
    other = second_laptop(tmp_path / "other", roster)
    exhibit, stream = exhibit_of(laptop, case_id), document_of(laptop, case_id)
    give_order(laptop, stream)
    give_order(laptop, exhibit.stream)
    (tmp_path / "new").mkdir()
    write_stick(laptop, tmp_path / "new", everything=True)
    for path in (tmp_path / "new", stick):  # the order first, then the stick that was written before it
        assert read_stick(other, path).faults == ()
        assert not other.blobs.has(exhibit.original)
        assert not any(b"membagikan sembako" in body and b"has_violation" in body for body in stored(other))
        assert check_vault(other).findings == ()
    back = restore(tmp_path / "old", tmp_path / "back", passphrase=PASSPHRASE).vault  # knows of no order yet
    assert back.blobs.has(exhibit.original)
    read_stick(back, tmp_path / "new")
    assert not back.blobs.has(exhibit.original)
    assert {one.log for one in _words(back)} >= {back.own_log}
    with pytest.raises(ExhibitRefused, match="destroyed by order"):
        attach_bytes(other, case_id, FILES[0], "lagi.bin", obtained="paste", intake=intake)
    for vault in (other, back):
        vault.close()


def _words(vault: Vault) -> list[destroyed.ClearedBy]:
    with vault.read() as tx:
        return destroyed.all_words(tx)


def test_two_orders_for_one_part_and_a_file_that_two_cases_name(laptop: Vault, intake: Intake) -> None:
    first, second = add_case(laptop, intake, FILES), add_case(laptop, intake, FILES)
    allow(laptop)
    stream = document_of(laptop, first)
    choice = what_can_go(laptop, stream)
    for reference in ("1", "2"):
        words = {"reason": "r", "reference": reference, "day": DAY, "passphrase": PASSPHRASE}
        destroy(laptop, choice, streams=[stream], **words)  # type: ignore[arg-type]
    exhibit, twin = exhibit_of(laptop, first), exhibit_of(laptop, second)
    assert what_can_go(laptop, exhibit.stream).things[0].shared == 1
    give_order(laptop, exhibit.stream)
    assert laptop.blobs.has(exhibit.original)  # the other case names it still
    give_order(laptop, twin.stream)
    assert not laptop.blobs.has(exhibit.original)
    assert check_vault(laptop).findings == ()
    before = rows(laptop)
    laptop.rebuild()
    assert rows(laptop) == before


def test_a_member_may_not_order(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, [])
    allow(laptop)
    member = PersonSetup(name="Budi", position="Anggota", role="panwascam_member")
    admit_person(laptop, member, "frasa milik budi sendiri", passphrase=PASSPHRASE, hardness=QUICK)
    laptop.close()
    theirs = unlock(laptop.folder, "frasa milik budi sendiri")
    with pytest.raises(MayNot, match="only the chair"):
        choice = what_can_go(theirs, document_of(theirs, case_id))
        words = {"reason": "r", "reference": "1", "day": DAY, "passphrase": "frasa milik budi sendiri"}
        destroy(theirs, choice, streams=[one.stream for one in choice.wanted], **words)  # type: ignore[arg-type]
    theirs.close()


def test_what_falls_due_is_listed_only_when_the_office_wants_it(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, [])
    change_case(laptop, case_id, {"status": "closed"})
    late = date.today().replace(year=date.today().year + 2, day=1)
    assert what_is_due(laptop, today=late) == ()
    set_retention(laptop, is_on=True, running_cases="refuse", years={"identity": 1, "case": 5})
    assert [one.rule.id for one in what_is_due(laptop, today=late)] == ["identity"]
    assert what_is_due(laptop, today=date.today()) == ()
    give_order(laptop, case_id, what=IDENTITY)
    assert what_is_due(laptop, today=late) == ()


def test_the_command_shows_orders_and_tells_the_standing(laptop: Vault, intake: Intake) -> None:
    case_id = add_case(laptop, intake, FILES)
    allow(laptop)
    form, folder = document_of(laptop, case_id), laptop.folder
    laptop.close()

    def main(*words: str) -> Outcome:
        return command("destroy", *words, vault=folder, passphrase=PASSPHRASE)

    shown = main("show", form, "--json").json
    assert [(one["stream"], one["goes"]) for one in shown["things"]] == [(form, True)] and len(shown["beyond_reach"]) == 6
    letter = ("order", form, "--reason", "Permintaan saksi", "--letter", "12", "--day", "2024-10-01")
    assert main(*letter).code == 1  # not confirmed
    assert main(*letter, "--yes", "MUSNAHKAN").code == 0
    told = main("status", "--json")
    assert told.code == 0 and told.json["orders"][0]["holders"][0]["state"] == "confirmed"
    checked = command("check", vault=folder, passphrase=PASSPHRASE)
    assert checked.code == 0 and "dimusnahkan atas perintah 12 tanggal 2024-10-01" in checked.out
