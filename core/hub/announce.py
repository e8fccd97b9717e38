"""Says on the network that an evening station is here (DNS-SD over multicast, RFC 6762 and 6763), and finds those of others."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock

from zeroconf import Error, IPVersion, NonUniqueNameException, ServiceBrowser, ServiceInfo, ServiceListener, Zeroconf

SERVICE = "_bukti-hub._tcp.local."
_ANSWER_MS = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHub:
    """A hub that says it is there. Nothing of it is believed until its key has proven itself. address: host and port."""

    address: str
    hub: str
    office: str
    name: str
    is_drill: bool


class Announcement:
    """Follows the addresses of this laptop. What the network refuses is no reason to end: the address can be typed."""

    def __init__(self, *, hub: str, office: str, name: str, is_drill: bool, port: int, interfaces: Sequence[str] | None = None) -> None:
        """hub: id of its key. interfaces: addresses on which to speak; None for those of the moment."""
        self._told = {"v": "1", "id": hub[:16], "office": office, "name": name, "drill": "1" if is_drill else "0"}
        self._label, self._port, self._interfaces = f"{_label(name)} {hub[:8]}", port, interfaces
        self._zeroconf: Zeroconf | None = None
        self._at: tuple[str, ...] = ()
        self.is_heard: bool | None = None  # None: not tried yet

    def follow(self, addresses: Iterable[str]) -> bool:
        """Announce under these addresses, anew when they have changed. Returns whether they had."""
        now = tuple(self._interfaces if self._interfaces is not None else addresses)
        if now == self._at and self.is_heard:
            return False
        self.close()
        self._at = now
        try:
            self._zeroconf = Zeroconf(interfaces=list(now), ip_version=IPVersion.V4Only)
            info = ServiceInfo(
                SERVICE,
                f"{self._label}.{SERVICE}",
                addresses=[socket.inet_aton(one) for one in now],
                port=self._port,
                properties=self._told,
                server=f"bukti-{self._told['id']}.local.",
            )
            self._zeroconf.register_service(info)
            self.is_heard = True
        except (OSError, Error, NonUniqueNameException):
            self.close()
            self.is_heard = False
        return True

    def close(self) -> None:
        """Say goodbye."""
        if self._zeroconf is not None:
            with suppress(OSError, Error):
                self._zeroconf.close()
            self._zeroconf = None


def find_hubs(
    *, wait_s: float = 3.0, enough: Callable[[Sequence[FoundHub]], bool] | None = None, interfaces: Sequence[str] | None = None
) -> list[FoundHub]:
    """Return the hubs that answer within the time; nothing where the network lets no multicast through. enough: ends the search."""
    heard = _Heard()
    try:
        zeroconf = (
            Zeroconf(interfaces=list(interfaces), ip_version=IPVersion.V4Only) if interfaces else Zeroconf(ip_version=IPVersion.V4Only)
        )
    except OSError:
        return []
    try:
        browser = ServiceBrowser(zeroconf, SERVICE, heard)
        end = time.monotonic() + wait_s
        while (left := end - time.monotonic()) > 0:
            heard.told.wait(left)
            heard.told.clear()
            if enough is not None and enough(heard.found()):
                break
        browser.cancel()
    finally:
        zeroconf.close()
    return heard.found()


class _Heard(ServiceListener):
    def __init__(self) -> None:
        self.told, self._door = Event(), Lock()
        self._found: dict[str, FoundHub] = {}

    def found(self) -> list[FoundHub]:
        with self._door:
            return sorted(self._found.values(), key=lambda one: (one.office, one.name, one.address))

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        info = zc.get_service_info(type_, name, _ANSWER_MS)
        addresses = info.parsed_addresses(IPVersion.V4Only) if info is not None else []
        if info is None or not addresses or not info.port:
            return
        told = {key.decode("utf-8", "replace"): (value or b"").decode("utf-8", "replace")[:80] for key, value in info.properties.items()}
        one = FoundHub(
            address=f"{addresses[0]}:{info.port}",
            hub=told.get("id", ""),
            office=told.get("office", ""),
            name=_shown(told.get("name", "")),
            is_drill=told.get("drill") == "1",
        )
        with self._door:
            self._found[name] = one
        self.told.set()

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.add_service(zc, type_, name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        del zc, type_
        with self._door:
            self._found.pop(name, None)
        self.told.set()


def _label(name: str) -> str:
    """Return a name that fits into the 63 bytes of a DNS label with the id beside it."""
    plain = name.replace(".", " ").strip() or "Bukti"
    return plain.encode()[:50].decode("utf-8", "ignore")


def _shown(name: str) -> str:
    return "".join(one if one.isprintable() else " " for one in name).strip()
