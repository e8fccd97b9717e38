"""A part: a salted body of a record, bound to the header by its hash, so that it can be destroyed without breaking anything."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from record.errors import NotGenuine, Unreadable
from record.header import PART_BYTES_MAX, PartRef
from record.seal import SEAL_BYTES, WRAPPED_BYTES, Sealed, seal
from record.strict_json import parse_object, to_bytes

SALT_BYTES = 16
_SALT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Part:
    """A body with the reference that the header carries. `stored` is what vault and parcel keep: plaintext, or sealed bytes."""

    ref: PartRef
    plaintext: bytes
    stored: bytes

    @classmethod
    def fresh(cls, name: str, content: Mapping[str, object], *, sealed_to: Mapping[str, bytes] | None = None) -> Part:
        """Return a new part with 128 bits of salt, so that nobody can guess a short body from its hash.

        content: JSON values without floats. sealed_to: key id -> raw X25519 public key of each reader.
        Raises Unreadable above 1 MiB or for a float.
        """
        plaintext = to_bytes({"salt": os.urandom(SALT_BYTES).hex(), **content})
        digest, size = sha256(plaintext).hexdigest(), len(plaintext)
        if size > PART_BYTES_MAX:
            raise Unreadable("the part is larger than 1 MiB")
        if sealed_to is None:
            return cls(PartRef(name=name, sha256=digest, size=size), plaintext, plaintext)
        stored = seal(plaintext, sealed_to, bound_to=digest).to_bytes()
        ref = PartRef(name=name, sha256=digest, size=size, sealed_to=tuple(sorted(sealed_to)), sealed_sha256=sha256(stored).hexdigest())
        return cls(ref, plaintext, stored)


def check_stored(ref: PartRef, stored: bytes) -> None:
    """Check what vault or parcel keep of a part, sealed or not, without opening it. Raises NotGenuine.

    An open part must be readable too: what is kept must never stop the views later.
    """
    expected = ref.sealed_sha256 or ref.sha256
    if sha256(stored).hexdigest() != expected or (ref.sealed_to is None and len(stored) != ref.size):
        raise NotGenuine(f"part {ref.name} is not the one that was signed")
    if ref.sealed_to is None:
        try:
            check_plaintext(ref, stored)
        except Unreadable as error:
            raise NotGenuine(f"part {ref.name} is not written as the format says: {error}") from error
        return
    try:
        sealed = Sealed.from_bytes(stored)
    except Unreadable as error:
        raise NotGenuine(f"part {ref.name} is not sealed as the format says: {error}") from error
    if sealed.bound_to != ref.sha256 or tuple(sorted(sealed.to)) != ref.sealed_to:
        raise NotGenuine(f"part {ref.name} is sealed to others than the record says")
    if len(sealed.ciphertext) != SEAL_BYTES + ref.size or any(len(wrapped) != WRAPPED_BYTES for wrapped in sealed.to.values()):
        raise NotGenuine(f"part {ref.name} is sealed with wrong lengths")


def check_plaintext(ref: PartRef, plaintext: bytes) -> dict[str, object]:
    """Return the body of an opened part without its salt. Raises NotGenuine for another hash or size, Unreadable for bad JSON."""
    if len(plaintext) != ref.size or sha256(plaintext).hexdigest() != ref.sha256:
        raise NotGenuine(f"part {ref.name} is not the one that was signed")
    content = parse_object(plaintext)
    salt = content.pop("salt", None)
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise Unreadable(f"part {ref.name} has no salt")
    return content


def sealed_of(ref: PartRef, stored: bytes) -> Sealed:
    """Return the sealed form of a stored part. Raises NotGenuine or Unreadable."""
    check_stored(ref, stored)
    return Sealed.from_bytes(stored)
