"""Every build opens, checks, rebuilds, exports and sends unchanged what earlier builds have written."""

import base64
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from core.actions.check.check_files import check_path
from core.actions.check.check_paper import check_paper
from core.actions.check.check_vault import check_vault, rows_of_views
from core.actions.office.setup import join_office
from core.actions.office.unlock import unlock, unlock_with_recovery
from core.errors import AppError
from core.export.json_export import export_json
from core.vault import outgoing, truth
from core.vault.incoming import Unpacked, take
from core.vault.vault import Vault, open_known
from core.vault.views import cases, documents
from record.header import record_id
from record.parcel import RecordItem, StatementItem, frames, read_file, read_frame
from record.receipt import Credential, Receipt, Signed, open_statement
from record.roster import RosterRecord
from record.signature import signatures_from_bytes
from tests.unit.vault_samples import bytes_of

BUILDS = sorted(one for one in Path(__file__).parent.iterdir() if (one / "facts.json").exists())


@pytest.fixture(params=BUILDS, ids=lambda folder: folder.name)
def golden(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def facts_of(golden: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((golden / "facts.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def vault(golden: Path, tmp_path: Path) -> Vault:
    """A copy of the golden vault, unlocked by its chair."""
    shutil.copytree(golden / "vault", tmp_path / "vault")
    return unlock(tmp_path / "vault", facts_of(golden)["passphrases"][0])


def test_there_is_at_least_one_golden_build() -> None:
    assert BUILDS


def test_it_opens_by_everything_that_opened_it_and_by_nothing_else(golden: Path, tmp_path: Path) -> None:
    facts = facts_of(golden)
    shutil.copytree(golden / "vault", tmp_path / "vault")
    for passphrase in facts["passphrases"]:
        vault = unlock(tmp_path / "vault", passphrase)
        assert vault.me is not None and vault.data_key.hex() == facts["data_key"]
        vault.close()
    unlock_with_recovery(tmp_path / "vault", facts["recovery_code"]).close()
    with pytest.raises(AppError):
        unlock(tmp_path / "vault", facts["ended_passphrase"])


def test_check_finds_nothing_and_every_record_is_still_there(golden: Path, vault: Vault) -> None:
    found = check_vault(vault)
    assert found.findings == () and found.blobs >= 4
    with vault.read() as tx:
        assert [stored.id for stored in truth.all_records(tx)] == facts_of(golden)["records"]
        assert vault.roster(tx).refused == {}


def test_rebuilding_gives_the_same_rows(vault: Vault) -> None:
    with vault.read() as tx:
        before = rows_of_views(tx)
    vault.rebuild()
    with vault.read() as tx:
        assert rows_of_views(tx) == before


def test_the_case_says_what_it_said_and_its_sealed_part_opens_for_a_reader_admitted_later(
    golden: Path, vault: Vault, tmp_path: Path
) -> None:
    facts = facts_of(golden)
    later = unlock(tmp_path / "vault", facts["passphrases"][1])
    for one in (vault, later):
        with one.read() as tx:
            case = cases.one(tx, facts["case"])
            assert case is not None and case.title == facts["title"] and case.heads == 2
            sealed = next(document for document in documents.of_case(tx, facts["case"]) if document.has_identity)
            body = one.open_sealed(tx, sealed.record_id, "identity")
            assert sealed.is_sealed and body is not None and "Ratih Fiktif" in json.dumps(body)


def test_the_export_comes_out_byte_for_byte_as_it_did_then(golden: Path, vault: Vault, tmp_path: Path) -> None:
    export_json(vault, tmp_path / "export")
    assert bytes_of(tmp_path / "export") == bytes_of(golden / "export")


def test_the_old_export_and_the_old_parcel_are_genuine(golden: Path, vault: Vault) -> None:
    for known in (None, vault):
        for name in ("export", "parcel.bukti"):
            found = check_path(known, golden / name)
            assert found.is_genuine, (name, found.answers)


def test_a_changed_byte_in_the_old_export_and_parcel_is_found(golden: Path, tmp_path: Path) -> None:
    shutil.copytree(golden / "export", tmp_path / "export")
    part = sorted((tmp_path / "export" / "parts").iterdir())[3]
    raw = bytearray(part.read_bytes())
    raw[10] ^= 1
    part.write_bytes(raw)
    assert not check_path(None, tmp_path / "export").is_genuine
    raw = bytearray((golden / "parcel.bukti").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "parcel.bukti").write_bytes(raw)
    assert not check_path(None, tmp_path / "parcel.bukti").is_genuine


def test_the_old_parcel_fills_a_new_laptop_and_goes_out_again_as_it_was(golden: Path, tmp_path: Path) -> None:
    facts = facts_of(golden)
    unpacked = Unpacked()
    with (golden / "parcel.bukti").open("rb") as file:
        items = [item for run in read_file(file) for item in run]
    unpacked.add(items)
    statements = [item for item in items if isinstance(item, StatementItem)]
    came = unpacked.take_whole()
    assert len(came) == len(facts["records"]) and unpacked.records == {} and len(statements) == 2
    rosters = [
        RosterRecord(one.header, signatures_from_bytes(one.signatures), one.parts) for one in came if b'"type":"roster.' in one.header
    ]
    laptop = join_office(tmp_path / "new", rosters, office=facts["office"], passphrase=facts["passphrases"][0]).vault
    with laptop.write() as tx:
        take(laptop, tx, came)
        assert tx.execute(truth.set_aside.select()).all() == []
    with laptop.read() as tx:
        held = {stored.id: stored for stored in truth.all_records(tx)}
        assert set(facts["records"]) < set(held)
        again = [item for identity in facts["records"] for item in outgoing.items_of(tx, held[identity])]
    sent = [item for frame in frames(again) for item in read_frame(frame)]
    assert sent == [item for item in items if not isinstance(item, StatementItem)]
    assert {record_id(item.header) for item in sent if isinstance(item, RecordItem)} == set(facts["records"])


def test_the_old_receipts_hold(golden: Path, vault: Vault) -> None:
    spki = base64.b64decode(facts_of(golden)["centre"])
    found = []
    for path in sorted((golden / "export" / "receipts").glob("*.signed")):
        signed = Signed.from_bytes(path.read_bytes())
        assert signed.to_bytes() == path.read_bytes()
        found.append(open_statement(signed, spki))
    assert {type(one) for one in found} == {Receipt, Credential}
    with vault.read() as tx:
        assert [open_known(one, vault.centre_keys(tx)) for one in truth.all_statements(tx)]
        receipt = next(one for one in vault.statements(tx) if isinstance(one, Receipt))
        assert truth.record(tx, receipt.logs[0].head) is not None


def test_the_old_paper_is_intact_signed_by_somebody_known_and_as_recorded(golden: Path, vault: Vault) -> None:
    pdf = (golden / "paper.pdf").read_bytes()
    assert check_paper(vault, pdf).genuine
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    assert not check_paper(vault, bytes(changed)).genuine
    assert not check_paper(vault, pdf[:-1000]).genuine
