"""The real server on a real socket of this process, quick to start, stop and look into; killing it is `kill_server.py`'s affair."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import uvicorn

from server.app import build_app
from server.centre import Centre, open_centre
from server.limits import Limits
from server.one_time_code import code_hash, new_code
from server.serve import AnnouncedServer, configuration
from server.stores.database import writing
from server.stores.offices import keep_code

_LIMITS = Limits(requests_per_minute=10_000_000, unsigned_per_minute=10_000_000)


class HereServer:
    """A drill centre over a folder. Stays at its port when started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.address = folder, ("127.0.0.1", 0)

    @property
    def url(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}"

    def start(self) -> None:
        self.centre: Centre = open_centre(self._folder, is_drill=True, limits=_LIMITS)
        self._server = _Quiet(configuration(build_app(self.centre), *self.address))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        assert self._server.ready.wait(20)
        self.address = ("127.0.0.1", int(self._server.servers[0].sockets[0].getsockname()[1]))

    def stop(self) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()
        self.centre.close()

    def code(self, office: str) -> str:
        return code_for(self.centre, office)


def code_for(centre: Centre, office: str) -> str:
    """Return a fresh one-time code."""
    code = new_code(centre.key)
    with writing(centre.engine) as tx:
        keep_code(tx, str(code_hash(centre.key, code)), office=office, at=centre.now())
    return code


class _Quiet(AnnouncedServer):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super(AnnouncedServer, self).startup(sockets)
        self.ready.set()
