"""The whole way: a laptop enrols, sends its records and files, and a second laptop of the office gets and opens them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.actions.forms.drafts import answers_of
from core.evidence.inspect import Intake
from core.exchange.link import Link
from core.reporter import Reporter
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import documents, exhibits
from tests.exchange.conftest import BOTH_STORES, HASTY
from tests.exchange.offices import OFFICE, WITNESS, add_case, second_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre

pytestmark = BOTH_STORES
FILES = [some_bytes(1, 700_000), some_bytes(2, 90_000), some_bytes(3, 0)]


def test_what_a_laptop_holds_reaches_the_centre_lane_by_lane_and_stands_as_received(
    enrolled: Vault, centre: RunningCentre, intake: Intake, photos: list[bytes]
) -> None:
    case_id = add_case(enrolled, intake, [*photos, *FILES])
    lanes: list[str] = []
    result = sync(enrolled, Reporter(lambda _done, _total, label: lanes.append(label)))
    assert list(dict.fromkeys(lanes)) == ["records", "working", "originals", "incoming"]
    with enrolled.read() as tx:
        assert {standing(tx, one) for one in documents.of_case(tx, case_id)} == {"received"}
        assert {standing(tx, one) for one in exhibits.of_case(tx, case_id)} == {"received"}
        count = len(list(truth.all_records(tx)))
    held = centre.holds()
    assert (held["records"], held["quarantined"], held["arriving"]) == (count, 0, 0)
    assert held["blobs"] == 3 * len(photos) + len(FILES) == result.sent_blobs
    assert result.meter.again == result.meter.never_arrived == result.meter.known_again == 0


def test_a_second_round_sends_nothing(enrolled: Vault, intake: Intake) -> None:
    add_case(enrolled, intake, FILES)
    sync(enrolled)
    with enrolled.read() as tx:
        statements = len(truth.all_statements(tx))
    again = sync(enrolled)
    assert (again.sent_records, again.sent_blobs, again.sent_bytes, again.meter.pieces) == (0, 0, 0, 0)
    with enrolled.read() as tx:
        assert len(truth.all_statements(tx)) == statements


def test_what_was_not_sent_yet_stands_as_saved(enrolled: Vault, intake: Intake) -> None:
    sync(enrolled)
    case_id = add_case(enrolled, intake, FILES)
    with enrolled.read() as tx:
        assert {standing(tx, one) for one in documents.of_case(tx, case_id)} == {"saved"}
        assert {standing(tx, one) for one in exhibits.of_case(tx, case_id)} == {"saved"}


def test_the_second_laptop_shows_the_photos_byte_for_byte_and_opens_the_protected_witness(
    tmp_path: Path, enrolled: Vault, centre: RunningCentre, intake: Intake, photos: list[bytes]
) -> None:
    case_id = add_case(enrolled, intake, [*photos, *FILES])
    sync(enrolled)
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    result = sync(second)
    assert result.fetched_blobs == 3 * len(photos) + len(FILES)
    with enrolled.read() as tx:
        sent = exhibits.of_case(tx, case_id)
    with second.read() as tx:
        came = exhibits.of_case(tx, case_id)
        document = documents.of_case(tx, case_id)[0]
        filled = answers_of(second, tx, document.record_id)
        assert {standing(tx, one) for one in came} == {"received"}
    assert came == sent
    for exhibit, content in zip(came, [*photos, *FILES], strict=True):
        assert second.blobs.read_bytes(exhibit.original) == content
        if exhibit.thumbnail:
            assert second.blobs.read_bytes(exhibit.thumbnail) == enrolled.blobs.read_bytes(exhibit.thumbnail)
    assert filled.is_whole
    assert filled.answers["violation"]["witnesses"][0]["name"] == WITNESS
    second.close()


def test_what_the_second_laptop_writes_comes_back_to_the_first(
    tmp_path: Path, enrolled: Vault, centre: RunningCentre, intake: Intake
) -> None:
    sync(enrolled)
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    case_id = add_case(second, intake, FILES)
    sync(second)
    result = sync(enrolled)
    assert case_id in result.changes.cases
    with enrolled.read() as tx:
        assert [enrolled.blobs.read_bytes(one.original) for one in exhibits.of_case(tx, case_id)] == FILES
        assert {standing(tx, one) for one in exhibits.of_case(tx, case_id)} == {"received"}
    quiet = sync(enrolled)
    assert (quiet.sent_bytes, quiet.received_records, quiet.fetched_blobs) == (0, 0, 0)
    second.close()


def test_the_views_after_an_exchange_are_those_of_a_rebuild(tmp_path: Path, enrolled: Vault, centre: RunningCentre, intake: Intake) -> None:
    add_case(enrolled, intake, FILES)
    sync(enrolled)
    code = centre.code(OFFICE)
    second = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(second, url=centre.url, code=code)
    sync(second)
    for vault in (enrolled, second):
        before = _rows(vault)
        vault.rebuild()
        assert _rows(vault) == before
    second.close()


def test_a_record_written_while_large_files_go_out_goes_first(
    enrolled: Vault, centre: RunningCentre, intake: Intake, line_of: Callable[..., Link]
) -> None:
    add_case(enrolled, intake, [some_bytes(seed, 1_000_000) for seed in range(3)])
    urgent: list[str] = []
    order: list[str] = []

    def tell(_done: int, _total: int, label: str) -> None:
        if not order or order[-1] != label:
            order.append(label)
        if label == "originals" and not urgent:
            urgent.append(add_case(enrolled, intake, []))

    sync(enrolled, Reporter(tell), link=line_of(enrolled, centre.url, replace(HASTY, connections=1)))
    assert order[:4] == ["records", "originals", "records", "originals"]
    assert centre.holds()["blobs"] == 3


def _rows(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    from core.vault.views.table import views

    with vault.read() as tx:
        return {name: sorted(map(tuple, tx.execute(table.select())), key=repr) for name, table in views.tables.items()}
