"""Looks at a finished paper as a picky secretary would, by poppler and the picture of each page: what is wrong, in words."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

from core.papers.content import (
    Content,
    FormCode,
    Heading,
    Item,
    LetterHead,
    Letterhead,
    LongText,
    PhotoPages,
    QuestionAnswer,
    Row,
    Signatures,
    Table,
    Title,
)
from core.papers.flowables import MARGIN
from core.papers.fonts import printable

SLACK = 1.2  # points; less is no fault that an eye sees
HEAD_OF_SIGNING = 60  # points; place, date and heading above the place to sign
FOOT = re.compile(r"Halaman (\d+) dari (\d+)")
RESOLUTION = 50  # dots an inch of the rendered pages
INK, DOT = 200, 250  # grey below this is ink (the mark of a drill is lighter), or at least a dotted line


@dataclass(frozen=True)
class Box:
    """A word or picture on a page; points from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def meets(self, other: Box) -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return self.page == other.page and wide > SLACK and high > SLACK


@dataclass(frozen=True)
class Seen:
    """A paper as poppler and pikepdf read it."""

    sizes: tuple[tuple[float, float], ...]
    words: tuple[Box, ...]
    pictures: tuple[Box, ...]
    fields: tuple[Box, ...]
    text: str  # in the order in which it was written, without the feet
    rendered: tuple[Image.Image, ...]


def faults(pdf: bytes, content: Content, folder: Path) -> list[str]:
    """Return every fault of a paper; content: what it was made from. An empty list is a good paper."""
    seen = see(pdf, folder)
    return [
        *overlaps(seen), *outside(seen), *ink_outside(seen), *feet(seen, content), *orphans(seen, content), *alone(seen, content),
        *missing(seen, content),
    ]  # fmt: skip


def see(pdf: bytes, folder: Path) -> Seen:
    path = folder / "seen.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode()
    sizes, words = [], []
    for line in told.splitlines():
        if found := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            sizes.append((float(found[1]), float(found[2])))
        elif found := re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line):
            left, top, right, bottom = (float(found[n]) for n in range(1, 5))
            words.append(Box(len(sizes) - 1, left, top, right, bottom, unescape(found[5])))
    raw = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    for old in folder.glob("seen-*.pgm"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-gray", str(path), str(folder / "seen")], check=True, capture_output=True)
    rendered = tuple(Image.open(BytesIO(one.read_bytes())) for one in sorted(folder.glob("seen-*.pgm")))
    pictures, fields = drawn(pdf, sizes)
    return Seen(tuple(sizes), tuple(words), tuple(pictures), tuple(fields), without_feet(raw), rendered)


def without_feet(raw: str) -> str:
    """What stands above the feet: they are written last on every page."""
    pages = []
    for page in raw.split("\f"):
        lines = page.rstrip("\n").split("\n")
        last = max((n for n, line in enumerate(lines) if FOOT.search(line)), default=len(lines))
        pages.append("\n".join(lines[:last]))
    return "\n".join(pages)


def drawn(pdf: bytes, sizes: list[tuple[float, float]]) -> tuple[list[Box], list[Box]]:
    """Return the boxes of the pictures, and of the signature fields."""
    pictures, fields = [], []
    with pikepdf.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            high = sizes[number][1]
            stack, now = [], pikepdf.Matrix()
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "q":
                        stack.append(now)
                    case "Q":
                        now = stack.pop()
                    case "cm":
                        now = pikepdf.Matrix(*(float(one) for one in operands)) @ now
                    case "Do":
                        box = now.transform(pikepdf.Rectangle(0, 0, 1, 1))
                        pictures.append(Box(number, box.llx, high - box.ury, box.urx, high - box.lly, "picture"))
            for widget in page.obj.get("/Annots", ()):
                left, bottom, right, top = (float(edge) for edge in widget.Rect)
                fields.append(Box(number, left, high - top, right, high - bottom, str(widget.T)))
    return pictures, fields


def overlaps(seen: Seen) -> Iterator[str]:
    for page in range(len(seen.sizes)):
        words = sorted((word for word in seen.words if word.page == page), key=lambda word: word.top)
        for index, word in enumerate(words):
            for other in words[index + 1 :]:
                if other.top >= word.bottom:
                    break
                if word.meets(other):
                    yield f"page {page + 1}: {word.text!r} and {other.text!r} overlap"
        held = [box for box in (*seen.pictures, *seen.fields) if box.page == page]
        big = [box for box in held if box.text == "picture"]
        for box in held:
            for word in words:
                if box.meets(word) and word.text not in ("meterai",):
                    yield f"page {page + 1}: {box.text!r} covers {word.text!r}"
        for index, box in enumerate(big):
            yield from (f"page {page + 1}: two pictures overlap" for other in big[index + 1 :] if box.meets(other))


def outside(seen: Seen) -> Iterator[str]:
    for box in (*seen.words, *seen.pictures, *seen.fields):
        wide, high = seen.sizes[box.page]
        is_in_foot = box.top > high - MARGIN - SLACK and box.bottom < high - 10
        above = box.bottom <= high - MARGIN + 2 * SLACK and box.top >= MARGIN - 2 * SLACK
        if box.left < MARGIN - SLACK or box.right > wide - MARGIN + SLACK or not (above or is_in_foot or is_in_head(box)):
            yield f"page {box.page + 1}: {box.text!r} stands outside the margins"


def is_in_head(box: Box) -> bool:
    """The line above the upper margin carries only the mark of a closed edition or of a working copy."""
    return box.text in HEAD_WORDS and 20 < box.top < MARGIN


HEAD_WORDS = ("TERTUTUP",)


def ink_outside(seen: Seen) -> Iterator[str]:
    for number, page in enumerate(seen.rendered):
        wide, high = page.size
        side = int((MARGIN - 3) / 72 * RESOLUTION)
        for name, strip in (("left", (0, 0, side, high)), ("right", (wide - side, 0, wide, high))):
            if page.crop(strip).getextrema()[0] < INK:  # type: ignore[operator]
                yield f"page {number + 1}: ink in the {name} margin"


def feet(seen: Seen, content: Content) -> Iterator[str]:
    for number in range(len(seen.sizes)):
        low = seen.sizes[number][1] - MARGIN
        said = " ".join(word.text for word in seen.words if word.page == number and word.top > low)
        if f"Halaman {number + 1} dari {len(seen.sizes)}" not in said:
            yield f"page {number + 1}: the foot does not count the pages"
        if content.initials and "Paraf" not in said:
            yield f"page {number + 1}: no place for initials"
        if not any(box.page == number and box.bottom < low for box in (*seen.words, *seen.pictures)):
            yield f"page {number + 1}: nothing but a foot"


def lines_of(seen: Seen, page: int) -> list[str]:
    """Return the lines above the foot, from the top, each without white space."""
    low = seen.sizes[page][1] - MARGIN
    words = sorted((word for word in seen.words if word.page == page and word.bottom < low + SLACK), key=lambda word: (word.top, word.left))
    lines: list[list[Box]] = []
    for word in words:
        if lines and word.top < lines[-1][0].bottom - 4:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [flat("".join(word.text for word in sorted(line, key=lambda word: word.left))) for line in lines]


def orphans(seen: Seen, content: Content) -> Iterator[str]:
    """A heading, a label or a question that is the last line of its page, what it announces on the next."""
    announced: set[str] = set()
    for block in content.blocks:
        match block:
            case Heading():
                told = f"{block.text}: {block.value}" if block.value else block.text
                announced |= {flat(block.marker + told), flat(told)}
            case Row(colon=False):
                announced |= {flat(block.outer + block.marker + block.label), flat(block.marker + block.label)}
            case LongText(keep_with_next=True):
                announced.add(flat(block.text))
            case QuestionAnswer():
                announced.add(flat(f"{block.number}.{block.question}"))
            case _:
                continue
    announced.discard("")
    for page in range(len(seen.sizes) - 1):
        lines = lines_of(seen, page)
        if not ink_below(seen, page) and any(last in announced for last in (*lines[-1:], "".join(lines[-2:]))):
            yield f"page {page + 1}: the heading {lines[-1]!r} stands alone at its foot"


def filled_by_hand(content: Content) -> bool:
    return any(getattr(block, "fill", 0) for block in content.blocks)


def ink_below(seen: Seen, page: int) -> bool:
    """Whether dotted lines or a picture stand below the last word of a page."""
    high = seen.sizes[page][1]
    last = max((word.bottom for word in seen.words if word.page == page and word.bottom < high - MARGIN), default=0)
    return has_ink(seen, page, last + 4, high - MARGIN + 2)


def has_ink(seen: Seen, page: int, top: float, bottom: float) -> bool:
    scale = RESOLUTION / 72
    strip = (0, int(top * scale), seen.rendered[page].width, int(bottom * scale))
    return strip[1] < strip[3] and bool(seen.rendered[page].crop(strip).getextrema()[0] < DOT)  # type: ignore[operator]


def alone(seen: Seen, content: Content) -> Iterator[str]:
    """The first place to sign stands on a page with text above it that is no part of the signing; none is cut from its name."""
    blocks = content.signature_blocks
    if not blocks or not seen.fields:
        if blocks:
            yield "there is no place to sign"
        return
    if len(seen.fields) != len(blocks):
        yield f"{len(blocks)} signature blocks, {len(seen.fields)} places to sign"
    first = seen.fields[0]
    placed = next((flat(block.place_date) for block in content.blocks if isinstance(block, Signatures)), "")
    heads = {flat(block.heading) for block in blocks} | {placed}
    above = [word for word in seen.words if word.page == first.page and word.bottom < first.top]
    told = flat("".join(word.text for word in above))
    for head in sorted(heads, key=len, reverse=True):
        told = told.replace(head, "")
    head_top = first.top - HEAD_OF_SIGNING
    if len(told) < 12 and not (filled_by_hand(content) and has_ink(seen, first.page, MARGIN, head_top)):
        yield f"page {first.page + 1}: the signing stands alone"
    for field in seen.fields:
        name = [word for word in seen.words if word.page == field.page and field.bottom - SLACK <= word.top <= field.bottom + 12]
        if not any(word.right > field.left and word.left < field.right for word in name):
            yield f"page {field.page + 1}: no name below {field.text}"


def flat(text: str) -> str:
    """Letters that every reader gives back alike: no white space, no hyphens that a line's end may have made."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "-\u00ad\u2010" and ord(letter) < 0x250)


def told_by(content: Content) -> Iterator[str]:
    """Every text of the content that has to stand on the paper."""
    for block in content.blocks:
        match block:
            case FormCode():
                yield block.text
            case Letterhead():
                yield from (*block.name_lines, *block.contact_lines)
            case LetterHead():
                yield from (text for row in block.rows for text in row)
                yield block.place_date
            case Title():
                yield from (*block.lines, f"Nomor: {block.number}" if block.number is not None else "")
            case Heading():
                yield from (block.marker, block.text, block.value)
            case Row():
                yield from (block.outer, block.marker, block.label, block.value if block.colon else "")
            case Item():
                yield block.marker
                yield block.text
            case LongText():
                yield block.text
            case Table():
                yield from (*block.head, *(cell for row in block.rows for cell in row))
            case QuestionAnswer():
                yield from (block.question, block.answer)
            case PhotoPages():
                yield block.title
                for photo in block.photos:
                    yield from (photo.heading, photo.caption, *(value for line in photo.details for _label, value in line))
            case Signatures():
                yield block.place_date
                for one in block.blocks:
                    yield from (one.heading, one.name, one.position)


def missing(seen: Seen, content: Content) -> Iterator[str]:
    page_count, text = len(seen.sizes), flat(seen.text)
    for told in told_by(content):
        for line in told.split("\n"):
            wanted = flat(printable(line, with_wide=True))
            if pieces(wanted, text) > min(page_count, 1 + len(wanted) // 40):
                yield f"not on the paper: {line[:60]!r}"
    for word in broken(seen, content):
        yield f"the word {word!r} is broken at a line's end"
    wanted_pictures = sum(photo.jpeg is not None for block in content.blocks if isinstance(block, PhotoPages) for photo in block.photos)
    if sum(box.right - box.left > 15 for box in seen.pictures) < wanted_pictures:
        yield f"{wanted_pictures} photos, {len(seen.pictures)} pictures on the paper"


def broken(seen: Seen, content: Content) -> set[str]:
    """Labels and heads of columns of ordinary length that do not stand in one piece."""
    labels: list[str] = []
    for block in content.blocks:
        match block:
            case Row():
                labels.append(block.label)
            case Heading():
                labels.append(block.text)
            case Table():
                labels += block.head
            case _:
                continue
    return {word for label in labels for word in printable(label).split() if len(word) <= 20 and word not in seen.text}


def pieces(wanted: str, text: str) -> int:
    """Return in how many pieces the text holds what is wanted (a cell goes over a page's end in two); very many when it does not."""
    count = 0
    while wanted:
        low, high = 0, len(wanted)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if wanted[:middle] in text else (low, middle - 1)
        if low == 0:
            return 10**6
        wanted, count = wanted[low:], count + 1
    return count
