"""Making room: only originals go, only on the centre's verified word, given anew - and they come back when somebody opens them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection

from core.actions.cases.exhibits import ExhibitRefused, attach_bytes
from core.actions.check.check_centre import check_centre
from core.actions.check.check_vault import check_vault
from core.actions.exchange.enrol import enrol
from core.actions.exchange.fetch_back import FileGone, fetch_back
from core.actions.exchange.free_space import Freed, free_space, keep_days, room, set_keep_days
from core.actions.exchange.read_stick import read_stick
from core.actions.exchange.second_copy import copy_now, set_up_copy
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import sync
from core.actions.exchange.write_stick import write_stick
from core.actions.office.restore import restore
from core.actions.papers.papers import sign_paper
from core.evidence.inspect import Intake, Looked
from core.exchange.errors import NoLine, NotEnrolled
from core.exchange.link import Link
from core.vault import absent, local, truth
from core.vault.absent import Absent
from core.vault.blobs import BlobMissing
from core.vault.vault import Vault
from core.vault.views import documents, exhibits
from core.vault.views.exhibits import Exhibit
from record.receipt import HeldBlob, Receipt, Signed, sign_receipt
from record.seal import key_id
from record.signature import public_bytes
from server.centre_key import load_or_make
from tests.exchange.conftest import HASTY
from tests.exchange.offices import PASSPHRASE, add_case, first_laptop, some_bytes
from tests.exchange.running_centre import RunningCentre

VIDEO = some_bytes(9, 300_000)


def exhibits_of(vault: Vault, case_id: str) -> list[Exhibit]:
    with vault.read() as tx:
        return exhibits.of_case(tx, case_id)


def files_on_disk(vault: Vault) -> int:
    return sum(path.is_file() for path in vault.blobs.folder.rglob("*"))


def say(key: ec.EllipticCurvePrivateKey, *held: HeldBlob) -> Signed:
    by = key_id(public_bytes(key))
    return sign_receipt(key, Receipt(by=by, at="2026-01-01T00:00:00+00:00", blobs=held))


@pytest.fixture
def sent(enrolled: Vault, intake: Intake, photos: list[bytes]) -> tuple[Vault, str]:
    """A laptop whose case, with a photo and a video, the centre has received."""
    case_id = add_case(enrolled, intake, [photos[0], VIDEO])
    sync(enrolled)
    return enrolled, case_id


def test_originals_that_the_centre_has_signed_for_go_and_nothing_else(sent: tuple[Vault, str], photos: list[bytes]) -> None:
    vault, case_id = sent
    photo, video = exhibits_of(vault, case_id)
    assert room(vault).files == 2 and room(vault).bytes == len(photos[0]) + len(VIDEO) and room(vault).waiting_files == 0
    before = files_on_disk(vault)
    assert free_space(vault) == Freed(files=2, bytes=len(photos[0]) + len(VIDEO))
    assert files_on_disk(vault) == before - 2
    assert not vault.blobs.has(photo.original) and vault.blobs.has(photo.working) and vault.blobs.has(photo.thumbnail)
    with vault.read() as tx:
        why = absent.why_not_here(tx, video.original)
        assert why is not None and (why.why, why.size, why.person) == (absent.FREED, len(VIDEO), vault.person(tx).id)
        assert why.word in {sha256(signed.body).hexdigest() for signed in truth.all_statements(tx)}
        assert {standing(tx, one) for one in (photo, video)} == {"received"}
    assert free_space(vault) == Freed() and room(vault).files == 0


def test_the_check_says_that_the_centre_holds_them_and_a_later_sync_leaves_them_there(sent: tuple[Vault, str]) -> None:
    vault, _ = sent
    free_space(vault)
    whole = check_vault(vault)
    assert whole.findings == () and whole.freed == 2
    asked = check_centre(vault)
    assert asked.missing == () and asked.unseen == 2
    again = sync(vault)
    assert (again.fetched_blobs, again.sent_bytes, again.freed) == (0, 0, Freed())


def test_an_original_comes_back_when_somebody_opens_it(sent: tuple[Vault, str], photos: list[bytes]) -> None:
    vault, case_id = sent
    free_space(vault)
    photo, video = exhibits_of(vault, case_id)
    fetch_back(vault, photo.original, photo.size)
    fetch_back(vault, photo.original, photo.size)
    assert vault.blobs.read_bytes(photo.original) == photos[0]
    with vault.read() as tx:
        assert absent.why_not_here(tx, photo.original) is None and absent.why_not_here(tx, video.original) is not None
    assert check_vault(vault).findings == () and free_space(vault).files == 1


def test_papers_are_still_made_from_the_working_copies(sent: tuple[Vault, str]) -> None:
    vault, case_id = sent
    free_space(vault)
    with vault.read() as tx:
        document = documents.of_case(tx, case_id)[0]
    assert sign_paper(vault, document.stream, passphrase=PASSPHRASE)


def test_without_a_line_nothing_goes(sent: tuple[Vault, str], centre: RunningCentre, line_of: Callable[..., Link], tmp_path: Path) -> None:
    vault, _ = sent
    before = files_on_disk(vault)
    link = line_of(vault, centre.url, replace(HASTY, attempts=2, first_attempts=2))
    centre.kill()
    with pytest.raises(NoLine):
        free_space(vault, link=link)
    assert files_on_disk(vault) == before
    alone = first_laptop(tmp_path / "alone")
    assert free_space(alone) == Freed()  # nothing is signed for, nobody is asked
    with pytest.raises(NotEnrolled):
        fetch_back(alone, "00" * 32, 5)
    alone.close()


def put_statement(tx: Connection, vault: Vault, digest: str, wrong: str) -> None:
    """A receipt as somebody may put it into the database by hand; `known` is the key of a second centre that the vault has met."""
    stranger, known = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    kept = local.setting(tx, "centre_keys")
    assert isinstance(kept, list)
    local.keep_setting(tx, "centre_keys", [*kept, base64.b64encode(public_bytes(known)).decode()])
    if wrong == "forged":
        signed = say(stranger, HeldBlob(digest, len(VIDEO)))
        ours = next(iter(vault.centre_keys(tx)))
        signed = Signed(signed.body.replace(key_id(public_bytes(stranger)).encode(), ours.encode()), signed.der)
    elif wrong == "stranger":
        signed = say(stranger, HeldBlob(digest, len(VIDEO)))
    elif wrong == "size":
        signed = say(known, HeldBlob(digest, len(VIDEO) - 1))
    else:
        signed = say(known, HeldBlob("ab" * 32, len(VIDEO)))
    assert truth.add_statement(tx, signed)


@pytest.mark.parametrize("wrong", ["forged", "stranger", "size", "another file"])
def test_a_receipt_that_is_forged_or_of_another_centre_size_or_file_frees_nothing(wrong: str, enrolled: Vault, intake: Intake) -> None:
    sync(enrolled)
    case_id = add_case(enrolled, intake, [VIDEO])
    (video,) = exhibits_of(enrolled, case_id)
    with enrolled.write() as tx:
        put_statement(tx, enrolled, video.original, wrong)
    assert free_space(enrolled) == Freed()
    assert room(enrolled).waiting_files == 1 and enrolled.blobs.has(video.original)


def test_a_true_receipt_without_the_file_at_the_centre_frees_nothing(sent: tuple[Vault, str], centre: RunningCentre) -> None:
    vault, case_id = sent
    (video,) = [one for one in exhibits_of(vault, case_id) if not one.working]
    next(path for path in centre.folder.rglob(video.original) if path.is_file()).write_bytes(bytes(len(VIDEO)))
    freed = free_space(vault)
    assert freed.files == 1 and [digest for digest, _ in freed.kept] == [video.original]
    assert vault.blobs.read_bytes(video.original) == VIDEO


def test_a_receipt_that_the_same_centre_gave_another_office_frees_nothing(
    sent: tuple[Vault, str], centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    vault, _ = sent
    other = first_laptop(tmp_path / "other", "00.00.01.2001")
    enrol(other, url=centre.url, code=centre.code("00.00.01.2001"))
    sync(other)
    (video,) = exhibits_of(other, add_case(other, intake, [VIDEO]))
    with vault.read() as tx:
        theirs = truth.all_statements(tx)
    with other.write() as tx:
        for signed in theirs:
            truth.add_statement(tx, signed)
    assert free_space(other) == Freed() and other.blobs.has(video.original)  # the receipt names the office it was given to
    other.close()


@pytest.mark.usefixtures("sent")  # the centre holds the file, for another office
def test_an_earlier_receipt_that_names_no_office_frees_nothing_that_the_centre_does_not_show(
    centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    other = first_laptop(tmp_path / "other", "00.00.01.2001")
    enrol(other, url=centre.url, code=centre.code("00.00.01.2001"))
    sync(other)
    (video,) = exhibits_of(other, add_case(other, intake, [VIDEO]))
    key = load_or_make(centre.folder, None)
    with other.write() as tx:
        truth.add_statement(tx, say(key.private, HeldBlob(video.original, len(VIDEO))))
    freed = free_space(other)
    assert freed.files == 0 and [digest for digest, _ in freed.kept] == [video.original] and other.blobs.has(video.original)
    other.close()


def test_a_file_damaged_here_stays_and_is_named(sent: tuple[Vault, str]) -> None:
    vault, case_id = sent
    video = exhibits_of(vault, case_id)[1]
    path = vault.blobs.path(video.original)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    freed = free_space(vault)
    assert freed.files == 1 and [digest for digest, _ in freed.kept] == [video.original]
    assert path.exists()


def test_only_what_is_old_enough_goes_and_never_unless_somebody_chose(sent: tuple[Vault, str]) -> None:
    vault, _ = sent
    later = datetime.now(UTC) + timedelta(days=31)
    assert keep_days(vault) is None and sync(vault, now=lambda: later).freed == Freed()
    set_keep_days(vault, 30)
    assert sync(vault).freed == Freed() and free_space(vault, older_than_days=1) == Freed()
    assert sync(vault, now=lambda: later).freed.files == 2


def test_an_original_that_is_not_noted_but_missing_is_still_a_fault(sent: tuple[Vault, str]) -> None:
    vault, case_id = sent
    free_space(vault)
    video = exhibits_of(vault, case_id)[1]
    with vault.write() as tx:
        tx.execute(absent.absent_files.delete().where(absent.absent_files.c.sha256 == video.original))
    assert [one.what for one in check_vault(vault).findings] == [video.original]


def test_one_that_was_removed_without_a_receipt_is_a_fault(enrolled: Vault, intake: Intake) -> None:
    sync(enrolled)
    (video,) = exhibits_of(enrolled, add_case(enrolled, intake, [VIDEO]))
    with enrolled.write() as tx:
        absent.note(tx, Absent(sha256=video.original, size=video.size, why=absent.FREED, at="", person="", word=""))
    assert [one.what for one in check_vault(enrolled).findings] == [video.original]


def test_a_removal_that_was_cut_off_is_finished_by_the_next(sent: tuple[Vault, str]) -> None:
    vault, case_id = sent
    video = exhibits_of(vault, case_id)[1]
    content = vault.blobs.path(video.original).read_bytes()
    free_space(vault)
    vault.blobs.path(video.original).write_bytes(content)  # as after a crash between the note and the removal
    free_space(vault)
    assert not vault.blobs.has(video.original)


class SweepsMeanwhile(Intake):
    """A round of making room that comes between a file's bytes and its record."""

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self._vault = vault

    def look(self, source: Path | bytes) -> Looked:
        free_space(self._vault)
        return super().look(source)


