"""A server that lies, forgets, replays or floods: the laptop believes only what is signed, keeps what it has, and says what it sees."""

from __future__ import annotations

import json
import shutil
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from core.actions.cases.exhibits import attach_file
from core.actions.cases.open_case import open_case
from core.actions.exchange.standing import standing
from core.actions.exchange.sync import SyncResult, sync
from core.errors import AppError
from core.evidence.inspect import Intake
from core.exchange.errors import AnotherCentre, NoLine, Problem, ServerBusy, ServerRefused
from core.exchange.fetch import bring
from core.exchange.lanes import Lane
from core.exchange.link import Link
from core.exchange.patience import Patience
from core.exchange.request_and_answer import ANSWER_BYTES_MAX
from core.vault import truth
from core.vault.errors import NoRoom
from core.vault.vault import Vault
from core.vault.views import documents, exhibits, received
from record.header import BlobRef
from record.receipt import Receipt, Signed, open_statement, sign_receipt
from tests.builders import BuiltOffice
from tests.exchange.conftest import HASTY
from tests.exchange.offices import add_case, some_bytes
from tests.exchange.other_ends import answering
from tests.exchange.rogue_centre import Alter, Said, rogue
from tests.exchange.running_centre import RunningCentre
from tests.server.caller import Caller, enrolment

Lines = Callable[..., Link]


@pytest.fixture
def through(enrolled: Vault, centre: RunningCentre, line_of: Lines) -> Callable[[Alter], SyncResult]:
    """Do one round over a rogue server."""

    def go(alter: Alter) -> SyncResult:
        with rogue(centre.address, alter) as url:
            return sync(enrolled, link=line_of(enrolled, url))

    return go


def standings(vault: Vault, case_id: str) -> set[str]:
    with vault.read() as tx:
        return {standing(tx, one) for one in documents.of_case(tx, case_id)}


def stored_records(vault: Vault) -> int:
    with vault.read() as tx:
        return len(tx.execute(select(truth.records.c.record_id)).all())


def of_json(said: Said, **changed: object) -> Said:
    return said.but(body=json.dumps({**json.loads(said.body), **changed}).encode())


def test_an_honest_answer_passes_through_unchanged(enrolled: Vault, through: Callable[[Alter], SyncResult], intake: Intake) -> None:
    case_id = add_case(enrolled, intake, [some_bytes(1, 5000)])
    result = through(lambda _method, _path, said: said)
    assert (standings(enrolled, case_id), result.centre_lost) == ({"received"}, 0)


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/parcels"])
def test_receipts_signed_with_another_key_are_not_believed(
    enrolled: Vault, through: Callable[[Alter], SyncResult], intake: Intake, path: str
) -> None:
    case_id, stranger = add_case(enrolled, intake, []), ec.generate_private_key(ec.SECP256R1())

    with enrolled.read() as tx:
        (spki,) = enrolled.centre_keys(tx).values()

    def forge(signed: object) -> object:
        """The same receipt, by another hand."""
        true = open_statement(Signed.from_bytes(json.dumps(signed).encode()), spki)
        assert isinstance(true, Receipt)
        return json.loads(sign_receipt(stranger, true).to_bytes())

    def alter(_method: str, asked: str, said: Said) -> Said:
        if asked != path:
            return said
        told = json.loads(said.body)
        return of_json(said, receipt=forge(told["receipt"])) if path == "/v1/hello" else said.but(body=json.dumps(forge(told)).encode())

    with pytest.raises(AnotherCentre):
        through(alter)
    assert standings(enrolled, case_id) == {"saved"}


def test_an_old_receipt_given_again_makes_nothing_received(enrolled: Vault, through: Callable[[Alter], SyncResult], intake: Intake) -> None:
    kept: list[bytes] = []
    add_case(enrolled, intake, [], title="Lama")

    def keep(_method: str, path: str, said: Said) -> Said:
        if path == "/v1/parcels":
            kept.append(said.body)
        return said

    through(keep)
    case_id = add_case(enrolled, intake, [], title="Baru")

    def replay(_method: str, path: str, said: Said) -> Said:
        if path == "/v1/hello":
            return of_json(said, receipt=json.loads(kept[0]))
        if path.startswith("/v1/records"):  # where the true one would come too
            return said.but(body=b"", headers={**said.headers, "Bukti-More": "0"})
        return said.but(body=kept[0]) if path == "/v1/parcels" else said

    through(replay)
    assert standings(enrolled, case_id) == {"saved"}
    sync(enrolled)
    assert standings(enrolled, case_id) == {"received"}


