"""Records from elsewhere: no order of arrival changes what a vault shows, a forged act is refused, and the unknown survives."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, select

from core.actions.cases.open_case import open_case, scope_of_case
from core.actions.check.check_vault import check_vault, rows_of_views
from core.actions.forms.save_form import save_imported
from core.actions.office.office import PersonSetup, person_entry
from core.actions.office.roster import admit_person, end_person, renew_key
from core.actions.office.setup import found_office, join_office
from core.actions.office.unlock import unlock
from core.evidence.inspect import Intake
from core.vault import outgoing, truth, views
from core.vault.errors import WrongPassphrase
from core.vault.incoming import Came, Unpacked, take
from core.vault.keys import Bundle, PersonKeys
from core.vault.log import roster_scope
from core.vault.vault import NobodyHere, Vault
from core.vault.views import cases, documents
from record.destruction import GonePart, Order
from record.errors import NotGenuine
from record.header import Header, record_id
from record.parcel import frames, read_frame
from record.part import Part
from record.roster import ADMITTED, FOUNDED
from record.verify import check_record
from tests.builders import BuiltOffice
from tests.exchange.offices import PASSPHRASE, QUICK, chair, first_laptop, office, second_laptop
from tests.unit.record_samples import fresh_key, some_id
from tests.unit.vault_samples import everything_of, fill_case, roster_of

OTHER_PASSPHRASE = "kunci orang kedua"
WIB = timezone(timedelta(hours=7))
AT = datetime(2024, 10, 6, 9, 30, tzinfo=WIB)


@pytest.fixture(scope="module")
def intake() -> Iterator[Intake]:
    with Intake() as made:
        yield made


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, intake: Intake) -> tuple[Vault, Vault]:
    """Two laptops of one office that have both written, and neither has seen what the other wrote since the second one joined."""
    folder = tmp_path_factory.mktemp("office")
    first = first_laptop(folder / "first")
    case = fill_case(first, intake, PASSPHRASE)
    second = second_laptop(folder / "second", roster_of(first))
    member = admit_person(first, PersonSetup(name="Dimas Rekayasa", position="Anggota", role="panwascam_member"), OTHER_PASSPHRASE,
                          passphrase=PASSPHRASE, hardness=QUICK)  # fmt: skip
    with second.write() as tx:
        take(second, tx, [one for one in everything_of(first) if Header.from_bytes(one.header).type.startswith("case.")])
    fill_case(second, intake, PASSPHRASE, with_paper=False)
    for vault in (first, second):  # both say something of one case: two heads
        with vault.write() as tx:
            body = {"title": f"Judul dari {vault.folder.name}", "status": "kajian"}
            made = vault.log.append(tx, type="case.changed", stream=case, at=AT, person=vault.person(tx).id, schema="case.changed/1",
                                    parts=(Part.fresh("case", body),))  # fmt: skip
            views.update(tx, [(made.id, made.header)])
    renew_key(first, member, OTHER_PASSPHRASE, passphrase=PASSPHRASE, hardness=QUICK)
    end_person(first, member, "pindah tugas", passphrase=PASSPHRASE)
    return first, second


def given_in(order: list[Came], vault: Vault, sizes: random.Random) -> None:
    rest = list(order)
    while rest:
        run, rest = rest[: (size := sizes.randrange(1, 20))], rest[size:]
        with vault.write() as tx:
            take(vault, tx, run)


def rows(vault: Vault) -> dict[str, set[tuple[str, ...]]]:
    with vault.read() as tx:
        return rows_of_views(tx)


def test_records_in_twenty_orders_of_arrival_give_the_same_views_and_so_does_rebuild(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    first, second = two
    third = join_office(tmp_path / "third", roster_of(first)[:1], office="00.00.01", passphrase=PASSPHRASE).vault
    own = {record_id(one.header) for one in everything_of(third)}
    third.close()
    came = {record_id(one.header): one for one in (*everything_of(first), *everything_of(second))}
    waiting = [one for identity, one in sorted(came.items()) if identity not in own]
    expected: dict[str, set[tuple[str, ...]]] | None = None
    for seed in range(20):
        folder = tmp_path / str(seed)
        shutil.copytree(tmp_path / "third", folder)
        vault = unlock(folder, PASSPHRASE)
        order = random.Random(seed)
        order.shuffle(waiting)
        given_in(waiting, vault, order)
        with vault.read() as tx:
            assert tx.execute(select(truth.set_aside)).all() == []
        found = rows(vault)
        expected = expected or found
        assert found == expected, f"order {seed}"
        if seed % 10 == 0:
            vault.rebuild()
            assert rows(vault) == expected
            assert [one for one in check_vault(vault).findings if one.kind != "blob"] == []
        vault.close()
        shutil.rmtree(folder)
    assert expected is not None and len(expected["view_cases"]) == 2 and expected["view_documents"]
    assert any(row[cases.cases.columns.keys().index("heads")] == "2" for row in expected["view_cases"])


def test_taking_the_same_records_again_adds_nothing(two: tuple[Vault, Vault]) -> None:
    first, _ = two
    before = rows(first)
    with first.write() as tx:
        assert take(first, tx, everything_of(first)).record_ids == ()
    assert rows(first) == before


def forged_admission(vault: Vault) -> str:
    """What somebody can do who has the data key, and with it the laptop's key and the chair's id, but not the chair's passphrase."""
    thief = PersonKeys.fresh()
    bundle, _ = Bundle.lock(thief, "kunci si pencuri", hardness=QUICK)
    identity = some_id()
    who = PersonSetup(name="Bukan Ketua", position="Ketua", role="panwascam_chair")
    with vault.write() as tx:
        real = vault.roster(tx).active("00.00.01")[0]
        made = vault.log.append(
            tx,
            type=ADMITTED,
            stream=real.root,
            at=AT,
            person=real.id,
            schema="roster.person_admitted/1",
            scope=roster_scope("00.00.01"),
            parts=(Part.fresh("person", person_entry(identity, who, thief, bundle, office="00.00.01", at=AT)),),
            person_key=fresh_key(),
        )
        views.update(tx, [(made.id, made.header)])
    return made.id


