"""The file of a paper: the clauses of ISO 19005-3 level B that can be checked mechanically, and the same bytes for the same records."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from core.papers.compose import compose
from core.papers.content import ExhibitOnPaper
from core.papers.render import render
from tests.unit.paper_extremes import FORMS, STRANGE, filled

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/SetOCGState", "/Rendition"}
LZW = "/LZWDecode"


def broken_clauses(pdf: bytes) -> Iterator[str]:
    """Yield each rule of ISO 19005-3 (PDF/A-3b) that a file breaks, of those that need no judgement. Numbers are the standard's."""
    if not pdf.startswith(b"%PDF-1.") or pdf[9:10] != b"%" or min(pdf[10:14]) < 128:
        yield "6.1.2 header"
    with pikepdf.open(BytesIO(pdf)) as opened:
        root, trailer = opened.Root, opened.trailer
        if "/Encrypt" in trailer or "/ID" not in trailer:
            yield "6.1.3 trailer"
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream) and (LZW in str(item.get("/Filter", "")) or "/F" in item or "/FFilter" in item):
                yield "6.1.7 streams"
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                yield from broken_in(item)
        if {"/OCProperties"} & set(root.keys()):
            yield "6.9 optional content"
        if "/AA" in root or "/JavaScript" in root.get("/Names", {}) or bool(root.get("/AcroForm", {}).get("/NeedAppearances", False)):
            yield "6.4 and 6.6 actions and forms"
        intents = root.get("/OutputIntents", [])
        if [str(one.S) for one in intents] != ["/GTS_PDFA1"] or int(intents[0].DestOutputProfile.N) != 3:
            yield "6.2.3 output intent"
        xmp = bytes(root.Metadata.read_bytes()).decode()
        if (
            "<pdfaid:part>3</pdfaid:part>" not in xmp
            or "<pdfaid:conformance>B</pdfaid:conformance>" not in xmp
            or "/Filter" in root.Metadata
        ):
            yield "6.6.2 metadata"
        if str(trailer.Info.Title) not in xmp.replace("&amp;", "&") or str(root.get("/Lang")) != "id-ID":
            yield "6.6.2 title, language"
        files = root.Names.EmbeddedFiles.Names
        for spec in list(files)[1::2]:
            if (
                not {"/F", "/UF", "/AFRelationship", "/EF"} <= set(spec.keys())
                or "/Subtype" not in spec.EF.F
                or "/ModDate" not in spec.EF.F.Params
            ):
                yield "6.8 embedded file"
        if len(root.AF) * 2 != len(files):
            yield "6.8 associated files"


def broken_in(item: pikepdf.Object) -> Iterator[str]:
    kind, subtype = str(item.get("/Type", "")), str(item.get("/Subtype", ""))
    if kind == "/Font" and subtype in ("/TrueType", "/Type1", "/CIDFontType2"):
        descriptor = item.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"6.2.11.4 font not embedded: {item.get('/BaseFont')}"
        if "/ToUnicode" not in item and subtype != "/CIDFontType2":
            yield "6.2.11.7 no Unicode map"
    if subtype == "/Image" and (bool(item.get("/Interpolate", False)) or "/Alternates" in item or "/OPI" in item):
        yield "6.2.8 image"
    if subtype == "/Image" and "CMYK" in str(item.get("/ColorSpace", "")):
        yield "6.2.4 colour without an intent"
    if subtype == "/PS" or (subtype == "/Form" and ("/Ref" in item or "/OPI" in item)):
        yield "6.2.9 XObject"
    if kind == "/ExtGState" and ("/TR" in item or "/HTP" in item):
        yield "6.2.5 graphics state"
    is_wrong = (
        int(item.get("/F", 0)) & 0b100111 != 0b100 or "/AP" not in item or "/A" in item or "/AA" in item if kind == "/Annot" else False
    )
    if is_wrong:
        yield "6.3 annotation"
    if str(item.get("/S", "")) in FORBIDDEN_ACTIONS:
        yield "6.5.1 action"


@pytest.mark.parametrize("form_id", sorted(FORMS))
def test_no_mechanical_clause_of_the_archive_standard_is_broken(form_id: str) -> None:
    assert sorted(set(broken_clauses(render(compose(filled(form_id, "sample")))))) == []
    assert sorted(set(broken_clauses(render(compose(filled(form_id, "blank")))))) == []


def test_the_second_font_is_embedded_too() -> None:
    source = filled("model_a", "sample")
    source.answers["outcome"]["result"] = STRANGE
    pdf = render(compose(source))
    assert sorted(set(broken_clauses(pdf))) == []
    assert b"DejaVuSans" in pdf


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "6.2.3"),
        (lambda pdf: pdf.Root.Metadata.write(b"<x/>"), "6.6.2"),
        (lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary()), "6.4"),
        (lambda pdf: [one.__delitem__("/FontFile2") for one in pdf.objects if "/FontFile2" in getattr(one, "keys", tuple)()], "6.2.11.4"),
        (lambda pdf: pdf.Root.Names.EmbeddedFiles.Names[1].__delitem__("/AFRelationship"), "6.8"),
    ],
)
def test_the_clauses_find_what_is_planted(change: object, clause: str) -> None:
    with pikepdf.open(BytesIO(render(compose(filled("laporan", "sample"))))) as opened:
        change(opened)  # type: ignore[operator]
        out = BytesIO()
        opened.save(out)
    assert any(told.startswith(clause) for told in broken_clauses(out.getvalue()))


PROGRAM = """
import hashlib, datetime, sys
from core.papers.compose import compose
from core.papers.render import render
from tests.unit.paper_extremes import FORMS, filled
for form_id in ("model_a", "laporan", "undangan", "kajian"):
    print(hashlib.sha256(render(compose(filled(form_id, "sample", photos=0)))).hexdigest())
"""


def test_the_same_records_give_the_same_bytes_on_another_day_in_another_process() -> None:
    told = set()
    for seed, zone in (("1", "UTC"), ("977", "Asia/Jayapura")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
        done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        told.add(done.stdout)
    assert len(told) == 1
    ours = hashlib.sha256(render(compose(filled("laporan", "sample", photos=0)))).hexdigest()
    assert ours in next(iter(told))


def test_the_heaviest_twelve_of_the_real_photos_stay_below_two_megabytes(shared: Path | None) -> None:
    if shared is None:
        pytest.skip("no real photos beside this clone")
    from core.evidence.inspect import Intake

    with Intake() as intake:
        paths = [one for one in sorted((shared / "photos").iterdir()) if one.suffix in (".jpg", ".heic", ".webp", ".png")]
        looked = {one.name: intake.look(one).working for one in paths}
    shown = tuple(
        ExhibitOnPaper(no=f"Bukti-{n}", kind="foto", title=name, sha256="ab" * 32, picture_jpeg=jpeg)
        for n, (name, jpeg) in enumerate(looked.items(), 1)
        if jpeg is not None
    )
    assert len(shown) >= 18  # HEIC, WEBP and PNG too
    heaviest = tuple(sorted(shown, key=lambda one: -len(one.picture_jpeg or b""))[:12])
    pdf = render(compose(replace(filled("model_a", "sample"), exhibits=heaviest)))
    assert len(pdf) <= 2_000_000
