"""The child process that opens pictures from strangers: asked over a pipe, with limits on memory and pixels.

It runs as `python -m core.evidence.child`, or in a packed program as `bukti --evidence-child`: main.py hands over to `serve()` at once when
that is its first argument, before it imports anything else.

Question: one byte, `p` (a path follows, UTF-8), `b` (the file's own bytes follow), `l` (the path of a logo), `s` (a page number in 4
bytes and a scan's bytes follow), `w` (page number, length of a JSON text in 4 bytes, it, and the scan) or `m` (the length of marks as JSON
in 4 bytes, these, and a picture's bytes follow), its length in 8 bytes, and that.
Answer: three blocks - facts as JSON, working copy, thumbnail; of a scan facts, the page's picture, the page to show; of words facts only;
of a logo facts, its PNG, nothing; of marks facts, the marked picture, nothing - each with its length in 4 bytes before it. Lengths are
big-endian.
Nothing else ever goes to the pipe, and no file name leaves the process in a message.
"""

from __future__ import annotations

import io
import json
import os
import signal
import struct
import sys
from pathlib import Path
from typing import IO, BinaryIO

from PIL import Image

from core import platform
from core.evidence import exif
from core.evidence.logo import LOGO_BYTES_MAX, LOGO_TYPES, TooManyPixels, draw_logo
from core.evidence.media_type import HEAD_BYTES, PICTURE_BYTES_MAX, PICTURES, UNKNOWN, media_type_of

MEMORY_BYTES_MAX = 1536 * 1024 * 1024
PIXELS_MAX = 100_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
WORKING_EDGE_PX = 1280
WORKING_BYTES_MAX, WORKING_QUALITIES = 150_000, (75, 65, 55, 45)  # twelve on a paper stay below 2 MB; only busy pictures go lower
THUMBNAIL_EDGE_PX, THUMBNAIL_QUALITY = 320, 75
MARKED_EDGE_PX, MARKED_QUALITY = 4096, 90

# From EXIF orientation to what makes the picture upright.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Answer = tuple[dict[str, object], bytes, bytes]
UNREADABLE: Answer = {"media_type": UNKNOWN, "why_not": "unreadable"}, b"", b""


class NotShown(Exception):
    """The file cannot be shown; the argument is the reason's code (see core.evidence.inspect.WHY_NOT)."""


def look_at(source: BinaryIO, size: int) -> Answer:
    """Return the facts of a file, its working copy and its thumbnail; the last two are empty for what cannot be shown."""
    facts: dict[str, object] = {"media_type": UNKNOWN, "why_not": None}
    if size == 0:
        return {**facts, "why_not": "empty"}, b"", b""
    head = source.read(HEAD_BYTES)
    facts["media_type"] = media_type = media_type_of(head)
    try:
        if media_type not in PICTURES:
            raise NotShown("not_a_picture")
        if size > PICTURE_BYTES_MAX:
            raise NotShown("too_large")
        source.seek(0)
        with _opened(source, media_type) as picture:
            working, thumbnail = _copies(picture, facts)
            return facts, working, thumbnail
    except NotShown as reason:
        facts["why_not"] = str(reason)
    except MemoryError:
        facts["why_not"] = "too_large"
    except Exception:  # whatever a decoder throws at a broken file: it is damaged, and that is the answer
        facts["why_not"] = "damaged"
    return facts, b"", b""


def look_at_logo(source: BinaryIO, size: int) -> Answer:
    """Return the facts of a file and its PNG for print, empty for what cannot be a logo."""
    facts: dict[str, object] = {"media_type": media_type_of(source.read(HEAD_BYTES)), "why_not": None}
    try:
        if size > LOGO_BYTES_MAX:
            raise NotShown("too_large")
        if facts["media_type"] not in LOGO_TYPES:
            raise NotShown("not_a_picture")
        source.seek(0)
        return facts, draw_logo(source), b""
    except NotShown as reason:
        facts["why_not"] = str(reason)
    except TooManyPixels:
        facts["why_not"] = "too_many_pixels"
    except MemoryError:
        facts["why_not"] = "too_large"
    except Exception:  # whatever a decoder throws at a broken file
        facts["why_not"] = "damaged"
    return facts, b"", b""


def mark(asked: bytes) -> Answer:
    """Return the facts of a picture, and its marked copy: upright, RGB, no metadata, long edge at most MARKED_EDGE_PX."""
    from core.evidence.draw_marks import draw_marks
    from core.evidence.marks import marks_from_json

    length = int.from_bytes(asked[:4])
    marks, source = marks_from_json(json.loads(asked[4 : 4 + length])), io.BytesIO(asked[4 + length :])
    facts: dict[str, object] = {"media_type": media_type_of(asked[4 + length : 4 + length + HEAD_BYTES]), "why_not": None}
    try:
        if facts["media_type"] not in PICTURES:
            raise NotShown("not_a_picture")
        with _opened(source, str(facts["media_type"])) as picture:
            upright = _upright(picture, facts, MARKED_EDGE_PX)
            draw_marks(upright, marks)
            return facts, _jpeg(upright, MARKED_QUALITY), b""
    except NotShown as reason:
        facts["why_not"] = str(reason)
    except MemoryError:
        facts["why_not"] = "too_large"
    except Exception:  # whatever a decoder throws at a broken file
        facts["why_not"] = "damaged"
    return facts, b"", b""


