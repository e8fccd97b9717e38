"""The survey sheet as its author sees it: which row stands for which place of the form."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from forms.workbook import Row, Workbook

OPENS = ("begin group", "begin repeat", "begin loop")
CLOSES = ("end group", "end repeat", "end loop")
SELECTS = (  # the longest first; older words for the same are still met
    "add select multiple prompt using", "add select one prompt using", "select all that apply from", "select_multiple_from_file",
    "select multiple from file", "select_one_external", "select_one_from_file", "select all that apply", "select one from file",
    "select multiple from", "select_multiple", "select one from", "select multiple", "select_one", "select one", "select1", "rank",
)  # fmt: skip
MULTIPLE = ("multiple", "all that apply", "rank")
QUESTIONS = frozenset((
    "text", "integer", "decimal", "date", "time", "datetime", "note", "calculate", "image", "photo", "audio", "video", "file",
    "geopoint", "geotrace", "geoshape", "barcode", "acknowledge", "trigger", "range", "hidden", "background-audio", "background-geopoint",
    "string", "int", "csv-external", "xml-external", "osm",
))  # fmt: skip
KNOWN_OF_ITSELF = frozenset((
    "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit", "start-geopoint",
    "imei", "start time", "end time", "device id", "uri:deviceid", "sim id", "subscriber id",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the survey. path: names of the groups around it and its own; words: of its type."""

    row: Row
    path: tuple[str, ...]
    kind: str
    words: tuple[str, ...] = ()
    above: int = 0  # how many groups are open around it

    @property
    def opens(self) -> bool:
        return self.kind in OPENS

    @property
    def closes(self) -> bool:
        return self.kind in CLOSES


@dataclass(frozen=True, slots=True)
class Survey:
    lines: tuple[Line, ...]
    unclosed: tuple[Row, ...] = ()
    unopened: tuple[Row, ...] = ()
    by_path: dict[tuple[str, ...], Row] = field(default_factory=dict)

    def row_at(self, ref: str) -> Row | None:
        """Return the row of a place in the compiled form, "/data/group/name", or of the nearest one around it."""
        path = tuple(step.partition("[")[0] for step in ref.split("/")[2:])
        while path:
            if path in self.by_path:
                return self.by_path[path]
            path = path[:-1]
        name = ref.rpartition("/")[2]
        return next((row for known, row in self.by_path.items() if known[-1] == name), None)


def read_survey(book: Workbook) -> Survey:
    """Return the rows of the survey sheet with their places."""
    lines, around, unopened = [], list[tuple[str, Row]](), []
    for row in book.sheet("survey").rows:
        kind, words = _kind(row.cells.get("type", ""))
        name = row.cells.get("name", "")
        if kind in CLOSES:
            if around:
                around.pop()
            else:
                unopened.append(row)
        lines.append(Line(row, (*(one for one, _ in around), name), kind, words, len(around)))
        if kind in OPENS:
            around.append((name, row))
    by_path = {line.path: line.row for line in reversed(lines) if line.path[-1]}
    return Survey(tuple(lines), tuple(row for _, row in around), tuple(unopened), by_path)


def _kind(said: str) -> tuple[str, tuple[str, ...]]:
    if said.lower().startswith(("begin_", "end_")):
        said = said.replace("_", " ", 1)
    words = tuple(said.split())
    pair = " ".join(words[:2]).lower()
    if pair in (*OPENS, *CLOSES):
        return pair, words[2:]
    plain = " ".join(words)
    for select in SELECTS:
        if plain.lower() == select or plain.lower().startswith(f"{select} "):
            return select, tuple(plain[len(select) :].split())
    return plain.lower(), ()


def is_known(line: Line, types: Collection[str]) -> bool:
    """Whether the type is one that XLSForm has. types: further ones, older words."""
    names = (*OPENS, *CLOSES, *SELECTS)
    return any(line.kind in known for known in (names, QUESTIONS, KNOWN_OF_ITSELF, types)) or line.kind.split()[0] in ("osm", "include")


def expressions(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (column, text) of everything in the row that may refer to other questions."""
    for column, text in row.cells.items():
        if "${" in text:
            yield column, text
