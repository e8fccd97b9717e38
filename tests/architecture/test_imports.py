"""Who may import whom, as a table; and other rules of the layout that a person would forget."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = {"record", "paper", "core", "forms", "ui", "server", "bench", "tests", "main"}
COMMON = {
    "core.errors",
    "core.ends",
    "core.reporter",
    "core.resources",
    "core.platform",
    "core.words",
    "core",
}  # "core" itself: from core import platform
DEEDS = {
    "core.vault",
    "core.evidence",
    "core.papers",
    "core.rules",
    "core.exchange",
    "core.export",
    "core.printing",
    "core.actions",
    "core.hub",
    "core.phone",
    "core.program",
}

MAY: dict[str, set[str]] = {  # package -> our packages it may import, itself always
    "record": set(),
    "paper": {"record"},
    "forms": set(),
    "server": {"record", "paper"},
    "core": COMMON | DEEDS | {"core.demo"},  # core/errors.py, core/demo.py ... : single files
    "core.rules": COMMON,
    "core.vault": COMMON | {"record"},
    "core.evidence": COMMON | {"core.vault", "core.rules", "forms"},
    "core.papers": COMMON | {"core.vault", "core.rules", "forms", "record", "paper"},
    "core.exchange": COMMON | {"core.vault", "record"},
    "core.export": COMMON | {"core.vault", "record"},
    "core.printing": COMMON,
    "core.program": COMMON | {"core.vault", "record"},
    "core.actions": COMMON | (DEEDS - {"core.hub", "core.phone"}) | {"forms", "record", "paper"},
    "core.hub": COMMON | {"core.vault", "core.rules", "core.exchange", "core.actions", "record"},
    "core.phone": COMMON | {"core.vault", "core.evidence", "core.actions", "core.hub", "record"},
    "core.commands": COMMON | DEEDS | {"forms", "record", "paper"},
    "ui": COMMON | DEEDS | {"forms", "record", "paper"},
    "main": COMMON | DEEDS | {"core.commands", "core.demo", "core.selftest", "ui", "server"},  # server: the drill's own, when packed
    "bench": OURS | COMMON | DEEDS,
    "tests": OURS | COMMON | DEEDS | {"core.commands", "core.demo", "core.selftest", "main"},
}
FREE = ("tests/", "bench/")  # may import any library
FOREIGN: dict[str, tuple[str, ...]] = {  # library -> where it may be imported
    "cryptography": ("record/", "paper/", "core/", "server/"),
    "zstandard": ("record/",),
    "sqlalchemy": ("core/", "server/"),
    "sqlcipher3": ("core/vault/database.py", "server/stores/"),
    "alembic": ("core/vault/", "server/stores/"),
    "PIL": ("core/evidence/", "core/papers/"),
    "pillow_heif": ("core/evidence/",),
    "reportlab": ("core/papers/",),
    "docx": ("core/papers/",),
    "xlsxwriter": ("core/export/",),
    "pikepdf": ("core/papers/", "core/evidence/scan_pages.py"),
    "numpy": ("core/evidence/printed_words.py", "core/evidence/printed_letters.py", "core/evidence/correlation.py"),
    "zxingcpp": ("core/evidence/scan_pages.py",),
    "pyhanko": ("core/papers/", "paper/"),
    "pyhanko_certvalidator": ("core/papers/", "paper/"),
    "asn1crypto": ("core/papers/", "paper/"),
    "segno": ("core/papers/", "core/hub/qr.py"),
    "pkcs11": ("core/papers/",),
    "babel": ("core/papers/",),
    "num2words": ("core/papers/",),
    "httpx": ("core/exchange/",),
    "certifi": ("core/exchange/",),
    "holidays": ("core/rules/",),
    "yaml": ("core/rules/", "core/evidence/", "forms/compile.py"),
    "pyxform": ("forms/compile.py", "forms/xform.py"),
    "openpyxl": ("forms/workbook.py",),
    "xlrd": ("forms/workbook.py",),
    "PySide6": ("ui/",),
    "shiboken6": ("ui/",),
    "starlette": ("server/", "core/hub/", "core/phone/"),
    "uvicorn": ("server/", "core/hub/"),
    "anyio": ("server/", "core/hub/", "core/phone/"),
    "zeroconf": ("core/hub/announce.py",),
    "ifaddr": ("core/hub/addresses.py",),
    "obstore": ("server/",),
    "psycopg": ("server/",),
}
SYSTEM = ("core/platform.py", "server/stores/blobs.py", "ui/crash_dialog.py")  # the server has none of core; the dialog only reports it
LINES_MAX = 400


def files(ending: str = ".py") -> list[str]:
    """Return the files of the project: those that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return sorted(name for name in listed.stdout.split("\0") if name.endswith(ending) and (ROOT / name).is_file())


