"""Who is on the Wi-Fi besides honest laptops: strangers, liars, slow and huge ones; and what a full disk or a lost line does."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import zstandard

from core.actions.clock import wall_now
from core.actions.exchange.hand_in import hand_in
from core.actions.exchange.outbox import Outbox
from core.actions.exchange.write_stick import readers_of
from core.actions.office.roster import end_device
from core.actions.office.roster_parcel import read_roster, write_roster
from core.exchange import hub_calls
from core.exchange.errors import DeviceRevoked, NotEnrolled, ServerRefused
from core.exchange.hub_line import HubImpostor, HubLine, HubRefused
from core.hub.announce import Announcement, find_hubs
from core.hub.hub import Hub
from core.hub.limits import HubLimits
from core.vault import truth
from core.vault.incoming import Came, take
from core.vault.outgoing import roster_items
from core.vault.vault import Vault
from record.parcel import frames
from record.receipt import HeldLog
from record.sealed_frame import seal_frame
from record.signature import public_bytes
from tests.builders import BuiltOffice
from tests.exchange.conftest import HASTY
from tests.exchange.offices import PASSPHRASE, add_long_case, second_laptop
from tests.exchange.other_ends import answering
from tests.exchange.test_hub import bring, ids
from tests.rigs.flaky_line import UP, Fault, FlakyLine

QUICK_LIMITS = HubLimits(head_s=0.2, silence_s=0.2, connections_of_one=6)


@pytest.fixture
def station(laptop: Vault) -> Iterator[Vault]:
    return laptop


@pytest.fixture
def hub(station: Vault) -> Iterator[Hub]:
    with Hub(station, host="127.0.0.1", port=0, name="Posko", is_announced=False) as opened:
        yield opened


@pytest.fixture
def mate(tmp_path: Path, station: Vault) -> Iterator[Vault]:
    """A second laptop of the station's office."""
    vault = second_laptop(tmp_path / "mate", read_roster(write_roster(station, tmp_path / "roster.bukti")))
    yield vault
    vault.close()


def met(line: HubLine, vault: Vault) -> HubLine:
    hub_calls.face(line)
    with vault.read() as tx:
        head, roster = truth.log_head(tx, vault.log.id), list(frames(roster_items(tx)))
    assert head is not None
    hub_calls.meet(
        line,
        key=public_bytes(vault.log.device_key),
        name="Laptop",
        log=HeldLog(vault.log.id, head[1], head[0]),
        credentials=(),
        roster=roster,
        left=hub_calls.Left(),
    )
    return line


def put(line: HubLine, part: bytes, **more: object) -> str:
    """Send a part as it is; returns the code of the refusal, "" when it was acknowledged."""
    given: dict[str, object] = {"number": 1, "offset": 0, "size": len(part), **more}
    name = str(given.pop("name", sha256(part).hexdigest()))
    pieces = [part[at : at + 200_000] for at in range(0, len(part), 200_000)]
    framed = [len(one).to_bytes(4, "big") + sha256(one).digest() + one for one in pieces]
    try:
        hub_calls.put_part(line, name, pieces=lambda: iter(framed), **given)  # type: ignore[arg-type]
    except ServerRefused as refusal:
        return refusal.problem.code
    return ""


def test_names_and_paths_lead_nowhere(hub: Hub, station: Vault) -> None:
    before = sorted(path for path in station.folder.rglob("*") if path.is_file())
    with httpx.Client(base_url=f"http://{hub.address}") as client:
        for path in (
            "/v1/parts/../../vault.db",
            "/v1/parts/%2e%2e%2fvault.db",
            "/v1/parts/" + "0" * 63 + "/",
            "/..",
            "//etc/passwd",
            "/v1/hub/x",
        ):
            assert client.request("PATCH", path, content=b"x").status_code in (400, 401, 404, 405)
        with suppress(httpx.TransportError):  # or the connection is ended
            assert client.get("/v1/hub", headers={"X": "a" * 4_000_000}).status_code in (400, 431)
        assert client.post("/v1/meet", content=b"x" * (2 * 1024 * 1024)).status_code == 413
        assert client.post("/v1/meet", content=b'{"key": 1, "key": 2}').status_code in (400, 401)
        assert client.get("/v1/receipts", headers={"Authorization": "Bukti device=x"}).status_code == 401
        assert client.get("/v1/hub").status_code == 200
    assert sorted(path for path in station.folder.rglob("*") if path.is_file()) == before


