"""Taking: what others said, then the files that their records name, each checked by its hash before it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from core.exchange import calls
from core.exchange.errors import LineBroke, ServerBusy, ServerRefused
from core.exchange.lanes import Lane, Load, Order, in_order
from core.exchange.link import Link
from core.exchange.pages import LEAST, Pages
from core.exchange.taking import keep_statement
from core.vault import local, truth
from core.vault.blobs import BlobDamaged
from core.vault.errors import NoRoom, check_room
from core.vault.incoming import ReceiptsByHead, Unpacked, take
from core.vault.outgoing import Wanted
from core.vault.partial_blob import BlobBusy, PartialBlob
from core.vault.vault import Vault
from core.vault.views import Changes, together
from record.header import BlobRef
from record.parcel import Item

AT_ONCE = 50  # records in one transaction: whoever saves a form meanwhile waits for so many at most
TWIN = "twin_of_log"  # setting: this laptop's own log, once the server holds a branch of it that was never written here


@dataclass(slots=True)
class Came:
    """What others said that is new here."""

    records: int = 0
    changes: Changes = field(default_factory=Changes)


def fetch_records(vault: Vault, link: Link, peer: str, tell: Callable[[int, int], None]) -> Came:
    """Take all records and statements that came to the server since the last time.

    tell: hears how many of them have been gone through, and how many there are; 0 of an older server, which does not tell. The
    place to go on from commits with the last records of each page. What cannot be judged yet is set aside. Ends early at the meter's limit.
    """
    with vault.read() as tx:
        left_out = [] if local.setting(tx, TWIN) == vault.log.id else [vault.log.id]
        kept = local.setting(tx, f"pulled:{peer}")
    after, new, done, total = kept if isinstance(kept, int) else 0, list[Changes](), 0, 0
    with Pages(link, left_out) as pages:
        while pages.is_asked(after) or link.meter.may(LEAST):
            page = link.persist(partial(pages.after, after))
            new.append(take_page(vault, page.items, peer, page.next))
            done += len(new[-1].record_ids)
            if page.left is not None:  # those passed over count as well, and some may have come meanwhile
                total = max(total, done + page.left)
                done = max(done, total - page.left)
            tell(done, total)
            if page.is_last:
                break
            after = page.next
    changes = together(new)
    return Came(len(changes.record_ids), changes)


def take_page(vault: Vault, items: Iterable[Item], peer: str, next_one: int) -> Changes:
    """Take a page of whole records and statements. Returns what is new.

    Whoever wants to write gets in after each piece, which is taken as a smaller page of the server would be. Where to go on with the
    peer commits with the last piece, for only the page's end has a number. A page that was taken in part comes again, and what is held
    of it is passed over.
    """
    unpacked = Unpacked()
    unpacked.add(items)
    whole = unpacked.take_whole(with_rest=True)
    pieces = [whole[start : start + AT_ONCE] for start in range(0, len(whole), AT_ONCE)] or [[]]
    new, receipts = list[Changes](), ReceiptsByHead(vault)
    for number, piece in enumerate(pieces, 1):
        with vault.write() as tx:
            if number == 1:
                new += [keep_statement(vault, tx, raw) for raw in unpacked.statements]
            new.append(take(vault, tx, piece))
            receipts.fold(tx, new[-1].record_ids)
            if number == len(pieces):
                local.keep_setting(tx, f"pulled:{peer}", next_one)
    return together(new)


def fetch_files(vault: Vault, link: Link, lanes: Sequence[tuple[Lane, Sequence[Wanted]]], peer: str, tell: Callable[[Order], bool]) -> None:
    """Fetch the files of these lanes, the most urgent first, over several connections; tell and what it raises as `in_order`."""

    def one(lane: Lane, load: Load) -> None:
        for file in load:
            _fetch(vault, link, lane, file, peer)

    in_order(link, [(lane, ((file,) for file in files)) for lane, files in lanes], one, tell)


def _fetch(vault: Vault, link: Link, lane: Lane, wanted: Wanted, peer: str) -> None:
    if bring(vault, link, lane, wanted.ref):
        with vault.write() as tx:
            truth.add_held_blob(tx, wanted.ref.sha256, wanted.ref.size)
            local.keep_upload_offset(tx, peer, wanted.ref.sha256, wanted.ref.size)
        lane.finished()


def bring(vault: Vault, link: Link, lane: Lane, ref: BlobRef) -> bool:
    """Bring one file into the blob store, going on where an earlier attempt ended. Returns whether it is whole now.

    The vault does not know yet that it holds it. What the server does not give, or gives damaged twice, is noted in `lane.skipped`.
    """
    try:
        check_room(vault.folder, ref.size)
    except NoRoom as error:
        lane.skip(ref.sha256, error.code)  # what others announce must not stop the round
        return False
    try:
        return _bring(vault, link, lane, ref)
    except BlobBusy:
        return False  # it comes by another way; the next round asks for it where that breaks off


def _bring(vault: Vault, link: Link, lane: Lane, ref: BlobRef) -> bool:
    patience, damaged = link.patience(), 0
    with_file = PartialBlob(vault.blobs, ref.sha256, ref.size)
    lane.add(with_file.offset)
    while not lane.halt.is_set():
        with with_file as part:
            began = part.offset
            try:
                if began < ref.size or not ref.size:
                    _read_on(link, lane, part, ref.sha256)
                if part.offset < ref.size:
                    return False  # halted
                part.finish()
            except BlobDamaged as error:
                damaged += 1
                if damaged > 1:
                    lane.skip(ref.sha256, error.code)
                    return False
                part.forget()
                lane.add(-part.offset)
            except (LineBroke, ServerBusy) as error:
                if part.offset > began:
                    patience.progressed()
                patience.failed(error, retry_after_s=error.problem.retry_after_s if isinstance(error, ServerBusy) else 0.0)
            except ServerRefused as error:
                if error.problem.status not in (404, 416):
                    raise
                part.forget()
                lane.skip(ref.sha256, error.problem.code)
                return False
            else:
                return True
        with_file = PartialBlob(vault.blobs, ref.sha256, ref.size)
    return False


def _read_on(link: Link, lane: Lane, part: PartialBlob, digest: str) -> None:
    with calls.get(link, digest, start=part.offset) as response:
        for piece in response.iter_raw(calls.PIECE_BYTES):
            link.go_on()
            if lane.halt.is_set():
                return
            part.add(piece)
            lane.add(len(piece))
            link.meter.came(len(piece))
            if not link.meter.may(calls.PIECE_BYTES):
                return lane.halt.set()
