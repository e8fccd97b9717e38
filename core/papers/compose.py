"""Answers to the content of a paper: letterhead, title, the parts in the form's order, signatures, photo pages. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from core.papers.blank import with_lines
from core.papers.content import (
    Block,
    Content,
    ExhibitOnPaper,
    FormCode,
    Letterhead,
    OfficeFacts,
    PaperSource,
    Photo,
    PhotoPages,
    SignatureBlock,
    Signatures,
    SignerOnPaper,
    Title,
)  # fmt: skip
from core.papers.pages import in_order, notes, page_blocks
from core.papers.plain import plain_page
from core.papers.reading import NOTHING, Reading, Shown, child, day_of, is_protected, is_repeat, leaves
from core.papers.wording import DOTS, Wording
from core.papers.words import date_id

PICTURES = ("foto", "tangkapan layar", "tangkapan_layar")
CLOSED = "TERTUTUP"


def compose(source: PaperSource) -> Content:
    """Return the content of one paper. Empty values stand as "-", on a blank paper as dotted lines.

    Identities of protected persons never appear, even when given, unless the source is the closed edition, which says so on every page.

    The order and the labels are those of the form version; the layout (title, signatures, letterhead) is its `layout`.
    Source: domain/forms.md sections 1, 2, 3, 5, 10.
    """
    layout = with_wording(source.form.layout, source.wording)
    reading = Reading.of(source)
    wording = Wording(source, reading, layout)
    title = str(layout["title"][source.regime])
    number_path = layout.get("number")
    number = value_at(reading, number_path) if number_path else None
    number = DOTS if source.is_blank and number_path else number
    shown_elsewhere = {str(number_path)} | {entry["name"] for entry in layout["signatures"] if "repeat" not in entry}
    blocks: list[Block] = [*head(source, layout, title, number)]
    when_where = place_date(source, reading, layout)
    for page in in_order(reading.pages, layout):
        if layout.get("plain"):
            blocks += plain_page(reading, page)
        elif page.key == "signing":
            blocks += [*notes(page), signatures(wording)]
        elif page.key != "documentation":
            blocks += page_blocks(wording, page, source.exhibits, shown_elsewhere, when_where)
    photos = [photo(one) for one in source.exhibits if one.picture_jpeg or one.why_no_picture or one.kind.casefold() in PICTURES]
    if photos and layout.get("photos"):
        blocks.append(PhotoPages("DOKUMENTASI", tuple(photos)))
    return Content(
        foot=f"Nomor {number}" if is_told(number) else title.capitalize(),
        title=f"{title} {number}" if is_told(number) else title,
        author=source.office.in_sentences or NOTHING,
        blocks=tuple(with_lines(blocks) if source.is_blank else blocks),
        paper_size=source.paper_size, drill=source.drill, made_at=source.made_at, record_ids=source.record_ids,
        case_json=case_json(source, reading), initials=bool(layout.get("initials")),
        page_head=CLOSED if source.is_closed else "",
        closing_note=f"Kepala log saat dokumen ini dibuat: {source.log_head}" if source.log_head else "",
    )  # fmt: skip


def is_told(number: str | None) -> bool:
    return bool(number) and number not in (NOTHING, DOTS)


def with_wording(layout: Mapping[str, Any], wording: Mapping[str, Any]) -> dict[str, Any]:
    """Return the layout with what the office words otherwise laid over it, mapping by mapping; lists are replaced whole."""
    merged = dict(layout)
    for key, said in wording.items():
        known = merged.get(key)
        merged[key] = with_wording(known, said) if isinstance(known, Mapping) and isinstance(said, Mapping) else said
    return merged


def head(source: PaperSource, layout: Mapping[str, Any], title: str, number: str | None) -> list[Block]:
    code = source.form_code if source.form_code is not None else layout["code"][source.regime]
    in_title = layout.get("code_place") == "title"
    blocks: list[Block] = [FormCode(str(code))] if code and not in_title else []
    if layout.get("letterhead"):
        blocks.append(letterhead(source.office))
    if layout.get("mark"):
        blocks.insert(0, FormCode(str(layout["mark"])))
    if not layout.get("title_printed", True):
        return [*blocks, Title((), None, bookmark=title)]
    titles = (str(code), title) if code and in_title else (title,)
    return [*blocks, Title(titles, number, bookmark=title)]


def letterhead(office: OfficeFacts) -> Letterhead:
    """Return the kop of an office: logo at the left, its name in capitals, how to reach it. Source: domain/forms.md 1.1."""
    contacts = [f"Telepon {office.phone}" if office.phone else "", f"Surel {office.email}" if office.email else ""]
    lines = (office.address, "  ·  ".join(one for one in contacts if one))
    return Letterhead(tuple(line.upper() for line in office.name_lines), tuple(line for line in lines if line), office.logo_png)


def value_at(reading: Reading, path: str) -> str:
    node = reading.at(path)
    return reading.text(node) if node is not None else NOTHING


def photo(exhibit: ExhibitOnPaper) -> Photo:
    details = (
        (("Waktu", exhibit.taken_at), ("Tempat", exhibit.place), ("Diambil oleh", exhibit.taken_by)),
        (("Keterangan", exhibit.note), ("SHA-256", f"{exhibit.sha256[:16]}…" if exhibit.sha256 else "")),
    )  # fmt: skip
    heading = f"{exhibit.no}: {exhibit.title}" if exhibit.title else exhibit.no
    return Photo(exhibit.picture_jpeg, heading, exhibit.caption, details, exhibit.why_no_picture)


def case_json(source: PaperSource, reading: Reading) -> bytes:
    """Return what the paper says, for programs: open answers and the exhibits' hashes."""
    exhibits = [{"no": one.no, "kind": one.kind, "title": one.title, "sha256": one.sha256} for one in source.exhibits]
    told = {
        "form": source.form.id, "version": source.form.version, "regime": source.regime, "drill": source.drill,
        "case": source.case_title, "records": list(source.record_ids), "answers": open_answers(source.answers, reading),
        "exhibits": exhibits,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def open_answers(answers: dict[str, Any], reading: Reading) -> Any:
    """Return the answers without what identifies a protected person, should the caller have left it in."""
    if reading.is_closed or reading.is_blank:
        return answers if reading.is_closed else {}
    fields = [field for page in reading.pages for field in leaves(page) if "identity" in field.attributes]
    of_person = {field.key for field in fields if field.attributes["identity"] == "yes"}
    elsewhere = {field.key for field in fields if reading.tells_of_protected(field)}

    def without(value: Any) -> Any:
        if isinstance(value, list):
            return [without(one) for one in value]
        if not isinstance(value, dict):
            return value
        hidden = elsewhere | (of_person if value.get("protected") == "yes" else set())
        return {key: without(one) for key, one in value.items() if key not in hidden}

    return without(answers)


# signatures


def signatures(wording: Wording) -> Signatures:
    source, reading, layout = wording.source, wording.reading, wording.layout
    blocks: list[SignatureBlock] = []
    for entry in layout["signatures"]:
        blocks += repeated_blocks(source, reading, entry) if "repeat" in entry else single_blocks(wording, entry)
    blocks = with_signers(blocks, source.signers)
    in_letter_head = any(style.get("as") == "letter_head" for style in layout.get("pages", {}).values())
    when_where = "" if in_letter_head else place_date(source, reading, layout)
    return Signatures(when_where, tuple(blocks), bool(layout.get("side_by_side")), int(layout.get("across", 2)))


def place_date(source: PaperSource, reading: Reading, layout: Mapping[str, Any]) -> str:
    """Return "Sukarekaan, 6 Oktober 2024". Only Form A asks for the place of signing; the other forms name a building, so the town wins."""
    paths = layout["place_date"]
    said = value_at(reading, paths["place"])
    said = "" if said == NOTHING else said
    place = (said or source.office.city) if paths["place"].endswith("signed_place") else (source.office.city or said)
    node = reading.at(paths["date"])
    day = day_of(node.value) if node is not None and node.relevant else None
    return f"{place or DOTS}, {date_id(day) if day else DOTS}"


def single_blocks(wording: Wording, entry: Mapping[str, Any]) -> list[SignatureBlock]:
    """One block, or one for each item when the names stand in a repeat (several clarifiers); none for a witness who was not there."""
    source, reading = wording.source, wording.reading
    key = entry["field"].rpartition("/")[2]
    drawn = strokes_of(source, reading.at(entry["field"]))
    heading = wording.fill(str(entry["heading"][source.regime]))
    named = reading.at(entry["name"])
    if named is not None and is_repeat(named):
        items = named.items[:1] if reading.is_blank else named.items
        people = [(reading.name_of(item), position_of(reading, item)) for item in items] or [("", "")]
    else:
        holder = reading.at(entry["name"].rpartition("/")[0])
        is_name = entry["name"].endswith("/name")
        hidden = holder is not None and is_protected(holder) and not reading.is_closed
        position = plain(reading, reading.at(entry["position"])) if "position" in entry else ""
        people = [(reading.name_of(holder) if is_name and holder is not None else plain(reading, named), position)]
        drawn = None if hidden else drawn  # a protected person's hand is part of his identity
    if entry.get("optional") and not people[0][0]:
        return []
    return [
        SignatureBlock(
            field_name=key if index == 0 else f"{key}_{index + 1}", heading=heading, name=name, position=position,
            drawn_png=drawn if index == 0 else None, stamp=str(entry.get("stamp", "")),
        )
        for index, (name, position) in enumerate(people)
    ]  # fmt: skip


def repeated_blocks(source: PaperSource, reading: Reading, entry: Mapping[str, Any]) -> list[SignatureBlock]:
    """One block for each item of the signature repeat; where the form says so, one at least for each person of the fallback."""
    repeat = reading.at(entry["repeat"])
    items = reading.items(repeat)
    position = value_at(reading, entry["position"]) if "position" in entry else ""
    fallback = reading.at(entry["name_fallback"]) if "name_fallback" in entry else None
    names = [reading.name_of(item) for item in fallback.items] if fallback is not None else []
    blocks = []
    for index in range(max(len(items), len(names))):
        item = items[index] if index < len(items) else None
        said = plain(reading, child(item, entry["name"])) if item is not None else ""
        name = said or (names[index] if index < len(names) else "")
        drawn = strokes_of(source, child(item, entry["field"]), getattr(item, "item_id", "")) if item is not None else None
        blocks.append(
            SignatureBlock(
                field_name=f"{entry['field']}_{index + 1}", heading=str(entry["heading"][source.regime]), name=name,
                position="" if position == NOTHING else position, drawn_png=drawn,
            )
        )  # fmt: skip
    return blocks


def plain(reading: Reading, field: Shown | None) -> str:
    text = reading.text(field) if field is not None and not reading.is_blank else ""
    return "" if text == NOTHING else text


def position_of(reading: Reading, item: Shown) -> str:
    return plain(reading, child(item, "position"))


def strokes_of(source: PaperSource, field: Shown | None, item_id: str = "") -> bytes | None:
    if field is None:
        return None
    return next((source.strokes[key] for key in (field.value, item_id, field.key) if key and key in source.strokes), None)


def with_signers(blocks: list[SignatureBlock], signers: tuple[SignerOnPaper, ...]) -> list[SignatureBlock]:
    """Return the blocks with what is known of the signers: each fills the first block of his role that has his name or none yet."""
    out = list(blocks)
    taken: set[int] = set()
    for signer in signers:
        role = signer.role_label.rstrip(",").casefold()
        fits = [i for i, block in enumerate(out) if i not in taken and block.heading.rstrip(",").casefold() == role]
        own = next((i for i in fits if out[i].name == signer.name), None)
        index = own if own is not None else next((i for i in fits if not out[i].name), fits[0] if fits else None)
        if index is None:
            index = len(out)
            out.append(SignatureBlock(field_name=f"sign_more_{index + 1}", heading=signer.role_label, name=signer.name))
        taken.add(index)
        block = out[index]
        out[index] = SignatureBlock(
            field_name=block.field_name, heading=block.heading, name=block.name or signer.name, position=signer.position or block.position,
            drawn_png=signer.drawn_png or block.drawn_png, stamp=block.stamp,
        )  # fmt: skip
    return out
