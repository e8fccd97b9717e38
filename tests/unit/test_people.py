"""People and laptops: admitted, forgotten passphrases, ended, renewed from above - and who can open what then."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.cases.open_case import open_case
from core.actions.check.check_vault import check_vault
from core.actions.forms.drafts import answers_of, begin_draft
from core.actions.forms.save_form import save_imported
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.roster import MayNot, admit_person, drop_ended_slots, end_device, end_person, renew_key, take_up_key
from core.actions.office.setup import found_office, join_office
from core.actions.office.unlock import AccessEnded, unlock, unlock_with_recovery
from core.vault import local, truth
from core.vault.errors import WrongPassphrase
from core.vault.incoming import Came, take, take_statement
from core.vault.keys import Hardness
from core.vault.vault import NobodyHere, Vault
from core.vault.views import cases, documents, received
from record.receipt import Credential, HeldLog, Receipt, centre_key_id, sign_credential, sign_receipt
from record.signature import public_bytes
from tests.rigs.number_laptops import lacking

CHEAP = Hardness(64, 1, 1)
CHAIR, MEMBER, REGENCY = "kata sandi ketua", "kata sandi anggota", "kata sandi kabupaten"
OFFICE = OfficeSetup(code="00.00.01", name="Panwaslu Kecamatan Sukarekaan", regime="pemilihan", province="Provinsi Rekaan")


def founded(folder: Path) -> tuple[Vault, str]:
    chair = PersonSetup(name="Wira Contohwan", position="Ketua", role="panwascam_chair")
    made = found_office(folder, OFFICE, chair, CHAIR, hardness=CHEAP)
    return made.vault, made.recovery_code


def admitted(vault: Vault, passphrase: str = MEMBER) -> str:
    member = PersonSetup(name="Sari Fiktiwati", position="Anggota", role="panwascam_member")
    return admit_person(vault, member, passphrase, passphrase=CHAIR, hardness=CHEAP)


def protected_witness(vault: Vault) -> str:
    """Save a statement of a protected witness; returns the id of its record."""
    case = open_case(vault, regime="pemilihan", origin="temuan").cases[0]
    answers = {"subject": {"role": "saksi", "protected": "yes", "name": "Ratih Fiktif", "address": "Desa Mekarfiktif"}}
    changes, _ = save_imported(vault, "ba_klarifikasi", case_id=case, answers=answers, source="test")
    with vault.read() as tx:
        document = documents.one(tx, changes.streams[0])
        assert document is not None
        return document.record_id


def can_open(vault: Vault, record_id: str) -> bool:
    with vault.read() as tx:
        return answers_of(vault, tx, record_id).is_whole


def carry(source: Vault, target: Vault) -> None:
    """Bring over what the other vault lacks, as a parcel would."""
    with source.read() as tx:
        found = [(one, truth.stored_parts(tx, one.id)) for one in lacking(tx, {})]
    came = [Came(one.header_bytes, one.signatures, {k: v for k, v in parts.items() if v is not None}) for one, parts in found]
    with target.write() as tx:
        take(target, tx, came)


def test_a_second_person_unlocks_with_his_own_passphrase_and_opens_what_was_sealed_before(tmp_path: Path) -> None:
    vault, _ = founded(tmp_path / "vault")
    record = protected_witness(vault)
    admitted(vault)
    vault.close()
    again = unlock(tmp_path / "vault", MEMBER)
    with again.read() as tx:
        assert again.person(tx).name == "Sari Fiktiwati"
    assert can_open(again, record)


def test_a_member_may_not_admit_and_a_wrong_passphrase_admits_nobody(tmp_path: Path) -> None:
    vault, _ = founded(tmp_path / "vault")
    admitted(vault)
    with pytest.raises(WrongPassphrase):
        admit_person(vault, PersonSetup(name="X", position="", role="pkd"), "sandi baru saja", passphrase="bukan itu", hardness=CHEAP)
    vault.close()
    member = unlock(tmp_path / "vault", MEMBER)
    with pytest.raises(MayNot):
        admit_person(member, PersonSetup(name="X", position="", role="pkd"), "sandi baru saja", passphrase=MEMBER, hardness=CHEAP)
    with member.read() as tx:
        assert len(member.roster(tx).active("00.00.01")) == 2


def test_a_forgotten_passphrase_is_replaced_by_the_chair_and_old_records_stay_genuine(tmp_path: Path) -> None:
    vault, _ = founded(tmp_path / "vault")
    member = admitted(vault)
    vault.close()
    by_member = unlock(tmp_path / "vault", MEMBER)
    record = protected_witness(by_member)
    by_member.close()
    chair = unlock(tmp_path / "vault", CHAIR)
    renew_key(chair, member, "sandi baru anggota", passphrase=CHAIR, hardness=CHEAP)
    chair.close()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "vault", MEMBER)
    again = unlock(tmp_path / "vault", "sandi baru anggota")
    assert can_open(again, record)
    assert check_vault(again).findings == ()


def test_an_officer_who_left_opens_nothing_any_more(tmp_path: Path) -> None:
    vault, _ = founded(tmp_path / "vault")
    member = admitted(vault)
    end_person(vault, member, "masa tugas berakhir", passphrase=CHAIR)
    vault.close()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "vault", MEMBER)


def test_the_recovery_sheet_reads_but_neither_writes_nor_opens_seals(tmp_path: Path) -> None:
    vault, code = founded(tmp_path / "vault")
    record = protected_witness(vault)
    vault.close()
    recovered = unlock_with_recovery(tmp_path / "vault", code.lower().replace("-", " "))
    assert not can_open(recovered, record)
    with pytest.raises(NobodyHere):
        begin = open_case(recovered, regime="pemilihan", origin="temuan")
        begin_draft(recovered, "model_a", case_id=begin.cases[0])


def test_what_is_ended_or_renewed_on_one_laptop_holds_on_the_other(tmp_path: Path) -> None:
    first, _ = founded(tmp_path / "first")
    member = admitted(first)
    with first.read() as tx:
        roster = truth.roster_records(tx)[1]
    second = join_office(tmp_path / "second", roster, office="00.00.01", passphrase=MEMBER).vault
    renew_key(first, member, "sandi baru anggota", passphrase=CHAIR, hardness=CHEAP)
    carry(first, second)
    assert drop_ended_slots(second) == 1
    second.close()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "second", MEMBER)


def test_a_renewed_key_is_taken_up_on_the_second_laptop(tmp_path: Path) -> None:
    first, _ = founded(tmp_path / "first")
    member = admitted(first)
    with first.read() as tx:
        roster = truth.roster_records(tx)[1]
    second = join_office(tmp_path / "second", roster, office="00.00.01", passphrase=CHAIR).vault
    renew_key(first, member, "sandi baru anggota", passphrase=CHAIR, hardness=CHEAP)
    carry(first, second)
    with pytest.raises(WrongPassphrase):
        take_up_key(second, MEMBER)
    assert take_up_key(second, "sandi baru anggota").id == member
    second.close()
    assert unlock(tmp_path / "second", "sandi baru anggota").me is not None


def test_somebody_whose_key_was_ended_elsewhere_is_told_so_at_the_door(tmp_path: Path) -> None:
    first, _ = founded(tmp_path / "first")
    member = admitted(first)
    with first.read() as tx:
        roster = truth.roster_records(tx)[1]
    second = join_office(tmp_path / "second", roster, office="00.00.01", passphrase=MEMBER).vault
    end_person(first, member, "pindah tugas", passphrase=CHAIR)
    carry(first, second)
    second.close()
    with pytest.raises(AccessEnded):
        unlock(tmp_path / "second", MEMBER)


def test_a_stolen_laptop_writes_nothing_that_counts_after_its_end(tmp_path: Path) -> None:
    first, _ = founded(tmp_path / "first")
    admitted(first)
    with first.read() as tx:
        roster = truth.roster_records(tx)[1]
    stolen = join_office(tmp_path / "stolen", roster, office="00.00.01", passphrase=MEMBER).vault
    before = open_case(stolen, regime="pemilihan", origin="temuan", title="sebelum").cases[0]
    carry(stolen, first)
    end_device(first, stolen.log.device, "dicuri", passphrase=CHAIR)
    after = open_case(stolen, regime="pemilihan", origin="temuan", title="sesudah").cases[0]
    carry(stolen, first)
    with first.read() as tx:
        assert cases.one(tx, before) is not None
        assert cases.one(tx, after) is None
        assert len(list(tx.execute(truth.set_aside.select()))) == 1


def vouch(vaults: list[Vault], regency: Vault, centre: ec.EllipticCurvePrivateKey | None = None) -> None:
    """Let a centre, known to these vaults, give the regency's chair a credential."""
    centre = centre or ec.generate_private_key(ec.SECP256R1())
    with regency.read() as tx:
        chair = regency.person(tx)
    credential = Credential(
        by=centre_key_id(centre),
        at="2024-10-01T08:00:00+07:00",
        office=regency.office,
        device=regency.log.device,
        person=chair.id,
        sign_key=next(iter(chair.keys)),
    )
    for vault in vaults:
        with vault.write() as tx:
            local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])
            take_statement(vault, tx, sign_credential(centre, credential))