def _opened(source: BinaryIO, media_type: str) -> Image.Image:
    if media_type != "image/heic":
        return Image.open(source, formats=FORMATS)
    import pillow_heif  # only when one comes: it costs a tenth of a second

    pillow_heif.register_heif_opener(thumbnails=False)
    return Image.open(source, formats=("HEIF",))


def _copies(picture: Image.Image, facts: dict[str, object]) -> tuple[bytes, bytes]:
    """Return working copy and thumbnail."""
    small = _upright(picture, facts, WORKING_EDGE_PX)
    thumbnail = small.resize(_fitting(small.size, THUMBNAIL_EDGE_PX), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return _working(small), _jpeg(thumbnail, THUMBNAIL_QUALITY)


def _upright(picture: Image.Image, facts: dict[str, object], edge_px: int) -> Image.Image:
    """Return the picture upright, as RGB, its long edge at most so long.

    Fills in the facts on the way, so that a picture that breaks off still says when it was taken.
    """
    width, height = picture.size
    is_heic = facts["media_type"] == "image/heic"
    if width * height > PIXELS_MAX:
        facts.update(width=width, height=height)
        raise NotShown("too_many_pixels")
    is_png = facts["media_type"] == "image/png"
    if not is_png:  # a PNG may carry its EXIF after the pixels
        orientation = _note(picture, facts)
    target = _fitting((width, height), edge_px)
    picture.draft(None, target)  # JPEG: decode at 1/2, 1/4 or 1/8 when that is enough
    picture.load()
    if is_png:
        orientation = _note(picture, facts)
    small = _plain_rgb(picture, target)
    if not is_heic and orientation in _UPRIGHT:  # in HEIC the container turns the picture and EXIF only repeats it
        small = small.transpose(_UPRIGHT[orientation])
    return small


def _note(picture: Image.Image, facts: dict[str, object]) -> int:
    """Fill in what EXIF says and the upright size; returns the orientation. Broken EXIF takes nothing from the picture."""
    width, height = picture.size
    orientation, said = 1, dict[str, object]()
    try:
        tags = picture.getexif()
        orientation = exif.orientation_of(tags)
        latitude, longitude = exif.place(tags) or (None, None)
        said = {"taken_at": exif.taken_at(tags), "camera": exif.camera(tags), "latitude": latitude, "longitude": longitude}
    except Exception:  # whatever the reader of a broken block throws
        said = {}
    facts.update(said)
    if facts["media_type"] == "image/heic":  # pillow_heif turns the picture by itself, sets the tag to 1 and keeps the old one here
        orientation = picture.info.get("original_orientation") or orientation
    elif orientation >= 5:
        width, height = height, width
    facts.update(width=width, height=height, orientation=orientation)
    return orientation


def _plain_rgb(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture at a size, as RGB on white. Pillow itself undoes the inversion of Adobe's CMYK."""
    if picture.mode.startswith("I"):  # 16 bits a pixel: convert() alone would cut off instead of scaling
        return picture.convert("I").resize(size).point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if "transparency" in picture.info or picture.mode in ("PA", "La"):
        picture = picture.convert("RGBA")
    elif picture.mode in ("P", "1"):
        picture = picture.convert("RGB" if picture.mode == "P" else "L")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)  # as sharp as bicubic here, at two thirds of the time
    if picture.mode in ("LA", "RGBA"):
        white = Image.new("RGB", size, "white")
        white.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
        return white
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _fitting(size: tuple[int, int], edge_px: int) -> tuple[int, int]:
    longest = max(size)
    if longest <= edge_px:
        return size
    return max(1, round(size[0] * edge_px / longest)), max(1, round(size[1] * edge_px / longest))


def _working(picture: Image.Image) -> bytes:
    encoded = b""
    for quality in WORKING_QUALITIES:
        encoded = _jpeg(picture, quality)
        if len(encoded) <= WORKING_BYTES_MAX:
            break
    return encoded


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    picture.info = {}  # carries no comment or profile over
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _answer(kind: bytes, asked: bytes) -> Answer:
    if kind == b"s":
        from core.evidence.scan_pages import page_of  # brings pikepdf and zxing: photos do not wait for them

        return page_of(asked[4:], int.from_bytes(asked[:4]))
    if kind == b"m":
        return mark(asked)
    if kind == b"w":
        from core.evidence.scan_pages import words_of

        long = int.from_bytes(asked[4:8])
        return words_of(int.from_bytes(asked[:4]), asked[8 : 8 + long], asked[8 + long :])
    if kind == b"b":
        return look_at(io.BytesIO(asked), len(asked))
    path = Path(os.fsdecode(asked))
    look = look_at_logo if kind == b"l" else look_at
    try:
        if path.is_file():  # a pipe or a device would keep us waiting
            with path.open("rb") as source:
                return look(source, os.fstat(source.fileno()).st_size)
    except OSError:
        return UNREADABLE
    return UNREADABLE


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    got = pipe.read(count)
    if len(got) != count:
        raise EOFError
    return got


def serve() -> None:
    """Answer questions until the other end closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into the answers
    Image.MAX_IMAGE_PIXELS = None  # PIXELS_MAX is the limit, and it is held before anything is decoded
    platform.limit_memory(MEMORY_BYTES_MAX)
    while kind := questions.read(1):
        try:
            (length,) = struct.unpack(">Q", _exactly(questions, 8))
            facts, working, thumbnail = _answer(kind, _exactly(questions, length))
        except EOFError:
            break
        for block in (json.dumps(facts).encode(), working, thumbnail):
            answers.write(struct.pack(">I", len(block)) + block)
        answers.flush()


if __name__ == "__main__":
    serve()
    sys.exit(0)
