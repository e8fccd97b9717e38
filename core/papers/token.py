"""A signing token (smart card or stick) by PKCS#11: which there are, what certificates lie on one, and signing with one after its PIN."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11 import Attribute, Mechanism, ObjectClass, TokenFlag
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.papers.certificate_facts import CertificateFacts, CertificateUnusable, facts_of, refuse_unusable
from core.papers.sign import Hand, as_asn1, hash_for, registry_of
from core.papers.token_key import NoModule, TokenGone, TokenKey, TokenRefused, TokenSeen, WrongPin

GONE = (
    pkcs11.DeviceRemoved, pkcs11.DeviceError, pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised, pkcs11.NoSuchToken, pkcs11.SlotIDInvalid,
    pkcs11.SessionHandleInvalid, pkcs11.SessionClosed, pkcs11.ObjectHandleInvalid, pkcs11.KeyHandleInvalid,
)  # fmt: skip
BAD_PIN = (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange)
ONE_STEP = {"sha256": (Mechanism.ECDSA_SHA256, Mechanism.SHA256_RSA_PKCS), "sha384": (Mechanism.ECDSA_SHA384, Mechanism.SHA384_RSA_PKCS)}


class TokenSigner(PKCS11Signer):
    """Puts into the signature the certificates above the signer's; pyHanko's own class would put the signer's there a second time."""

    def __init__(self, session: Any, *, above: SimpleCertificateStore, **more: Any) -> None:
        super().__init__(session, **more)
        self._above = above

    @property
    def cert_registry(self) -> SimpleCertificateStore:
        return self._above


def tokens(module: str) -> tuple[TokenSeen, ...]:
    """Return the tokens that are plugged in now. Raises NoModule when the library cannot be loaded, TokenRefused when it fails."""
    with _spoken_to():
        return tuple(
            TokenSeen(
                label=token.label, serial=token.serial.hex(), maker=token.manufacturer_id,
                has_keypad=bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH),
            )
            for token in _present(module)
        )  # fmt: skip


def certificates(module: str, serial: str, pin: str | None = None) -> tuple[CertificateFacts, ...]:
    """Return the certificates on a token that have a key there. pin: only for a token that hides them without.

    Raises NoModule, TokenGone, WrongPin, TokenRefused.
    """
    with _spoken_to(), _session(_token(module, serial), pin) as session:
        return tuple(facts_of(certificate) for certificate, _id in _with_key(session, _all(session), has_pin=pin is not None))


@contextmanager
def token_hand(chosen: TokenKey, pin: str, *, at: datetime) -> Iterator[Hand]:
    """Yield the hand of a token's key; it signs as long as the block lasts. at: aware, the moment of signing.

    Raises NoModule, TokenGone (also when it is pulled out while it signs), WrongPin, TokenRefused, CertificateUnusable.
    Source: OASIS PKCS #11 version 3.1.
    """
    with _spoken_to(), _session(_token(chosen.module, chosen.serial), pin) as session:
        everything = _all(session)
        usable = [one for one in _with_key(session, everything, has_pin=True) if chosen.certificate in ("", facts_of(one[0]).sha256)]
        if not usable:
            raise TokenRefused("The token holds no certificate with a key to sign.", "Choose another token or another certificate.")
        if len(usable) > 1:
            usable = [_only_usable(usable, at)]
        certificate, key_id = usable[0]
        refuse_unusable(certificate, at)
        signer = TokenSigner(
            session,
            above=registry_of(certificate, [one for one, _id in everything]),
            signing_cert=as_asn1(certificate),
            key_id=key_id,
            other_certs_to_pull=(),
            use_raw_mechanism=_needs_raw(session, certificate),
            base_sign_kwargs={"pin": pin} if _asks_each_time(session, key_id) else None,
        )
        yield Hand(kind="token", certificate=certificate, signer=signer)


def tries_left(flags: TokenFlag) -> WrongPin:
    """Return the refusal of a wrong PIN, with what the token's flags tell (CKF_USER_PIN_..., PKCS #11 section 3.3)."""
    if flags & TokenFlag.USER_PIN_LOCKED:
        return WrongPin("The PIN of the token is locked.", "Its issuer or the security officer must unlock it; nothing was signed.")
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return WrongPin(
            "The PIN is wrong. One try is left before the token locks.", "Look the PIN up before you try again; nothing was signed."
        )
    if flags & TokenFlag.USER_PIN_COUNT_LOW:
        return WrongPin(
            "The PIN is wrong. Only a few tries are left before the token locks.",
            "Look the PIN up before you try again; nothing was signed.",
        )
    return WrongPin("The PIN is wrong.", "The token does not tell how many tries are left; nothing was signed.")


