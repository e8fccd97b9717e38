"""What the board says about a laptop, in words that are read from across a room."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from core.actions.clock import by_office_clock
from core.hub.board import BoardRow, BoardStanding
from ui.sync.lane_words import size_words

TONES: dict[BoardStanding, str] = {
    "refused": "red", "missing": "orange", "partly": "yellow", "under_way": "blue", "copied": "teal", "at_centre": "green",
}  # fmt: skip
ICONS: dict[BoardStanding, str] = {
    "refused": "error", "missing": "clock", "partly": "warn", "under_way": "sync", "copied": "upload", "at_centre": "success",
}  # fmt: skip


def standing_word(standing: BoardStanding) -> str:
    match standing:
        case "refused":
            return QCoreApplication.translate("Board", "Sent away")
        case "missing":
            return QCoreApplication.translate("Board", "Not yet")
        case "partly":
            return QCoreApplication.translate("Board", "Not all yet")
        case "under_way":
            return QCoreApplication.translate("Board", "Handing in ...")
        case "copied":
            return QCoreApplication.translate("Board", "Handed in")
        case "at_centre":
            return QCoreApplication.translate("Board", "At the centre")


def place_word(row: BoardRow) -> str:
    """Return what stands on top: the place, and of the own office which laptop it is."""
    if row.is_own and row.laptop:
        return row.laptop
    return row.place or row.office or QCoreApplication.translate("Board", "Unknown laptop")


def laptop_word(row: BoardRow) -> str:
    """Return which laptop it is; of a region without any, that none is known."""
    if row.is_own:
        return QCoreApplication.translate("Board", "this office")
    return row.laptop or row.device[:8] or QCoreApplication.translate("Board", "no laptop known yet")


def detail_words(row: BoardRow) -> tuple[str, str]:
    """Return when and what it handed in, and where the rest is: "20.14 · 3 documents · 12 photos", "36,6 MB still on the laptop"."""
    if row.standing == "refused":
        return QCoreApplication.translate("Board", "not known here, or ended"), ""
    words: list[str] = []
    if row.at:
        at = by_office_clock(datetime.fromisoformat(row.at))
        last = QCoreApplication.translate("Board", "last on {day}").format(day=f"{at:%d.%m. %H.%M}")
        words.append(last if row.standing == "missing" else f"{at:%H.%M}")
    if row.documents or row.photos:
        words.append(QCoreApplication.translate("Board", "{count} documents").format(count=row.documents))
        words.append(QCoreApplication.translate("Board", "{count} photos").format(count=row.photos))
    rest = ""
    if row.left_records or row.left_files:
        rest = QCoreApplication.translate("Board", "{size} still on the laptop").format(size=size_words(row.left_bytes))
    elif row.standing == "copied":
        rest = QCoreApplication.translate("Board", "waits here for the line")
    return " · ".join(words), rest