def test_a_request_is_good_for_one_hub_one_device_and_what_it_says(hub: Hub, mate: Vault, station: Vault) -> None:
    with met(HubLine(hub.address, mate.log.device_key, habits=HASTY), mate) as line:
        signed = line._authorization("GET", "/v1/receipts", sha256(b"").hexdigest())
        with httpx.Client(base_url=f"http://{hub.address}") as client:
            assert client.get("/v1/receipts", headers={"Authorization": signed}).status_code == 200
            assert client.post("/v1/fetch", headers={"Authorization": signed}, content=b"{}").status_code == 401
            forged = signed.replace(mate.log.device, station.log.device)
            assert client.get("/v1/receipts", headers={"Authorization": forged}).status_code == 401
        line._nonce = "0" * 16 + ".1.2.3"  # of another hub
        with pytest.raises(HubImpostor):
            hub_calls.receipts(line, after=0)


@pytest.mark.parametrize("code", ["00.00", "00.00.01"])
def test_who_founded_a_roster_in_an_offices_name_and_laid_it_on_a_stick_is_sent_away(hub: Hub, station: Vault, code: str) -> None:
    """The regency's, or the station's own: else he would be given what that office may read, sealed to himself."""
    thief = BuiltOffice(code, "regency" if code == "00.00" else "panwascam_chair")
    with station.write() as tx:
        take(station, tx, [Came(thief.founding.item.header, thief.founding.item.signatures, thief.founding.bodies)])
    with HubLine(hub.address, thief.laptop.key, habits=HASTY) as line, pytest.raises(NotEnrolled):
        hub_calls.face(line)
        hub_calls.meet(
            line,
            key=public_bytes(thief.laptop.key),
            name="Laptop",
            log=HeldLog(thief.laptop.log, 1, thief.founding.id),
            credentials=(),
            roster=frames(thief.founding.items),
            left=hub_calls.Left(),
        )


def test_what_is_no_sealed_parcel_of_the_office_is_refused_at_the_door_and_leaves_nothing(hub: Hub, mate: Vault, station: Vault) -> None:
    with mate.read() as tx:
        readers, _ = readers_of(mate, tx)
    stranger = {"0" * 64: b"\x09" + bytes(31)}
    with met(HubLine(hub.address, mate.log.device_key, habits=HASTY), mate) as line:
        assert put(line, os.urandom(5_000)) == "parcel.unreadable"
        assert put(line, seal_frame(b"x", readers, office=mate.office)[:-1]) == "parcel.unreadable"
        assert put(line, b"BKS2" + seal_frame(b"x", readers, office=mate.office)[4:]) == "parcel.newer"
        assert put(line, seal_frame(b"x", readers, office="00.00.09")) == "parcel.other_office"
        assert put(line, seal_frame(b"x", stranger, office=mate.office)) == "parcel.not_for_centre"
        assert put(line, b"x" * 1000, name="0" * 64) == "blob.hash_differs"
        assert put(line, b"x" * 1000, size=500) == "piece.damaged"
        assert put(line, b"x", size=10**11, offset=0) == "blob.too_large"
        assert put(line, b"x", number=10**9) == "request.unreadable"
    assert not [path for path in (station.folder / "hub").rglob("*") if path.is_file()]
    assert hub.board().rows


