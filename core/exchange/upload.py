"""One upload: bytes that the centre knows by their SHA-256 go in pieces, after every break from the byte that the server names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from hashlib import sha256

from core.exchange import calls
from core.exchange.errors import LineBroke, ServerBusy, ServerRefused, line_broke
from core.exchange.link import Link
from core.exchange.patience import Patience

ONCE_MORE = ("parcel.unreadable", "piece.damaged", "blob.hash_differs")  # may be the line's doing: once more, then stop
_BEGIN_ANEW = ("parcel.unreadable", "blob.hash_differs")
_TRY_AGAIN = (*ONCE_MORE, "upload.offset", "upload.superseded")


class Upload(ABC):
    """name: of the bytes in the protocol, as `blobs/SHA-256`. offset: where the server is believed to stand.

    mends: how often it tries again after bytes arrived damaged.
    """

    mends = 1

    def __init__(self, link: Link, name: str, *, size: int, offset: int = 0) -> None:
        self.link, self.name, self.size, self.offset = link, name, size, offset
        self.furthest = offset  # what was ever given to the line

    @property
    @abstractmethod
    def is_halted(self) -> bool:
        """Whether it shall end at the next piece; what went is kept at the server."""

    @abstractmethod
    def content(self, start: int) -> Iterator[bytes]:
        """Yield the bytes from `start` on, in pieces as they shall travel."""

    @abstractmethod
    def show(self, done: int) -> None:
        """Hear how many bytes the server holds, or will when the line holds."""

    def run(self) -> calls.Taken | None:
        """Return the server's answer to the whole, with its receipt; None when it was halted before.

        Raises NoLine when patience ends, Cancelled, ServerRefused, and what `content` raises.
        """
        patience, damaged, is_unsure = self.link.patience(), 0, False
        self.show(self.offset)
        while not self.is_halted:
            try:
                taken = self._ask() if is_unsure else self._patch(self.offset)
            except LineBroke as error:
                is_unsure = True
                patience.failed(error)
            except ServerRefused as error:
                code, stands_at = error.problem.code, error.problem.offset
                damaged += code in ONCE_MORE
                if damaged > self.mends or not (isinstance(error, ServerBusy) or code in _TRY_AGAIN):
                    raise
                patience.failed(error, retry_after_s=error.problem.retry_after_s)
                is_unsure = stands_at is None and code not in _BEGIN_ANEW
                if not is_unsure:
                    self._stand_at(0 if code in _BEGIN_ANEW else stands_at or 0, patience)
            else:
                if taken.receipt is not None:
                    return taken
                if not is_unsure and taken.offset <= self.offset and not self.is_halted:
                    patience.failed(line_broke())  # it answers well, and takes nothing
                is_unsure = False
                self._stand_at(taken.offset, patience)
        return None

    def _ask(self) -> calls.Taken:
        """Ask where the server stands, by claiming that all is there: this fences off an attempt that hangs in a dead connection."""
        try:
            return self._patch(self.size)
        except ServerRefused as error:
            if error.problem.code != "upload.offset" or error.problem.offset is None:
                raise
            return calls.Taken(None, error.problem.offset)

    def _patch(self, offset: int) -> calls.Taken:
        return calls.patch(self.link, self.name, offset=offset, size=self.size, pieces=self._pieces)

    def _stand_at(self, offset: int, patience: Patience) -> None:
        if offset > self.offset:
            patience.progressed()
        self.offset = min(offset, self.size)
        self.show(self.offset)

    def _pieces(self) -> Iterator[bytes]:
        at = self.offset
        for content in self.content(at):
            if self.is_halted or self.link.report.is_stopped:
                return  # ends in order: what went is kept there
            self.link.meter.sent(len(content), never_arrived=at < self.furthest, known=at < self.offset)
            at += len(content)
            self.furthest = max(self.furthest, at)
            yield calls.piece(content, sha256(content).digest())
            self.show(at)
