"""What an office words otherwise than a form's layout: codes, titles and fixed sentences; settings of the office."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.office.office_settings import WORDING, set_for_office, settings_of
from core.errors import AppError
from core.papers.wording import TOKEN
from core.vault.vault import Vault
from forms.library import FormVersion, official

OPEN = ("code", "title", "mark", "opening_words")  # beside the sentences of the pages
SENTENCES = ("before", "words", "after", "heading")
ALWAYS = ("office", "supervisor", "election")


class WordingRefused(AppError):
    code = "form.wording_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text that the office may change. place: where it stands in the layout, "title/pemilu". usual: the form's own, "" for none.

    suggested: general knowledge without a confirmed source, never printed by itself. is_confirmed: `usual` is in a source of ours.
    """

    place: str
    usual: str
    own: str
    suggested: str
    is_confirmed: bool


def wordings(vault: Vault, form_id: str) -> list[Wording]:
    """Return the texts of a form that the office may change, with what it has set so far."""
    form = official()[form_id]
    with vault.read() as tx:
        own = _own(vault, tx, form_id)
    suggested = form.layout.get("code_suggested", {})
    return [
        Wording(
            place=place,
            usual=usual,
            own=own.get(place, ""),
            suggested=str(suggested.get(place.rpartition("/")[2]) or "") if place.startswith("code/") else "",
            is_confirmed=bool(usual) and (place.startswith("code/") or (place.startswith("title/") and form.layout["title_state"] == "V")),
        )
        for place, usual in _texts(form.layout)
    ]


def keep_wordings(vault: Vault, form_id: str, own: Mapping[str, str], *, now: Now = wall_now) -> None:
    """Keep what the office words otherwise; "" or the form's own words take it back.

    Raises WordingRefused for a {place} that the form does not have, naming it.
    """
    form = official()[form_id]
    usual = dict(_texts(form.layout))
    for sentence in own.values():
        _check(form, sentence)
    kept = {place: text.strip() for place, text in own.items() if place in usual and text.strip() not in ("", usual[place])}
    with vault.write() as tx:
        set_for_office(vault, tx, WORDING, {**settings_of(vault, tx, WORDING), form_id: kept}, now=now)


def wording_of(vault: Vault, tx: Connection, form: FormVersion) -> dict[str, Any]:
    """Return what a paper of this form is to word otherwise, in the shape of its layout (`PaperSource.wording`)."""
    changed: dict[str, Any] = {}
    known = dict(_texts(form.layout))
    for place, text in _own(vault, tx, form.id).items():
        top, *path = place.split("/")
        if place not in known:
            continue  # of another version of the form
        if top not in changed:
            changed[top] = copy.deepcopy(form.layout[top])
        if not path:
            changed[top] = text
            continue
        holder: Any = changed[top]
        for key in path[:-1]:
            holder = holder[int(key) if isinstance(holder, list) else key]
        holder[int(path[-1]) if isinstance(holder, list) else path[-1]] = text
    return changed


def _own(vault: Vault, tx: Connection, form_id: str) -> dict[str, str]:
    found = settings_of(vault, tx, WORDING).get(form_id)
    return {str(place): str(text) for place, text in found.items()} if isinstance(found, Mapping) else {}


def _texts(layout: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for top in OPEN:
        if top in layout:
            yield from _strings(layout[top], top)
    for page, style in layout.get("pages", {}).items():
        for name in SENTENCES:
            yield from (found for found in _strings(style.get(name), f"pages/{page}/{name}") if found[1])


def _strings(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every sentence; what chooses a sentence (`by`) is no sentence."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("by", "level"):
                yield from _strings(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _strings(inner, f"{place}/{number}")
    elif isinstance(value, str) or (value is None and place.startswith("code/")):
        yield place, value or ""


def _check(form: FormVersion, sentence: str) -> None:
    known = {"/".join(one.path[1:]) for one in form.definition.root.walk()}
    named = [path for path, _ in TOKEN.findall(sentence)] + re.findall(r"\{([^{}]*)\}", TOKEN.sub("", sentence))
    unknown = [path for path in named if path not in known and path not in ALWAYS]
    if unknown or sentence.count("{") != sentence.count("}"):
        raise WordingRefused(
            "The wording was not kept: the form has no place {place}.", "Use the places in braces as the form's own sentence has them.",
            place="{" + (unknown[0] if unknown else "") + "}",
        )  # fmt: skip
