"""A pack: new versions of forms, or a new version of the rules, in one file signed by the centre. Source: docs/official-forms.md.

A third kind, a new version of the program, is in record/program_pack.py.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import NotGenuine, Unreadable
from record.header import HEX64, is_time
from record.seal import key_id
from record.signature import Signature, public_bytes, sign, verify
from record.strict_json import parse_object, to_bytes

FORMS, RULES, PROGRAM = "form-pack", "rule-pack", "program-pack"
PURPOSES = {  # of the signature: it can stand for nothing else
    FORMS: b"bukti/form-pack/1\0",
    RULES: b"bukti/rule-pack/1\0",
    PROGRAM: b"bukti/program-pack/1\0",
}
PACK_BYTES_MAX = 768 * 1024  # it travels as the part of one record
FILE_BYTES_MAX = 8_000_000
_FILE_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\.[a-z]{1,8}")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """by: id of the centre's key; at: its time (ISO 8601 with offset). One of `forms` and `rules` (file name -> content) is empty."""

    by: str
    at: str
    forms: tuple[PackedForm, ...] = ()
    rules: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def holds(self) -> dict[str, str]:
        """Name of each thing in it -> hash: "model_a 2" of a form version, "rules <hash>" of the rules."""
        if self.forms:
            return {f"{one.form_id} {one.version}": one.sha256 for one in self.forms}
        digest = rules_sha256(self.rules)
        return {f"rules {digest[:12]}": digest}


def make_form_pack(key: ec.EllipticCurvePrivateKey, forms: Iterable[PackedForm], *, at: str) -> bytes:
    """Return the file. key: the centre's. Raises Unreadable when it would be larger than 768 KiB."""
    told = [
        {"form": one.form_id, "version": one.version, "sha256": one.sha256, "xml": packed(one.xml), "described": packed(one.described)}
        for one in forms
    ]
    return make_signed(key, FORMS, at, {"forms": told})


def make_rule_pack(key: ec.EllipticCurvePrivateKey, rules: Mapping[str, bytes], *, at: str) -> bytes:
    """Return the file. rules: file name -> content, all of them. Raises Unreadable when it would be larger than 768 KiB."""
    told = {name: packed(content) for name, content in sorted(rules.items())}
    return make_signed(key, RULES, at, {"sha256": rules_sha256(rules), "rules": told})


def open_pack(raw: bytes, keys: Mapping[str, bytes]) -> Pack:
    """Return what a pack holds. keys: key id -> SPKI of the centres that are believed.

    Raises NotGenuine when none of them signed it, Unreadable for another shape, a size above the limits or a hash that does not fit.
    """
    said = open_signed(raw, keys, kinds=(FORMS, RULES))
    if said.kind == FORMS:
        return Pack(by=said.by, at=said.at, forms=_forms(said.rest))
    return Pack(by=said.by, at=said.at, rules=_rules(said.rest))


@dataclass(frozen=True, slots=True)
class Said:
    """What a key has signed. rest: the keys of the body beyond those that every kind has."""

    kind: str
    by: str
    at: str
    rest: Mapping[str, object]


def open_signed(raw: bytes, keys: Mapping[str, bytes], *, kinds: tuple[str, ...]) -> Said:
    """Return the body of a pack of one of these kinds. Raises NotGenuine and Unreadable as `open_pack`."""
    if len(raw) > PACK_BYTES_MAX:
        raise Unreadable("the pack is larger than 768 KiB")
    envelope = parse_object(raw)
    if envelope.keys() != {"body", "der"}:
        raise Unreadable("not a pack")
    body, der = _bytes(envelope["body"]), _bytes(envelope["der"])
    told = parse_object(body)
    kind, by, at = told.get("kind"), told.get("by"), told.get("at")
    if not isinstance(kind, str) or kind not in kinds or told.get("v") != 1 or told.get("v") is True:
        raise Unreadable("not a pack of a kind and version that is known here")
    if not isinstance(by, str) or not HEX64.fullmatch(by) or not isinstance(at, str) or not is_time(at):
        raise Unreadable("the pack does not say by whom and when it was made")
    if by not in keys:
        raise NotGenuine("the pack is signed by a key that is not known here")
    verify(keys[by], Signature("centre", by, der), body, purpose=PURPOSES[kind])
    return Said(kind, by, at, {key: value for key, value in told.items() if key not in ("v", "kind", "by", "at")})


def rules_sha256(rules: Mapping[str, bytes]) -> str:
    """Return the hash over names and contents of the files of the rules."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(rules.items()))
    return sha256("".join(lines).encode()).hexdigest()


def make_signed(key: ec.EllipticCurvePrivateKey, kind: str, at: str, rest: Mapping[str, object]) -> bytes:
    """Return a pack with these keys beyond those that every kind has. Raises Unreadable when it would be larger than 768 KiB."""
    body = to_bytes({"v": 1, "kind": kind, "by": key_id(public_bytes(key)), "at": at, **rest})
    der = sign(key, "centre", body, purpose=PURPOSES[kind]).der
    raw = to_bytes({"body": base64.b64encode(body).decode(), "der": base64.b64encode(der).decode()})
    if len(raw) > PACK_BYTES_MAX:
        raise Unreadable("the pack is larger than 768 KiB; make several")
    return raw


def _forms(told: Mapping[str, object]) -> tuple[PackedForm, ...]:
    forms = told.get("forms")
    if told.keys() != {"forms"} or not isinstance(forms, list):
        raise Unreadable("not a form pack of version 1")
    return tuple(_form(one) for one in forms)


def _form(told: object) -> PackedForm:
    if not isinstance(told, dict) or told.keys() != {"form", "version", "sha256", "xml", "described"}:
        raise Unreadable("a form of the pack has a key too few or too many")
    names = [told["form"], told["version"], told["sha256"]]
    if not all(isinstance(one, str) and one for one in names):
        raise Unreadable("a form of the pack has no name or version")
    form = PackedForm(str(told["form"]), str(told["version"]), unpacked(told["xml"]), unpacked(told["described"]))
    if form.sha256 != told["sha256"]:
        raise Unreadable("a form of the pack has another hash than the pack says")
    return form


def _rules(told: Mapping[str, object]) -> dict[str, bytes]:
    files = told.get("rules")
    if told.keys() != {"sha256", "rules"} or not isinstance(files, dict) or not files or len(files) > 32:
        raise Unreadable("not a rule pack of version 1")
    if not all(_FILE_NAME.fullmatch(name) for name in files):
        raise Unreadable("a file of the rules has no good name")
    rules = {name: unpacked(content) for name, content in files.items()}
    if rules_sha256(rules) != told["sha256"]:
        raise Unreadable("the rules of the pack have another hash than the pack says")
    return rules


def packed(content: bytes) -> str:
    """Return bytes zlib-compressed, in Base64."""
    return base64.b64encode(zlib.compress(content, 9)).decode()


def unpacked(told: object) -> bytes:
    """Return what `packed` was given. Raises Unreadable, also above 8 MB."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(_bytes(told), FILE_BYTES_MAX)
    except zlib.error as error:
        raise Unreadable("a file of the pack cannot be unpacked") from error
    if not stream.eof or stream.unused_data:
        raise Unreadable("a file of the pack is cut, or larger than 8 MB")
    return content


def _bytes(told: object) -> bytes:
    if not isinstance(told, str):
        raise Unreadable("not Base64")
    try:
        return base64.b64decode(told, validate=True)
    except ValueError as error:  # also for text that is not ASCII
        raise Unreadable("not Base64") from error
