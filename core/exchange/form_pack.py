"""A form pack: new versions of forms in one file, signed by the centre; how it is made and how it is opened. Source: docs/forms.md."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import NotGenuine, Unreadable
from record.header import HEX64, is_time
from record.seal import key_id
from record.signature import Signature, public_bytes, sign, verify
from record.strict_json import parse_object, to_bytes

FORM_PACK = b"bukti/form-pack/1\0"  # purpose of the signature: it can stand for nothing else
PACK_BYTES_MAX = 768 * 1024  # it travels as the part of one record
FORM_BYTES_MAX = 8_000_000


@dataclass(frozen=True, slots=True)
class PackedForm:
    """One version of a form: the XForm, and the JSON beside it (title, layout), as `forms/compiled` keeps them."""

    form_id: str
    version: str
    xml: bytes
    described: bytes

    @property
    def sha256(self) -> str:
        """What answers name."""
        return sha256(self.xml).hexdigest()


@dataclass(frozen=True, slots=True)
class FormPack:
    """by: id of the centre's key; at: its time (ISO 8601 with offset)."""

    by: str
    at: str
    forms: tuple[PackedForm, ...]


def make_form_pack(key: ec.EllipticCurvePrivateKey, forms: Iterable[PackedForm], *, at: str) -> bytes:
    """Return the file. key: the centre's. Raises Unreadable when it would be larger than 768 KiB."""
    told = [
        {"form": one.form_id, "version": one.version, "sha256": one.sha256, "xml": _packed(one.xml), "described": _packed(one.described)}
        for one in forms
    ]
    body = to_bytes({"v": 1, "kind": "form-pack", "by": key_id(public_bytes(key)), "at": at, "forms": told})
    der = sign(key, "centre", body, purpose=FORM_PACK).der
    raw = to_bytes({"body": base64.b64encode(body).decode(), "der": base64.b64encode(der).decode()})
    if len(raw) > PACK_BYTES_MAX:
        raise Unreadable("the pack is larger than 768 KiB; make several")
    return raw


def open_form_pack(raw: bytes, keys: Mapping[str, bytes]) -> FormPack:
    """Return what a pack holds. keys: key id -> SPKI of the centres that are believed.

    Raises NotGenuine when none of them signed it, Unreadable for another shape, a size above the limits or a hash that does not fit.
    """
    if len(raw) > PACK_BYTES_MAX:
        raise Unreadable("the pack is larger than 768 KiB")
    envelope = parse_object(raw)
    if envelope.keys() != {"body", "der"}:
        raise Unreadable("not a form pack")
    body, der = _bytes(envelope["body"]), _bytes(envelope["der"])
    told = parse_object(body)
    by, at, forms = told.get("by"), told.get("at"), told.get("forms")
    if told.keys() != {"v", "kind", "by", "at", "forms"} or told["v"] != 1 or told["kind"] != "form-pack" or not isinstance(forms, list):
        raise Unreadable("not a form pack of version 1")
    if not isinstance(by, str) or not HEX64.fullmatch(by) or not isinstance(at, str) or not is_time(at):
        raise Unreadable("the pack does not say by whom and when it was made")
    if by not in keys:
        raise NotGenuine("the pack is signed by a key that is not known here")
    verify(keys[by], Signature("centre", by, der), body, purpose=FORM_PACK)
    return FormPack(by, at, tuple(_form(one) for one in forms))


def _form(told: object) -> PackedForm:
    if not isinstance(told, dict) or told.keys() != {"form", "version", "sha256", "xml", "described"}:
        raise Unreadable("a form of the pack has a key too few or too many")
    names = [told["form"], told["version"], told["sha256"]]
    if not all(isinstance(one, str) and one for one in names):
        raise Unreadable("a form of the pack has no name or version")
    form = PackedForm(str(told["form"]), str(told["version"]), _unpacked(told["xml"]), _unpacked(told["described"]))
    if form.sha256 != told["sha256"]:
        raise Unreadable("a form of the pack has another hash than the pack says")
    return form


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content, 9)).decode()


def _unpacked(told: object) -> bytes:
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(_bytes(told), FORM_BYTES_MAX)
    except zlib.error as error:
        raise Unreadable("a form of the pack cannot be unpacked") from error
    if not stream.eof or stream.unused_data:
        raise Unreadable("a form of the pack is cut, or larger than 8 MB")
    return content


def _bytes(told: object) -> bytes:
    if not isinstance(told, str):
        raise Unreadable("not Base64")
    try:
        return base64.b64decode(told, validate=True)
    except ValueError as error:  # also for text that is not ASCII
        raise Unreadable("not Base64") from error
