"""HTTP/1.1 as uvicorn speaks it, with an end to the patience for a request whose head does not come."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """Closes a connection on which a head has begun, or should have, and is not whole after `head_s` seconds."""

    head_s = 30.0
    _ending: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._rest()
        elif self._ending is None and not self.transport.is_closing():
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._ending = self.loop.call_later(self.head_s, self.transport.close)

    def _rest(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None


def patient(head_s: float) -> type[PatientProtocol]:
    """Return the protocol with this patience."""
    return type("PatientProtocol", (PatientProtocol,), {"head_s": head_s})
