"""The line to one server: every request signed, every foreign failure turned into a sentence, at this edge only."""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit
from weakref import WeakSet

import certifi
from cryptography.hazmat.primitives.asymmetric import ec

from core.errors import AppError
from core.exchange.errors import (
    LineBroke,
    Problem,
    ServerBusy,
    line_broke,
    no_address,
    portal,
    refusal,
    unknown_certificate,
    unreadable_answer,
    unsafe_address,
)
from core.exchange.meter import Meter
from core.exchange.patience import Habits, Patience
from core.reporter import Cancelled, Reporter
from record.signature import REQUEST, sign

if TYPE_CHECKING:
    import httpx

ANSWER_BYTES_MAX = 16 * 1024 * 1024
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME
_HOST = re.compile(r"[A-Za-z0-9.-]+|[0-9a-f:.]+")  # a name or an address
_TICK_S = 0.2
_GRACE_S = 2.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer below 400. headers: names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """Raises ServerRefused when it is no JSON object."""
        try:
            given = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise unreadable_answer() from error
        if not isinstance(given, dict):
            raise unreadable_answer()
        return given

    def number(self, header: str) -> int:
        """Return a header's whole number. Raises ServerRefused when it has none."""
        if (number := _number(self.headers.get(header, ""))) is None:
            raise unreadable_answer()
        return number


@dataclass(frozen=True, slots=True)
class Body:
    """A request's body: bytes, or what yields them anew for each attempt. says: what the signature covers (their hash, or for a
    streamed body what docs/protocol.md section 3 names). size: bytes, at most."""

    content: bytes | Callable[[], Iterator[bytes]]
    says: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> Body:
        return cls(content, sha256(content).hexdigest(), len(content))


NOTHING = Body.of(b"")


def server_url(text: str) -> str:
    """Return the address of a server without a slash at its end. Raises LineRefused unless it is https, or http on loopback."""
    given = text.strip()
    try:
        parts = urlsplit((given if "://" in given else f"https://{given}").rstrip("/"))
        is_whole = _HOST.fullmatch(parts.hostname or "") is not None and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.query or parts.fragment or parts.username or parts.scheme not in ("http", "https"):
        raise no_address()
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise unsafe_address()
    return parts.geturl()


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def trusted(authorities: Path | None = None) -> ssl.SSLContext:
    """Return whom to trust for https: the system's authorities and certifi's, or only those of a file.

    A certificate's dates are not judged: the clock of a laptop in the field may be years off, and what comes is believed by the
    centre's own signature only.
    """
    context = ssl.create_default_context(cafile=str(authorities) if authorities else None)
    if authorities is None:
        context.load_verify_locations(cafile=certifi.where())
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


