"""A bad line on loopback: carries TCP connections to a server and breaks them by a plan."""

from __future__ import annotations

import math
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

UP, DOWN = "up", "down"
KINDS = ("reset", "cut", "lost_reply", "stall", "twice")


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one connection.

    reset: after `at` bytes in direction `way` both ends get a reset. cut: the same, but an orderly end, and what was on its way is gone.
    stall: after `at` bytes nothing passes any more and nobody is told. lost_reply: the request passes whole, its answer never does
    (`at` answers pass before). twice: once the connection has ended, all that the client sent is sent again on a fresh one.
    """

    kind: str
    way: str = UP
    at: int = 0


Plan = Callable[[int], Fault | None]  # number of the connection (0, 1, 2 ...) -> its fault


def clean(_number: int) -> Fault | None:
    """A line on which nothing breaks."""
    return None


def broken_by_chance(seed: int, *, share: float = 0.3, span: int = 65536, kinds: tuple[str, ...] = KINDS) -> Plan:
    """Return a plan that breaks a share of the connections, at an offset that is log-uniform in 1..span: headers as often as bodies."""

    def plan(number: int) -> Fault | None:
        chance = random.Random(f"{seed}/{number}")
        if chance.random() >= share:
            return None
        at = int(math.exp(chance.uniform(0, math.log(span))))
        kind = chance.choice(kinds)
        return Fault(kind, chance.choice((UP, DOWN)), at if kind != "lost_reply" else 0)

    return plan


def broken_at(fault: Fault, *numbers: int) -> Plan:
    """Return a plan that breaks only the connections of these numbers."""
    return lambda number: fault if number in numbers else None


class FlakyLine:
    """Listens on loopback and carries to a server there. `with FlakyLine(to, plan) as line: line.url`.

    listen: another address of this machine, for a bench whose client sits behind a poor link.
    """

    def __init__(self, to: tuple[str, int], plan: Plan = clean, *, listen: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        self.to, self.plan = to, plan
        self.hits: Counter[str] = Counter()
        self.delivered = 0  # bytes that reached the server, but for those sent twice by the line itself
        self.connections = 0
        self._door = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(listen)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._is_closed = False

    def __enter__(self) -> FlakyLine:
        self._start(self._listen)
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        with self._door:
            self._is_closed = True
            left = list(self._open)
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in left:
            _end(one)
        for thread in self._threads:
            thread.join(10)

    def cut_all(self) -> None:
        """End every connection that is open now."""
        with self._door:
            left = list(self._open)
        for one in left:
            _end(one)

    def _start(self, work: Callable[..., None], *given: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._door:
                number, self.connections = self.connections, self.connections + 1
            self._start(self._carry, client, self.plan(number))

    def _carry(self, client: socket.socket, fault: Fault | None) -> None:
        try:
            server = socket.create_connection(self.to, timeout=10)
            server.settimeout(None)
        except OSError:
            _reset(client)
            return
        with self._door:
            self._open |= {client, server}
        sent = bytearray()
        link = _Carried(client, server, fault, sent, self._count, self._deliver)
        other = self._start(link.pump, DOWN)
        link.pump(UP)
        other.join()
        for one in (client, server):
            one.close()
        with self._door:
            self._open -= {client, server}
        if fault is not None and fault.kind == "twice" and sent:
            self._count("twice")
            self._send_again(bytes(sent))

    def _send_again(self, sent: bytes) -> None:
        try:
            with socket.create_connection(self.to, timeout=10) as again:
                again.sendall(sent)
                again.shutdown(socket.SHUT_WR)
                while again.recv(65536):
                    pass
        except OSError:
            return

    def _deliver(self, size: int) -> None:
        with self._door:
            self.delivered += size

    def _count(self, kind: str) -> None:
        with self._door:
            self.hits[kind] += 1


@dataclass(slots=True)
class _Carried:
    client: socket.socket
    server: socket.socket
    fault: Fault | None
    sent: bytearray
    count: Callable[[str], None]
    deliver: Callable[[int], None]
    is_stalled: bool = False

    def pump(self, way: str) -> None:
        """Carry one direction until it ends or the fault strikes."""
        source, to = (self.client, self.server) if way == UP else (self.server, self.client)
        passed = 0
        try:
            while piece := source.recv(65536):
                if self.is_stalled:
                    continue  # swallowed; the ends must find out by themselves
                if way == UP and self.fault is not None and self.fault.kind == "twice":
                    self.sent += piece
                if (end := self._breaks(way, passed, len(piece))) is not None:
                    self._pass_on(way, to, piece[:end])
                    if not self._strike():
                        return
                    continue
                self._pass_on(way, to, piece)
                passed += len(piece)
            to.shutdown(socket.SHUT_WR)
        except OSError:
            for one in (self.client, self.server):
                _end(one)

    def _pass_on(self, way: str, to: socket.socket, piece: bytes) -> None:
        to.sendall(piece)
        if way == UP:
            self.deliver(len(piece))

    def _breaks(self, way: str, passed: int, length: int) -> int | None:
        if self.fault is None or self.fault.kind == "twice":
            return None
        if self.fault.kind == "lost_reply":
            return 0 if way == DOWN and passed >= self.fault.at else None
        return self.fault.at - passed if way == self.fault.way and passed + length > self.fault.at else None

    def _strike(self) -> bool:
        """Returns whether the pump goes on (only to swallow what comes)."""
        assert self.fault is not None
        self.count(self.fault.kind)
        match self.fault.kind:
            case "stall":
                self.is_stalled = True
                return True
            case "cut":
                _end(self.client)
                _end(self.server)
            case _:
                _reset(self.client)
                _reset(self.server)
        return False


def _reset(one: socket.socket) -> None:
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.shutdown(socket.SHUT_RD)  # wakes the other pump; close() then sends the reset
        one.close()
    except OSError:
        return


def _end(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
