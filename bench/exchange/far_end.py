"""The centre at the far end of a poor line: https, and if asked a share of its connections broken. `far_end FOLDER PERCENT SEED`."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route

from bench.exchange.poor_line import PORT, use_cubic
from server.app import build_app
from server.centre import open_centre
from server.serve import configuration
from tests.rigs.flaky_line import FlakyLine, broken_by_chance


async def take_item(request: Request) -> Response:
    """The other way to send: an item is one POST, answered when it is here."""
    async for _ in request.stream():
        pass
    return Response(status_code=204)


async def give_bulk(request: Request) -> Response:
    """The other way to fetch: so many bytes in one answer."""
    size = int(request.path_params["size"])
    pieces = (os.urandom(min(65_536, size - start)) for start in range(0, size, 65_536))
    return StreamingResponse(pieces, headers={"Content-Length": str(size)}, media_type="application/octet-stream")


def main() -> None:
    folder, percent, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    use_cubic()
    own = os.environ["SERVER_IP"]
    centre = open_centre(folder / "centre", is_drill=True)
    other_ways = [Route("/item", take_item, methods=["POST"]), Route("/bulk/{size:int}", give_bulk)]
    app = Starlette(routes=[*other_ways, Mount("/", build_app(centre))])
    inner = ("127.0.0.1", PORT + 1) if percent else (own, PORT)
    config: uvicorn.Config = configuration(app, *inner)
    config.ssl_certfile, config.ssl_keyfile = str(folder / "far.pem"), str(folder / "far.key")
    if percent:
        threading.Thread(target=_break_some, args=(inner, own, percent, seed), daemon=True).start()
    uvicorn.Server(config).run()


def _break_some(inner: tuple[str, int], own: str, percent: int, seed: int) -> None:
    time.sleep(2)  # the centre listens before the line does: the near end begins when anything listens
    with FlakyLine(inner, broken_by_chance(seed, share=percent / 100), listen=(own, PORT)):
        threading.Event().wait()


if __name__ == "__main__":
    main()
