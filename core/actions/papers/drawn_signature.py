"""A person's own drawn signature, kept on this laptop for his later papers: sealed to his key, so that nobody else can put it on one."""

from __future__ import annotations

import base64
from hashlib import sha256

from core.papers.strokes import Strokes
from core.vault import local
from core.vault.vault import NobodyHere, Vault
from record.errors import NotGenuine, Unreadable
from record.seal import Sealed, key_id, seal
from record.strict_json import parse_object, to_bytes

STROKES_BYTES_MAX = 256 * 1024


def keep_drawn_signature(vault: Vault, strokes: Strokes) -> None:
    """Keep the strokes for the person who unlocked, in place of what he had; without any stroke nothing is kept any more.

    Raises NobodyHere when nobody has unlocked with his own passphrase.
    """
    with vault.write() as tx:
        person = vault.person(tx)
        if vault.me is None:
            raise NobodyHere("Nobody who may write has unlocked this vault.", "Unlock it with your own passphrase.")
        public = vault.me.seal_key.public_key().public_bytes_raw()
        plain = to_bytes({"strokes": [[list(point) for point in stroke] for stroke in strokes]})
        sealed = seal(plain, {key_id(public): public}, bound_to=sha256(plain).hexdigest())
        kept = base64.b64encode(sealed.to_bytes()).decode() if strokes and len(plain) <= STROKES_BYTES_MAX else ""
        local.keep_setting(tx, _name(person.id), kept)


def drawn_signature(vault: Vault) -> list[list[list[int]]]:
    """Return the kept strokes of the person who unlocked; empty when there are none, or they were sealed to a key he no longer has."""
    with vault.read() as tx:
        kept = local.setting(tx, _name(vault.me.person_id)) if vault.me is not None else None
    if vault.me is None or not isinstance(kept, str) or not kept:
        return []
    try:
        given = parse_object(Sealed.from_bytes(base64.b64decode(kept)).open(vault.me.seal_key)).get("strokes")
    except (NotGenuine, Unreadable, ValueError):
        return []
    return given if isinstance(given, list) else []


def _name(person_id: str) -> str:
    return f"drawn_signature/{person_id}"
