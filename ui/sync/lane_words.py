"""Lanes, sizes and times as people read them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from core.actions.clock import by_office_clock


def lane_words() -> dict[str, str]:
    """Return lane -> its name, in the order of sending."""
    return {
        "records": QCoreApplication.translate("Lanes", "Forms and decisions"),
        "papers": QCoreApplication.translate("Lanes", "Signed papers"),
        "working": QCoreApplication.translate("Lanes", "Photos, small copies"),
        "originals": QCoreApplication.translate("Lanes", "Originals"),
    }


def size_words(size_bytes: int) -> str:
    """Return "1,4 MB"."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def ago_words(at: datetime, now: datetime) -> str:
    """Return how long ago something was, in the words of a person. Both times with their zone."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return QCoreApplication.translate("Times", "just now")
    if minutes < 60:
        return QCoreApplication.translate("Times", "{count} minutes ago").format(count=minutes)
    if minutes < 48 * 60:
        return QCoreApplication.translate("Times", "{count} hours ago").format(count=minutes // 60)
    return QCoreApplication.translate("Times", "{count} days ago").format(count=minutes // (24 * 60))


def left_words(seconds: float) -> str:
    """Return "about 12 minutes more"; never more exact than anybody can know."""
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return QCoreApplication.translate("Times", "about {count} minutes more").format(count=minutes)
    return QCoreApplication.translate("Times", "about {count} hours more").format(count=round(minutes / 60))


def time_words(at: str) -> str:
    """Return an ISO time as "22 Nov 2026, 09.41" by the clock of the office."""
    try:
        moment = by_office_clock(datetime.fromisoformat(at))
    except ValueError:
        return at
    month = QLocale().monthName(moment.month, QLocale.FormatType.ShortFormat)
    return f"{moment.day} {month} {moment.year}, {moment:%H.%M}"