def founded_regency(folder: Path) -> Vault:
    office = OfficeSetup(code="00.00", name="Bawaslu Kabupaten Nusa Rekaan", regime="pemilihan", province="Provinsi Rekaan")
    return found_office(folder, office, PersonSetup(name="Bima Regensi", position="Ketua", role="regency"), REGENCY, hardness=CHEAP).vault


def key_renewed_too_early(folder: Path) -> tuple[Vault, Vault, ec.EllipticCurvePrivateKey, str]:
    """A regency has renewed the key of a district's chair, and the district does not know that a centre vouches for the regency."""
    district, _ = founded(folder / "district")
    regency, centre = founded_regency(folder / "regency"), ec.generate_private_key(ec.SECP256R1())
    with district.read() as tx:
        chair = district.person(tx).id
    carry(district, regency)
    vouch([regency], regency, centre)
    renew_key(regency, chair, "sandi baru ketua", passphrase=REGENCY, hardness=CHEAP)
    carry(regency, district)
    return district, regency, centre, chair


def test_an_act_of_the_regency_that_came_before_its_credential_is_believed_when_that_comes(tmp_path: Path) -> None:
    district, regency, centre, chair = key_renewed_too_early(tmp_path)
    with district.read() as tx:
        assert len(list(tx.execute(truth.set_aside.select()))) == 1
        assert len(district.roster(tx).people[chair].keys) == 1
    vouch([district], regency, centre)
    with district.read() as tx:
        assert list(tx.execute(truth.set_aside.select())) == []
        assert len(district.roster(tx).people[chair].keys) == 2


