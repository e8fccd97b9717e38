"""A form printed empty, to be filled by hand: dotted lines where the answers would stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.papers.content import Block, Item, LetterHead, LongText, QuestionAnswer, Row, Table
from core.papers.reading import NOTHING, SHORT_DOTS

ACCOUNT_LINES, SHORT_LINES, ANSWER_LINES = 12, 4, 3  # dotted lines for an account, for another long text, for an answer to a question
DATE_DOTS = "." * 20


def with_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give every block without an answer ("-") its dotted lines, and table rows room for a pen."""
    for block in blocks:
        match block:
            case Row(colon=True, value=value) if value == NOTHING:
                yield replace(block, value="", fill=True)
            case Item(text=text) if text == NOTHING:
                yield replace(block, text="", fill=True)
            case LongText(text=text) if text == NOTHING:
                yield replace(block, text="", fill=SHORT_LINES)
            case LetterHead():
                yield replace(block, rows=tuple((label, DATE_DOTS if value == NOTHING else value) for label, value in block.rows))
            case Table():
                rows = tuple(tuple("\u00a0" if cell == NOTHING else cell for cell in row) for row in block.rows)
                yield replace(block, rows=rows, fill=True)
            case QuestionAnswer():
                yield replace(block, question="", answer="", fill=ANSWER_LINES)
            case _:
                yield block


def opening_to_fill(timezone: str, done: str) -> str:
    """Return the first sentence of a Berita Acara with dots for its day, hour and place; done: its end."""
    day = f"{DATE_DOTS} tanggal {DATE_DOTS} bulan {DATE_DOTS} tahun {DATE_DOTS}{DATE_DOTS}"
    return f"Pada hari ini {day} pukul {SHORT_DOTS} {timezone}, bertempat di {DATE_DOTS}{DATE_DOTS}, {done}"