def _only_usable(found: list[tuple[x509.Certificate, bytes]], at: datetime) -> tuple[x509.Certificate, bytes]:
    fit = []
    for one in found:
        try:
            refuse_unusable(one[0], at)
        except CertificateUnusable:
            continue
        fit.append(one)
    if len(fit) != 1:
        raise TokenRefused("The token holds several certificates.", "Choose with which one to sign.")
    return fit[0]


def _needs_raw(session: Any, certificate: x509.Certificate) -> bool:
    """Many tokens hash in the laptop and only sign the hash."""
    can = session.token.slot.get_mechanisms()
    curve, factors = ONE_STEP[hash_for(certificate)]
    return (curve if isinstance(certificate.public_key(), ec.EllipticCurvePublicKey) else factors) not in can


def _asks_each_time(session: Any, key_id: bytes) -> bool:
    """Keys of some signature cards want the PIN again for every single signature (CKA_ALWAYS_AUTHENTICATE)."""
    return any(
        key[Attribute.ALWAYS_AUTHENTICATE]
        for key in list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: key_id}))
        if Attribute.ALWAYS_AUTHENTICATE in key.get_attributes([Attribute.ALWAYS_AUTHENTICATE])
    )


def _all(session: Any) -> list[tuple[x509.Certificate, bytes]]:
    found = []
    for kept in list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})):
        try:
            found.append((x509.load_der_x509_certificate(bytes(kept[Attribute.VALUE])), bytes(kept[Attribute.ID])))
        except ValueError:  # no certificate of X.509
            continue
    return found


def _with_key(session: Any, found: list[tuple[x509.Certificate, bytes]], *, has_pin: bool) -> list[tuple[x509.Certificate, bytes]]:
    """Those whose private key lies beside them; before the PIN the token hides private keys, and all that are no authority's are shown."""
    if not has_pin:
        return [one for one in found if not _is_authority(one[0])]
    ids = {bytes(key[Attribute.ID]) for key in list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True}))}
    return [one for one in found if one[1] in ids]


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _present(module: str) -> list[Any]:
    """Load the library and ask it which tokens are there."""
    if not module or not Path(module).is_file():
        raise NoModule("There is no token module at this place.", "Choose the file that came with the token's program (.dll, .so).")
    try:
        library = pkcs11.lib(module)
    except (RuntimeError, OSError) as error:  # python-pkcs11 raises RuntimeError when the file is no PKCS#11 library
        raise NoModule("The file is no token module.", "Choose the file that came with the token's program (.dll, .so).") from error
    found = []
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except GONE:
            continue
        if token.flags & TokenFlag.TOKEN_INITIALIZED:
            found.append(token)
    return found


def _token(module: str, serial: str) -> Any:
    found = [token for token in _present(module) if serial in ("", token.serial.hex(), token.label)]
    if not found:
        raise gone()
    if len(found) > 1:
        raise TokenRefused("Several tokens are plugged in.", "Choose with which one to sign.")
    return found[0]


@contextmanager
def _session(token: Any, pin: str | None) -> Iterator[Any]:
    keypad = bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH)
    try:
        session = token.open(user_pin=pkcs11.PROTECTED_AUTH if pin is not None and keypad else pin)
    except BAD_PIN as error:
        raise tries_left(token.slot.get_token().flags) from error
    except pkcs11.PinLocked as error:
        raise tries_left(TokenFlag.USER_PIN_LOCKED) from error
    try:
        yield session
    finally:
        try:
            session.close()
        except pkcs11.PKCS11Error:
            session = None  # it went with the token


@contextmanager
def _spoken_to() -> Iterator[None]:
    """Turn what python-pkcs11 raises into a TokenRefused."""
    try:
        yield
    except GONE as error:
        raise gone() from error
    except pkcs11.PKCS11Error as error:
        if type(error) is pkcs11.PKCS11Error:  # of pyHanko: the key that was there a moment ago cannot be found
            raise gone() from error
        raise TokenRefused(
            "The token did not do it ({why}).",
            "Unplug it, plug it in again, and try once more; nothing was signed.",
            why=type(error).__name__,
        ) from error


def gone() -> TokenGone:
    return TokenGone("The token is not there, or it was pulled out.", "Plug it in and try again; nothing was signed.")
