"""The exhibits of each case: every photo, video, paper or thing kept as evidence, with its latest description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, delete, func, insert, or_, select

from core.vault.views.said import Said, heads_of, text_of, whole_of
from core.vault.views.table import key, views

ADDED, DESCRIBED, WITHDRAWN, REDERIVED = "exhibit.added", "exhibit.described", "exhibit.withdrawn", "exhibit.rederived"
TYPES = (ADDED, DESCRIBED, WITHDRAWN, REDERIVED)
DESCRIPTION = ("no", "kind", "title", "caption", "evidence_class", "taken_at", "place", "taken_by", "obtained_from", "copies", "note")

exhibits = Table(
    "view_exhibits",
    views,
    key("stream"),
    Column("case_id", String, nullable=False, index=True),
    Column("record_id", String, nullable=False),
    Column("heads", Integer, nullable=False),
    *(Column(name, String, nullable=False) for name in DESCRIPTION),
    Column("file_name", String, nullable=False),
    Column("obtained", String, nullable=False),  # dialog, drop, paste, folder, import
    Column("media_type", String, nullable=False),
    Column("original", String, nullable=False, index=True),  # SHA-256; empty for a thing without a file
    Column("size", Integer, nullable=False),
    Column("working", String, nullable=False),
    Column("thumbnail", String, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("latitude", String, nullable=False),
    Column("longitude", String, nullable=False),
    Column("exif_taken_at", String, nullable=False),
    Column("camera", String, nullable=False),
    Column("why_not_shown", String, nullable=False),
    Column("is_withdrawn", Boolean, nullable=False),
    Column("parent", String, nullable=False),  # stream of the exhibit of which it is a marked copy; empty for what came from outside
    Column("parent_sha256", String, nullable=False),
    Column("copy_reason", String, nullable=False),
    Column("covers", Boolean, nullable=False),  # the copy hides something: open papers print it in the place of its parent
    Column("source", String, nullable=False, index=True),
    Column("added_at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("log", String, nullable=False),
    Column("seq", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One row. original, working, thumbnail: SHA-256 or empty; size in bytes; latitude and longitude WGS 84 decimal degrees as text."""

    stream: str
    case_id: str
    record_id: str
    heads: int
    no: str
    kind: str
    title: str
    caption: str
    evidence_class: str
    taken_at: str
    place: str
    taken_by: str
    obtained_from: str
    copies: str
    note: str
    file_name: str
    obtained: str
    media_type: str
    original: str
    size: int
    working: str
    thumbnail: str
    width: int
    height: int
    latitude: str
    longitude: str
    exif_taken_at: str
    camera: str
    why_not_shown: str
    is_withdrawn: bool
    parent: str
    parent_sha256: str
    copy_reason: str
    covers: bool
    source: str
    added_at: str
    person: str
    log: str
    seq: int


def update(tx: Connection, stream: str, said: Sequence[Said]) -> str | None:
    """Compute the row of one stream anew. said: its records. Returns its case, None when the stream is no exhibit."""
    tx.execute(delete(exhibits).where(exhibits.c.stream == stream))
    added = next((one for one in said if one.header.type == ADDED), None)
    ends = heads_of(said)
    if added is None or not ends:
        return None
    described = [one for one in said if one.header.type in (ADDED, DESCRIBED) and one.body("description")]
    words = described[-1].body("description") if described else {}
    file, files = added.body("exhibit"), {blob.role: blob for blob in added.header.blobs}
    original = files.get("original")
    small = next((one for one in reversed(said) if one.header.type == REDERIVED), added)  # of the newest working copy
    told = file.get("made_from")
    made_from = told if isinstance(told, dict) else {}
    tx.execute(
        insert(exhibits).values(
            stream=stream,
            case_id=text_of(file, "case"),
            record_id=ends[-1].id,
            heads=len(ends),
            **{name: text_of(words, name) for name in DESCRIPTION},
            **{name: text_of(file, name) for name in ("file_name", "obtained", "latitude", "longitude", "camera", "source")},
            parent=text_of(made_from, "exhibit"),
            parent_sha256=text_of(made_from, "sha256"),
            copy_reason=text_of(made_from, "reason"),
            covers=text_of(made_from, "covers") == "yes",
            exif_taken_at=text_of(file, "taken_at"),
            why_not_shown=text_of(file, "why_not"),
            width=whole_of(file, "width"),
            height=whole_of(file, "height"),
            media_type=original.media_type if original else "",
            original=original.sha256 if original else "",
            size=original.size if original else 0,
            working=_hash(small, "working"),
            thumbnail=_hash(small, "thumbnail"),
            is_withdrawn=any(one.header.type == WITHDRAWN for one in said),
            added_at=added.header.at,
            person=added.header.person,
            log=ends[-1].header.log,
            seq=ends[-1].header.seq,
        )
    )
    return text_of(file, "case")


