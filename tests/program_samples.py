"""Small programs that stand for versions of Bukti: they tell that they ran, and come up or not."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from core.program.identity import Program
from core.program.start import hand_over
from core.program.versions import Kept, Versions
from record.seal import key_id
from record.signature import public_bytes
from server.publish_program import publish_program

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
PLATFORM = "linux-x86_64"
OWN = 222  # exit code of an installed program that goes on itself
GOOD = """#!{python} -S
import json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
if "--selftest" in sys.argv:
    sys.exit({selftest})
open(os.path.join(os.path.dirname(here), "ran"), "a").write(os.path.basename(here) + " " + " ".join(sys.argv[1:]) + "\\n")
if {stands}:
    switch = os.path.join(os.path.dirname(here), "chosen.json")
    told = json.load(open(switch))
    if told["use"]["version"] == os.path.basename(here):
        told["is_good"] = True
        open(switch, "w").write(json.dumps(told))
sys.exit({code})
"""


def program_folder(
    folder: Path, version: str, *, platform: str = PLATFORM, views: int = 9, selftest: int = 0, stands: bool = True, code: int = 0
) -> Path:
    """Return a folder as PyInstaller makes it. selftest, code: exit codes. stands: whether its window comes up."""
    dist = folder / f"dist-{version}-{platform}"
    (dist / "_internal" / "resources").mkdir(parents=True)
    program = GOOD.format(python=sys.executable, selftest=selftest, stands=stands, code=code)
    (dist / "bukti").write_text(program, encoding="utf-8")
    (dist / "bukti").chmod(0o755)
    (dist / "_internal" / "program.json").write_text(
        Program(version=version, platform=platform, tables="0006", views=views).to_json(), encoding="utf-8"
    )
    (dist / "_internal" / "resources" / "besar.bin").write_bytes(version.encode() * 20_000)
    (dist / "_internal" / "libsatu.so").symlink_to("resources/besar.bin")
    return dist


def update_file(folder: Path, key: ec.EllipticCurvePrivateKey, version: str, **told: object) -> Path:
    """Return a signed update with such a program. told: as `program_folder`."""
    out = folder / f"bukti-{version}.update"
    publish_program(key, program_folder(folder, version, **told), out, at=AT)  # type: ignore[arg-type]
    return out


def trusted(*keys: ec.EllipticCurvePrivateKey) -> dict[str, bytes]:
    return {key_id(public_bytes(key)): public_bytes(key) for key in keys}


def installed(folder: Path, version: str = "0.1.0", *, views: int = 9) -> Versions:
    """Return the versions as the installed program sees them; nothing is there yet."""
    return Versions(folder=folder / "program", own=Kept(version=version, tables="0006", views=views), platform=PLATFORM)


def ran(versions: Versions) -> list[str]:
    """Return which versions ran, each with its arguments, in turn."""
    path = versions.folder / "ran"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def state(versions: Versions) -> dict[str, object]:
    """Return what the switch says, as it lies on the disk."""
    return dict(json.loads((versions.folder / "chosen.json").read_bytes()))


def launched(arguments: list[str]) -> int:
    """Start as the program would: folder of the versions, own version, own folder, "window" or nothing, then what it was called with.

    Returns OWN when it goes on itself; else another program has taken its place, or its exit code is returned.
    """
    folder, version, name, window, *rest = arguments
    own = Kept(version=version, tables="0006", views=9, folder=name)
    versions = Versions(folder=Path(folder), own=own, platform=PLATFORM)
    code = hand_over(rest, is_window=bool(window), versions=versions)
    return OWN if code is None else code
