"""A paper on the screen: the preview of a document, or a signed paper with what can be said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal

from core.actions.check.check_paper import check_paper
from core.actions.check.read_paper import read_paper
from core.actions.papers.drawn_signature import drawn_signature, keep_drawn_signature
from core.actions.papers.make_paper import make_paper
from core.actions.papers.outside import prepare_paper, take_signature
from core.actions.papers.papers import blocks_for, paper_bytes, preview_paper, sign_further, sign_paper
from core.actions.papers.print_single import as_printed, note_printed
from core.actions.papers.token_module import keep_token_module, token_module
from core.papers.signature_field import SignatureField, signature_fields
from core.vault.durable import write_durably
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes, documents, papers
from core.vault.views.papers import Paper
from paper.answers import PaperCheck
from ui.jobs.runner import Job, JobRunner
from ui.papers.sign_dialog import SignWish
from ui.papers.token_panel import KeySeen, look_for_keys
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSeen:
    """pdf: the bytes on the screen. paper: None while it is a preview. waiting: (field, label) of the signature blocks that I may sign.

    others: names on the other open blocks; me: my name, empty when I may only read. blocks: all of them, signed or not. module: path of
    the token module of this laptop; drawn: my kept drawn signature.
    """

    pdf: bytes
    paper: Paper | None
    form_id: str
    number: str
    case_id: str
    check: PaperCheck | None
    signers: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    me: str
    i_signed: bool
    is_sealed_statement: bool
    blocks: tuple[SignatureField, ...] = ()
    module: str = ""
    drawn: list[list[list[int]]] = field(default_factory=list)


class PaperState(WorkingState):
    """document: to be previewed and signed; paper: a kept one. One of the two is empty."""

    loaded = Signal(object)  # PaperSeen
    signed = Signal(object)  # Changes
    kept = Signal(object)  # Changes: the preview was kept for a signature by pen
    written = Signal(object)  # path, as text
    prepared = Signal(object, str)  # path of the prepared file, as text, and the digest in hexadecimal
    keys_found, keys_refused = Signal(object), Signal(object)  # tuple of KeySeen; an AppError

    def __init__(self, vault: Vault, jobs: JobRunner, *, document: str = "", paper: str = "") -> None:
        super().__init__(vault, jobs)
        self.document, self.paper = document, paper
        self.seen: PaperSeen | None = None

    def load(self) -> None:
        """Make or read the paper anew."""
        vault, document, paper = self.vault, self.document, self.paper
        self.run(lambda _report: see_paper(vault, document=document, paper=paper), self._take)

    def sign(self, *, passphrase: str, field_name: str = "") -> None:
        """Sign: the preview becomes a paper, a paper gets one more signature. A legal act of the person who unlocked."""
        vault, document, paper, field = self.vault, self.document, self.paper, field_name or None
        if paper:
            self.run(lambda _report: sign_further(vault, paper, passphrase=passphrase, field_name=field), self._signed)
        else:
            self.run(lambda _report: sign_paper(vault, document, passphrase=passphrase, field_name=field), self._signed)

    def keep_for_pen(self) -> None:
        """Keep the preview as a paper without an electronic signature; no passphrase is needed."""
        vault, document = self.vault, self.document
        if not self.paper:
            self.run(lambda _report: make_paper(vault, document), self._kept)

    def sign_in(self, wish: SignWish) -> None:
        """Sign in the manner of the dialog, or prepare for an outside provider; ends with `signed`, `prepared` or `refused`."""
        vault, document, paper = self.vault, self.document, self.paper
        if wish.target is not None:
            self.run(lambda _report: _prepare(vault, document, paper, wish), self._prepared)
        else:
            self.run(lambda _report: _sign_in(vault, document, paper, wish), self._signed)

    def put_in(self, prepared: Path, cms: Path, passphrase: str) -> None:
        """Put in a signature from outside; ends with `signed` or `refused`."""
        vault = self.vault
        self.run(lambda _report: _put_in(vault, prepared, cms, passphrase), self._signed)

    def look_for_keys(self, module: str) -> None:
        """Look which tokens are plugged in, and keep the module's place; ends with `keys_found` or `keys_refused`."""
        vault = self.vault
        job = Job(lambda _report: _look_for_keys(vault, module))
        job.succeeded.connect(self.keys_found)
        job.failed.connect(self.keys_refused)
        self.jobs.start(job)

    def write(self, target: Path) -> None:
        """Write the paper as it is on the screen to a file."""
        if self.seen is not None:
            pdf = self.seen.pdf
            self.run(lambda _report: _write(target, pdf), self.written)

    def pages_to_print(self) -> bytes:
        """Return what goes to the printer: a kept paper that was printed before is marked as a copy."""
        seen = self.seen
        if seen is None:
            return b""
        return as_printed(self.vault, seen.pdf) if seen.paper is not None else seen.pdf

    def note_printed(self, title: str) -> None:
        """Note that the kept paper was printed; a preview is not."""
        seen = self.seen
        if seen is not None and seen.paper is not None:
            note_printed(self.vault, seen.pdf, document=seen.paper.document, title=" ".join(word for word in (title, seen.number) if word))

    def _take(self, seen: PaperSeen) -> None:
        self.seen = seen
        self.loaded.emit(seen)

    def _kept(self, changes: Changes) -> None:
        self.paper = changes.streams[0]
        self.kept.emit(changes)
        self.load()

    def _prepared(self, made: tuple[str, str, str]) -> None:
        paper, path, digest = made
        self.paper = paper
        self.prepared.emit(path, digest)
        self.load()

    def _signed(self, changes: Changes) -> None:
        self.paper = changes.streams[0]
        self.signed.emit(changes)
        self.load()


