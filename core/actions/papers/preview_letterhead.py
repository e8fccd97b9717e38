"""A page with a letterhead as it is being typed, before it holds."""

from __future__ import annotations

from core.actions.clock import Now, wall_now
from core.actions.office.letterhead import LetterheadSetting, as_facts
from core.papers.compose import letterhead
from core.papers.content import Block, Content, LongText, PaperSize
from core.papers.wording import DOTS
from core.papers.words import date_id

TITLE = "Contoh kepala surat"


def preview_letterhead(wanted: LetterheadSetting, size: PaperSize, *, is_drill: bool, now: Now = wall_now) -> bytes:
    """Return a page with this letterhead as PDF; nothing is kept."""
    from core.papers.render import render

    office, at = as_facts(wanted), now()
    lines = (f"{office.city or DOTS}, {date_id(at.date())}", "Contoh surat dengan kepala surat kantor ini.")
    blocks: tuple[Block, ...] = (letterhead(office), *(LongText(line, justified=False, gap_after=True) for line in lines))
    return render(
        Content(
            title=TITLE, foot=TITLE, author=office.in_sentences, blocks=blocks, paper_size=size, drill=is_drill, made_at=at,
            record_ids=(), case_json=b"{}",
        )
    )  # fmt: skip