def test_a_forged_chairs_act_made_with_data_key_and_device_key_is_refused_everywhere(tmp_path: Path) -> None:
    honest = first_laptop(tmp_path / "vault")
    second = second_laptop(tmp_path / "second", roster_of(honest))
    data_key = honest.data_key
    honest.close()
    opened = Vault.open(tmp_path / "vault", data_key)
    assert opened.me is None
    forged = forged_admission(opened)
    with opened.read() as tx:
        roster = opened.roster(tx)
        assert forged in roster.refused and len(roster.active("00.00.01")) == 1
        stored = truth.record(tx, forged)
        assert stored is not None
        with pytest.raises(NotGenuine):
            check_record(stored.header_bytes, stored.signatures, roster)
    assert forged in {one.what for one in check_vault(opened).findings}
    with second.write() as tx:
        assert take(second, tx, everything_of(opened)).record_ids == ()
        assert [row.record_id for row in tx.execute(select(truth.set_aside))] == [forged]
    with second.read() as tx:
        assert len(second.roster(tx).active("00.00.01")) == 1
    assert check_vault(second).is_whole


def test_with_the_data_key_alone_nobody_signs_as_the_chair(tmp_path: Path) -> None:
    honest = first_laptop(tmp_path / "vault")
    chair_id = honest.me.person_id if honest.me else ""
    honest.close()
    opened = Vault.open(tmp_path / "vault", honest.data_key)
    with opened.read() as tx:
        with pytest.raises(NobodyHere):
            opened.signing_key(tx, PASSPHRASE)
        bundle = Bundle.from_json(opened.roster(tx).people[chair_id].entry["bundle"])
    with pytest.raises(WrongPassphrase):
        bundle.signing_key("bukan ini kuncinya")


