"""Publishing: new versions of forms or rules, signed by the centre, for every office at its next exchange."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from obstore.exceptions import BaseError

from record.errors import NotGenuine, Unreadable
from record.pack import PACK_BYTES_MAX, Pack, PackedForm, make_form_pack, make_rule_pack, open_pack
from server.centre import Centre
from server.fault import ServerFault
from server.stores import packs
from server.stores.database import writing

_RULES = "counting.yaml"  # a folder with this file holds rules


@dataclass(frozen=True, slots=True)
class Publication:
    """names: what the pack holds. is_new: False when all of it had been published before; nothing was done then."""

    names: tuple[str, ...]
    is_new: bool


def publish(centre: Centre, path: Path, *, out: Path | None = None) -> Publication:
    """Keep a pack and name it in every hello from now on.

    path: a pack that this centre has signed; or a folder to be signed now: compiled forms (`main.py form compile --out`), or all files
    of the rules. out: where the signed pack is written too. Raises ServerFault when it is none, signed by somebody else, or holds a
    version that was published with another content: nothing is published then.
    """
    keys = {one.id: one.spki for one in centre.key.all}
    try:
        raw = _signed_folder(centre, path) if path.is_dir() else _read(path)
        pack = open_pack(raw, keys)
    except NotGenuine as error:
        raise ServerFault("Nothing was published: this centre has not signed the pack, or it was changed since.") from error
    except Unreadable as error:
        raise ServerFault(f"Nothing was published: {error}.") from error
    _check(pack)
    found = packs.Published(sha256(raw).hexdigest(), len(raw))
    _keep(centre, found.sha256, raw)  # before anything names it; unnamed it is harmless
    with writing(centre.engine) as tx:
        known = packs.known(tx)
        if changed := [name for name, digest in pack.holds.items() if known.get(name, digest) != digest]:
            raise ServerFault(f"Nothing was published: {', '.join(changed)} was published otherwise, and a version never changes.")
        is_new = not pack.holds.keys() <= known.keys()
        if is_new:
            packs.add(tx, found, pack.holds, at=centre.now())
    if out is not None:
        _write(out, raw)
    return Publication(tuple(pack.holds), is_new)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > PACK_BYTES_MAX:
            raise ServerFault("Nothing was published: the file is larger than 768 KiB, so it is no pack.")
        return path.read_bytes()
    except OSError as error:
        raise ServerFault(f"Nothing was published: {path} cannot be read.") from error


def _signed_folder(centre: Centre, folder: Path) -> bytes:
    at = centre.now().isoformat(timespec="milliseconds")
    try:
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError as error:
        raise ServerFault(f"Nothing was published: {folder} cannot be read.") from error
    if _RULES in files:
        rules = {name: content.replace(b"\r\n", b"\n") for name, content in files.items() if name.endswith((".yaml", ".csv"))}
        return make_rule_pack(centre.key.private, rules, at=at)
    forms = [_form(name, files) for name in files if name.endswith(".json")]
    if not forms:
        raise ServerFault("Nothing was published: the folder holds neither compiled forms (NAME.xml with NAME.json) nor the rules.")
    return make_form_pack(centre.key.private, forms, at=at)


def _form(name: str, files: dict[str, bytes]) -> PackedForm:
    xml = files.get(name.removesuffix(".json") + ".xml")
    try:
        described = json.loads(files[name])
        return PackedForm(str(described["form"]), str(described["version"]), xml or b"", files[name])
    except (ValueError, KeyError, TypeError) as error:
        raise ServerFault(f"Nothing was published: {name} does not describe a compiled form.") from error


def _check(pack: Pack) -> None:
    """Raises ServerFault for a form that no laptop could take: its two files do not belong together."""
    for one in pack.forms:
        try:
            described = json.loads(one.described)
            told = (described["form"], described["version"], described["sha256"])
            ElementTree.fromstring(one.xml)
        except (ValueError, KeyError, TypeError, ElementTree.ParseError) as error:
            raise ServerFault(f"Nothing was published: {one.form_id} {one.version} is no compiled form.") from error
        if told != (one.form_id, one.version, one.sha256):
            raise ServerFault(f"Nothing was published: the XForm of {one.form_id} {one.version} is not the one it was published with.")


def _keep(centre: Centre, digest: str, raw: bytes) -> None:
    """Put the file where the offices fetch it from, durably."""
    passing = centre.spool.folder / f"pack-{digest}"
    try:
        with passing.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        centre.blobs.keep(digest, passing)
    except (OSError, BaseError) as error:
        raise ServerFault("Nothing was published: the disk or the blob store did not take the pack.") from error


def _write(path: Path, raw: bytes) -> None:
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise ServerFault(f"Nothing was published: {path} cannot be written.") from error
