"""Planted words, the disguises in which they could turn up, and where to look for them."""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from subprocess import run

import pikepdf

Words = Mapping[str, bytes]  # what it is -> its bytes


def word(chance: random.Random, letters: int = 9) -> str:
    """Return a word that stands nowhere else."""
    return "".join(chance.choices(string.ascii_lowercase, k=letters)).capitalize()


def disguises(secret: bytes) -> set[bytes]:
    """Return a secret as it is, in UTF-16, in hexadecimal digits, in Base64 at each of the three alignments, and in small letters."""
    found = {secret, secret.lower(), secret.hex().encode(), secret.hex().upper().encode()}
    if secret.isascii():
        found |= {secret.decode().encode("utf-16-le"), secret.decode().encode("utf-16-be")}
    for offset in range(3):
        whole = (offset + len(secret)) // 3 * 3  # only full groups of three bytes do not depend on what follows
        encoded = base64.b64encode((bytes(offset) + secret)[:whole])
        found.add(encoded[4 if offset else 0 :])
    return found


class Searcher:
    """Looks for all words at once."""

    def __init__(self, words: Words) -> None:
        self._disguised = {name: disguises(secret) for name, secret in words.items()}

    def found_in(self, where: str, content: bytes) -> list[str]:
        """Return one line for each word found; `where` says in what."""
        small = content.lower()
        return [f"{name} in {where}" for name, forms in self._disguised.items() if any(form in content or form in small for form in forms)]

    def found_below(self, folder: Path) -> list[str]:
        """Look into every file below a folder, byte for byte and with its compressed streams undone, and at every name."""
        found: list[str] = []
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            found += self.found_in(f"the name {name}", name.encode())
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                found += self.found_in(name, content)
                for inner in _inside(content):
                    found += self.found_in(f"{name}, unpacked", inner)
        return found

    def found_in_all(self, where: str, contents: Iterable[bytes]) -> list[str]:
        return [line for content in contents for line in self.found_in(where, content)]


def _inside(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"%PDF"):
        return
    yield pdf_text(content)
    with pikepdf.open(BytesIO(content)) as pdf:
        for thing in pdf.objects:
            yield thing.unparse()
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:  # a picture: its bytes are in the file as they are
                    yield thing.read_raw_bytes()


def pdf_text(content: bytes) -> bytes:
    """Return the words of a PDF as a person would copy them, with the line breaks taken out."""
    return run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout
