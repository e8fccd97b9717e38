"""What must hold of the numbers on every laptop after each step of the story, and once more at its end."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from core.actions.numbers.number_flags import TWICE, flags_of
from core.actions.numbers.number_register import GAP, RegisterRow, read_register
from core.actions.numbers.number_standing import HERE, SECOND, standing
from core.rules.number_pattern import kinds
from core.vault.views import number_books, numbers, same_numbers
from tests.rigs.number_laptops import Laptop, body_of, ids_of, meet
from tests.rigs.number_story import Issue, Story, unexplained
from tests.ui.case_samples import OFFICE

FIRST_DAY = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
KINDS = ("model_a", "surat")
APART = "kajian"  # two laptops open it before they have met


class Judge:
    """Looks at the laptops of the story; `faults` collects what must not be."""

    def __init__(self) -> None:
        self.story, self.laptops = Story(), list[Laptop]()
        self.step, self.faults, self.counts = 0, list[str](), Counter[str]()

    def now(self) -> datetime:
        return FIRST_DAY + timedelta(hours=self.step * 3)

    def wrong(self, words: str) -> None:
        self.faults.append(f"step {self.step}: {words}")

    def look(self, laptop: Laptop, kind: str, *, is_contact: bool = False) -> None:
        """What this laptop holds twice must be flagged, and nothing else; on contact the laptop stops giving until it is settled."""
        laptop.known = ids_of(laptop.vault, numbers.GIVEN)
        for record in ids_of(laptop.vault, numbers.VOIDED) - laptop.voids.keys():
            laptop.voids[record] = str(body_of(laptop.vault, record, "void")["number"])
        void = set(laptop.voids.values())
        found: dict[str, set[str]] = {}
        for record in laptop.known - void:
            issue = self.story.issues.get(record)
            if issue is not None and issue.kind == kind:
                found.setdefault(issue.text, set()).add(record)
        expected = {text: frozenset(ids) for text, ids in found.items() if len(ids) > 1}
        told = kinds()[kind]
        with laptop.vault.read() as tx:
            flagged = {
                held[0].text: frozenset(one.record_id for one in held)
                for held, _typed in same_numbers.twice(tx, OFFICE.code, kind, told.forms, per_case=told.per_case).values()
                if len(held) > 1
            }
            state = standing(laptop.vault, tx, told, on=self.now().date())
            open_books = [one for one in number_books.books(tx, OFFICE.code, kind=kind) if not one.is_closed]
        if flagged != expected:
            self.wrong(f"{laptop.name} holds {sorted(expected)} twice and flags {sorted(flagged)}")
        if (
            is_contact
            and (new := expected.keys() - {text for told_kind, text in laptop.twice if told_kind == kind})
            and state.state == HERE
            and len(state.others) == 0
        ):
            since = [self.story.issues[one] for text in new for one in expected[text]]
            if all(is_open_dispute(laptop, one) for one in since):
                self.wrong(f"{laptop.name} goes on giving {kind} after it met {sorted(new)} twice")
        if (len(open_books) > 1) != (state.state == SECOND):
            self.wrong(f"{laptop.name}: {len(open_books)} open books of {kind}, and it says {state.state}")
        laptop.twice = {place: ids for place, ids in laptop.twice.items() if place[0] != kind} | {
            (kind, text): ids for text, ids in expected.items()
        }

    def end(self) -> None:
        """All meet; then the whole story is judged once more, every gap has a reason, and a rebuild changes nothing."""
        for one in self.laptops[1:] * 2:
            meet(self.laptops[0].vault, one.vault)
        self.faults += [f"at the end: {words}" for words in unexplained(self.story)]
        for laptop in self.laptops:
            for kind in (*KINDS, APART):
                self.look(laptop, kind)
                told = {flag.number for flag in flags_of(laptop.vault, kind, on=self.now().date()) if flag.kind == TWICE}
                if not {text for told_kind, text in laptop.twice if told_kind == kind} <= told:
                    self.wrong(f"{laptop.name}: the register of {kind} does not say what stands twice")
                for row in (row for rows in self._registers(laptop, kind) for row in rows if row.state == GAP):
                    self.counts["gaps"] += row.last_seq - row.seq + 1
                    if not row.gap_kind or not (row.reason or row.gap_kind == "not_here"):
                        self.wrong(f"{laptop.name}: the gap {row.seq}-{row.last_seq} of {kind} has no reason")
            before = [self._registers(laptop, kind) for kind in (*KINDS, APART)]
            laptop.vault.rebuild()
            if before != [self._registers(laptop, kind) for kind in (*KINDS, APART)]:
                self.wrong(f"{laptop.name}: a rebuild changes the register")
        seen = [self._registers(laptop, kind) for laptop in self.laptops[:1] for kind in (*KINDS, APART)]
        given = sum(row.state in ("given", "void") for rows in seen for period in rows for row in period)
        self.counts["in the register of A"] = given

    def _registers(self, laptop: Laptop, kind: str) -> list[tuple[RegisterRow, ...]]:
        first = read_register(laptop.vault, kind, on=self.now().date())
        return [read_register(laptop.vault, kind, period=period, on=self.now().date()).rows for period in first.periods]


def is_open_dispute(laptop: Laptop, issue: Issue) -> bool:
    """Whether nothing in this laptop's own hands has settled the matter after the issue."""
    token = laptop.holding.get(issue.kind)
    return token is None or token.step <= issue.step
