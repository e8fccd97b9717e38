"""The one error of this package: bytes that are not what docs/format.md describes."""

from __future__ import annotations


class Unreadable(Exception):
    """Bytes that break the format. The text says which rule, in English, without any personal data."""


class NotGenuine(Exception):
    """Well-formed bytes whose hash, signature or authority does not hold. The text says which."""
