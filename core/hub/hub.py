"""An evening station that runs beside the window or the command: opened, looked at, closed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.exchange.hub_line import hub_code
from core.hub.addresses import own_addresses
from core.hub.announce import Announcement
from core.hub.app import build_app
from core.hub.arrivals import Arrivals
from core.hub.board import Board, board
from core.hub.desk import HubDesk
from core.hub.door import Door, HubNotOpened
from core.hub.limits import HubLimits, Rates
from core.hub.proven import HubNonces
from core.hub.take_in import TookIn, take_in
from core.platform import device_name, only_one
from core.rules.regions import is_drill_code
from core.vault.vault import Vault
from core.vault.views import Changes
from record.signature import public_bytes

LOOK_S = 5.0  # between two looks at the addresses and at what lies in the folder


@dataclass(frozen=True, slots=True, kw_only=True)
class HubStanding:
    """How a hub stands. addresses: host and port, as others type them; is_announced: whether it is found by itself, None while it tries.

    trouble: None when all is well.
    """

    code: str
    name: str
    addresses: tuple[str, ...]
    is_announced: bool | None
    is_full: bool
    trouble: AppError | None


class Hub:
    """Open it by `open`, close it by `close`, or use it as a context manager. Safe to look at from any thread."""

    def __init__(
        self,
        vault: Vault,
        *,
        host: str = "0.0.0.0",
        port: int | None = None,
        name: str = "",
        is_announced: bool = True,
        limits: HubLimits | None = None,
        now: Now = wall_now,
        changed: Callable[[], None] = lambda: None,
        took: Callable[[Changes], None] = lambda _changes: None,
        room: Callable[[Path], int] | None = None,
    ) -> None:
        """port: None for the usual one. changed: called in any thread when the board may be different; took: when records came in."""
        self._vault, self._host, self._port, self._is_announced = vault, host, port, is_announced
        self._limits, self._now, self._changed, self._took = limits or HubLimits(), now, changed, took
        self._room = room or (lambda path: shutil.disk_usage(path).free)
        self.name = name or device_name()
        self.code = hub_code(public_bytes(vault.log.device_key))
        self.desk: HubDesk | None = None
        self._door: Door | None = None
        self._announcement: Announcement | None = None
        self._stack = ExitStack()
        self._ended, self._taking = Event(), Lock()
        self._worker: Thread | None = None
        self._trouble: AppError | None = None

    def open(self) -> Hub:
        """Raises HubNotOpened when one is open on this vault already, or no port is free; DiskRefused."""
        if not self._stack.enter_context(only_one(self._vault.folder / "hub.lock")):
            self._stack.close()
            raise HubNotOpened("The evening station is open already.", "Look for it in another window of Bukti on this laptop.")
        try:
            vault = self._vault
            self.desk = HubDesk(
                vault=vault,
                arrivals=Arrivals(vault.folder, self._limits, room=self._room),
                limits=self._limits,
                nonces=HubNonces(vault.log.device),
                now=self._now,
                name=self.name,
                signed=Rates(self._limits.signed_per_minute),
                unsigned=Rates(self._limits.unsigned_per_minute),
                changed=self._changed,
            )
            self._door = Door(build_app(self.desk), self._limits, host=self._host, port=self._port)
        except BaseException:
            self._stack.close()
            raise
        if self._is_announced:
            self._announcement = Announcement(
                hub=vault.log.device, office=vault.office, name=self.name, is_drill=is_drill_code(vault.office), port=self._door.port
            )
        self._worker = Thread(target=self._work, name="hub-worker", daemon=True)
        self._worker.start()
        return self

    def close(self) -> None:
        """Take nothing new, let what is under way end; what was acknowledged is kept."""
        if self.desk is None or self._ended.is_set():
            return
        self._ended.set()
        self.desk.woken.set()
        if self._door is not None:
            self._door.close()
        if self._worker is not None:
            self._worker.join()
        if self._announcement is not None:
            self._announcement.close()
        self._stack.close()

    def __enter__(self) -> Hub:
        return self.open()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def port(self) -> int:
        return self._door.port if self._door is not None else 0

    @property
    def address(self) -> str:
        """The first address under which it is reached."""
        return self.standing().addresses[0]

    def standing(self) -> HubStanding:
        hosts = own_addresses() if self._host == "0.0.0.0" else [self._host]
        return HubStanding(
            code=self.code,
            name=self.name,
            addresses=tuple(f"{host}:{self.port}" for host in hosts),
            is_announced=self._announcement.is_heard if self._announcement is not None else False,
            is_full=self.desk is not None and self.desk.is_full,
            trouble=self._trouble,
        )

    def board(self) -> Board:
        return board(self._vault, now=self._now, busy=self.desk.busy() if self.desk is not None else frozenset())

    def take_in(self) -> TookIn:
        """Take what lies in the hub's folder now; the worker does so by itself."""
        assert self.desk is not None
        with self._taking:  # files are put together in one place
            return take_in(self._vault, self.desk.arrivals, busy=self.desk.busy())

    def _work(self) -> None:
        assert self.desk is not None
        while not self._ended.is_set():
            if self._announcement is not None and self._announcement.follow(own_addresses()):
                self._changed()
            if self.desk.is_full and self._room(self._vault.folder) > self._limits.room_bytes:
                self.desk.is_full = False
                self._changed()
            try:
                took = self.take_in()
                self._trouble = None
            except AppError as error:  # a full disk, a busy vault: said on the board, tried again at the next look
                self._trouble = error
                self._changed()
            else:
                if took.records or took.carried:
                    self._took(took.changes)
                    self._changed()
            self.desk.woken.wait(LOOK_S)
            self.desk.woken.clear()
