"""Forgeries of signed papers, each as one who wants to be believed would make it: appended, hidden, wrapped, moved, renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pikepdf
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pikepdf import Array, Dictionary, Name, String

from core.papers.compose import compose
from core.papers.render import render
from core.papers.sign import sign
from core.papers.timestamps import stamped, timestamped, with_validation
from paper.check import read
from paper.revisions import history
from paper.trust import Trust
from tests.authorities import authorities
from tests.rigs.paper_updates import Inside, changed, look, rewritten, stream, update, without
from tests.unit.paper_samples import MADE_AT, Person, exhibits, person, source

LINA, RATIH, STRANGER = person("Lina Ujicoba"), person("Ratih Fiktif"), person("Lina Ujicoba")
FIELD_OF = {"laporan": ("sign_receiver", "sign_reporter"), "model_a": ("sign_1",)}


def signed_by(who: Person, pdf: bytes, field_name: str) -> bytes:
    return sign(pdf, key=who.key, certificate=who.certificate, field_name=field_name, name=who.name, reason="Menandatangani", at=MADE_AT)


@dataclass(frozen=True)
class Forgery:
    """expect: which answer must be no: intact, known (with the office's list), recorded (with its records)."""

    name: str
    pdf: bytes
    expect: str = "intact"


class Papers:
    """Genuine papers to forge: one with a photo, one with two signers and room for neither more, and each with timestamps."""

    @cached_property
    def unsigned(self) -> bytes:
        return render(compose(source("laporan", strokes={})))

    @cached_property
    def once(self) -> bytes:
        return signed_by(LINA, self.unsigned, "sign_receiver")

    @cached_property
    def twice(self) -> bytes:
        return signed_by(RATIH, self.once, "sign_reporter")

    @cached_property
    def stamped(self) -> tuple[bytes, ...]:
        local = authorities()
        return timestamped(self.twice, tsa_url=local.tsa_url, line=local)

    @cached_property
    def with_photo(self) -> bytes:
        return signed_by(LINA, render(compose(source("model_a", exhibits=exhibits(1), strokes={}))), "sign_1")


TEXT = b"BT /F1 12 Tf 72 400 Td (Terlapor dibebaskan) Tj ET"


def additions(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the file with one update appended that changes what is seen or said."""
    inside = look(pdf)
    new, page, root = inside.size, inside.open.pages[0].obj, inside.open.Root
    yield "text added to a page", update(pdf, {inside.page: appended_content(inside, page, new), new: stream(TEXT)})
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [72 380 400 420] /Contents (Dibebaskan) /DA (/Helv 12 Tf) /F 4 >>"
    yield "an annotation added", update(pdf, {inside.page: with_annotation(page, new), new: note})
    yield (
        "a page added",
        update(pdf, {inside.open.Root.Pages.objgen[0]: with_page(inside, new), new: a_page(inside, new), new + 1: stream(TEXT)}),
    )
    field = root.AcroForm.Fields[0]
    yield "a form field renamed", update(pdf, {field.objgen[0]: changed(pdf, field, TU=String("Orang Lain"))})
    yield (
        "a signature field's picture replaced",
        update(pdf, {field.AP.N.objgen[0]: stream(TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 200 50]")}),
    )
    typed = b"<< /FT /Tx /T (nomor) /V (999) /Type /Annot /Subtype /Widget /Rect [72 700 200 720] /DA (/Helv 9 Tf) >>"
    yield "a form value added", update(pdf, {inside.root: with_field(inside, new), new: typed})
    yield "an action at opening", update(pdf, {inside.root: written_root(inside, OpenAction=Dictionary(S=Name.JavaScript, JS=String("1")))})
    yield (
        "the title changed",
        update(pdf, {inside.open.trailer.Info.objgen[0]: changed(pdf, inside.open.trailer.Info, Title=String("Lain"))}),
    )
    attached = root.AF[0].EF.F
    yield "the attached case replaced", update(pdf, {attached.objgen[0]: stream(b"{}", b"/Type /EmbeddedFile")})
    metadata = root.Metadata
    yield "the metadata replaced", update(pdf, {metadata.objgen[0]: stream(b"<x/>", b"/Type /Metadata /Subtype /XML")})
    content = page.Contents if isinstance(page.Contents, pikepdf.Stream) else page.Contents[0]
    yield "a page's text replaced", update(pdf, {content.objgen[0]: stream(TEXT)})
    yield "an empty update", update(pdf, {})
    yield "an object nobody refers to", update(pdf, {new: stream(TEXT)})
    yield "an object stream update", object_stream_update(pdf)


def appended_content(inside: Inside, page: pikepdf.Object, new: int) -> bytes:
    given = page.Contents if isinstance(page.Contents, pikepdf.Array) else Array([page.Contents])
    refs = b" ".join(b"%d 0 R" % one.objgen[0] for one in given)
    return re.sub(rb"/Contents (\[.*?\]|\d+ 0 R)", b"/Contents [%s %d 0 R]" % (refs, new), inside.written(page), count=1)


def with_annotation(page: pikepdf.Object, new: int) -> bytes:
    raw = bytes(page.unparse(resolved=True))
    if b"/Annots [" in raw:
        return raw.replace(b"/Annots [", b"/Annots [ %d 0 R" % new, 1)
    return raw[:-2] + b"/Annots [%d 0 R] >>" % new


def with_page(inside: Inside, new: int) -> bytes:
    pages = inside.open.Root.Pages
    raw = re.sub(rb"/Count \d+", b"/Count %d" % (int(pages.Count) + 1), inside.written(pages))
    return raw.replace(b"/Kids [", b"/Kids [ %d 0 R" % new, 1)


def a_page(inside: Inside, new: int) -> bytes:
    return b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>" % (inside.open.Root.Pages.objgen[0], new + 1)


def written_root(inside: Inside, **entries: object) -> bytes:
    return changed(inside.pdf, inside.open.Root, **entries)


def with_field(inside: Inside, new: int) -> bytes:
    return inside.written(inside.open.Root).replace(b"/Fields [", b"/Fields [ %d 0 R" % new, 1)


def object_stream_update(pdf: bytes) -> bytes:
    """An update whose objects and cross-references are packed into streams (ISO 32000-2 sections 7.5.7 and 7.5.8)."""
    inside = look(pdf)
    packed, table, out = inside.size, inside.size + 1, bytearray(pdf)
    body = changed(pdf, inside.open.trailer.Info, Title=String("Lain"))
    head = b"%d 0 " % inside.open.trailer.Info.objgen[0]
    places = {packed: len(out)}
    out += b"%d 0 obj\n%s\nendobj\n" % (packed, stream(head + body, b"/Type /ObjStm /N 1 /First %d" % len(head)))
    places[table] = len(out)
    rows = (
        b"\x02"
        + packed.to_bytes(4)
        + b"\x00"
        + b"\x01"
        + places[packed].to_bytes(4)
        + b"\x00"
        + b"\x01"
        + places[table].to_bytes(4)
        + b"\x00"
    )
    info = inside.open.trailer.Info.objgen[0]
    entries = b"/Type /XRef /Size %d /W [1 4 1] /Index [%d 1 %d 2] /Root %d 0 R /Info %d 0 R /Prev %d" % (
        table + 1, info, packed, inside.root, info, inside.startxref,
    )  # fmt: skip
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, stream(rows, entries), places[table])
    return bytes(out)


def photo_swapped(pdf: bytes) -> bytes:
    inside = look(pdf)
    for value in inside.open.objects:
        if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Image" and value.get("/Filter") is not None:
            other = bytes(value.read_raw_bytes())[::-1]
            entries = without(inside, value, "/Length")[2:-2]
            return update(pdf, {value.objgen[0]: stream(other, entries)})
    raise AssertionError("no photo in it")


def shadows(papers: Papers) -> Iterator[tuple[str, bytes]]:
    """Yield papers prepared before signing so that a later update shows something else (shadow attacks, NDSS 2021)."""
    base = papers.unsigned
    inside = look(base)
    new, page = inside.size, inside.open.pages[0].obj
    cover = b"<< /Type /Annot /Subtype /Square /IC [1 1 1] /Rect [60 300 540 500] /F 4 >>"
    prepared = signed_by(LINA, rewritten(update(base, {inside.page: with_annotation(page, new), new: cover})), "sign_receiver")
    hidden = next(one for one in look(prepared).open.objects if isinstance(one, Dictionary) and one.get("/Subtype") == "/Square")
    yield "shadow: hide (the cover taken away later)", update(prepared, {hidden.objgen[0]: b"null"})
    prepared = signed_by(
        LINA, rewritten(update(base, {inside.page: appended_content(inside, page, new), new: stream(b"")})), "sign_receiver"
    )
    last = look(prepared).open.pages[0].obj.Contents[-1].objgen[0]
    yield "shadow: replace (an empty content filled later)", update(prepared, {last: stream(TEXT)})
    field = inside.open.Root.AcroForm.Fields[1]
    yield (
        "shadow: replace (the picture of an open field)",
        update(papers.once, {field.AP.N.objgen[0]: stream(TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 200 50]")}),
    )
    prepared = signed_by(LINA, with_twin(with_twin(base, 0), None), "sign_receiver")
    place = look(prepared)
    there = prepared.index(b"%d 0 obj << /Type /Page /Twin" % place.page)
    yield "shadow: hide and replace (the table points to a page hidden in a stream)", update(prepared, {}, at={place.page: there})
    another = {place.size: written_root(place, Lang=String("en"))}
    yield "shadow: hide and replace (another root)", update(prepared, another, root=place.size)


def with_twin(pdf: bytes, page: int | None) -> bytes:
    """Return a plain state with a second first page hidden in the bytes of a stream. page: its number, None: as it is in the file."""
    inside = look(pdf)
    number, parent = inside.page if page is None else page, inside.open.Root.Pages.objgen[0]
    raw = b"%d 0 obj << /Type /Page /Twin 1 /Parent %d 0 R /MediaBox [0 0 595 842] >>\nendobj" % (number, parent)
    with pikepdf.open(BytesIO(pdf)) as one:
        one.Root.Schatten = one.make_stream(raw)
        out = BytesIO()
        one.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


def range_games(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield variants of universal signature forgery and of signature wrapping: ByteRange and Contents changed, missing or doubled."""
    revision = history(pdf).signed[-1]
    (_, gap), (resume, end) = revision.signed_bytes
    inside = look(pdf)
    field = next(one for one in inside.open.Root.AcroForm.Fields if str(one.T) == revision.field_name)
    number = field.V.objgen[0]
    contents = b"<" + revision.contents.hex().encode() + b">"
    rest = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
    good = b"/ByteRange [0 %d %d %d]" % (gap, resume, end - resume)
    bodies = {
        "ByteRange missing": b"/Contents %s" % contents, "ByteRange null": b"/ByteRange null /Contents %s" % contents,
        "ByteRange empty": b"/ByteRange [] /Contents %s" % contents, "ByteRange of zeros": b"/ByteRange [0 0 0 0] /Contents %s" % contents,
        "ByteRange negative": b"/ByteRange [0 -1 -1 0] /Contents %s" % contents,
        "ByteRange of names": b"/ByteRange [/a /b /c /d] /Contents %s" % contents,
        "ByteRange of fractions": b"/ByteRange [0 %d.5 %d %d] /Contents %s" % (gap, resume, end - resume, contents),
        "ByteRange with six numbers": b"/ByteRange [0 %d %d %d 0 0] /Contents %s" % (gap, resume, end - resume, contents),
        "ByteRange beyond the file": b"/ByteRange [0 %d %d 999999999] /Contents %s" % (gap, resume, contents),
        "Contents missing": good, "Contents null": good + b"/Contents null", "Contents empty": good + b"/Contents <>",
        "Contents zero": good + b"/Contents <00>", "Contents of zeros": good + b"/Contents <" + b"0" * 16_384 + b">",
        "Contents twice": good + b"/Contents <00> /Contents %s" % contents,
        "the signature copied as it is": good + b"/Contents %s" % contents,
    }  # fmt: skip
    for name, body in bodies.items():
        yield f"forgery: {name}", update(pdf, {number: b"<< %s %s >>" % (rest, body)})
    yield "forgery: the signature's value missing", update(pdf, {field.objgen[0]: without(inside, field, "/V")})
    yield (
        "forgery: the field taken out of the form",
        update(pdf, {inside.root: re.sub(rb"/Fields \[[^\]]*\]", b"/Fields []", inside.written(inside.open.Root))}),
    )
    # wrapping: the second signed stretch is repeated behind the forged update, and a new signature object points to it
    tail = pdf[resume:end]
    forged = update(pdf, {inside.page: appended_content(inside, inside.open.pages[0].obj, inside.size), inside.size: stream(TEXT)})
    wrapping = b"<< %s /ByteRange [0 %d %010d %d] /Contents %s >>"
    length = len(update(forged, {number: wrapping % (rest, gap, 0, len(tail), contents)}))
    wrapped = update(forged, {number: wrapping % (rest, gap, length, len(tail), contents)}) + tail
    yield "wrapping: the second stretch repeated behind an update", wrapped
    moved = pdf[:gap] + contents + b"%" + b" " * 40 + pdf[gap + len(contents) :]
    yield "wrapping: bytes pushed in behind the signature", moved


def certificate_swapped(pdf: bytes, other: Person) -> bytes:
    """Another person's certificate in place of the signer's, issuer and serial number too."""
    revision = history(pdf).signed[-1]
    message = cms.ContentInfo.load(revision.cms_der)
    theirs = asn1_x509.Certificate.load(other.certificate.public_bytes(serialization.Encoding.DER))
    signed = message["content"]
    signed["certificates"] = cms.CertificateSet([cms.CertificateChoices("certificate", theirs)])
    named = cms.IssuerAndSerialNumber({"issuer": theirs.issuer, "serial_number": theirs.serial_number})
    signed["signer_infos"][0]["sid"] = cms.SignerIdentifier("issuer_and_serial_number", named)
    (_, gap), (resume, _end) = revision.signed_bytes
    room = resume - gap - 2
    return pdf[: gap + 1] + message.dump(force=True).hex().encode().ljust(room, b"0") + pdf[resume - 1 :]


def stamp_games(papers: Papers) -> Iterator[tuple[str, bytes]]:
    """Yield timestamps moved, and validation data with other things among them."""
    local = authorities()
    other = timestamped(papers.with_photo, tsa_url=local.tsa_url, line=local)
    token = history(other[-1]).signed[-1].cms_der
    own = papers.stamped[-1]
    (_, gap), (resume, _end) = history(own).signed[-1].signed_bytes
    yield "a timestamp moved from another paper", own[: gap + 1] + token.hex().encode().ljust(resume - gap - 2, b"0") + own[resume - 1 :]
    first, second, _last = papers.stamped
    yield "validation data at the end, covered by nothing", second
    inside, store = look(second), int(look(second).open.Root.DSS.objgen[0])
    new = inside.size
    dss = inside.written(inside.open.Root.DSS)
    for name, objects in {
        "validation data with a page's content": {store: dss.replace(b"/Certs [", b"/Certs [ %d 0 R" % new), new: stream(TEXT)},
        "validation data with a further key": {store: dss[:-2] + b"/Isi %d 0 R >>" % new, new: stream(TEXT)},
        "validation data for no signature": {store: dss.replace(b"/VRI <<", b"/VRI << /%s %d 0 R" % (b"A" * 40, new)), new: b"<< >>"},
        "validation data rewritten": {store: dss},
    }.items():
        yield f"{name}, then a timestamp", stamped(update(second, objects), local.tsa_url, local)
    data = with_validation(first, read(first), local, Trust())
    covered = look(data)
    root = covered.written(covered.open.Root)[:-2] + b"/OpenAction << /S /JavaScript /JS (1) >> >>"
    yield "validation data and an action, then a timestamp", stamped(update(data, {covered.root: root}), local.tsa_url, local)


def forgeries(papers: Papers) -> Iterator[Forgery]:
    """Yield every forgery with its name."""
    local = authorities()
    for name, pdf in additions(papers.twice):
        yield Forgery(f"{name}, after the last signature", pdf)
        yield Forgery(f"{name}, then a timestamp of one's own", stamped(pdf, local.tsa_url, local))
    for name, pdf in additions(papers.once):
        yield Forgery(f"{name}, then the second signature", signed_by(RATIH, pdf, "sign_reporter"))
    for name, pdf in additions(papers.stamped[-1]):
        yield Forgery(f"{name}, after the last timestamp", pdf)
    yield Forgery("a photo swapped", photo_swapped(papers.with_photo))
    for name, pdf in (*shadows(papers), *range_games(papers.twice), *range_games(papers.once), *stamp_games(papers)):
        yield Forgery(name, pdf)
    for name, pdf in shadows(papers):
        yield Forgery(f"{name}, then a timestamp of one's own", stamped(pdf, local.tsa_url, local))
    for junk in (b"\n", b" ", b"\x00" * 512, b"% catatan\n", b"%%EOF\n", b"1 0 obj\n<< >>\nendobj\n", papers.once):
        yield Forgery("junk after the end", papers.twice + junk)
        yield Forgery("junk before the start", junk + papers.twice)
    yield Forgery("the end of the file missing", papers.twice[:-4])
    yield Forgery("another signer's certificate swapped in", certificate_swapped(papers.twice, LINA))
    yield Forgery("signed by a stranger of the same name", signed_by(STRANGER, papers.unsigned, "sign_receiver"), "known")
    renumbered = source("laporan", strokes={})
    renumbered.answers["reception"]["number"] = "999/LP/PB/Kec.Lain/00.00/X/2024"
    yield Forgery(
        "a paper of another office renumbered and signed anew", signed_by(STRANGER, render(compose(renumbered)), "sign_receiver"), "known"
    )
    for state in (papers.unsigned, papers.once, papers.twice, papers.stamped[0]):
        yield Forgery("cut back to an earlier state", state, "recorded")
