"""Incremental updates of PDFs as a forger writes them: raw bytes, with whatever objects and tables he likes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO

import pikepdf
from pikepdf import Dictionary


@dataclass(frozen=True)
class Inside:
    """What a forger must know about a file: its objects and where the newest cross-reference table is."""

    pdf: bytes

    @cached_property
    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.pdf))

    @property
    def root(self) -> int:
        return int(self.open.Root.objgen[0])

    @property
    def page(self) -> int:
        return int(self.open.pages[0].obj.objgen[0])

    @property
    def size(self) -> int:
        return int(self.open.trailer.Size)

    @property
    def startxref(self) -> int:
        return int(re.findall(rb"startxref\s+(\d+)", self.pdf)[-1])

    def written(self, value: pikepdf.Object) -> bytes:
        return bytes(value.unparse(resolved=True))


@lru_cache(maxsize=32)
def look(pdf: bytes) -> Inside:
    """Return a file opened; kept for a while, since its objects die with it."""
    return Inside(pdf)


def update(pdf: bytes, objects: dict[int, bytes], *, root: int | None = None, at: dict[int, int] | None = None) -> bytes:
    """Return the file with one incremental update. at: object numbers that the table sends elsewhere in the file."""
    inside, out, places = look(pdf), bytearray(pdf), dict(at or {})
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n" if places else b"xref\n0 0\n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max([inside.size, *(number + 1 for number in places)])
    identity = inside.written(inside.open.trailer.ID)
    info = b"/Info %d 0 R" % inside.open.trailer.Info.objgen[0] if "/Info" in inside.open.trailer else b""
    out += b"trailer\n<< /Size %d /Root %d 0 R %s /ID %s /Prev %d >>\n" % (size, root or inside.root, info, identity, inside.startxref)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def changed(pdf: bytes, value: pikepdf.Object, **entries: object) -> bytes:
    """Return a dictionary written anew with other entries."""
    copied = Dictionary({key: value[key] for key in value.keys()})  # noqa: SIM118 - a pikepdf object
    for key, entry in entries.items():
        copied[f"/{key}"] = entry
    return look(pdf).written(copied)


def rewritten(pdf: bytes) -> bytes:
    """Return the same as one plain state, as the program writes it."""
    with pikepdf.open(BytesIO(pdf)) as one:
        out = BytesIO()
        one.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def without(inside: Inside, value: pikepdf.Object, key: str) -> bytes:
    return inside.written(Dictionary({one: value[one] for one in value.keys() if one != key}))  # noqa: SIM118