def see_paper(vault: Vault, *, document: str, paper: str) -> PaperSeen:
    """Return what the page of a paper shows. Raises DraftGone, PaperRefused, BlobMissing."""
    pdf = paper_bytes(vault, paper) if paper else preview_paper(vault, document)
    with vault.read() as tx:
        kept = papers.one(tx, paper) if paper else None
        source = documents.one(tx, kept.document if kept is not None else document)
        roster = vault.roster(tx)
        try:
            me = vault.person(tx)
        except NobodyHere:
            me = None
    mine, others = blocks_for(pdf, me.name if me is not None else "")
    signers = tuple(roster.people[one].name if one in roster.people else "-" for one in (kept.signers.split() if kept else ()))
    return PaperSeen(
        pdf=pdf,
        paper=kept,
        form_id=kept.form_id if kept is not None else source.form_id if source is not None else "",
        number=source.number if source is not None else "",
        case_id=source.case_id if source is not None else "",
        check=check_paper(vault, pdf) if kept is not None else None,
        signers=signers,
        waiting=tuple((field.name, field.label) for field in mine),
        others=tuple(field.label.partition(": ")[2] for field in others),
        me=me.name if me is not None else "",
        i_signed=me is not None and kept is not None and me.id in kept.signers.split(),
        is_sealed_statement=source is not None and source.is_sealed,
        blocks=signature_fields(pdf),
        module=token_module(vault),
        drawn=drawn_signature(vault),
    )


def _write(target: Path, pdf: bytes) -> str:
    write_durably(target, [pdf])
    return str(target)


def _sign_in(vault: Vault, document: str, paper: str, wish: SignWish) -> Changes:
    if paper:
        changes = sign_further(vault, paper, passphrase=wish.passphrase, manner=wish.manner, field_name=wish.block or None)
    else:
        changes = sign_paper(vault, document, passphrase=wish.passphrase, manner=wish.manner, field_name=wish.block or None)
    _keep_strokes(vault, wish)
    return changes


def _prepare(vault: Vault, document: str, paper: str, wish: SignWish) -> tuple[str, str, str]:
    assert wish.target is not None
    stream = paper or make_paper(vault, document, passphrase=wish.passphrase).streams[0]
    prepared = prepare_paper(paper_bytes(vault, stream), field_name=wish.block or None, strokes=wish.manner.strokes)
    write_durably(wish.target, [prepared.pdf])
    _keep_strokes(vault, wish)
    return stream, str(wish.target), prepared.sha256.hex()


def _put_in(vault: Vault, prepared: Path, cms: Path, passphrase: str) -> Changes:
    taken = take_signature(read_paper(prepared), read_paper(cms), vault=vault, passphrase=passphrase)
    assert taken.changes is not None
    return taken.changes


def _look_for_keys(vault: Vault, module: str) -> tuple[KeySeen, ...]:
    found = look_for_keys(module)
    if module != token_module(vault):
        keep_token_module(vault, module)
    return found


def _keep_strokes(vault: Vault, wish: SignWish) -> None:
    if wish.kept_strokes != drawn_signature(vault):
        keep_drawn_signature(vault, wish.kept_strokes)
