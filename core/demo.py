"""The throw-away drill vault of `--demo`: sample cases with drawn photos, and a server of its own, all in a temporary folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.actions.cases.import_cases import import_cases
from core.actions.exchange.enrol import enrol
from core.actions.office.office import OfficeSetup, PersonSetup
from core.actions.office.roster import admit_person
from core.actions.office.setup import found_office
from core.errors import AppError
from core.evidence.case_yaml import read_cases
from core.evidence.drill_photos import write_drill_set
from core.evidence.inspect import Intake
from core.platform import hidden_child_flags, only_one, own_child
from core.reporter import Reporter

OFFICE = "00.00.01"
TRIES = 20
PREFIX, RUNNING = "bukti-latihan-", "running"
PASSPHRASE = "latihan bukti"
ROOT = Path(__file__).resolve().parent.parent


class DemoFailed(AppError):
    code = "demo.failed"


@dataclass(frozen=True, slots=True)
class Demo:
    """A filled vault that is enrolled with the server at `server`."""

    vault: Path
    server: str
    passphrase: str = PASSPHRASE


@contextmanager
def demo(report: Reporter | None = None) -> Iterator[Demo]:
    """Make the drill vault and its server; both are gone at the end. What a drill that was killed has left goes at the beginning."""
    report = report or Reporter()
    clear_left_over(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    server: subprocess.Popen[str] | None = None
    held = ExitStack()
    try:
        held.enter_context(only_one(folder / RUNNING))
        report.step(0, 4, "photos")
        cases = write_drill_set(folder / "cases")
        report.step(1, 4, "server")
        server, url = _start_server(folder / "server")
        report.step(2, 4, "cases")
        _fill(folder / "vault", cases, folder / "server", url)
        report.step(4, 4)
        yield Demo(folder / "vault", url)
    finally:
        if server is not None:
            server.terminate()
            server.wait()
        held.close()
        for _ in range(TRIES):  # a child that is ended just now may still write there
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)


def clear_left_over(place: Path) -> None:
    """Remove the folders of drills that were killed: nobody holds their RUNNING any more. Their servers have ended by themselves."""
    for folder in place.glob(f"{PREFIX}*"):
        running = folder / RUNNING
        try:
            if not running.is_file():
                continue
            with only_one(running) as is_left_over:
                pass
        except OSError:  # another person's
            continue
        if is_left_over:
            shutil.rmtree(folder, ignore_errors=True)


def _start_server(data: Path) -> tuple[subprocess.Popen[str], str]:
    command = [*own_child("server", "--server-child"), "--listen", "127.0.0.1:0", "--data", str(data), "--drill", "--ends-with-input"]
    process = subprocess.Popen(
        command,
        cwd=_here(),
        stdin=subprocess.PIPE,  # it closes with this process, however that ends
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        creationflags=hidden_child_flags(),
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.match(r"LISTENING (\S+)", line):
                return process, f"http://{found[1]}"
    except BaseException:  # the program is ended just now: the server would write into a folder that is being removed
        process.kill()
        process.wait()
        raise
    raise DemoFailed("The drill server did not start.", "Run `python -m server --drill` to see why.")


def _one_time_code(data: Path) -> str:
    command = [*own_child("server", "--server-child"), "--data", str(data), "--drill", "code", "--office", OFFICE]
    done = subprocess.run(command, cwd=_here(), check=True, capture_output=True, text=True, creationflags=hidden_child_flags())
    return done.stdout.split()[-1]


def _here() -> Path | None:
    """Where `python -m server` finds the server; a packed program has it inside."""
    return ROOT if ROOT.joinpath("main.py").exists() else None


def _fill(vault_folder: Path, cases: Path, data: Path, url: str) -> None:
    office, _ = read_cases(cases)
    setup = OfficeSetup(
        code=OFFICE,
        name=office.name,
        regime="pemilihan",
        province=office.province.name,
        regency=office.regency.name,
        district=office.district.name if office.district else "",
        address=office.address,
        phone=office.phone,
        email=office.email,
        timezone=office.timezone or "WIB",
    )
    chair = PersonSetup(name=office.chair, position=f"Ketua {office.name}", role="panwascam_chair")
    vault = found_office(vault_folder, setup, chair, PASSPHRASE).vault
    try:
        member = PersonSetup(name=office.members[0], position=f"Anggota {office.name}", role="panwascam_member")
        admit_person(vault, member, f"{PASSPHRASE} dua", passphrase=PASSPHRASE)
        with Intake() as intake:
            for _ in import_cases(vault, [cases], intake=intake):
                pass
        enrol(vault, url=url, code=_one_time_code(data))
    finally:
        vault.close()