def test_a_bomb_inside_a_genuine_seal_is_kept_aside_and_nothing_of_it_comes_in(hub: Hub, mate: Vault, station: Vault) -> None:
    payload = zstandard.ZstdCompressor(level=19).compress(bytes(200 * 1024 * 1024))
    bomb = b"BKP1" + len(payload).to_bytes(4, "big") + sha256(payload).digest() + payload
    with mate.read() as tx:
        readers, _ = readers_of(mate, tx)
    before = ids(station)
    with met(HubLine(hub.address, mate.log.device_key, habits=HASTY), mate) as line:
        assert put(line, seal_frame(bomb, readers, office=mate.office)) == ""
        hub_calls.done(line, documents=1, photos=0, left=hub_calls.Left())
    hub.take_in()
    assert list((station.folder / "hub").rglob("*.BAD")), "it is kept as it came"
    assert ids(station) <= before | ids(mate)
    add_long_case(mate, "sesudah itu")
    assert bring(mate, hub).documents == 1
    hub.take_in()
    assert ids(mate) <= ids(station), "what comes after it is taken all the same"


def test_slow_and_many_connections_of_one_address_end_and_others_are_served(station: Vault, mate: Vault) -> None:
    with Hub(station, host="127.0.0.1", port=0, is_announced=False, limits=QUICK_LIMITS) as hub:
        held = [socket.create_connection(("127.0.0.1", hub.port)) for _ in range(30)]
        for one in held[:3]:
            one.sendall(b"GET /v1/hub HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        for one in held:  # each is ended by the hub: those too many at once, the others when their headers do not come
            one.settimeout(20)
            with one:
                ended = False
                try:
                    ended = one.recv(1) in (b"", b"H")
                except ConnectionResetError:
                    ended = True
                assert ended
        with met(HubLine(hub.address, mate.log.device_key, habits=HASTY), mate) as line:
            drips = line._authorization("PATCH", f"/v1/parts/{'1' * 64}", f"stream 0 99 {'a' * 32} 1")
        with socket.create_connection(("127.0.0.1", hub.port)) as one:
            one.settimeout(20)
            head = f"PATCH /v1/parts/{'1' * 64} HTTP/1.1\r\nHost: x\r\nAuthorization: {drips}\r\nUpload-Offset: 0\r\nUpload-Length: 99\r\n"
            one.sendall(f"{head}Upload-Attempt: {'a' * 32}\r\nPart-Number: 1\r\nContent-Length: 135\r\n\r\nabc".encode())
            assert b" 408 " in one.recv(200)
        add_long_case(mate, "x")
        assert bring(mate, hub).documents == 1


def test_an_ended_laptop_is_named_and_sent_away(hub: Hub, mate: Vault, station: Vault) -> None:
    add_long_case(mate, "x")
    bring(mate, hub)
    hub.take_in()
    end_device(station, mate.log.device, "hilang", passphrase=PASSPHRASE)
    before = ids(station)
    add_long_case(mate, "y")
    with pytest.raises(DeviceRevoked):
        bring(mate, hub)
    hub.take_in()
    assert ids(station) == before
    assert [(row.standing, row.laptop) for row in hub.board().rows if row.device == mate.log.device] == [
        ("refused", hub.board().rows[-1].laptop)
    ]


def test_a_full_disk_is_said_keeps_what_it_has_and_goes_on_when_there_is_room(station: Vault, mate: Vault) -> None:
    room = [10**12]
    for number in range(4):
        add_long_case(mate, str(number) * 100_000 + os.urandom(60_000).hex())
    with Hub(station, host="127.0.0.1", port=0, is_announced=False, room=lambda _path: room[0]) as hub:
        quick = replace(HASTY, attempts=2, longest_pause_s=0.01)
        room[0] = 0
        with pytest.raises(HubRefused, match="disk of the evening station is full"):
            bring(mate, hub, habits=quick, part_bytes=50_000)
        assert hub.standing().is_full
        room[0] = 10**12
        handed = bring(mate, hub, part_bytes=50_000)
        assert handed.left.records == 0
        assert not hub.standing().is_full
        hub.take_in()
        assert ids(mate) <= ids(station)


def test_a_wrong_clock_is_said_and_rejects_nothing(hub: Hub, mate: Vault) -> None:
    add_long_case(mate, "x")
    handed = bring(mate, hub, now=lambda: wall_now() + timedelta(days=3))
    assert handed.documents == 1
    assert abs(handed.clocks_apart_s - 3 * 24 * 3600) < 600
    assert [row.standing for row in hub.board().rows if row.device == mate.log.device] != ["missing"]


def test_whoever_answers_in_the_place_of_a_known_station_gets_nothing(hub: Hub, mate: Vault) -> None:
    """He knows everything that a station says of itself, and has its old answers; only its key is not his."""
    add_long_case(mate, "x")
    with httpx.Client(base_url=f"http://{hub.address}") as client:
        heard = client.get("/v1/hub", headers={"Bukti-Challenge": "a" * 32})
    copied = {name: heard.headers[name] for name in ("Bukti", "Bukti-Nonce", "Bukti-Proof", "Content-Type")}
    with answering(200, copied, heard.content) as address, pytest.raises(HubImpostor):
        hand_in(mate, address=address.removeprefix("http://"), code=hub.code, habits=HASTY)


def test_a_line_that_breaks_goes_on_at_the_byte(hub: Hub, mate: Vault, station: Vault) -> None:
    add_long_case(mate, os.urandom(450_000).hex())
    faults = [Fault("reset", UP, 90_000), Fault("cut", UP, 1), Fault("lost_reply"), Fault("reset", UP, 300_000), Fault("twice")]
    with FlakyLine(("127.0.0.1", hub.port), lambda number: faults[number] if number < len(faults) else None) as line:
        handed = hand_in(mate, address=line.url, code=hub.code, habits=replace(HASTY, attempts=60), part_bytes=10_000_000)
        assert line.hits.total() >= 4, "this line never broke"
        assert line.delivered < 2 * 900_000, "what had come was not sent again"
    assert handed.documents == 1
    hub.take_in()
    assert ids(mate) <= ids(station)


def test_a_part_that_was_taken_away_before_it_was_sent_is_not_thought_handed_in(hub: Hub, mate: Vault, station: Vault) -> None:
    add_long_case(mate, os.urandom(200_000).hex())
    box = Outbox(mate, station.log.device, part_bytes=100_000)
    packed = box.pack(tried=frozenset(), tell=lambda _done, _lane: None)
    assert packed is not None
    first, *rest = box.parts()
    assert rest
    first.path.unlink()
    bring(mate, hub, part_bytes=100_000)
    hub.take_in()
    assert ids(mate) <= ids(station)


def test_two_stations_on_one_network_are_both_found_with_their_names() -> None:
    """Real multicast, on loopback where the system lets it through."""
    told = [
        Announcement(hub=f"{n}" * 64, office="00.00.01", name=f"Posko {n}", is_drill=True, port=9000 + n, interfaces=["127.0.0.1"])
        for n in (1, 2)
    ]
    try:
        threads = [threading.Thread(target=one.follow, args=(["127.0.0.1"],)) for one in told]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not all(one.is_heard for one in told):
            pytest.skip("this system lets no multicast through on loopback; stations are met by a typed address then")
        found = find_hubs(wait_s=10, enough=lambda so_far: len(so_far) >= 2, interfaces=["127.0.0.1"])
        assert [(one.name, one.address, one.is_drill) for one in found if one.hub in ("1" * 16, "2" * 16)] == [
            ("Posko 1", "127.0.0.1:9001", True),
            ("Posko 2", "127.0.0.1:9002", True),
        ]
    finally:
        for one in told:
            one.close()
