"""Drawn signatures as pictures: strokes of points become a PNG with a clear ground."""

from __future__ import annotations

import io
from collections.abc import Sequence

Strokes = Sequence[Sequence[Sequence[int]]]  # points [x, y, milliseconds, pressure 0-1023]
_SCALE = 2
_MARGIN = 8


def strokes_png(strokes: Strokes) -> bytes | None:
    """Return the strokes drawn in dark blue, cropped to what was drawn; None when nothing was."""
    from PIL import Image, ImageDraw

    points = [(int(point[0]), int(point[1])) for stroke in strokes for point in stroke]
    if not points:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width = min(max(x for x, _ in points) - left + 1, 4000)
    height = min(max(y for _, y in points) - top + 1, 4000)
    picture = Image.new("RGBA", (width * _SCALE + 2 * _MARGIN, height * _SCALE + 2 * _MARGIN), (255, 255, 255, 0))
    draw, pen = ImageDraw.Draw(picture), max(4, picture.width // 110)  # the larger it was drawn, the more it is made smaller on paper
    for stroke in strokes:
        line = [((int(p[0]) - left) * _SCALE + _MARGIN, (int(p[1]) - top) * _SCALE + _MARGIN) for p in stroke]
        if len(line) == 1:
            x, y = line[0]
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=(16, 32, 96, 255))
        else:
            draw.line(line, fill=(16, 32, 96, 255), width=pen, joint="curve")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
