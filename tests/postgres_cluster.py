"""A PostgreSQL of the test run's own: made in a folder of its own, reached by a socket, stopped and removed at the end."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam

import psycopg
from psycopg.sql import SQL, Identifier

from server.stores.database import migrate_database
from server.stores.roles import GATEWAY, KEEPER

USER = "bukti"


class NoPostgres(Exception):
    """The machine has no PostgreSQL to start."""


class Cluster:
    """A running server; `new_database` gives an empty schema: a database of its own costs seven megabytes a test."""

    def __init__(self, socket_folder: Path, control: Sequence[str] = ()) -> None:
        self._socket_folder, self._made, self._control = socket_folder, 0, list(control)

    @property
    def folder(self) -> Path:
        return self._socket_folder

    @property
    def pid(self) -> int:
        """The process below which all others of it are."""
        return int((self._socket_folder / "data/postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """End it as a crash does, and start it again: it recovers from its log."""
        _run([*self._control, "-m", "immediate", "restart"])

    def new_database(self) -> str:
        """Return a URL under which no table is yet."""
        self._made += 1
        name = f"bukti_{self._made}"
        with psycopg.connect(f"dbname=postgres user={USER} host={self._socket_folder}", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql://{USER}@/postgres?host={self._socket_folder}&options=-csearch_path%3D{name}"

    def new_centre_database(self, *, provinces: Sequence[str] = ("33",)) -> str:
        """Return the gateway's URL of a new database with the centre's tables; `as_role` gives that of another role.

        provinces: those with partitions of their own; a centre has all, which costs a second a database.
        """
        url = self.new_database()
        with psycopg.connect(url, autocommit=True) as connection:
            there = {str(row[0]) for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in (GATEWAY, KEEPER):
                if role not in there:
                    connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(role)))
        migrate_database(url, provinces=provinces)
        return as_role(url, GATEWAY)


def as_role(url: str, role: str) -> str:
    """Return the URL for another role: GATEWAY, KEEPER, or USER, who owns the tables."""
    return re.sub(r"//\w+@", f"//{role}@", url)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    here = shutil.which("initdb")
    if not found and here is None:
        raise NoPostgres("PostgreSQL is not installed: run `sh bootstrap.sh test`, or `apt-get install postgresql`.")
    return (found[-1] if found else Path(str(here))).parent


@contextmanager
def running_cluster(*, is_durable: bool = False) -> Iterator[Cluster]:
    """Start PostgreSQL as an unprivileged user (it refuses root). Raises NoPostgres with what to do.

    is_durable: with fsync, as a centre runs it; the tests do without.
    """
    sync = "on" if is_durable else "off"
    binaries, folder = _binaries(), Path(tempfile.mkdtemp(prefix="bukti-pg-"))
    try:
        prefix = _unprivileged(folder)
        folder.chmod(0o755)  # the tests reach the socket in it as another user
        _run([*prefix, str(binaries / "initdb"), "-D", f"{folder}/data", "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"])
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync={sync} -c max_connections=60"
        control = [*prefix, str(binaries / "pg_ctl"), "-D", f"{folder}/data", "-w"]
        started = [*control, "-l", f"{folder}/log", "-o", options]
        _run([*started, "start"])
        try:
            yield Cluster(folder, started)
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            found = getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, found.pw_uid, found.pw_gid)
        return ["runuser", "-u", name, "--"]
    raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _run(command: Sequence[str]) -> None:
    # no pipes: the server that pg_ctl starts would keep them open
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False)
    if done.returncode != 0:
        raise NoPostgres(f"PostgreSQL could not be started: {command[-1]} ended with {done.returncode}.")
