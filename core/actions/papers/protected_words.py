"""Words about the exhibits that would tell who a protected person is: they stay out of every open paper of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from core.papers.content import ExhibitOnPaper
from core.vault import truth
from core.vault.vault import Vault
from core.vault.views import documents
from forms.answers import names_left_open

COVERED = "(ditutup: menyebut orang yang identitasnya dilindungi)"  # papers are Indonesian
WORDS = ("title", "caption", "place", "taken_by", "note")


def identities_of_case(vault: Vault, tx: Connection, case_id: str) -> list[Mapping[str, Any]]:
    """Return what is sealed about the protected persons of a case and open to me: of every version of every document."""
    found: list[Mapping[str, Any]] = []
    for document in documents.of_case(tx, case_id):
        for stored in truth.of_stream(tx, document.stream):
            if any(part.name == "identity" for part in stored.header.parts):
                identity = (vault.open_sealed(tx, stored.id, "identity") or {}).get("identity")
                found += [identity] if isinstance(identity, Mapping) else []
    return found


def without_names(exhibit: ExhibitOnPaper, identities: list[Mapping[str, Any]]) -> ExhibitOnPaper:
    """Return the exhibit with each text covered that holds a protected person's name, phone, number or e-mail."""
    covered: dict[str, Any] = covered_in({key: str(getattr(exhibit, key)) for key in WORDS}, identities)
    return replace(exhibit, **covered)


def covered_in(texts: Mapping[str, str], identities: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return COVERED under the key of each text that tells who a protected person is."""
    told = {path[-1] for identity in identities for path in names_left_open(dict(texts), dict(identity))}
    return dict.fromkeys(told, COVERED)
