"""What the banner says once an exchange is over: of all that could be said, what the person must know first."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.actions.exchange.sync import SyncResult
from core.vault.errors import NoRoom
from ui.cases.words import form_title
from ui.sync.lane_words import size_words


class Said(NamedTuple):
    """kind: as the banner's."""

    kind: str
    title: str
    hint: str = ""


def what_to_say(result: SyncResult) -> Said:
    """Return what went wrong, the worst of it first, else what is new."""
    return _what_is_wrong(result) or _what_is_new(result)


def _what_is_wrong(result: SyncResult) -> Said | None:
    skipped = [one.code for one in result.skipped]
    if result.centre_lost:
        title = QCoreApplication.translate("SyncResult", "The centre had lost {count} records that it had signed for.").format(
            count=result.centre_lost
        )
        hint = QCoreApplication.translate(
            "SyncResult",
            "Nothing is lost here: they were sent again, with all files. Tell the centre; its receipts on this laptop prove it.",
        )
        return Said("warn", title, hint)
    if result.refused:
        title = QCoreApplication.translate("SyncResult", "The centre has set {count} records aside.").format(count=len(result.refused))
        hint = QCoreApplication.translate("SyncResult", "They are kept here and there. Tell the regency these reasons: {reasons}")
        return Said("warn", title, hint.format(reasons="; ".join(dict.fromkeys(one.reason for one in result.refused))))
    if result.packs_aside:
        return Said("warn", "; ".join(dict.fromkeys(one.title for one in result.packs_aside)), result.packs_aside[0].hint)
    if count := skipped.count(NoRoom.code):
        title = QCoreApplication.translate("SyncResult", "This laptop has no room for {count} files that others sent.").format(count=count)
        return Said(
            "warn",
            title,
            QCoreApplication.translate("SyncResult", "They stay at the centre. Free some space on this laptop, then send again."),
        )
    if count := skipped.count("blob.too_large"):
        title = QCoreApplication.translate("SyncResult", "{count} files are larger than the centre takes.").format(count=count)
        return Said(
            "warn",
            title,
            QCoreApplication.translate("SyncResult", "They stay here and in the second copy. Ask the centre how to hand them over."),
        )
    if skipped:
        title = QCoreApplication.translate("SyncResult", "{count} files did not go through.").format(count=len(skipped))
        return Said(
            "warn", title, QCoreApplication.translate("SyncResult", "They are tried again next time. If it stays so, check the vault.")
        )
    if result.clock_off_s:
        minutes = round(abs(result.clock_off_s) / 60)
        title = QCoreApplication.translate("SyncResult", "The clock of this laptop is wrong by {count} minutes.").format(count=minutes)
        return Said(
            "warn",
            title,
            QCoreApplication.translate("SyncResult", "Set it right: deadlines are counted by it. What was sent is valid all the same."),
        )
    if result.unstamped:
        title = QCoreApplication.translate("SyncResult", "{count} signed papers still wait for a timestamp.").format(count=result.unstamped)
        return Said(
            "warn",
            title,
            QCoreApplication.translate("SyncResult", "The papers are as they were and valid; it is tried again with the next round."),
        )
    if result.is_spent:
        hint = QCoreApplication.translate(
            "SyncResult", "The rest goes tomorrow, or now with Everything now. The limit stands below, in How it is sent."
        )
        return Said("warn", QCoreApplication.translate("SyncResult", "The day's limit for the line is reached."), hint)
    return None


def _what_is_new(result: SyncResult) -> Said:
    if result.held_back:
        hint = QCoreApplication.translate("SyncResult", "{count} originals ({size}) wait for the night or a stick, as chosen below.")
        hint = hint.format(count=len(result.held_back), size=size_words(sum(result.held_back.values())))
        return Said("success", QCoreApplication.translate("SyncResult", "Everything that goes now was exchanged."), hint)
    hint = ""
    if result.freed.files:
        hint = QCoreApplication.translate(
            "SyncResult", "{count} originals that the centre holds were removed from here ({size}), as chosen below."
        )
        hint = hint.format(count=result.freed.files, size=size_words(result.freed.bytes))
    elif result.new_versions:
        hint = QCoreApplication.translate("SyncResult", "New from the centre: {names}. Drafts stay on their version until they are moved.")
        hint = hint.format(names=", ".join(map(_version_words, result.new_versions)))
    return Said("success", QCoreApplication.translate("SyncResult", "Everything was exchanged with the centre."), hint)


def _version_words(named: str) -> str:
    form_id, _, version = named.partition(" ")
    if version:
        return f"{form_title(form_id)} {version}"
    return QCoreApplication.translate("SyncResult", "rules of {version}").format(version=named)