def test_a_forged_root_of_the_office_that_comes_in_changes_nothing_here(tmp_path: Path) -> None:
    honest = first_laptop(tmp_path / "vault")
    forged = found_office(tmp_path / "forged", office(), chair("Bukan Ketua"), OTHER_PASSPHRASE, hardness=QUICK).vault
    with honest.write() as tx:
        take(honest, tx, everything_of(forged))
    with honest.read() as tx:
        assert [one.name for one in honest.roster(tx).active("00.00.01")] == ["Ratna Dewi"]
    member = PersonSetup(name="Dimas Rekayasa", position="Anggota", role="panwascam_member")
    admit_person(honest, member, OTHER_PASSPHRASE, passphrase=PASSPHRASE, hardness=QUICK)
    with honest.read() as tx:
        assert [one.name for one in honest.roster(tx).active("00.00.01")] == ["Dimas Rekayasa", "Ratna Dewi"]
    assert check_vault(honest).is_whole


def test_what_a_forged_root_of_the_office_says_is_set_aside_and_destroys_nothing(tmp_path: Path, intake: Intake) -> None:
    """Whoever knows the ids may found a roster in the office's name, be its founder, and lay his orders on a stick."""
    honest = first_laptop(tmp_path / "vault")
    fill_case(honest, intake, PASSPHRASE, with_paper=False)
    with honest.read() as tx:
        stored = {one.id: truth.stored_parts(tx, one.id) for one in truth.all_records(tx)}
        form = next(one for one in truth.all_records(tx) if one.header.type == "form.saved")
    thief = BuiltOffice("00.00.01", "panwascam_staff")
    order = Order(act=some_id(), case="", reason="x", reference="1", day="2024-10-06", parts=(GonePart(form.id, "answers"),))
    forged = [
        thief.write("part.destroyed", {"destroyed": order.to_body()}, stream=form.header.stream, with_person=True),
        thief.write("office.settings_changed", {"settings": {"subject": "calendar", "settings": {}}}),
        thief.write("form.saved", stream=form.header.stream, parents=(form.id,), lamport=form.header.lamport + 1),
    ]
    before = rows(honest)
    with honest.write() as tx:
        take(honest, tx, [Came(one.item.header, one.item.signatures, one.bodies) for one in (thief.founding, *forged)])
    with honest.read() as tx:
        assert {row.record_id for row in tx.execute(select(truth.set_aside))} == {one.id for one in forged}
        assert {one: truth.stored_parts(tx, one) for one in stored} == stored
    assert {name for name, found in rows(honest).items() if found != before[name]} <= {"view_heads", "view_history"}, "only its founding"
    assert check_vault(honest).findings == ()


@pytest.mark.parametrize("type", ["case.opened", "case.changed", "case.handed_over"])
def test_an_office_that_may_not_read_a_case_lets_nobody_read_what_is_added_to_it(tmp_path: Path, type: str) -> None:
    """A paper that went out names its case: a neighbour who has seen one may write in the case's stream, before all that is there."""
    vault, neighbour = first_laptop(tmp_path / "vault"), BuiltOffice("00.00.02")
    case = open_case(vault, regime="pemilihan", origin="temuan", title="Kasus").cases[0]
    said = {"case": {"title": "x"}, "handed": {"from": "00.00.02", "to": "00.00.02", "streams": [case]}}
    wide = neighbour.write(type, said, stream=case, scope=("*",), with_person=True)
    with vault.write() as tx:
        came = [Came(one.item.header, one.item.signatures, one.bodies) for one in (neighbour.founding, wide)]
        assert wide.id in take(vault, tx, came).record_ids
        assert scope_of_case(tx, case) == vault.log.scope


def through_a_parcel(vault: Vault) -> list[Came]:
    with vault.read() as tx:
        items = [item for stored in truth.all_records(tx) for item in outgoing.items_of(tx, stored)]
    unpacked = Unpacked()
    shuffled = [item for frame in frames(items) for item in read_frame(frame)]
    random.Random(7).shuffle(shuffled)
    for item in shuffled:
        unpacked.add([item])
    return unpacked.take_whole()


