"""Statements signed by the centre: receipts ("I hold ..."), credentials ("this key is known to me"), and what it has ended."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from record.errors import Unreadable
from record.header import HEX64, OFFICE, UUID, is_time
from record.seal import can_seal_to, key_id
from record.signature import RECEIPT, Signature, public_bytes, sign, verify
from record.strict_json import parse_object, to_bytes

RECEIPT_BYTES_MAX = 256 * 1024


@dataclass(frozen=True, slots=True)
class HeldLog:
    """The signer holds this log from 1 to seq without a gap, bodies included; head is the id of record number seq."""

    log: str
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class HeldBlob:
    """The signer holds this file whole; size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was kept aside, with the reason."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a peer says it holds. `at` is its own time (ISO 8601 with offset), `by` the id of its key.

    office: to which it is given; empty in the centre's earlier receipts and in those of a hub.
    """

    by: str
    at: str
    office: str = ""
    logs: tuple[HeldLog, ...] = ()
    blobs: tuple[HeldBlob, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """The centre knows this office's device and person key (ids of the keys). Issued at enrolment.

    seal_key: the centre's own key to which sticks are sealed (raw X25519, Base64); empty where an earlier centre did not tell it.
    """

    by: str
    at: str
    office: str
    device: str
    person: str
    sign_key: str
    seal_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """The centre has carried these orders of destruction out (ids of records) where it keeps things itself."""

    by: str
    at: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The centre's key `key` takes the place of `former` (both SPKI). Said twice, once signed with each of the two keys.

    at: from then on the former key signs nothing. seal_key: to which sticks are sealed now (raw X25519, Base64).
    """

    by: str
    at: str
    former: bytes
    key: bytes
    seal_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """The centre has ended these devices (ids of keys). One that was named once stays ended, whatever a later statement names."""

    by: str
    at: str
    devices: tuple[str, ...]


Statement = Receipt | Credential | Cleared | Succession | Revocation


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement's exact bytes and the DER signature over RECEIPT + bytes."""

    body: bytes
    der: bytes

    def to_bytes(self) -> bytes:
        return to_bytes({"body": base64.b64encode(self.body).decode(), "der": base64.b64encode(self.der).decode()})

    @classmethod
    def from_bytes(cls, raw: bytes) -> Signed:
        """Raises Unreadable above 256 KiB or for another shape."""
        if len(raw) > RECEIPT_BYTES_MAX:
            raise Unreadable("the receipt is longer than 256 KiB")
        given = parse_object(raw)
        body, der = given.get("body"), given.get("der")
        if given.keys() != {"body", "der"} or not isinstance(body, str) or not isinstance(der, str):
            raise Unreadable("not a signed statement")
        try:
            return cls(base64.b64decode(body, validate=True), base64.b64decode(der, validate=True))
        except ValueError as error:  # also for text that is not ASCII
            raise Unreadable("not Base64") from error


def sign_receipt(key: ec.EllipticCurvePrivateKey, receipt: Receipt) -> Signed:
    """Return the receipt as signed bytes. `receipt.by` must be the key's id."""
    body = to_bytes(
        {
            "v": 1,
            "kind": "receipt",
            "by": receipt.by,
            "at": receipt.at,
            **({"office": receipt.office} if receipt.office else {}),
            "logs": [{"log": held.log, "seq": held.seq, "head": held.head} for held in receipt.logs],
            "blobs": [{"sha256": held.sha256, "size": held.size} for held in receipt.blobs],
            "refused": [{"record": item.record, "reason": item.reason} for item in receipt.refused],
        }
    )
    return Signed(body, sign(key, "centre", body, purpose=RECEIPT).der)


def sign_credential(key: ec.EllipticCurvePrivateKey, credential: Credential) -> Signed:
    """Return the credential as signed bytes. `credential.by` must be the key's id."""
    body = to_bytes(
        {
            "v": 1,
            "kind": "credential",
            "by": credential.by,
            "at": credential.at,
            "office": credential.office,
            "device": credential.device,
            "person": credential.person,
            "sign_key": credential.sign_key,
            **({"seal_key": credential.seal_key} if credential.seal_key else {}),
        }
    )
    return Signed(body, sign(key, "centre", body, purpose=RECEIPT).der)


def sign_cleared(key: ec.EllipticCurvePrivateKey, cleared: Cleared) -> Signed:
    """Return the word that orders were carried out as signed bytes. `cleared.by` must be the key's id."""
    body = to_bytes({"v": 1, "kind": "cleared", "by": cleared.by, "at": cleared.at, "orders": list(cleared.orders)})
    return Signed(body, sign(key, "centre", body, purpose=RECEIPT).der)