def test_a_centre_that_went_back_to_an_older_state_is_noticed_said_and_given_everything_again(
    enrolled: Vault, centre: RunningCentre, intake: Intake, tmp_path: Path
) -> None:
    add_case(enrolled, intake, [some_bytes(3, 40_000)], title="Kasus pertama")
    assert sync(enrolled).centre_lost == 0
    old = centre.holds()
    centre.kill()
    backup = tmp_path / "backup"
    shutil.copytree(centre.folder, backup)
    centre.start()
    case_id = add_case(enrolled, intake, [some_bytes(4, 50_000)], title="Kasus kedua")
    sync(enrolled)
    full, before = centre.holds(), stored_records(enrolled)
    assert standings(enrolled, case_id) == {"received"}
    centre.kill()
    shutil.rmtree(centre.folder)
    shutil.copytree(backup, centre.folder)
    centre.start()
    assert centre.holds()["records"] < full["records"]
    result = sync(enrolled)
    assert result.centre_lost == full["records"] - old["records"]
    assert stored_records(enrolled) == before
    told = centre.holds()
    assert {name: told[name] for name in ("records", "blobs", "bytes")} == {name: full[name] for name in ("records", "blobs", "bytes")}
    assert sync(enrolled).centre_lost == 0


SHAPES = (b"[" * 200_000, b'{"a":' * 100_000, b"1" * 100_000, b'{"newest": ' + b"9" * 10_000 + b"}", b"\xff\xfe", b"null", b'"x"', b"{}")


def test_answers_of_any_shape_are_a_sentence_and_not_a_crash(through: Callable[[Alter], SyncResult]) -> None:
    for body, status in product(SHAPES, (200, 400)):
        with pytest.raises(AppError):
            through(
                lambda _method, path, said, body=body, status=status: said.but(status=status, body=body) if path == "/v1/hello" else said
            )  # type: ignore[misc]


def test_numbers_in_headers_that_no_server_sends_are_passed_over(
    through: Callable[[Alter], SyncResult], intake: Intake, enrolled: Vault
) -> None:
    add_case(enrolled, intake, [some_bytes(5, 3000)])

    def alter(method: str, _path: str, said: Said) -> Said:
        return said.but(headers={**said.headers, "Upload-Offset": "9" * 5000}) if method in ("PATCH", "HEAD") else said

    through(alter)  # the receipt in the answer counts, the header does not
    with pytest.raises(ServerRefused):
        through(lambda _method, path, said: said.but(headers={**said.headers, "Bukti-Next": "9" * 5000}) if "records" in path else said)


def test_an_endless_answer_is_left(through: Callable[[Alter], SyncResult]) -> None:
    tracemalloc.start()
    with pytest.raises(ServerRefused):
        through(lambda _method, path, said: said.but(endless=True, claims=1 << 40) if path == "/v1/hello" else said)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * ANSWER_BYTES_MAX


def test_an_answer_shorter_than_it_claims_is_a_broken_line(through: Callable[[Alter], SyncResult]) -> None:
    with pytest.raises(NoLine):
        through(lambda _method, path, said: said.but(claims=len(said.body) + 10) if path == "/v1/hello" else said)


def test_a_bomb_instead_of_records_is_refused(through: Callable[[Alter], SyncResult], enrolled: Vault) -> None:
    import zstandard

    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(300_000_000))
    before = stored_records(enrolled)
    for body in (bomb, b"BKTP" + bomb, len(bomb).to_bytes(4, "big") + bomb):
        tracemalloc.start()
        with pytest.raises(AppError):
            through(lambda _method, path, said, body=body: said.but(body=body) if "records" in path else said)  # type: ignore[misc]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 50_000_000
    assert stored_records(enrolled) == before


def test_the_laptop_waits_as_long_as_it_is_asked_but_not_for_ever() -> None:
    waits: list[float] = []
    busy = ServerBusy("The server is busy.", "Try again later.", Problem(429))
    patience = Patience(HASTY, waits.append, attempts=9)
    patience.failed(busy, retry_after_s=7)
    patience.failed(busy, retry_after_s=0)
    assert waits[0] == 7 and waits[1] < 1
    for wait in (901.0, 1e15, float("inf")):
        with pytest.raises(ServerBusy):
            patience.failed(busy, retry_after_s=wait)
    assert len(waits) == 2


def test_a_server_that_asks_for_a_day_ends_the_round_with_a_sentence(enrolled: Vault, line_of: Lines) -> None:
    waits = ("86400", "9" * 400, "9" * 6000, "-5", "Fri, 31 Dec 1999 23:59:59 GMT", "½")
    for wait, status in product(waits, (429, 503)):
        with answering(status, {"Bukti": "1", "Retry-After": wait}, b"{}") as url, pytest.raises(ServerBusy):
            sync(enrolled, link=line_of(enrolled, url))


