"""What is said of scans: why a page waits, what became of a batch, how whole a signed original is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.actions.papers.scan_back import ScannedBack
from core.vault.views.scans import Scan
from ui.cases.words import form_title


def why_words(why: str) -> str:
    """Return why a page waits for a person."""
    translate = QCoreApplication.translate
    words = {
        "no_code": translate("Scans", "No code could be read on this page."),
        "unknown_paper": translate("Scans", "The code names a paper that is not in this vault."),
        "other_case": translate("Scans", "The page belongs to a paper of another case."),
        "twice": translate("Scans", "This page of the paper was scanned twice."),
        "page_unknown": translate("Scans", "The paper is known, but not which page this is."),
        "unreadable": translate("Scans", "The file cannot be opened. Scan the sheet again."),
    }
    return words.get(why, "")


def outcome_words(done: ScannedBack) -> tuple[str, str, str]:
    """Return the kind, title and sentences of the banner after a batch."""
    translate = QCoreApplication.translate
    told = []
    for one in done.attached:
        name = " ".join(word for word in (form_title(one.paper.form_id), one.paper.number) if word)
        told.append(f"{name}: {missing_words(one.pages, one.missing, len(one.scanned))}")
        if one.replaced:
            told.append(translate("Scans", "The earlier scan stays in the history."))
    if done.known:
        told.append(translate("Scans", "{count} pages were here already.").format(count=done.known))
    if done.waiting:
        told.append(translate("Scans", "{count} pages wait below for you to match them.").format(count=len(done.waiting)))
    if done.attached:
        title = translate("Scans", "{count} papers got their scans.").format(count=len(done.attached))
    else:
        title = translate("Scans", "No page was matched to a paper.")
    is_good = bool(done.attached) and not done.waiting and not any(one.missing for one in done.attached)
    return "success" if is_good else "warn", title, " ".join(told)


def missing_words(pages: int, missing: tuple[int, ...], scanned: int) -> str:
    """Return "3 of 3 pages", or which pages are missing."""
    translate = QCoreApplication.translate
    if not pages:
        return translate("Scans", "{scanned} pages").format(scanned=scanned)
    if not missing:
        return translate("Scans", "all {pages} pages").format(pages=pages)
    named = ", ".join(str(page) for page in missing)
    return translate("Scans", "page {named} of {pages} is missing").format(named=named, pages=pages)


def original_pill(scan: Scan | None) -> tuple[str, str]:
    """Return words and tone of the pill that says how whole a paper's signed original is."""
    translate = QCoreApplication.translate
    if scan is None:
        return translate("Scans", "No signed original yet"), "grey"
    if scan.missing:
        return translate("Scans", "Signed original: {words}").format(
            words=missing_words(scan.pages, scan.missing, len(scan.sheets))
        ), "yellow"
    return translate("Scans", "Signed original: {words}").format(words=missing_words(scan.pages, (), len(scan.sheets))), "green"
