"""Two laptops described one exhibit, or changed one case, without knowing of each other: both stand side by side until a person decides.

Forms have the same in core.actions.forms.two_versions; `two_of` and `settle_two` are for whatever a stream is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from core.actions.cases.open_case import SAYS, scope_of_case
from core.actions.clock import Now, wall_now
from core.actions.forms.two_versions import NotSettled, Path, Row, TwoVersions, Version, line_of_ends, settle, two_versions
from core.vault import views
from core.vault.vault import Vault
from core.vault.views import Changes, cases, exhibits
from core.vault.views.exhibits import DESCRIPTION
from core.vault.views.said import Said, all_of, heads_of, text_of
from core.words import say
from record.part import Part

EXHIBIT, CASE = "exhibit", "case"


def two_of(vault: Vault, stream: str, *, language: str = "id") -> TwoVersions | None:
    """Return the two oldest heads of a form, an exhibit or a case that stand side by side, None where one follows the other.

    Raises what `two_versions` raises for a form.
    """
    with vault.read() as tx:
        if (exhibit := exhibits.one(tx, stream)) is not None:
            return _two(vault, tx, stream, exhibit.case_id, EXHIBIT)
        if cases.one(tx, stream) is not None:
            return _two(vault, tx, stream, stream, CASE)
    return two_versions(vault, stream, language=language)


def settle_two(vault: Vault, two: TwoVersions, chosen: Mapping[Path, int], *, now: Now = wall_now) -> Changes:
    """Write what a person chose, field by field; both stay in the history as its parents. Raises NotSettled as `settle` does."""
    if two.kind not in (EXHIBIT, CASE):
        return settle(vault, two, chosen, now=now)
    if any(chosen.get(row.path) not in (0, 1) for row in two.rows):
        raise NotSettled("The two versions were not settled: a field is not chosen yet.", "Choose one of the two in every marked row.")
    body = dict(two.versions[0].answers)
    for row in two.rows:
        name = row.path[0]
        body.pop(name, None)
        if name in (answers := two.versions[chosen[row.path]].answers):
            body[name] = answers[name]
    parents = tuple(sorted(one.record_id for one in two.versions))
    type_, part, kept = (exhibits.DESCRIBED, "description", {"case": two.case_id}) if two.kind == EXHIBIT else (cases.CHANGED, "case", {})
    with vault.write() as tx:
        ends = {one.id for one in heads_of(all_of(tx, two.stream))}
        if not set(parents) <= ends:
            raise NotSettled("The two versions were not settled: another version has come meanwhile.", "Look at them again.")
        appended = vault.log.append(
            tx,
            type=type_,
            stream=two.stream,
            at=now(),
            person=vault.person(tx).id,
            schema=f"{type_}/1",
            scope=scope_of_case(tx, two.case_id),
            parents=parents,
            parts=(Part.fresh(part, {**kept, **body}),),
        )
        return views.update(tx, [(appended.id, appended.header)])


def _two(vault: Vault, tx: Connection, stream: str, case_id: str, kind: str) -> TwoVersions | None:
    said = all_of(tx, stream)
    types = exhibits.TYPES if kind == EXHIBIT else cases.TYPES
    ends = [one for one in heads_of(said) if one.header.type in types]
    if len(ends) < 2:
        return None
    names = {identity: person.name for identity, person in vault.roster(tx).people.items()}
    lines = [line_of_ends(said, end) for end in ends[:2]]
    bodies = [_words(line, kind) for line in lines]
    common = {one.id for one in lines[0]} & {one.id for one in lines[1]}
    before = _words([one for one in said if one.id in common], kind)
    versions = [
        Version(record_id=end.id, at=end.header.at, person=names.get(end.header.person, ""), laptop=end.header.device[:8], answers=body)
        for end, body in zip(ends, bodies, strict=False)
    ]
    labels = _labels()
    rows = []
    for name in DESCRIPTION if kind == EXHIBIT else SAYS:
        was, mine, theirs = (body.get(name) or "" for body in (before, *bodies))
        if mine != theirs:
            proposed = 1 if mine == was else 0 if theirs == was else None
            rows.append(
                Row(path=(name,), label=labels.get(name, name), before=_text(was), texts=(_text(mine), _text(theirs)), proposed=proposed)
            )
    return TwoVersions(
        stream=stream, case_id=case_id, form_id=kind, form_sha256="", supersedes="", versions=(versions[0], versions[1]),
        rows=tuple(rows), more=len(ends) - 2, kind=kind,
    )  # fmt: skip


def _words(line: Iterable[Said], kind: str) -> dict[str, Any]:
    """What an exhibit's description, or a case, says at the end of this line of records."""
    found: dict[str, Any] = {}
    for one in line:
        if kind == EXHIBIT and one.header.type in (exhibits.ADDED, exhibits.DESCRIBED) and (body := one.body("description")):
            found = {name: text_of(body, name) for name in DESCRIPTION}
        elif kind == CASE and one.header.type in cases.TYPES and (body := one.body("case")):
            found = {name: body[name] for name in SAYS if name in body}
    return found


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(one)}" for name, one in value.items() if one not in ("", None))
    if isinstance(value, list | tuple):
        return "; ".join(_text(one) for one in value)
    return "" if value is None else str(value)


def _labels() -> dict[str, str]:
    return {
        "no": say("Number"),
        "kind": say("Kind"),
        "title": say("Title"),
        "caption": say("Caption"),
        "evidence_class": say("Class"),
        "taken_at": say("Taken on"),
        "place": say("Place taken"),
        "taken_by": say("Taken by"),
        "obtained_from": say("Obtained from"),
        "copies": say("Copies"),
        "note": say("Note"),
        "number": say("Number of the case"),
        "status": say("Status"),
        "timeline": say("Days of the case"),
        "observed": say("What was observed"),
        "violations": say("Breaches"),
        "kinds": say("Kinds of breach"),
        "permitted": say("Permitted acts"),
        "would_be": say("What it would be"),
        "ticks": say("Completeness"),
        "regime": say("Regime"),
    }
