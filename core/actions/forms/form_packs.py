"""New versions of forms from the centre: taken from a signed pack, kept for ever in a record, carried whenever the vault is open."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from sqlalchemy import Connection, select

from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.exchange.form_pack import PACK_BYTES_MAX, FormPack, open_form_pack
from core.resources import resource_path
from core.vault import truth, views
from core.vault.ids import new_id
from core.vault.vault import Vault
from core.vault.views import Changes
from forms.engine.errors import FormRefused
from forms.library import FormVersion, carry, taken_over, version_of
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.part import Part
from record.seal import key_id

FORMS_TAKEN = "forms.taken"
PART = "pack"


class PackRefused(AppError):
    code = "form_pack.refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a pack brought: (form id, version) of each form; was_there: it had been taken before."""

    forms: tuple[tuple[str, str], ...]
    changes: Changes
    was_there: bool


def take_form_pack(vault: Vault, path: Path, *, now: Now = wall_now) -> Taken:
    """Take a pack file: its forms are there at once, here and on every laptop of the office that gets the record. Drafts stay on theirs.

    Raises PackRefused when the file cannot be read, no known centre signed it, a form cannot be run here, or a version that is here
    already says something else.
    """
    raw = _read(path)
    with vault.read() as tx:
        pack = _opened(raw, _keys(vault, tx))
        there = any(sha256(one).digest() == sha256(raw).digest() for one in _kept(tx))
    versions = _versions(pack)
    told = tuple((one.id, one.version) for one in versions)
    if there:
        carry_forms(vault)
        return Taken(told, Changes(), True)
    with vault.write() as tx:
        appended = vault.log.append(
            tx,
            type=FORMS_TAKEN,
            stream=new_id(),
            at=now(),
            person=vault.person(tx).id,
            schema=f"{FORMS_TAKEN}/1",
            parts=(Part.fresh(PART, {"pack": base64.b64encode(raw).decode()}),),
        )
        changes = views.update(tx, [(appended.id, appended.header)])
    carry_forms(vault)
    return Taken(told, changes, False)


def carry_forms(vault: Vault) -> tuple[FormVersion, ...]:
    """Let the program know every form version that this vault holds, and no other's; called when a vault opens and when records came.

    A pack that does not hold, or that this program cannot run, is passed over: a later program may.
    """
    with vault.read() as tx:
        keys, packs = _keys(vault, tx), list(_kept(tx))
    found: dict[str, FormVersion] = {}
    for raw in packs:
        try:
            found |= {one.sha256: one for one in _versions(_opened(raw, keys))}
        except PackRefused:
            continue
    carried = tuple(found.values())
    carry(carried)
    return carried


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > PACK_BYTES_MAX:
            raise PackRefused("The pack was not taken: this file is too large to be one.", "Choose the file that the centre sent.")
        return path.read_bytes()
    except OSError as error:
        raise PackRefused("The pack was not taken: the file cannot be read.", "Check the path and the stick.", path=str(path)) from error


def _opened(raw: bytes, keys: Mapping[str, bytes]) -> FormPack:
    try:
        return open_form_pack(raw, keys)
    except NotGenuine as error:
        raise PackRefused(
            "The pack was not taken: the centre that is known here has not signed it.",
            "Enrol this laptop first, or ask the centre for the pack again.",
        ) from error
    except Unreadable as error:
        raise PackRefused("The pack was not taken: the file is damaged, or no form pack.", "Ask the centre for it again.") from error


def _versions(pack: FormPack) -> list[FormVersion]:
    """Each form of the pack, loaded. Raises PackRefused."""
    found = []
    for one in pack.forms:
        try:
            version = version_of(one.xml, one.described)
        except (FormRefused, ValueError, KeyError, TypeError, AttributeError) as error:
            raise PackRefused(
                "The pack was not taken: this program cannot run {form} {version}.", "Update the program first, then take the pack again.",
                form=one.form_id, version=one.version,
            ) from error  # fmt: skip
        known = taken_over(one.form_id, one.version)
        if (version.id, version.version) != (one.form_id, one.version) or (known is not None and known.sha256 != version.sha256):
            raise PackRefused(
                "The pack was not taken: {form} {version} is here already and says something else.",
                "Tell the centre: a version never changes.",
                form=one.form_id,
                version=one.version,
            )
        found.append(version)
    return found


def _kept(tx: Connection) -> Iterator[bytes]:
    """The packs that the records of this office hold, as the centre signed them."""
    table = truth.records.c
    for row in tx.execute(select(table.record_id, table.header).where(table.type == FORMS_TAKEN).order_by(table.arrival)):
        body = truth.open_part(tx, Header.from_bytes(row.header), row.record_id, PART) or {}
        if isinstance(told := body.get("pack"), str):
            try:
                yield base64.b64decode(told, validate=True)
            except ValueError:
                continue


def _keys(vault: Vault, tx: Connection) -> dict[str, bytes]:
    """The centres this vault has enrolled with, and those the program believes from the start (resources/trust)."""
    keys = dict(vault.centre_keys(tx))
    for path in sorted(resource_path("trust").glob("*.pem")):
        spki = serialization.load_pem_public_key(path.read_bytes()).public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        keys[key_id(spki)] = spki
    return keys
