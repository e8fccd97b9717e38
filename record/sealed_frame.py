"""Sealed frames: a frame of a parcel that only named keys can open, for sticks and second copies. Each stands alone."""

from __future__ import annotations

import base64
import os
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from record.errors import NotGenuine, Unreadable
from record.header import HEX64, OFFICE
from record.parcel import FRAME_BYTES_MAX
from record.seal import FRAME, WRAPPED_BYTES, key_id, unwrap_key, wrap_key
from record.strict_json import parse_object, to_bytes

HEAD_BYTES_MAX = 32 * 1024  # about 130 readers
SEALED_FRAME_BYTES_MAX = 44 + HEAD_BYTES_MAX + 12 + FRAME_BYTES_MAX + 16
_MAGIC = re.compile(rb"BKS([0-9])")
_HEAD = struct.Struct(">4sII32s")  # magic, length of the head, length of the body, SHA-256 of both


class Newer(Unreadable):
    """Written by a later version of the format: not damaged, only not for this build."""


@dataclass(frozen=True, slots=True)
class SealedFrame:
    """Who may open it (key ids), whose it is (office code), and the bytes as they travel."""

    office: str
    to: Mapping[str, bytes]
    raw: bytes
    _salt: str
    _head: bytes
    _body: bytes

    def open(self, private_key: X25519PrivateKey) -> bytes:
        """Return the frame inside, for `record.parcel.read_frame`. Raises NotGenuine when it is not for this key, or was changed."""
        wrapped = self.to.get(key_id(private_key.public_key().public_bytes_raw()))
        if wrapped is None:
            raise NotGenuine("not sealed to this key")
        content_key = unwrap_key(wrapped, private_key, bound_to=self._salt, purpose=FRAME)
        try:
            return AESGCM(content_key).decrypt(self._body[:12], self._body[12:], self._head)
        except (InvalidTag, ValueError) as error:
            raise NotGenuine("the sealed frame was changed") from error


def seal_frame(frame: bytes, readers: Mapping[str, bytes], *, office: str) -> bytes:
    """Return a frame sealed to the readers (key id -> raw X25519 public key). office: whose it is; everybody can see that.

    What is bound to the wrapped keys is a random salt and no hash of the content: nobody can ask a stick for a known picture.
    """
    if not readers:
        raise Unreadable("sealed to nobody")
    content_key, nonce, salt = os.urandom(32), os.urandom(12), os.urandom(32).hex()
    to = {reader: wrap_key(content_key, key, bound_to=salt, purpose=FRAME) for reader, key in sorted(readers.items())}
    head = to_bytes({"v": 1, "office": office, "salt": salt, "to": {reader: base64.b64encode(one).decode() for reader, one in to.items()}})
    if len(head) > HEAD_BYTES_MAX:
        raise Unreadable("too many readers")
    body = nonce + AESGCM(content_key).encrypt(nonce, frame, head)
    return _HEAD.pack(b"BKS1", len(head), len(body), sha256(head + body).digest()) + head + body


def read_sealed_frame(raw: bytes) -> SealedFrame:
    """Return one sealed frame, unopened. Raises Unreadable for a cut, changed or oversized one, Newer for one of a later version."""
    if len(raw) < _HEAD.size:
        raise Unreadable("the sealed frame is cut")
    head_length, body_length, digest = _lengths(raw[: _HEAD.size])
    rest = raw[_HEAD.size :]
    if len(rest) != head_length + body_length or sha256(rest).digest() != digest:
        raise Unreadable("the sealed frame is cut or damaged")
    head = rest[:head_length]
    given = parse_object(head)
    office, salt, to = given.get("office"), given.get("salt"), given.get("to")
    if not isinstance(office, str) or not OFFICE.fullmatch(office) or not isinstance(salt, str) or not HEX64.fullmatch(salt):
        raise Unreadable("the head of the sealed frame has a wrong form")
    if not isinstance(to, dict) or any(not HEX64.fullmatch(reader) for reader in to):
        raise Unreadable("a reader of the sealed frame is not a key id")
    return SealedFrame(office, {reader: _wrapped(text) for reader, text in to.items()}, raw, salt, head, rest[head_length:])


def read_sealed_file(source: BinaryIO) -> Iterator[SealedFrame]:
    """Return the sealed frames of a file one after another. Raises Unreadable (Newer) at the first bad one."""
    while start := source.read(_HEAD.size):
        if len(start) < _HEAD.size:
            raise Unreadable("the file is cut")
        head_length, body_length, _ = _lengths(start)
        yield read_sealed_frame(start + source.read(head_length + body_length))


def _lengths(start: bytes) -> tuple[int, int, bytes]:
    magic, head_length, body_length, digest = _HEAD.unpack(start)
    version = _MAGIC.fullmatch(magic)
    if version is None:
        raise Unreadable("not a sealed parcel of this program")
    if version[1] != b"1":
        raise Newer("written by a newer version of Bukti")
    if head_length > HEAD_BYTES_MAX or body_length > 12 + FRAME_BYTES_MAX + 16:
        raise Unreadable("the sealed frame is longer than allowed")
    return head_length, body_length, digest


def _wrapped(text: object) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError as error:
        raise Unreadable("not Base64") from error
    if len(raw) != WRAPPED_BYTES:
        raise Unreadable("a wrapped key has a wrong length")
    return raw
