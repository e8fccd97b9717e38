"""Files in a real object store: OpenStack Swift with its S3 interface, under the server's own process."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from core.actions.check.check_centre import check_centre
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.exchange.errors import ServerBusy
from core.exchange.link import Link
from core.vault.vault import Vault
from record.destruction import GoneFile
from record.parcel import StatementItem
from record.receipt import Signed
from server.__main__ import main
from server.stores.roles import KEEPER
from tests.builders import BuiltOffice
from tests.exchange.conftest import HASTY
from tests.exchange.offices import OFFICE, add_case, some_bytes
from tests.exchange.running_centre import RunningCentre
from tests.forked import ROOT
from tests.object_store import BUCKET, NoSwift, Swift
from tests.postgres_cluster import Cluster, as_role
from tests.server.caller import Caller, enrolment, pieces
from tests.server.test_destruction import order_of
from tests.server.test_records import items

IMPATIENT = replace(HASTY, longest_wait_s=1.0)  # gives up when it is told to come back later
URL = f"s3://{BUCKET}/uji"


@pytest.fixture(scope="module")
def swift() -> Iterator[Swift]:
    try:
        engine = Swift()
    except NoSwift as reason:
        pytest.skip(f"no object store: {reason}")
    yield engine
    engine.close()


@pytest.fixture
def centre(tmp_path: Path, swift: Swift, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningCentre]:
    """A drill centre whose files lie in the object store; the secret comes by the environment only."""
    for name, value in swift.environment.items():
        monkeypatch.setenv(name, value)
    running = RunningCentre(tmp_path / "centre", blobs=URL)
    yield running
    running.kill()


@pytest.fixture
def caller(centre: RunningCentre) -> Caller:
    office = BuiltOffice()
    found = Caller(centre.address[1], office.laptop.key)
    assert found.post_json("/v1/enrol", enrolment(office, centre.code(office.code))).status == 200
    content = [some_bytes(1, 700_000), some_bytes(2, 0), b"x"]
    assert found.parcel(office.write(blobs=content)).status == 200
    return found


def test_files_come_whole_are_resumed_and_read_in_ranges(centre: RunningCentre, caller: Caller) -> None:
    content = some_bytes(1, 700_000)
    digest = sha256(content).hexdigest()
    first = caller.patch(digest, content[:262_144], size=len(content))
    assert (first.status, first.headers["upload-offset"]) == (204, "262144")
    centre.kill()
    centre.start()
    caller.fresh_nonce()
    assert caller.offset(digest) == 262_144
    assert caller.patch(digest, content[262_144:], offset=262_144).status == 201
    for asked, wanted in (("bytes=0-9", content[:10]), ("bytes=699999-", content[-1:]), ("bytes=5-524299", content[5:524_300])):
        assert caller.call("GET", f"/v1/blobs/{digest}", headers={"Range": asked}).body == wanted
    assert caller.call("GET", f"/v1/blobs/{digest}").body == content
    empty = sha256(b"").hexdigest()
    assert caller.patch(empty, b"").status == 201


def test_the_same_file_of_another_office_is_receipted_and_not_written_again(centre: RunningCentre, caller: Caller, swift: Swift) -> None:
    content, other = b"x", BuiltOffice("00.00.02")
    digest = sha256(content).hexdigest()
    assert caller.patch(digest, content).status == 201
    before = _objects(swift)
    second = Caller(caller.port, other.laptop.key)
    second.post_json("/v1/enrol", enrolment(other, centre.code(other.code)))
    second.parcel(other.write(blobs=[content]))
    assert second.patch(digest, content).status == 201
    assert _objects(swift) == before != {}


def _objects(swift: Swift) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (swift.folder / "devices").rglob("*.data")}


def test_a_server_killed_in_the_middle_goes_on_at_its_byte(centre: RunningCentre, caller: Caller) -> None:
    content = some_bytes(1, 700_000)
    digest = sha256(content).hexdigest()
    open_patch = caller.open_patch(digest, offset=0, size=len(content))
    open_patch.send(pieces(content[:262_144]))
    while (held := caller.offset(digest)) < 262_144:
        pass
    open_patch.send(pieces(content[262_144:500_000])[:1000])
    centre.kill()
    open_patch.cut()
    centre.start()
    caller.fresh_nonce()
    assert (held, caller.offset(digest)) == (262_144, 262_144)
    answer = caller.patch(digest, content[262_144:], offset=262_144)
    assert answer.status == 201
    assert caller.call("GET", f"/v1/blobs/{digest}").body == content


def test_a_store_that_is_down_makes_the_laptop_wait_and_costs_no_byte(
    centre: RunningCentre, laptop: Vault, intake: Intake, swift: Swift, line_of: Callable[..., Link]
) -> None:
    enrol(laptop, url=centre.url, code=centre.code(OFFICE))
    add_case(laptop, intake, [some_bytes(4, 400_000)])
    swift.stop()
    try:
        with pytest.raises(ServerBusy):
            sync(laptop, link=line_of(laptop, centre.url, IMPATIENT))
    finally:
        swift.start()
    assert centre.holds()["blobs"] == 0
    done = sync(laptop, link=line_of(laptop, centre.url))
    assert done.sent_bytes < 200_000  # what lay in the spool was not sent again
    assert centre.holds()["blobs"] > 0
    assert check_centre(laptop, link=line_of(laptop, centre.url)).missing == ()
    swift.stop()
    try:
        with pytest.raises(ServerBusy):  # and not "the centre does not hold it any more"
            check_centre(laptop, link=line_of(laptop, centre.url, IMPATIENT))
    finally:
        swift.start()


def test_an_upload_that_ends_while_the_store_is_down_is_answered_503_and_finished_later(caller: Caller, swift: Swift) -> None:
    content = some_bytes(1, 700_000)
    digest = sha256(content).hexdigest()
    swift.stop()
    try:
        answer = caller.patch(digest, content)
        assert (answer.status, answer.code, int(answer.headers["retry-after"]) > 0) == (503, "store.unavailable", True)
        assert caller.plain("GET", "/health").status == 503
    finally:
        swift.start()
    last = caller.patch(digest, b"", offset=len(content))
    assert last.status == 201


def test_what_is_wrong_with_the_store_is_said_in_one_sentence_and_never_with_the_secret(
    tmp_path: Path, swift: Swift, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for word, url, environment in (
        ("bucket", "s3://tidak-ada/uji", {}),
        ("credentials", URL, {"AWS_SECRET_ACCESS_KEY": "salah"}),
        ("does not answer", URL, {"AWS_ENDPOINT": "http://127.0.0.1:9"}),
        ("environment", "s3://bawaslu:kunci-rahasia@bukti/uji", {}),
    ):
        for name, value in {**swift.environment, **environment}.items():
            monkeypatch.setenv(name, value)
        assert main(["--drill", "--listen", "127.0.0.1:0", "--data", str(tmp_path / "data"), "--blobs", url]) == 1
        told = capsys.readouterr()
        assert (word in told.err, len(told.err.splitlines())) == (True, 1), told.err
        assert "kunci-rahasia" not in told.err + told.out and "salah" not in told.err + told.out


def test_the_keeper_of_the_deployment_removes_a_destroyed_file_from_the_store_and_a_gateway_cannot_delete(
    swift: Swift, cluster: Callable[[], Cluster], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in swift.environment.items():
        monkeypatch.setenv(name, value)
    office, content, kept, key = BuiltOffice(), some_bytes(11, 90_000), some_bytes(12, 90_000), tmp_path / "key"
    assert main(["key", "make", "--key", str(key)]) == 0
    database = cluster().new_centre_database()
    centre = RunningCentre(tmp_path / "centre", database=database, blobs=URL, key=key)
    try:
        caller = Caller(centre.address[1], office.laptop.key)
        caller.post_json("/v1/enrol", enrolment(office, centre.code(office.code)))
        written = office.write(blobs=[content, kept], bodies={"answers": {"who": "Siti Rahmawati"}})
        caller.parcel(written)
        assert {caller.patch(sha256(one).hexdigest(), one).status for one in (content, kept)} == {201}
        digest = sha256(content).hexdigest()
        caller.parcel(order_of(office, written, files=(GoneFile(written.id, digest),)))
        assert caller.call("GET", f"/v1/blobs/{digest}").status == 404
        assert _lies_in(swift, content), "hidden at once, but the gateway's role deletes nothing"
        command = _keeper_unit(data=centre.folder, key=key, database=as_role(database, KEEPER))
        once = [one for one in command if one not in ("--every", "600")]
        swift.stop()
        assert subprocess.run(once, cwd=ROOT, capture_output=True, check=False).returncode != 0
        swift.start()
        assert _cleared(caller) == 0, "what the store did not let go is not said to be gone"
        keeper = subprocess.Popen(command, cwd=ROOT)
        try:
            while not _cleared(caller):
                assert keeper.poll() is None
        finally:
            keeper.kill()
            keeper.wait()
        assert (_lies_in(swift, content), _lies_in(swift, kept)) == (False, True)
    finally:
        centre.kill()


def _keeper_unit(*, data: Path, key: Path, database: str) -> list[str]:
    """Return the command of deploy/bukti-keeper.service, with this machine's places."""
    (line,) = re.findall(r"(?m)^ExecStart=(.+)$", (ROOT / "deploy/bukti-keeper.service").read_text())
    here = {
        "/opt/bukti/.venv/bin/python": sys.executable,
        "/var/lib/bukti": str(data),
        "/etc/bukti/key": str(key),
        "${BUKTI_DATABASE}": database,
        "${BUKTI_BLOBS}": URL,
    }
    return [here.get(word, word) for word in line.split()]


def _lies_in(swift: Swift, content: bytes) -> bool:
    return any(path.read_bytes() == content for path in (swift.folder / "devices").rglob("*.data"))


def _cleared(caller: Caller) -> int:
    told = [one.signed for one in items(caller.call("GET", "/v1/records?after=0")) if isinstance(one, StatementItem)]
    return sum(b'"kind":"cleared"' in Signed.from_bytes(raw).body for raw in told)
