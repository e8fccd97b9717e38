"""A picture in full: the original decoded as far as a screen can use it; the file itself is never changed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from core.actions.exchange.fetch_back import fetch_back
from core.reporter import Reporter
from core.vault.vault import Vault
from core.vault.views.exhibits import Exhibit
from ui.widgets.decoded import decoded, kind_of

LONGEST_EDGE = 4096
FILE_BYTES_MAX = 200 * 1024 * 1024
DECODE_MIB_MAX = 512
DECODED_HERE = ("image/jpeg", "image/png", "image/webp")


@dataclass(frozen=True, slots=True)
class FullPicture:
    """image: upright, at most 4096 px long. is_original: False when only the working copy can be shown (HEIC, very large files)."""

    image: QImage
    is_original: bool


def can_show_original(exhibit: Exhibit) -> bool:
    """Return whether the original is decoded here: only what the intake's child process has decoded before, in kinds that Qt reads."""
    return bool(exhibit.working) and exhibit.media_type in DECODED_HERE and exhibit.size <= FILE_BYTES_MAX


def can_play(exhibit: Exhibit) -> bool:
    """Return whether it is of a kind that is played, not looked at."""
    return bool(exhibit.original) and exhibit.media_type.partition("/")[0] in ("video", "audio")


def read_working(vault: Vault, exhibit: Exhibit) -> FullPicture:
    """Return the working copy. Raises BlobMissing, BlobDamaged."""
    return FullPicture(decoded(vault.blobs.read_bytes(exhibit.working)), is_original=False)


def read_original(vault: Vault, exhibit: Exhibit, report: Reporter | None = None) -> FullPicture:
    """Return the original turned upright and made to fit LONGEST_EDGE; what Qt refuses comes as the working copy. For a worker thread.

    Fetched from the centre first where it does not lie here. Raises what `fetch_back` raises.
    """
    if not can_show_original(exhibit):
        return read_working(vault, exhibit)
    fetch_back(vault, exhibit.original, exhibit.size, report)
    picture = vault.blobs.read_bytes(exhibit.original)
    content = QByteArray(picture)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(DECODE_MIB_MAX)
    reader = QImageReader(buffer)
    reader.setFormat(kind_of(picture).encode())
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > LONGEST_EDGE:
        reader.setScaledSize(size.scaled(QSize(LONGEST_EDGE, LONGEST_EDGE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    buffer.close()
    return read_working(vault, exhibit) if image.isNull() else FullPicture(image, is_original=True)
