"""One-time codes for enrolment: ten random characters, then the fingerprint of the centre key."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from server.centre_key import ALPHABET, FINGERPRINT_CHARACTERS, CentreKey

SECRET_CHARACTERS = 10
_MEANT = str.maketrans("OIL", "011", "- ")


def new_code(key: CentreKey) -> str:
    """Return a fresh code in five groups of five."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_CHARACTERS)) + key.fingerprint
    return "-".join(text[start : start + 5] for start in range(0, len(text), 5))


def code_hash(key: CentreKey, code: str) -> str | None:
    """Return under what name a code is kept, None when it is not a code of this centre.

    Keyed by the centre key, so that a stolen database alone gives no code.
    """
    text = code.upper().translate(_MEANT)
    if len(text) != SECRET_CHARACTERS + FINGERPRINT_CHARACTERS or text[SECRET_CHARACTERS:] != key.fingerprint:
        return None
    return hmac.new(key.secret("code"), text[:SECRET_CHARACTERS].encode(), sha256).hexdigest()