def every_file() -> Iterator[tuple[str, str]]:
    for name in files():
        yield name, (ROOT / name).read_text(encoding="utf-8")


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, module) of every import, those inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def package_of(path: str) -> str:
    """Return the row of MAY that a file belongs to: core/vault/log.py -> core.vault, core/errors.py -> core."""
    pieces = path.removesuffix(".py").split("/")
    return f"core.{pieces[1]}" if pieces[0] == "core" and len(pieces) > 2 else pieces[0]


def forbidden(path: str, source: str) -> list[str]:
    """Return one line for each import that the tables do not allow."""
    package, found = package_of(path), []
    for line, module in imported(source):
        pieces = module.split(".")
        theirs = ".".join(pieces[:2]) if pieces[0] == "core" else pieces[0]
        bad = module.startswith(".") and not path.startswith("tests/")  # from here, by a full name: what is moved is found
        if pieces[0] in OURS:
            bad |= theirs != package and theirs not in MAY.get(package, set())
        elif pieces[0] in FOREIGN and not path.startswith(FREE):
            bad |= not path.startswith(FOREIGN[pieces[0]])
        found += [f"{path}:{line}: {module}"] if bad else []
    return found


def asked_system(path: str, source: str) -> list[str]:
    """Return where a file asks which system it runs on."""
    asks = re.compile(
        r"\bsys\.platform\b|\bos\.name\b|^\s*import platform\b|^\s*from platform import|\bsys\.getwindowsversion\b", re.MULTILINE
    )
    if path in SYSTEM or path.startswith(FREE):
        return []
    return [f"{path}: {found.group().strip()}" for found in asks.finditer(source)]


def test_no_package_imports_what_it_may_not() -> None:
    assert [bad for path, source in every_file() for bad in forbidden(path, source)] == []


def test_every_package_and_every_library_has_its_row() -> None:
    import sys

    packages = {package_of(name) for name in files() if "/" in name}
    assert packages <= MAY.keys() | {"core.demo"}
    tops = {module.partition(".")[0] for path, source in every_file() if not path.startswith(FREE) for _, module in imported(source)}
    assert sorted(tops - OURS - FOREIGN.keys() - set(sys.stdlib_module_names) - {""}) == []


def test_a_planted_import_is_found() -> None:
    assert forbidden("core/rules/days.py", "import json\nfrom PySide6 import QtCore") == ["core/rules/days.py:2: PySide6"]
    assert forbidden("server/app.py", "def f():\n    from core.vault import truth") == ["server/app.py:2: core.vault"]
    assert forbidden("forms/engine/run.py", "import yaml, re") == ["forms/engine/run.py:1: yaml"]
    assert forbidden("record/header.py", "import sqlalchemy.orm") == ["record/header.py:1: sqlalchemy.orm"]
    assert forbidden("core/vault/log.py", "from core.actions import setup") == ["core/vault/log.py:1: core.actions"]
    assert forbidden("core/papers/sign.py", "from . import words") == ["core/papers/sign.py:1: ."]
    assert forbidden("ui/app.py", "import httpx") == ["ui/app.py:1: httpx"]
    assert forbidden("ui/cases/page.py", "from core.commands import run") == ["ui/cases/page.py:1: core.commands"]
    assert forbidden("server/endpoints/check_paper.py", "from core.papers import sign") == [
        "server/endpoints/check_paper.py:1: core.papers"
    ]
    assert forbidden("paper/check.py", "import httpx") == ["paper/check.py:1: httpx"]
    assert forbidden("core/vault/log.py", "from record.header import Header\nimport sqlalchemy") == []


def test_only_one_place_asks_for_the_system() -> None:
    assert [bad for path, source in every_file() for bad in asked_system(path, source)] == []
    assert asked_system("core/vault/durable.py", "if sys.platform == 'win32':\n    pass") == ["core/vault/durable.py: sys.platform"]


def test_no_file_is_too_long_to_read() -> None:
    long = {path: source.count("\n") for path, source in every_file() if source.count("\n") > LINES_MAX}
    assert long == {}
    window = (ROOT / "ui" / "main_window.py").read_text(encoding="utf-8")
    assert window.count("\n") < 200


def test_no_file_tells_where_it_was_made() -> None:
    """No path of a machine and no address of a package registry: they are nobody's business and work nowhere else."""
    telling = re.compile(
        rb"/(?:home|Users)/[a-z0-9_]+/|/work/[a-z]+/|[a-z0-9.-]+/artifactory/|\bsimple/?\s*--trusted-host|index-url|/root/\."
    )
    found = []
    for name in files(""):
        if name == "tests/architecture/test_imports.py" or name.endswith((".ttf", ".png", ".icc", ".qm", ".jpg", ".pdf", ".db")):
            continue
        found += [f"{name}: {hit.group().decode(errors='replace')}" for hit in telling.finditer((ROOT / name).read_bytes())]
    assert found == []
