"""A parcel in pieces: it goes on where a broken line has cut it, and is taken as one that came whole."""

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from record.parcel import blob_items, frames
from record.receipt import HeldBlob
from server.stores.spool import PARCELS, Spool, Superseded
from tests.builders import BuiltOffice, parcel
from tests.server.caller import Caller
from tests.server.conftest import Live


def large(office: BuiltOffice) -> bytes:
    """Return a parcel of some 100 KB."""
    return parcel(office.write(bodies={"answers": {"text": os.urandom(50_000).hex()}}))


def partial(live: Live) -> list[Path]:
    return list(live.centre.spool.folder.glob("*.part"))


def test_a_cut_parcel_goes_on_at_the_byte_that_the_server_names(live: Live, office: BuiltOffice, caller: Caller) -> None:
    frame = large(office)
    first = caller.patch_parcel(frame, 0, 32_768)
    assert (first.status, first.headers["upload-offset"]) == (204, "32768")
    asked = caller.patch_parcel(frame, len(frame))
    assert (asked.status, asked.code, asked.headers["upload-offset"]) == (409, "upload.offset", "32768")
    assert asked.headers.get("connection") != "close"  # it read the whole request: the next one may come over it
    rest = caller.patch_parcel(frame, 32_768)
    assert (rest.status, live.count("records")) == (201, 2)
    assert live.receipt(rest).logs[0].seq == 2
    assert partial(live) == []


def test_a_parcel_is_the_same_whether_it_comes_whole_or_in_pieces(office: BuiltOffice, caller: Caller) -> None:
    by_pieces, whole = large(office), large(office)
    first = caller.patch_parcel(by_pieces)
    assert caller.call("POST", "/v1/parcels", by_pieces).body == first.body
    second = caller.call("POST", "/v1/parcels", whole)
    for start in (0, len(whole)):  # begun anew, and asked after the answer was lost
        again = caller.patch_parcel(whole, start)
        assert (again.status, again.body) == (200, second.body)


def test_files_in_a_parcel_of_pieces_are_named_in_its_receipt(live: Live, office: BuiltOffice, caller: Caller) -> None:
    content = os.urandom(90_000)
    caller.parcel(office.write(blobs=[content]))
    digest = sha256(content).hexdigest()
    (frame,) = frames(blob_items(digest, content))
    assert live.receipt(caller.patch_parcel(frame)).blobs == (HeldBlob(digest, 90_000),)
    assert partial(live) == []


def test_other_bytes_than_those_of_the_name_are_not_taken_and_it_begins_anew(live: Live, office: BuiltOffice, caller: Caller) -> None:
    frame, other = large(office), large(office)
    digest = sha256(frame).hexdigest()
    answer = caller.patch(digest, other[: len(frame)], size=min(len(frame), len(other)), room="parcels")
    assert (answer.status, answer.code, answer.headers["upload-offset"]) == (422, "parcel.unreadable", "0")
    assert partial(live) == [] and live.count("records") == 1
    assert caller.patch_parcel(frame).status == 201


def test_what_is_no_parcel_is_refused_and_leaves_nothing(live: Live, caller: Caller) -> None:
    assert caller.patch_parcel(os.urandom(50_000)).code == "parcel.unreadable"
    assert partial(live) == []


def test_a_parcel_above_the_limit_is_refused_before_its_bytes_come(live: Live, caller: Caller) -> None:
    answer = caller.patch("ab" * 32, b"", size=live.centre.limits.frame_bytes + 1, room="parcels")
    assert (answer.status, answer.code) == (413, "body.too_large")


def test_a_file_of_the_same_name_lies_apart_from_a_parcel(caller: Caller, office: BuiltOffice) -> None:
    frame = large(office)
    caller.patch_parcel(frame, 0, 32_768)
    assert caller.offset(sha256(frame).hexdigest()) == 0


def test_what_was_begun_and_given_up_does_not_pile_up(tmp_path: Path) -> None:
    spool, place = Spool(tmp_path), f"00.00.01{PARCELS}"
    for number in range(40):
        name = f"{number:064x}"
        attempt = f"{number:032x}"
        spool.begin(place, name, attempt)
        spool.append(place, name, attempt, b"x", at=0)
        os.utime(tmp_path / f"{place}_{name}.part", (time.time() - 1000 + number,) * 2)
    spool.make_room(place)
    left = sorted(int(path.stem.partition("_")[2], 16) for path in tmp_path.iterdir())
    assert left == list(range(8, 40))  # the newest
    for path in list(tmp_path.iterdir())[:30]:
        os.utime(path, (time.time() - 3 * 86_400,) * 2)
    spool.make_room("00.00.02" + PARCELS)
    assert len(list(tmp_path.iterdir())) == 32  # another office's
    spool.make_room(place)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_newer_attempt_fences_off_one_that_had_all_bytes(tmp_path: Path) -> None:
    spool, content = Spool(tmp_path), b"parcel"
    name, older, newer = sha256(content).hexdigest(), "a" * 32, "b" * 32
    spool.begin("00.00.01~", name, older)
    spool.append("00.00.01~", name, older, content, at=0)
    assert spool.begin("00.00.01~", name, newer) == len(content)
    with pytest.raises(Superseded):
        spool.whole("00.00.01~", name, older)
    assert spool.whole("00.00.01~", name, newer) == content
