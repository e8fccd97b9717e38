"""What really happened to the numbers of an office, kept by the rig and not by the program: who held which book, and who gave what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

OPEN, MOVE, TAKE, CLONE = "open", "move", "take", "clone"


@dataclass(eq=False)
class Token:
    """A book in somebody's hands. It passes on by a move; a copied disk makes two of one; a take makes a new one from memory.

    typed: the last number that the person read off paper; known: the numbers (record ids) in that vault at the time.
    """

    kind: str
    how: str
    step: int
    parent: Token | None = None
    typed: int = 0
    known: frozenset[str] = frozenset()

    def line(self) -> list[Token]:
        """This token and those it came from, the oldest last."""
        found, one = [self], self.parent
        while one is not None:
            found.append(one)
            one = one.parent
        return found


@dataclass(frozen=True, eq=False)
class Issue:
    """A number that came out of a laptop."""

    record: str
    text: str
    kind: str
    token: Token
    step: int

    @property
    def seq(self) -> int:
        return int(self.text.split("/")[0])

    @property
    def period(self) -> str:
        return self.text.rpartition("/")[2]


@dataclass
class Story:
    """All issues, and the judgement on two that bear the same text."""

    issues: dict[str, Issue] = field(default_factory=dict)  # by record id
    by_text: dict[tuple[str, str], list[Issue]] = field(default_factory=dict)
    highest: dict[tuple[str, str], int] = field(default_factory=dict)  # kind, period -> highest number on any paper

    def add(self, issue: Issue) -> list[str]:
        """Note an issue; return a line for each earlier one of the same text that nothing explains."""
        before = self.by_text.setdefault((issue.kind, issue.text), [])
        wrong = [_told(one, issue) for one in before if not is_explained(one, issue)]
        before.append(issue)
        self.issues[issue.record] = issue
        place = issue.kind, issue.period
        self.highest[place] = max(issue.seq, self.highest.get(place, 0))
        return wrong

    def twice(self) -> int:
        return sum(len(found) > 1 for found in self.by_text.values())


def is_explained(one: Issue, other: Issue) -> bool:
    """Return whether two issues of one text come from a copied disk, a lost book, or two books opened apart."""
    if one.token is other.token:
        return False
    mine, theirs = one.token.line(), other.token.line()
    common = next((token for token in mine if token in theirs), None)
    if common is None:
        return True  # two books of one kind, opened on laptops that had not met
    to_me, to_him = mine[: mine.index(common)], theirs[: theirs.index(common)]
    if to_me and to_him and to_me[-1].how == CLONE and to_him[-1].how == CLONE:
        return True
    return any(_was_lost(other, token) for token in to_me) or any(_was_lost(one, token) for token in to_him)


def _was_lost(issue: Issue, taken: Token) -> bool:
    """Whether the one who took the book up could not know of an issue: it came later, or he read a lower number off paper."""
    if taken.how != TAKE:
        return False
    return issue.step > taken.step or (issue.record not in taken.known and issue.seq > taken.typed)


def unexplained(story: Story) -> Iterator[str]:
    """Yield a line for each pair of one text that nothing explains; the whole story at once."""
    for found in story.by_text.values():
        for number, one in enumerate(found):
            for other in found[number + 1 :]:
                if not is_explained(one, other):
                    yield _told(one, other)


def _told(one: Issue, other: Issue) -> str:
    lines = ["<".join(f"{token.how}@{token.step}" for token in issue.token.line()) for issue in (one, other)]
    return f"{one.text} was given at step {one.step} ({lines[0]}) and again at step {other.step} ({lines[1]})"
