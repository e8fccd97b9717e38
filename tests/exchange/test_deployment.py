"""The deployment folder as an operator uses it: its own scripts and settings, on a real PostgreSQL, nginx and systemd where they are."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from core.actions.check.check_centre import check_centre
from core.actions.exchange.enrol import enrol
from core.actions.exchange.sync import sync
from core.evidence.inspect import Intake
from core.vault.vault import Vault
from tests.builders import BuiltOffice
from tests.exchange.offices import OFFICE, add_case, some_bytes
from tests.exchange.other_ends import certificate_of
from tests.exchange.running_centre import RunningCentre
from tests.forked import ROOT
from tests.object_store import BUCKET, NoSwift, Swift
from tests.postgres_cluster import Cluster, NoPostgres, as_role, running_cluster
from tests.server.caller import Caller, OpenPatch, enrolment, pieces

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def fresh_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of its own: roles belong to all databases of one."""
    try:
        with running_cluster() as cluster:
            yield cluster
    except NoPostgres as reason:
        pytest.fail(str(reason), pytrace=False)


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, cwd="/", check=False)


def psql(cluster: Cluster, *more: str) -> None:
    done = run("psql", "-v", "ON_ERROR_STOP=1", "-q", "-h", str(cluster.folder), "-U", "bukti", "-d", "postgres", *more)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", ["folder", "object store"])
