"""Looking at the files of a vault: each as it was signed, or away by right; a damaged one that somebody else holds is to come again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from core.actions.check.check_records import Finding
from core.reporter import Reporter
from core.vault import absent, truth
from core.vault.absent import DAMAGED, FREED, Absent
from core.vault.truth import StoredRecord
from core.vault.vault import Vault
from core.vault.views import received
from core.words import say
from record.errors import Unreadable
from record.header import Header
from record.receipt import HeldBlob, Receipt


@dataclass(slots=True)
class Files:
    """What a check saw of the files. coming: SHA-256 -> size, of those damaged or missing here that the centre has signed for, or that
    another laptop wrote. whole: of those noted so before that are whole.
    """

    count: int = 0
    freed: int = 0
    came_again: int = 0
    coming: dict[str, int] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)

    def look(self, vault: Vault, tx: Connection, own: str | None, report: Reporter) -> Iterator[Finding]:
        """Yield what is not as it should be. own: this laptop's log. report: under "blobs" bytes of files. Raises Cancelled."""
        held = {row.sha256: row.size for row in tx.execute(select(truth.held_blobs))}
        away = absent.all_absent(tx)
        yield from _not_signed_for(vault, tx, away)
        self.freed = sum(one.why == FREED for one in away.values())
        noted = {digest: one.size for digest, one in away.items() if one.why == DAMAGED}
        self.came_again = len(absent.damaged_once(tx) & held.keys())
        named, mine = _named(tx, own)
        here = held | noted
        self.count, before, total = len(here), 0, sum(here.values())
        report.step(0, total, "blobs")

        def told(done: int) -> None:
            report.step(before + done, total, "blobs")

        for digest in sorted(here.keys() | named.keys()):
            if digest not in here:
                if digest not in away and (digest in mine or vault.blobs.has(digest)):
                    yield Finding("blob", digest, say("the vault no longer knows that it holds this file"))
                continue
            if digest not in named:
                yield Finding("blob", digest, say("no record names this file"))
                continue
            why = vault.blobs.check(digest, here[digest], told)
            before += here[digest]
            if why is not None:
                yield Finding("blob", digest, why)
                if digest not in mine or received.has_blob(tx, digest):
                    self.coming[digest] = here[digest]
            elif named[digest] != {here[digest]}:
                yield Finding("blob", digest, say("its size is not the one that was signed"))
            elif digest in noted:
                self.whole[digest] = noted[digest]

    def note(self, vault: Vault, at: datetime) -> None:
        """Note what is to come again, and what has come back by itself. A file that only this laptop has stays noted as held: it is
        offered to the centre with every exchange, and each says that it cannot go.
        """
        if not (self.coming or self.whole):
            return
        with vault.write() as tx:
            for digest, size in self.coming.items():
                if truth.holds_blob(tx, digest):  # else noted already, or taken away meanwhile
                    absent.note(tx, Absent(sha256=digest, size=size, why=DAMAGED, at=at.isoformat(), person="", word=""))
            for digest, size in self.whole.items():
                truth.add_held_blob(tx, digest, size)


def _not_signed_for(vault: Vault, tx: Connection, away: dict[str, Absent]) -> Iterator[Finding]:
    """What was removed to make room must be named, with its size, by a receipt of a centre that this vault knows."""
    told = [one for one in vault.statements(tx) if isinstance(one, Receipt) and received.counts_for(one, vault.own_office)] if away else []
    signed_for = {held for one in told for held in one.blobs}
    for digest, one in away.items():
        if one.why == FREED and HeldBlob(digest, one.size) not in signed_for:
            yield Finding("blob", digest, say("the file was removed from here, and no receipt of the centre names it"))


def _named(tx: Connection, own: str | None) -> tuple[dict[str, set[int]], set[str]]:
    """Return SHA-256 -> the sizes that records name, and the files that this laptop itself has written of."""
    named: dict[str, set[int]] = {}
    mine: set[str] = set()
    for stored in truth.all_records(tx):
        header = _header(stored)
        for ref in header.blobs if header is not None else ():
            named.setdefault(ref.sha256, set()).add(ref.size)
            if header is not None and header.log == own:
                mine.add(ref.sha256)
    return named, mine


def _header(stored: StoredRecord) -> Header | None:
    try:
        return stored.header
    except Unreadable:
        return None
