"""A small film made by hand, which every player can decode."""

from __future__ import annotations

import io
import struct

from PIL import Image


def film(pictures: list[Image.Image], *, per_second: int = 10) -> bytes:
    """Return an AVI of Motion JPEG; all pictures have one size. Source: Microsoft, AVI RIFF File Reference."""
    size, frames = pictures[0].size, []
    for picture in pictures:
        made = io.BytesIO()
        picture.save(made, "JPEG")
        frames.append(made.getvalue())
    largest = max(map(len, frames))
    head = struct.pack("<14I", 1_000_000 // per_second, largest * per_second, 0, 0x10, len(frames), 0, 1, largest, *size, 0, 0, 0, 0)
    stream = b"vidsMJPG" + struct.pack("<IHHIIIIIIII4H", 0, 0, 0, 0, 1, per_second, 0, len(frames), largest, 10_000, 0, 0, 0, *size)
    bitmap = struct.pack("<IiiHH4sIiiII", 40, *size, 1, 24, b"MJPG", size[0] * size[1] * 3, 0, 0, 0, 0)
    lists = _chunk(b"LIST", b"hdrl" + _chunk(b"avih", head) + _chunk(b"LIST", b"strl" + _chunk(b"strh", stream) + _chunk(b"strf", bitmap)))
    index, at, body = b"", 4, b"movi"
    for frame in frames:
        index += b"00dc" + struct.pack("<III", 0x10, at, len(frame))
        piece = _chunk(b"00dc", frame)
        body, at = body + piece, at + len(piece)
    inside = b"AVI " + lists + _chunk(b"LIST", body) + _chunk(b"idx1", index)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
