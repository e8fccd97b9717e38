"""The working copy and the thumbnail of a photo whose file was damaged on this disk, made anew from the original that is whole."""

from __future__ import annotations

from hashlib import sha256

from core.actions.cases.open_case import scope_of_case
from core.actions.clock import Now, wall_now
from core.evidence.inspect import Intake, Looked
from core.evidence.media_type import PICTURE_BYTES_MAX
from core.vault import absent, truth, views
from core.vault.blobs import BlobDamaged, BlobMissing
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes, documents, exhibits
from core.vault.views.exhibits import Exhibit
from record.header import BlobRef
from record.part import Part


def mend_pictures(vault: Vault, document: str, *, now: Now = wall_now) -> Changes:
    """Make the damaged small pictures of a document's case anew, before its paper is made. Those that cannot be stay as they are.

    Bytes that come out as the record names them are put back in their place. Others are new files, which a record names beside the
    original they were made from: what was signed is never exchanged. Raises DiskRefused.
    """
    with vault.read() as tx:
        found = documents.one(tx, document)
        kept = [one for one in exhibits.of_case(tx, found.case_id) if not one.is_withdrawn] if found is not None else []
        held = {one.working for one in kept if truth.holds_blob(tx, one.working)}  # what has not come yet is not damaged
        held |= {digest for digest, one in absent.all_absent(tx).items() if one.why == absent.DAMAGED}
    broken = [one for one in kept if one.working in held and not _is_whole(vault, one.working)]
    changes = Changes()
    if broken:
        with Intake() as intake:
            for exhibit in broken:
                changes += rederive(vault, exhibit, intake=intake, now=now)
    return changes


def rederive(vault: Vault, exhibit: Exhibit, *, intake: Intake, now: Now = wall_now) -> Changes:
    """Make both small pictures of one exhibit anew, as `mend_pictures` does. Nothing changes where the original is not whole, where
    nobody who may write has unlocked the vault, or while two versions of the exhibit stand side by side.
    """
    if exhibit.size > PICTURE_BYTES_MAX or not _is_whole(vault, exhibit.original):
        return Changes()
    looked = intake.look(vault.blobs.read_bytes(exhibit.original))
    made = {role: picture for role, picture in (("working", looked.working), ("thumbnail", looked.thumbnail)) if picture is not None}
    before = {"working": exhibit.working, "thumbnail": exhibit.thumbnail}
    if "working" not in made:
        return Changes()
    if all(sha256(picture).hexdigest() == before[role] for role, picture in made.items()):
        stored = [vault.blobs.put_bytes(picture) for picture in made.values()]
        with vault.write() as tx:
            for one in stored:
                truth.add_held_blob(tx, one.sha256, one.size)
        return Changes()
    return _keep(vault, exhibit, looked, made, before, now)


def _keep(vault: Vault, exhibit: Exhibit, looked: Looked, made: dict[str, bytes], before: dict[str, str], now: Now) -> Changes:
    stored = {role: vault.blobs.put_bytes(picture) for role, picture in made.items()}
    body = {
        "case": exhibit.case_id, "made_from": exhibit.original, "instead_of": [digest for digest in before.values() if digest],
        "width": looked.width or 0, "height": looked.height or 0,
    }  # fmt: skip
    with vault.write() as tx:
        now_kept = exhibits.one(tx, exhibit.stream)
        try:
            person = vault.person(tx).id
        except NobodyHere:
            return Changes()
        if now_kept is None or now_kept.heads > 1 or now_kept.working != exhibit.working:
            return Changes()
        for one in stored.values():
            truth.add_held_blob(tx, one.sha256, one.size)
        appended = vault.log.append(
            tx,
            type=exhibits.REDERIVED,
            stream=exhibit.stream,
            at=now(),
            person=person,
            schema=f"{exhibits.REDERIVED}/1",
            scope=scope_of_case(tx, exhibit.case_id),
            parts=(Part.fresh("rederived", body),),
            blobs=[BlobRef(sha256=one.sha256, size=one.size, media_type="image/jpeg", role=role) for role, one in stored.items()],
        )
        return views.update(tx, [(appended.id, appended.header)])


def _is_whole(vault: Vault, digest: str) -> bool:
    if not digest:
        return False
    seen = sha256()
    try:
        for piece in vault.blobs.read(digest):
            seen.update(piece)
    except (BlobMissing, BlobDamaged):
        return False
    return seen.hexdigest() == digest
