"""New versions of forms and rules from the centre: taken from a signed pack, kept in a record, gone by whenever the vault is open."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from core.actions.clock import Now, wall_now
from core.errors import AppError
from core.rules import files as rule_files
from core.rules.another_version import RulesUnreadable, RulesVersion, rules_of, shipped_rules
from core.vault import centres, truth, views
from core.vault.ids import new_id
from core.vault.shipped_keys import shipped_keys
from core.vault.vault import Vault
from core.vault.views import Changes
from forms.engine.errors import FormRefused
from forms.library import FormVersion, carry, taken_over, version_of
from record.errors import NotGenuine, Unreadable
from record.header import Header
from record.pack import PACK_BYTES_MAX, Pack, open_pack
from record.part import Part

FORMS_TAKEN, RULES_TAKEN = "forms.taken", "rules.taken"
PART = "pack"


class PackRefused(AppError):
    code = "pack.refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a pack brought: (form id, version) of each form, or the version of the rules; was_there: it had been taken before."""

    forms: tuple[tuple[str, str], ...]
    rules: str
    changes: Changes
    was_there: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A pack that was opened and can be gone by here."""

    at: str
    forms: tuple[FormVersion, ...]
    rules: RulesVersion | None


def take_pack_file(vault: Vault, path: Path, *, now: Now = wall_now) -> Taken:
    """Take a pack from a file. Raises PackRefused also when the file cannot be read; else as `take_pack`."""
    try:
        if path.stat().st_size > PACK_BYTES_MAX:
            raise PackRefused("The pack was not taken: this file is too large to be one.", "Choose the file that the centre sent.")
        raw = path.read_bytes()
    except OSError as error:
        raise PackRefused("The pack was not taken: the file cannot be read.", "Check the path and the stick.", path=str(path)) from error
    return take_pack(vault, raw, now=now)


def take_pack(vault: Vault, raw: bytes, *, now: Now = wall_now) -> Taken:
    """Take a pack: what it holds is there at once, here and on every laptop that gets the record. Drafts stay on their form version.

    Raises PackRefused when no known centre signed it, this program cannot go by it, or a version that is here already says something
    else; NobodyHere when nobody who may write has unlocked. Nothing is changed then.
    """
    with vault.read() as tx:
        found = _readable(_opened(tx, raw, known_centres(vault, tx)))
        there = sha256(raw).hexdigest() in kept_packs(tx)
    changes = Changes()
    if not there:
        type = RULES_TAKEN if found.rules is not None else FORMS_TAKEN
        with vault.write() as tx:
            appended = vault.log.append(
                tx,
                type=type,
                stream=new_id(),
                at=now(),
                person=vault.person(tx).id,
                schema=f"{type}/1",
                parts=(Part.fresh(PART, {"pack": base64.b64encode(raw).decode()}),),
            )
            changes = views.update(tx, [(appended.id, appended.header)])
    carry_packs(vault)
    told = tuple((one.id, one.version) for one in found.forms)
    return Taken(told, found.rules.version if found.rules is not None else "", changes, there)


def carry_packs(vault: Vault) -> tuple[FormVersion, ...]:
    """Go by every form version and the newest rules that this vault holds, and no other's; called when it opens and when records came.

    Returns the form versions. A pack that does not hold, or that this program cannot go by, is passed over: a later program may.
    Of the rules the newest date counts, of two with one date the pack made last; the program's own when none is as new as they are.
    """
    packs: list[Pack] = []
    with vault.read() as tx:
        keys = known_centres(vault, tx)
        for raw in _kept(tx):
            with suppress(PackRefused):
                packs.append(_opened(tx, raw, keys))
    forms: dict[str, FormVersion] = {}
    rules: list[tuple[str, str, RulesVersion]] = []
    for pack in packs:
        try:
            found = _readable(pack)
        except PackRefused:
            continue
        forms |= {one.sha256: one for one in found.forms}
        if found.rules is not None:
            rules.append((found.rules.day, found.at, found.rules))
    carried = tuple(forms.values())
    carry(carried)
    newest = max(rules, key=lambda one: one[:2])[2] if rules else None
    rule_files.carry(newest.files if newest is not None and newest.day >= shipped_rules().day else {})
    return carried


def kept_packs(tx: Connection) -> set[str]:
    """Return the hashes of the packs that the records of this vault hold."""
    return {sha256(raw).hexdigest() for raw in _kept(tx)}


def _opened(tx: Connection, raw: bytes, keys: Mapping[str, bytes]) -> Pack:
    try:
        pack = open_pack(raw, keys)
        centres.check_in_time(tx, pack)
        return pack
    except NotGenuine as error:
        raise PackRefused(
            "The pack was not taken: the centre that is known here has not signed it.",
            "Enrol this laptop first, or ask the centre for the pack again.",
        ) from error
    except Unreadable as error:
        raise PackRefused("The pack was not taken: the file is damaged, or no form pack.", "Ask the centre for it again.") from error


def _readable(pack: Pack) -> _Read:
    """Return the forms of the pack loaded, or its rules read. Raises PackRefused."""
    if not pack.rules:
        return _Read(pack.at, tuple(_versions(pack)), None)
    try:
        return _Read(pack.at, (), rules_of(pack.rules))
    except RulesUnreadable as error:
        raise PackRefused(
            "The pack was not taken: this program cannot read its rules.", "Update the program first, then take the pack again."
        ) from error


def _versions(pack: Pack) -> Iterator[FormVersion]:
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
        yield version


def _kept(tx: Connection) -> Iterator[bytes]:
    """The packs that the records of this vault hold, as the centre signed them."""
    table = truth.records.c
    chosen = select(table.record_id, table.header).where(table.type.in_((FORMS_TAKEN, RULES_TAKEN))).order_by(table.arrival)
    for row in tx.execute(chosen):
        body = truth.open_part(tx, Header.from_bytes(row.header), row.record_id, PART) or {}
        if isinstance(told := body.get("pack"), str):
            try:
                yield base64.b64decode(told, validate=True)
            except ValueError:
                continue


def known_centres(vault: Vault, tx: Connection) -> dict[str, bytes]:
    """Return key id -> SPKI of the centres this vault has enrolled with, and of those the program believes from the start."""
    return dict(vault.centre_keys(tx)) | shipped_keys()
