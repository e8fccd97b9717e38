"""What must hold when the story of the exchange machine ends: everything wherever it may be, once, and no receipt without its thing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from core.actions.check.check_vault import check_vault, rows_of_views
from core.vault import local, truth
from core.vault.outgoing import files
from core.vault.vault import Vault
from core.vault.views import exhibits, received
from core.words import say
from record.header import may_read
from server.centre import Centre
from server.stores import tables
from server.stores.counts import counts
from server.stores.database import reading
from tests.rigs.exchange_world import Laptop, World

ROUNDS = 4  # of good exchanges, until everybody has what the others wrote
_OF_RECEIPTS = {"view_received_logs", "view_received_blobs", "view_refused"}  # each laptop hears of these in its own time
_OF_COPYING = ("the log is forked at number {number}: {times} records bear it", "it does not lie where it was written")


def _said(text: str) -> str:
    """Return how a text begins in the person's language, up to its first place."""
    return say(text).partition("{")[0]


def unbacked(centre: Centre, vault: Vault) -> list[str]:
    """Return the receipts of a laptop for which the centre holds nothing durable."""
    with vault.read() as tx:
        ends = received.log_ends(tx)
        signed = {one.id for log, end in ends.items() for one in truth.of_log(tx, log) if one.header.seq <= end}
        files_signed = set(tx.scalars(select(received.blobs.c.sha256)))
    with reading(centre.engine) as tx:
        held = set(tx.scalars(select(tables.records.c.record_id))) | set(tx.scalars(select(tables.quarantine.c.record_id)))
        bodies = set(tx.scalars(select(tables.parts.c.record_id)))
        sizes = {row.sha256: row.size for row in tx.execute(select(tables.holdings.c.sha256, tables.holdings.c.size))}
    found = [f"a receipt for record {one}, which the centre does not hold" for one in sorted(signed - held)]
    found += [f"a receipt for record {one}, of which the centre holds no part" for one in sorted((signed & held) - bodies)]
    for digest in sorted(files_signed):
        if digest not in sizes or not _is_whole(centre, digest, sizes[digest]):
            found.append(f"a receipt for file {digest}, which the centre does not hold whole")
    return found


def _is_whole(centre: Centre, digest: str, size: int) -> bool:
    try:
        return sum(map(len, centre.blobs.read(digest, 0, size + 1))) == size
    except OSError:
        return False


def faults(world: World) -> list[str]:
    """Let everybody exchange over a good line, and return everything that is wrong then."""
    found = [fault for laptop in world.laptops for fault in unbacked(world.server.centre, laptop.vault)]
    for _ in range(ROUNDS):
        for laptop in world.laptops:
            world.sync(laptop, luck=None)
    for laptop in world.laptops:
        found += [f"{laptop.name}: {fault}" for fault in (*unbacked(world.server.centre, laptop.vault), *_at_laptop(world, laptop))]
    return found + _at_centre(world) + _equal_views(world)


def _expected(world: World, office: str) -> tuple[set[str], set[str]]:
    records = {one for one, of in world.written.items() if of == office} - world.gone
    return records, {one for one, of in world.files.items() if of == office} - world.gone


def _at_laptop(world: World, laptop: Laptop) -> list[str]:
    vault, found = laptop.vault, list[str]()
    records, contents = _expected(world, vault.office)
    with vault.read() as tx:
        held = {one.id: one.header for one in truth.all_records(tx)}
        named = [one.ref for one in files(tx)]
        sizes = {row.sha256: row.size for row in tx.execute(truth.held_blobs.select())}
        aside = tx.scalar(select(func.count()).select_from(truth.set_aside)) or 0
        ends, signed = truth.log_ends(tx), received.log_ends(tx)
        drafts = {one.id: one.answers.get("outcome") for one in local.all_drafts(tx)}
        shown = list(tx.scalars(select(exhibits.exhibits.c.original)))
    found += [f"record {one} is lost" for one in sorted(records - held.keys())]
    found += [f"file {one} is lost" for one in sorted(contents - sizes.keys())]
    found += [f"file {one.sha256} is named and not here" for one in named if one.sha256 not in sizes]
    found += [f"file {one} is damaged" for one, size in sizes.items() if vault.blobs.check(one, size) is not None]
    found += [f"file {one} is shown {shown.count(one)} times" for one in sorted(contents) if shown.count(one) > world.attached[one]]
    found += [f"record {one} is not for this office" for one, header in held.items() if not may_read(header.scope, vault.office)]
    found += [f"log {log} is not signed for to its end" for log, end in ends.items() if signed.get(log) != end]
    found += [f"{aside} records are set aside"] if aside else []
    of_copying = _OF_COPYING if world.copied_laptops else ()  # it is, and is named
    found += [str(one) for one in check_vault(vault).findings if not one.why.startswith(tuple(map(_said, of_copying)))]
    lost = [one for one, text in laptop.drafts.items() if drafts.get(one) != {"result": text}]
    return found + [f"draft {one} is not as it was typed" for one in lost]


def _at_centre(world: World) -> list[str]:
    found = list[str]()
    with reading(world.server.centre.engine) as tx:
        held = list(tx.scalars(select(tables.records.c.record_id)))
        whole = set(tx.scalars(select(tables.holdings.c.sha256)))
        told = counts(tx)
    wanted = world.written.keys() - world.gone
    found += [f"centre: record {one} is lost" for one in sorted(wanted - set(held))]
    found += [f"centre: file {one} is lost" for one in sorted(world.files.keys() - world.gone - whole)]
    found += [f"centre: {told[name]} {name}" for name in ("quarantined", "arriving") if told[name]]
    return found + (["centre: records are held twice"] if len(held) != len(set(held)) else [])


def _equal_views(world: World) -> list[str]:
    found, of_office = list[str](), dict[str, list[tuple[str, dict[str, Any]]]]()
    for laptop in world.laptops:
        of_office.setdefault(laptop.vault.office, []).append((laptop.name, _rows(laptop.vault)))
    for seen in of_office.values():
        first_name, first = seen[0]
        for name, rows in seen[1:]:
            found += [f"{name} and {first_name} differ in {table}" for table in first if rows[table] != first[table]]
    return found


def _rows(vault: Vault) -> dict[str, Any]:
    with vault.read() as tx:
        return {name: rows for name, rows in rows_of_views(tx).items() if name not in _OF_RECEIPTS}
