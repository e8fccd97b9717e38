"""Who asks: every call is signed by a laptop that the roster knows, or for which a centre known here has vouched."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from core.hub.problem import HubProblem
from core.hub.proven import HubNonces
from core.rules.regions import is_drill_code
from core.vault import ended_devices, hand_ins, incoming, truth
from core.vault.incoming import Came, Unpacked
from core.vault.vault import Vault, open_known
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.parcel import read_frame
from record.receipt import Credential, Signed
from record.roster import ROSTER_TYPES, Roster, RosterRecord
from record.seal import key_id
from record.signature import REQUEST, Signature, signatures_from_bytes, verify

_NONCE = r"[\x21\x23-\x2b\x2d-\x7e]{1,120}"
_AUTHORIZATION = re.compile(rf"Bukti device=([0-9a-f]{{64}}), nonce=({_NONCE}), signature=([A-Za-z0-9+/=]{{1,200}})")


@dataclass(frozen=True, slots=True)
class Caller:
    """A laptop that may speak to this hub."""

    device: str
    office: str
    log: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a request says about itself: which device signed it, and over which nonce."""

    device: str
    nonce: str
    der: bytes


def claim_of(authorization: str) -> Claim:
    """Raises HubProblem 401 when a request is not signed as described."""
    found = _AUTHORIZATION.fullmatch(authorization)
    try:
        if found is not None:
            return Claim(found[1], found[2], base64.b64decode(found[3], validate=True))
    except ValueError:
        pass  # said below
    raise HubProblem(401, "signature.wrong", "The request is not signed as docs/protocol.md describes.")


def check_signature(claim: Claim, spki: bytes, nonces: HubNonces, *, method: str, target: str, content: str) -> None:
    """Raises HubProblem 401 unless the device signed exactly this request over a nonce of this hub."""
    message = "\n".join((method, target, content, claim.nonce)).encode()
    try:
        verify(spki, Signature("device", claim.device, claim.der), message, purpose=REQUEST)
    except NotGenuine as error:
        raise HubProblem(401, "signature.wrong", "The signature does not hold for this request.") from error
    if not nonces.holds(claim.nonce):
        raise HubProblem(401, "nonce.expired", "The nonce is too old or of another run of this hub.")


def known_caller(vault: Vault, device: str) -> tuple[Caller, bytes]:
    """Return a laptop that has met this hub before, and its key. Raises HubProblem 401 device.unknown, 403 device.revoked."""
    with vault.read() as tx:
        met = hand_ins.laptop(tx, device)
        if met is None or met.is_refused:
            raise unknown()
        _check_not_ended(vault, tx, device)
    return Caller(device, met.office, met.log), base64.b64decode(met.key)


def admit(vault: Vault, spki: bytes, credentials: Sequence[object], frames: Sequence[bytes]) -> str:
    """Return the office of a laptop that comes: from a roster that is believed here, from a credential of a centre known here, or from
    the own office's roster that it brings, which is then taken in as from a stick.

    Raises HubProblem 401 device.unknown, 403 device.revoked.
    """
    device = key_id(spki)
    with vault.read() as tx:
        _check_not_ended(vault, tx, device)
        roster = vault.roster(tx)
        if (known := roster.devices.get(device)) is not None and known.root not in roster.doubted and roster.is_trusted(known.office):
            return known.office
        if office := _vouched_for(vault, tx, device, credentials):
            return office
        came = _own_roster(vault, frames)
        records = truth.roster_records(tx)[1]
        folded = Roster.of([*records, *(_as_roster(one) for one in came)], vouched=vault.credentials(tx), own_root=_root(vault, tx))
    found = folded.devices.get(device)
    if found is None or found.office != vault.office or found.root != folded.own_root or found.key.ended_after is not None:
        raise unknown()
    with vault.write() as tx:
        incoming.take(vault, tx, came)
        if device not in vault.roster(tx).devices:
            raise unknown()
    return vault.office


def check_kind(vault: Vault, office: str) -> None:
    """Raises HubProblem 403 when a drill laptop comes to a real hub, or the reverse."""
    if is_drill_code(office) != is_drill_code(vault.office):
        raise HubProblem(403, "office.other_kind", "Drill and real data never meet.")


def unknown() -> HubProblem:
    return HubProblem(401, "device.unknown", "This laptop is not known here.")


def _check_not_ended(vault: Vault, tx: Connection, device: str) -> None:
    known = vault.roster(tx).devices.get(device)
    is_ended = known is not None and known.key.ended_after is not None
    if is_ended or device in ended_devices.ended(tx):
        raise HubProblem(403, "device.revoked", "This laptop was ended.")


def _vouched_for(vault: Vault, tx: Connection, device: str, credentials: Sequence[object]) -> str:
    keys = vault.centre_keys(tx)
    for given in credentials[:4]:
        if not isinstance(given, dict):
            continue
        try:
            signed = Signed(base64.b64decode(str(given.get("body")), validate=True), base64.b64decode(str(given.get("der")), validate=True))
        except ValueError:
            continue
        found = open_known(signed, keys)
        if isinstance(found, Credential) and found.device == device:
            return found.office
    return ""


def _own_roster(vault: Vault, frames: Iterable[bytes]) -> list[Came]:
    """Return the roster records of the own office in some frames; all else in them is passed over."""
    unpacked = Unpacked()
    try:
        for raw in frames:
            unpacked.add(read_frame(raw))
    except Unreadable:
        return []
    found = []
    for one in unpacked.take_whole():
        try:
            header = Header.from_bytes(one.header)
        except Unreadable:
            continue
        if header.type in ROSTER_TYPES and header.office == vault.office:
            found.append(one)
    return found


def _as_roster(one: Came) -> RosterRecord:
    try:
        return RosterRecord(one.header, signatures_from_bytes(one.signatures), one.parts)
    except Unreadable:
        return RosterRecord(one.header, (), one.parts)


def _root(vault: Vault, tx: Connection) -> str | None:
    return truth.first_stream(tx, vault.log.id)