def test_a_freed_file_that_is_attached_anew_while_room_is_made_is_refused_or_really_there(sent: tuple[Vault, str], intake: Intake) -> None:
    vault, case_id = sent
    assert free_space(vault).files == 2
    with SweepsMeanwhile(vault) as sweeping, pytest.raises(ExhibitRefused, match="room was being made"):
        attach_bytes(vault, case_id, VIDEO, "lagi.bin", obtained="folder", intake=sweeping)
    assert len(exhibits_of(vault, case_id)) == 2
    attach_bytes(vault, case_id, VIDEO, "lagi.bin", obtained="folder", intake=intake)
    assert vault.blobs.read_bytes(exhibits_of(vault, case_id)[-1].original) == VIDEO
    assert check_vault(vault).findings == ()


def test_the_second_copy_keeps_them_and_a_restored_laptop_has_them(sent: tuple[Vault, str], tmp_path: Path) -> None:
    vault, case_id = sent
    (tmp_path / "disk").mkdir()
    set_up_copy(vault, tmp_path / "disk")
    free_space(vault)
    copy_now(vault)
    back = restore(tmp_path / "disk", tmp_path / "back", passphrase=PASSPHRASE)
    assert back.missing_files == 0
    assert back.vault.blobs.read_bytes(exhibits_of(back.vault, case_id)[1].original) == VIDEO
    assert check_vault(back.vault).findings == ()
    back.vault.close()


