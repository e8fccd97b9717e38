"""Files: resume at any byte, the newest attempt wins, the final hash decides, and who may fetch."""

import os
import random
from hashlib import sha256
from pathlib import Path

import pytest

from record.parcel import blob_items, frames
from record.receipt import HeldBlob
from server.limits import Limits
from server.stores.blobs import open_blobs
from server.stores.spool import Spool, Superseded
from tests.builders import BuiltOffice
from tests.server.caller import Caller, pieces
from tests.server.conftest import Live


def some(size: int, seed: int = 1) -> tuple[bytes, str]:
    content = random.Random(seed).randbytes(size)
    return content, sha256(content).hexdigest()


def wait_for_offset(caller: Caller, digest: str, least: int) -> int:
    """Ask until the server has appended what was sent; each answer is the condition, no time is."""
    for _ in range(10_000):
        if (held := caller.offset(digest)) >= least:
            return held
    raise AssertionError(f"the server never came to {least}")


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 1_000_001])
def test_a_whole_file_is_receipted(live: Live, caller: Caller, size: int) -> None:
    content, digest = some(size)
    answer = caller.patch(digest, content)
    assert (answer.status, answer.headers["upload-offset"]) == (201, str(size))
    assert live.receipt(answer).blobs == (HeldBlob(digest, size),)
    again = caller.patch(digest, content)
    assert (again.status, again.body) == (200, answer.body)
    assert (live.count("blobs"), live.count("bytes")) == (1, size)


def test_small_files_come_in_a_parcel_once_a_record_names_them(live: Live, office: BuiltOffice, caller: Caller) -> None:
    named, unnamed = some(200_000)[0], some(100)[0]
    parcel = next(frames([*blob_items(sha256(named).hexdigest(), named), *blob_items(sha256(unnamed).hexdigest(), unnamed)], fill=300_000))
    before = caller.call("POST", "/v1/parcels", parcel)
    assert live.receipt(before).blobs == () and live.count("blobs") == 0
    caller.parcel(office.write(blobs=[named]))
    answer = caller.call("POST", "/v1/parcels", parcel)
    assert live.receipt(answer).blobs == (HeldBlob(sha256(named).hexdigest(), 200_000),)
    assert (live.count("blobs"), live.count("bytes")) == (1, 200_000)
    assert caller.patch(sha256(named).hexdigest(), named).status == 200  # known as delivered in every other way too


def test_a_file_in_a_parcel_whose_bytes_are_not_those_of_its_name_is_not_receipted(live: Live, office: BuiltOffice, caller: Caller) -> None:
    content, _ = some(50_000)
    caller.parcel(office.write(blobs=[content]))
    digest = sha256(content).hexdigest()
    answers = [caller.call("POST", "/v1/parcels", next(frames(blob_items(digest, given)))) for given in (content[::-1], content)]
    assert [len(live.receipt(answer).blobs) for answer in answers] == [0, 1]


def test_hello_tells_offsets_and_gives_the_receipt_of_a_lost_reply(live: Live, caller: Caller) -> None:
    whole, digest = some(300_000)
    begun, other = some(300_000, seed=2)
    caller.patch(digest, whole)
    assert caller.patch(other, begun[:100_000], size=300_000).status == 204
    offered = [{"sha256": one, "size": 300_000} for one in (digest, other, "ab" * 32)]
    answer = caller.hello(blobs=offered)
    assert answer.json["blobs"] == {digest: 300_000, other: 100_000}
    assert live.hello_receipt(answer).blobs == (HeldBlob(digest, 300_000),)


@pytest.mark.parametrize("cut", [1, 3, 4, 35, 36, 37, 50_000, 100_035, 100_036, 100_037, 250_000])
def test_an_upload_goes_on_after_a_cut_at_any_byte(live: Live, caller: Caller, cut: int) -> None:
    content, digest = some(300_000)
    body = pieces(content, 100_000)
    broken = caller.open_patch(digest, offset=0, size=len(content))
    broken.send(body[:cut])
    whole = cut // 100_036 * 100_000
    assert wait_for_offset(caller, digest, whole) == whole
    broken.cut()
    answer = caller.patch(digest, content[whole:], offset=whole)
    while answer.status == 409:  # superseded: the server began the cut request only now; like the client, ask where it stands
        whole = caller.offset(digest)
        answer = caller.patch(digest, content[whole:], offset=whole)
    assert answer.status == 201, answer.body
    assert _stored(live, digest) == content


def test_only_the_servers_offset_is_taken(caller: Caller) -> None:
    content, digest = some(300_000)
    assert caller.patch(digest, content[:100_000], size=300_000).status == 204
    for wrong in (0, 99_999, 100_001, 300_000):
        answer = caller.patch(digest, content[wrong:], offset=wrong, size=300_000)
        assert (answer.status, answer.code, answer.json["offset"], answer.headers["upload-offset"]) == (
            409, "upload.offset", 100_000, "100000",
        )  # fmt: skip
    assert caller.patch(digest, content[100_000:], offset=100_000).status == 201


