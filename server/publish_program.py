"""Publishing a new version of the program: the folder that PyInstaller made, in one file for sticks, its list signed by the publisher."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import Unreadable
from record.program_pack import LIST, first_of_each, make_program_pack
from server.fault import ServerFault

TOLD = Path("_internal", "program.json")  # written by pyinstaller.spec
DATE = (1980, 1, 1, 0, 0, 0)  # the same folder gives the same file but for the signature


def is_program(folder: Path) -> bool:
    """Return whether a folder holds a packed program."""
    return (folder / TOLD).is_file()


def publish_program(key: ec.EllipticCurvePrivateKey, folder: Path, out: Path, *, at: datetime) -> str:
    """Write the update. key: the publisher's. folder: dist/bukti. Returns version and system.

    Raises ServerFault when the folder is no whole program or the disk refuses; a file that was at `out` stays then.
    """
    passing = out.with_name(out.name + ".part")
    with _faults(passing):
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        files = {path.relative_to(folder).as_posix(): path for path in _files(folder)}
        if not {"bukti", "bukti.exe"} & files.keys():
            raise Unreadable("the folder holds no program bukti")
        digests = {name: _digest(path) for name, path in files.items()}
        listed = make_program_pack(
            key,
            digests,
            at=at.isoformat(timespec="milliseconds"),
            version=told["version"],
            platform=told["platform"],
            tables=told["tables"],
            views=told["views"],
            size=sum(path.stat().st_size for path in files.values()),
        )
        with passing.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                archive.writestr(zipfile.ZipInfo(LIST, DATE), listed)
                for name in sorted(first_of_each(digests).values()):
                    _put(archive, name, files[name])
            file.flush()
            os.fsync(file.fileno())
        passing.replace(out)
    return f"{told['version']} for {told['platform']}"


def _files(folder: Path) -> Iterator[Path]:
    """Every file; links among the libraries are followed, because not every disk has links. The same bytes are packed once."""
    for where, _folders, names in os.walk(folder, followlinks=True):
        yield from (Path(where, name) for name in names)


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    info = zipfile.ZipInfo(name, DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(info, "w") as target:
        while piece := source.read(1024 * 1024):
            target.write(piece)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        seen = sha256()
        while piece := file.read(1024 * 1024):
            seen.update(piece)
    return seen.hexdigest()


@contextmanager
def _faults(passing: Path) -> Iterator[None]:
    """Turn what can go wrong into one sentence; half a file does not stay."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, Unreadable) as error:
        passing.unlink(missing_ok=True)
        raise ServerFault(f"Nothing was written: {error}.") from error
