"""Look at evidence files through a child process, so that a broken or hostile file can harm nothing."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from core import platform
from core.evidence.logo import PNG_BYTES_MAX, Logo, is_fit_for_print
from core.evidence.marks import Mark
from core.evidence.media_type import HEAD_BYTES, UNKNOWN, media_type_of
from core.words import say

CHILD_ARGUMENT = (
    "--evidence-child"  # main.py of a packed program hands over to core.evidence.child.serve() at once when this is its only argument
)
FILE_TIMEOUT_S = 60.0
MARKED_BYTES_MAX = 64 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]

# Why a file cannot be shown, as stable codes; the file itself is evidence all the same.
WHY_NOT = frozenset({"empty", "not_a_picture", "too_large", "too_many_pixels", "damaged", "unreadable", "too_slow", "crashed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a file shows and says about itself.

    width, height: upright, in pixels. orientation: the EXIF value 1 to 8 as found (already applied). taken_at: as in EXIF,
    "2021:04:10 11:44:00", with "+01:00" after it only where EXIF names an offset: otherwise local time of an unknown zone.
    latitude, longitude: decimal degrees WGS 84 with 6 places. working: JPEG, long edge 1280 px, upright, RGB, no metadata; thumbnail: the
    same with long edge 320 px. Both have the file's own size when that is smaller.
    why_not: a code of WHY_NOT when `shown` is False.
    """

    media_type: str
    width: int | None = None
    height: int | None = None
    orientation: int = 1
    taken_at: str | None = None
    camera: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    working: bytes | None = None
    thumbnail: bytes | None = None
    why_not: str | None = None

    @property
    def shown(self) -> bool:
        return self.why_not is None

    @property
    def taken_at_iso(self) -> str | None:
        """The same time as ISO 8601 ("2021-04-10T11:44:00+01:00"); without an offset where EXIF has none."""
        return f"{self.taken_at[:10].replace(':', '-')}T{self.taken_at[11:]}" if self.taken_at else None


def why_not_words(why_not: str) -> str:
    """Return the sentence for a code of WHY_NOT, in the chosen language; for any other text that it cannot be shown."""
    sentences = {
        "empty": say("The file is empty."),
        "not_a_picture": say("This kind of file has no picture to show."),
        "too_large": say("The picture is too large to be shown here."),
        "too_many_pixels": say("The picture has more than 100 million pixels and is not shown."),
        "damaged": say("The picture is damaged or incomplete and cannot be shown."),
        "unreadable": say("The file could not be read."),
        "too_slow": say("The picture took too long to open and is not shown."),
        "crashed": say("The picture could not be opened safely and is not shown."),
    }
    return sentences.get(why_not) or say("The file cannot be shown.")


