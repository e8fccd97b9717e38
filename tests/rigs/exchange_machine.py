"""Random stories of laptops, a stick, a second disk, an evening station and a server: `python -m tests.rigs.exchange_machine`.

Hypothesis draws the stories (one hundred steps each; `--steps 20000` in full); the same seed draws the same ones. Three laptops belong to
two offices; one may be copied, which makes a fourth. A fault that is put in on purpose must be found: `--plant NAME`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from core.evidence.inspect import Intake
from tests.rigs.exchange_judge import faults, unbacked
from tests.rigs.exchange_plants import PLANTS, planted
from tests.rigs.exchange_world import Laptop, World, prepare

A_STORY = 100  # steps
WHO, CHOSEN = st.integers(0, 3), st.integers(0, 1000)
LUCK = st.one_of(st.none(), st.integers(0, 1_000_000))


class Found(AssertionError):
    """The story ended badly."""


def machine(prepared: Path, intake: Intake, counts: Counter[str]) -> type[RuleBasedStateMachine]:
    """Return the machine whose stories begin from what `prepare` made in a folder. counts: how often each deed was done."""

    class Exchange(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self._stack = ExitStack()
            self.below = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
            self.world = World(prepared, self.below / "world", intake)
            counts["stories"] += 1

        def _laptop(self, who: int) -> Laptop:
            return self.world.laptops[who % len(self.world.laptops)]

        def _is_well(self, laptop: Laptop) -> None:
            if found := unbacked(self.world.server.centre, laptop.vault):
                raise Found(found)

        @rule(who=WHO, chosen=CHOSEN)
        def form(self, who: int, chosen: int) -> None:
            counts["form"] += 1
            self.world.write_form(self._laptop(who), chosen)

        @rule(who=WHO, chosen=CHOSEN)
        def edit(self, who: int, chosen: int) -> None:
            counts["edit"] += 1
            self.world.edit_form(self._laptop(who), chosen)

        @rule(chosen=CHOSEN)
        def edit_on_two(self, chosen: int) -> None:
            counts["edit on two"] += 1
            for laptop in self.world.laptops[:2]:
                self.world.edit_form(laptop, chosen)

        @rule(who=WHO)
        def case(self, who: int) -> None:
            counts["case"] += 1
            self.world.open_case(self._laptop(who))

        @rule(who=WHO, chosen=CHOSEN, size=st.sampled_from([0, 1, 700, 20_000, 300_000]))
        def photo(self, who: int, chosen: int, size: int) -> None:
            counts["photo"] += 1
            self.world.attach(self._laptop(who), chosen, size)

        @rule(who=WHO, chosen=CHOSEN)
        def type(self, who: int, chosen: int) -> None:
            counts["typed"] += 1
            self.world.type_draft(self._laptop(who), chosen)

        @rule(who=WHO, luck=LUCK)
        def sync(self, who: int, luck: int | None) -> None:
            went = self.world.sync(self._laptop(who), luck=luck)
            counts["sync" if went else "sync cut"] += 1
            self._is_well(self._laptop(who))

        @rule(who=WHO, luck=LUCK)
        def sync_again(self, who: int, luck: int | None) -> None:
            self.sync(who, luck)

        @rule(who=WHO, pulled_out=st.one_of(st.none(), st.integers(0, 20_000)))
        def write_stick(self, who: int, pulled_out: int | None) -> None:
            counts["stick written"] += 1
            self.world.write_stick(self._laptop(who), pulled_out=pulled_out)

        @rule(who=WHO)
        def read_stick(self, who: int) -> None:
            counts["stick read"] += 1
            self.world.read_stick(self._laptop(who))
            self._is_well(self._laptop(who))

        @rule()
        def hand_in_stick(self) -> None:
            counts["stick handed in"] += 1
            self.world.hand_in_stick()

        @rule(chosen=CHOSEN)
        def clear_stick(self, chosen: int) -> None:
            if chosen % 4 == 0:
                counts["stick lost"] += 1
                self.world.clear_stick()

        @rule(who=st.integers(0, 1), luck=LUCK)
        def hand_in(self, who: int, luck: int | None) -> None:
            went = self.world.hand_in(self._laptop(who), self.world.laptops[2], luck=luck)
            counts["handed in" if went else "hand-in cut"] += 1
            self._is_well(self._laptop(who))

        @rule()
        def restart_server(self) -> None:
            counts["server restarted"] += 1
            self.world.restart_server()

        @rule(who=WHO)
        def crash(self, who: int) -> None:
            counts["crash"] += 1
            self.world.crash(self._laptop(who))

        @rule()
        def copy(self) -> None:
            counts["second copy"] += 1
            self.world.copy(self.world.laptops[0])

        @precondition(lambda self: self.world.laptops[0].copied is not None)
        @rule(chosen=CHOSEN)
        def restore(self, chosen: int) -> None:
            if chosen % 3 == 0:
                counts["restored"] += 1
                self.world.destroy_and_restore(self.world.laptops[0])

        @rule(chosen=CHOSEN)
        def clone(self, chosen: int) -> None:
            if chosen % 4 == 0 and not self.world.copied_laptops:
                counts["cloned"] += 1
                self.world.clone(self.world.laptops[1])
                for laptop in self.world.laptops[1::2]:  # both go on in the same log
                    self.world.open_case(laptop)

        def teardown(self) -> None:
            try:
                if sys.exc_info()[0] is None and (found := faults(self.world)):
                    raise Found(found)
            finally:
                self.world.close()
                self._stack.close()

    return Exchange


def run(steps: int, number: int, *, plant: str | None = None, a_story: int = A_STORY) -> tuple[list[str], Counter[str]]:
    """Tell so many steps of stories. Returns what was wrong with the first that ended badly, and how often each deed was done."""
    counts = Counter[str]()
    with tempfile.TemporaryDirectory() as name, Intake() as intake:
        prepare(Path(name))
        chosen = settings(
            max_examples=max(1, steps // a_story),
            stateful_step_count=a_story,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        try:
            with planted(plant):
                run_state_machine_as_test(seed(number)(machine(Path(name), intake, counts)), settings=chosen)
        except Found as error:
            return list(error.args[0]), counts
    return [], counts


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", choices=sorted(PLANTS), help="a fault put in on purpose; it must be found")
    parser.add_argument("--a-story", type=int, default=A_STORY, help="steps of a story")
    asked = parser.parse_args()
    began = time.monotonic()
    found, counts = run(asked.steps, asked.seed, plant=asked.plant, a_story=asked.a_story)
    for one in found[:20]:
        print(one)
    deeds = sum(number for deed, number in counts.items() if deed != "stories")
    print(f"{deeds} deeds in {counts['stories']} stories, {time.monotonic() - began:.0f} s: {dict(sorted(counts.items()))}")
    print(f"{len(found)} faults")
    return (0 if found else 1) if asked.plant else (1 if found else 0)


if __name__ == "__main__":
    sys.exit(main())
