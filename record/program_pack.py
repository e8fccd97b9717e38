"""A pack with a new version of the program: what the publisher signs is a list of its files with their hashes.

The files themselves lie beside the list in one ZIP file; only what the list names is believed. Source: docs/decisions/0025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import Unreadable
from record.pack import PROGRAM, make_signed, open_signed, packed, unpacked
from record.program_version import VERSION

LIST = "program.pack"  # the name of the signed list inside the ZIP file
PLATFORM = re.compile(r"[a-z]{1,20}-[a-z0-9_]{1,20}")
TABLES = re.compile(r"[0-9]{4}")
FILES_MAX, SIZE_MAX, PATH_MAX = 20_000, 4_000_000_000, 200
_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\x7f]+)")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPack:
    """by: id of the publisher's key; at: its time. platform: "linux-x86_64". tables, views: of the vaults that this version writes.

    size: bytes of all files together. files: path inside the program's folder, with slashes -> SHA-256; in the order of the list.
    """

    by: str
    at: str
    version: str
    platform: str
    tables: str
    views: int
    size: int
    files: Mapping[str, str]

    @property
    def entries(self) -> dict[str, str]:
        """Return SHA-256 -> the name under which the ZIP file holds it: files that are the same lie there once."""
        return first_of_each(self.files)


def first_of_each(files: Mapping[str, str]) -> dict[str, str]:
    """Return SHA-256 -> the first path, by name, of a file with it."""
    return {digest: path for path, digest in sorted(files.items(), reverse=True)}


def make_program_pack(
    key: ec.EllipticCurvePrivateKey,
    files: Mapping[str, str],
    *,
    at: str,
    version: str,
    platform: str,
    tables: str,
    views: int,
    size: int,
) -> bytes:
    """Return the signed list. Raises Unreadable for what `open_program_pack` would not take."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    told = {"version": version, "platform": platform, "tables": tables, "views": views, "size": size, "files": packed(lines.encode())}
    _read(told)
    return make_signed(key, PROGRAM, at, told)


def open_program_pack(raw: bytes, keys: Mapping[str, bytes]) -> ProgramPack:
    """Return what the list says. keys: key id -> SPKI of the publishers that are believed.

    Raises NotGenuine when none of them signed it, Unreadable for another shape, or a path that must not be.
    """
    said = open_signed(raw, keys, kinds=(PROGRAM,))
    version, platform, tables, views, size, files = _read(said.rest)
    return ProgramPack(by=said.by, at=said.at, version=version, platform=platform, tables=tables, views=views, size=size, files=files)


def _read(told: Mapping[str, object]) -> tuple[str, str, str, int, int, dict[str, str]]:
    if told.keys() != {"version", "platform", "tables", "views", "size", "files"}:
        raise Unreadable("not a program pack of version 1")
    version, platform, tables, views, size = (told[key] for key in ("version", "platform", "tables", "views", "size"))
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise Unreadable("the program has no good version")
    if not isinstance(platform, str) or not PLATFORM.fullmatch(platform):
        raise Unreadable("the program does not say for which system it is")
    if not isinstance(tables, str) or not TABLES.fullmatch(tables) or type(views) is not int or not 0 <= views < 100_000:
        raise Unreadable("the program does not say which vaults it writes")
    if type(size) is not int or not 0 < size <= SIZE_MAX:
        raise Unreadable("the program has no good size")
    return version, platform, tables, views, size, _files(unpacked(told["files"]))


def _files(raw: bytes) -> dict[str, str]:
    """Read lines as `sha256sum` writes them."""
    try:
        lines = raw.decode().splitlines()
    except UnicodeDecodeError as error:
        raise Unreadable("the list of files is no UTF-8") from error
    found: dict[str, str] = {}
    for line in lines:
        if not (read := _LINE.fullmatch(line)):
            raise Unreadable("a line of the list of files is none")
        check_path(read[2])
        found[read[2]] = read[1]
    folded = {path.casefold() for path in found}
    if not found or len(found) > FILES_MAX or len(folded) != len(lines):
        raise Unreadable("the list names no file, too many, or one twice")
    if any("/".join(path.split("/")[:depth]) in folded for path in folded for depth in range(1, path.count("/") + 1)):
        raise Unreadable("the list names a file that is a folder too")
    return found


def check_path(path: str) -> None:
    """Raises Unreadable for a path that leads out of the folder, or that Windows or a stick could not hold as it is."""
    names = path.split("/")
    bad = any(name in ("", ".", "..") or name[-1] in ". " or _DEVICES.fullmatch(name) or set(name) & set('\\:*?"<>|') for name in names)
    if bad or len(path) > PATH_MAX:
        raise Unreadable("a file of the program has a path that must not be")
