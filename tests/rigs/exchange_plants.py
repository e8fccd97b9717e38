"""Faults put into the program on purpose, so that the exchange machine can show that it sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from typing import Any

from core.actions.clock import wall_now
from core.actions.exchange import sync_incoming, sync_outgoing
from core.exchange import plan
from core.exchange.fetch import Came
from core.exchange.taking import Taking
from core.vault import truth, views
from core.vault.ids import new_id
from core.vault.vault import Vault
from record.part import Part
from server.stores import chain, receipts, turns
from tests.rigs.put_in import put_in

_numbers = count()


class _NeverCommitted(Exception):
    pass


def _receipt_before_commit() -> tuple[object, str, object]:
    """Now and then the receipt goes out and the commit does not happen."""
    real = turns.writing

    @contextmanager
    def writing(engine: Any) -> Iterator[Any]:
        try:
            with real(engine) as tx:
                yield tx
                if next(_numbers) % 5 == 4:
                    raise _NeverCommitted
        except _NeverCommitted:
            return

    return turns, "writing", writing


def _fork_dropped() -> tuple[object, str, object]:
    """Of two branches of a log only the longer one is told of: the laptop believes that the other one is held too."""
    real = chain.heads

    def heads(tx: Any, logs: Any) -> Any:
        return tuple({one.log: one for one in sorted(real(tx, logs), key=lambda held: held.seq)}.values())

    return receipts.chain, "heads", heads


def _file_forgotten() -> tuple[object, str, object]:
    """The last file is never offered."""
    real = plan.offered

    def offered(tx: Any, peer: str, **more: Any) -> Any:
        return real(tx, peer, **more)[:-1]

    return sync_outgoing, "offered", offered


def _nothing_fetched() -> tuple[object, str, object]:
    """What the others wrote is never asked for."""
    return sync_incoming, "fetch_records", lambda *_args, **_named: Came()


def _entered_again() -> tuple[object, str, object]:
    """A parcel that is read once more enters what it holds anew: a record doubled, under another name."""
    real = Taking.finish

    def finish(taking: Taking) -> None:
        real(taking)
        if taking.came.known:
            _enter_again(taking._vault)

    return Taking, "finish", finish


def _enter_again(vault: Vault) -> None:
    with vault.write() as tx:
        for stored in truth.all_records(tx):
            if stored.header.type == "exhibit.added":
                bodies = {one.name: truth.open_part(tx, stored.header, stored.id, one.name) for one in stored.header.parts}
                parts = [
                    Part.fresh(name, {key: value for key, value in (body or {}).items() if key != "salt"}) for name, body in bodies.items()
                ]
                said = {"type": stored.header.type, "person": stored.header.person, "schema": stored.header.schema, "at": wall_now()}
                again = vault.log.append(tx, stream=new_id(), parts=parts, blobs=stored.header.blobs, **said)  # type: ignore[arg-type]
                views.update(tx, [(again.id, again.header)])
                return


PLANTS: dict[str, Callable[[], tuple[object, str, object]]] = {
    "receipt-before-commit": _receipt_before_commit,
    "fork-dropped": _fork_dropped,
    "file-forgotten": _file_forgotten,
    "nothing-fetched": _nothing_fetched,
    "entered-again": _entered_again,
}


def planted(name: str | None) -> AbstractContextManager[None]:
    """Put a fault in for as long as the block runs; None: the program as it is."""
    return put_in(PLANTS, name)
