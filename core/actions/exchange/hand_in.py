"""Handing in at an evening station on the LAN: sealed parts go over as to a stick, receipts and the office's records come back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from core.actions.clock import Now, wall_now
from core.actions.destruction.obey import Obeyed, obey_if_waiting
from core.actions.exchange.bring_back import BroughtBack, bring_files_back, bring_records_back
from core.actions.exchange.handed import kinds_of
from core.actions.exchange.hub_pins import PinnedHub, pin
from core.actions.exchange.outbox import PART_BYTES, ROUND_BYTES, Outbox
from core.actions.exchange.packs import carry_packs
from core.actions.exchange.write_stick import readers_of
from core.actions.office.roster import drop_ended_slots
from core.exchange import hub_calls
from core.exchange.errors import LineBroke, NoLine, NotEnrolled, ServerBusy, ServerRefused, busy
from core.exchange.hub_calls import Left
from core.exchange.hub_line import HubLine, HubRefused, gone
from core.exchange.part_files import PartFile
from core.exchange.patience import Habits
from core.platform import device_name, only_one
from core.reporter import Reporter
from core.vault import truth
from core.vault.outgoing import roster_items
from core.vault.vault import Vault, open_known
from core.vault.views import Changes
from record.parcel import frames
from record.receipt import Credential, HeldLog, Signed
from record.signature import public_bytes

PACKING, SENDING = "packing", "sending"
CLOCKS_APART_S = 600
_ROSTER_MAX = 512 * 1024  # of a roster that is brought along


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What one hand-in did. The word for it is copied: received is only what the centre has signed for.

    left: what could not go (no room here, files that cannot be read); receipts: statements of the centre, new here; came, came_files:
    records and files of the office that the hub had; obeyed: orders of destruction that were carried out here and confirmed there;
    clocks_apart_s: seconds by which this laptop's clock is ahead of the hub's, 0 when it is near enough.
    """

    hub: PinnedHub
    records: int
    files: int
    bytes: int
    documents: int
    photos: int
    left: Left
    receipts: int
    came: int
    came_files: int
    obeyed: int
    for_centre: bool
    clocks_apart_s: int
    skipped: dict[str, str]
    changes: Changes


@dataclass(slots=True)
class _Tally:
    ids: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    bytes: int = 0


def hand_in(
    vault: Vault,
    report: Reporter | None = None,
    *,
    address: str,
    code: str = "",
    habits: Habits | None = None,
    part_bytes: int = PART_BYTES,
    round_bytes: int = ROUND_BYTES,
    now: Now = wall_now,
) -> HandedIn:
    """Copy to a hub what the centre has not received and the hub does not hold yet; fetch the receipts that wait there.

    address: host and port, as found or typed; code: as on the hub's screen, needed at the first meeting. Stopping, a broken line or a
    kill keeps what was acknowledged, and the next time it goes on at the byte. Raises HubUnknown, HubChanged, HubImpostor, HubGone,
    HubRefused, OtherKind, DeviceRevoked, StickNotForUs, SyncBusy, DiskRefused, Cancelled.
    """
    report = report or Reporter()
    with only_one(vault.folder / "hand_in.lock") as is_mine, _hub_errors():
        if not is_mine:
            raise busy()
        with HubLine(address, vault.log.device_key, habits=habits, report=report) as line:
            face = line.persist(partial(hub_calls.face, line))
            hub = pin(vault, face, address=line.address, code=code, now=now)
            outbox = Outbox(vault, hub.hub, part_bytes=part_bytes, round_bytes=round_bytes)
            tally = _Tally()
            with vault.read() as tx:
                for_centre = readers_of(vault, tx)[1]
            met = _meet(vault, line, outbox.left())
            outbox.reconcile(met.last)
            _send(line, outbox, report, tally)
            back = bring_records_back(vault, line, hub.hub, report)
            obeyed = _follow(vault, back, now)
            if obeyed.orders:  # the confirmation goes at once: the next evening may be far
                _send(line, outbox, report, tally)
            left = outbox.left()
            with vault.read() as tx:
                documents, photos = kinds_of(tx, tally.ids)
                records = sum(truth.record(tx, one) is not None for one in tally.ids)
            line.persist(partial(hub_calls.done, line, documents=documents, photos=photos, left=left))
            came_files = bring_files_back(vault, line, hub.hub, report)  # last: the board need not wait for it
    return HandedIn(
        hub=hub,
        records=records,
        files=len(tally.ids) - records,
        bytes=tally.bytes,
        documents=documents,
        photos=photos,
        left=left,
        receipts=back.statements,
        came=back.records,
        came_files=came_files,
        obeyed=len(obeyed.orders),
        for_centre=for_centre,
        clocks_apart_s=_apart(face.time, now()),
        skipped=tally.skipped,
        changes=back.changes + obeyed.changes,
    )


def _follow(vault: Vault, back: BroughtBack, now: Now) -> Obeyed:
    """Do what records that came ask for: end the slots of people, show forms, destroy what an order names."""
    if not back.records:
        return Obeyed()
    drop_ended_slots(vault)
    carry_packs(vault)
    return obey_if_waiting(vault, now=now)


