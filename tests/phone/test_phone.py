"""From the phone: files reach the case whole or not at all, whatever the Wi-Fi, the code or the disk does; a listener reads nothing."""

from __future__ import annotations

import os
from hashlib import sha256
from urllib.parse import urldefrag

import httpx
import pytest

from core.phone.envelope import NotFromCode, close, keys_of, unclose
from core.phone.session import PIECE_BYTES
from core.vault.partial_blob import partial_folder
from tests.phone.conftest import Laptop
from tests.phone.phone import Phone
from tests.unit.paper_samples import jpeg

VIDEO = b"\x00\x00\x00\x18ftypmp42" + os.urandom(5 * PIECE_BYTES // 2)


def test_a_photo_becomes_evidence_and_both_sides_name_its_hash(laptop: Laptop) -> None:
    phone, photo = Phone(laptop.url), jpeg(1, (640, 480))
    assert phone.ask("hello") == {"case": "001/TM"}
    assert phone.send(photo, "C:\\DCIM\\foto.jpg") == {"done": "kept", "no": "Bukti-1", "sha256": sha256(photo).hexdigest()}
    (kept,) = laptop.kept()
    assert (kept.file_name, kept.obtained, kept.original, bool(kept.working)) == ("foto.jpg", "phone", sha256(photo).hexdigest(), True)
    assert [one.sha256 for one in laptop.session.standing().files] == [kept.original]
    assert len(laptop.took) == 1
    assert phone.send(photo, "foto.jpg")["done"] == "kept"  # the answer was lost: nothing is there twice
    assert len(laptop.kept()) == 1


def test_a_video_goes_on_where_the_wifi_dropped_even_after_the_page_was_closed(laptop: Laptop) -> None:
    phone = Phone(laptop.url)
    assert phone.send(VIDEO, "video.mp4", pieces=1) == {"offset": PIECE_BYTES}
    again = phone.ask("piece", VIDEO[:PIECE_BYTES], sha256=sha256(VIDEO).hexdigest(), offset=0)
    assert again == {"offset": PIECE_BYTES}  # the same piece twice does no harm
    laptop.session.renew()
    assert b"ftyp" not in b"".join(path.read_bytes() for path in partial_folder(laptop.vault.blobs).iterdir())
    other = Phone(laptop.url)
    first = other.ask("file", sha256=sha256(VIDEO).hexdigest(), name="video.mp4", size=len(VIDEO))
    assert first == {"offset": PIECE_BYTES}
    assert other.send(VIDEO, "video.mp4")["done"] == "kept"
    (kept,) = laptop.kept()
    assert (kept.kind, kept.media_type) == ("video", "video/mp4")
    assert laptop.vault.blobs.read_bytes(kept.original) == VIDEO


def test_a_file_that_is_another_than_its_hash_says_is_refused_and_may_come_again(laptop: Laptop) -> None:
    phone, photo = Phone(laptop.url), jpeg(1, (320, 240))
    digest = sha256(photo).hexdigest()
    phone.ask("file", sha256=digest, name="a.jpg", size=len(photo))
    said = phone.ask("piece", photo[:-1] + bytes([photo[-1] ^ 1]), sha256=digest, offset=0)
    assert said["trouble"]["code"] == "blob.damaged"
    assert laptop.kept() == []
    assert [one.state for one in laptop.session.standing().files] == ["refused"]
    assert phone.send(photo, "a.jpg")["done"] == "kept"


def test_a_second_phone_and_an_old_code_are_turned_away(laptop: Laptop) -> None:
    first, second = Phone(laptop.url), Phone(laptop.url)
    first.send(b"satu", "satu.txt")
    assert second.ask("hello")["trouble"]["code"] == "phone.refused"
    assert laptop.session.standing().others == 1
    laptop.session.renew()
    assert first.client.post("/say", content=first.closed("hello")).json() == {"code": "phone.not_from_code"}
    assert Phone(laptop.url).send(b"dua", "dua.txt")["done"] == "kept"


def test_a_file_for_which_there_is_no_room_is_refused_before_it_is_sent(laptop: Laptop) -> None:
    said = Phone(laptop.url).ask("file", sha256="a" * 64, name="besar.mp4", size=10**15)
    assert said["trouble"]["code"] == "disk.no_room"
    assert "1000000000" in said["trouble"]["title"]


def test_once_it_is_closed_nothing_answers(laptop: Laptop) -> None:
    phone = Phone(laptop.url)
    laptop.door.close()
    with pytest.raises(httpx.TransportError):
        phone.ask("hello")


def test_the_code_is_in_no_request_and_the_page_holds_nothing_of_the_office(laptop: Laptop) -> None:
    base, code = urldefrag(laptop.url)
    with httpx.Client(base_url=base, trust_env=False) as client:
        answers = [client.get(path) for path in ("/", "/page.js", "/seal.js", "/page.css")]
        assert [one.status_code for one in answers] == [200] * 4
        assert client.get("/../session.py").status_code == 404
    seen = b"".join(one.content for one in answers)
    assert code.encode() not in seen and b"001/TM" not in seen
    assert "script-src 'self'" in answers[0].headers["content-security-policy"]


def test_what_is_changed_replayed_the_other_way_or_too_large_is_not_heard(laptop: Laptop) -> None:
    phone = Phone(laptop.url)
    closed = bytearray(phone.closed("hello"))
    closed[20] ^= 1
    assert phone.client.post("/say", content=bytes(closed)).status_code == 403
    assert phone.client.post("/say", content=b"").status_code == 403
    assert phone.client.post("/say", content=bytes(2 * PIECE_BYTES)).status_code == 413
    keys = keys_of("A" * 20)
    with pytest.raises(NotFromCode):
        unclose(keys, "to-phone", close(keys, "to-laptop", b"satu"))
    assert unclose(keys, "to-laptop", close(keys, "to-laptop", b"satu")) == b"satu"