class Link:
    """The line to one server. Safe to use from several threads; close it, or use it as a context manager."""

    def __init__(
        self,
        url: str,
        device_key: ec.EllipticCurvePrivateKey | None = None,
        *,
        habits: Habits | None = None,
        report: Reporter | None = None,
        authorities: Path | None = None,
    ) -> None:
        """Raises LineRefused for an address that is none or not safe. Without a device key only unsigned calls can be made."""
        self.url = self.checked_address(url)
        self.habits = habits or Habits()
        self.meter = Meter()
        self.report = report or Reporter()
        self._device_key = device_key
        self._nonce, self._door, self._has_answered = "", Lock(), False
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._is_closed = Event()
        Thread(target=self._watch, name="stop-watch", daemon=True).start()
        import httpx  # here and below: who speaks over no line does not wait for it at the start of the program

        self._client = httpx.Client(
            verify=trusted(authorities) if self.url.startswith("https:") else False,
            follow_redirects=False,
            trust_env=not self.is_near,
            limits=httpx.Limits(max_connections=self.habits.connections + 1, max_keepalive_connections=self.habits.connections + 1),
            headers={"User-Agent": "Bukti", "Accept-Encoding": "identity"},
        )

    @staticmethod
    def checked_address(url: str) -> str:
        """Return the address as it is used. Raises LineRefused."""
        return server_url(url)

    @property
    def is_near(self) -> bool:
        """Whether no proxy of the system may stand between."""
        return _is_loopback(urlsplit(self.url).hostname or "")

    @property
    def has_answered(self) -> bool:
        """Whether the server has answered anything on this line."""
        return self._has_answered

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._is_closed.set()
        self._client.close()

    def _watch(self) -> None:
        """When the person stops the work and a slow line does not come to the end of a piece, end its connections."""
        while not self._is_closed.wait(_TICK_S):
            if self.report.is_stopped and not self._is_closed.wait(_GRACE_S):
                with self._door:
                    left = list(self._sockets)
                for one in left:
                    with suppress(OSError):  # ended already
                        one.shutdown(socket.SHUT_RDWR)

    def _note(self, event: str, happened: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._door:
                self._sockets.add(happened["return_value"].get_extra_info("socket"))

    # attempts

    def patience(self) -> Patience:
        """Return the patience for one run of attempts."""
        return Patience(self.habits, self.pause, self.habits.attempts if self._has_answered else self.habits.first_attempts)

    def pause(self, seconds: float) -> None:
        """Wait. Raises Cancelled as soon as the person stops the work."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.go_on()
            Event().wait(min(_TICK_S, left))
        self.go_on()

    def go_on(self) -> None:
        """Raises Cancelled when the person has stopped the work."""
        if self.report.is_stopped:
            raise Cancelled("Stopped.", "What was finished before is kept.")

    def persist(self, work: Callable[[], T]) -> T:
        """Do one call again and again until it is answered. Raises NoLine when patience ends, Cancelled, or the server's refusal."""
        patience = self.patience()
        while True:
            try:
                return work()
            except LineBroke as error:
                patience.failed(error)
            except ServerBusy as error:
                patience.failed(error, retry_after_s=error.problem.retry_after_s)

    def warm(self) -> None:
        """Open all connections at once, so that nobody waits for a handshake in mid-work. Raises what all of them met, if none opened."""

        def one(_: int) -> AppError | None:
            try:
                self.ask("GET", "/v1/nonce", is_signed=False)
            except AppError as error:
                return error
            return None

        with ThreadPoolExecutor(self.habits.connections, thread_name_prefix="warm") as pool:
            met = list(pool.map(one, range(self.habits.connections)))
        if None not in met:
            raise next(error for error in met if error is not None)

    # one attempt

    def ask(
        self, method: str, path: str, body: Body = NOTHING, *, headers: Mapping[str, str] | None = None, is_signed: bool = True
    ) -> Answer:
        """Return the whole answer to one request. Raises LineBroke, NoLine, LineRefused, ServerRefused and those of `refusal`."""
        with self.open(method, path, body, headers=headers, is_signed=is_signed) as response:
            return Answer(response.status_code, dict(response.headers), self._read(response))

    @contextmanager
    def open(
        self, method: str, path: str, body: Body = NOTHING, *, headers: Mapping[str, str] | None = None, is_signed: bool = True
    ) -> Iterator[httpx.Response]:
        """Yield an answer below 400 whose body is still to be read; the foreign failures of reading it become ours too."""
        with self._line_errors():
            response = self._send(method, path, body, headers or {}, is_signed)
            try:
                problem = self._problem(response)
                if problem and problem.status == 401 and is_signed and (method == "HEAD" or problem.code == "nonce.expired"):
                    response.close()
                    response = self._send(method, path, body, headers or {}, is_signed)  # with the nonce that came with the refusal
                    problem = self._problem(response)
                if problem:
                    raise refusal(problem)
                yield response
            finally:
                response.close()

    def _send(self, method: str, path: str, body: Body, headers: Mapping[str, str], is_signed: bool) -> httpx.Response:
        import httpx

        self.go_on()
        habits = self.habits
        request = self._client.build_request(
            method,
            self.url + path,
            headers=dict(headers),
            content=body.content if isinstance(body.content, bytes) else body.content(),
            extensions={"trace": self._note},
            timeout=httpx.Timeout(connect=habits.connect_s, write=habits.stall_s, read=habits.silence_s(body.size), pool=None),
        )
        if is_signed:
            request.headers["Authorization"] = self._authorization(method, request.url.raw_path.decode(), body.says)
        response = self._client.send(request, stream=True)
        if response.headers.get("Bukti") != "1":
            response.close()
            raise line_broke() if response.status_code >= 500 else portal()  # a gateway whose server is away, or a log-in page
        with self._door:
            self._nonce, self._has_answered = response.headers.get("Bukti-Nonce", self._nonce), True
        return response

    def _authorization(self, method: str, target: str, says: str) -> str:
        if self._device_key is None:
            raise ValueError("a signed call needs the device key")
        with self._door:
            nonce = self._nonce
        if not nonce:
            nonce = str(self.ask("GET", "/v1/nonce", is_signed=False).json().get("nonce", ""))
        message = f"{method}\n{target}\n{says}\n{nonce}".encode()
        signature = sign(self._device_key, "device", message, purpose=REQUEST)
        return f"Bukti device={signature.key}, nonce={nonce}, signature={b64encode(signature.der).decode()}"

    def _read(self, response: httpx.Response) -> bytes:
        content = bytearray()
        for piece in response.iter_raw():
            content += piece
            if len(content) > ANSWER_BYTES_MAX:
                raise unreadable_answer()
        self.meter.came(len(content))
        return bytes(content)

    def _problem(self, response: httpx.Response) -> Problem | None:
        if response.status_code < 400:
            return None
        try:
            given = json.loads(self._read(response) or b"{}")
        except (ValueError, RecursionError):
            given = {}
        fields: dict[str, object] = given if isinstance(given, dict) else {}
        offset, wait = response.headers.get("Upload-Offset", ""), response.headers.get("Retry-After", "")
        return Problem(
            response.status_code,
            str(fields.get("code", "")),
            _number(offset),
            float(_number(wait) or 0),
            fields,
        )

    @contextmanager
    def _line_errors(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.ConnectError as error:
            if _is_certificate(error):
                raise unknown_certificate() from error
            self.meter.broke()
            raise line_broke() from error
        except httpx.TransportError as error:
            self.meter.broke()
            raise line_broke() from error
        except httpx.InvalidURL as error:
            raise no_address() from error


def _number(text: str) -> int | None:
    """Return the whole number that a header holds; None for anything else, and for one that no honest server sends."""
    return int(text) if text.isdecimal() and len(text) <= 15 else None


def _is_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
