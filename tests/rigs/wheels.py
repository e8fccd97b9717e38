"""python -m tests.rigs.wheels: for every system and Python that the program is meant for, each locked package has a ready wheel.

Asks the package index by `uv pip install --dry-run`, installs nothing, one line each. Exit 1 when a wheel is missing that
LACKING does not name.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLATFORMS = (
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-manylinux_2_34",
)  # PySide6 asks for glibc 2.34
PYTHONS = ("3.11", "3.12", "3.13")
FROM_SOURCE = ("docopt",)  # one Python file, published without a wheel: pip makes one anywhere without a compiler
MACOS = "15.0"  # the oldest macOS for which every package is built
LACKING = {"x86_64-apple-darwin": {"cryptography", "zeroconf"}}  # their makers build nothing for Macs with Intel processors any more


def main() -> int:
    missed = 0
    for platform in PLATFORMS:
        for python in PYTHONS:
            lacking = wheels_lacking(platform, python)
            known = lacking <= LACKING.get(platform, set())
            missed += not known
            words = f"no wheel of {', '.join(sorted(lacking))}{' (known)' if known else ''}" if lacking else "every wheel is there"
            print(f"{platform:24} {python}: {words}", flush=True)
    return 1 if missed else 0


def uv() -> list[str]:
    """Return how uv is called here, as bootstrap.sh finds it."""
    return ["uv"] if shutil.which("uv") else ["python3", "-m", "uv"]


def wheels_lacking(platform: str, python: str, lock: Path = ROOT / "requirements.lock") -> set[str]:
    """Return the packages without a wheel, by the resolver's own words; one of them is enough to stop it, so each is then left aside."""
    lacking: set[str] = set()
    settings = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": MACOS}
    while True:
        with tempfile.TemporaryDirectory() as place:
            allowed = [word for name in (*FROM_SOURCE, *sorted(lacking)) for word in ("--no-binary", name)]
            command = [*uv(), "pip", "install", "--dry-run", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
            which = ["--python-platform", platform, "--python-version", python, "--target", f"{place}/none", "-r", str(lock)]
            done = subprocess.run([*command, *allowed, *which], capture_output=True, text=True, env=settings)
        if done.returncode == 0:
            return lacking
        found = re.search(r"Wheels are required for `([^`]+)`", done.stderr)
        if found is None or found[1] in lacking:
            raise SystemExit(f"{platform} {python}: {done.stderr.strip()[-600:]}")
        lacking.add(found[1])


if __name__ == "__main__":
    sys.exit(main())
