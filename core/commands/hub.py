"""Commands of the evening station: hub (be one, or print its board) and hand-in (copy to one)."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace
from dataclasses import asdict
from datetime import datetime

from core.actions.clock import by_office_clock
from core.commands.speech import Speech
from core.hub.announce import FoundHub, find_hubs
from core.hub.board import Board, BoardRow, board
from core.hub.hub import Hub
from core.vault.vault import Vault
from core.words import explain, say

FIND_S = 4.0
_WIDTH = 44


def hub(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Be an evening station until Ctrl-C; with --board print who has handed in this evening, and end."""
    _ = secret
    if args.board:
        found = board(vault)
        speech.result(as_json(found), as_text(found))
        return 0
    ended, changed = threading.Event(), threading.Event()

    def end(*_: object) -> None:
        ended.set()
        changed.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, end)
    host, port = _listen(args.listen)
    with Hub(vault, host=host, port=port, name=args.name or "", is_announced=not args.quiet, changed=changed.set) as opened:
        stands = opened.standing()
        for address in stands.addresses:
            speech.line(f"HUB {address} {stands.code}")
        speech.line(say("The evening station is open. Others type this code once: {code}. Ctrl-C closes it.", code=stands.code))
        told: dict[str, BoardRow] = {}
        while not ended.is_set():
            _tell(speech, opened, told)
            changed.wait(2.0)
            changed.clear()
        _tell(speech, opened, told)
    last = board(vault)
    speech.result(as_json(last), as_text(last))
    return 0


def hand_in(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Copy to an evening station what the centre has not received. 1 when something is left on this laptop."""
    from core.actions.exchange.hand_in import hand_in as hand_in_at
    from core.exchange.hub_line import HubRefused, split_typed

    _ = secret
    address, code = split_typed(args.address) if args.address else ("", "")
    if not address:
        found = find_hubs(wait_s=FIND_S)
        if len(found) != 1:
            for one in found:
                speech.line(words_of(one))
            raise HubRefused(
                "No evening station was found on this network." if not found else "More than one evening station was found.",
                "Give the address that stands on its screen: hand-in 192.168.1.20:8741",
            )
        address = found[0].address
    done = hand_in_at(vault, speech.reporter(), address=address, code=args.code or code)
    text = say(
        "Copied to the evening station {name}: {documents} documents, {photos} photos ({records} records, {files} files). "
        "Receipts of the centre that came back: {receipts}.",
        name=done.hub.name,
        **{name: getattr(done, name) for name in ("documents", "photos", "records", "files", "receipts")},
    )
    if done.came or done.came_files:
        text += " " + say("From colleagues came {came} records, {came_files} files.", came=done.came, came_files=done.came_files)
    if done.left.records or done.left.files:
        text += " " + say("Left here: {records} records, {files} files.", **asdict(done.left))
    values = {name: value for name, value in asdict(done).items() if name != "changes"}
    speech.result(values, text)
    return 1 if done.left.records or done.left.files else 0


def words_of(found: FoundHub) -> str:
    return f"{found.address}  {found.name} ({found.office})"


def as_json(found: Board) -> dict[str, object]:
    return {**asdict(found), "expected": found.expected, "handed_in": found.handed_in}


def as_text(found: Board) -> str:
    """Return the board for a terminal or a printed page."""
    head = say("{handed_in} of {expected} have handed in this evening ({evening}).", **as_json(found))
    return "\n".join([head, *(f"  {_place(row):{_WIDTH}.{_WIDTH}}  {standing_words(row)}" for row in found.rows)])


def standing_words(row: BoardRow) -> str:
    """Return where a laptop stands, in words."""
    at = f"{by_office_clock(datetime.fromisoformat(row.at)):%H.%M}" if row.at else ""
    match row.standing:
        case "refused":
            return say("was sent away: not known here, or ended")
        case "missing":
            return say("not yet") if row.laptop else say("not yet (no laptop known)")
        case "under_way":
            return say("is handing in now")
        case "partly":
            return say("{at}: {documents} documents, {photos} photos; still there: {records} records, {files} files", **_numbers(row, at))
        case "copied":
            return say("{at}: {documents} documents, {photos} photos; not at the centre yet", **_numbers(row, at))
        case "at_centre":
            return say("{at}: {documents} documents, {photos} photos; at the centre", **_numbers(row, at))


def _numbers(row: BoardRow, at: str) -> dict[str, object]:
    return {"at": at, "documents": row.documents, "photos": row.photos, "records": row.left_records, "files": row.left_files}


def _place(row: BoardRow) -> str:
    place = row.place or row.office or row.device[:8]
    return f"{place}, {row.laptop}" if row.laptop else place


def _tell(speech: Speech, opened: Hub, told: dict[str, BoardRow]) -> None:
    for row in opened.board().rows:
        before = told.get(row.device)
        if row.device and row.standing != "missing" and (before is None or (before.standing, before.at) != (row.standing, row.at)):
            speech.line(f"{_place(row)}: {standing_words(row)}")
            told[row.device] = row
    trouble = opened.standing().trouble
    if trouble is not None:
        speech.warning(" ".join(explain(trouble)))


def _listen(given: str | None) -> tuple[str, int | None]:
    if not given:
        return "0.0.0.0", None
    host, _, port = given.rpartition(":")
    return host or "0.0.0.0", int(port) if port.isdecimal() and int(port) < 65536 else None