def test_a_type_of_a_later_version_survives_vault_and_parcel_unchanged(tmp_path: Path) -> None:
    first = first_laptop(tmp_path / "first")
    second = second_laptop(tmp_path / "second", roster_of(first))
    with first.write() as tx:
        made = first.log.append(tx, type="drone.flight_logged", stream=some_id(), at=AT, person=first.person(tx).id,
                                schema="drone.flight_logged/7",
                                parts=(Part.fresh("flight", {"case": "x", "later": [1, {"é": "ü"}]}),))  # fmt: skip
        views.update(tx, [(made.id, made.header)])
    came = through_a_parcel(first)
    with second.write() as tx:
        take(second, tx, came)
    for vault in (first, second):
        with vault.read() as tx:
            stored = truth.record(tx, made.id)
            assert stored is not None and truth.open_part(tx, stored.header, made.id, "flight") == {"case": "x", "later": [1, {"é": "ü"}]}
        vault.rebuild()
        assert check_vault(vault).is_whole
    passed_on = {record_id(one.header): one for one in through_a_parcel(second)}
    assert passed_on[made.id] == {record_id(one.header): one for one in came}[made.id]


def test_a_part_in_several_pieces_is_put_together_in_any_order(tmp_path: Path) -> None:
    vault = first_laptop(tmp_path / "vault")
    with vault.write() as tx:
        text = "".join(random.Random(5).choices("abcdefghij", k=700_000))
        made = vault.log.append(tx, type="long.text", stream=some_id(), at=AT, person=vault.person(tx).id, schema="long.text/1",
                                parts=(Part.fresh("text", {"text": text}), Part.fresh("note", {})))  # fmt: skip
    found = {record_id(one.header): one for one in through_a_parcel(vault)}
    assert set(found[made.id].parts) == {"text", "note"} and text.encode() in found[made.id].parts["text"]


def test_a_record_of_a_later_header_version_is_set_aside_with_its_parts_and_stops_nothing(tmp_path: Path) -> None:
    first = first_laptop(tmp_path / "first")
    second = second_laptop(tmp_path / "second", roster_of(first))
    with first.write() as tx:
        good = first.log.append(tx, type="case.opened", stream=some_id(), at=AT, person=first.person(tx).id, schema="case.opened/1",
                                parts=(Part.fresh("case", {"regime": "pemilu"}),))  # fmt: skip
    came = through_a_parcel(first)
    one = next(one for one in came if record_id(one.header) == good.id)
    later = Came(one.header.replace(b'{"v":1,', b'{"v":2,'), one.signatures, one.parts)
    with second.write() as tx:
        assert take(second, tx, [later, *came]).record_ids == (good.id,)
    with second.read() as tx:
        row = tx.execute(select(truth.set_aside)).one()
        assert row.record_id == record_id(later.header) and "version" in row.reason
        assert truth.stored_parts(tx, row.record_id) == one.parts


