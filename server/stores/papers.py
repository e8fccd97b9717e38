"""What the centre's records say about a paper: which states of it are recorded, and whose keys these are."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from record.errors import Unreadable
from record.header import Header
from record.strict_json import parse_object
from server.stores.judge import Judge
from server.stores.tables import blob_names, credentials, devices, parts, records, revocations

_TYPES = ("paper.made", "paper.signed", "paper.timestamped")
_SHA256_LENGTH = 64


def recorded(tx: Connection, states: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """Return SHA-256 of each recorded state of the papers to which these states belong -> their newest one; and the offices of them."""
    named = select(records.c.stream, records.c.office).join(blob_names, blob_names.c.record_id == records.c.record_id)
    rows = tx.execute(named.where(blob_names.c.sha256.in_(list(states)), records.c.type.in_(_TYPES)).distinct()).all()
    found: dict[str, str] = {}
    for stream in {row.stream for row in rows}:
        found |= _of_stream(tx, stream)
    return found, {row.office for row in rows}


def _of_stream(tx: Connection, stream: str) -> dict[str, str]:
    joined = select(records.c.record_id, records.c.type, blob_names.c.sha256).join(
        blob_names, blob_names.c.record_id == records.c.record_id
    )
    of_paper = joined.where(records.c.stream == stream, records.c.type.in_(_TYPES))
    rows = tx.execute(of_paper.order_by(records.c.lamport, records.c.record_id)).all()
    states = [row.sha256 for row in rows]
    for row in rows:
        states += _between(tx, row.record_id) if row.type == "paper.timestamped" else []
    return dict.fromkeys(states, rows[-1].sha256)


def _between(tx: Connection, record: str) -> list[str]:
    """Return the states that a timestamped paper went through, which are recorded without a file (docs/format.md)."""
    stored = tx.scalar(select(parts.c.stored).where(parts.c.record_id == record, parts.c.name == "paper"))
    told = _open(bytes(stored)).get("states") if stored is not None else None
    return [one for one in told if isinstance(one, str) and len(one) == _SHA256_LENGTH] if isinstance(told, list) else []


def known_keys(tx: Connection, keys: Iterable[str], offices: Iterable[str], *, is_recorded: bool) -> dict[str, str]:
    """Return key id -> name and office, for the people of the rosters of these offices and of those to which a key was credited.

    A key that was ended, or that lay on laptops only that the centre has revoked since, is known for papers that a believed record names:
    when any other was signed, nobody can say.
    """
    credited = set(tx.scalars(select(credentials.c.office).where(credentials.c.sign_key.in_(list(keys)))))
    judge, found = Judge(tx), dict[str, str]()
    for office in sorted(credited | set(offices)):
        is_stopped = not is_recorded and _is_revoked_whole(tx, office)
        for person in judge.roster(office).people.values():
            for identity, key in person.keys.items():
                if is_recorded or (key.ended_after is None and not (is_stopped and person.office == office)):
                    found[identity] = f"{person.name}, {office}"
    return found


def _is_revoked_whole(tx: Connection, office: str) -> bool:
    """Return whether an office had laptops here and all of them were revoked."""
    there = tx.scalars(select(devices.c.device).where(devices.c.office == office)).all()
    over = set(tx.scalars(select(revocations.c.device).where(revocations.c.device.in_(there))))
    return bool(there) and set(there) <= over


def known_certificates(tx: Connection, states: Iterable[str]) -> dict[str, str]:
    """Return SHA-256 of the certificates that believed records name for the papers with these states -> name and office of the signer."""
    named = select(records.c.stream).join(blob_names, blob_names.c.record_id == records.c.record_id)
    streams = tx.scalars(named.where(blob_names.c.sha256.in_(list(states)), records.c.type.in_(_TYPES)).distinct()).all()
    of_paper = select(records.c.header, parts.c.stored).join(parts, parts.c.record_id == records.c.record_id)
    rows = tx.execute(of_paper.where(records.c.stream.in_(streams), records.c.type == "paper.signed", parts.c.name == "paper")).all()
    judge, found = Judge(tx), dict[str, str]()
    for row in rows:
        header, body = Header.from_bytes(bytes(row.header)), _open(bytes(row.stored))
        how, signer = body.get("how"), body.get("signer", header.person)
        person = judge.roster(header.office).people.get(str(signer))
        if isinstance(how, dict) and isinstance(how.get("certificate"), str) and person is not None:
            found[how["certificate"]] = f"{person.name}, {header.office}"
    return found


def _open(stored: bytes) -> dict[str, object]:
    try:
        return parse_object(stored)
    except Unreadable:
        return {}
