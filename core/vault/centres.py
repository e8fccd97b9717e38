"""The keys of the centre that this vault believes: the one it enrolled with, and those that took its place."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from core.vault import local
from record.errors import NotGenuine
from record.pack import Pack
from record.receipt import Statement, Succession
from record.seal import key_id
from record.signature import is_p256

KEYS, FOLLOWED = "centre_keys", "centre_followed"  # settings: SPKI in Base64; key id -> what took its place, since when


def keys(tx: Connection) -> Mapping[str, bytes]:
    """Return key id -> SPKI."""
    kept = local.setting(tx, KEYS)
    return {key_id(raw): raw for raw in map(base64.b64decode, kept)} if isinstance(kept, list) else {}


def keep_key(tx: Connection, spki: bytes) -> None:
    local.keep_setting(tx, KEYS, [base64.b64encode(one).decode() for one in dict.fromkeys([*keys(tx).values(), spki])])


def name(tx: Connection) -> str:
    """Return the name under which this vault remembers how far it has come with its centre: that stays when the key changes."""
    later = {one["key"] for one in _followed(tx).values()}
    return ",".join(sorted(set(keys(tx)) - later))


def follow(tx: Connection, said: Succession) -> None:
    """Believe the new key from now on, and the former one for what it signed before. said: signed by one of the keys believed here.

    Raises NotGenuine when another key took the former one's place before: then somebody else has the former key.
    """
    former, new, before = key_id(said.former), key_id(said.key), _followed(tx)
    if before.get(former, {}).get("key", new) != new:
        raise NotGenuine("another key took the place of this one before")
    for spki in (said.former, said.key):
        if not is_p256(spki):
            raise NotGenuine("a succession to something that is no key")
        keep_key(tx, spki)
    if former not in before:
        local.keep_setting(tx, FOLLOWED, {**before, former: {"key": new, "at": said.at, "seal_key": said.seal_key}})


def check_in_time(tx: Connection, said: Statement | Pack) -> None:
    """Raises NotGenuine for what a former key has signed after another took its place."""
    given_up = _followed(tx).get(said.by)
    late = given_up is not None and datetime.fromisoformat(said.at) > datetime.fromisoformat(given_up["at"])
    if late and not isinstance(said, Succession):
        raise NotGenuine("signed with a key that the centre had given up")


def seal_keys(tx: Connection) -> tuple[set[str], set[str]]:
    """Return the keys to seal to that came with a change of the centre's key (Base64): those in force, and ids of keys given up."""
    followed = _followed(tx)
    return {one["seal_key"] for one in followed.values() if one["key"] not in followed}, set(followed)


def _followed(tx: Connection) -> dict[str, dict[str, str]]:
    kept = local.setting(tx, FOLLOWED)
    return {str(key): {str(name): str(value) for name, value in one.items()} for key, one in kept.items()} if isinstance(kept, dict) else {}
