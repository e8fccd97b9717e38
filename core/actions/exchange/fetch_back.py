"""Bringing one file back from the centre because somebody wants to open it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.actions.exchange.line import line_of
from core.actions.exchange.sending import add_spent
from core.errors import AppError
from core.exchange.errors import busy
from core.exchange.fetch import bring
from core.exchange.lanes import Lane
from core.exchange.link import Link
from core.platform import only_one
from core.reporter import Reporter
from core.vault import absent, truth
from core.vault.vault import Vault
from record.header import BlobRef

FETCHING = "fetching"


class FileGone(AppError):
    """Destroyed by a record: it is nowhere any more."""

    code = "file.destroyed"


class NotGiven(AppError):
    code = "file.not_given"


def is_away(vault: Vault, digest: str) -> bool:
    """Return whether a file would have to be fetched first: freed here, found damaged, or never come."""
    with vault.read() as tx:
        return not truth.holds_blob(tx, digest)


def fetch_back(
    vault: Vault, digest: str, size: int, report: Reporter | None = None, *, url: str | None = None, link: Link | None = None
) -> None:
    """Fetch a file that a record names, so that it lies here again; does nothing when it does. size: bytes.

    Goes on where an earlier attempt ended. Raises FileGone, NotGiven when the centre does not give it, NotEnrolled, NoLine, DiskRefused,
    Cancelled.
    """
    report = report or Reporter()
    with vault.read() as tx:
        if truth.holds_blob(tx, digest):
            return
        away = absent.why_not_here(tx, digest)
    if away is not None and away.why == absent.DESTROYED:
        raise FileGone("This file was destroyed by order.", "The record of it says when and why.", sha256=digest)
    lane = Lane(FETCHING, size, tell=lambda done, total: report.step(done, total, FETCHING))
    with _alone(vault, is_freed=away is not None and away.why == absent.FREED), line_of(vault, report, url=url, link=link) as line:
        began = line.meter.bytes
        try:
            is_whole = bring(vault, line, lane, BlobRef(sha256=digest, size=size, media_type="", role="original"))
        finally:
            add_spent(vault, line.meter.bytes - began)
        if not is_whole:
            raise NotGiven(
                "The centre did not give the file.", "Try again later; the second copy or a colleague's laptop may hold it.", sha256=digest
            )
    with vault.write() as tx:
        if not vault.blobs.has(digest):
            raise NotGiven("The centre did not give the file.", "Try again later; the second copy or a colleague's laptop may hold it.")
        truth.add_held_blob(tx, digest, size)


@contextmanager
def _alone(vault: Vault, *, is_freed: bool) -> Iterator[None]:
    """One fetches at a time; a sync never brings a freed file, but it may just be bringing one that has not come yet."""
    with only_one(vault.folder / ("fetch.lock" if is_freed else "sync.lock")) as is_mine:
        if not is_mine:
            raise busy()
        yield
