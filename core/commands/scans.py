"""The command that takes scanned sheets in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from core.actions.papers.scan_back import ScannedPaper, scan_back
from core.commands.cases import case_id
from core.commands.speech import Speech
from core.evidence.inspect import Intake
from core.vault import scan_tray
from core.vault.vault import Vault
from core.words import say


def scan(args: Namespace, speech: Speech, vault: Vault, secret: str) -> int:
    """Match scans to their papers: one line for each paper, and how many pages wait for a person."""
    _ = secret
    first, *others = args.things
    chosen = ""
    if others and not Path(first).exists():
        with vault.read() as tx:
            chosen = case_id(tx, first)
    else:
        others = args.things
    with Intake() as intake:
        done = scan_back(vault, [Path(one) for one in others], intake=intake, case_id=chosen, report=speech.reporter())
    with vault.read() as tx:
        waiting = scan_tray.count(tx)
    lines = [_line(one) for one in done.attached]
    if done.known:
        lines.append(say("{n} pages were here already.", n=done.known))
    if waiting:
        lines.append(say("{n} pages wait in the tray for a person.", n=waiting))
    attached = [
        {
            "paper": one.paper.stream,
            "form": one.paper.form_id,
            "pages": one.pages,
            "scanned": one.scanned,
            "missing": one.missing,
            "replaced": one.replaced,
        }
        for one in done.attached
    ]
    left = [{"file": one.file_name, "page": one.page, "why": one.why} for one in done.waiting]
    speech.result({"attached": attached, "known": done.known, "new_in_tray": left, "tray": waiting}, "\n".join(lines))
    return 0


def _line(one: ScannedPaper) -> str:
    words = [
        say(
            "{form} {number}: {n} of {pages} pages.",
            form=one.paper.form_id,
            number=one.paper.number or one.paper.stream,
            n=len(one.scanned),
            pages=one.pages,
        )
    ]
    words += [say("Page {page} of {pages} is missing.", page=page, pages=one.pages) for page in one.missing]
    if one.replaced:
        words.append(say("Replaced: page {pages}.", pages=", ".join(map(str, one.replaced))))
    return " ".join(words)
