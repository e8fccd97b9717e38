"""Which server may be spoken to: its address is safe, and a known authority has signed its certificate."""

from __future__ import annotations

import ipaddress
import re
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import certifi

from core.exchange.errors import no_address, unsafe_address

_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME
_HOST = re.compile(r"[A-Za-z0-9.-]+|[0-9a-f:.]+")  # a name or an address


def server_url(text: str) -> str:
    """Return the address of a server without a slash at its end. Raises LineRefused unless it is https, or http on loopback."""
    given = text.strip()
    try:
        parts = urlsplit((given if "://" in given else f"https://{given}").rstrip("/"))
        is_whole = _HOST.fullmatch(parts.hostname or "") is not None and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.query or parts.fragment or parts.username or parts.scheme not in ("http", "https"):
        raise no_address()
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise unsafe_address()
    return parts.geturl()


def is_loopback(host: str) -> bool:
    """Return whether a host, given by name or address, is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def trusted(authorities: Path | None = None) -> ssl.SSLContext:
    """Return whom to trust for https: the system's authorities and certifi's, or only those of a file.

    A certificate's dates are not judged: the clock of a laptop in the field may be years off, and what comes is believed by the
    centre's own signature only.
    """
    context = ssl.create_default_context(cafile=str(authorities) if authorities else None)
    if authorities is None:
        context.load_verify_locations(cafile=certifi.where())
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


def is_certificate_refused(error: BaseException | None) -> bool:
    """Return whether a connection failed because the server's certificate is not trusted."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