def sign_revocation(key: ec.EllipticCurvePrivateKey, said: Revocation) -> Signed:
    """Return the list of ended devices as signed bytes. `said.by` must be the key's id."""
    body = to_bytes({"v": 1, "kind": "revocation", "by": said.by, "at": said.at, "devices": list(said.devices)})
    return Signed(body, sign(key, "centre", body, purpose=RECEIPT).der)


def sign_succession(key: ec.EllipticCurvePrivateKey, said: Succession) -> Signed:
    """Return the succession as signed bytes. `said.by` must be the key's id, the former's or the new one's."""
    told = {"former": base64.b64encode(said.former).decode(), "key": base64.b64encode(said.key).decode(), "seal_key": said.seal_key}
    body = to_bytes({"v": 1, "kind": "succession", "by": said.by, "at": said.at, **told})
    return Signed(body, sign(key, "centre", body, purpose=RECEIPT).der)


def open_statement(signed: Signed, spki: bytes) -> Statement:
    """Return a statement after checking its signature by the key in `spki` (DER). Raises NotGenuine or Unreadable."""
    verify(spki, Signature("centre", key_id(spki), signed.der), signed.body, purpose=RECEIPT)
    given = parse_object(signed.body)
    if given.get("v") != 1 or given.get("v") is True or given.get("by") != key_id(spki):
        raise Unreadable("a statement of another version or by another key")
    at = given.get("at")
    if not isinstance(at, str) or not is_time(at):
        raise Unreadable("a statement without a time")
    match given.get("kind"):
        case "receipt":
            return Receipt(
                by=key_id(spki),
                at=at,
                office=_match(OFFICE.fullmatch(_text(given, "office"))) if "office" in given else "",
                logs=tuple(_held_log(item) for item in _list(given, "logs")),
                blobs=tuple(_held_blob(item) for item in _list(given, "blobs")),
                refused=tuple(Refused(_text(item, "record"), _text(item, "reason")) for item in _list(given, "refused")),
            )
        case "credential":
            return Credential(
                by=key_id(spki),
                at=at,
                office=_match(OFFICE.fullmatch(_text(given, "office"))),
                device=_match(HEX64.fullmatch(_text(given, "device"))),
                person=_match(UUID.fullmatch(_text(given, "person"))),
                sign_key=_match(HEX64.fullmatch(_text(given, "sign_key"))),
                seal_key=_seal_key(given.get("seal_key")),
            )
        case "cleared":
            return Cleared(by=key_id(spki), at=at, orders=_hashes(given, "orders"))
        case "succession":
            former, new, seal = (_base64(given, name) for name in ("former", "key", "seal_key"))
            if spki not in (former, new) or former == new or not _seal_key(given.get("seal_key")):
                raise Unreadable("a succession by a third key")
            return Succession(by=key_id(spki), at=at, former=former, key=new, seal_key=base64.b64encode(seal).decode())
        case "revocation":
            return Revocation(by=key_id(spki), at=at, devices=_hashes(given, "devices"))
    raise Unreadable("an unknown kind of statement")


def _base64(given: dict[str, object], key: str) -> bytes:
    try:
        return base64.b64decode(_text(given, key), validate=True)
    except ValueError as error:
        raise Unreadable(f"{key} is not Base64") from error


def _hashes(given: dict[str, object], key: str) -> tuple[str, ...]:
    value = given.get(key)
    if not isinstance(value, list):
        raise Unreadable(f"{key} is not a list")
    return tuple(_match(HEX64.fullmatch(item) if isinstance(item, str) else None) for item in value)


def centre_key_id(key: ec.EllipticCurvePrivateKey) -> str:
    """Return the id of a centre key, as it stands in `by`."""
    return key_id(public_bytes(key))


def _list(given: dict[str, object], key: str) -> list[dict[str, object]]:
    value = given.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Unreadable(f"{key} is not a list of objects")
    return value


def _text(given: dict[str, object], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise Unreadable(f"{key} is not a text")
    return value


def _whole(given: dict[str, object], key: str) -> int:
    value = given.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unreadable(f"{key} is not a whole number")
    return value


def _seal_key(value: object) -> str:
    """Return the key as it stands there, nothing when no parcel can be sealed to it."""
    try:
        return value if isinstance(value, str) and can_seal_to(base64.b64decode(value, validate=True)) else ""
    except ValueError:
        return ""


def _match(found: object) -> str:
    if found is None:
        raise Unreadable("an id has a wrong form")
    return str(found.group())  # type: ignore[attr-defined]


def _held_log(item: dict[str, object]) -> HeldLog:
    if (seq := _whole(item, "seq")) < 1:
        raise Unreadable("a log held up to nothing")
    return HeldLog(_match(UUID.fullmatch(_text(item, "log"))), seq, _match(HEX64.fullmatch(_text(item, "head"))))


def _held_blob(item: dict[str, object]) -> HeldBlob:
    return HeldBlob(_match(HEX64.fullmatch(_text(item, "sha256"))), _whole(item, "size"))
