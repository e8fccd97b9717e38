"""Opening a vault: the right passphrase, the recovery sheet, damaged and newer files, and a set-up that was broken off."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from core.actions.check.check_vault import check_vault
from core.actions.office.setup import Founded, found_office, join_office
from core.actions.office.unlock import unlock, unlock_with_recovery
from core.errors import AppError
from core.vault.errors import VaultDamaged, VaultExists, VaultMissing, VaultNewer, WrongPassphrase
from core.vault.header_file import VaultHeader
from core.vault.header_names import NAMES
from core.vault.keys import new_recovery_code, recovery_root
from core.vault.vault import DATABASE, Vault
from tests.exchange.offices import PASSPHRASE, QUICK, chair, office
from tests.unit.vault_samples import bytes_of, roster_of


@pytest.fixture
def founded(tmp_path: Path) -> Founded:
    made = found_office(tmp_path / "vault", office(), chair(), PASSPHRASE, hardness=QUICK)
    made.vault.close()
    return made


def rewritten(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    """Change what a header file says and mend its checksum: not damage, but another vault."""
    outer = json.loads(path.read_bytes())
    body = json.loads(outer["body"])
    change(body)
    outer["body"] = json.dumps(body)
    outer["sha256"] = sha256(outer["body"].encode()).hexdigest()
    path.write_bytes(json.dumps(outer).encode())


def test_the_right_passphrase_opens_and_a_wrong_one_says_so(founded: Founded) -> None:
    folder = founded.vault.folder
    before = bytes_of(folder)
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            unlock(folder, wrong)
    assert bytes_of(folder) == before
    vault = unlock(folder, PASSPHRASE)
    assert vault.me is not None and check_vault(vault).is_whole


def test_a_passphrase_typed_in_another_unicode_form_is_the_same(tmp_path: Path) -> None:
    found_office(tmp_path / "vault", office(), chair(), "kopi café pahit", hardness=QUICK).vault.close()
    assert unlock(tmp_path / "vault", "kopi cafe\u0301 pahit").me is not None


def test_the_recovery_sheet_opens_the_data_and_nobodys_key(founded: Founded) -> None:
    code = founded.recovery_code
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O").replace("1", "l")):
        vault = unlock_with_recovery(founded.vault.folder, typed)
        assert vault.me is None
        vault.close()
    with pytest.raises(WrongPassphrase):
        unlock_with_recovery(founded.vault.folder, new_recovery_code())


def test_a_typing_error_in_the_recovery_code_is_found_before_it_is_tried() -> None:
    code = new_recovery_code()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){9}[0-9A-HJKMNP-TV-Z]{4}", code)
    found = 0
    for place in (0, 6, 20, 33, 48):
        other = code[:place] + ("2" if code[place] != "2" else "3") + code[place + 1 :]
        try:
            recovery_root(other)
        except WrongPassphrase:
            found += 1
    assert found == 5
    for wrong in (code[:-1], code + "0", "", "!" * 40):
        with pytest.raises(WrongPassphrase):
            recovery_root(wrong)


@pytest.mark.parametrize("damaged", NAMES)
@pytest.mark.parametrize("damage", [b"", b"\0" * 500, b"{}", b'{"body":"{}","sha256":"x","seal":"x"}', None])
def test_each_copy_of_the_header_alone_still_opens_and_check_names_the_other(founded: Founded, damaged: str, damage: bytes | None) -> None:
    path = founded.vault.folder / damaged
    path.unlink() if damage is None else path.write_bytes(damage)
    vault = unlock(founded.vault.folder, PASSPHRASE)
    assert [(one.kind, one.what) for one in check_vault(vault).findings] == [("header", damaged)]


def test_one_changed_byte_in_a_header_copy_is_found(founded: Founded) -> None:
    path = founded.vault.folder / NAMES[1]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert [one.what for one in check_vault(unlock(founded.vault.folder, PASSPHRASE)).findings] == [NAMES[1]]


def test_a_slot_changed_by_one_who_mends_the_checksum_is_found(founded: Founded) -> None:
    rewritten(founded.vault.folder / NAMES[0], lambda body: body.update(slots=[]))
    with pytest.raises(WrongPassphrase):  # both say the same sequence: the first is taken, and it holds no slot
        unlock(founded.vault.folder, PASSPHRASE)
    rewritten(founded.vault.folder / NAMES[0], lambda body: body.update(sequence=0))
    assert [one.what for one in check_vault(unlock(founded.vault.folder, PASSPHRASE)).findings] == [NAMES[0]]


def refused_untouched(folder: Path, error: type[AppError]) -> AppError:
    before = bytes_of(folder)
    with pytest.raises(error) as refusal:
        unlock(folder, PASSPHRASE)
    assert bytes_of(folder) == before and refusal.value.hint
    return refusal.value


def test_a_vault_with_both_copies_damaged_is_refused_untouched(founded: Founded) -> None:
    for name in NAMES:
        (founded.vault.folder / name).write_bytes(b"garbage")
    refused_untouched(founded.vault.folder, VaultDamaged)
    with pytest.raises(VaultExists):
        found_office(founded.vault.folder, office(), chair(), PASSPHRASE, hardness=QUICK)


def test_a_newer_header_or_another_page_size_is_refused_untouched(founded: Founded) -> None:
    for name in NAMES:
        rewritten(founded.vault.folder / name, lambda body: body.update(format=2))
    refused_untouched(founded.vault.folder, VaultNewer)
    for name in NAMES:
        rewritten(founded.vault.folder / name, lambda body: body.update(format=1, cipher={"page_size": 4096, "hmac": "HMAC_SHA256"}))
    refused_untouched(founded.vault.folder, VaultNewer)


@pytest.mark.parametrize("statement", ["UPDATE alembic_version SET version_num = '9999'", "PRAGMA user_version = 9999"])
def test_a_database_of_a_later_build_is_refused_and_left_as_it_is(founded: Founded, statement: str) -> None:
    vault = unlock(founded.vault.folder, PASSPHRASE)
    with vault.engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()
    vault.close()
    refused_untouched(founded.vault.folder, VaultNewer)


def test_a_database_that_was_changed_cut_or_replaced_is_refused_untouched(founded: Founded, tmp_path: Path) -> None:
    database = founded.vault.folder / DATABASE
    good = database.read_bytes()
    other = found_office(tmp_path / "other", office(), chair(), PASSPHRASE, hardness=QUICK).vault
    other.close()
    for bad in (b"\0" * len(good), good[:100], bytes([good[40] ^ 1]).join((good[:40], good[41:])), (other.folder / DATABASE).read_bytes()):
        database.write_bytes(bad)
        refused_untouched(founded.vault.folder, VaultDamaged)
    database.unlink()
    refused_untouched(founded.vault.folder, VaultMissing)


def test_an_empty_folder_holds_no_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        unlock(tmp_path, PASSPHRASE)
    with pytest.raises(VaultMissing):
        unlock(tmp_path / "nowhere", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_set_up_that_was_broken_off_opens_nothing_and_can_be_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    Vault.create(folder, data_key=b"k" * 32).close()  # the program was killed here: folder and database are there, the header is not
    with pytest.raises(VaultMissing):
        unlock(folder, PASSPHRASE)
    made = found_office(folder, office(), chair(), PASSPHRASE, hardness=QUICK)
    made.vault.close()
    vault = unlock(folder, PASSPHRASE)
    assert check_vault(vault).is_whole
    assert [one.name for one in folder.glob("*.old")], "what lay there was put aside, not deleted: it may be a vault without its header"


def test_a_second_set_up_in_the_same_folder_is_refused_untouched(founded: Founded) -> None:
    before = bytes_of(founded.vault.folder)
    with pytest.raises(VaultExists):
        found_office(founded.vault.folder, office(), chair(), PASSPHRASE, hardness=QUICK)
    assert bytes_of(founded.vault.folder) == before


def test_a_second_laptop_joins_with_the_same_passphrase_and_its_own_keys(founded: Founded, tmp_path: Path) -> None:
    first = unlock(founded.vault.folder, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        join_office(tmp_path / "second", roster_of(first), office="00.00.01", passphrase="bukan ini kuncinya")
    second = join_office(tmp_path / "second", roster_of(first), office="00.00.01", passphrase=PASSPHRASE).vault
    assert second.data_key != first.data_key and second.log.id != first.log.id and second.log.device != first.log.device
    assert check_vault(second).is_whole
    with second.read() as tx:
        assert len(second.roster(tx).devices) == 2 and second.roster(tx).refused == {}


def test_the_data_key_and_the_passphrase_stand_in_no_file(founded: Founded) -> None:
    needles = (founded.vault.data_key, founded.vault.data_key.hex().encode(), PASSPHRASE.encode(), founded.recovery_code.encode())
    for path in founded.vault.folder.rglob("*"):
        if path.is_file():
            assert not any(needle in path.read_bytes() for needle in needles), path.name


def test_saving_a_header_writes_both_copies_alike_and_counts(founded: Founded) -> None:
    folder = founded.vault.folder
    header = VaultHeader.load(folder)
    saved = header.save(folder, founded.vault.data_key)
    assert saved.sequence == header.sequence + 1 == VaultHeader.load(folder).sequence
    assert (folder / NAMES[0]).read_bytes() == (folder / NAMES[1]).read_bytes()
