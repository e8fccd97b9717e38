"""The line to timestamp and certificate authorities: plain requests whose answers are signed, with limits on time and size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.exchange.errors import LineBroke, line_broke

if TYPE_CHECKING:
    import httpx

ANSWER_BYTES_MAX = 16 * 1024 * 1024
TIMEOUT_S = 30.0


class PublicLine:
    """Close it after use. http is enough here: what comes back is signed by the authority and checked."""

    def __init__(self, client: httpx.Client | None = None) -> None:
        import httpx  # as in core/exchange/link.py

        self._client = client or httpx.Client(timeout=TIMEOUT_S, follow_redirects=True, max_redirects=3)

    def __enter__(self) -> PublicLine:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def post(self, url: str, body: bytes, media_type: str) -> bytes:
        """Return the answer to a request. Raises LineBroke without an answer of 200, or for one that is far too long."""
        return self._ask("POST", url, body, {"Content-Type": media_type})

    def get(self, url: str) -> bytes:
        """Return what lies at an address. Raises LineBroke as `post`."""
        return self._ask("GET", url, None, {})

    def _ask(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        import httpx

        received = bytearray()
        try:
            with self._client.stream(method, url, content=body, headers=headers) as answer:
                if answer.status_code != 200:
                    raise unanswered()
                for piece in answer.iter_bytes():
                    received += piece
                    if len(received) > ANSWER_BYTES_MAX:
                        raise unanswered()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise line_broke() from error
        return bytes(received)


def unanswered() -> LineBroke:
    return LineBroke("The authority did not answer.", "Try again later; the papers are as they were.")
