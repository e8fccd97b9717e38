"""Accounts of the centre's own people: names, roles, areas, passphrases (Argon2id), sessions, and delays after wrong passphrases."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection, delete, insert, select

from server.stores.tables import console_acts, console_failures, console_sessions, console_users

ROLES = ("national", "province", "regency", "administrator")
AREA_OF = {"national": r"", "province": r"[0-9]{2}", "regency": r"[0-9]{2}\.[0-9]{2}", "administrator": r"|[0-9]{2}(?:\.[0-9]{2})?"}
PASSPHRASE_MIN = 12
NAME = re.compile(r"[\w.-]{2,40}")
SESSION = timedelta(hours=8)
_FREE_TRIES, _LONGEST = 3, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class User:
    """area: the office code whose offices this person sees, "" for all of them."""

    name: str
    role: str
    area: str

    @property
    def is_administrator(self) -> bool:
        return self.role == "administrator"

    def sees(self, office: str | None) -> bool:
        """Return whether an office lies in this person's area; what belongs to no office is for those who see all."""
        return not self.area or (office is not None and (office == self.area or office.startswith(self.area + ".")))


def problem_with(name: str, role: str, area: str, passphrase: str) -> str | None:
    """Return why an account cannot be made like this, None when it can."""
    if not NAME.fullmatch(name):
        return "a name has 2 to 40 letters, digits, points or hyphens"
    if role not in ROLES:
        return f"a role is one of {', '.join(ROLES)}"
    if not re.fullmatch(AREA_OF[role], area):
        return "--area is two digits for a province (33), four for a regency (33.74), and none for national"
    if len(passphrase) < PASSPHRASE_MIN:
        return f"a passphrase has at least {PASSPHRASE_MIN} characters"
    return None


def keep_user(tx: Connection, user: User, passphrase: str) -> None:
    """Make an account, or give an old one another role, area and passphrase: whoever is signed in with it is signed out."""
    remove_user(tx, user.name)
    kept = _argon2(secrets.token_bytes(16)).derive_phc_encoded(passphrase.encode())
    tx.execute(insert(console_users).values(name=user.name, role=user.role, area=user.area, passphrase=kept))


def remove_user(tx: Connection, name: str) -> bool:
    """Returns whether there was one."""
    for table in (console_sessions, console_failures):
        tx.execute(delete(table).where(table.c.name == name))
    return tx.execute(delete(console_users).where(console_users.c.name == name)).rowcount > 0


def users(tx: Connection) -> list[User]:
    chosen = select(console_users).order_by(console_users.c.name)
    return [User(row.name, row.role, row.area) for row in tx.execute(chosen)]


def kept_passphrase(tx: Connection, name: str) -> str | None:
    return tx.scalar(select(console_users.c.passphrase).where(console_users.c.name == name))


def is_right(kept: str | None, passphrase: str) -> bool:
    """Return whether a passphrase is the account's. It takes as long when there is no such account. Costs 64 MiB and 0.2 s."""
    try:
        Argon2id.verify_phc_encoded(passphrase.encode(), kept or _nobody())
    except InvalidKey:
        return False
    return kept is not None


def wait_s(tx: Connection, name: str, *, now: datetime) -> int:
    """Return for how many seconds nobody may try this name again."""
    until = tx.scalar(select(console_failures.c.until).where(console_failures.c.name == name))
    left = 0.0 if until is None else (datetime.fromisoformat(until) - now).total_seconds()
    return max(0, int(left) + 1) if left > 0 else 0


def note_failure(tx: Connection, name: str, *, now: datetime) -> None:
    """Count a wrong passphrase: from the third in a row on, each doubles the wait, up to a quarter of an hour.

    A day later it is forgotten.
    """
    tx.execute(delete(console_failures).where(console_failures.c.until < (now - timedelta(days=1)).isoformat()))
    count = (tx.scalar(select(console_failures.c.count).where(console_failures.c.name == name)) or 0) + 1
    delay = timedelta() if count < _FREE_TRIES else min(_LONGEST, timedelta(seconds=5 * 2 ** min(count - _FREE_TRIES, 10)))
    tx.execute(delete(console_failures).where(console_failures.c.name == name))
    tx.execute(insert(console_failures).values(name=name, count=count, until=(now + delay).isoformat()))


def begin_session(tx: Connection, name: str, *, now: datetime) -> str:
    """Return the token of a new session; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    tx.execute(delete(console_sessions).where(console_sessions.c.until < now.isoformat()))
    tx.execute(delete(console_failures).where(console_failures.c.name == name))
    tx.execute(insert(console_sessions).values(token_sha256=_hash(token), name=name, until=(now + SESSION).isoformat()))
    return token


def end_session(tx: Connection, token: str) -> None:
    tx.execute(delete(console_sessions).where(console_sessions.c.token_sha256 == _hash(token)))


def user_of(tx: Connection, token: str, *, now: datetime) -> User | None:
    """Return whose session this is, None when it is none or over."""
    chosen = select(console_users).join(console_sessions, console_sessions.c.name == console_users.c.name)
    row = tx.execute(
        chosen.where(console_sessions.c.token_sha256 == _hash(token), console_sessions.c.until > now.isoformat())
    ).one_or_none()
    return None if row is None else User(row.name, row.role, row.area)


def note_act(tx: Connection, user: User, act: str, subject: str, reason: str, *, now: datetime) -> None:
    tx.execute(insert(console_acts).values(at=now.isoformat(timespec="seconds"), name=user.name, act=act, subject=subject, reason=reason))


def reasons(tx: Connection, act: str) -> dict[str, tuple[str, str, str]]:
    """Return subject -> (time, name, reason) of the last act of this kind."""
    chosen = select(console_acts).where(console_acts.c.act == act).order_by(console_acts.c.number)
    return {row.subject: (row.at, row.name, row.reason) for row in tx.execute(chosen)}


def _argon2(salt: bytes) -> Argon2id:
    return Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)


def _nobody() -> str:
    global _of_nobody
    if not _of_nobody:
        _of_nobody = _argon2(secrets.token_bytes(16)).derive_phc_encoded(secrets.token_bytes(16))
    return _of_nobody


_of_nobody = ""


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
