"""What every exchange must leave behind: everything at the centre exactly once - and two clients with planted faults that do not."""

from __future__ import annotations

from core.exchange import calls, plan
from core.exchange.errors import LineBroke, ServerRefused
from core.exchange.link import Link
from core.exchange.send import keep_receipt
from core.vault import truth
from core.vault.outgoing import files, items_of
from core.vault.vault import Vault
from core.vault.views import received
from record.parcel import frames
from tests.exchange.running_centre import RunningCentre


def faults_found(vault: Vault, centre: RunningCentre) -> list[str]:
    """Return what is wrong at the centre after a round: lost, doubled, refused, or not signed for."""
    with vault.read() as tx:
        records = sum(1 for _ in truth.all_records(tx))
        blobs = [wanted.ref for wanted in files(tx)]
        ends, signed = truth.log_ends(tx), received.log_ends(tx)
        unsigned = [wanted.ref.sha256 for wanted in plan.offered(tx, "")]
    held = centre.holds()
    here = {"records": records, "blobs": len(blobs), "bytes": sum(ref.size for ref in blobs), "quarantined": 0, "arriving": 0}
    found = [f"{name}: {held[name]} there, {count} here" for name, count in here.items() if held[name] != count]
    found += [f"log not signed for: {log}" for log, seq in ends.items() if signed.get(log) != seq]
    return found + [f"file not signed for: {digest}" for digest in unsigned]


def needed_bytes(vault: Vault) -> int:
    with vault.read() as tx:
        items = [item for stored in truth.all_records(tx) for item in items_of(tx, stored)]
        return sum(map(len, frames(items))) + sum(wanted.ref.size for wanted in files(tx))


def careless_client(vault: Vault, link: Link, *, after: int = 0) -> int:
    """A planted fault: what was sent counts as arrived, answer or not. after: where it believes to stand. Returns where it then does."""
    with vault.read() as tx:
        new = truth.of_log(tx, vault.log.id, after=after)
        items = [item for stored in new for item in items_of(tx, stored)]
    for frame in frames(items):
        try:
            keep_receipt(vault, calls.post(link, "parcels", frame).receipt)
        except LineBroke:
            continue
    return after + len(new)


def forgetful_client(vault: Vault, link: Link) -> None:
    """A planted fault: after a break everything is sent from the beginning."""
    with vault.read() as tx:
        items = [item for stored in truth.all_records(tx) for item in items_of(tx, stored)]
    while True:
        try:
            for frame in frames(items):
                keep_receipt(vault, calls.post(link, "parcels", frame).receipt)
            return
        except (LineBroke, ServerRefused):
            continue