def test_a_receipt_for_an_act_that_is_not_believed_yet_counts_when_the_credential_comes(tmp_path: Path) -> None:
    district, regency, centre, _ = key_renewed_too_early(tmp_path)
    with regency.read() as tx:
        head = truth.log_head(tx, regency.log.id)
    assert head is not None
    receipt = Receipt(by=centre_key_id(centre), at="2024-10-01T08:00:00+07:00", logs=(HeldLog(regency.log.id, head[1], head[0]),))
    with district.write() as tx:
        local.keep_setting(tx, "centre_keys", [base64.b64encode(public_bytes(centre)).decode()])
        take_statement(district, tx, sign_receipt(centre, receipt))
        assert regency.log.id not in received.log_ends(tx)
    vouch([district], regency, centre)
    with district.read() as tx:
        assert received.log_ends(tx)[regency.log.id] == head[1]


def test_the_regency_renews_the_key_of_a_lone_chair_once_the_centre_vouches_for_it(tmp_path: Path) -> None:
    district, code = founded(tmp_path / "district")
    regency = founded_regency(tmp_path / "regency")
    with district.read() as tx:
        chair = district.person(tx).id
    carry(district, regency)
    carry(regency, district)
    with pytest.raises(MayNot):
        renew_key(regency, chair, "sandi baru ketua", passphrase=REGENCY, hardness=CHEAP)
    vouch([district, regency], regency)
    record = protected_witness(district)  # sealed to the regency too, now that it is known to be the regency
    carry(district, regency)
    renew_key(regency, chair, "sandi baru ketua", passphrase=REGENCY, hardness=CHEAP)
    district.close()
    recovered = unlock_with_recovery(tmp_path / "district", code)
    carry(regency, recovered)
    assert take_up_key(recovered, "sandi baru ketua").id == chair
    recovered.close()
    again = unlock(tmp_path / "district", "sandi baru ketua")
    assert can_open(again, record)
    assert check_vault(again).findings == ()