class TestTenGigabytes:
    """A video larger than what is free: nothing is written, nothing grows."""

    def test_attaching_it_is_refused_before_a_byte_is_read(self, laptop: Vault, intake: Intake, tmp_path: Path) -> None:
        video = tmp_path / "video.mp4"
        with video.open("wb") as file:
            file.truncate(shutil.disk_usage(tmp_path).free + 10_000_000_000)  # sparse
        case_id = open_case(laptop, regime="pemilihan", origin="pengawasan", title="Kasus").cases[0]
        before = {path: path.stat().st_size for path in (laptop.folder / "blobs").rglob("*") if path.is_file()}
        tracemalloc.start()
        with pytest.raises(NoRoom) as caught:
            attach_file(laptop, case_id, video, obtained="folder", intake=intake)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert caught.value.details["size_mb"] > caught.value.details["free_mb"] > 0
        assert peak < 2_000_000
        assert {path: path.stat().st_size for path in (laptop.folder / "blobs").rglob("*") if path.is_file()} == before

    @pytest.mark.parametrize(("size", "code"), [(10**13, "blob.too_large"), (10**10, "blob.not_named")])
    def test_the_server_says_no_before_it_takes_a_byte(self, centre: RunningCentre, size: int, code: str) -> None:
        office = BuiltOffice()
        caller = Caller(centre.address[1], office.laptop.key)
        caller.post_json("/v1/enrol", enrolment(office, centre.code(office.code)))
        digest = sha256(b"video").hexdigest()
        answer = caller.plain("PATCH", f"/v1/blobs/{digest}", b"", caller.patch_headers(digest, offset=0, size=size))
        assert (answer.status, answer.code) == (413, code)
        assert not list((centre.folder / "spool").glob("*.part"))


def test_the_laptop_passes_over_a_file_that_would_fill_its_disk(enrolled: Vault, line_of: Lines, centre: RunningCentre) -> None:
    size = shutil.disk_usage(enrolled.folder).free + 10_000_000_000
    lane = Lane("incoming", size)
    ref = BlobRef(sha256="ab" * 32, size=size, media_type="video/mp4", role="original")
    assert not bring(enrolled, line_of(enrolled, centre.url), lane, ref)
    assert [one.code for one in lane.skipped] == ["disk.no_room"]


def test_a_file_of_other_bytes_than_its_name_is_never_kept(enrolled: Vault, line_of: Lines, centre: RunningCentre) -> None:
    content = some_bytes(8, 90_000)
    ref = BlobRef(sha256=sha256(content).hexdigest(), size=len(content), media_type="image/jpeg", role="original")
    changed = bytes([content[0] ^ 1]) + content[1:]
    lane = Lane("incoming", ref.size)
    with rogue(centre.address, lambda _m, path, said: Said(200, said.headers, changed) if "blobs" in path else said) as url:
        assert not bring(enrolled, line_of(enrolled, url), lane, ref)
    assert lane.skipped and not enrolled.blobs.has(ref.sha256)


@pytest.mark.parametrize("after", ["POST /v1/parcels", "PATCH /v1/blobs"])
def test_a_log_in_page_that_takes_the_line_over_in_mid_round_is_said_and_what_waits_goes_later(
    through: Callable[[Alter], SyncResult], enrolled: Vault, centre: RunningCentre, intake: Intake, after: str
) -> None:
    case = add_case(enrolled, intake, [some_bytes(seed, 700_000) for seed in range(3)])
    gone: list[str] = []

    def until_the_guest_hour_ends(method: str, path: str, said: Said) -> Said:
        if gone:
            return Said(200, {"Content-Type": "text/html"}, b"<html>Selamat datang di Wi-Fi tamu</html>")
        if f"{method} {path}".startswith(after):
            gone.append(path)
        return said

    with pytest.raises(NoLine) as caught:
        through(until_the_guest_hour_ends)
    assert caught.value.title == "The line leads to another page, not to the server." and gone
    with enrolled.read() as tx:
        assert not all(received.has_blob(tx, exhibit.original) for exhibit in exhibits.of_case(tx, case))
    sync(enrolled)
    with enrolled.read() as tx:
        assert all(received.has_blob(tx, exhibit.original) for exhibit in exhibits.of_case(tx, case))
    assert standings(enrolled, case) == {"received"} and centre.holds()["blobs"] == 3
