"""Section 7: statements of the centre in the folder `receipts`."""

import re

from .export import Export
from .roster import Credential
from .signatures import STATEMENT, holds
from .strict import HASH, REGION, UUID, Broken, from_base64, is_text, is_time, is_whole, need, parse_object, sha256

LONGEST = 262_144
KIND = re.compile(r"(?s).+")


def judge_statements(export: Export, trusted: frozenset[str]) -> tuple[frozenset[Credential], list[str]]:
    """The credentials of trusted centres, and notes on statements that cannot be judged; faults go to the export."""
    credentials: set[Credential] = set()
    notes: list[str] = []
    for name, files in sorted(export.statements.items()):
        try:
            body = _read(name, files)
        except Broken as broken:
            export.blame(f"receipts/{name}", str(broken))
            continue
        key = export.keys.get(body["by"])
        if key is None:
            notes.append(f"receipts/{name}: not judged, the key {body['by']} is not at hand")
        elif not holds(key, STATEMENT + files["json"], files["der"]):
            export.blame(f"receipts/{name}", "signature of the centre does not hold")
        elif body["by"] not in trusted:
            notes.append(f"receipts/{name}: signature holds; compare the centre's key {body['by']} by another way")
        elif body["kind"] == "credential":
            credentials.add(Credential(body["office"], body["device"], body["person"], body["sign_key"]))
    return frozenset(credentials), notes


def _read(name: str, files: dict[str, bytes]) -> dict[str, str]:
    need(set(files) == {"json", "der", "signed"}, "a statement is not complete: .json, .der and .signed")
    need(sha256(files["json"]) == name, "the body's hash is not the name of its file")
    need(len(files["signed"]) <= LONGEST, "a statement of more than 262,144 bytes")
    signed = parse_object(files["signed"])
    need(set(signed) == {"body", "der"}, "statement: keys")
    pair = (from_base64(signed["body"], "statement: body"), from_base64(signed["der"], "statement: der"))
    need(pair == (files["json"], files["der"]), "body or signature is not that of .signed")
    body = parse_object(files["json"])
    need(is_whole(body.get("v"), 1, 1), "statement: v is not 1")
    need(is_text(body.get("kind"), KIND) and is_text(body.get("by"), HASH) and is_time(body.get("at")), "statement: kind, by or at")
    if body["kind"] == "receipt":
        _check_receipt(body)
    if body["kind"] == "credential":
        for key, pattern in (("office", REGION), ("device", HASH), ("person", UUID), ("sign_key", HASH)):
            need(is_text(body.get(key), pattern), f"credential: {key}")
    return body


def _check_receipt(body: dict[str, object]) -> None:
    need("office" not in body or is_text(body["office"], REGION), "receipt: office")
    for key in ("logs", "blobs", "refused"):
        entries = body.get(key)
        need(isinstance(entries, list), f"receipt: {key}")
        for entry in entries if isinstance(entries, list) else []:
            need(isinstance(entry, dict), f"receipt: {key}")
            if key == "logs":
                need(
                    is_text(entry.get("log"), UUID) and is_whole(entry.get("seq"), 1) and is_text(entry.get("head"), HASH), "receipt: logs"
                )
            elif key == "blobs":
                need(is_text(entry.get("sha256"), HASH) and is_whole(entry.get("size"), 0), "receipt: blobs")
            else:
                need(is_text(entry.get("record"), HASH) and isinstance(entry.get("reason"), str), "receipt: refused")
