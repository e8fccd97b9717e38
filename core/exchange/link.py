"""The line to one server: requests signed by this laptop and tried again, and every failure of the line turned into a sentence."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import urlsplit

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
)
from core.exchange.meter import Meter
from core.exchange.open_connections import TICK_S, OpenConnections
from core.exchange.patience import Habits, Patience
from core.exchange.request_and_answer import ANSWER_BYTES_MAX, NOTHING, Answer, Body, problem_of
from core.exchange.trusted_server import is_certificate_refused, is_loopback, server_url, trusted
from core.reporter import Cancelled, Reporter
from record.signature import REQUEST, sign

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")


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
        self.knows_whole_parcels_only = False  # an earlier server
        self._device_key = device_key
        self._nonce, self._door, self._has_answered = "", Lock(), False
        self._connections = OpenConnections(lambda: self.report.is_stopped, self.habits)
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
        return is_loopback(urlsplit(self.url).hostname or "")

    @property
    def has_answered(self) -> bool:
        """Whether the server has answered anything on this line."""
        return self._has_answered

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connections.close()
        self._client.close()

    # attempts

    def patience(self) -> Patience:
        """Return the patience for one run of attempts."""
        return Patience(self.habits, self.pause, self.habits.attempts if self._has_answered else self.habits.first_attempts)

    def pause(self, seconds: float) -> None:
        """Wait. Raises Cancelled as soon as the person stops the work."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.go_on()
            Event().wait(min(TICK_S, left))
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
        """Open all connections at once, so that nobody waits for a handshake in mid-work. Returns when the first one is open.

        Raises what all of them met, if none opened.
        """
        pool = ThreadPoolExecutor(self.habits.connections, thread_name_prefix="warm")
        opening = [pool.submit(self.ask, "GET", "/v1/nonce", is_signed=False) for _ in range(self.habits.connections)]
        pool.shutdown(wait=False)
        for number, opened in enumerate(as_completed(opening), 1):
            try:
                opened.result()
                return
            except AppError:
                if number == len(opening):
                    raise

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
            extensions={"trace": self._connections.note},
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
        return problem_of(response.status_code, response.headers, self._read(response))

    @contextmanager
    def _line_errors(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.ConnectError as error:
            if is_certificate_refused(error):
                raise unknown_certificate() from error
            self.meter.broke()
            raise line_broke() from error
        except httpx.TransportError as error:
            self.meter.broke()
            raise line_broke() from error
        except httpx.InvalidURL as error:
            raise no_address() from error
