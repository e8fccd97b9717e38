"""What the codes on a paper say: its short facts, as they are printed, and the content that carries the codes."""

from __future__ import annotations

from dataclasses import replace

from core.papers.compose import compose, with_wording
from core.papers.content import Content, PaperSource
from core.papers.reading import NOTHING, Reading, day_of
from record.paper_mark import NUMBER_BYTES_MAX, PaperFacts, cut, records_fingerprint


def facts_of(source: PaperSource, *, paper: str, office: str) -> PaperFacts:
    """Return the short facts of a paper: number and date as printed (an empty number when there is none; the day it was made for no date).

    paper: the id of the paper, its stream. Source: design section 7.
    """
    layout, reading = with_wording(source.form.layout, source.wording), Reading.of(source)
    number = reading.at(str(layout["number"])) if layout.get("number") else None
    said = reading.text(number) if number is not None else ""
    dated = reading.at(str(layout["place_date"]["date"])) if layout.get("place_date") else None
    day = day_of(str(dated.value)) if dated is not None and dated.relevant and dated.value else None
    return PaperFacts(
        paper=paper, records=records_fingerprint(source.record_ids), day=day or source.made_at.date(), office=office,
        form=source.form.id, number="" if said == NOTHING else cut(said, NUMBER_BYTES_MAX),
    )  # fmt: skip


def coded(source: PaperSource, *, paper: str, mark: bytes = b"") -> Content:
    """Return the content of a paper that is kept: every page with its code, and below the signatures the signed mark, if there is one."""
    return replace(compose(source), paper=paper, mark=mark)
