"""The codes printed on a paper: the short facts signed by a person whom the centre has vouched for, and the code of each page. Pure.

All of it is bytes in a QR code, so that a photocopy can be judged without a line and without a vault. Source: docs/format.md section 14.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from record.errors import NotGenuine, Unreadable
from record.header import OFFICE
from record.seal import key_id
from record.signature import public_bytes

CREDENTIAL = b"bukti/paper-credential/1\0"
MARK = b"bukti/paper-mark/1\0"
MARK_KIND, PAGE_KIND, CREDENTIAL_KIND = 0xB1, 0xB2, 0x01
CENTRE_BYTES, POINT_BYTES, SIGNATURE_BYTES, FINGERPRINT_BYTES = 8, 33, 64, 16
NAME_BYTES_MAX, ROLE_BYTES_MAX, FORM_BYTES_MAX, NUMBER_BYTES_MAX, OFFICE_BYTES_MAX = 60, 32, 48, 80, 13
_HALF = 32  # bytes of each of the two numbers of a signature


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCredential:
    """The centre says: this key is of this person of this office. centre: first 16 hex digits of the id of the centre's key."""

    centre: str
    spki: bytes
    office: str
    role: str
    name: str
    raw: bytes

    @property
    def key(self) -> str:
        return key_id(self.spki)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What a paper says in short. paper: id (UUID); records: hex of `records_fingerprint`; day: the date printed on the paper."""

    paper: str
    records: str
    day: date
    office: str
    form: str
    number: str


@dataclass(frozen=True, slots=True)
class PaperMark:
    """The facts, who signed them, and the signature as it stands in the code; nothing of it is believed before `check_mark`."""

    facts: PaperFacts
    credential: PaperCredential
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class PageCode:
    """Which page of which paper a sheet is. paper: the last 16 hex digits of the paper's id, without hyphens; nothing here is signed."""

    paper: str
    page: int
    pages: int


def records_fingerprint(record_ids: tuple[str, ...]) -> str:
    """Return 32 hex digits: the first 128 bits of SHA-256 over the ids (32 bytes each) of the records a paper was made from, in order."""
    return sha256(b"".join(bytes.fromhex(one) for one in record_ids)).digest()[:FINGERPRINT_BYTES].hex()


# writing


def issue_credential(centre: ec.EllipticCurvePrivateKey, *, spki: bytes, office: str, role: str, name: str) -> bytes:
    """Return a credential for a person's key. The same facts give the same bytes (RFC 6979), so nobody has to remember it.

    A name longer than 60 bytes of UTF-8 is cut at a letter. Raises Unreadable when the role does not fit, NotGenuine for no P-256 key.
    """
    said = bytes([CREDENTIAL_KIND]) + bytes.fromhex(key_id(public_bytes(centre)))[:CENTRE_BYTES] + _point(spki)
    said += _packed(office, OFFICE_BYTES_MAX) + _packed(role, ROLE_BYTES_MAX) + _packed(cut(name, NAME_BYTES_MAX), NAME_BYTES_MAX)
    return said + _signed(centre, CREDENTIAL + said)


def make_mark(key: ec.EllipticCurvePrivateKey, facts: PaperFacts, credential: bytes) -> bytes:
    """Return the bytes of a paper's code: facts, credential, and the person's signature over both. A longer number is cut at a letter."""
    said = bytes([MARK_KIND]) + UUID(facts.paper).bytes + bytes.fromhex(facts.records)
    said += (facts.day.year * 10_000 + facts.day.month * 100 + facts.day.day).to_bytes(4)
    said += _packed(facts.office, OFFICE_BYTES_MAX) + _packed(facts.form, FORM_BYTES_MAX)
    said += _packed(cut(facts.number, NUMBER_BYTES_MAX), NUMBER_BYTES_MAX) + credential
    return said + _signed(key, MARK + said)


def make_page_code(paper: str, page: int, pages: int) -> bytes:
    """Return the 13 bytes of the small code at the foot of a page. page counts from 1."""
    return bytes([PAGE_KIND]) + UUID(paper).bytes[8:] + page.to_bytes(2) + pages.to_bytes(2)


