"""What a receipt proves, and what it does not."""

from __future__ import annotations

import base64
from collections.abc import Iterable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import text

from core.actions.exchange.standing import standing
from core.evidence.inspect import Intake
from core.exchange.send import keep_receipt
from core.vault import local, truth
from core.vault.migrate import VIEWS
from core.vault.vault import Vault
from core.vault.views import documents, exhibits
from record.receipt import HeldBlob, HeldLog, Receipt, Refused, Signed, centre_key_id, sign_receipt
from record.signature import public_bytes
from tests.exchange.offices import add_case, some_bytes

KEY = ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def case_id(laptop: Vault, intake: Intake) -> str:
    with laptop.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(KEY)).decode()])
    return add_case(laptop, intake, [some_bytes(1, 1000)])


def head_of(vault: Vault) -> HeldLog:
    with vault.read() as tx:
        head = truth.log_head(tx, vault.log.id)
    assert head is not None
    return HeldLog(vault.log.id, head[1], head[0])


def signed(*logs: HeldLog, minute: int = 0, office: str = "", blobs: Iterable[HeldBlob] = (), refused: Iterable[Refused] = ()) -> Signed:
    at = f"2026-03-01T10:{minute:02}:00.000+07:00"
    said = Receipt(by=centre_key_id(KEY), at=at, office=office, logs=logs, blobs=tuple(blobs), refused=tuple(refused))
    return sign_receipt(KEY, said)


def standings(vault: Vault, case_id: str) -> tuple[str, str]:
    """Return the standing of the case's document and of its exhibit."""
    with vault.read() as tx:
        return standing(tx, documents.of_case(tx, case_id)[0]), standing(tx, exhibits.of_case(tx, case_id)[0])


def test_a_document_is_received_by_its_record_an_exhibit_by_its_record_and_its_original(laptop: Vault, case_id: str) -> None:
    assert standings(laptop, case_id) == ("saved", "saved")
    keep_receipt(laptop, signed(head_of(laptop)))
    assert standings(laptop, case_id) == ("received", "saved")
    with laptop.read() as tx:
        exhibit = exhibits.of_case(tx, case_id)[0]
    keep_receipt(laptop, signed(blobs=[HeldBlob(exhibit.original, exhibit.size)]))
    assert standings(laptop, case_id) == ("received", "received")


def test_an_exhibit_whose_file_alone_has_arrived_is_not_received(laptop: Vault, case_id: str) -> None:
    with laptop.read() as tx:
        exhibit = exhibits.of_case(tx, case_id)[0]
    keep_receipt(laptop, signed(blobs=[HeldBlob(exhibit.original, exhibit.size)]))
    assert standings(laptop, case_id) == ("saved", "saved")


def test_a_receipt_given_to_another_office_makes_no_file_received_and_one_without_an_office_counts_as_before(
    laptop: Vault, case_id: str
) -> None:
    with laptop.read() as tx:
        exhibit = exhibits.of_case(tx, case_id)[0]
    file = HeldBlob(exhibit.original, exhibit.size)
    keep_receipt(laptop, signed(head_of(laptop), office="33.74.10", blobs=[file]))
    assert standings(laptop, case_id) == ("received", "saved")  # whose log it is, its records say themselves
    laptop.rebuild()
    assert standings(laptop, case_id) == ("received", "saved")
    keep_receipt(laptop, signed(blobs=[file]))
    assert standings(laptop, case_id) == ("received", "received")


def test_a_vault_whose_views_are_made_anew_at_its_opening_knows_whose_it_is(laptop: Vault, case_id: str) -> None:
    with laptop.read() as tx:
        exhibit = exhibits.of_case(tx, case_id)[0]
    keep_receipt(laptop, signed(head_of(laptop), office="33.74.10", blobs=[HeldBlob(exhibit.original, exhibit.size)]))
    with laptop.write() as tx:
        tx.execute(text(f"PRAGMA user_version = {VIEWS - 1}"))
    again = Vault.open(laptop.folder, laptop.data_key)
    assert standings(again, case_id) == ("received", "saved")
    again.close()


def test_a_receipt_given_to_this_office_makes_its_file_received(laptop: Vault, case_id: str) -> None:
    with laptop.read() as tx:
        exhibit = exhibits.of_case(tx, case_id)[0]
    keep_receipt(laptop, signed(head_of(laptop), office=laptop.office, blobs=[HeldBlob(exhibit.original, exhibit.size)]))
    assert standings(laptop, case_id) == ("received", "received")


def test_a_receipt_over_a_head_that_is_not_ours_proves_nothing(laptop: Vault, case_id: str) -> None:
    ours = head_of(laptop)
    keep_receipt(laptop, signed(HeldLog(ours.log, ours.seq, "0" * 64), HeldLog(ours.log, ours.seq + 1, ours.head)))
    assert standings(laptop, case_id)[0] == "saved"


def test_a_record_that_the_centre_set_aside_is_not_received_until_a_newer_receipt_names_it_no_more(laptop: Vault, case_id: str) -> None:
    with laptop.read() as tx:
        record = documents.of_case(tx, case_id)[0].head_id
    keep_receipt(laptop, signed(head_of(laptop), minute=1, refused=[Refused(record, "a key that is not known")]))
    assert standings(laptop, case_id)[0] == "saved"
    keep_receipt(laptop, signed(head_of(laptop), minute=2))
    assert standings(laptop, case_id)[0] == "received"


def test_an_older_receipt_that_comes_late_takes_nothing_back(laptop: Vault, case_id: str) -> None:
    with laptop.read() as tx:
        record = documents.of_case(tx, case_id)[0].head_id
    keep_receipt(laptop, signed(head_of(laptop), minute=2))
    keep_receipt(laptop, signed(head_of(laptop), minute=1, refused=[Refused(record, "a key that is not known")]))
    assert standings(laptop, case_id)[0] == "received"
    laptop.rebuild()
    assert standings(laptop, case_id)[0] == "received"


def test_what_is_written_after_a_receipt_is_saved_only(laptop: Vault, case_id: str, intake: Intake) -> None:
    keep_receipt(laptop, signed(head_of(laptop)))
    later = add_case(laptop, intake, [b"x"])
    assert standings(laptop, later) == ("saved", "saved")
    assert standings(laptop, case_id)[0] == "received"
