"""The local page as it is opened and closed: where it is reached, and the three answers that it gives."""

from __future__ import annotations

from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.errors import AppError
from core.hub.addresses import own_addresses
from core.hub.door import Door
from core.hub.limits import HubLimits
from core.phone import page
from core.phone.envelope import NotFromCode
from core.phone.session import HEAD_MAX, PIECE_BYTES, PhoneSession

BODY_MAX = PIECE_BYTES + HEAD_MAX + 1024
STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class NoNetwork(AppError):
    code = "phone.no_network"


@dataclass(frozen=True, slots=True)
class PhoneAddress:
    """One way to the page. host: an address of this laptop; url: with the code, for the QR."""

    host: str
    url: str


class PhoneDoor:
    """Open while it exists; `close` ends it. A context manager."""

    def __init__(self, session: PhoneSession, *, host: str = "0.0.0.0") -> None:
        """host: on which networks, all by default. Raises NoNetwork when this laptop is on none, HubNotOpened when no port is free."""
        if host == "0.0.0.0" and own_addresses() == ["127.0.0.1"]:
            raise NoNetwork("This laptop is on no network.", "Join the Wi-Fi of the office, or the hotspot of the phone itself.")
        self.session, self._host = session, host
        self._door = Door(_app(session), HubLimits(connections_of_one=16), host=host, port=0)
        self.port = self._door.port

    def addresses(self) -> tuple[PhoneAddress, ...]:
        """Return how the page is reached now, the likeliest first."""
        hosts = own_addresses() if self._host == "0.0.0.0" else [self._host]
        return tuple(PhoneAddress(host, f"http://{host}:{self.port}/#{self.session.code}") for host in hosts)

    def close(self) -> None:
        """Take nothing more; what was acknowledged is kept."""
        self.session.end()
        self._door.close()

    def __enter__(self) -> PhoneDoor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _app(session: PhoneSession) -> Starlette:
    async def show_page(_request: Request) -> Response:
        return Response(page.page(), media_type="text/html", headers=STRICT)

    async def give_file(request: Request) -> Response:
        name = str(request.path_params["name"])
        if name not in page.KINDS:
            return Response(status_code=404)
        return Response(page.file(name), media_type=page.KINDS[name], headers=STRICT)

    async def take(request: Request) -> Response:
        closed = bytearray()
        try:
            async for run in request.stream():
                closed += run
                if len(closed) > BODY_MAX:
                    return JSONResponse({"code": "body.too_large"}, 413)
            return Response(await run_sync(session.answer, bytes(closed)), media_type="application/octet-stream", headers=STRICT)
        except NotFromCode as error:
            return JSONResponse({"code": error.code}, 403)
        except ClientDisconnect:  # the Wi-Fi dropped in the middle: the phone asks again
            return Response(status_code=400)

    return Starlette(routes=[Route("/", show_page), Route("/say", take, methods=["POST"]), Route("/{name}", give_file)])
