"""A page of records is taken piece by piece: who saves a form gets in between, and a laptop killed meanwhile loses and doubles nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, func, select

from core.actions.cases.open_case import open_case
from core.actions.check.check_vault import check_vault, rows_of_views
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.sync import sync
from core.actions.office.unlock import unlock
from core.exchange import fetch
from core.exchange.fetch import take_page
from core.exchange.link import Link
from core.exchange.pages import Page, Pages
from core.exchange.taking import keep_statement
from core.vault import local, truth
from core.vault.incoming import Came, take
from core.vault.outgoing import items_of
from core.vault.truth import StoredRecord
from core.vault.vault import Vault
from core.vault.views import received
from record.header import record_id
from record.parcel import Item, RecordItem, StatementItem
from tests.exchange.offices import OFFICE, PASSPHRASE, add_long_case, second_laptop
from tests.exchange.running_centre import RunningCentre
from tests.unit.vault_samples import roster_of

CASES, A_PIECE = 9, 4


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "AT_ONCE", A_PIECE)


@pytest.fixture
def second(tmp_path: Path, enrolled: Vault, centre: RunningCentre) -> Iterator[Vault]:
    """A fresh second laptop, known to the centre, which has taken the first one's cases one by one: a receipt for each."""
    code = centre.code(OFFICE)
    vault = second_laptop(tmp_path / "second", roster_from_server(centre.url, code, office=OFFICE))
    enrol(vault, url=centre.url, code=code)
    for number in range(CASES):
        add_long_case(enrolled, f"Kasus {number}")
        sync(enrolled)
    yield vault
    vault.close()


@pytest.fixture
def page(second: Vault, centre: RunningCentre, line_of: Callable[..., Link]) -> Page:
    """What the centre gives the second laptop: the cases, and its receipts for them."""
    with Pages(line_of(second, centre.url), [second.log.id]) as pages:
        page = pages.after(0)
    assert page.is_last and sum(isinstance(item, RecordItem) for item in page.items) > 2 * CASES
    assert any(isinstance(item, StatementItem) for item in page.items)
    return page


def image_of(vault: Vault, target: Path) -> Path:
    """Return a copy of what lies in the vault's folder at this moment: all that is left after kill -9."""
    return Path(shutil.copytree(vault.folder, target, ignore=shutil.ignore_patterns("*-shm", "*.lock")))


@contextmanager
def before_each_commit(vault: Vault, do: Callable[[int], object]) -> Iterator[None]:
    """Call with 0, 1, 2 ... before what was written commits."""
    numbers = iter(range(1_000))

    def before(tx: Connection) -> None:
        if tx.get_execution_options().get("bukti_write"):
            do(next(numbers))

    event.listen(vault.engine, "commit", before)
    yield
    event.remove(vault.engine, "commit", before)


def wait_for_two(vault: Vault) -> None:
    """Wait until somebody waits behind the one who writes."""
    while len(vault._turns._asked) < 2:
        threading.Event().wait(0.001)


def held(vault: Vault) -> int:
    with vault.read() as tx:
        return tx.scalar(select(func.count()).select_from(truth.records)) or 0


def going_on_at(vault: Vault) -> object:
    with vault.read() as tx:
        return local.setting(tx, "pulled:centre")


def rows(vault: Vault) -> dict[str, set[tuple[str, ...]]]:
    with vault.read() as tx:
        return rows_of_views(tx)


def test_a_laptop_killed_at_any_piece_of_a_page_goes_on_without_loss_or_doubling(second: Vault, page: Page, tmp_path: Path) -> None:
    images, before = list[Path](), held(second)
    with before_each_commit(second, lambda number: images.append(image_of(second, tmp_path / f"killed-{number}"))):
        new = take_page(second, page.items, "centre", page.next).record_ids
    everything, expected = held(second), rows(second)
    assert everything == before + len(new) and len(images) > 4
    with second.read() as tx:
        stored = [one for one in truth.all_records(tx) if one.id in new][-1].header
        assert received.log_ends(tx)[stored.log] == stored.seq  # else the rows compared below would say nothing of receipts
    for number, image in enumerate(images):
        with closing(unlock(image, PASSPHRASE)) as vault:
            taken = held(vault) - before
            assert bool(taken) == bool(number) and taken <= number * A_PIECE
            assert going_on_at(vault) is None  # so the same page comes again
            again = take_page(vault, page.items, "centre", page.next).record_ids
            assert again == new[taken:]
            assert held(vault) == everything and rows(vault) == expected
            assert going_on_at(vault) == page.next
            assert check_vault(vault).findings == check_vault(second).findings