class Intake:
    """One child process that looks at one file after the other; a context manager.

    The child is started when first needed, and again after a crash. Safe to share between threads: they wait for each other.
    """

    def __init__(self, timeout_s: float = FILE_TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def look(self, source: Path | bytes) -> Looked:
        """Return what a file, or the bytes of one, shows and says. Never raises for a bad file: `why_not` tells."""
        kind, asked = (b"b", source) if isinstance(source, bytes) else (b"p", os.fsencode(source.resolve()))
        blocks = self.ask(kind, asked, (65_536, 16_777_216, 1_048_576))
        try:
            if not isinstance(blocks, str):
                return _checked(json.loads(blocks[0]), blocks[1], blocks[2])
        except ValueError:  # a process that the file may have taken over talks nonsense
            self.close()
            blocks = "crashed"
        return Looked(media_type=_media_type(source), why_not=blocks)

    def logo(self, source: Path) -> Logo:
        """Return the picture of a file as a PNG for print. Never raises for a bad file: `why_not` tells."""
        blocks = self.ask(b"l", os.fsencode(source.resolve()), (65_536, PNG_BYTES_MAX, 0))
        if isinstance(blocks, str):
            return Logo(why_not=blocks)
        try:
            facts = json.loads(blocks[0])
        except ValueError:  # a process that the file may have taken over talks nonsense
            facts = None
        why_not = facts.get("why_not") if isinstance(facts, dict) else "crashed"
        if why_not is None and is_fit_for_print(blocks[1]):
            return Logo(blocks[1])
        return Logo(why_not=why_not if why_not in WHY_NOT else "crashed")

    def marked(self, picture: bytes, marks: Sequence[Mark]) -> tuple[bytes, str]:
        """Return a copy of a picture with these marks, as JPEG, and ""; or nothing and a code of WHY_NOT."""
        told = json.dumps([mark.to_json() for mark in marks]).encode()
        blocks = self.ask(b"m", struct.pack(">I", len(told)) + told + picture, (65_536, MARKED_BYTES_MAX, 0))
        if isinstance(blocks, str):
            return b"", blocks
        try:
            facts = json.loads(blocks[0])
        except ValueError:  # a process that the file may have taken over talks nonsense
            facts = None
        why_not = facts.get("why_not") if isinstance(facts, dict) else "crashed"
        if why_not is None and media_type_of(blocks[1][:HEAD_BYTES]) == "image/jpeg":
            return blocks[1], ""
        return b"", why_not if why_not in WHY_NOT else "crashed"

    def ask(self, kind: bytes, asked: bytes, limits: tuple[int, int, int]) -> tuple[bytes, bytes, bytes] | str:
        """Return the three blocks of an answer, each at most so many bytes long; "too_slow" or "crashed" when the file ended the child."""
        with self._turn:
            child = self._child or self._start()
            slow = threading.Event()

            def strike() -> None:
                slow.set()
                child.kill()

            alarm = threading.Timer(self._timeout_s, strike)
            alarm.daemon = True
            alarm.start()
            try:
                return _ask(child, kind, asked, limits)
            except (OSError, EOFError):  # the child is gone, or talks nonsense: both may be the file's doing
                self._stop()
                return "too_slow" if slow.is_set() else "crashed"
            finally:
                alarm.cancel()
                alarm.join()
                if slow.is_set():  # it may have struck just after the answer
                    self._stop()

    def close(self) -> None:
        """End the child process. A later look starts a new one."""
        with self._turn:
            self._stop()

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(
            child_command(),
            cwd=None if is_packed() else ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a decoder's complaints may name the file
            creationflags=platform.hidden_child_flags(),
        )
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                _close(pipe)


def is_packed() -> bool:
    """Return whether this is a program packed by PyInstaller, where `python -m` does not exist."""
    return bool(getattr(sys, "frozen", False))


def child_command() -> list[str]:
    """Return the command line that starts the child."""
    return [sys.executable, CHILD_ARGUMENT] if is_packed() else [sys.executable, "-m", "core.evidence.child"]


def _ask(child: subprocess.Popen[bytes], kind: bytes, asked: bytes, limits: tuple[int, int, int]) -> tuple[bytes, bytes, bytes]:
    assert child.stdin and child.stdout
    child.stdin.write(kind + struct.pack(">Q", len(asked)))
    child.stdin.write(asked)
    child.stdin.flush()
    first, second, third = (_block(child.stdout, limit) for limit in limits)
    return first, second, third


def _block(pipe: IO[bytes], limit: int) -> bytes:
    length_bytes = pipe.read(4)
    length = int.from_bytes(length_bytes, "big")
    if len(length_bytes) < 4 or length > limit:
        raise EOFError
    block = pipe.read(length)
    if len(block) < length:
        raise EOFError
    return block


def _checked(facts: Any, working: bytes, thumbnail: bytes) -> Looked:
    """Return the answer of a process that a hostile file may have taken over: only known keys of the right type. Raises ValueError."""
    if not isinstance(facts, dict) or not isinstance(facts.get("media_type"), str):
        raise ValueError("no media type")
    texts = {key: facts.get(key) for key in ("taken_at", "camera", "latitude", "longitude")}
    numbers = {key: facts.get(key) for key in ("width", "height")}
    orientation, why_not = facts.get("orientation", 1), facts.get("why_not")
    if any(not isinstance(text, str | None) or len(text or "") > 200 for text in texts.values()):
        raise ValueError("a text is none")
    if any(not isinstance(number, int | None) for number in numbers.values()) or orientation not in range(1, 9):
        raise ValueError("a number is none")
    if why_not not in (None, *WHY_NOT) or (why_not is None) != bool(working and thumbnail):
        raise ValueError("neither shown nor a reason")
    return Looked(
        media_type=facts["media_type"],
        orientation=orientation,
        why_not=why_not,
        working=working or None,
        thumbnail=thumbnail or None,
        **texts,
        **numbers,
    )


def _media_type(source: Path | bytes) -> str:
    if isinstance(source, bytes):
        return media_type_of(source[:HEAD_BYTES])
    try:
        if source.is_file():  # a pipe or device could keep us waiting
            with source.open("rb") as opened:
                return media_type_of(opened.read(HEAD_BYTES))
    except OSError:
        return UNKNOWN
    return UNKNOWN


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was still to be written to a dead child
        return
