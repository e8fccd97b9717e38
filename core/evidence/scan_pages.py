"""Inside the child process: one page of a scan as a picture, and the codes on it. Files from strangers are opened here and nowhere else."""

from __future__ import annotations

import io
import json
import math
import os
from collections.abc import Iterator

import pikepdf
import zxingcpp
from PIL import Image, ImageFilter

from core.evidence import exif
from core.evidence.media_type import HEAD_BYTES, PICTURES, media_type_of

PIXELS_MAX = 100_000_000
PAGES_MAX = 1_000
CODES_MAX, CODE_BYTES_MAX = 16, 1_024
LARGE_PX = 3_000
SHOWN_EDGE_PX, SHOWN_QUALITY = 1_800, 72
FORM_DEPTH_MAX = 4
PDF, TIFF = "application/pdf", "image/tiff"
PAGE_START, MARK_START = 0xB2, 0xB1  # record.paper_mark says what they mean; here they only end the search
_UPRIGHT = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_EXIF_TURNS = {3: 180, 6: 90, 8: 270}

Answer = tuple[dict[str, object], bytes, bytes]


class NoPage(Exception):
    """The page cannot be shown; the argument is the reason's code (core.evidence.read_scan.WHY_NOT)."""


def page_of(content: bytes, number: int) -> Answer:
    """Return facts of one page (number from 0), its picture exactly as it lies in the file where possible, and an upright JPEG to show."""
    facts: dict[str, object] = {"pages": 0, "codes": [], "turn": 0, "media_type": "", "why_not": None}
    try:
        exact, picture, turn = _taken(content, number, facts)
        facts["media_type"] = media_type_of(exact[:HEAD_BYTES])
        grey = picture.convert("L")
        codes, turned = _codes(grey)
        facts["codes"], facts["turn"] = [code.hex() for code in codes], turn if turned is None else turned
        return facts, exact, _shown(picture, int(str(facts["turn"])))
    except NoPage as reason:
        facts["why_not"] = str(reason)
    except MemoryError:
        facts["why_not"] = "too_large"
    except Exception:  # whatever a parser or decoder throws at a broken file: it is damaged, and that is the answer
        facts["why_not"] = "damaged"
    return facts, b"", b""


def words_of(number: int, asked: bytes, content: bytes) -> Answer:
    """Return how words that must stand on a page look there, and nothing else. asked: JSON of core.evidence.read_scan.read_words."""
    facts: dict[str, object] = {"found": []}
    try:
        wanted = json.loads(asked)
        _, picture, _ = _taken(content, number, {})
        grey = picture.convert("L")
        corners = _corners(grey, bytes.fromhex(wanted["code"]))
        if corners is not None:
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its threads would reserve more memory than this process may have
            from core.evidence.printed_words import Sheet, compare  # brings numpy: only who compares waits for it

            sheet = Sheet(grey, corners, wanted["side"])
            facts["found"] = [compare(sheet, fact["runs"], fact["place"]) for fact in wanted["facts"]]
    except Exception:  # whatever a decoder throws at a broken file, or arithmetic at an absurd one: nothing was found
        facts["found"] = []
    return facts, b"", b""


