"""GET /v1/records: each office reads what its scope allows, once, in the order of arrival."""

import io

import pytest

from record.header import Header, may_read, record_id
from record.parcel import Item, PartItem, RecordItem, StatementItem, read_file
from record.receipt import Credential, Signed, open_statement
from server.limits import Limits
from server.stores.reading import scope_entries
from tests.builders import BuiltOffice, Written
from tests.server.caller import Answer, Caller
from tests.server.conftest import Live


def items(answer: Answer) -> list[Item]:
    assert answer.status == 200, answer.body
    return [item for found in read_file(io.BytesIO(answer.body)) for item in found]


def record_ids(answer: Answer) -> list[str]:
    return [record_id(item.header) for item in items(answer) if isinstance(item, RecordItem)]


def all_ids(caller: Caller, query: str = "") -> list[str]:
    found: list[str] = []
    after = 0
    while True:
        answer = caller.call("GET", f"/v1/records?after={after}{query}")
        found += record_ids(answer)
        after = int(answer.headers["bukti-next"])
        if answer.headers["bukti-more"] == "0":
            return found


@pytest.fixture
def written(office: BuiltOffice, caller: Caller) -> list[Written]:
    """Records of the office that its regency may read too; the caller has sent them."""
    found = [office.write() for _ in range(3)]
    caller.parcel(*found)
    return found


def test_a_second_laptop_gets_all_records_with_their_parts_in_order(live: Live, office: BuiltOffice, written: list[Written]) -> None:
    second = live.enrol(office, laptop=office.add_laptop())
    answer = second.call("GET", "/v1/records?after=0")
    assert record_ids(answer) == [office.founding.id, *(one.id for one in written), office.roster[-1].id]
    parts = [item for item in items(answer) if isinstance(item, PartItem)]
    assert [item.piece for item in parts if item.record == written[0].id] == list(written[0].bodies.values())


@pytest.mark.usefixtures("written")
def test_going_on_after_a_number_gives_only_what_came_since(office: BuiltOffice, caller: Caller) -> None:
    first = caller.call("GET", "/v1/records?after=0")
    reached = first.headers["bukti-next"]
    assert caller.hello().json["newest"] == int(reached)
    empty = caller.call("GET", f"/v1/records?after={reached}")
    assert (empty.body, empty.headers["bukti-next"], empty.headers["bukti-more"]) == (b"", reached, "0")
    one_more = office.write()
    caller.parcel(one_more)
    assert record_ids(caller.call("GET", f"/v1/records?after={reached}")) == [one_more.id]


def test_another_offices_records_are_not_readable(live: Live, office: BuiltOffice, written: list[Written]) -> None:
    neighbour = BuiltOffice("00.00.02")
    ours, theirs = {one.id for one in written} | {office.founding.id}, all_ids(live.enrol(neighbour))
    assert theirs == [neighbour.founding.id]
    assert ours.isdisjoint(theirs)


def test_the_regency_reads_what_names_it_and_not_what_does_not(live: Live, office: BuiltOffice, caller: Caller) -> None:
    shown, hidden = office.write(), office.write(scope=[office.code])
    caller.parcel(shown, hidden)
    regency = BuiltOffice("00.00", "regency")
    found = all_ids(live.enrol(regency))
    assert found == [office.founding.id, shown.id, regency.founding.id]
    village = all_ids(live.enrol(BuiltOffice("00.00.01.2001", "pkd")))
    assert office.founding.id in village and shown.id not in village  # rosters go down, records do not
    assert regency.founding.id in village


@pytest.mark.parametrize("office", ["00", "00.00", "00.00.01", "00.00.01.2001"])
@pytest.mark.parametrize("entry", ["*", "00", "00.*", "00.00", "00.00.*", "00.00.01", "00.00.01.*", "00.00.02", "01.*", "00.00.01.2001"])
def test_scopes_are_looked_up_as_the_format_reads_them(office: str, entry: str) -> None:
    assert (entry in scope_entries(office)) == may_read((entry,), office)


@pytest.mark.usefixtures("written")
def test_statements_reach_the_offices_they_concern(live: Live, office: BuiltOffice, caller: Caller) -> None:
    regency = live.enrol(BuiltOffice("00.00", "regency"))
    neighbour = live.enrol(BuiltOffice("00.00.02"))

    def said(reader: Caller) -> list[object]:
        found = items(reader.call("GET", "/v1/records?after=0"))
        return [open_statement(Signed.from_bytes(item.signed), live.spki) for item in found if isinstance(item, StatementItem)]

    def offices(reader: Caller) -> set[str]:
        return {one.office for one in said(reader) if isinstance(one, Credential)}

    assert offices(caller) == {"00.00.01", "00.00"}
    assert offices(regency) == {"00.00.01", "00.00.02", "00.00"}
    assert offices(neighbour) == {"00.00.02", "00.00"}
    logs = {held.log for one in said(caller) if not isinstance(one, Credential) for held in one.logs}  # type: ignore[attr-defined]
    assert logs == {office.laptop.log}
    assert not [one for one in said(neighbour) if not isinstance(one, Credential) and office.laptop.log in str(one)]


def test_a_quarantined_record_is_given_to_nobody(office: BuiltOffice, caller: Caller) -> None:
    forged = office.write("case.decided")
    caller.parcel(forged)
    assert forged.id not in all_ids(caller)


@pytest.mark.usefixtures("written")
def test_own_logs_can_be_left_out(live: Live, office: BuiltOffice, caller: Caller) -> None:
    assert all_ids(caller, f"&without={office.laptop.log}") == []
    second = office.add_laptop()
    live.enrol(office, laptop=second)
    assert all_ids(caller, f"&without={office.laptop.log}") == [office.roster[-1].id]


def test_a_number_that_is_none_is_refused(caller: Caller) -> None:
    assert caller.call("GET", "/v1/records?after=-1").code == "request.unreadable"


class TestPages:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(records_bytes=5_000, requests_per_minute=100_000, unsigned_per_minute=100_000)

    def test_a_long_answer_comes_in_pages_without_loss_or_repetition(self, office: BuiltOffice, caller: Caller) -> None:
        sent = [office.write() for _ in range(20)]
        caller.parcel(*sent)
        assert caller.call("GET", "/v1/records?after=0").headers["bukti-more"] == "1"
        found = all_ids(caller)
        assert found == [office.founding.id, *(one.id for one in sent)]
        assert all(Header.from_bytes(one.item.header) for one in sent)

    def test_each_page_tells_how_many_things_are_left_behind_it(self, office: BuiltOffice, caller: Caller) -> None:
        caller.parcel(*(office.write() for _ in range(20)))
        after, told, came = 0, list[int](), list[int]()
        while not told or told[-1]:
            answer = caller.call("GET", f"/v1/records?after={after}")
            after = int(answer.headers["bukti-next"])
            told.append(int(answer.headers["bukti-left"]))
            came.append(sum(isinstance(item, RecordItem | StatementItem) for item in items(answer)))
        assert len(told) > 2
        assert told == [sum(came[number + 1 :]) for number in range(len(came))]
