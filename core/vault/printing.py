"""This laptop's print queue and the papers it wrote as files: local tables, never sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from core.vault.local import local

WAITING, HANDED, PRINTED, UNSURE, LEFT_OUT = "waiting", "handed", "printed", "unsure", "left_out"
PAPER, COVER = "paper", "cover"

paper_files = Table(
    "paper_files",
    local,
    Column("sha256", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("paper_size", String, nullable=False),
)
print_runs = Table(
    "print_runs",
    local,
    Column("id", String, primary_key=True),
    Column("begun_at", String, nullable=False),
    Column("printer", String, nullable=False),
    Column("is_closed", Boolean, nullable=False),
)
prints = Table(
    "prints",
    local,
    Column("id", String, primary_key=True),
    Column("run", String, nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("document", String, nullable=False, index=True),
    Column("pdf", String, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("printer", String, nullable=False),
    Column("job", String, nullable=False),
    Column("changed_at", String, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A list of papers that was sent to the queue together. begun_at: ISO 8601 with offset."""

    id: str
    begun_at: str
    printer: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One paper once. pdf: SHA-256 of the kept paper; empty for a cover sheet, whose words stand in `sheet`.

    state: waiting, handed (the printer's system has a job for it, or may have), printed, unsure (nobody can say; a person must look),
    left_out. attempt: counts the jobs made for it; with `id` it names the job. job: as the printer's system numbers it.
    """

    id: str
    run: str
    place: int
    kind: str
    title: str
    document: str = ""
    pdf: str = ""
    sheet: Mapping[str, object] = field(default_factory=dict)
    is_copy: bool = False
    state: str = WAITING
    attempt: int = 0
    printer: str = ""
    job: str = ""
    changed_at: str = ""

    @property
    def job_name(self) -> str:
        """The name of its job, by which the printer's system can be asked for it; it says nothing about the paper."""
        return f"bukti-{self.id}-{self.attempt}"


def add_run(tx: Connection, run: Run, papers: Iterable[Print]) -> None:
    tx.execute(insert(print_runs).values(id=run.id, begun_at=run.begun_at, printer=run.printer, is_closed=run.is_closed))
    rows = [
        {name: getattr(one, name) for name in prints.c.keys() if name != "sheet"} | {"sheet": json.dumps(one.sheet, ensure_ascii=False)}  # noqa: SIM118
        for one in papers
    ]
    if rows:
        tx.execute(insert(prints), rows)


def open_run(tx: Connection) -> Run | None:
    """Return the run that is not over yet; there is one at a time."""
    row = tx.execute(select(print_runs).where(print_runs.c.is_closed.is_(False)).order_by(print_runs.c.id).limit(1)).one_or_none()
    return Run(**row._mapping) if row is not None else None


def last_run(tx: Connection) -> Run | None:
    """Return the run begun last, open or over."""
    row = tx.execute(select(print_runs).order_by(print_runs.c.id.desc()).limit(1)).one_or_none()
    return Run(**row._mapping) if row is not None else None


def close_run(tx: Connection, run: str) -> None:
    tx.execute(update(print_runs).where(print_runs.c.id == run).values(is_closed=True))


def change_printer(tx: Connection, run: str, printer: str) -> None:
    """What was not handed over yet goes to another printer."""
    tx.execute(update(print_runs).where(print_runs.c.id == run).values(printer=printer))


def of_run(tx: Connection, run: str, *states: str) -> list[Print]:
    """Return the papers of a run in their order, of all states or of some."""
    chosen = select(prints).where(prints.c.run == run).order_by(prints.c.place)
    return [_print(row) for row in tx.execute(chosen.where(prints.c.state.in_(states)) if states else chosen)]


def next_waiting(tx: Connection, run: str) -> Print | None:
    chosen = select(prints).where(prints.c.run == run, prints.c.state == WAITING).order_by(prints.c.place).limit(1)
    row = tx.execute(chosen).one_or_none()
    return _print(row) if row is not None else None


def one(tx: Connection, print_id: str) -> Print | None:
    row = tx.execute(select(prints).where(prints.c.id == print_id)).one_or_none()
    return _print(row) if row is not None else None


def keep(tx: Connection, print_id: str, *, state: str, at: str, **values: object) -> None:
    """Note a new state. values: other columns that change with it."""
    tx.execute(update(prints).where(prints.c.id == print_id).values(state=state, changed_at=at, **values))


def counts(tx: Connection, run: str) -> dict[str, int]:
    """Return how many papers of a run are in each state."""
    chosen = select(prints.c.state, func.count().label("n")).where(prints.c.run == run).group_by(prints.c.state)
    return {row.state: row.n for row in tx.execute(chosen)}


def was_printed(tx: Connection, pdf: str, *, before_run: str) -> bool:
    """Return whether the same paper was printed, or may have been, in a run before this one."""
    chosen = select(prints.c.id).where(prints.c.pdf == pdf, prints.c.run < before_run, prints.c.state.in_((HANDED, PRINTED, UNSURE)))
    return tx.scalar(chosen.limit(1)) is not None


def printed(tx: Connection) -> set[str]:
    """Return the SHA-256 of every paper that was printed from here."""
    return set(tx.scalars(select(prints.c.pdf).where(prints.c.state == PRINTED, prints.c.kind == PAPER).distinct()))


def keep_file(tx: Connection, sha256: str, *, document: str, record_id: str, paper_size: str) -> None:
    """Note that these bytes are a paper of ours, before they are written as a file."""
    given = upsert(paper_files).values(sha256=sha256, document=document, record_id=record_id, paper_size=paper_size)
    tx.execute(given.on_conflict_do_nothing())


def file_of(tx: Connection, sha256: str) -> tuple[str, str] | None:
    """Return (record id, paper size) of an unsigned paper that was written as a file from here."""
    row = tx.execute(select(paper_files).where(paper_files.c.sha256 == sha256)).one_or_none()
    return (row.record_id, row.paper_size) if row is not None else None


def _print(row: object) -> Print:
    values = dict(row._mapping)  # type: ignore[attr-defined]
    return Print(**{**values, "sheet": json.loads(values["sheet"])})
