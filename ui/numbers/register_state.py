"""The register of numbers on the screen: which one is shown, and the deeds on its book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from core.actions.clock import wall_now
from core.actions.numbers.give_number import number_documents, void_number
from core.actions.numbers.number_book import change_book, close_book, move_book, open_book, take_book
from core.actions.numbers.number_keepers import may_give, may_keep
from core.actions.numbers.number_register import PROVISIONAL, Register, read_register
from core.actions.numbers.number_standing import Laptop, laptops, usual
from core.actions.numbers.print_register import print_register
from core.errors import AppError
from core.rules.number_pattern import Kind, Pattern, PatternUnfit, kinds
from core.vault.vault import NobodyHere, Vault
from core.vault.views import Changes
from ui.jobs.runner import JobRunner
from ui.working_state import WorkingState


@dataclass(frozen=True, slots=True)
class Shown:
    """A register with what its dialogs need: the other laptops, the usual words for tokens, and what I may do by my role.

    wanted: key of the line that was asked for, empty for none.
    """

    register: Register
    laptops: tuple[Laptop, ...]
    usual: Mapping[str, str]
    may_keep: bool
    may_give: bool
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A pattern as typed in a dialog."""

    pattern: str
    values: Mapping[str, str]
    restart: str

    def sample(self, seq: int, on: date) -> str:
        """Return the number it would give. Raises PatternUnfit."""
        return Pattern.read(self.pattern, self.values, self.restart).number(seq, on)


class RegisterState(WorkingState):
    loaded = Signal(object)  # Shown
    done = Signal(str)  # what was done, a key of the page's words
    changed = Signal(object)  # Changes
    numbered = Signal(int, object)  # how many got a number, list of AppError of those that did not
    printed = Signal(object)  # PDF

    def __init__(self, vault: Vault, jobs: JobRunner) -> None:
        super().__init__(vault, jobs)
        self.kind, self.period = next(iter(kinds())), ""
        self.shown: Shown | None = None
        self._asked = 0  # how often the register was asked for: an older answer that comes late is not shown

    def load(self, number: str = "") -> None:
        """Read the register anew; ends with `loaded`. number: what to stand on."""
        self._asked += 1
        asked, vault, kind, period = self._asked, self.vault, self.kind, self.period
        self.run(lambda _report: (asked, see_register(vault, kind, period, number)), self._take)

    def refresh(self, _changes: Changes) -> None:
        """Something was written somewhere."""
        self.load()

    def choose(self, kind: str, number: str = "") -> None:
        """Show another register, its newest year; with a number, the year in which that stands."""
        self.kind, self.period = kind, ""
        self.load(number)

    def choose_period(self, period: str) -> None:
        self.period = period
        self.load()

    def open_book(self, asked: Asked, *, last_used: int, reason: str, passphrase: str) -> None:
        vault, kind = self.vault, self.kind
        self._do(
            "opened",
            lambda: open_book(
                vault, kind, pattern=asked.pattern, values=asked.values, restart=asked.restart, last_used=last_used, reason=reason,
                passphrase=passphrase,
            ),
        )  # fmt: skip

    def change_book(self, asked: Asked, *, passphrase: str) -> None:
        vault, kind = self.vault, self.kind
        self._do(
            "changed",
            lambda: change_book(vault, kind, pattern=asked.pattern, values=asked.values, restart=asked.restart, passphrase=passphrase),
        )

    def move_book(self, device: str, *, passphrase: str) -> None:
        vault, kind = self.vault, self.kind
        self._do("moved", lambda: move_book(vault, kind, to_device=device, passphrase=passphrase))

    def take_book(self, *, last_used: int, reason: str, passphrase: str) -> None:
        vault, kind = self.vault, self.kind
        self._do("taken", lambda: take_book(vault, kind, last_used=last_used, reason=reason, passphrase=passphrase))

    def close_book(self, stream: str, *, reason: str, passphrase: str) -> None:
        vault = self.vault
        self._do("closed", lambda: close_book(vault, stream, reason=reason, passphrase=passphrase))

    def void(self, record_id: str, *, reason: str, passphrase: str) -> None:
        vault = self.vault
        self._do("voided", lambda: void_number(vault, record_id, reason=reason, passphrase=passphrase))

    def give_to_waiting(self, *, passphrase: str) -> None:
        """Give numbers to all documents that wait for one in this register, in the order in which they were saved."""
        vault, streams = self.vault, self.waiting()
        self.run(lambda _report: number_all(vault, streams, passphrase), self._numbered)

    def waiting(self) -> tuple[str, ...]:
        """Return the documents that bear a provisional reference, the oldest first."""
        rows = self.shown.register.rows if self.shown is not None else ()
        return tuple(row.document for row in rows if row.state == PROVISIONAL and row.document)

    def print(self) -> None:
        """Make the register on the screen a PDF; ends with `printed`."""
        vault, kind, period = self.vault, self.kind, self.period
        self.run(lambda _report: print_register(vault, kind, period=period or None), self.printed)

    def _do(self, word: str, deed: Callable[[], Changes]) -> None:
        self.run(lambda _report: (word, deed()), self._finish)

    def _finish(self, answer: tuple[str, Changes]) -> None:
        word, changes = answer
        self.done.emit(word)
        self.changed.emit(changes)
        self.load()

    def _numbered(self, answer: tuple[int, list[AppError], Changes]) -> None:
        count, refused, changes = answer
        self.numbered.emit(count, refused)
        self.changed.emit(changes)
        self.load()

    def _take(self, answer: tuple[int, Shown]) -> None:
        asked, shown = answer
        if asked != self._asked:
            return
        self.shown = shown
        self.period = shown.register.period
        self.loaded.emit(shown)


def see_register(vault: Vault, kind_key: str, period: str, number: str = "") -> Shown:
    """Return what the page shows. number: the period is that of the line which bears it, or the newest when none does."""
    today, kind = wall_now().date(), kinds()[kind_key]
    register = read_register(vault, kind_key, period=period or None, on=today)
    wanted = register.key_of(number)
    for other in register.periods if number and not wanted else ():
        found = read_register(vault, kind_key, period=other, on=today)
        if wanted := found.key_of(number):
            register = found
            break
    with vault.read() as tx:
        others = tuple(one for one in laptops(vault, tx) if one.device != vault.log.device)
        told = usual(vault, tx, kind)
        try:
            keeps, gives = may_keep(vault, tx, kind), may_give(vault, tx, kind)
        except NobodyHere:
            keeps = gives = False
    return Shown(register, others, told, keeps, gives, wanted)


def number_all(vault: Vault, streams: Sequence[str], passphrase: str) -> tuple[int, list[AppError], Changes]:
    """Give each document its number. Raises what the first one was refused with when none got a number."""
    count, refused, changes = 0, list[AppError](), Changes()
    for _stream, outcome in number_documents(vault, streams, passphrase=passphrase):
        if isinstance(outcome, AppError):
            refused.append(outcome)
        else:
            count += 1
            changes += outcome.changes
    if refused and not count:
        raise refused[0]
    return count, refused, changes


def sample_or_why(asked: Asked, seq: int) -> tuple[str, PatternUnfit | None]:
    """Return the number a typed pattern would give today, or why it gives none."""
    try:
        return asked.sample(seq, wall_now().date()), None
    except PatternUnfit as error:
        return "", error


def kind_title(kind: Kind, language: str) -> str:
    return kind.title_id if language == "id" else kind.title_en
