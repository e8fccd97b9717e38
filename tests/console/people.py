"""A centre with offices, laptops, contacts, a fork and quarantined records, and its people's way in."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from sqlalchemy import insert

from server.centre import Centre
from server.stores.console_accounts import User, keep_user
from server.stores.database import writing
from server.stores.tables import contacts, devices

PASSPHRASE = "kuda hijau di atas menara"
KINDS = {"anna": ("national", ""), "budi": ("province", "00"), "citra": ("regency", "00.01"), "dewi": ("administrator", "")}


def make_people(centre: Centre) -> None:
    with writing(centre.engine) as tx:
        for name, (role, area) in KINDS.items():
            keep_user(tx, User(name, role, area), PASSPHRASE)


def add_offices(centre: Centre, count: int, *, now: datetime) -> None:
    """Enrolled offices with a last contact each: 00.01.001 ..., by turns today, days ago and never."""
    with writing(centre.engine) as tx:
        rows, seen = [], []
        for number in range(1, count + 1):
            office = f"00.{number % 37 + 1:02}.{number // 37 + 1:02}"
            device = sha256(str(number).encode()).hexdigest()
            at = (now - timedelta(days=60)).isoformat(timespec="seconds")
            rows.append({"device": device, "office": office, "name": "Laptop 1", "spki": b"", "at": at})
            if number % 97:
                silent = timedelta(hours=number % 9) if number % 3 else timedelta(days=number % 12, hours=3, minutes=number % 60)
                seen.append({"office": office, "device": device, "at": (now - silent).isoformat(timespec="seconds")})
        tx.execute(insert(devices), rows)
        tx.execute(insert(contacts), seen)


@dataclass
class Seen:
    status: int
    headers: Mapping[str, str]
    text: str
    cookies: list[str]


@dataclass
class Person:
    """Somebody with a browser that keeps cookies, without the browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Seen:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
        if fields is not None:
            body, sent["Content-Type"] = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, sent)
        answer = connection.getresponse()
        given = answer.msg.get_all("set-cookie") or []
        for one in given:
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        seen = Seen(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode(), given)
        connection.close()
        return seen

    def see(self, path: str) -> Seen:
        return self.ask("GET", path)

    def sign_in(self, name: str, passphrase: str = PASSPHRASE) -> Seen:
        return self.ask("POST", "/console/sign-in", {"name": name, "passphrase": passphrase})

    def form_key(self, path: str = "/console/offices") -> str:
        return self.see(path).text.partition('name="form_key" value="')[2].partition('"')[0]

    def send(self, path: str, **fields: str) -> Seen:
        return self.ask("POST", path, {"form_key": self.form_key(), **fields})