def _hash(said: Said, role: str) -> str:
    return next((blob.sha256 for blob in said.header.blobs if blob.role == role), "")


def of_case(tx: Connection, case_id: str) -> list[Exhibit]:
    """Return the exhibits of a case in the order in which they were added."""
    rows = tx.execute(select(exhibits).where(exhibits.c.case_id == case_id).order_by(exhibits.c.stream))
    return [Exhibit(**row._mapping) for row in rows]


def kept_of_case(tx: Connection, case_id: str) -> tuple[int, str]:
    """Return how many exhibits of a case are not withdrawn, and when the last of them was added (empty without any): five thousand are
    counted by the database, not read one by one for each that comes.
    """
    chosen = select(func.count(), func.max(exhibits.c.added_at)).where(exhibits.c.case_id == case_id, ~exhibits.c.is_withdrawn)
    count, last = tx.execute(chosen).one()
    return int(count), str(last or "")


def one(tx: Connection, stream: str) -> Exhibit | None:
    row = tx.execute(select(exhibits).where(exhibits.c.stream == stream)).one_or_none()
    return Exhibit(**row._mapping) if row is not None else None


def cases_with_file(tx: Connection, original: str) -> list[str]:
    """Return the cases that hold the same file."""
    return sorted(set(tx.scalars(select(exhibits.c.case_id).where(exhibits.c.original == original))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What a gallery over all cases needs of one exhibit. taken: as a person or the camera says, empty when neither does."""

    stream: str
    case_id: str
    no: str
    words: str
    taken: str
    place: str
    has_point: bool
    original: str
    working: str
    thumbnail: str


def glimpses(tx: Connection, *, words: str = "") -> list[Glimpse]:
    """Return every exhibit that is not withdrawn, the newest picture first, those without a time last, for 30,000 in one reading.

    words: every word must occur in number, title, caption, place, file name or camera.
    """
    c = exhibits.c
    chosen = select(
        c.stream, c.case_id, c.no, c.title, c.caption, c.file_name, c.taken_at, c.exif_taken_at, c.place, c.latitude, c.original, c.working,
        c.thumbnail,
    ).where(~c.is_withdrawn)  # fmt: skip
    for word in words.split():
        within = (c.no, c.title, c.caption, c.place, c.file_name, c.camera, c.taken_at, c.exif_taken_at)
        chosen = chosen.where(or_(*(column.contains(word, autoescape=True) for column in within)))
    found = [
        Glimpse(
            stream=row.stream,
            case_id=row.case_id,
            no=row.no,
            words=row.caption or row.title or row.file_name,
            taken=row.taken_at or row.exif_taken_at,
            place=row.place,
            has_point=bool(row.latitude),
            original=row.original,
            working=row.working,
            thumbnail=row.thumbnail,
        )
        for row in tx.execute(chosen)
    ]
    return sorted(found, key=lambda one: (one.taken, one.stream), reverse=True)


def some(tx: Connection, streams: Sequence[str]) -> list[Exhibit]:
    """Return the rows of these exhibits, in the order given; a few hundred at most."""
    rows = {row.stream: Exhibit(**row._mapping) for row in tx.execute(select(exhibits).where(exhibits.c.stream.in_(streams)))}
    return [rows[stream] for stream in streams if stream in rows]


def on_open_papers(kept: Sequence[Exhibit]) -> list[Exhibit]:
    """Return what an ordinary paper prints of these: a copy that covers something in the place of its parent, the newest one of several."""
    covered = {one.parent: one for one in sorted(kept, key=lambda one: (one.added_at, one.stream)) if one.covers}
    return [covered.get(one.stream, one) for one in kept if not one.covers]


def count(tx: Connection) -> int:
    """Return how many exhibits there are that are not withdrawn."""
    return tx.scalar(select(func.count()).select_from(exhibits).where(~exhibits.c.is_withdrawn)) or 0
