"""The random story of three laptops: what they do, one deed a step. `number_judge.py` judges it, `number_books.py` runs it."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from contextlib import ExitStack
from pathlib import Path

from core.actions.numbers.give_number import give_number, void_number
from core.actions.numbers.number_book import close_book, move_book, open_book, take_book
from core.actions.numbers.number_standing import COPIED, DISPUTED, HERE, NONE, SECOND, NumberRefused, laptops, standing
from core.actions.office.setup import join_office
from core.rules.number_pattern import kinds
from core.vault.ids import new_id
from core.vault.views import number_books, numbers, typed_numbers
from tests.rigs import number_laptops
from tests.rigs.fixed_luck import fixed_luck
from tests.rigs.number_judge import APART, KINDS, Judge
from tests.rigs.number_laptops import (
    Disks,
    Laptop,
    PowerCut,
    body_of,
    forked_logs,
    ids_of,
    meet,
    open_image,
    power_cut_at_commit,
    records_of_own,
)
from tests.rigs.number_story import CLONE, MOVE, OPEN, TAKE, Issue, Token
from tests.ui.case_samples import OFFICE, PASSPHRASE, model_a_answers, new_case, office_vault, saved_form
from tests.unit.vault_samples import roster_of

WEIGHTS = {"issue": 50, "meet": 22, "move": 6, "power_cut": 5, "settle": 8, "backup": 3, "restore": 2} | {
    "clone": 1.5, "void": 2, "turn_up": 1, "type": 2,
}  # fmt: skip


class Rig(Judge):
    """Runs steps; all chance comes out of the seed. often: deeds that happen ten times as often as in an office."""

    def __init__(self, below: Path, seed: int, *, often: Collection[str] = ()) -> None:
        super().__init__()
        self._weights = [weight * (10 if deed in often else 1) for deed, weight in WEIGHTS.items()]
        self.chance, self.disks, self._luck = random.Random(seed), Disks(below), ExitStack()
        self._luck.enter_context(fixed_luck(seed, self.now))
        self.acts: dict[str, tuple[str, str, Token]] = {}  # record that says who holds a book -> kind, log that holds it, the book
        self.by: dict[str, str] = {}  # such a record -> log in which it stands
        self.arrived: set[tuple[str, int]] = set()  # (such a record, number of the laptop that has taken the book over by it)
        self.backups: dict[str, tuple[Path, dict[str, Token]]] = {}
        self.drawer: list[Laptop] = []  # old laptops that may turn up again
        self.typed: set[str] = set()
        self.copied: set[str] = set()  # logs of which somebody copied the disk: these may fork
        first = office_vault(self.disks.fresh())
        self.laptops.append(Laptop("A", first))
        for name in "BC":
            joined = join_office(self.disks.fresh(), roster_of(first), office=OFFICE.code, passphrase=PASSPHRASE)
            self.laptops.append(Laptop(name, joined.vault))

    def run(self, steps: int, *, tell: Callable[[str], None] = lambda _words: None, until_fault: bool = False) -> None:
        """Tell the story and judge it. until_fault: stop at the first fault, which is all that a planted one must show."""
        self._open(self.laptops[0], KINDS[0])
        self._open(self.laptops[1], KINDS[1])
        for laptop in self.laptops[:2]:
            self._open(laptop, APART)
        for self.step in range(1, steps + 1):
            deed = self.chance.choices(list(WEIGHTS), self._weights)[0]
            getattr(self, f"_{deed}")()
            self.counts[deed] += 1
            if until_fault and self.faults:
                return
            if self.step % 500 == 0:
                tell(f"{self.step} steps, {len(self.story.issues)} numbers, {self.story.twice()} twice, {len(self.faults)} faults")
        self.end()

    # deeds

    def _any(self) -> Laptop:
        return self.chance.choice(self.laptops)

    def _kind(self) -> str:
        return self.chance.choice((*KINDS, *KINDS, *KINDS, APART))

    def _open(self, laptop: Laptop, kind: str) -> None:
        changes = open_book(laptop.vault, kind, passphrase=PASSPHRASE, now=self.now)
        self._now_holds(laptop, changes.record_ids[0], Token(kind, OPEN, self.step))

    def _now_holds(self, laptop: Laptop, record: str, token: Token) -> None:
        """A book that was opened or taken up. A copy of this laptop, which shares its log, does not hold it: it sees that it is a copy."""
        laptop.holding[token.kind] = token
        self.by[record] = laptop.vault.log.id
        self.acts[record] = token.kind, laptop.vault.log.id, token
        self.arrived.add((record, laptop.number))

    def _issue(self) -> None:
        laptop, kind = self._any(), self._kind()
        if self.chance.random() < 0.6:  # a clerk goes to the laptop that has the book
            laptop = next((one for one in self.laptops if kind in one.holding), laptop)
        self._give(laptop, kind)

    def _give(self, laptop: Laptop, kind: str) -> None:
        try:
            numbered = give_number(laptop.vault, kind, passphrase=PASSPHRASE, document=new_id(), now=self.now)
        except NumberRefused:
            self.counts["refused"] += 1
            if self.chance.random() < 0.5:  # who is refused reads why, and does something about it
                self._settle_on(laptop, kind)
            return
        self._came_out(laptop, kind, numbered.text, numbered.record_id)

    def _came_out(self, laptop: Laptop, kind: str, text: str, record: str) -> None:
        token = laptop.holding.get(kind)
        if token is None:
            self.wrong(f"{laptop.name} gave {text} without holding the book")
            token = Token(kind, OPEN, self.step)
        if laptop.twin == laptop.vault.log.id:
            self.wrong(f"{laptop.name} gave {text} after it had met what its copy wrote in the same log")
        if any(one.kind == kind and one.text == text for known in laptop.known if (one := self.story.issues.get(known)) is not None):
            self.wrong(f"{laptop.name} gave {text}, which stood in its register already")
        if text in self.typed and self._knows_typed(laptop, text):
            self.wrong(f"{laptop.name} gave {text}, which it knew to be typed already")
        self.faults += [f"step {self.step}: {words}" for words in self.story.add(Issue(record, text, kind, token, self.step))]
        self.look(laptop, kind)

    def _knows_typed(self, laptop: Laptop, text: str) -> bool:
        with laptop.vault.read() as tx:
            return any(one.text == text for one in typed_numbers.of_forms(tx, OFFICE.code, ("model_a",), per_case=False))

    def _move(self) -> None:
        laptop, kind = self._any(), self._kind()
        with laptop.vault.read() as tx:
            others = [one for one in laptops(laptop.vault, tx) if one.device != laptop.vault.log.device]
        if not others:
            return
        target = self.chance.choice(others)
        alive = [one for one in others if any(one.log == there.vault.log.id for there in self.laptops)]
        if alive and self.chance.random() < 0.9:  # now and then a book is sent to a laptop that is gone
            target = self.chance.choice(alive)
        try:
            changes = move_book(laptop.vault, kind, to_device=target.device, passphrase=PASSPHRASE, now=self.now)
        except NumberRefused:
            return
        token = laptop.holding.pop(kind, None)
        if token is None:
            self.wrong(f"{laptop.name} moved the book {kind} without holding it")
            return
        self.acts[changes.record_ids[0]] = (kind, target.log, token)
        self.by[changes.record_ids[0]] = laptop.vault.log.id
        self.counts["moved"] += 1

    def _meet(self) -> None:
        one, other = self.chance.sample(self.laptops, 2)
        own = {laptop.number: records_of_own(laptop.vault) for laptop in (one, other)}
        arrived = meet(one.vault, other.vault)
        for laptop, came in zip((other, one), arrived, strict=True):
            if not came:
                continue
            if records_of_own(laptop.vault) > own[laptop.number]:
                laptop.twin = laptop.vault.log.id
            self._take_over(laptop)
            if wild := forked_logs(laptop.vault) - self.copied:
                self.wrong(f"{laptop.name}: two records bear one number in {sorted(wild)}, and nobody copied that laptop")
            for kind in (*KINDS, APART):
                self.look(laptop, kind, is_contact=True)

    def _take_over(self, laptop: Laptop) -> None:
        """A book is in the hands of the laptop that has the record and the log it names - and of a copy, which has the same log.

        A restored laptop holds nothing that its dead original held, even if it should still write into that one's log; and a copy
        nothing that its original took up after they parted: the record, of its own log and not by itself, tells it that it has a twin.
        """
        here = ids_of(laptop.vault, *number_books.ACTS)
        for record, (kind, log, token) in self.acts.items():
            if log == laptop.restored_from or self.by[record] == laptop.vault.log.id:
                continue
            if record in here and log == laptop.vault.log.id and (record, laptop.number) not in self.arrived:
                same_log = [one for one in (*self.laptops, *self.drawer) if one.vault.log.id == log]
                is_copy = len(same_log) > 1 or any(one == record for one, _ in self.arrived)
                self.arrived.add((record, laptop.number))
                laptop.holding[kind] = Token(kind, CLONE if is_copy else MOVE, self.step, token)

    def _power_cut(self) -> None:
        """The power goes in the middle of a deed, or right after it: what was acknowledged must be there, the rest whole or not at all."""
        laptop, kind = self._any(), self._kind()
        laptop = next((one for one in self.laptops if kind in one.holding), laptop)
        images: list[Path] = []
        acknowledged = {one for one in ids_of(laptop.vault, numbers.GIVEN) if one in self.story.issues}
        if self.chance.random() < 0.5:
            try:
                with power_cut_at_commit(laptop.vault, self.disks, images):
                    give_number(laptop.vault, kind, passphrase=PASSPHRASE, document=new_id(), now=self.now)
            except (PowerCut, NumberRefused):
                pass
        if not images:
            self._give(laptop, kind)
            acknowledged = {one for one in ids_of(laptop.vault, numbers.GIVEN) if one in self.story.issues}
            images.append(self.disks.image(laptop.vault.folder))
        laptop.vault.close()
        Disks.forget(laptop.vault.folder)
        laptop.vault = open_image(images[-1])
        after = ids_of(laptop.vault, numbers.GIVEN)
        if lost := acknowledged - after:
            self.wrong(f"{laptop.name} lost {len(lost)} numbers that it had given")
        for record in sorted(after - acknowledged):
            if record not in self.story.issues:  # it was written, but nobody saw it: the register shows it
                body = body_of(laptop.vault, record, "number")
                self._came_out(laptop, str(body["kind"]), str(body["text"]), record)

    def _backup(self) -> None:
        laptop = self._any()
        if laptop.is_extra:
            return
        if laptop.name in self.backups:
            Disks.forget(self.backups[laptop.name][0])
        self.backups[laptop.name] = self.disks.image(laptop.vault.folder), dict(laptop.holding)

    def _restore(self) -> None:
        """A laptop dies; another one goes on from its last backup as a new laptop. The old one may turn up again."""
        at = self.chance.randrange(len(self.laptops))
        old = self.laptops[at]
        if old.is_extra or old.name not in self.backups:
            return
        image, _ = self.backups.pop(old.name)
        vault = open_image(image)
        number_laptops.begin_anew(vault, self.now())
        self.laptops[at] = Laptop(old.name, vault, restored_from=old.vault.log.id)
        self._take_over(self.laptops[at])
        self.look(self.laptops[at], KINDS[0])
        if self.chance.random() < 0.4:
            old.is_extra = True
            self.drawer.append(old)
        else:
            old.vault.close()
            Disks.forget(old.vault.folder)

    def _turn_up(self) -> None:
        """A laptop that was given up is used again; or one that should not be is put away."""
        extra = next((one for one in self.laptops if one.is_extra), None)
        if extra is not None:
            self.laptops.remove(extra)
            extra.vault.close()
            Disks.forget(extra.vault.folder)
        if self.drawer:
            self.laptops.append(self.drawer.pop(0))

    def _clone(self) -> None:
        """Somebody copies the disk of a laptop, and both are used."""
        laptop = self._any()
        if len(self.laptops) > 4 or laptop.is_extra:
            return
        copy = Laptop(laptop.name + "'", open_image(self.disks.image(laptop.vault.folder)), known=set(laptop.known), is_extra=True)
        copy.voids, copy.twice = dict(laptop.voids), dict(laptop.twice)
        copy.restored_from, copy.twin = laptop.restored_from, laptop.twin
        self.arrived |= {(record, copy.number) for record, number in self.arrived if number == laptop.number}
        self.copied.add(laptop.vault.log.id)
        for kind, token in list(laptop.holding.items()):
            laptop.holding[kind] = Token(kind, CLONE, self.step, token)
            copy.holding[kind] = Token(kind, CLONE, self.step, token)
        self.laptops.append(copy)

    def _void(self) -> None:
        """One of two numbers that stand twice is voided, or any."""
        laptop, kind = self._any(), self._kind()
        chosen = next((sorted(ids)[-1] for ids in laptop.twice.values()), "")
        with laptop.vault.read() as tx:
            given = numbers.numbers(tx, OFFICE.code, kind=kind)
        record = chosen or (self.chance.choice(given).record_id if given else "")
        try:
            void_number(laptop.vault, record, reason="Salah ketik", passphrase=PASSPHRASE, now=self.now)
        except NumberRefused:
            return
        self.counts["voided"] += 1
        for one in (*KINDS, APART):
            self.look(laptop, one)

    def _type(self) -> None:
        """A clerk types a number by hand: the next one, or one that stands already."""
        laptop = self._any()
        case = new_case(laptop.vault)
        seen = [one for one in self.story.issues.values() if one.kind == "model_a"]
        if not seen:
            return
        last = max(seen, key=lambda one: one.step)
        seq = last.seq + self.chance.randint(0, 3)
        text = f"{max(1, seq):03d}/{last.text.partition('/')[2]}"
        saved_form(laptop.vault, case, "model_a", model_a_answers(number=text))
        self.typed.add(text)
        self.counts["typed"] += 1

    def _settle(self) -> None:
        """A person looks into the register and settles what it flags."""
        self._settle_on(self._any(), self._kind())

    def _settle_on(self, laptop: Laptop, kind: str) -> None:
        with laptop.vault.read() as tx:
            state = standing(laptop.vault, tx, kinds()[kind], on=self.now().date())
        try:
            if state.state == NONE and kind not in laptop.holding:
                if not any(kind in one.holding for one in (*self.laptops, *self.drawer)):
                    self._open(laptop, kind)
            elif state.state == SECOND:
                self._leave_one_book(laptop, kind, [one for one in (state.book, *state.others) if one is not None])
            elif state.state == COPIED:
                number_laptops.begin_anew(laptop.vault, self.now())
                laptop.holding.clear()
            elif state.state == DISPUTED:
                self._take(laptop, kind, is_exact=True)
            elif state.state != HERE and (not self._is_in_hands(kind) or self.chance.random() < 0.1):  # now and then somebody is impatient
                self._take(laptop, kind, is_exact=self.chance.random() < 0.8)
        except NumberRefused:
            self.counts["refused"] += 1

    def _leave_one_book(self, laptop: Laptop, kind: str, books: list[number_books.Book]) -> None:
        """Of two books, close the one that is held here; one whose laptop is gone is taken up first."""
        mine = [one for one in books if one.holder == laptop.vault.log.id]
        if not mine and not self._is_in_hands(kind):
            self._take(laptop, kind, is_exact=True)
        elif mine:
            close_book(laptop.vault, mine[-1].stream, reason="Buku kedua", passphrase=PASSPHRASE, now=self.now)
            if len(mine) == 1:
                laptop.holding.pop(kind, None)

    def _is_in_hands(self, kind: str) -> bool:
        for record, (told, log, _token) in self.acts.items():
            to = [one for one in self.laptops if one.vault.log.id == log]
            if told == kind and any((record, one.number) not in self.arrived for one in to):
                return True  # on its way to somebody
        return any(kind in one.holding for one in self.laptops)

    def _take(self, laptop: Laptop, kind: str, *, is_exact: bool) -> None:
        period = str(self.now().year)
        paper = self.story.highest.get((kind, period), 0)
        typed = paper if is_exact else max(0, paper - self.chance.randint(1, 3))
        changes = take_book(laptop.vault, kind, last_used=typed, reason="Dipulihkan", passphrase=PASSPHRASE, now=self.now)
        known = frozenset(ids_of(laptop.vault, numbers.GIVEN))
        self._now_holds(laptop, changes.record_ids[0], Token(kind, TAKE, self.step, self._latest(kind), typed=typed, known=known))
        self.counts["taken"] += 1

    def _latest(self, kind: str) -> Token | None:
        found = [one.token for one in self.story.issues.values() if one.kind == kind]
        return found[-1] if found else None

    def close(self) -> None:
        for laptop in (*self.laptops, *self.drawer):
            laptop.vault.close()
        self._luck.close()
