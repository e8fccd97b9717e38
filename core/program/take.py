"""Taking a new version of the program from a signed pack: nothing is changed until it has proved itself on this machine."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from core.errors import AppError
from core.platform import hidden_child_flags, only_one, sync_folder
from core.program.start import clean_environment
from core.program.versions import Choice, Kept, Versions
from core.reporter import Reporter
from core.vault.durable import make_folder
from record.errors import NotGenuine, Unreadable
from record.pack import PACK_BYTES_MAX
from record.program_pack import LIST, ProgramPack, open_program_pack
from record.program_version import number_of

UNPACKING, PROVING = "unpacking", "proving"  # labels of the steps; bytes, then seconds of nobody knows how many
PIECE = 1024 * 1024
KEPT_FREE = 128 * 1024 * 1024  # bytes, so that the vault can go on growing
PROOF_SECONDS = 900
Prove = Callable[[Path, Reporter], None]


class UpdateRefused(AppError):
    code = "update.refused"


def take_update(path: Path, keys: Mapping[str, bytes], versions: Versions, report: Reporter, *, prove: Prove | None = None) -> Kept:
    """Unpack a pack beside the version that runs, let the new one do its self-test, and choose it for the next start. Returns it.

    path: the file. keys: key id -> SPKI of the publishers that are believed. prove: raises when the new program does not hold.
    Raises UpdateRefused with the reason, Cancelled when stopped; then nothing has changed, and nothing is left behind.
    """
    with _archive(path) as archive:
        pack = _opened(archive, keys)
        _check(pack, archive, versions)
        with _writing(pack):
            make_folder(versions.folder)
            with only_one(versions.folder / "taking") as is_mine:
                if not is_mine:
                    raise UpdateRefused("The update was not taken: another one is being taken just now.", "Wait until that has ended.")
                return _take(pack, archive, versions, report, prove or self_test)


def _take(pack: ProgramPack, archive: zipfile.ZipFile, versions: Versions, report: Reporter, prove: Prove) -> Kept:
    choice = versions.choice()
    if choice is not None and choice.use.version == pack.version and choice.use.folder:
        raise UpdateRefused("Version {version} is here already.", "It begins when Bukti is closed and started again.", version=pack.version)
    _sweep(versions)
    _check_room(pack, versions.folder)
    target = versions.folder / pack.version
    new = Kept(version=pack.version, tables=pack.tables, views=pack.views, folder=pack.version)
    try:
        _unpack(pack, archive, target, versions.program, report)
        prove(target / versions.program, report)
        report.step(0, 0, PROVING)  # the last moment to stop
        versions.choose(Choice(use=new, before=versions.own))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    _sweep(versions)
    return new


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    with _reading():
        file = path.open("rb")
    with file:
        with _reading():
            archive = zipfile.ZipFile(file)
        yield archive


def _opened(archive: zipfile.ZipFile, keys: Mapping[str, bytes]) -> ProgramPack:
    try:
        with _reading(), archive.open(LIST) as file:
            raw = file.read(PACK_BYTES_MAX + 1)
        return open_program_pack(raw, keys)
    except KeyError as error:
        raise _damaged() from error
    except NotGenuine as error:
        raise UpdateRefused(
            "The update was not taken: nobody who is trusted here has signed it, or it was changed since.",
            "Take it only from your own Bawaslu, and ask there for it again.",
        ) from error
    except Unreadable as error:
        raise _damaged() from error


def _check(pack: ProgramPack, archive: zipfile.ZipFile, versions: Versions) -> None:
    """Raises UpdateRefused for what is not for this laptop, and for anything in the file that was not signed."""
    own = versions.own
    if pack.platform != versions.platform:
        raise UpdateRefused(
            "The update was not taken: it is for another system ({theirs}), and this one is {ours}.",
            "Ask for the file for this system.",
            theirs=pack.platform,
            ours=versions.platform,
        )
    if number_of(pack.version) <= own.number:
        raise UpdateRefused(
            "The update was not taken: it brings version {theirs}, and version {ours} is in use.",
            "An older version is never put over a newer one.",
            theirs=pack.version,
            ours=own.version,
        )
    if (pack.tables, pack.views) < (own.tables, own.views):
        raise UpdateRefused(
            "The update was not taken: version {theirs} could not open the vaults of this version.", "Tell the centre.", theirs=pack.version
        )
    if sorted(archive.namelist()) != sorted([LIST, *pack.entries.values()]):
        raise UpdateRefused(
            "The update was not taken: the file holds other things than its list says.", "Ask for the file again; this one was changed."
        )
    if versions.program not in pack.files:
        raise _damaged()


def _check_room(pack: ProgramPack, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if pack.size + KEPT_FREE > free:
        raise UpdateRefused(
            "The update was not taken: it needs {needs_mb} MB on the disk, and {free_mb} MB are free.",
            "Free some space, then take it again. Nothing was changed.",
            needs_mb=-(-(pack.size + KEPT_FREE) // 1_000_000),
            free_mb=free // 1_000_000,
        )


def _sweep(versions: Versions) -> None:
    """Remove what neither runs nor is chosen nor can be returned to: remains of a cut, and older versions."""
    choice = versions.choice()
    chosen = () if choice is None else (choice.use, choice.before or choice.use)
    kept = {one.folder for one in (versions.own, *chosen)}
    for path in versions.folder.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file() and path.name.endswith(".new"):
            path.unlink(missing_ok=True)


def _unpack(pack: ProgramPack, archive: zipfile.ZipFile, target: Path, program: str, report: Reporter) -> None:
    """Write every file that the list names, none larger than it allows, each checked; then make all of them durable."""
    done = 0
    if target.exists():  # left over, and not to be removed
        raise OSError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    target.mkdir()
    entries = pack.entries
    for digest, name in entries.items():
        to = target.joinpath(*name.split("/"))
        to.parent.mkdir(parents=True, exist_ok=True)
        seen = sha256()
        with _reading():
            source = archive.open(name)
        with source, to.open("xb") as file:
            while piece := _next_piece(source):
                done += len(piece)
                if done > pack.size:
                    raise _damaged()
                seen.update(piece)
                file.write(piece)
                report.step(done, pack.size, UNPACKING)
        if seen.hexdigest() != digest:
            raise _damaged()
    for name, digest in pack.files.items():
        if (first := entries[digest]) != name:
            done += _again(target.joinpath(*first.split("/")), target.joinpath(*name.split("/")))
    with contextlib.suppress(PermissionError):  # a stick knows no such right: there everything may run, or nothing
        (target / program).chmod(0o755)
    if done != pack.size:
        raise _damaged()
    folders = [path for path in target.rglob("*") if path.is_dir()]
    for name in pack.files:
        with target.joinpath(*name.split("/")).open("rb+") as file:
            os.fsync(file.fileno())
        report.step(done, pack.size, UNPACKING)
    for folder in (*folders, target, target.parent):
        sync_folder(folder)


def _again(first: Path, to: Path) -> int:
    """Let a file that was unpacked lie at a second place too; where the disk has no links, as a copy. Returns its bytes."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        to.hardlink_to(first)
    except OSError:
        shutil.copyfile(first, to)
    return to.stat().st_size