def test_a_record_that_is_not_genuine_is_set_aside_and_is_in_nobodys_way(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    first, _ = two
    vault = second_laptop(tmp_path / "third", roster_of(first)[:1])
    good = [one for one in everything_of(first) if Header.from_bytes(one.header).type != FOUNDED]
    bad = Came(good[-1].header, good[0].signatures, good[-1].parts)
    changed = next(one for one in good if Header.from_bytes(one.header).type == "form.saved")
    bad_part = Came(changed.header, changed.signatures, {**changed.parts, "answers": b"{}"})
    with vault.write() as tx:
        take(vault, tx, [bad, bad_part, *(one for one in good if one.header not in (bad.header, bad_part.header))])
        assert {row.record_id for row in tx.execute(select(truth.set_aside))} == {record_id(bad.header), record_id(bad_part.header)}
    assert {one.kind for one in check_vault(vault).findings} <= {"blob"}  # files of records that came without them
    with vault.write() as tx:
        tx.execute(truth.parts.update().where(truth.parts.c.record_id == record_id(bad.header)).values(stored=b"{}"))
    assert record_id(bad.header) in {one.what for one in check_vault(vault).findings}


def test_records_before_their_roster_wait_and_are_taken_when_it_comes(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    first, second = two
    vault = second_laptop(tmp_path / "third", roster_of(first)[:1])
    rest = [one for one in everything_of(second) if Header.from_bytes(one.header).log == second.log.id]
    device, others = rest[0], rest[1:]
    with vault.write() as tx:
        assert take(vault, tx, others).record_ids == ()
        assert len(tx.execute(select(truth.set_aside)).all()) == len(others)
        assert len(take(vault, tx, [device]).record_ids) == len(rest)
        assert tx.execute(select(truth.set_aside)).all() == []


def test_records_that_waited_may_come_again_with_their_roster(two: tuple[Vault, Vault], tmp_path: Path) -> None:
    first, second = two
    vault = second_laptop(tmp_path / "third", roster_of(first)[:1])
    rest = [one for one in everything_of(second) if Header.from_bytes(one.header).log == second.log.id]
    with vault.write() as tx:
        assert take(vault, tx, rest[1:]).record_ids == ()  # from a stick
        assert len(take(vault, tx, rest).record_ids) == len(rest)  # from the centre, in one page
        assert tx.execute(select(truth.set_aside)).all() == []
        assert all(truth.record(tx, record_id(one.header)) for one in rest)


def test_a_log_of_another_device_cannot_be_continued(two: tuple[Vault, Vault]) -> None:
    first, second = two
    with first.read() as tx:
        head = truth.log_head(tx, first.log.id)
        person = first.person(tx).id
    assert head is not None
    intruder = replace(second.log, id=first.log.id)
    with second.write() as tx:
        take(second, tx, everything_of(first))
        made = intruder.append(tx, type="case.opened", stream=some_id(), at=AT, person=person, schema="case.opened/1",
                               parts=(Part.fresh("case", {}),))  # fmt: skip
        stored = truth.record(tx, made.id)
        assert stored is not None and stored.header.prev == head[0]
        forged = Came(stored.header_bytes, stored.signatures, {k: v for k, v in truth.stored_parts(tx, made.id).items() if v is not None})
        tx.rollback()
    theirs = everything_of(second)
    with first.write() as tx:
        take(first, tx, theirs)
        assert take(first, tx, [forged]).record_ids == ()
        assert "another device" in tx.execute(select(truth.set_aside.c.reason)).scalar_one()
        tx.rollback()


def test_a_sealed_identity_is_in_no_view(two: tuple[Vault, Vault]) -> None:
    for vault in two:
        with vault.read() as tx:
            text = repr(rows_of_views(tx))
            assert "Saksi-1" in text
            sealed = [one for one in documents.of_case(tx, cases.keys(tx)[0]) if one.has_identity]
            assert sealed and all("Ratih" not in one.reported + one.summary for one in sealed)


def test_many_records_that_come_at_once_ask_the_database_less_than_once_each(tmp_path: Path) -> None:
    first = first_laptop(tmp_path / "first")
    second = second_laptop(tmp_path / "second", roster_of(first))
    case_id = open_case(first, regime="pemilihan", origin="pengawasan", title="Banyak formulir").cases[0]
    for number in range(50):
        save_imported(first, "model_a", case_id=case_id, answers={"report": {"number": f"{number}/LHP/2024"}}, source="")
    asked: list[str] = []
    event.listen(second.engine, "before_cursor_execute", lambda _connection, _cursor, statement, *_more: asked.append(statement))
    with second.write() as tx:
        taken = take(second, tx, everything_of(first))
    assert len(taken.record_ids) == 51 and len(asked) < 51
    shown = ("view_documents", "view_cases", "view_search", "view_numbers_typed")
    assert [rows(second)[name] for name in shown] == [rows(first)[name] for name in shown]  # there they were folded in one by one
    first.close()
    second.close()