def _meet(vault: Vault, line: HubLine, left: Left) -> hub_calls.Met:
    with vault.read() as tx:
        head = truth.log_head(tx, vault.log.id)
        keys = vault.centre_keys(tx)
        own = [one for one in truth.all_statements(tx) if b"credential" in one.body and _is_mine(vault, one, keys)]
        roster = list(frames(roster_items(tx)))
    if sum(map(len, roster)) > _ROSTER_MAX:
        roster = []
    log = HeldLog(vault.log.id, head[1], head[0]) if head is not None else HeldLog(vault.log.id, 0, "")
    key = public_bytes(vault.log.device_key)
    return line.persist(partial(hub_calls.meet, line, key=key, name=device_name(), log=log, credentials=own[-2:], roster=roster, left=left))


def _is_mine(vault: Vault, signed: Signed, keys: dict[str, bytes] | object) -> bool:
    found = open_known(signed, keys)  # type: ignore[arg-type]
    return isinstance(found, Credential) and found.device == vault.log.device


def _send(line: HubLine, outbox: Outbox, report: Reporter, tally: _Tally) -> None:
    total = outbox.left().bytes
    while True:
        for part in outbox.parts():  # also those of a time that was broken off
            begun = tally.bytes
            try:
                _put(line, part, lambda done, begun=begun: report.step(begun + done, max(total, begun + done), SENDING))  # type: ignore[misc]
            except FileNotFoundError:
                continue  # thrown away meanwhile, by an order of destruction: what of it is left is packed anew
            outbox.acknowledged(part)
            tally.bytes += part.size
        tally.ids |= outbox.finish_round()
        packed = outbox.pack(tried=frozenset(tally.skipped), tell=lambda done, _lane: report.step(done, total, PACKING))
        if packed is None:
            return
        tally.skipped |= packed.skipped
        if not packed.ids and not packed.skipped:
            return  # no room beside the vault for the next one: what is left is said


def _put(line: HubLine, part: PartFile, tell: Callable[[int], None]) -> Signed:
    """Send one part until the hub has signed for it; returns its receipt."""
    with part.path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    patience = line.patience()
    offset: int | None = None
    furthest, is_anew = 0, False
    while True:
        try:
            if offset is None:
                offset = hub_calls.part_offset(line, digest)
            if offset > furthest:
                furthest = offset
                patience.progressed()
            tell(offset)
            pieces = partial(_pieces, part, min(offset, part.size), tell)
            taken = hub_calls.put_part(line, digest, number=part.number, offset=offset, size=part.size, pieces=pieces)
            if taken.receipt is not None:
                tell(part.size)
                line.meter.sent(part.size - offset)
                return taken.receipt
            offset = taken.offset
        except LineBroke as error:
            patience.failed(error)
            offset = None
        except ServerBusy as error:
            if error.problem.code == "store.full":
                raise  # people must make room there: waiting does not help
            patience.failed(error, retry_after_s=error.problem.retry_after_s)
            offset = None
        except ServerRefused as error:
            if error.problem.code == "blob.hash_differs" and not is_anew:
                is_anew, offset = True, 0
            elif error.problem.code in ("upload.offset", "piece.damaged", "upload.superseded", "request.slow"):
                patience.failed(error)
                offset = None
            else:
                raise


def _pieces(part: PartFile, offset: int, tell: Callable[[int], None]) -> Iterator[bytes]:
    with part.path.open("rb") as source:
        source.seek(offset)
        for piece in hub_calls.pieces_of(source.read, lambda content: hashlib.sha256(content).digest()):
            yield piece
            tell(source.tell())


def _apart(hub_time: str, now: datetime) -> int:
    try:
        off = (now - datetime.fromisoformat(hub_time)).total_seconds()
    except (ValueError, TypeError):
        return 0
    return round(off) if abs(off) >= CLOCKS_APART_S else 0


@contextmanager
def _hub_errors() -> Iterator[None]:
    """Turn what the line says of a server into sentences about the evening station."""
    try:
        yield
    except NotEnrolled as error:
        raise HubRefused(
            "The evening station does not know this laptop, so nothing was copied.",
            "Enrol this laptop with the centre once, or let the station read its stick first; a stick always works.",
        ) from error
    except ServerBusy as error:
        if error.problem.code == "store.full":
            raise HubRefused(
                "The disk of the evening station is full.", "What was copied stays copied. Make room there, then hand in again."
            ) from error
        raise gone() from error
    except ServerRefused as error:
        if error.problem.code in ("parcel.not_for_centre", "parcel.other_office"):
            raise HubRefused(
                "The evening station cannot pass this laptop's parcels on: they are not sealed to its centre.",
                "Enrol this laptop with the centre once, or use the station of its own office.",
            ) from error
        raise HubRefused(
            "The evening station did not take it (answer {status} {problem}).",
            "What was copied stays copied. Check that both have the same version of Bukti; a stick always works.",
            status=error.problem.status,
            problem=error.problem.code,
        ) from error
    except NoLine as error:
        raise gone() from error
