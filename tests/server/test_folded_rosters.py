"""A roster that was folded before is given again as long as nothing of it has changed, and never otherwise."""

from __future__ import annotations

from record.roster import Roster, RosterRecord
from record.signature import signatures_from_bytes
from server.stores.folded_rosters import FoldedRosters
from tests.builders import BuiltOffice


def records_of(office: BuiltOffice) -> list[RosterRecord]:
    return [RosterRecord(one.item.header, signatures_from_bytes(one.item.signatures), dict(one.bodies)) for one in office.roster]


def test_the_same_records_give_the_same_roster_and_one_more_another() -> None:
    office, kept = BuiltOffice(), FoldedRosters()
    before = records_of(office)
    first = kept.of(before, [])
    assert kept.of(records_of(office), []) is first and first.people == Roster.of(before).people
    office.admit()
    assert kept.of(records_of(office), []).people.keys() > first.people.keys()


def test_other_signatures_or_a_part_that_is_gone_are_judged_anew() -> None:
    office, kept = BuiltOffice(), FoldedRosters()
    (founding, *rest) = records_of(office)
    assert not kept.of([founding, *rest], []).refused
    assert kept.of([RosterRecord(founding.header_bytes, (), founding.parts), *rest], []).refused
    assert kept.of([RosterRecord(founding.header_bytes, founding.signatures, {}), *rest], []).refused


def test_only_so_many_are_kept() -> None:
    kept, (one, two) = FoldedRosters(most=1), (records_of(BuiltOffice(code)) for code in ("00.00.01", "00.00.02"))
    first = kept.of(one, [])
    assert kept.of(two, []) is not first and kept.of(one, []) is not first
