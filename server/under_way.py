"""What is being answered now, and whether the server takes no more: a stop lets it finish first."""

from __future__ import annotations

from dataclasses import dataclass

from server.problem import Problem

RETRY_AFTER_S = 30  # by then another process, or the same one started anew, listens


@dataclass(slots=True)
class UnderWay:
    """Touched on the server's loop only."""

    requests: int = 0
    is_stopping: bool = False


def stopping() -> Problem:
    headers = {"Retry-After": str(RETRY_AFTER_S), "Connection": "close"}
    return Problem(503, "server.stopping", "The server is being stopped: nothing new is begun.", headers=headers)
