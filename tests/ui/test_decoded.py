"""Pictures are decoded by the library of their own kind alone; what is of no kind that we take in is not shown."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from ui.widgets.decoded import decoded

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES_AFTER = """
import re, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from ui.widgets.decoded import decoded

application = QGuiApplication([])
assert not decoded(sys.stdin.buffer.read()).isNull()
mapped = Path("/proc/self/maps").read_text()
print(*sorted(set(re.findall(r"imageformats/lib(\\w+)\\.so|lib(Qt6Pdf|Qt6Network)\\.so", mapped))))
"""


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_decoded_by_its_first_bytes(kind: str) -> None:
    image = decoded(picture(kind))
    assert (image.width(), image.height()) == (40, 30)


@pytest.mark.parametrize(
    "other", [b"", picture("GIF"), picture("BMP"), picture("JPEG")[:40], b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>']
)
def test_another_kind_and_a_damaged_picture_are_empty(other: bytes) -> None:
    assert decoded(other).isNull()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the maps of a process are Linux's")
@pytest.mark.parametrize(("kind", "library"), [("JPEG", "qjpeg"), ("WEBP", "qwebp"), ("PNG", "")])
def test_no_library_of_another_kind_comes_into_memory(kind: str, library: str) -> None:
    shown = subprocess.run([sys.executable, "-c", LIBRARIES_AFTER], input=picture(kind), cwd=ROOT, capture_output=True, check=True)
    assert [name for name in ("qjpeg", "qwebp", "qpdf", "qtiff", "Qt6Pdf", "Qt6Network") if name in shown.stdout.decode()] == [
        name for name in (library,) if name
    ]