def _next_piece(source: IO[bytes]) -> bytes:
    """Read on; what the stick or the packing refuses is told apart from what our own disk refuses."""
    with _reading():
        return source.read(PIECE)


def self_test(program: Path, report: Reporter) -> None:
    """Let a program do its own self-test: the whole main job in a throw-away office. Raises UpdateRefused when it does not hold."""
    with TemporaryFile() as heard:
        try:
            child = subprocess.Popen(
                [str(program), "--selftest"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=heard,
                env=clean_environment() | {"QT_QPA_PLATFORM": "offscreen"},
                creationflags=hidden_child_flags(),
            )
        except OSError as error:
            raise _not_held(error.strerror or "") from error
        try:
            code = _wait(child, report)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if code != 0:
            heard.seek(max(0, heard.seek(0, os.SEEK_END) - 400))
            lines = heard.read().decode(errors="replace").split("\n")
            raise _not_held(next((line.strip() for line in reversed(lines) if line.strip()), str(code)))


def _wait(child: subprocess.Popen[bytes], report: Reporter) -> int:
    for _ in range(PROOF_SECONDS * 4):
        with contextlib.suppress(subprocess.TimeoutExpired):
            return child.wait(0.25)
        report.step(0, 0, PROVING)
    raise _not_held("> 15 min")


def _not_held(said: str) -> UpdateRefused:
    return UpdateRefused(
        "The update was not taken: the new version does not run on this laptop ({said}).",
        "The version in use stays. Tell the centre these words.",
        said=said,
    )


def _damaged() -> UpdateRefused:
    return UpdateRefused(
        "The update was not taken: the file is not whole, or it is no update of Bukti.", "Copy it again from where you have it."
    )


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what can happen while the pack is read into sentences."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged() from error
    except OSError as error:
        if error.errno in (None, errno.EINVAL):  # it points before its own beginning
            raise _damaged() from error
        raise UpdateRefused("The update was not taken: the file cannot be read.", "Check the stick, then take the update again.") from error


@contextmanager
def _writing(pack: ProgramPack) -> Iterator[None]:
    """Turn what our own disk refuses into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise UpdateRefused(
                "The update was not taken: the disk is full.",
                "Free {needs_mb} MB, then take it again. Nothing was changed.",
                needs_mb=-(-(pack.size + KEPT_FREE) // 1_000_000),
            ) from error
        raise UpdateRefused(
            "The update was not taken: the folder of the program's versions cannot be written.",
            "Check the disk or stick, and whether this account may write there: {path}",
            path=str(error.filename or ""),
        ) from error
