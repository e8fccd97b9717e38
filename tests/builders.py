"""Offices that write records by record/ alone, genuine or forged, for tests that need no vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

from record.header import BlobRef, Header, record_id
from record.parcel import Item, RecordItem, frames, part_items
from record.part import Part
from record.roster import root_stream
from record.signature import Signature, sign, signatures_to_bytes
from tests.unit.record_samples import Laptop, Member, a_header, some_id


@dataclass(frozen=True)
class Written:
    """A record with its bodies, as it travels."""

    header: Header
    item: RecordItem
    bodies: Mapping[str, bytes]

    @property
    def id(self) -> str:
        return record_id(self.item.header)

    @property
    def items(self) -> list[Item]:
        return [self.item, *self.part_items()]

    def part_items(self) -> list[Item]:
        return [piece for name, body in self.bodies.items() for piece in part_items(self.id, name, body)]


class BuiltOffice:
    """An office with a chair and one laptop, founded; further laptops and members are the test's."""

    def __init__(self, code: str = "00.00.01", role: str = "panwascam_chair") -> None:
        self.code, self.chair, self.laptop = code, Member(role), Laptop(code)
        above = [code.rpartition(".")[0]] if "." in code else []
        self.scope = (code, *above)
        pieces = code.split(".")
        self.roster_scope = (*(".".join(pieces[:length]) for length in range(1, len(pieces) + 1)), code + ".*")
        self.stream = root_stream(self.laptop.id)
        bodies = {"office": _facts(code), "person": self.chair.entry(), "device": self.laptop.body()}
        self.founding = self.write("roster.founded", bodies, stream=self.stream, scope=self.roster_scope, with_person=True)
        self.roster = [self.founding]

    def write(
        self,
        type: str = "form.saved",
        bodies: Mapping[str, Mapping[str, object]] | None = None,
        *,
        by: Member | None = None,
        laptop: Laptop | None = None,
        stream: str | None = None,
        after: Sequence[Written] = (),
        scope: Sequence[str] | None = None,
        office: str | None = None,
        blobs: Sequence[bytes] = (),
        with_person: bool = False,
        signed_by: ec.EllipticCurvePrivateKey | None = None,
        **changed: object,
    ) -> Written:
        """Return the next record of a laptop's log. signed_by: another key than the person's own (a forgery)."""
        by, laptop = by or self.chair, laptop or self.laptop
        parts = [Part.fresh(name, body) for name, body in (bodies or {"answers": {"place": "Balai desa"}}).items()]
        header = a_header(
            **{
                "type": type,
                "stream": stream or (after[0].header.stream if after else some_id()),
                "log": laptop.log,
                "seq": laptop.seq + 1,
                "prev": laptop.prev,
                "parents": tuple(sorted(one.id for one in after)),
                "lamport": 1 + max((one.header.lamport for one in after), default=0),
                "office": office or laptop.office,
                "scope": tuple(scope or self.scope),
                "device": laptop.id,
                "person": by.id,
                "schema": f"{type}/1",
                "parts": tuple(part.ref for part in parts),
                "blobs": tuple(blob_ref(content) for content in blobs),
                **changed,
            }
        )
        raw = header.to_bytes()
        laptop.seq, laptop.prev = header.seq, record_id(raw)
        signatures: tuple[Signature, ...] = (sign(laptop.key, "device", raw),)
        if with_person or signed_by is not None:
            signatures += (sign(signed_by or by.key, "person", raw),)
        return Written(header, RecordItem(raw, signatures_to_bytes(signatures)), {part.ref.name: part.stored for part in parts})

    def roster_act(self, type: str, bodies: Mapping[str, Mapping[str, object]], **more: object) -> Written:
        """Return a legal act on the roster, following the last one, and remember it."""
        given: dict[str, object] = {"after": self.roster[-1:], "scope": self.roster_scope, "with_person": True, **more}
        written = self.write(type, bodies, **given)  # type: ignore[arg-type]
        self.roster.append(written)
        return written

    def add_laptop(self, *, by: Member | None = None) -> Laptop:
        """Return a second laptop of the office; its own record is the last of `roster`."""
        laptop = Laptop(self.code)
        self.roster_act("roster.device_added", {"device": laptop.body()}, laptop=laptop, by=by or self.chair)
        return laptop

    def admit(self, role: str = "panwascam_staff") -> Member:
        member = Member(role)
        self.roster_act("roster.person_admitted", {"person": member.entry()})
        return member


def _facts(code: str) -> dict[str, object]:
    return {"code": code, "name": "Kantor"}


def blob_ref(content: bytes, role: str = "original") -> BlobRef:
    return BlobRef(sha256=sha256(content).hexdigest(), size=len(content), media_type="application/octet-stream", role=role)


def parcels(*written: Written) -> list[bytes]:
    """Return the frames that hold these records with all their parts."""
    return list(frames(item for one in written for item in one.items))


def parcel(*written: Written) -> bytes:
    (frame,) = parcels(*written)
    return frame