def test_a_copy_set_up_afterwards_knows_where_they_are(sent: tuple[Vault, str], tmp_path: Path) -> None:
    vault, case_id = sent
    free_space(vault)
    (tmp_path / "disk").mkdir()
    set_up_copy(vault, tmp_path / "disk")
    back = restore(tmp_path / "disk", tmp_path / "back", passphrase=PASSPHRASE)
    assert back.missing_files == 0 and check_vault(back.vault).freed == 2
    with pytest.raises(BlobMissing):
        back.vault.blobs.read_bytes(exhibits_of(back.vault, case_id)[1].original)
    back.vault.close()


def test_a_stick_does_not_bring_them_back_unasked(sent: tuple[Vault, str], tmp_path: Path) -> None:
    vault, _ = sent
    (tmp_path / "stick").mkdir()
    write_stick(vault, tmp_path / "stick", everything=True)
    free_space(vault)
    assert read_stick(vault, tmp_path / "stick").files == 0


def test_a_destroyed_file_is_not_fetched(sent: tuple[Vault, str]) -> None:
    vault, case_id = sent
    video = exhibits_of(vault, case_id)[1]
    with vault.write() as tx:
        absent.note(tx, Absent(sha256=video.original, size=video.size, why=absent.DESTROYED, at="", person="", word=""))
        absent.note(tx, Absent(sha256=video.original, size=video.size, why=absent.FREED, at="", person="", word=""))
    with pytest.raises(FileGone):
        fetch_back(vault, video.original, video.size)
    assert sync(vault).fetched_blobs == 0