def _corners(grey: Image.Image, wanted: bytes) -> list[tuple[float, float]] | None:
    """Return the corners of a code in pixels of the page, its upper left one first, clockwise; None when it is not read."""
    for picture in _looks(grey):
        across = grey.size[0] / picture.size[0]
        for code in zxingcpp.read_barcodes(picture, formats=_QR):
            if bytes(code.bytes) == wanted:
                at = code.position
                return [(end.x * across, end.y * across) for end in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    return None


def _taken(content: bytes, number: int, facts: dict[str, object]) -> tuple[bytes, Image.Image, int]:
    """The page's own bytes, the opened picture, and by how much the file says it is to be turned clockwise."""
    media_type = media_type_of(content[:HEAD_BYTES])
    if media_type == PDF:
        return _from_pdf(content, number, facts)
    if media_type not in (*PICTURES, TIFF):
        raise NoPage("not_a_scan")
    picture = _opened(content, media_type)
    facts["pages"] = min(int(getattr(picture, "n_frames", 1)), PAGES_MAX) if media_type == TIFF else 1
    if not 0 <= number < int(str(facts["pages"])):
        raise NoPage("no_such_page")
    picture.seek(number)
    _check_size(picture.size)
    picture.load()
    if media_type == TIFF:
        return _png(picture), picture, 0
    turn = 0 if media_type == "image/heic" else _EXIF_TURNS.get(exif.orientation_of(picture.getexif()), 0)
    return content, picture, turn


def _opened(content: bytes, media_type: str) -> Image.Image:
    formats: tuple[str, ...] = ("JPEG", "PNG", "WEBP", "TIFF")
    if media_type == "image/heic":
        import pillow_heif  # only when one comes: it costs a tenth of a second

        pillow_heif.register_heif_opener(thumbnails=False)
        formats = ("HEIF",)
    return Image.open(io.BytesIO(content), formats=formats)


def _from_pdf(content: bytes, number: int, facts: dict[str, object]) -> tuple[bytes, Image.Image, int]:
    """The largest picture of a page: what scanners write. A page without one is no scan."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        facts["pages"] = min(len(pdf.pages), PAGES_MAX)
        if not 0 <= number < int(str(facts["pages"])):
            raise NoPage("no_such_page")
        page = pdf.pages[number]
        streams = sorted(_pictures(page.obj.get("/Resources")), key=lambda one: int(one.get("/Width", 0)) * int(one.get("/Height", 0)))
        if not streams:
            raise NoPage("no_picture")
        largest, exact = pikepdf.PdfImage(streams[-1]), b""
        _check_size((largest.width, largest.height))
        picture = largest.as_pil_image()
        if largest.filters == ["/DCTDecode"]:
            exact = streams[-1].read_raw_bytes()
            if media_type_of(exact[:HEAD_BYTES]) != "image/jpeg":
                exact = b""
        return exact or _png(picture), picture, int(page.obj.get("/Rotate", 0)) % 360


def _pictures(resources: object, depth: int = 0) -> Iterator[pikepdf.Stream]:
    if not isinstance(resources, pikepdf.Object) or depth > FORM_DEPTH_MAX:
        return
    for stream in dict(resources.get("/XObject", {})).values():
        if not isinstance(stream, pikepdf.Stream):
            continue
        if stream.get("/Subtype") == "/Image" and not stream.get("/ImageMask", False):
            yield stream
        elif stream.get("/Subtype") == "/Form":
            yield from _pictures(stream.get("/Resources"), depth + 1)


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > PIXELS_MAX:
        raise NoPage("too_many_pixels")


def _codes(grey: Image.Image) -> tuple[list[bytes], int | None]:
    """The codes on a page, and by how much it must be turned clockwise so that they stand upright; None without any code of ours."""
    found: dict[bytes, int | None] = {}
    for picture in _looks(grey):
        for code in zxingcpp.read_barcodes(picture, formats=_QR):
            content = bytes(code.bytes)
            if len(content) <= CODE_BYTES_MAX and len(found) < CODES_MAX:
                found.setdefault(content, _turn_of(code))
        starts = {code[:1] for code in found}
        if {bytes([PAGE_START]), bytes([MARK_START])} <= starts:
            break
    ours = [turn for code, turn in found.items() if code[:1] in (bytes([PAGE_START]), bytes([MARK_START]))]
    return list(found), ours[0] if ours else None


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    """The page as it is, then in ways that help where copying has thickened the ink, thinned it, or the page was seen from too far."""
    yield grey
    yield grey.filter(ImageFilter.MaxFilter(3))  # the usual fate of a photocopy: dark modules have grown together
    yield grey.filter(ImageFilter.GaussianBlur(0.8))
    if max(grey.size) < LARGE_PX:
        large = grey.resize((grey.size[0] * 2, grey.size[1] * 2), Image.Resampling.BICUBIC)
        yield large
        yield large.filter(ImageFilter.MaxFilter(3))
    else:
        yield grey.resize((grey.size[0] // 2, grey.size[1] // 2), Image.Resampling.BOX)
    yield grey.filter(ImageFilter.MinFilter(3))


def _turn_of(code: zxingcpp.Barcode) -> int:
    left, right = code.position.top_left, code.position.top_right
    angle = math.degrees(math.atan2(right.y - left.y, right.x - left.x))
    return -round(angle / 90) * 90 % 360


def _shown(picture: Image.Image, turn: int) -> bytes:
    small = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    longest = max(small.size)
    if longest > SHOWN_EDGE_PX:
        size = max(1, round(small.size[0] * SHOWN_EDGE_PX / longest)), max(1, round(small.size[1] * SHOWN_EDGE_PX / longest))
        small = small.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
    if turn in _UPRIGHT:
        small = small.transpose(_UPRIGHT[turn])
    small.info = {}  # carries no comment or profile over
    out = io.BytesIO()
    small.save(out, "JPEG", quality=SHOWN_QUALITY)
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    (picture if picture.mode in ("1", "L", "RGB", "P") else picture.convert("RGB")).save(out, "PNG")
    return out.getvalue()
