"""Letting a new reader open what is sealed already: its content keys are wrapped for him, the sealed bytes stay as they are."""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Connection, select

from core.vault import truth, views
from core.vault.ids import new_id
from core.vault.vault import Vault, resealed_to
from core.vault.views import Changes
from record.header import Header, PartRef
from record.part import Part, sealed_of
from record.seal import key_id, wrap_key

_KEYS_A_RECORD = 2000  # of about 200 bytes: a part holds 1 MiB


def reseal(
    vault: Vault,
    tx: Connection,
    reader: bytes,
    at: datetime,
    signing: ec.EllipticCurvePrivateKey,
    *,
    streams: Collection[str] | None = None,
    scope: Sequence[str] | None = None,
) -> Changes:
    """Wrap the content key of every sealed part that I can open for a new reader.

    reader: raw X25519 public key. streams: only what is sealed in these, by default everything. scope: who may read the record that
    carries the keys. Source: docs/format.md, re-sealing.
    """
    if vault.me is None:
        return Changes()
    mine = key_id(vault.me.seal_key.public_key().public_bytes_raw())
    chosen = select(truth.records.c.record_id, truth.records.c.header).order_by(truth.records.c.arrival)
    if streams is not None:
        chosen = chosen.where(truth.records.c.stream.in_(list(streams)))
    wraps: dict[str, str] = {}
    for row in tx.execute(chosen):
        for ref in Header.from_bytes(row.header).parts:
            if ref.sealed_to is not None and (stored := truth.stored_parts(tx, row.record_id).get(ref.name)) is not None:
                wrapped = _wrapped(vault, tx, ref, stored, mine, reader)
                wraps |= {ref.sha256: wrapped} if wrapped else {}
    changes = Changes()
    for start in range(0, len(wraps), _KEYS_A_RECORD):
        keys = dict(list(wraps.items())[start : start + _KEYS_A_RECORD])
        appended = vault.log.append(
            tx,
            type="part.resealed",
            stream=new_id(),
            at=at,
            person=vault.person(tx).id,
            schema="part.resealed/1",
            scope=scope,
            parts=(Part.fresh("wraps", {"reader": key_id(reader), "keys": keys}),),
            person_key=signing,
        )
        changes += views.update(tx, [(appended.id, appended.header)])
    return changes


def _wrapped(vault: Vault, tx: Connection, ref: PartRef, stored: bytes, mine: str, reader: bytes) -> str | None:
    assert vault.me is not None
    again = resealed_to(tx, ref.sha256, mine)
    if (mine not in (ref.sealed_to or ()) and again is None) or key_id(reader) in (ref.sealed_to or ()):
        return None
    content_key = sealed_of(ref, stored).content_key(vault.me.seal_key, wrapped=again)
    return base64.b64encode(wrap_key(content_key, reader, bound_to=ref.sha256)).decode()