def test_a_centre_comes_back_from_its_backup_and_laptops_find_everything_held(
    kind: str, is_full: bool, fresh_cluster: Cluster, laptop: Vault, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "object store" and not is_full:
        pytest.skip("the long form: --full")
    try:
        swift = Swift() if kind == "object store" else None
    except NoSwift as reason:
        pytest.skip(f"no object store: {reason}")
    for name, value in (swift.environment if swift else {}).items():
        monkeypatch.setenv(name, value)
    url = f"postgresql://bukti_owner@/bukti?host={fresh_cluster.folder}"
    psql(fresh_cluster, "-c", "DROP DATABASE IF EXISTS bukti", "-c", "DROP ROLE IF EXISTS bukti_owner, bukti_gateway, bukti_keeper")
    psql(fresh_cluster, "-f", str(DEPLOY / "roles.sql"))
    data, key, blobs = tmp_path / "data", tmp_path / "key", tmp_path / "files"
    passphrase = tmp_path / "passphrase.txt"
    passphrase.write_text("sandi cadangan yang panjang\n")
    settings = {
        "BUKTI_DATABASE": url,
        "BUKTI_DATA": str(data),
        "BUKTI_KEY": str(key),
        "BUKTI_BLOBS": f"s3://{BUCKET}/pusat" if swift else str(blobs),
        "BUKTI_BACKUP_PASSPHRASE": str(passphrase),
        "BUKTI_PYTHON": sys.executable,
    }
    python = [sys.executable, "-m", "server"]
    for command in (["key", "make", "--key", str(key)], ["migrate", "--database", url]):
        subprocess.run([*python, *command], cwd=ROOT, check=True, capture_output=True)
    centre = RunningCentre(data, database=as_role(url, "bukti_gateway"), blobs=settings["BUKTI_BLOBS"], key=key)
    try:
        enrol(laptop, url=centre.url, code=centre.code(OFFICE))
        add_case(laptop, intake, [some_bytes(9, 300_000), b"x"])
        sync(laptop)
        before = centre.holds()
        assert before["blobs"] > 0

        backup = run("sh", str(DEPLOY / "backup.sh"), str(tmp_path / "backups"), **settings)
        assert backup.returncode == 0, backup.stderr
        centre.kill()
        psql(fresh_cluster, "-c", "DROP DATABASE bukti", "-c", "DROP ROLE bukti_owner, bukti_gateway, bukti_keeper")
        for folder in (data, key, blobs):
            shutil.rmtree(folder, ignore_errors=True)
        if swift:
            swift.stop()
            shutil.rmtree(swift.folder / "devices")
            swift.start()

        psql(fresh_cluster, "-f", str(DEPLOY / "roles.sql"))
        restored = run("sh", str(DEPLOY / "restore.sh"), backup.stdout.strip(), **settings)
        assert restored.returncode == 0, restored.stderr
        again = run("sh", str(DEPLOY / "restore.sh"), backup.stdout.strip(), **settings)
        assert (again.returncode, "not empty" in again.stderr) == (1, True)
        centre.start()
        assert centre.holds() == before
        assert check_centre(laptop, url=centre.url).missing == ()
        add_case(laptop, intake, [b"sesudahnya"])
        assert sync(laptop).refused == ()
        told = psycopg.connect(as_role(url, "bukti_gateway"))
        with told, pytest.raises(psycopg.errors.InsufficientPrivilege):
            told.execute("DELETE FROM records")
    finally:
        centre.kill()
        if swift:
            swift.close()


def test_a_damaged_backup_restores_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    for name in ("database.dump", "key.json"):
        (folder / name).write_bytes(b"x")
    (folder / "SHA256SUMS").write_text(f"{sha256(b'x').hexdigest()}  database.dump\n{sha256(b'y').hexdigest()}  key.json\n")
    names = ("BUKTI_DATABASE", "BUKTI_DATA", "BUKTI_KEY", "BUKTI_BLOBS", "BUKTI_BACKUP_PASSPHRASE")
    done = run("sh", str(DEPLOY / "restore.sh"), str(folder), **dict.fromkeys(names, str(tmp_path / "none")))
    assert (done.returncode, "damaged" in done.stderr, (tmp_path / "none").exists()) == (1, True, False)


def test_every_setting_of_postgresql_is_one_that_it_knows_and_can_read(fresh_cluster: Cluster) -> None:
    given = re.findall(r"(?m)^([a-z_]+) = (.+)$", (DEPLOY / "postgresql.conf").read_text())
    assert len(given) > 10
    with psycopg.connect(f"dbname=postgres user=bukti host={fresh_cluster.folder}", autocommit=True) as connection:
        for name, value in given:
            connection.execute(f"ALTER SYSTEM SET {name} = {value if value.startswith(chr(39)) else repr(value)}".encode())
            connection.execute(f"ALTER SYSTEM RESET {name}".encode())


def test_the_units_are_ones_that_systemd_reads_without_a_word(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    units = [tmp_path / name for name in ("bukti-gateway.service", "bukti-keeper.service")]
    for unit in units:
        unit.write_text((DEPLOY / unit.name).read_text().replace("/opt/bukti/.venv/bin/python", sys.executable))
    done = run("systemd-analyze", "verify", "--man=no", *map(str, units))
    mine = [line for line in done.stderr.splitlines() if "bukti" in line]
    assert (done.returncode, mine) == (0, [])


@pytest.fixture
def proxied(centre: RunningCentre, tmp_path: Path) -> Iterator[int]:
    """The centre behind nginx with the settings of the deployment folder; only names of files and ports are the test's."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    certificate_of(tmp_path, 2026)
    free = _free_port()
    text = (DEPLOY / "nginx.conf").read_text()
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{free} ssl;"),
        ("    listen [::]:443 ssl;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{_free_port()};"),
        ("    listen [::]:80;\n", ""),
        ("127.0.0.1:8740", f"127.0.0.1:{centre.address[1]}"),
        ("/etc/bukti/tls/fullchain.pem", str(tmp_path / "2026.pem")),
        ("/etc/bukti/tls/key.pem", str(tmp_path / "2026.key")),
        ("/var/log/nginx/bukti.log", str(tmp_path / "access.log")),
    ):
        assert old in text, old
        text = text.replace(old, new)
    whole = tmp_path / "nginx.conf"
    folders = "".join(f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole.write_text(f"pid {tmp_path}/pid;\ndaemon off;\nuser root;\nevents {{}}\nhttp {{\n{folders}{text}\n}}\n")
    if os.geteuid() != 0:
        whole.write_text(whole.read_text().replace("user root;\n", ""))
    checked = run("nginx", "-t", "-q", "-e", str(tmp_path / "error.log"), "-c", str(whole))
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(["nginx", "-e", str(tmp_path / "error.log"), "-c", str(whole)])
    try:
        while not _answers(free):
            assert process.poll() is None, (tmp_path / "error.log").read_text()
        yield free
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    import socket

    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def test_behind_nginx_a_piece_is_kept_while_the_rest_of_the_file_is_still_to_come(
    centre: RunningCentre, proxied: int, tmp_path: Path
) -> None:
    office = BuiltOffice()
    caller = Caller(centre.address[1], office.laptop.key)
    assert caller.post_json("/v1/enrol", enrolment(office, centre.code(office.code))).status == 200
    content = some_bytes(3, 600_000)
    digest = sha256(content).hexdigest()
    assert caller.parcel(office.write(blobs=[content])).status == 200
    headers = caller.patch_headers(digest, offset=0, size=len(content))
    tls = ssl.create_default_context(cafile=str(tmp_path / "2026.pem"))
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    opened = OpenPatch(proxied, f"/v1/blobs/{digest}", headers, tls=tls)
    opened.send(pieces(content[:262_144]))
    while caller.offset(digest) < 262_144:  # straight at the gateway: nothing waits in the proxy
        pass
    opened.send(pieces(content[262_144:]))
    answer = opened.answer()
    assert answer.status == 201
    end = time.monotonic() + 20
    while "PATCH" not in (log := (tmp_path / "access.log").read_text()) and time.monotonic() < end:
        time.sleep(0.05)  # nginx writes the line after the answer has gone
    assert ("PATCH" in log, "127.0.0.1" in log) == (True, False)  # no address of anybody
