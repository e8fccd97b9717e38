"""The program, used through its command line alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = ROOT / "resources" / "cases"
PASSPHRASE = "rahasia latihan yang cukup panjang\n"


def run(*arguments: str | Path, vault: Path | None = None, may_fail: bool = False) -> Any:
    """The JSON that a command prints."""
    command = [sys.executable, "main.py", "--language", "en", "--json"]
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    if vault is not None:
        command += ["--vault", str(vault), "--passphrase-fd", str(reading)]
    try:
        done = subprocess.run([*command, *map(str, arguments)], cwd=ROOT, capture_output=True, pass_fds=[reading], check=False)
    finally:
        os.close(reading)
    assert may_fail or done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def make_exports(folder: Path) -> dict[str, Path]:
    """A drill vault with two of the sample cases and their papers signed; its exports, whole and of one case, and its parcel."""
    vault, cases, drawn = folder / "vault", folder / "cases", folder / "drawn"
    drawing = subprocess.Popen([sys.executable, "-m", "core.evidence.drill_photos", str(drawn)], cwd=ROOT, stdout=subprocess.DEVNULL)
    who = ["--name", "Wira Contohwan", "--position", "Ketua", "--role", "panwascam_chair"]
    run("setup", "--office", "00.00.01", "--regime", "pemilihan", *who, vault=vault)
    assert drawing.wait() == 0
    (cases / "photos").mkdir(parents=True)
    for name in ("office.yaml", "case-1.yaml", "case-7.yaml", "photos/unggahan-akun.png"):
        shutil.copy(drawn / name, cases / name)
    run("import", cases, vault=vault)
    run("paper", "--all", "--sign", "--out", folder / "papers", vault=vault)
    run("export", "--format", "json", "--out", folder / "whole", vault=vault)
    case = run("list", vault=vault)["cases"][0]["case_id"]
    run("export", "--format", "json", "--out", folder / "one-case", case, vault=vault)
    run("parcel", "write", folder / "roster.bukti", vault=vault)
    return {"whole": folder / "whole", "one-case": folder / "one-case", "parcel": folder / "roster.bukti"}


def check(paths: list[Path]) -> list[dict[str, Any]]:
    """What the program's own check says of these."""
    return list(run("check", *paths, may_fail=True)["checked"])
