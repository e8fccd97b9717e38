"""Commands that sign papers: sign, and digest and insert for a signature from an outside provider."""

from __future__ import annotations

import base64
import hashlib
from argparse import Namespace
from pathlib import Path

from core.actions.check.read_paper import read_paper
from core.actions.papers.make_paper import make_paper
from core.actions.papers.manner import Manner
from core.actions.papers.outside import prepare_paper, take_signature, waits_before
from core.actions.papers.papers import PaperRefused, open_fields, paper_bytes, sign_further
from core.actions.papers.sign_file import sign_file
from core.actions.papers.token_module import token_module
from core.commands.passphrase import passphrase
from core.commands.speech import Speech
from core.errors import AppError
from core.papers.certificate_facts import read_certificate
from core.papers.deferred import read_prepared
from core.papers.key_file import read_key_file
from core.papers.signature_field import signature_fields
from core.vault.durable import write_durably
from core.vault.vault import Vault
from core.vault.views import documents, papers
from core.words import say

PREPARED, SIGNED = ".prepared.pdf", ".signed.pdf"


class NotWritten(AppError):
    code = "paper.not_written"


def sign(args: Namespace, speech: Speech, vault: Vault | None, secret: str) -> int:
    """Sign one block of each paper. With a vault the new states are records; without one a certificate file or a token signs."""
    if args.out is not None and len(args.papers) > 1 and not args.out.is_dir():
        raise NotWritten("The papers were not signed: --out names no folder.", "Make the folder first; several papers go into it.")
    manner, done = manner_of(args, vault), []
    for given in args.papers:
        pdf, stream = _paper(vault, given)
        target = _target(args.out, given, SIGNED)
        _refuse_existing(target)
        if vault is not None:
            if stream is None:
                raise PaperRefused("This paper is not in the vault.", "Sign it without --vault, or take it from the right vault.")
            changes = sign_further(vault, stream, passphrase=secret, manner=manner, field_name=args.field)
            signed = paper_bytes(vault, changes.streams[0])
        else:
            signed = sign_file(pdf, manner=manner, field_name=args.field)
        _advise(speech, pdf, newly_signed(pdf, signed))
        write_durably(target, [signed])
        done.append(str(target))
        speech.line(str(target))
    speech.result({"signed": done}, say("{n} papers signed.", n=len(done)))
    return 0


def manner_of(args: Namespace, vault: Vault | None) -> Manner:
    """Return the manner of signing; the passphrase of a certificate file or the PIN is the next secret that is asked."""
    if args.key_file is not None:
        raw = read_key_file(args.key_file)
        return Manner(key_file=raw, secret=passphrase(args, "Passphrase of the certificate file: "), name_confirmed=args.same_person)
    if args.module is None and args.token is None:
        return Manner()
    from core.papers.token_key import TokenKey

    module = args.module or (token_module(vault) if vault is not None else "")
    key = TokenKey(module=module, serial=args.token or "", certificate=args.key)
    return Manner(token=key, secret=passphrase(args, "PIN: "), name_confirmed=args.same_person)


def digest(args: Namespace, speech: Speech, vault: Vault | None, secret: str) -> int:
    """Prepare a paper for a signature from outside: print the digest, and keep the prepared PDF beside the paper."""
    target = args.out or _target(None, args.paper, PREPARED)
    for path in filter(None, (target, args.content)):
        _refuse_existing(path)
    pdf = _paper_to_prepare(vault, args.paper, secret)
    certificate = read_certificate(read_paper(args.certificate)) if args.certificate is not None else None
    prepared = prepare_paper(pdf, field_name=args.field, certificate=certificate, name_confirmed=args.same_person)
    _advise(speech, pdf, prepared.field_name)
    write_durably(target, [prepared.pdf])
    if args.content is not None:
        write_durably(args.content, [prepared.to_be_signed])
    values = {
        "prepared": str(target),
        "field": prepared.field_name,
        "label": prepared.label,
        "algorithm": "sha256",
        "digest": prepared.sha256.hex(),
        "digest_base64": base64.b64encode(prepared.sha256).decode(),
        "byte_range": _byte_range(prepared.ranges),
        "room": prepared.room,
        "content": str(args.content) if args.content is not None else None,
    }
    lines = [
        f"SHA-256 {values['digest']}", f"Base64  {values['digest_base64']}", say("Block: {label}", label=prepared.label), str(target),
        say("The provider signs this digest (CAdES, PAdES B-B) and sends a CMS back; `insert` puts it into the prepared file."),
    ]  # fmt: skip
    speech.result(values, "\n".join(lines))
    return 0


def insert(args: Namespace, speech: Speech, vault: Vault | None, secret: str) -> int:
    """Put the signature that came back into the prepared PDF; with a vault the new state is a record too."""
    source = _prepared_file(args.paper)
    target = args.out or source.with_name(source.name.removesuffix(".pdf").removesuffix(".prepared") + SIGNED)
    _refuse_existing(target)
    taken = take_signature(read_paper(source), read_paper(args.cms), vault=vault, passphrase=secret)
    write_durably(target, [taken.inserted.pdf])
    values = {"signed": str(target), "recorded": taken.changes is not None}
    speech.result(values, f"{target}\n" + say("Recorded in the vault.") * (taken.changes is not None))
    return 0


def _prepared_file(path: Path) -> Path:
    """The prepared file itself, or the one that `digest` wrote beside the paper."""
    beside = path.with_name(path.name.removesuffix(".pdf") + PREPARED)
    if beside.is_file() and not path.name.endswith(PREPARED):
        try:
            read_prepared(read_paper(path))
        except AppError:
            return beside
    return path


def _byte_range(ranges: tuple[tuple[int, int], ...]) -> list[int]:
    return [number for start, end in ranges for number in (start, end - start)]


def _paper(vault: Vault | None, given: str) -> tuple[bytes, str | None]:
    """The bytes of a paper and its stream in the vault: given as a file, or by its id."""
    if vault is not None and not Path(given).is_file():
        return paper_bytes(vault, given), given
    pdf = read_paper(Path(given))
    if vault is None:
        return pdf, None
    with vault.read() as tx:
        return pdf, papers.stream_of(tx, hashlib.sha256(pdf).hexdigest())


def _paper_to_prepare(vault: Vault | None, given: str, secret: str) -> bytes:
    """As `_paper`; of a document whose id is given the paper is made first, and kept unsigned."""
    if vault is not None and not Path(given).is_file():
        with vault.read() as tx:
            is_document = documents.one(tx, given) is not None
        if is_document:
            given = make_paper(vault, given, passphrase=secret).streams[0]
    return _paper(vault, given)[0]


def newly_signed(before: bytes, after: bytes) -> str:
    """Return the name of the block that is signed in the one and not in the other."""
    signed = {block.name for block in signature_fields(after) if block.signed}
    return next((block.name for block in open_fields(before) if block.name in signed), "")


def _advise(speech: Speech, pdf: bytes, field: str) -> None:
    for label in waits_before(pdf, field):
        speech.warning(say("Usually signed before: {label}.", label=label))


def _target(out: Path | None, given: str, ending: str) -> Path:
    named = Path(given) if Path(given).is_file() else Path(f"{given}.pdf")
    name = named.name.removesuffix(".pdf") + ending
    if out is None:
        return named.with_name(name)
    return out / name if out.is_dir() else out


def _refuse_existing(target: Path) -> None:
    """Nothing is written over: a prepared file whose digest is on its way could not be made a second time."""
    if target.exists() and not target.is_dir():
        raise NotWritten("There is a file of that name already: {name}.", "Move it away, or name another with --out.", name=target.name)