def test_the_newest_attempt_wins_and_the_older_one_writes_nothing_more(live: Live, caller: Caller) -> None:
    content, digest = some(300_000)
    body = pieces(content, 100_000)
    older = caller.open_patch(digest, offset=0, size=len(content))
    older.send(body[:100_036])
    wait_for_offset(caller, digest, 100_000)
    newer = caller.open_patch(digest, offset=100_000, size=len(content))
    newer.send(body[100_036:200_072])
    wait_for_offset(caller, digest, 200_000)
    older.send(body[100_036:200_072])
    answer = older.read()
    assert (answer.status, answer.code) == (409, "upload.superseded")
    assert caller.offset(digest) == 200_000
    newer.send(body[200_072:])
    assert newer.answer().status == 201
    assert _stored(live, digest) == content


def test_an_older_attempt_writes_nothing_even_where_its_offset_still_fits(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool")
    older, newer = "a" * 32, "b" * 32
    assert spool.begin("00.00.01", "ab", older) == 0
    assert spool.append("00.00.01", "ab", older, b"one", at=0) == 3
    assert spool.begin("00.00.01", "ab", newer) == 3
    with pytest.raises(Superseded):
        spool.append("00.00.01", "ab", older, b"two", at=3)
    with pytest.raises(Superseded):
        spool.finish("00.00.01", "ab", older, lambda path: path.unlink())
    spool.rest("00.00.01", "ab", older)
    assert spool.append("00.00.01", "ab", newer, b"two", at=3) == 6
    assert spool.held("00.00.01", "ab") == 6


def test_a_damaged_piece_is_refused_and_those_before_it_stay(caller: Caller) -> None:
    content, digest = some(300_000)
    body = bytearray(pieces(content, 100_000))
    body[100_036 + 40_000] ^= 1
    headers = caller.patch_headers(digest, offset=0, size=300_000)
    answer = caller.plain("PATCH", f"/v1/blobs/{digest}", bytes(body), headers)
    assert (answer.status, answer.code, answer.headers["upload-offset"]) == (422, "piece.damaged", "100000")
    assert caller.patch(digest, content[100_000:], offset=100_000).status == 201


@pytest.mark.parametrize("body", [b"\x00", b"\x00\x00\x00\x00" + b"\x00" * 32, b"\xff\xff\xff\xff" + b"\x00" * 32, pieces(b"x" * 11)])
def test_a_body_that_is_no_row_of_pieces_is_refused(caller: Caller, body: bytes) -> None:
    headers = caller.patch_headers("ab" * 32, offset=0, size=10)
    assert caller.plain("PATCH", "/v1/blobs/" + "ab" * 32, body, headers).code == "piece.damaged"
    assert caller.offset("ab" * 32) == 0


def test_a_wrong_final_hash_starts_the_upload_anew(live: Live, caller: Caller) -> None:
    content, digest = some(300_000)
    other, _ = some(300_000, seed=2)
    assert caller.patch(digest, other[:100_000], size=300_000).status == 204
    answer = caller.patch(digest, content[100_000:], offset=100_000)
    assert (answer.status, answer.code) == (422, "blob.hash_differs")
    assert caller.offset(digest) == 0
    assert caller.patch(digest, content).status == 201
    assert _stored(live, digest) == content


@pytest.mark.usefixtures("office")
def test_an_upload_survives_a_new_start_of_the_server(live: Live, caller: Caller) -> None:
    content, digest = some(300_000)
    assert caller.patch(digest, content[:100_000], size=300_000).status == 204
    live.stop()
    again = Live(live.centre, live.clock)
    again.start()
    caller.port = again.port
    assert caller.offset(digest) == 100_000
    assert caller.patch(digest, content[100_000:], offset=100_000).status == 201
    again.stop()
    live._thread = again._thread


def test_a_file_whose_last_answer_was_lost_before_the_receipt_is_finished_by_an_empty_body(live: Live, caller: Caller) -> None:
    content, digest = some(100_000)
    broken = caller.open_patch(digest, offset=0, size=len(content))
    broken.send(pieces(content))
    wait_for_offset(caller, digest, len(content))  # all bytes are here, the body has not ended
    broken.cut()
    answer = caller.patch(digest, b"", offset=len(content))
    assert live.receipt(answer).blobs == (HeldBlob(digest, len(content)),)


def test_offsets_are_the_offices_own(live: Live, caller: Caller) -> None:
    content, digest = some(100_000)
    caller.patch(digest, content)
    neighbour = live.enrol(BuiltOffice("00.00.02"))
    assert neighbour.offset(digest) == 0
    assert neighbour.hello(blobs=[{"sha256": digest, "size": 100_000}]).json["blobs"] == {}
    assert neighbour.patch(digest, content).status == 201


def test_a_file_is_served_to_those_who_may_read_a_record_that_names_it(live: Live, office: BuiltOffice, caller: Caller) -> None:
    content, digest = some(100_000)
    caller.patch(digest, content)
    second = live.enrol(office, laptop=office.add_laptop())
    regency, neighbour = live.enrol(BuiltOffice("00.00", "regency")), live.enrol(BuiltOffice("00.00.02"))
    path = f"/v1/blobs/{digest}"
    assert second.call("GET", path).code == "blob.unknown"  # no record names it yet
    caller.parcel(office.write(blobs=[content]))
    for reader in (caller, second, regency):
        answer = reader.call("GET", path)
        assert (answer.status, answer.body) == (200, content)
        assert reader.hello(wanted=[digest, "ab" * 32]).json["servable"] == {digest: 100_000}
    assert neighbour.call("GET", path).code == "blob.unknown"
    assert neighbour.hello(wanted=[digest]).json["servable"] == {}


def test_who_only_knows_a_hash_cannot_fetch_the_file_by_naming_it(live: Live, office: BuiltOffice, caller: Caller) -> None:
    content, digest = some(100_000)
    caller.patch(digest, content)
    caller.parcel(office.write(blobs=[content]))
    thief = BuiltOffice("00.00.02")
    theirs = live.enrol(thief)
    assert live.receipt(theirs.parcel(thief.write(blobs=[content]))).refused == ()
    assert theirs.call("GET", f"/v1/blobs/{digest}").code == "blob.unknown"


def test_a_part_of_a_file_is_fetched_by_range(office: BuiltOffice, caller: Caller) -> None:
    content, digest = some(700_000)
    caller.patch(digest, content)
    caller.parcel(office.write(blobs=[content]))
    path = f"/v1/blobs/{digest}"
    for asked, start, end in (("bytes=5-", 5, 700_000), ("bytes=0-0", 0, 1), ("bytes=262143-262145", 262_143, 262_146)):
        answer = caller.call("GET", path, headers={"Range": asked})
        assert (answer.status, answer.body) == (206, content[start:end])
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/700000"
    assert caller.call("GET", path, headers={"Range": "bytes=700000-"}).code == "range.unsatisfiable"


def test_a_size_other_than_the_records_is_refused(office: BuiltOffice, caller: Caller) -> None:
    content, digest = some(100_000)
    caller.parcel(office.write(blobs=[content]))
    answer = caller.patch(digest, content, size=100_001)
    assert (answer.code, answer.json["size"]) == ("blob.other_size", 100_000)


def test_headers_of_a_patch_are_part_of_what_is_signed(caller: Caller) -> None:
    content, digest = some(1000)
    headers = caller.patch_headers(digest, offset=0, size=1000)
    for name, value in (("Upload-Offset", "1"), ("Upload-Length", "1001"), ("Upload-Attempt", os.urandom(16).hex())):
        answer = caller.plain("PATCH", f"/v1/blobs/{digest}", pieces(content), {**headers, name: value})
        assert answer.code == "signature.wrong"
    assert caller.plain("PATCH", f"/v1/blobs/{digest}", pieces(content), headers).status == 201


class TestLimits:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(blob_bytes=200_000, unnamed_bytes=150_000, requests_per_minute=100_000, unsigned_per_minute=100_000)

    def test_too_large_a_file_is_refused(self, caller: Caller) -> None:
        content, digest = some(200_001)
        answer = caller.patch(digest, content)
        assert (answer.status, answer.code, answer.json["limit"]) == (413, "blob.too_large", 200_000)

    def test_files_that_no_record_names_are_taken_up_to_a_limit(self, office: BuiltOffice, caller: Caller) -> None:
        (first, first_digest), (second, second_digest) = some(100_000), some(100_000, seed=2)
        assert caller.patch(first_digest, first).status == 201
        assert caller.patch(second_digest, second).code == "blob.not_named"
        caller.parcel(office.write(blobs=[second]))
        assert caller.patch(second_digest, second).status == 201


@pytest.mark.parametrize("kind", ["folder", "memory", "file"])
def test_every_kind_of_store_gives_back_what_was_kept(tmp_path: Path, kind: str) -> None:
    (tmp_path / "store").mkdir()
    url = {"folder": str(tmp_path / "store"), "memory": "memory:///", "file": (tmp_path / "store").as_uri()}[kind]
    store, (content, digest) = open_blobs(url), some(2_500_000)
    for _ in range(2):  # the same file again changes nothing
        (tmp_path / "part").write_bytes(content)
        store.keep(digest, tmp_path / "part")
    assert not (tmp_path / "part").exists()
    store.check()
    for start, end in ((0, len(content)), (1, 2), (1_048_575, 2_200_000), (0, 0)):
        assert b"".join(store.read(digest, start, end)) == content[start:end]


def _stored(live: Live, digest: str) -> bytes:
    size = next(iter((live.centre.spool.folder.parent / "blobs").rglob(digest))).stat().st_size
    return b"".join(live.centre.blobs.read(digest, 0, size))
