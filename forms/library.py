"""The forms that this program carries: the newest version of each, and every version ever published by its hash."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from hashlib import sha256 as sha256_of
from pathlib import Path
from typing import Any

from forms.engine.definition import Definition, FormDefinition
from forms.engine.errors import FormRefused
from forms.engine.functions import Clock
from forms.engine.instance import Instance
from forms.engine.load import load_form

COMPILED = Path(__file__).resolve().parent / "compiled"


class FormUnknown(LookupError):
    """No form version with this hash is carried here; `sha256` names it."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"no form version {sha256}")
        self.sha256 = sha256


@dataclass(frozen=True, eq=False)
class FormVersion:
    """One published version of a form; it never changes. `sha256` is over the compiled XML and is what answers name.

    It is made ready to run (`load`) when it is first opened: all twenty take 4 MB, and most days need three.
    """

    id: str
    version: str
    sha256: str
    titles: Mapping[str, str]  # regime (pemilihan, pemilu) -> title on the paper; "" -> name of the form
    layout: dict[str, Any]
    load: Callable[[], FormDefinition] = field(repr=False)

    @cached_property
    def definition(self) -> FormDefinition:
        return self.load()

    def open(
        self,
        answers: dict[str, Any] | None = None,
        *,
        today: date | None = None,
        now: datetime | None = None,
        language: str = "id",
        identity_sealed: bool = False,
    ) -> Instance:
        """Return the form with `answers` in it; None begins a new one with its defaults. No answers are refused or lost.

        today, now: wall time for today() and now(); default: of this computer. language: "id" or "en", for labels and messages.
        identity_sealed: `answers` lack the identity of protected persons (see `forms.answers`), whose fields are then not asked for.
        """
        moment = now or datetime.now().astimezone()
        return Instance(self.definition, answers, Clock(today or moment.date(), moment), language=language, identity_sealed=identity_sealed)

    @property
    def identity_paths(self) -> tuple[str, ...]:
        """Paths without positions of the fields that identify a person who may be protected."""
        return tuple(one.ref for one in self._leaves() if "identity" in one.attributes)

    def path(self, key: str) -> tuple[str, ...]:
        """Return where the answer `key` lies, ("activity", "purpose"). Raises KeyError when it is missing or stands in several places."""
        found = [one.path[1:] for one in self._leaves() if one.name == key]
        outside = [path for path in found if not self._within_person_or_repeat(path)] or found
        if len(outside) != 1:
            raise KeyError(key)
        return outside[0]

    def choice(self, path: tuple[str, ...], said: str) -> str | None:
        """Return the choice value at `path` whose value or label is `said`, whatever the case and signs; None when there is none."""
        definition: Definition = self.definition.root
        for key in path:
            definition = definition.children[key]
        wanted = _folded(said)
        for choice in definition.choices:
            if wanted in (_folded(choice.value), *map(_folded, choice.labels.values())):
                return choice.value
        return None

    def _leaves(self) -> list[Definition]:
        return [one for one in self.definition.root.walk() if one.structure == "leaf"]

    def _within_person_or_repeat(self, path: tuple[str, ...]) -> bool:
        definition = self.definition.root
        for key in path[:-1]:
            definition = definition.children[key]
            if definition.structure == "repeat" or "protected" in definition.children:
                return True
        return False


_taken: dict[str, FormVersion] = {}  # by hash: what the open vault has from the centre, beside what this program ships


def carry(versions: Iterable[FormVersion]) -> None:
    """Carry these versions beside the shipped ones, in place of those carried before; the open vault says which."""
    _taken.clear()
    _taken.update({one.sha256: one for one in versions})


def official() -> dict[str, FormVersion]:
    """Return the newest version of each form by its id (model_a, laporan ...)."""
    newest: dict[str, FormVersion] = {}
    for form_id, version in sorted(published(), key=lambda one: (one[0], version_order(one[1]))):
        newest[form_id] = load_version(form_id, version)
    for one in _taken.values():
        if one.id not in newest or is_later(one.version, newest[one.id].version):
            newest[one.id] = one
    return newest


def taken_over(form_id: str, version: str) -> FormVersion | None:
    """Return this very version, shipped or taken, None when it is not here."""
    if (form_id, version) in published():
        return load_version(form_id, version)
    return next((one for one in _taken.values() if (one.id, one.version) == (form_id, version)), None)


def by_sha256(sha256: str) -> FormVersion:
    """Return the version with this hash. Raises FormUnknown when this program does not carry it."""
    if sha256 in _taken:
        return _taken[sha256]
    for form_id, version in published():
        if (found := load_version(form_id, version)).sha256 == sha256:
            return found
    raise FormUnknown(sha256)


@cache
def published(folder: Path = COMPILED) -> tuple[tuple[str, str], ...]:
    """Return (form id, version) of every version in `folder`."""
    stems = sorted(path.stem for path in folder.glob("*.json"))
    return tuple((stem.rpartition("-")[0], stem.rpartition("-")[2]) for stem in stems)


@cache
def load_version(form_id: str, version: str, folder: Path = COMPILED) -> FormVersion:
    """Return one version. Raises FormRefused when its XForm is not the one that was published."""
    stem = f"{form_id}-{version}"
    described = json.loads((folder / f"{stem}.json").read_bytes())

    def published_xml() -> bytes:
        return _as_published((folder / f"{stem}.xml").read_bytes(), described, stem)

    published_xml()
    return _version(described, lambda: load_form(published_xml()))


def version_of(xml: bytes, described_json: bytes, said: str = "") -> FormVersion:
    """Return the version that these two files are. Raises FormRefused when the XForm is not the published one, or cannot be run."""
    described = json.loads(described_json)
    definition = load_form(_as_published(xml, described, said))
    return _version(described, lambda: definition)


def _as_published(xml: bytes, described: dict[str, Any], said: str) -> bytes:
    if sha256_of(xml).hexdigest() != described["sha256"]:
        raise FormRefused("the compiled form is damaged: its hash is not the published one", said)
    return xml


def _version(described: dict[str, Any], load: Callable[[], FormDefinition]) -> FormVersion:
    titles = {"": described["title"], **described["layout"]["title"]}
    return FormVersion(described["form"], described["version"], described["sha256"], titles, described["layout"], load)


def is_later(version: str, other: str) -> bool:
    """Return whether a version comes after another: 10 after 9."""
    return version_order(version) > version_order(other)


def version_order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
