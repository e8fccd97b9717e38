"""What a later state of a signed paper may hold: a signature in a waiting field, a document timestamp, or validation data; nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto import crl, ocsp  # type: ignore[import-untyped]
from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from paper.cms_signature import is_der
from paper.refused import PARSER_ERRORS, Refused

SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Name", "/Reason"}
STAMP_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange"}
STAMP_FIELD_KEYS = {"/Type", "/Subtype", "/FT", "/T", "/F", "/Rect", "/P", "/V"}
TRAILER_KEYS = {"/Size", "/Root", "/Info", "/ID", "/Prev"}
DSS_KINDS = {"/Certs": "/Cert", "/OCSPs": "/OCSP", "/CRLs": "/CRL"}  # name in the store -> name in an entry for one signature
Ref = tuple[int, int]


@dataclass(frozen=True)
class ValidationData:
    """What lies in the newest store of a paper, in DER. Nothing of it is believed because it lies there."""

    certificates: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Step:
    """One state and the one before, as two readings of the file; existed and written: object numbers."""

    before: Any
    after: Any
    existed: frozenset[Ref]
    written: frozenset[Ref]
    root: Ref

    @property
    def added(self) -> frozenset[Ref]:
        return self.written - self.existed


def step(reader: PdfFileReader, number: int) -> Step:
    """Return the step to state `number`. Raises Refused when it frees objects or turns to another root or information dictionary."""
    xrefs = reader.xrefs
    if any(reference.idnum for reference in xrefs.refs_freed_in_revision(number)):
        raise Refused("intact.changed_later", "objects were removed")
    trailer_before, trailer_after = reader.trailer.flatten(number - 1), reader.trailer.flatten(number)
    if set(trailer_after) - TRAILER_KEYS:
        raise Refused("intact.changed_later", "a trailer with more than it needs")
    for key in ("/Root", "/Info"):
        if plain(trailer_before.raw_get(key)) != plain(trailer_after.raw_get(key)):
            raise Refused("intact.changed_later", f"another {key}")
    existed: set[Ref] = set()
    for state in range(number):
        existed |= {(reference.idnum, reference.generation) for reference in xrefs.explicit_refs_in_revision(state)}
    written = {(reference.idnum, reference.generation) for reference in xrefs.explicit_refs_in_revision(number)}
    root = trailer_after.raw_get("/Root")
    return Step(
        reader.get_historical_resolver(number - 1), reader.get_historical_resolver(number), frozenset(existed), frozenset(written),
        (root.idnum, root.generation),
    )  # fmt: skip


def only_fills(reader: PdfFileReader, number: int, field_ref: generic.Reference) -> None:
    """Raise Refused unless state `number` differs from the one before by this field's signature and picture alone."""
    now = step(reader, number)
    if now.written & now.existed != {(field_ref.idnum, field_ref.generation)}:
        raise Refused("intact.changed_later", "other objects than the signature's field were rewritten")
    old, new = now.before.get_object(field_ref), now.after.get_object(field_ref)
    if "/V" in old or set(new) != set(old) | {"/V", "/AP"}:
        raise Refused("intact.changed_later", "the field is not the one that waited")
    if any(plain(old.raw_get(key)) != plain(new.raw_get(key)) for key in old if key != "/AP"):
        raise Refused("intact.changed_later", "the field was moved or renamed")
    if set(new["/V"]) - SIGNATURE_KEYS or set(new["/AP"]) != {"/N"}:
        raise Refused("intact.changed_later", "the signature does more than sign")
    only_adds(now, [new.raw_get("/V"), new.raw_get("/AP")])


def only_stamps(reader: PdfFileReader, number: int, field_ref: generic.Reference) -> None:
    """Raise Refused unless state `number` adds one invisible field with a document timestamp, and nothing else. Source: EN 319 142-1."""
    now, own = step(reader, number), (field_ref.idnum, field_ref.generation)
    if now.written & now.existed != {now.root} or own in now.existed:
        raise Refused("intact.changed_later", "more than a timestamp was added")
    old, new = root_of(now.before, now.root), root_of(now.after, now.root)
    if set(old) != set(new) or any(plain(old.raw_get(key)) != plain(new.raw_get(key)) for key in old if key != "/AcroForm"):
        raise Refused("intact.changed_later", "more than a timestamp was added")
    form, new_form = old.raw_get("/AcroForm"), new.raw_get("/AcroForm")
    if not isinstance(form, generic.DictionaryObject) or not isinstance(new_form, generic.DictionaryObject):
        raise Refused("intact.changed_later", "the form stands elsewhere")
    expected = plain(form)
    expected["/Fields"] = [*expected["/Fields"], ("ref", *own)]
    if plain(new_form) != expected:
        raise Refused("intact.changed_later", "the form was changed")
    added = now.after.get_object(field_ref)
    names = [str(now.before.get_object(one.reference).get("/T")) for one in references(form["/Fields"])]
    is_invisible = (
        set(added) == STAMP_FIELD_KEYS and added["/FT"] == "/Sig" and added["/Type"] == "/Annot" and added["/Subtype"] == "/Widget"
        and [float(edge) for edge in added["/Rect"]] == [0.0] * 4 and str(added["/T"]) not in names and "." not in str(added["/T"])
    )  # fmt: skip
    if not is_invisible or set(added["/V"]) - STAMP_KEYS:
        raise Refused("intact.changed_later", "the timestamp does more than tell the time")
    only_adds(now, [new_form["/Fields"].raw_get(len(new_form["/Fields"]) - 1)])