def cut(text: str, bytes_max: int) -> str:
    """Return a text as a code holds it: what cannot be printed is a space, and only as many whole letters as fit into so many bytes."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line.encode()[:bytes_max].decode(errors="ignore")


# reading


def read_credential(raw: bytes) -> PaperCredential:
    """Raises Unreadable unless the bytes are one credential and nothing else."""
    reader = _Reader(raw)
    found = _credential(reader)
    reader.end()
    return found


def read_mark(raw: bytes) -> PaperMark:
    """Raises Unreadable unless the bytes are one mark and nothing else."""
    reader = _Reader(raw)
    if reader.take(1)[0] != MARK_KIND:
        raise Unreadable("no paper's code")
    paper, records = str(UUID(bytes=reader.take(16))), reader.take(FINGERPRINT_BYTES).hex()
    number = int.from_bytes(reader.take(4))
    try:
        day = date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError as error:
        raise Unreadable("a date that does not exist") from error
    office = reader.text(OFFICE_BYTES_MAX)
    if not OFFICE.fullmatch(office):
        raise Unreadable("no code of an office")
    form, text = reader.text(FORM_BYTES_MAX), reader.text(NUMBER_BYTES_MAX)
    credential = _credential(reader)
    signed = raw[: reader.at]
    signature = reader.take(SIGNATURE_BYTES)
    reader.end()
    return PaperMark(
        PaperFacts(paper=paper, records=records, day=day, office=office, form=form, number=text), credential, signed, signature
    )  # fmt: skip


def read_page_code(raw: bytes) -> PageCode:
    """Raises Unreadable unless the bytes are the code of a page."""
    if len(raw) != 13 or raw[0] != PAGE_KIND:
        raise Unreadable("no page's code")
    page, pages = int.from_bytes(raw[9:11]), int.from_bytes(raw[11:13])
    if not 1 <= page <= pages:
        raise Unreadable("a page that does not exist")
    return PageCode(raw[1:9].hex(), page, pages)


def page_key(paper: str) -> str:
    """Return how a page's code names a paper: the last 16 hex digits of its id."""
    return paper.replace("-", "")[16:]


# judging


def check_credential(credential: PaperCredential, centre_spki: bytes) -> None:
    """Raises NotGenuine unless this centre has signed the credential."""
    if key_id(centre_spki)[: 2 * CENTRE_BYTES] != credential.centre:
        raise NotGenuine("the credential names another centre")
    _check(centre_spki, CREDENTIAL + credential.raw[:-SIGNATURE_BYTES], credential.raw[-SIGNATURE_BYTES:], "centre")


def check_mark(mark: PaperMark) -> None:
    """Raises NotGenuine unless the key of the credential has signed exactly these facts, as of the credential's office.

    Whether a trusted centre has issued the credential is asked apart (`check_credential`): without that nothing is proven.
    """
    check_signature(mark)
    if mark.credential.office != mark.facts.office:
        raise NotGenuine("the signer is of another office than the paper")


def check_signature(mark: PaperMark) -> None:
    """Raises NotGenuine unless the key of the credential has signed exactly these facts."""
    _check(mark.credential.spki, MARK + mark.signed, mark.signature, "person")


def _check(spki: bytes, message: bytes, signature: bytes, by: str) -> None:
    key = serialization.load_der_public_key(spki)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    der = utils.encode_dss_signature(int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:]))
    try:
        key.verify(der, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise NotGenuine(f"the {by}'s signature does not hold") from error


def _signed(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return r.to_bytes(_HALF) + s.to_bytes(_HALF)


def _point(spki: bytes) -> bytes:
    key = serialization.load_der_public_key(spki)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise NotGenuine("the key is not of the curve P-256")
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)


def _packed(text: str, bytes_max: int) -> bytes:
    raw = text.encode()
    if len(raw) > bytes_max:
        raise Unreadable("a text does not fit into a paper's code")
    return bytes([len(raw)]) + raw


def _credential(reader: _Reader) -> PaperCredential:
    began = reader.at
    if reader.take(1)[0] != CREDENTIAL_KIND:
        raise Unreadable("a credential of another version")
    centre = reader.take(CENTRE_BYTES).hex()
    try:
        spki = public_bytes(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), reader.take(POINT_BYTES)))
    except ValueError as error:
        raise Unreadable("no key of the curve P-256") from error
    office, role, name = reader.text(OFFICE_BYTES_MAX), reader.text(ROLE_BYTES_MAX), reader.text(NAME_BYTES_MAX)
    reader.take(SIGNATURE_BYTES)
    return PaperCredential(centre=centre, spki=spki, office=office, role=role, name=name, raw=reader.raw[began : reader.at])


class _Reader:
    """Takes bytes from the front. Raises Unreadable where there are too few, or some are left."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, count: int) -> bytes:
        taken = self.raw[self.at : self.at + count]
        if len(taken) != count:
            raise Unreadable("the code is cut off")
        self.at += count
        return taken

    def text(self, bytes_max: int) -> str:
        count = self.take(1)[0]
        if count > bytes_max:
            raise Unreadable("a text is too long")
        try:
            text = self.take(count).decode()
        except UnicodeDecodeError as error:
            raise Unreadable("a text is not UTF-8") from error
        if not text.isprintable():  # it goes to terminals and windows as it is
            raise Unreadable("a text with characters that cannot be printed")
        return text

    def end(self) -> None:
        if self.at != len(self.raw):
            raise Unreadable("something follows the code")
