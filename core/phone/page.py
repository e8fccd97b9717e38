"""The page that the phone opens: HTML, style and script from resources, its words in the language of the window."""

from __future__ import annotations

import json

from core.resources import resource_path
from core.words import language_in_use, say

KINDS = {"page.js": "text/javascript", "seal.js": "text/javascript", "page.css": "text/css"}


def page() -> bytes:
    """Return the HTML, which holds nothing of the office and no secret: the code follows the # of the address and is never sent."""
    words = json.dumps(_words(), ensure_ascii=False).replace("<", "\\u003c")
    html = resource_path("phone", "page.html").read_text(encoding="utf-8")
    return html.replace("{{language}}", language_in_use()).replace("{{words}}", words).encode()


def file(name: str) -> bytes:
    """Return one of KINDS."""
    return resource_path("phone", name).read_bytes()


def _words() -> dict[str, str]:
    return {
        "title": say("Send to the laptop"),
        "into": say("Into the case: {case}", case="{case}"),
        "choose": say("Choose photos, videos, recordings"),
        "original": say("If the phone asks, choose Files: the picture then keeps the place where it was taken."),
        "stay": say("Keep this page open and the screen on until everything is kept."),
        "no_code": say("The address has no code. Scan the code on the laptop again."),
        "wrong_code": say("This code is no longer valid. Scan the code that the laptop shows now."),
        "no_line": say("The laptop does not answer: the Wi-Fi is gone, or the page on the laptop was closed. It goes on by itself."),
        "hashing": say("Computing the fingerprint ..."),
        "waiting": say("Waits"),
        "sending": say("Sending {percent} %", percent="{percent}"),
        "kept": say("Kept as {no}", no="{no}"),
        "known": say("Was there already: {no}", no="{no}"),
        "differs": say("The laptop has another fingerprint. Send it again."),
        "unreadable": say("The phone cannot read this file. Choose it again."),
        "again": say("Try again"),
        "all": say("{kept} of {count} kept", kept="{kept}", count="{count}"),
        "compare": say("Compare the short fingerprint with the one on the laptop."),
        "old": say("This browser is too old for sending. Use Chrome, Firefox or Safari of the last years."),
    }
