"""By which files a vault is known; apart from what reads them, so that the door can look for one without the cipher's code."""

from __future__ import annotations

NAMES = ("vault.header", "vault.header.2")
