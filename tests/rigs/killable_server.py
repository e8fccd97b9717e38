"""The server, run so that it can be killed (-9) at a named moment; nothing of this is in the server itself.

    python -m tests.rigs.killable_server --data DIR [--database URL] [--plant NAME]

Reads lines `PORT POINT N` and serves in a child until the Nth time that POINT is passed; then the child is gone as by a power cut. Says
`LISTENING port`, then `DIED`. A line `PORT none 0` serves until the next line, which ends that child by SIGKILL too.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.app import build_app
from server.centre import open_centre
from server.endpoints import piece_stream, take_blob
from server.limits import Limits
from server.serve import AnnouncedServer, configuration
from server.stores import turns
from server.stores.blobs import FolderBlobs
from server.stores.database import writing

POINTS = ("before-commit", "after-commit", "blob", "reply")
PLANTS = ("commits-late", "file-after-row")


class Fuse:
    """Burns down each time its point is passed."""

    def __init__(self, point: str, times: int) -> None:
        self.point, self.left = point, times

    def pass_by(self, point: str) -> None:
        if point == self.point:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def arm(engine: Engine, fuse: Fuse) -> None:
    """Put the points into this process."""

    def before(connection: Connection) -> None:
        if connection.get_execution_options().get("bukti_write"):
            fuse.pass_by("before-commit")

    event.listen(engine, "commit", before)

    @contextmanager
    def watched(engine: Engine) -> Iterator[Connection]:
        with writing(engine) as tx:
            yield tx
        fuse.pass_by("after-commit")

    keep = FolderBlobs.keep

    def kept(self: FolderBlobs, sha256: str, path: Path) -> None:
        fuse.pass_by("blob")  # all bytes are in the spool
        keep(self, sha256, path)
        fuse.pass_by("blob")  # the file lies in its place, and no row says so

    for module in (turns, take_blob):
        setattr(module, "writing", watched)  # noqa: B010 - mypy knows the real one
    setattr(FolderBlobs, "keep", kept)  # noqa: B010


def plant(name: str | None) -> None:
    """Put a fault in that the rig must find."""
    if name == "commits-late":  # the answer goes out, and the commit waits for the next request that writes
        pending: list[tuple[Connection, Any]] = []

        def flush() -> None:
            while pending:
                connection, transaction = pending.pop()
                transaction.commit()
                connection.close()

        @contextmanager
        def late(engine: Engine) -> Iterator[Connection]:
            flush()
            connection = engine.connect().execution_options(bukti_write=True)
            transaction = connection.begin()
            yield connection
            pending.append((connection, transaction))

        begin = piece_stream.Upload.begin

        def flushed(self: Any) -> Any:
            flush()
            return begin(self)

        setattr(turns, "writing", late)  # noqa: B010
        setattr(piece_stream.Upload, "begin", flushed)  # noqa: B010
    if name == "file-after-row":  # the row says that the file is whole before the file has its place

        def keep(self: FolderBlobs, sha256: str, path: Path) -> None:
            del self, sha256
            path.rename(path.with_suffix(".moving"))

        setattr(FolderBlobs, "keep", keep)  # noqa: B010


class _Replies:
    """Passes a point between the head of an answer that says 2xx and its body."""

    def __init__(self, app: ASGIApp, fuse: Fuse) -> None:
        self._app, self._fuse = app, fuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def watched(message: Message) -> None:
            if message["type"] == "http.response.body" and scope.get("method") in ("POST", "PATCH"):
                self._fuse.pass_by("reply")
            await send(message)

        await self._app(scope, receive, watched)


def serve_in_child(asked: argparse.Namespace, port: int, fuse: Fuse) -> int:
    """Return the process id of the child."""
    if (child := os.fork()) != 0:
        return child
    limits = Limits(requests_per_minute=10_000_000, unsigned_per_minute=10_000_000)
    centre = open_centre(asked.data, database_url=asked.database, is_drill=True, limits=limits)
    arm(centre.engine, fuse)
    plant(asked.plant)
    AnnouncedServer(configuration(_Replies(build_app(centre), fuse), "127.0.0.1", port)).run()
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--database")
    parser.add_argument("--plant", choices=PLANTS)
    asked = parser.parse_args()
    reap: Callable[[], None] = lambda: None  # noqa: E731
    for line in sys.stdin:
        reap()
        port, point, times = line.split()
        child = serve_in_child(asked, int(port), Fuse(point, int(times)))

        def reap(child: int = child) -> None:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)

    reap()


if __name__ == "__main__":
    main()
