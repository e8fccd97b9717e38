"""A server that stands where the centre should stand: it passes questions on to a real one and gives answers of its own choosing."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Said:
    """An answer. claims: the Content-Length it is sent with, whatever its body really is."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    claims: int | None = None
    endless: bool = False

    def but(self, **changed: object) -> Said:
        return replace(self, **changed)  # type: ignore[arg-type]


Alter = Callable[[str, str, Said], Said]  # method, path, what the real centre said
Instead = Callable[[str, str], Said | None]  # method, path -> what is said without asking the real centre


@contextmanager
def rogue(real: tuple[str, int], alter: Alter, instead: Instead = lambda _method, _path: None) -> Iterator[str]:
    """Yield the address of a server before the real one that may alter every answer."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self._body()
            headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "transfer-encoding")}
            said = instead(self.command, self.path) or alter(self.command, self.path, self._asked(body, headers))
            self.send_response(said.status)
            sent = {**said.headers, "Content-Length": str(len(said.body) if said.claims is None else said.claims), "Connection": "close"}
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)
            while said.endless:
                self.wfile.write(b" " * 65536)

        def _asked(self, body: bytes, headers: dict[str, str]) -> Said:
            connection = http.client.HTTPConnection(*real, timeout=30)
            connection.request(self.command, self.path, body, {**headers, "Content-Length": str(len(body))})
            found = connection.getresponse()
            kept = {name: value for name, value in found.getheaders() if name.lower() not in ("content-length", "connection", "date")}
            said = Said(found.status, kept, found.read())
            connection.close()
            return said

        do_GET = do_POST = do_PATCH = do_HEAD = answer

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = b""
            while size := int(self.rfile.readline(), 16):
                found += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return found

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A laptop that has heard enough goes away in the middle."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
