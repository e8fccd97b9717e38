"""The frame of every page of the console: what stands around its content, and small pieces that several pages use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from server.console.words import say
from server.stores.console_accounts import User

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
PAGES = (  # path, name
    ("/console/offices", "Handed in"),
    ("/console/aside", "Set aside"),
    ("/console/forks", "Forked logs"),
    ("/console/laptops", "Laptops"),
    ("/console/packs", "Packs"),
    ("/check", "Check a paper"),
)
WIB = timezone(timedelta(hours=7), "WIB")  # the clock of the centre's people


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks, in which language; form_key goes into every form, so that no other page can send it."""

    user: User
    language: str
    form_key: str
    is_drill: bool

    def say(self, text: str, **places: object) -> str:
        """Return a text in the visitor's language, ready for a page."""
        return escape(say(self.language, text, **places))


@lru_cache(maxsize=1)
def style() -> str:
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def page(visitor: Visitor, path: str, title: str, content: str, *, lead: str = "", note: str = "", status: int = 200) -> HTMLResponse:
    """Return a whole page. path: which entry of the menu is the current one. title: English; lead, note and content: HTML."""
    current = {path: ' aria-current="page"'}
    links = "".join(f'<a href="{where}"{current.get(where, "")}>{visitor.say(name)}</a>' for where, name in PAGES)
    role = visitor.say("administrator" if visitor.user.is_administrator else f"{visitor.user.role} reader")
    area = escape(visitor.user.area) or visitor.say("whole country")
    who = f"<strong>{escape(visitor.user.name)}</strong> <span>{role}</span> <span>{area}</span>"
    out = (
        f'<form method="post" action="/console/sign-out">{key_field(visitor)}<button class="calm">{visitor.say("Sign out")}</button></form>'
    )
    body = f"""<a class="skip" href="#page">{visitor.say("Skip to the page")}</a>
<div class="frame"><nav aria-label="Bukti"><div class="sign">Bukti · {visitor.say("Centre")}</div>{links}
<div class="who">{who} {language_links(visitor.language, path)}{out}</div></nav>
<main id="page"><h1>{visitor.say(title)}</h1>{f'<p class="lead">{lead}</p>' if lead else ""}{note}{content}</main></div>"""
    return whole(visitor.language, say(visitor.language, title), body, is_drill=visitor.is_drill, status=status)


def whole(
    language: str, title: str, body: str, *, is_drill: bool, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    drill = f'<div class="drill">{escape(say(language, "DRILL - no real data"))}</div>' if is_drill else ""
    html = f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(title)} - Bukti</title><link rel="stylesheet" href="/console/style.css"></head><body>{drill}{body}</body></html>
"""
    return HTMLResponse(html, status, {**HEADERS, **(headers or {})})


def language_links(language: str, path: str) -> str:
    other, name = ("en", "English") if language == "id" else ("id", "Bahasa Indonesia")
    back = path if path.startswith("/console") else "/console"
    return f'<a lang="{other}" hreflang="{other}" href="/console/language?{escape(urlencode({"to": other, "back": back}))}">{name}</a>'


def key_field(visitor: Visitor) -> str:
    return f'<input type="hidden" name="form_key" value="{visitor.form_key}">'


def told(text: str, *, is_bad: bool = False) -> str:
    """Return a banner; text: HTML."""
    return f'<p class="note{" bad" if is_bad else ""}" role="{"alert" if is_bad else "status"}">{text}</p>'


def table(heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in a card. heads: (name, class), ready for a page; rows: cells of HTML.

    On a narrow screen each cell bears the name of its head.
    """
    top = "".join(f'<th scope="col" class="{kind}">{name}</th>' for name, kind in heads)
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{kind}" data-name="{name}"><div>{cell}</div></td>' for (name, kind), cell in zip(heads, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="card table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def nothing(text: str) -> str:
    return f'<div class="card soft">{text}</div>'


def paging(visitor: Visitor, path: str, number: int, shown: int, total: int, rows: int, **asked: str) -> str:
    """Return where one is in a long list, with the way on and back."""
    if not total:
        return ""
    first = (number - 1) * rows + 1

    def link(to: int, name: str) -> str:
        kept = {key: value for key, value in asked.items() if value}
        return f'<a class="button calm" href="{path}?{escape(urlencode({**kept, "page": to}))}">{visitor.say(name)}</a>'

    back = link(number - 1, "Previous") if number > 1 else ""
    on = link(number + 1, "Next") if first + shown - 1 < total else ""
    first_words, last_words, all_words = (count_words(visitor, one) for one in (first, first + shown - 1, total))
    where = visitor.say("{first}-{last} of {total}", first=first_words, last=last_words, total=all_words)
    return f'<div class="pages">{back}<span>{where}</span>{on}</div>'


def count_words(visitor: Visitor, count: int) -> str:
    """Return a number with the thousands marked as the visitor's language does."""
    return f"{count:,}" if visitor.language == "en" else f"{count:,}".replace(",", ".")


def size_words(size: int) -> str:
    for unit, one in (("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000)):
        if size >= one:
            return f"{size / one:.1f} {unit}"
    return f"{size} B"


def day_words(at: str | None) -> str:
    """Return a day and time in WIB, "-" for none."""
    return "-" if at is None else f"{datetime.fromisoformat(at).astimezone(WIB):%d-%m-%Y %H:%M}"


def midnight(now: datetime) -> datetime:
    """Return when today began for the people at the centre, in UTC."""
    return now.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
