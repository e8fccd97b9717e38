"""The other editions of the command `paper`: a form to fill by hand, the closed edition, a letter that can be edited."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.actions.papers.closed_edition import close_paper, closed_bytes
from core.actions.papers.other_editions import blank_form, editable_letter
from core.commands.speech import Speech
from core.papers.docx_letter import LETTERS
from core.vault.durable import write_durably
from core.vault.vault import Vault
from core.vault.views.documents import Document
from core.words import say


def write_blank(args: Namespace, speech: Speech, vault: Vault) -> int:
    """Write one form empty, with dotted lines."""
    pdf = blank_form(vault, args.blank, regime=args.regime, paper_size=args.size)
    target = args.out / f"{args.blank}_kosong{'_' + args.regime if args.regime else ''}.pdf"
    write_durably(target, [pdf])
    speech.result({"papers": [str(target)], "unsigned": 1}, str(target))
    return 0


def wanted(args: Namespace, documents: list[Document]) -> list[Document]:
    """Return those of which there is the edition that was asked for."""
    if args.closed:
        return [one for one in documents if one.has_identity]
    return [one for one in documents if one.form_id in LETTERS]


def write_editions(args: Namespace, speech: Speech, vault: Vault, secret: str, documents: list[Document], names: list[str]) -> int:
    """Write the closed editions (each a legal act, kept sealed in the vault) or the editable letters of these documents."""
    report, written = speech.reporter(), list[str]()
    for number, (document, name) in enumerate(zip(documents, names, strict=True)):
        report.step(number, len(documents), document.form_id)
        target: Path = args.out / name
        if args.closed:
            stream = close_paper(vault, document.stream, passphrase=secret, paper_size=args.size).streams[0]
            target, content = target.with_name(f"TERTUTUP_{name}"), closed_bytes(vault, stream)
        else:
            target, content = target.with_suffix(".docx"), editable_letter(vault, document.stream, paper_size=args.size)
        write_durably(target, [content])
        written.append(str(target))
        speech.line(str(target))
    speech.result({"papers": written, "unsigned": len(written)}, say("{n} files written.", n=len(written)))
    return 0
