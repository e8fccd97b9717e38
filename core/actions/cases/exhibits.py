"""Taking evidence in: the original byte-exact first, then what can be seen of it, then the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, select

from core.actions.cases.open_case import refuse_two, scope_of_case
from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.evidence.inspect import Intake, Looked
from core.evidence.media_type import HEAD_BYTES, PICTURE_BYTES_MAX, PICTURES, media_type_of
from core.reporter import Cancelled, Reporter
from core.vault import absent, truth, views
from core.vault.blobs import Stored
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes, destroyed, exhibits
from core.vault.views.exhibits import DESCRIPTION, Exhibit
from record.header import BlobRef
from record.part import Part

COPIED = "copy"
IN_HAND = "in/hand"  # the lane of the bytes of the one file in hand: no file can have this name
OBTAINED = ("dialog", "drop", "paste", "folder", "import", "phone", COPIED)


class ExhibitRefused(AppError):
    code = "exhibit.refused"


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files among paths and inside folders (whole trees), hidden ones left out, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        found += [one for one in inside if not any(piece.startswith(".") for piece in one.relative_to(path.parent).parts)]
    return found


def attach_files(
    vault: Vault, case_id: str, paths: Iterable[Path], *, obtained: str, intake: Intake, report: Reporter | None = None, now: Now = wall_now
) -> Iterator[tuple[Path, Changes | AppError]]:
    """Attach files one after the other; yields each as soon as it is durable, or why it was refused. Stopping keeps what is done.

    report: steps are files, under the name of the next; and under IN_HAND the bytes of the one in hand.
    """
    files = files_in(paths)
    for number, path in enumerate(files):
        if report is not None:
            report.step(number, len(files), path.name)
        try:
            yield path, attach_file(vault, case_id, path, obtained=obtained, intake=intake, report=report, now=now)
        except Cancelled:
            raise
        except AppError as error:
            yield path, error
    if report is not None:
        report.step(len(files), len(files), "")


def attach_file(
    vault: Vault,
    case_id: str,
    path: Path,
    *,
    obtained: str,
    intake: Intake,
    description: Mapping[str, str] | None = None,
    source: str = "",
    report: Reporter | None = None,
    now: Now = wall_now,
) -> Changes:
    """Store a file as a new exhibit of a case. A file that cannot be shown is evidence all the same.

    description: keys of DESCRIPTION; a number is given if none is. report: of its bytes, under IN_HAND; stopped, nothing of it stays.
    Raises ExhibitRefused for a file that cannot be read, DiskRefused.
    """
    if not path.is_file():
        raise ExhibitRefused(
            "The file was not attached: it cannot be read.", "Check that it still exists and may be opened.", path=path.name
        )
    original = vault.blobs.put_file(path, _told(report) if report is not None else None)
    return _attach(vault, case_id, original, path.name, intake.look(path), obtained, description or {}, source, now)


def _told(report: Reporter) -> Callable[[int, int], None]:
    """Both readings of a file as one way through its bytes."""
    return lambda done, total: report.step(done // 2, total // 2, IN_HAND)


def attach_bytes(
    vault: Vault, case_id: str, content: bytes, file_name: str, *, obtained: str, intake: Intake, now: Now = wall_now
) -> Changes:
    """Store pasted bytes as a new exhibit, as `attach_file` does."""
    original = vault.blobs.put_bytes(content)
    return _attach(vault, case_id, original, file_name, intake.look(content), obtained, {}, "", now)


def attach_stored(
    vault: Vault, case_id: str, original: Stored, file_name: str, *, obtained: str, intake: Intake, now: Now = wall_now
) -> Changes:
    """Make an exhibit of a file that lies in the vault already, as `attach_file` does. Raises BlobMissing, BlobDamaged."""
    kind = media_type_of(next(vault.blobs.read(original.sha256), b"")[:HEAD_BYTES])
    if kind in PICTURES and original.size <= PICTURE_BYTES_MAX:
        looked = intake.look(vault.blobs.read_bytes(original.sha256))
    else:
        looked = Looked(media_type=kind, why_not="too_large" if kind in PICTURES else "not_a_picture" if original.size else "empty")
    return _attach(vault, case_id, original, file_name, looked, obtained, {}, "", now)


def kept_in_case(vault: Vault, case_id: str, original: str) -> str | None:
    """Return the number of the exhibit of a case that holds this file, None when none does. original: SHA-256."""
    c = exhibits.exhibits.c
    with vault.read() as tx:
        return tx.scalar(select(c.no).where(c.case_id == case_id, c.original == original, ~c.is_withdrawn).order_by(c.stream).limit(1))


def attach_copy(
    vault: Vault,
    parent: Exhibit,
    picture: bytes,
    description: Mapping[str, str],
    made_from: Mapping[str, object],
    *,
    intake: Intake,
    now: Now,
) -> Changes:
    """Store a copy that was made from another exhibit's picture. made_from: exhibit, sha256, reason, covers, marks (docs/format.md)."""
    original = vault.blobs.put_bytes(picture)
    name = f"{parent.no}-salinan.jpg"
    return _attach(vault, parent.case_id, original, name, intake.look(picture), COPIED, description, "", now, made_from)


def add_thing(vault: Vault, case_id: str, description: Mapping[str, str], *, source: str = "", now: Now = wall_now) -> Changes:
    """Enter an exhibit that has no file here: an object, or a recording kept elsewhere."""
    return _attach(vault, case_id, None, "", Looked(media_type="application/octet-stream"), "import", description, source, now)


