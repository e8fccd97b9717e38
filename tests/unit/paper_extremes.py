"""The official forms filled for the eyes: as usual, empty, and with more, longer and stranger answers than any office gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.papers.content import ExhibitOnPaper, PaperSource, SignerOnPaper
from forms.library import official
from tests.unit.official_samples import OFFICIAL_ANSWERS
from tests.unit.paper_samples import ANSWERS, MADE_AT, OFFICE, exhibits, jpeg, strokes

FORMS: dict[str, Callable[[], dict[str, Any]]] = {**ANSWERS, **OFFICIAL_ANSWERS}
FILLINGS = ("sample", "empty", "blank", "extreme")
WITNESSES, TABLE_ROWS, PHOTOS, ACCOUNT = 40, 300, 120, 20_000
NAME = "Bartholomeus Purnawirawan Kusumaatmadja Sastranegara Wiranatakusumah Djojohadikusum"[:80]
ONE_WORD = ("Purnawirawanalamsyahputrakusumaatmadja" * 3)[:80]
STRANGE = "Ia menulis \U0001f600\U0001f44d\u200d dan بسم الله الرحمن الرحيم serta שלום lalu 北京. "
TABLES = ("documents", "handed", "rows", "attendees", "assigned", "clarifications", "elements", "attachments")
LONG = ("description", "result", "case_position", "considerations", "summary", "answer", "reason", "task", "advice", "analysis", "article",
        "purpose", "recommendation", "missing_note", "oath_text", "refusal_reason", "violation_summary", "facts")  # fmt: skip


def filled(form_id: str, filling: str, *, regime: Any = "pemilihan", paper_size: Any = "A4", photos: int = PHOTOS) -> PaperSource:
    """Return what a paper is made from. photos: how many an extreme paper has, where the form has photo pages."""
    source = PaperSource(
        form=official()[form_id], answers=FORMS[form_id](), regime=regime, office=OFFICE, paper_size=paper_size, case_title="Kasus 1",
        record_ids=("5f" * 32,), made_at=MADE_AT, strokes={"s1": strokes(), "s2": strokes(), "s3": strokes()},
    )  # fmt: skip
    has_photos = bool(source.form.layout.get("photos"))
    match filling:
        case "empty":
            return replace(source, answers={}, strokes={})
        case "blank":
            return replace(source, answers={}, strokes={}, record_ids=(), is_blank=True)
        case "extreme":
            office = replace(OFFICE, name_lines=(OFFICE.name_lines[0], f"{OFFICE.name_lines[1]} {ONE_WORD}"))
            shown = many_photos(photos) if has_photos else ()
            return replace(
                source,
                answers=extreme(source.answers),
                office=office,
                exhibits=shown,
                signers=(SignerOnPaper(role_label="Saksi,", name=NAME),),
            )
    return replace(source, exhibits=exhibits(3) if has_photos else ())


def many_photos(count: int) -> tuple[ExhibitOnPaper, ...]:
    """Photos of four shapes, some with captions of many lines, one without a picture."""
    shapes = [jpeg(n, size) for n, size in enumerate(((320, 240), (240, 320), (640, 120), (120, 640)))]
    return tuple(
        ExhibitOnPaper(
            no=f"Bukti-{n + 1}", kind="foto", title=f"Foto ke-{n + 1} {ONE_WORD if n % 7 == 3 else ''}", caption=STRANGE * (n % 5 * 3),
            taken_at="5 Oktober 2024 pukul 19.40 WIB", place=f"Sekretariat {ONE_WORD}" if n % 11 == 2 else "Sekretariat",
            taken_by=NAME, sha256="ab" * 32, picture_jpeg=None if n == 5 else shapes[n % 4], note="Catatan panjang. " * (n % 4 * 5),
        )
        for n in range(count)
    )  # fmt: skip


def extreme(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers grown: lists of forty (tables of three hundred), names of eighty letters, one account of 20,000 characters."""
    left = [ACCOUNT]
    return {key: _grown(value, key, 0, left) for key, value in answers.items()}


def _grown(value: Any, key: str, number: int, left: list[int]) -> Any:
    if isinstance(value, dict):
        return {inner: one if inner == "_id" else _grown(one, inner, number, left) for inner, one in value.items()}
    if isinstance(value, list):
        count = TABLE_ROWS if key in TABLES else WITNESSES
        return [{**_grown(value[n % len(value)], key, n, left), "_id": str(n)} for n in range(count)] if value else []
    if not isinstance(value, str):
        return value
    if key in LONG and number == 0:
        size, left[0] = left[0] or 900, 0
        sentence = f"{STRANGE}{value.strip()} "
        return (sentence * (size // len(sentence) + 1))[:size].strip() + " AKHIR"
    if key == "name" or key.endswith("_name"):
        return f"{ONE_WORD if number % 2 else NAME}"
    if key in ("address", "title", "event", "question", "description", "place", "agency", "position"):
        return f"{value} {STRANGE}{'sangat panjang ' * (number % 5 * 3)}AKHIR{number}"
    return value
