"""Where the signatures go: never alone on a page, and all on one page where they fit."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from core.papers.content import Signatures
from core.papers.flowables import BODY, DottedLine, LabelledRow, OutlineMark, Places, SignatureLine
from core.papers.table_rows import RowsTable, last_row_apart

SHORT_TAIL = 50 * mm  # what may move to the next page together with a signature
TAIL_LINES = 3  # of a longer text, so much moves
GAP, BETWEEN = 6 * mm, 5 * mm


def add_signatures(flow: list[Flowable], block: Signatures, places: Places, width: float, height: float) -> None:
    """Append the signature lines, on one page with the end of what is signed; what does not fit on a page goes on on the next."""
    across = block.across if block.side_by_side else 1
    lines: list[Flowable] = []
    for index in range(0, len(block.blocks), across):
        pair = block.blocks[index : index + across] if block.side_by_side else (None, block.blocks[index])
        lines.append(SignatureLine(places, pair, block.place_date if index == 0 else ""))
    tail = tail_of(flow, width, height)
    room = height - GAP - total(tail, width, height)
    first: list[Flowable] = []
    for line in lines:
        room -= line.wrap(width, height)[1] + BETWEEN
        if first and room < 0:
            break
        first += [Spacer(1, BETWEEN if first else GAP), line]
    flow.append(KeepTogether([*tail, *first]))
    for line in lines[len(first) // 2 :]:
        flow += [Spacer(1, BETWEEN), line]


def total(pieces: Sequence[Flowable], width: float, height: float) -> float:
    return float(sum(piece.wrap(width, height)[1] for piece in pieces))


def tail_of(flow: list[Flowable], width: float, height: float) -> list[Flowable]:
    """Take the end of what is signed out of the flow: a short text with its headings, the last lines of a long one, a table's last row."""
    spacers: list[Flowable] = []
    while flow and isinstance(flow[-1], Spacer):
        spacers.insert(0, flow.pop())
    dotted: list[Flowable] = []
    while flow and isinstance(flow[-1], DottedLine) and len(dotted) < TAIL_LINES:
        dotted.insert(0, flow.pop())
    if dotted:
        return [*dotted, *spacers]
    if not flow or not isinstance(flow[-1], Paragraph | LabelledRow | RowsTable):
        return spacers
    last = flow.pop()
    high = last.wrap(width, height * 100)[1]
    if isinstance(last, RowsTable):
        *before, row = last_row_apart(last)
        if row.wrap(width, height)[1] > height / 2:
            flow.append(last)
            return spacers
        flow += before
        return [row, *spacers] if before else [*introduction(flow), row, *spacers]
    if high <= SHORT_TAIL:
        return [*introduction(flow), last, *spacers]
    pieces = last.split(width, high - TAIL_LINES * BODY.leading)
    flow += pieces[:-1]
    return [pieces[-1] if pieces else last, *spacers]


def introduction(flow: list[Flowable]) -> list[Flowable]:
    """Take the headings that stand right at the end of the flow out of it, so that they go where their text goes."""
    index = len(flow)
    first = index
    while index and isinstance(flow[index - 1], Spacer | CondPageBreak | OutlineMark | LabelledRow):
        index -= 1
        piece = flow[index]
        if isinstance(piece, LabelledRow):
            if piece.colon:
                break
            first = index
        elif isinstance(piece, OutlineMark) and first < len(flow):
            first = index
    taken = [piece for piece in flow[first:] if not isinstance(piece, CondPageBreak)]
    del flow[first:]
    return taken
