"""The centre's key: made by a command, backed up, restored, and followed by a new one that the former has signed for."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from core.actions.check.check_centre import check_centre
from core.actions.check.check_vault import check_vault
from core.actions.exchange.enrol import enrol, roster_from_server
from core.actions.exchange.packs import PackRefused, take_pack
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.evidence.inspect import Intake
from core.exchange.errors import AnotherCentre
from core.vault.incoming import take_statement
from core.vault.vault import Vault
from core.vault.views import received
from forms.library import carry
from record.errors import NotGenuine
from record.pack import make_form_pack
from record.receipt import Receipt, Succession, sign_receipt, sign_succession
from server import keep_key
from server.__main__ import main
from server.centre_key import FILE, CentreKey, load, write_new
from server.keep_key import rotate
from tests.exchange.offices import OFFICE, add_case, second_laptop
from tests.exchange.running_centre import RunningCentre
from tests.unit.test_form_packs import next_version


def keys_of(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return set(vault.centre_keys(tx))


def changed(centre: RunningCentre) -> CentreKey:
    """Give the centre a new key, as its operator does, and start it again."""
    centre.kill()
    centre.command("key", "rotate")
    centre.start()
    return load(centre.folder)


def test_a_laptop_follows_the_key_at_its_next_contact_and_what_the_former_signed_stays_good(
    centre: RunningCentre, enrolled: Vault, intake: Intake
) -> None:
    add_case(enrolled, intake, [b"sebelum"])
    sync(enrolled)
    before, old = keys_of(enrolled), load(centre.folder)
    new = changed(centre)
    add_case(enrolled, intake, [b"sesudah"])
    done = sync(enrolled)
    assert done.sent_blobs and done.refused == () and done.received_records == 0  # nothing comes twice for the sake of a new name
    assert (keys_of(enrolled), before) == ({old.id, new.id}, {old.id})
    assert check_centre(enrolled, url=centre.url).missing == ()
    assert list(check_vault(enrolled).findings) == []
    twice = changed(centre)
    assert sync(enrolled).sent_records == 0
    assert keys_of(enrolled) == {old.id, new.id, twice.id}


def test_a_laptop_that_slept_through_two_changes_follows_both(centre: RunningCentre, enrolled: Vault) -> None:
    sync(enrolled)
    changed(centre)
    newest = changed(centre)
    sync(enrolled)
    assert newest.id in keys_of(enrolled)


def test_one_who_enrols_later_believes_what_the_former_key_signed(
    centre: RunningCentre, enrolled: Vault, intake: Intake, tmp_path: Path
) -> None:
    add_case(enrolled, intake, [b"x"])
    sync(enrolled)
    old, new = load(centre.folder), changed(centre)
    code = centre.code(OFFICE)
    other = second_laptop(tmp_path / "other", roster_from_server(centre.url, code, office=OFFICE))
    enrol(other, url=centre.url, code=code)
    sync(other)
    assert keys_of(other) == {old.id, new.id}
    other.close()


def test_by_stick_the_key_changes_too_and_sticks_sealed_to_the_former_are_still_taken(
    centre: RunningCentre, enrolled: Vault, intake: Intake, tmp_path: Path
) -> None:
    sync(enrolled)
    add_case(enrolled, intake, [b"di stik"])
    stick = tmp_path / "stick"
    stick.mkdir()
    write_stick(enrolled, stick)
    new = changed(centre)
    centre.take(stick)
    read_stick(enrolled, stick)
    assert new.id in keys_of(enrolled)
    with enrolled.read() as tx:
        own = enrolled.log.id
        ends = received.log_ends(tx)
    assert own in ends


@pytest.mark.parametrize("signs", ["itself", "nobody"])
def test_a_key_without_the_former_ones_signature_is_refused_in_a_sentence(centre: RunningCentre, enrolled: Vault, signs: str) -> None:
    sync(enrolled)
    before = keys_of(enrolled)
    centre.kill()
    rogue = CentreKey(ec.generate_private_key(ec.SECP256R1()))
    good, said_at = load(centre.folder), datetime.now(UTC).isoformat(timespec="milliseconds")
    said = Succession(by=rogue.id, at=said_at, former=good.spki, key=rogue.spki, seal_key=rogue.seal_key)
    shutil.move(centre.folder / FILE, centre.folder / "former-0000.pem")  # so that the database takes it for the former one
    write_new(centre.folder / FILE, rogue.private, None)
    if signs == "itself":
        (centre.folder / "succession-0000.json").write_bytes(sign_succession(rogue.private, said).to_bytes())
    centre.start()
    with pytest.raises(AnotherCentre, match="not the centre that is known here"):
        sync(enrolled)
    assert keys_of(enrolled) == before


def test_a_former_key_signs_nothing_any_more_and_cannot_be_followed_twice(centre: RunningCentre, enrolled: Vault) -> None:
    sync(enrolled)
    old = load(centre.folder)
    changed(centre)
    sync(enrolled)
    thief, later = (
        CentreKey(ec.generate_private_key(ec.SECP256R1())),
        (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds"),
    )
    said = Succession(by=old.id, at=later, former=old.spki, key=thief.spki, seal_key=thief.seal_key)
    late = sign_receipt(old.private, Receipt(by=old.id, at=later))
    early = sign_receipt(old.private, Receipt(by=old.id, at="2026-01-01T00:00:00+00:00"))
    with enrolled.write() as tx:
        for signed, words in ((sign_succession(old.private, said), "before"), (late, "given up")):
            with pytest.raises(NotGenuine, match=words):
                take_statement(enrolled, tx, signed)
        assert take_statement(enrolled, tx, early).receipt is not None  # of before: stays good
    assert thief.id not in keys_of(enrolled)


def test_a_pack_that_a_former_key_signs_afterwards_is_not_taken(centre: RunningCentre, enrolled: Vault, tmp_path: Path) -> None:
    old = load(centre.folder)
    changed(centre)
    sync(enrolled)
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="milliseconds")
    with pytest.raises(PackRefused, match="has not signed it"):
        take_pack(enrolled, make_form_pack(old.private, [next_version(tmp_path, version="7")], at=later))
    assert take_pack(enrolled, make_form_pack(old.private, [next_version(tmp_path, version="6")], at="2026-01-01T00:00:00+00:00")).forms
    carry(())


def test_a_gateway_that_still_has_the_former_key_is_not_believed(centre: RunningCentre, enrolled: Vault, tmp_path: Path) -> None:
    sync(enrolled)
    shutil.copy(centre.folder / FILE, tmp_path / "kept.pem")
    changed(centre)
    sync(enrolled)
    said = centre.refuses("status", "--key", str(_folder_with(tmp_path)))
    assert "another centre key" in said


def _folder_with(tmp_path: Path) -> Path:
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(tmp_path / "kept.pem", folder / FILE)
    return folder


def test_a_rotation_that_was_cut_off_anywhere_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["key", "make", "--key", str(tmp_path / "key")])
    first, steps = load(tmp_path / "key"), 0
    real = keep_key.write_once
    for stop in range(3):

        def cut(path: Path, content: bytes, stop: int = stop) -> None:
            nonlocal steps
            if steps == stop:
                raise OSError("cut")
            steps += 1
            real(path, content)

        steps = 0
        monkeypatch.setattr("server.keep_key.write_once", cut)
        with pytest.raises(Exception, match="not changed"):
            rotate(tmp_path / "key", passphrase=None, at=datetime.now(UTC))
        monkeypatch.undo()
        assert load(tmp_path / "key").id == first.id
    monkeypatch.setattr(Path, "replace", _refused)
    with pytest.raises(Exception, match="not changed"):
        rotate(tmp_path / "key", passphrase=None, at=datetime.now(UTC))
    monkeypatch.undo()
    done = rotate(tmp_path / "key", passphrase=None, at=datetime.now(UTC))
    assert (done.id != first.id, [one.id for one in done.former], len(done.successions)) == (True, [first.id], 2)


def _refused(_path: Path, _target: Path) -> Path:
    raise OSError("cut")


def test_the_key_is_made_shown_backed_up_and_restored_by_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, again, backup = tmp_path / "key", tmp_path / "again", tmp_path / "backup.json"
    own, for_backup = tmp_path / "own.txt", tmp_path / "backup.txt"
    own.write_text("sandi kunci pusat\n")
    for_backup.write_text("sandi cadangan yang panjang\n")
    with_own = ["--key-passphrase", str(own)]
    assert main(["key", "make", "--key", str(folder), *with_own]) == 0
    assert main(["key", "rotate", "--key", str(folder), *with_own]) == 0
    assert main(["key", "backup", str(backup), "--key", str(folder), *with_own, "--backup-passphrase", str(for_backup)]) == 0
    assert (backup.stat().st_mode & 0o077, (folder / FILE).stat().st_mode & 0o077) == (0, 0)
    capsys.readouterr()
    assert main(["key", "restore", str(backup), "--key", str(again), *with_own, "--backup-passphrase", str(for_backup)]) == 0
    here, there = load(folder, b"sandi kunci pusat"), load(again, b"sandi kunci pusat")
    assert [one.id for one in here.all] == [one.id for one in there.all]
    assert here.successions == there.successions
    for arguments, words in (
        (["key", "make", "--key", str(folder)], "already"),
        (["key", "show", "--key", str(folder)], "passphrase"),
        (["key", "show", "--key", str(folder), "--key-passphrase", str(for_backup)], "cannot be read"),
        (["key", "show", "--key", str(tmp_path / "none")], "key make"),
        (["key", "restore", str(backup), "--key", str(tmp_path / "x"), "--backup-passphrase", str(own)], "another"),
        (["status", "--data", str(tmp_path / "data"), "--key", str(tmp_path / "none")], "key make"),
    ):
        assert main(arguments) == 1
        told = capsys.readouterr().err
        assert words in told and len(told.splitlines()) == 1, told
    assert b"PRIVATE" not in backup.read_bytes().replace(b"ENCRYPTED PRIVATE", b"")
