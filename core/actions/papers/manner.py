"""In which manner a person signs a paper: with his own key, a certificate file or a token, and what the block shows of his hand."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec

from core.papers.certificate_facts import facts_of, refuse_other_name, sha256_of
from core.papers.signature_field import SignatureField
from core.papers.strokes import Strokes, strokes_png
from core.vault.vault import Vault
from record.roster import Person

if TYPE_CHECKING:
    from cryptography import x509

    from core.papers.sign import Hand
    from core.papers.token_key import TokenKey


@dataclass(frozen=True, slots=True)
class Signer:
    """The person who unlocked, and the key to his signature: for one legal act, or one batch whose list was shown."""

    person: Person
    key: ec.EllipticCurvePrivateKey

    @property
    def hand(self) -> Hand:
        """Return the hand of his own key, with the certificate that the roster names."""
        from cryptography import x509

        from core.papers.sign import hand_of

        certificate = x509.load_der_x509_certificate(base64.b64decode(str(self.person.entry["certificate"])))
        return hand_of("own_key", self.key, certificate)


def signer_of(vault: Vault, passphrase: str) -> Signer:
    """Return the person who unlocked with his key. Raises WrongPassphrase, NobodyHere."""
    with vault.read() as tx:
        return Signer(vault.person(tx), vault.signing_key(tx, passphrase))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Manner:
    """key_file: the bytes of a PKCS#12 file; token: a key on a token; neither: the own key. secret: the file's passphrase or the PIN.

    strokes: the drawn signature for the block. name_confirmed: somebody has said that a certificate with another name is his.
    Nothing of it is kept or written anywhere.
    """

    key_file: bytes | None = None
    token: TokenKey | None = None
    secret: str = ""
    strokes: Strokes = ()
    name_confirmed: bool = False

    @contextmanager
    def hand(self, signer: Signer | None, at: datetime) -> Iterator[Hand]:
        """Yield what makes the signatures while the block lasts. signer: None where no vault is at hand, and so no own key.

        Raises WrongFilePassphrase, KeyFileRefused, CertificateUnusable; NoModule, TokenGone, WrongPin, TokenRefused.
        """
        from core.papers.key_file import open_key_file

        if self.token is not None:
            from core.papers.token import token_hand  # loads the library of tokens, which most people never need

            with token_hand(self.token, self.secret, at=at) as hand:
                yield hand
        elif self.key_file is not None:
            yield open_key_file(self.key_file, self.secret, at=at)
        elif signer is not None:
            yield signer.hand
        else:
            raise ValueError("neither a key nor a person")


OWN_KEY = Manner()


def signed_in(
    pdf: bytes, block: SignatureField, signer: Signer, hand: Hand, manner: Manner, at: datetime
) -> tuple[bytes, dict[str, object]]:
    """Return the paper signed in a block, and what its record says of that. Raises NameDiffers until the name was confirmed."""
    from core.papers.sign import sign_with

    waits_for = block.label.partition(": ")[2] or signer.person.name
    if hand.kind != "own_key" and not manner.name_confirmed:
        refuse_other_name(hand.certificate, waits_for)
    name = signer.person.name if hand.kind == "own_key" else facts_of(hand.certificate).name or signer.person.name
    reason = block.label.partition(":")[0] or signer.person.position
    signed = sign_with(pdf, hand, field_name=block.name, name=name, reason=reason, at=at, strokes_png=strokes_png(manner.strokes))
    return signed, told_of(hand.kind, hand.certificate, block.name)


def told_of(kind: str, certificate: x509.Certificate, block: str) -> dict[str, object]:
    """Return what a record says of a signature: how it was made, the certificate's SHA-256, and the block. Source: docs/format.md."""
    return {"how": {"kind": kind, "certificate": sha256_of(certificate)}, "block": block}