def test_a_page_that_comes_again_in_smaller_ones_is_gone_on_with_too(second: Vault, page: Page, tmp_path: Path) -> None:
    images = list[Path]()
    with before_each_commit(second, lambda number: images.append(image_of(second, tmp_path / f"killed-{number}"))):
        new = take_page(second, page.items, "centre", page.next).record_ids
    with closing(unlock(images[3], PASSPHRASE)) as vault:
        for number, part in enumerate(one_record_each(page.items), 1):
            take_page(vault, part, "centre", number)
        assert held(vault) == held(second) and rows(vault) == rows(second)
        assert len(new) > 4 * A_PIECE


def one_record_each(items: tuple[Item, ...]) -> list[list[Item]]:
    found: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, RecordItem):
            found.append([])
        found[-1].append(item)
    return found


def test_a_receipt_that_comes_by_another_way_between_two_pieces_counts(second: Vault, page: Page, tmp_path: Path) -> None:
    untouched = image_of(second, tmp_path / "untouched")
    take_page(second, page.items, "centre", page.next)
    newest = [item for item in page.items if isinstance(item, StatementItem)][-1]

    def bring() -> None:
        with vault.write() as tx:
            keep_statement(vault, tx, newest.signed)

    def bring_meanwhile(number: int) -> None:
        if number == 1:
            bringing.start()
            wait_for_two(vault)

    with closing(unlock(untouched, PASSPHRASE)) as vault:
        bringing = threading.Thread(target=bring)
        with before_each_commit(vault, bring_meanwhile):
            take_page(vault, [item for item in page.items if item != newest], "centre", page.next)
        bringing.join()
        assert rows(vault) == rows(second)


def test_who_saves_while_a_page_is_taken_gets_in_after_the_piece_that_is_under_way(second: Vault, page: Page) -> None:
    saving = threading.Thread(
        target=open_case, args=(second,), kwargs={"regime": "pemilihan", "origin": "pengawasan", "title": "Sementara"}
    )

    def save_meanwhile(number: int) -> None:
        if number == 1:
            saving.start()
            wait_for_two(second)

    before = held(second)
    with before_each_commit(second, save_meanwhile):
        new = take_page(second, page.items, "centre", page.next).record_ids
    saving.join()
    with second.read() as tx:
        came = [stored.id for stored in truth.all_records(tx)][before:]
    first_two = {record_id(item.header) for item in [one for one in page.items if isinstance(one, RecordItem)][: 2 * A_PIECE]}
    between = next(number for number, identity in enumerate(came) if identity not in new)
    assert set(came[:between]) == first_two & set(new) and len(came) > len(new) > between
    assert check_vault(second).findings == ()


@pytest.mark.parametrize("is_roster_last", [False, True])
def test_what_was_set_aside_and_comes_again_in_the_page_of_its_roster_is_kept_once(
    laptop: Vault, tmp_path: Path, is_roster_last: bool
) -> None:
    with closing(second_laptop(tmp_path / "other", roster_of(laptop))) as other, other.read() as tx:
        for number in range(CASES):
            add_long_case(other, f"Kasus {number}")
        came = truth.of_log(tx, other.log.id)
        of_them = [list(items_of(tx, stored)) for stored in came]
        given = {stored.id: Came(stored.header_bytes, stored.signatures, _parts(tx, stored)) for stored in came}
    with laptop.write() as tx:
        assert take(laptop, tx, list(given.values())[1:]).record_ids == ()  # from a stick, without the record that makes its laptop known
    items = [item for one in (of_them[1:] + of_them[:1] if is_roster_last else of_them) for item in one]
    new = take_page(laptop, items, "centre", 7).record_ids
    assert len(new) > 2 * CASES and sorted(new) == sorted(given)
    with laptop.read() as tx:
        assert tx.execute(select(truth.set_aside)).all() == []
        assert truth.log_ends(tx)[came[0].header.log] == len(given)


def _parts(tx: Connection, stored: StoredRecord) -> dict[str, bytes]:
    return {name: body for name, body in truth.stored_parts(tx, stored.id).items() if body is not None}