def _attach(
    vault: Vault,
    case_id: str,
    original: Stored | None,
    file_name: str,
    looked: Looked,
    obtained: str,
    description: Mapping[str, str],
    source: str,
    now: Now,
    made_from: Mapping[str, object] | None = None,
) -> Changes:
    blobs: list[BlobRef] = []
    if original is not None:
        _refuse_destroyed(vault, original)
        blobs.append(BlobRef(sha256=original.sha256, size=original.size, media_type=looked.media_type, role="original"))
    for role, picture in (("working", looked.working), ("thumbnail", looked.thumbnail)):
        if picture is not None:
            stored = vault.blobs.put_bytes(picture)
            blobs.append(BlobRef(sha256=stored.sha256, size=stored.size, media_type="image/jpeg", role=role))
    body: dict[str, object] = {
        "case": case_id,
        "file_name": file_name,
        "obtained": obtained,
        "taken_at": looked.taken_at_iso or "",
        "latitude": looked.latitude or "",
        "longitude": looked.longitude or "",
        "camera": looked.camera or "",
        "width": looked.width or 0,
        "height": looked.height or 0,
        "orientation": looked.orientation,
        "why_not": (looked.why_not or "") if original is not None else "",
        "source": source,
    }
    if made_from is not None:
        body["made_from"] = dict(made_from)
    with vault.write() as tx:
        if original is not None and not vault.blobs.has(original.sha256):  # it was freed here before, and room was being made just now
            raise ExhibitRefused("The file was not attached: room was being made on this disk just then.", "Attach it once more.")
        said = _described(description)
        said.setdefault("no", f"Bukti-{next_number(tx, case_id)}")
        said.setdefault("kind", _kind(looked.media_type) if original is not None else "barang")
        said.setdefault("evidence_class", "alat_bukti")
        said.setdefault("taken_at", looked.taken_at_iso or "")
        for blob in blobs:
            truth.add_held_blob(tx, blob.sha256, blob.size)
        appended = vault.log.append(
            tx,
            type=exhibits.ADDED,
            stream=new_id(),
            at=now(),
            person=vault.person(tx).id,
            schema="exhibit.added/1",
            scope=scope_of_case(tx, case_id),
            parts=(Part.fresh("exhibit", body), Part.fresh("description", {"case": case_id, **said})),
            blobs=blobs,
        )
        return views.update(tx, [(appended.id, appended.header)])


def _refuse_destroyed(vault: Vault, original: Stored) -> None:
    """What an order has destroyed does not come back by being attached anew."""
    with vault.read() as tx:
        order = None if absent.may_come(tx, original.sha256, from_own_copy=True) else destroyed.order_for_file(tx, original.sha256)
    if order is not None:
        vault.blobs.destroy(original.sha256)
        raise ExhibitRefused(
            "The file was not attached: it was destroyed by order {reference} of {day}.",
            "Ask the chair, who knows the order.",
            reference=order.reference,
            day=order.day,
        )


def describe_exhibit(vault: Vault, stream: str, description: Mapping[str, str], *, now: Now = wall_now) -> Changes:
    """Say anew what an exhibit is (number, caption, class ...); what is not named stays. Raises ExhibitRefused when it is unknown,
    TwoVersionsStand while two descriptions stand side by side (core.actions.cases.two_sayings settles them).
    """
    with vault.write() as tx:
        old = exhibits.one(tx, stream)
        if old is None:
            raise ExhibitRefused("This exhibit is not in the vault.", "Choose one from the list.")
        said = {name: str(getattr(old, name)) for name in DESCRIPTION} | _described(description)
        return _next(vault, tx, old, exhibits.DESCRIBED, Part.fresh("description", {"case": old.case_id, **said}), now)


def withdraw_exhibit(vault: Vault, stream: str, reason: str, *, now: Now = wall_now) -> Changes:
    """Take an exhibit out of the case, visibly and with a reason; the file stays. Raises ExhibitRefused without one, or when unknown."""
    if not reason.strip():
        raise ExhibitRefused("The exhibit was not withdrawn: the reason is missing.", "Say in one sentence why.")
    with vault.write() as tx:
        old = exhibits.one(tx, stream)
        if old is None:
            raise ExhibitRefused("This exhibit is not in the vault.", "Choose one from the list.")
        return _next(vault, tx, old, exhibits.WITHDRAWN, Part.fresh("withdrawal", {"case": old.case_id, "reason": reason.strip()}), now)


def _next(vault: Vault, tx: Connection, old: Exhibit, type: str, part: Part, now: Now) -> Changes:
    refuse_two(tx, old.stream, exhibits.TYPES)
    appended = vault.log.append(
        tx,
        type=type,
        stream=old.stream,
        at=now(),
        person=vault.person(tx).id,
        schema=f"{type}/1",
        scope=scope_of_case(tx, old.case_id),
        parts=(part,),
    )
    return views.update(tx, [(appended.id, appended.header)])


def next_number(tx: Connection, case_id: str) -> int:
    """Return the first number not yet used as Bukti-<number> in a case, after the greatest used."""
    used = tx.scalars(select(exhibits.exhibits.c.no).where(exhibits.exhibits.c.case_id == case_id))
    numbers = [int(no.removeprefix("Bukti-")) for no in used if no.removeprefix("Bukti-").isascii() and no.removeprefix("Bukti-").isdigit()]
    return max(numbers, default=0) + 1


def _described(description: Mapping[str, str]) -> dict[str, str]:
    return {name: str(description[name]) for name in DESCRIPTION if description.get(name)} | {
        name: "" for name in DESCRIPTION if name in description and not description[name]
    }


def _kind(media_type: str) -> str:
    kinds = {"image/png": "tangkapan layar", "application/pdf": "surat/dokumen"}
    return kinds.get(media_type) or {"image": "foto", "video": "video", "audio": "rekaman suara"}.get(
        media_type.partition("/")[0], "lainnya"
    )
