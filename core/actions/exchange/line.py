"""The line of a vault to the centre that it has enrolled with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.exchange.errors import not_enrolled
from core.exchange.link import Link
from core.reporter import Reporter
from core.vault import local
from core.vault.vault import Vault


@contextmanager
def line_of(vault: Vault, report: Reporter, *, url: str | None = None, link: Link | None = None) -> Iterator[Link]:
    """Yield the line that was given, or a new one that is closed at the end. url: another address of the same centre.

    Raises NotEnrolled, LineRefused.
    """
    if link is not None:
        link.report = report
        yield link
        return
    with vault.read() as tx:
        known, centres = local.setting(tx, "server"), vault.centre_keys(tx)
    if not isinstance(known, str) or not centres:
        raise not_enrolled()
    with Link(url or known, vault.log.device_key, report=report) as own:
        yield own
