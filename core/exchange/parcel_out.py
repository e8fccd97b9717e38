"""A parcel on its way out: a large one in pieces, so that a break costs a piece of it; a small one whole, as any to an earlier server."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from core.exchange import calls
from core.exchange.errors import LineBroke, ServerBusy, ServerRefused
from core.exchange.link import Link
from core.exchange.upload import ONCE_MORE, Upload
from record.receipt import Signed

PIECE_BYTES = 16 * 1024  # half of a file's: a parcel has few


def bring_parcel(link: Link, frame: bytes) -> Signed:
    """Bring the centre one frame and return its receipt. Raises NoLine when patience ends, Cancelled, ServerRefused."""
    receipt = _bring(link, "parcels", frame).receipt
    assert receipt is not None
    return receipt


def bring_sealed(link: Link, sealed: bytes) -> calls.Taken:
    """Bring the centre one sealed frame, of this office or another, and return its answer with the receipt; raises as `bring_parcel`."""
    return _bring(link, "sealed", sealed)


def _bring(link: Link, room: str, content: bytes) -> calls.Taken:
    if len(content) > PIECE_BYTES and not link.knows_whole_parcels_only:
        try:
            return _ParcelOut(link, room, content).send()
        except ServerRefused as error:
            if error.problem.status not in (404, 405):
                raise
            link.knows_whole_parcels_only = True
    return _post_whole(link, room, content)


class _ParcelOut(Upload):
    """One parcel on its way out, in pieces. It is never halted: what it holds is small."""

    def __init__(self, link: Link, room: str, content: bytes) -> None:
        super().__init__(link, f"{room}/{sha256(content).hexdigest()}", size=len(content))
        self._content = content

    def send(self) -> calls.Taken:
        taken = self.run()
        assert taken is not None
        return taken

    @property
    def is_halted(self) -> bool:
        return False

    def show(self, done: int) -> None:
        """Its lane counts it when the receipt is there."""

    def content(self, start: int) -> Iterator[bytes]:
        for begin in range(start, self.size, PIECE_BYTES):
            yield self._content[begin : begin + PIECE_BYTES]


def _post_whole(link: Link, room: str, content: bytes) -> calls.Taken:
    patience, tries, unreadable = link.patience(), 0, 0
    while True:
        link.meter.sent(len(content), again=tries > 0)
        tries += 1
        try:
            return calls.post(link, room, content)
        except ServerRefused as error:
            unreadable += error.problem.code in ONCE_MORE
            if not isinstance(error, ServerBusy) and (error.problem.code not in ONCE_MORE or unreadable > 1):
                raise
            patience.failed(error, retry_after_s=error.problem.retry_after_s)
        except LineBroke as error:
            patience.failed(error)
