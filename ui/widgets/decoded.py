"""Decodes pictures: each by the one library of Qt that its first bytes ask for."""

from __future__ import annotations

from PySide6.QtGui import QImage

from core.evidence.media_type import media_type_of

KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def kind_of(picture: bytes) -> str:
    """Return the kind as Qt names it, "" for one that is not shown.

    Without a name Qt brings in the libraries of all kinds and lets each try: 2.5 MB, PDF and the network among them.
    """
    return KINDS.get(media_type_of(picture), "")


def decoded(picture: bytes) -> QImage:
    """Return a JPEG, PNG or WEBP; an empty picture when it is none of them or cannot be read."""
    kind = kind_of(picture)
    return QImage.fromData(picture, kind) if kind else QImage()  # type: ignore[arg-type]  # the stub wants bytes, the call text
