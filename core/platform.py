"""Everything that differs between Windows, Linux and macOS, in one place: nothing else asks for the system."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO

IS_WINDOWS = sys.platform == "win32"
PORTABLE = "data-bukti"
_KEPT_OPEN: dict[tuple[int, int], int] = {}  # device and number of a file -> its descriptor, which is not closed any more
VERSIONS, CHOSEN = "program", "chosen.json"  # in the data folder: newer versions of a packed program, and which of them is started


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable. Windows has no such call: there a rename is journalled with the file (MoveFileEx)."""
    if IS_WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def end_when_unconfirmed(connection: socket.socket, seconds: int) -> None:
    """Let the system end a TCP connection once bytes that it sent have stood unconfirmed by the other end for so long.

    Left alone, Linux tries for a quarter of an hour. Sources: tcp(7) TCP_USER_TIMEOUT (RFC 5482), Windows TCP_MAXRT, macOS
    TCP_RXT_CONNDROPTIME; Python names only the first. Does nothing where the system takes none of them.
    """
    option, value = (5, seconds) if IS_WINDOWS else (0x80, seconds) if sys.platform == "darwin" else (18, seconds * 1000)
    with suppress(OSError):
        connection.setsockopt(socket.IPPROTO_TCP, option, value)


def data_folder() -> Path:
    """Return the folder in which the program keeps its vault when none is named.

    A packed program with a folder PORTABLE beside it is a portable one: it keeps everything there. A version that came by an update lies
    in that folder itself.
    """
    own = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and own.parent.name == VERSIONS and (own.parent / CHOSEN).is_file():
        return own.parent.parent
    if getattr(sys, "frozen", False) and (own / PORTABLE).is_dir():
        return own / PORTABLE
    if IS_WINDOWS:
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "bukti"


def prints_by_cups() -> bool:
    """Return whether papers go to CUPS over its socket; on Windows the window draws them on the printer itself, from memory as well."""
    return not IS_WINDOWS


def print_service() -> str | tuple[str, int]:
    """Return where CUPS listens: the path of its socket, or host and port. CUPS_SERVER names another one, as for CUPS's own programs."""
    named = os.environ.get("CUPS_SERVER", "")
    if named.startswith("/"):
        return named
    if named:
        host, _, port = named.partition(":")
        return host, int(port) if port.isdigit() else 631
    usual = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
    return next((path for path in usual if Path(path).exists()), ("localhost", 631))


def device_name() -> str:
    """Return a short name for this laptop, shown to its users when devices are listed."""
    import platform

    return platform.node()[:60] or "laptop"


def limit_memory(bytes_max: int) -> None:
    """Keep this process below a size, where the system can (not on Windows: there the parent watches the time only)."""
    if IS_WINDOWS:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (bytes_max, bytes_max))


def program_platform() -> str:
    """Return for which systems this program was built: "linux-x86_64", "windows-x86_64", "macos-arm64"."""
    import platform

    machine = platform.machine().lower().replace("amd64", "x86_64")
    return f"{ {'win32': 'windows', 'darwin': 'macos'}.get(sys.platform, sys.platform) }-{machine}"


def become(program: Path, arguments: list[str], environment: dict[str, str]) -> int:
    """Let another program go on in place of this one; Windows has no such call: there this one waits and returns its exit code.

    Raises OSError when it cannot be started.
    """
    words = [str(program), *arguments]
    if IS_WINDOWS:
        import subprocess

        return subprocess.run(words, env=environment, check=False).returncode
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os.execve(program, words, environment)


def leave_no_core() -> None:
    """Let the system write no image of this process when it crashes: keys and open words lie in its memory.

    On Windows a crash writes one only where somebody has switched that on (docs/threats.md).
    """
    if IS_WINDOWS:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def share_one_heap() -> None:
    """Let all threads take memory from one heap. To be called before the first thread is started.

    glibc gives each thread a heap of its own, so that many threads never wait for each other; each keeps gaps that no other thread fills.
    Our workers take turns at Python's lock anyway. The other systems, and musl, have one heap.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    if (option := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        arena_max = -8  # M_ARENA_MAX of <malloc.h>
        option(arena_max, 1)


def give_back_memory() -> None:
    """Give memory back to the system that was freed. glibc keeps what lies below the last piece in use; the other systems give back by
    themselves."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:  # musl has none
        trim(ctypes.c_size_t(0))


def memory_bytes() -> int:
    """Return how much memory this machine has, 0 when the system does not tell."""
    if sys.platform == "win32":
        import ctypes

        kib = ctypes.c_ulonglong(0)
        ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kib))
        return kib.value * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


@contextmanager
def read_beside_database(path: Path) -> Iterator[FileIO]:
    """Yield the file of a database that this process may have open as well, for reading. Raises OSError.

    On POSIX its descriptor stays open until the process ends, and is used again for the same file: closing any handle on a file drops all
    locks that the process has on it (fcntl(2)), thus those of SQLite too, and a second program could take the write-ahead log away.
    On Windows a lock belongs to its own handle, and an open file cannot be renamed: there it is closed.
    """
    if IS_WINDOWS:
        with path.open("rb", buffering=0) as file:
            yield file
        return
    found = path.stat()
    if (kept := _KEPT_OPEN.get((found.st_dev, found.st_ino))) is None:
        kept = os.open(path, os.O_RDONLY)
        opened = os.fstat(kept)  # not `found`: the name may have come to another file meanwhile
        _KEPT_OPEN[opened.st_dev, opened.st_ino] = kept
    with FileIO(kept, closefd=False) as file:
        yield file


def own_child(module: str, argument: str) -> list[str]:
    """Return the command line of a child process of this program: `python -m module`, or packed the program with one argument."""
    is_packed = bool(getattr(sys, "frozen", False))  # by PyInstaller: there `python -m` does not exist
    return [sys.executable, argument] if is_packed else [sys.executable, "-m", module]


def hidden_child_flags() -> int:
    """Return the `creationflags` of a child process that must not open a console window of its own."""
    return 0x0800_0000 if IS_WINDOWS else 0  # CREATE_NO_WINDOW


def hold(file: BinaryIO, path: Path) -> bool:
    """Take an open file for this writer alone, until it is closed. Returns False when another has it, or it has lost its name."""
    try:
        if sys.platform == "win32":
            import msvcrt

            at = file.tell()
            file.seek(1 << 40)  # behind every file: what it holds is still read by others
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(at)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def close_and(file: BinaryIO, deed: Callable[[], object]) -> None:
    """Rename or remove a file that is held, before another can take it. Windows does neither while it is open, here or elsewhere."""
    if IS_WINDOWS:
        file.close()
        deed()
    else:
        deed()
        file.close()


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Yield True to the one program that holds this file, False to any other; the system lets go of it even when the program is killed."""
    with path.open("ab") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_mine = True
        except OSError:
            is_mine = False
        yield is_mine
