"""A file of the vault as the player reads it: opened piece by piece in memory, from any place, never written out."""

from __future__ import annotations

from PySide6.QtCore import QIODevice, QObject

from core.vault.blobs import SEGMENT, BlobDamaged, BlobMissing, BlobStore


class BlobDevice(QIODevice):
    """Holds one segment (1 MiB) at a time. The player's own thread reads it; damage ends the reading and stands in `damage`."""

    def __init__(self, blobs: BlobStore, digest: str, size: int, parent: QObject) -> None:
        """size: bytes. The file must lie here."""
        super().__init__(parent)
        self._blobs, self._digest, self._size = blobs, digest, size
        self._at, self._number, self._segment = 0, -1, b""
        self.damage: BlobDamaged | BlobMissing | None = None
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._size

    def seek(self, pos: int) -> bool:
        super().seek(pos)
        self._at = min(max(pos, 0), self._size)
        return pos == self._at

    def bytesAvailable(self) -> int:
        return self._size - self._at

    def atEnd(self) -> bool:
        return self._at >= self._size

    def readData(self, maxlen: int) -> bytes:
        """At most to the end of a segment: who wants more asks again."""
        number, start = divmod(self._at, SEGMENT)
        if self._at >= self._size or maxlen <= 0 or not self._take(number):
            return b""
        piece = self._segment[start : start + maxlen]
        self._at += len(piece)
        return piece

    def writeData(self, _data: bytes, _len: int) -> int:  # type: ignore[override]
        return -1

    def _take(self, number: int) -> bool:
        if number != self._number:
            try:
                self._segment, self._number = next(self._blobs.read(self._digest, start=number * SEGMENT)), number
            except (BlobDamaged, BlobMissing) as error:
                self.damage = error
                return False
        return True
