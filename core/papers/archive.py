"""What makes a drawn PDF fit for the archive (PDF/A-3b): metadata, output intent, outline, attached case, open signature fields."""

from __future__ import annotations

import hashlib
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from core.papers.content import Content
from core.papers.flowables import Places
from core.resources import resource_path

PROGRAM = "Bukti"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>id-ID</rdf:li></rdf:Bag></dc:language>
   <dc:identifier>{identifier}</dc:identifier>
   <xmp:CreateDate>{made_at}</xmp:CreateDate>
   <xmp:ModifyDate>{made_at}</xmp:ModifyDate>
   <xmp:CreatorTool>{program}</xmp:CreatorTool>
   <pdf:Producer>{program}</pdf:Producer>
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def make_archival(drawn: bytes, content: Content, places: Places) -> bytes:
    """Return the drawn PDF with everything that ISO 19005-3 level B asks for and ReportLab does not write."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        root = pdf.Root
        root.Lang = String("id-ID")
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode = Name.UseNone
        # pyHanko declares this at the first signature; declared here, a signature changes nothing but its own field
        root.Extensions = Dictionary(ESIC=Dictionary(Type=Name.DeveloperExtensions, BaseVersion=Name("/1.7"), ExtensionLevel=1))
        write_metadata(pdf, content)
        write_output_intent(pdf)
        attach_case(pdf, content)
        write_outline(pdf, places)
        open_signature_fields(pdf, places)
        for page in pdf.pages:
            drop_unused_fonts(page)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def write_metadata(pdf: pikepdf.Pdf, content: Content) -> None:
    made_at = content.made_at.replace(microsecond=0)
    if made_at.tzinfo is None:
        raise ValueError("made_at has no zone")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(content.title), Author=String(content.author), Creator=String(PROGRAM), Producer=String(PROGRAM),
            CreationDate=String(pdf_date(made_at)), ModDate=String(pdf_date(made_at)),
        )
    )  # fmt: skip
    xmp = XMP.format(
        title=escape(content.title), author=escape(content.author), identifier=escape(" ".join(content.record_ids) or "-"),
        made_at=made_at.isoformat(), program=PROGRAM,
    )  # fmt: skip
    stream = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Metadata = stream


def pdf_date(moment: datetime) -> str:
    """Return a time as PDF writes it. Source: ISO 32000-1 section 7.9.4."""
    stamp = moment.strftime("D:%Y%m%d%H%M%S%z")
    return f"{stamp[:-2]}'{stamp[-2:]}'"


def write_output_intent(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(resource_path("icc", "srgb.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"), Info=String("sRGB"), DestOutputProfile=profile
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def attach_case(pdf: pikepdf.Pdf, content: Content) -> None:
    """Attach the answers that stand on the paper, for programs; nothing sealed is among them."""
    stream = pdf.make_stream(content.case_json, Type=Name.EmbeddedFile, Subtype=Name("/application/json"))
    stream.Params = Dictionary(
        ModDate=String(pdf_date(content.made_at)),
        Size=len(content.case_json),
        CheckSum=String(hashlib.md5(content.case_json, usedforsecurity=False).digest()),
    )
    name = String("perkara.json")
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=name, UF=name, AFRelationship=Name.Data, Desc=String("Isi formulir"), EF=Dictionary(F=stream, UF=stream)
        )
    )  # fmt: skip
    pdf.Root.AF = Array([spec])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([name, spec])))


def write_outline(pdf: pikepdf.Pdf, places: Places) -> None:
    with pdf.open_outline() as outline:
        outline.root.clear()
        for title, page, top in places.outline:
            item = pikepdf.OutlineItem(title, page, pikepdf.PageLocation.XYZ, left=0, top=round(top + 14, 1), zoom=0)
            outline.root.append(item)


def open_signature_fields(pdf: pikepdf.Pdf, places: Places) -> None:
    """Put an empty signature field at each signature block; a signature fills its field and touches nothing else."""
    fields = Array()
    for name, label, page_index, rect in places.fields:
        page = pdf.pages[page_index]
        width, height = rect[2] - rect[0], rect[3] - rect[1]
        empty = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, round(width, 2), round(height, 2)]))
        widget = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String(name), TU=String(label), F=132,  # print, locked
                Rect=Array([round(edge, 2) for edge in rect]), P=page.obj, AP=Dictionary(N=empty),
            )
        )  # fmt: skip
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.append(widget)
        fields.append(widget)
    pdf.Root.AcroForm = Dictionary(Fields=fields, SigFlags=3)


def drop_unused_fonts(page: pikepdf.Page) -> None:
    """Remove ReportLab's default Helvetica, which is not embedded and not used."""
    fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
    for key in [key for key, font in fonts.items() if "/FontDescriptor" not in font]:
        del fonts[key]
