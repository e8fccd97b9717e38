"""The real server, run as a process on loopback, as an office meets it; can be killed and started again."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from server.__main__ import main
from tests.forked import server, start


class RunningCentre:
    """`python -m server` over a folder (and a PostgreSQL database, if a URL is given). Stays at its port when started again."""

    def __init__(
        self, folder: Path, *, database: str | None = None, blobs: str | None = None, key: Path | None = None, is_drill: bool = True
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.said = folder / "said.txt"  # its log
        self.folder, self.database = folder, database
        given = {"--data": str(folder), "--database": database, "--blobs": blobs, "--key": None if key is None else str(key)}
        self._stores = [word for name, value in given.items() if value is not None for word in (name, value)]
        self._kind = ["--drill"] if is_drill else []
        self._process: ForkServerProcess | None = None
        self.address = ("127.0.0.1", 0)
        self.start()

    @property
    def url(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}"

    @property
    def pid(self) -> int:
        assert self._process is not None and self._process.pid is not None
        return self._process.pid

    def start(self) -> None:
        """Return once it listens."""
        listen = f"{self.address[0]}:{self.address[1]}"
        reading, writing = os.pipe()
        with self.said.open("a", encoding="utf-8") as said:
            self._process = start(server, [*self._stores, *self._kind, "--listen", listen], {1: writing, 2: said.fileno()})
        os.close(writing)
        with open(reading, encoding="utf-8") as told:  # noqa: PTH123 - a descriptor
            for line in told:
                if line.startswith("LISTENING "):
                    host, _, port = line.split()[1].rpartition(":")
                    self.address = (host, int(port))
                    return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def code(self, office: str) -> str:
        return self._said("code", "--office", office).strip()

    def revoke(self, device: str) -> None:
        self._said("revoke", device)

    def publish(self, pack: Path, *more: str) -> str:
        """Return what it said."""
        return self._said("publish", str(pack), *more)

    def refuses(self, *command: str) -> str:
        """Return why a command was refused."""
        said = io.StringIO()
        with redirect_stderr(said):
            assert main([*command, *self._stores]) == 1
        return said.getvalue()

    def command(self, *words: str) -> str:
        """Return what a command of the server said."""
        return self._said(*words)

    def take(self, stick: Path) -> str:
        return self._said("take", str(stick))

    def holds(self) -> dict[str, int]:
        """Return its own count of records, blobs, bytes, quarantined ..."""
        found: dict[str, int] = json.loads(self._said("status", "--json"))
        return found

    def _said(self, *command: str) -> str:
        said = io.StringIO()
        with redirect_stdout(said):
            assert main([*command, *self._stores]) == 0
        return said.getvalue()