def only_validates(reader: PdfFileReader, number: int, contents: Sequence[bytes]) -> ValidationData:
    """Return the store of validation data that state `number` adds. Raises Refused when it does anything else.

    contents: of the signatures and timestamps made before; an entry for one signature must be for one of these.
    """
    now = step(reader, number)
    if now.written & now.existed != {now.root}:
        raise Refused("intact.changed_later", "states without a signature")
    old, new = root_of(now.before, now.root), root_of(now.after, now.root)
    if set(new) != set(old) | {"/DSS"} or any(plain(old.raw_get(key)) != plain(new.raw_get(key)) for key in old if key != "/DSS"):
        raise Refused("intact.changed_later", "states without a signature")
    store, kept = new["/DSS"], {kind: refs_of(old["/DSS"], kind) if "/DSS" in old else [] for kind in DSS_KINDS}
    if set(store) - set(DSS_KINDS) - {"/VRI"}:
        raise Refused("intact.changed_later", "validation data with other things among them")
    held = {kind: refs_of(store, kind) for kind in DSS_KINDS}
    for kind, refs in held.items():
        if refs[: len(kept[kind])] != kept[kind] or len(set(refs)) != len(refs):
            raise Refused("intact.changed_later", "validation data were taken away")
    known = {hashlib.sha1(one, usedforsecurity=False).hexdigest().upper() for one in contents}
    entries = store.get("/VRI", {})
    for name in entries:
        entry = entries[name]
        if name[1:] not in known or set(entry) - set(DSS_KINDS.values()):
            raise Refused("intact.changed_later", "validation data for a signature that is not there")
        for kind, singular in DSS_KINDS.items():
            if not set(refs_of(entry, singular)) <= set(held[kind]):
                raise Refused("intact.changed_later", "validation data with other things among them")
    only_adds(now, [new.raw_get("/DSS")])
    found = {kind: tuple(stored(now.after, ref, kind) for ref in refs) for kind, refs in held.items()}
    return ValidationData(found["/Certs"], found["/OCSPs"], found["/CRLs"])


def stored(resolver: Any, ref: Ref, kind: str) -> bytes:
    """Return one certificate, OCSP response or CRL. Raises Refused unless it is one, in DER, and its stream says nothing more."""
    stream = resolver.get_object(generic.Reference(*ref, pdf=resolver))
    if not isinstance(stream, generic.StreamObject) or set(stream) != {"/Length"}:
        raise Refused("intact.changed_later", "validation data with other things among them")
    der = bytes(stream.data)
    try:
        if kind == "/Certs":
            x509.load_der_x509_certificate(der)
        elif kind == "/OCSPs":
            ocsp.OCSPResponse.load(der, strict=True)["response_bytes"]["response"].parsed.native  # noqa: B018 - read to the end
        else:
            crl.CertificateList.load(der, strict=True).native  # noqa: B018
    except PARSER_ERRORS as error:
        raise Refused("intact.changed_later", "validation data that are none") from error
    if not is_der(der):
        raise Refused("intact.changed_later", "validation data that are none")
    return der


def root_of(resolver: Any, root: Ref) -> Any:
    return resolver.get_object(generic.Reference(*root, pdf=resolver))


def references(array: Any) -> list[generic.IndirectObject]:
    """Return the references in an array. Raises Refused when anything else stands in it."""
    found = [array.raw_get(index) for index in range(len(array))]
    if not all(isinstance(one, generic.IndirectObject) for one in found):
        raise Refused("intact.changed_later", "a list with other things than references")
    return found


def refs_of(holder: Any, key: str) -> list[Ref]:
    return [(one.idnum, one.generation) for one in references(holder[key])] if key in holder else []


def only_adds(now: Step, values: list[Any]) -> None:
    """Raise Refused unless the objects added are exactly those that the values lead to. also: older objects they may lead to."""
    reached: set[Ref] = set()
    for value in values:
        reach(now.after, value, reached, stop=now.existed)
    if now.added != reached - now.existed:
        raise Refused("intact.changed_later", "objects were added that are no part of it")


def reach(resolver: Any, value: Any, reached: set[Ref], *, stop: frozenset[Ref]) -> None:
    """Collect the objects reachable from value, not going on into objects that stood there before."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, generic.IndirectObject):
            at = (value.idnum, value.generation)
            if at in reached or at in stop:
                continue
            reached.add(at)
            value = resolver.get_object(value.reference)
        if isinstance(value, generic.DictionaryObject):
            waiting += [value.raw_get(key) for key in value]
        elif isinstance(value, generic.ArrayObject):
            waiting += [value.raw_get(index) for index in range(len(value))]


def plain(value: Any) -> Any:
    """Return a PDF value as something that compares by content; a reference is its number."""
    if isinstance(value, generic.IndirectObject):
        return ("ref", value.idnum, value.generation)
    if isinstance(value, generic.DictionaryObject):
        return {str(key): plain(value.raw_get(key)) for key in value}
    if isinstance(value, generic.ArrayObject):
        return [plain(value.raw_get(index)) for index in range(len(value))]
    return value
