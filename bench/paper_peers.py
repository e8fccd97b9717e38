"""Promise: setting a paper costs less than elsewhere. Limit: at most 0.45 of WeasyPrint's CPU time and 1.0 of fpdf2's, ours with PDF/A-3.

Form A with twelve prepared photos; the peers set the same texts and pictures (`pip install .[bench]`; WeasyPrint needs Pango).
"""

from __future__ import annotations

import base64
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import fpdf
import weasyprint

from core.papers.compose import compose
from core.papers.content import Content, Heading, Item, LongText, PhotoPages, Row, Signatures, Title
from core.papers.render import render
from core.resources import resource_path
from tests.unit.paper_samples import exhibits, source

PHOTOS, ROUNDS = 12, 7


def texts(content: Content) -> Iterator[tuple[str, str, bytes | None]]:
    """Yield (kind, text, picture) of all that stands on the paper: bold, row or prose."""
    for block in content.blocks:
        match block:
            case Title():
                yield from (("bold", line, None) for line in (*block.lines, f"Nomor: {block.number}"))
            case Heading():
                yield "bold", f"{block.marker} {block.text} {block.value}", None
            case Row():
                yield "row", f"{block.outer} {block.marker} {block.label}\0{block.value}", None
            case Item():
                yield "prose", f"{block.marker} {block.text}", None
            case LongText():
                yield "prose", block.text, None
            case Signatures():
                yield from (("row", f"{one.heading}\0{one.name}", None) for one in block.blocks)
            case PhotoPages():
                for photo in block.photos:
                    yield "picture", "", photo.jpeg
                    details = "  ".join(f"{label}: {value}" for line in photo.details for label, value in line if value)
                    yield from (("bold", photo.heading, None), ("prose", f"{photo.caption} {details}", None))
            case _:
                continue


def by_weasyprint(content: Content) -> bytes:
    def shown(kind: str, text: str, picture: bytes | None) -> str:
        if picture is not None:
            return f'<img src="data:image/jpeg;base64,{base64.b64encode(picture).decode()}">'
        if kind == "row":
            label, _, value = text.partition("\0")
            return f"<table><tr><td class=l>{label}</td><td>: {value}</td></tr></table>"
        return f"<p{' class=b' if kind == 'bold' else ''}>{text}</p>"

    style = (
        "@page{size:A4;margin:25mm;@bottom-right{content:'Halaman ' counter(page) ' dari ' counter(pages)}}"
        "body{font:12pt 'Liberation Sans',Arial}p{margin:2pt;text-align:justify}.b{font-weight:bold}.l{width:70mm}"
        "img{height:95mm;display:block;margin:auto}"
    )
    body = "".join(shown(*one) for one in texts(content))
    return bytes(
        weasyprint.HTML(string=f"<html lang=id><style>{style}</style><body>{body}</body></html>").write_pdf(pdf_variant="pdf/a-3b")
    )


class Footed(fpdf.FPDF):
    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Paper", size=8)
        self.cell(0, 10, f"Halaman {self.page_no()} dari {{nb}}", align="R")


def by_fpdf2(content: Content) -> bytes:
    pdf = Footed(format="A4")
    pdf.set_margin(25)
    pdf.add_font("Paper", "", resource_path("fonts", "LiberationSans-Regular.ttf"))
    pdf.add_font("Paper", "B", resource_path("fonts", "LiberationSans-Bold.ttf"))
    pdf.set_auto_page_break(True, margin=25)
    pdf.add_page()
    for kind, text, picture in texts(content):
        pdf.set_font("Paper", "B" if kind == "bold" else "", 12)
        if picture is not None:
            if pdf.get_y() > 150:
                pdf.add_page()
            pdf.image(BytesIO(picture), h=95)
        elif kind == "row":
            label, _, value = text.partition("\0")
            top = pdf.get_y()
            pdf.cell(70, 5.5, label)
            pdf.set_xy(95, top)
            pdf.multi_cell(0, 5.5, f": {value}", new_x="LMARGIN", new_y="NEXT")
        else:
            pdf.multi_cell(0, 5.5, text, align="J" if kind == "prose" else "L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def cpu_ms(work: Callable[[Content], bytes], content: Content) -> float:
    began = time.process_time()
    work(content)
    return (time.process_time() - began) * 1000


def main() -> None:
    content = compose(source("model_a", exhibits=exhibits(PHOTOS)))
    ways = {"ours, PDF/A-3": render, "WeasyPrint": by_weasyprint, "fpdf2": by_fpdf2}
    sizes = {name: len(way(content)) for name, way in ways.items()}  # warm
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):  # by turns, so that all meet the same machine
        for name, way in ways.items():
            times[name].append(cpu_ms(way, content))
    ours = median(times["ours, PDF/A-3"])
    print(f"ours, PDF/A-3: {ours:.0f} ms CPU, {sizes['ours, PDF/A-3'] / 1e6:.2f} MB")
    for name, limit in (("WeasyPrint", 0.45), ("fpdf2", 1.0)):
        theirs = median(times[name])
        print(f"{name}: {theirs:.0f} ms, {sizes[name] / 1e6:.2f} MB; ours / theirs = {ours / theirs:.2f} (limit {limit})")


if __name__ == "__main__":
    main()
