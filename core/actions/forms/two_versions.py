"""Two laptops edited one document: both versions side by side, field by field, and a person who says which one holds.

Nothing is merged by itself. Where only one of the two changed a field since they parted, that change is proposed; where both did, the
person must choose. The record of it names both versions as its parents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.actions.clock import Now, wall_now
from core.actions.forms.compare import BETWEEN, ITEM_ID, Difference, differences
from core.actions.forms.drafts import DraftGone, StatementSealed, answers_of
from core.actions.forms.known_form import known_form
from core.actions.forms.save_form import write_version
from core.errors import AppError
from core.vault.vault import Vault
from core.vault.views import Changes, documents
from core.vault.views.documents import FORM_SAVED
from core.vault.views.said import Said, all_of, heads_of, text_of
from forms.library import FormVersion

Path = tuple[str, ...]


class NotSettled(AppError):
    """The two versions still stand side by side."""

    code = "versions.not_settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the versions. at: wall time with offset; person: his name; laptop: the beginning of the device's key id."""

    record_id: str
    at: str
    person: str
    laptop: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field, or one whole item of a repeat that only one version has. texts: as people read it, in the order of the versions.

    before: what it was when the two parted. proposed: 0 or 1 where only that version changed it, None where a person must choose.
    """

    path: Path
    label: str
    before: str
    texts: tuple[str, str]
    proposed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoVersions:
    """What stands side by side. more: how many further versions wait until these two are settled. kind: form, exhibit or case."""

    stream: str
    case_id: str
    form_id: str
    form_sha256: str
    supersedes: str
    versions: tuple[Version, Version]
    rows: tuple[Row, ...]
    more: int
    kind: str = "form"


def two_versions(vault: Vault, stream: str, *, language: str = "id") -> TwoVersions | None:
    """Return the two oldest versions of a document that stand side by side, None where one follows the other.

    Raises DraftGone for an unknown document, StatementSealed for a sealed statement (it is never merged), FormMissing, and NotSettled
    while a name in one of them is sealed to others.
    """
    with vault.read() as tx:
        document = documents.one(tx, stream)
        if document is None:
            raise DraftGone("This document is not in the vault.", "Choose one from the list.")
        if document.is_sealed:
            raise StatementSealed("A sealed statement cannot be edited.", "Make a new statement that supersedes it.")
        said = all_of(tx, stream)
        ends = [one for one in heads_of(said) if one.header.type == FORM_SAVED]
        if len(ends) < 2:
            return None
        names = {identity: person.name for identity, person in vault.roster(tx).people.items()}
        found = [_version(vault, tx, one, names) for one in ends[:2]]
        base = _parted(said, ends[0], ends[1])
        before = answers_of(vault, tx, base.id).answers if base is not None else {}
        sha256 = text_of(ends[1].body("answers"), "form_sha256")
    form = known_form(document.form_id, sha256)
    rows = tuple(_rows(before, found[0].answers, found[1].answers, form, language))
    return TwoVersions(
        stream=stream, case_id=document.case_id, form_id=document.form_id, form_sha256=sha256, supersedes=document.supersedes,
        versions=(found[0], found[1]), rows=rows, more=len(ends) - 2,
    )  # fmt: skip


def settle(vault: Vault, two: TwoVersions, chosen: Mapping[Path, int], *, now: Now = wall_now) -> Changes:
    """Write the version that a person chose, field by field; both stay in the history as its parents.

    chosen: path of each row -> 0 or 1. Raises NotSettled while a row is not chosen, or another version has come meanwhile.
    """
    if any(chosen.get(row.path) not in (0, 1) for row in two.rows):
        raise NotSettled("The two versions were not settled: a field is not chosen yet.", "Choose one of the two in every marked row.")
    answers = deepcopy(dict(two.versions[0].answers))
    for row in two.rows:
        if chosen[row.path] == 1:
            _put(answers, row.path, deepcopy(_at(two.versions[1].answers, row.path)))
    parents = tuple(sorted(one.record_id for one in two.versions))
    with vault.write() as tx:
        ends = {one.id for one in heads_of(all_of(tx, two.stream))}
        if not set(parents) <= ends:
            raise NotSettled("The two versions were not settled: another version has come meanwhile.", "Look at them again.")
        return write_version(
            vault,
            tx,
            stream=two.stream,
            case_id=two.case_id,
            form_sha256=two.form_sha256,
            supersedes=two.supersedes,
            parents=parents,
            answers=answers,
            now=now,
        )


def _rows(before: Mapping[str, Any], a: Mapping[str, Any], b: Mapping[str, Any], form: FormVersion, language: str) -> Iterator[Row]:
    earlier = {one.path: one.before for end in (a, b) for one in differences(before, end, form, language=language)}
    found: dict[Path, list[Difference]] = {}
    for one in differences(a, b, form, language=language):
        found.setdefault(_whole_item(one.path, a, b), []).append(one)
    for path, fields in found.items():
        was, mine, theirs = _at(before, path), _at(a, path), _at(b, path)
        is_item = path != fields[0].path
        yield Row(
            path=path,
            label=(fields[0].label.rpartition(BETWEEN)[0] or fields[0].label) if is_item else fields[0].label,
            before="" if is_item else earlier.get(path, ""),
            texts=(_joined(one.before for one in fields), _joined(one.after for one in fields)),
            proposed=1 if mine == was else 0 if theirs == was else None,
        )


def _version(vault: Vault, tx: Connection, said: Said, names: Mapping[str, str]) -> Version:
    filled = answers_of(vault, tx, said.id)
    if not filled.is_whole:
        raise NotSettled(
            "The two versions cannot be settled here: a name in them is sealed to others.", "Let one of the handlers settle them."
        )
    header = said.header
    return Version(record_id=said.id, at=header.at, person=names.get(header.person, ""), laptop=header.device[:8], answers=filled.answers)


def line_of_ends(said: list[Said], end: Said) -> list[Said]:
    """Return a head and all records of its stream that its writer had seen, in their common order."""
    known = {each.id: each for each in said}
    found, waiting = set[str](), [end.id]
    while waiting:
        identity = waiting.pop()
        if identity in known and identity not in found:
            found.add(identity)
            waiting += known[identity].header.parents
    return [each for each in said if each.id in found]


def _parted(said: list[Said], one: Said, other: Said) -> Said | None:
    """The newest version that both come from."""
    theirs = {each.id for each in line_of_ends(said, other)}
    common = [each for each in line_of_ends(said, one) if each.id in theirs and each.header.type == FORM_SAVED]
    return max(common, key=lambda each: each.order, default=None)


def _whole_item(path: Path, a: Mapping[str, Any], b: Mapping[str, Any]) -> Path:
    """The path of the outermost item on the way that only one of the two has; else the path itself."""
    for length in range(1, len(path)):
        above, here = path[:length], path[: length + 1]
        is_item = isinstance(_at(a, above), list) or isinstance(_at(b, above), list)
        if is_item and (_at(a, here) is None) != (_at(b, here) is None):
            return here
    return path


def _at(answers: object, path: Path) -> Any:
    for key in path:
        if isinstance(answers, list):
            answers = next((item for item in answers if isinstance(item, dict) and item.get(ITEM_ID) == key), None)
        elif isinstance(answers, Mapping):
            answers = answers.get(key)
        else:
            return None
    return answers


def _put(answers: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value at its place, None takes it away; an item of a repeat keeps its place or comes last."""
    here: Any = answers
    for number, key in enumerate(path[:-1]):
        if isinstance(here, list):
            here = next(item for item in here if isinstance(item, dict) and item.get(ITEM_ID) == key)
        else:
            is_list = number + 2 == len(path) and isinstance(value, dict) and ITEM_ID in value
            here = here.setdefault(key, [] if is_list else {})
    last = path[-1]
    if isinstance(here, list):
        kept = [item for item in here if not (isinstance(item, dict) and item.get(ITEM_ID) == last)]
        here[:] = kept if value is None else [*kept, value]
    elif value is None:
        here.pop(last, None)
    else:
        here[last] = value


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(text for text in texts if text)
