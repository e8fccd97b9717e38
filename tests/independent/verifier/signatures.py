"""Section 3: ECDSA on P-256 with SHA-256, judged by the `openssl` command."""

import base64
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from .strict import Broken, need, sha256

RECORD = b"bukti/record/1\0"
STATEMENT = b"bukti/receipt/1\0"
# RFC 5480: id-ecPublicKey, prime256v1, BIT STRING of an uncompressed point; the 64 bytes of the point follow.
SPKI_START = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
SPKI_LENGTH = 91
PEM_START, PEM_END = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"


def to_pem(spki: bytes) -> str:
    """SubjectPublicKeyInfo as the file that openssl reads."""
    text = base64.b64encode(spki).decode()
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join([PEM_START, *lines, PEM_END, ""])


def from_pem(text: str) -> bytes:
    """The DER in a PEM file of a public key, or `Broken`."""
    lines = text.split()
    joined = " ".join(lines)
    need(joined.startswith(PEM_START) and joined.endswith(PEM_END), "key: not a PEM file of a public key")
    try:
        return base64.b64decode("".join(joined[len(PEM_START) : -len(PEM_END)].split()), validate=True)
    except ValueError:
        raise Broken("key: not Base64") from None


def check_key(spki: bytes) -> str:
    """The key id of a P-256 SubjectPublicKeyInfo (named curve, uncompressed point on the curve), or `Broken`."""
    need(len(spki) == SPKI_LENGTH and spki.startswith(SPKI_START), "key: not a P-256 SubjectPublicKeyInfo of 91 bytes")
    need(_is_on_curve(spki), "key: not a point of P-256")
    return sha256(spki)


@lru_cache(maxsize=1024)
def _is_on_curve(spki: bytes) -> bool:
    prime = 2**256 - 2**224 + 2**192 + 2**96 - 1
    b = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
    x, y = int.from_bytes(spki[27:59], "big"), int.from_bytes(spki[59:], "big")
    return x < prime and y < prime and (y * y - (x * x * x - 3 * x + b)) % prime == 0


def holds(spki: bytes, message: bytes, signature: bytes) -> bool:
    """Does this signature (DER) over the message (prefix included) hold under this key?

    `openssl dgst` reads at most the 72 bytes that a signature can have and passes over the rest, so the length is looked at here.
    """
    if len(signature) < 2 or signature[1] != len(signature) - 2:
        return False
    return _holds(spki, sha256(message), message, signature)


@lru_cache(maxsize=4096)
def _holds(spki: bytes, _digest: str, message: bytes, signature: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        key, data, der = Path(folder, "key.pem"), Path(folder, "data"), Path(folder, "der")
        key.write_text(to_pem(spki))
        data.write_bytes(message)
        der.write_bytes(signature)
        command = ["openssl", "dgst", "-sha256", "-verify", str(key), "-signature", str(der), str(data)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
