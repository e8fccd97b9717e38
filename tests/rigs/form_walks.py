"""Random walks over a form, in our engine and in ODK's own, compared after every step.

  python -m tests.rigs.form_walks compare [--steps N] [--seeds N] FORM.xml|FORM.md ...   both engines side by side
  python -m tests.rigs.form_walks record                                                 the walks of tests/golden/forms anew

Both need the oracle: `--oracle COMMAND`, by default `node ../shared/tools/forms/oracle.mjs --serve` (docs/forms.md says how to get it).
The recorded walks are compared by tests/unit/test_forms_against_odk.py without it. Exit code 1 when the engines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from typing import Any

from forms.engine.functions import Clock
from forms.oracle_protocol import PROPERTIES, Conversation

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "forms"
ORACLE = f"node {shlex.quote(str(ROOT.parent / 'shared' / 'tools' / 'forms' / 'oracle.mjs'))} --serve"
ZONE, ZONE_NAME = timezone(timedelta(hours=7)), "Asia/Jakarta"
KEYS = (  # all but the first two are compared while the field is relevant
    "value", "relevant", "required", "readonly", "required_ok", "constraint_ok", "label",
)  # fmt: skip
TYPED = {
    "int": ("", "0", "1", "2", "3", "4", "18", "42", "-3", "150"),
    "decimal": ("", "0.5", "3", "36.6", "-1.25"),
    "date": ("", "2026-11-22", "2024-02-29", "1990-01-01", "2027-06-30"),
    "string": ("", "a", "yes", "no", "x@example.org", "0812345678", "Two Words", "5", "true"),
    "geopoint": ("", "-6.2 106.8", "-6.2 106.8 12 4"),
    "time": ("", "10:00:00.000+07:00"),
    "dateTime": ("", "2026-11-22T10:00:00.000+07:00"),
}
Step = dict[str, Any]
DUMP: Step = {"op": "dump"}
State = dict[str, list[Any]]  # place -> what is compared there


class Oracle:
    """ODK's engine in a process of its own."""

    def __init__(self, command: str) -> None:
        environment = {**os.environ, "TZ": ZONE_NAME}
        self._process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def ask(self, step: Step) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(step) + "\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        except (OSError, ValueError) as error:
            raise SystemExit("The oracle does not answer: docs/forms.md says how to install it.") from error
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def place(ref: str) -> str:
    """Return the ref without what may be left out: the position 1, and prefixes."""
    return re.sub(r"(?<=/)[\w.-]+:(?=\w)", "", ref.replace("[1]", ""))


def state(dump: dict[str, Any], skipped: frozenset[str] = frozenset()) -> State:
    """Return what is compared of a dump: each field, without the meta block and the values of `skipped` names."""
    found: State = {}
    for node in dump["nodes"]:
        ref = place(node["ref"])
        if "value" not in node or "/meta/" in ref:
            continue
        values = [(node.get(key) or "") if key in ("value", "label") else bool(node.get(key, key.endswith("_ok"))) for key in KEYS]
        if ref.rpartition("/")[2] in skipped:
            values[0] = None
        if not node["relevant"]:
            values = values[:2]
        elif node.get("choices") is not None:
            values.append([choice[0] for choice in node["choices"]])
        found[ref] = values
    return found


def differences(theirs: State, ours: State) -> list[str]:
    """Return one line for each field that is not the same. None stands for any value; a list that only we give is none."""
    found = []
    for ref in sorted(theirs.keys() | ours.keys()):
        a, b = theirs.get(ref), ours.get(ref)
        if a is not None and b is not None:
            b = b[: len(a)] if a[0] is not None else [None, *b[1 : len(a)]]
        if a != b:
            found.append(f"{ref}: ODK {a} / ours {b}")
    return found


def draw(rng: random.Random, dump: dict[str, Any]) -> Step | None:
    """Return a step that a person could take now, None when there is none."""
    nodes = dump["nodes"]
    repeats = [node["ref"] for node in nodes if node["kind"] == "repeat-range:uncontrolled" and node["relevant"]]
    if repeats and rng.random() < 0.15:
        ref = rng.choice(repeats)
        items = sum(1 for node in nodes if node["kind"] == "repeat-instance" and node["ref"].rpartition("[")[0] == ref)
        if items and rng.random() < 0.35:
            return {"op": "remove", "ref": ref, "index": rng.randrange(items)}
        if items < 5:
            return {"op": "add", "ref": ref}
    if len(dump["languages"]) > 1 and rng.random() < 0.04:
        return {"op": "language", "value": rng.choice(dump["languages"])}
    asked = [node for node in nodes if node["kind"] in ("input", "select", "rank", "range") and node["relevant"] and not node["readonly"]]
    able = [(node, answers) for node in asked if (answers := _answers(rng, node))]
    if not able:
        return None
    node, answers = rng.choice(able)
    return {"op": "set", "ref": node["ref"], "value": rng.choice(answers)}


def _answers(rng: random.Random, node: dict[str, Any]) -> list[str]:
    if "choices" not in node:
        return list(TYPED.get(node.get("type", ""), ()))
    values = [choice[0] for choice in node["choices"]]
    if node["kind"] == "rank":
        return [" ".join(rng.sample(values, len(values)))]
    if node.get("multiple"):
        return [" ".join(value for value in values if rng.random() < 0.4)]
    return [*values, ""] if values else []


def walk(oracle: Oracle, load: Step, seed: str, steps: int) -> Iterator[tuple[Step, State]]:
    """Take random steps in the oracle; yield each with what the oracle then shows, the load first. What it refuses is left out."""
    first, again = (oracle.ask(load) and oracle.ask(DUMP) for _ in range(2))
    a, b = state(first), state(again)
    skipped = frozenset(ref.rpartition("/")[2] for ref in a if b.get(ref) != a[ref])  # the clock, and what is drawn by lot
    rng, dump = random.Random(seed), again
    yield load, state(dump, skipped)
    for _ in range(steps):
        step = draw(rng, dump)
        if step is None:
            return
        if "error" in oracle.ask(step):
            continue
        dump = oracle.ask(DUMP)
        yield step, state(dump, skipped)


def xform(path: Path) -> bytes:
    """Return the XForm of a file: as it is, or compiled from its workbook."""
    if path.suffix == ".xml":
        return path.read_bytes()
    from forms.workbook import read_workbook
    from forms.xform import xform_of

    return xform_of(read_workbook(path), path.parent)


def compare(paths: list[Path], command: str, steps: int, seeds: int) -> int:
    """Walk in both engines; print the first difference of each form. Return how many forms differ."""
    oracle, differing = Oracle(command), 0
    for path in paths:
        taken, told = 0, list[str]()
        for seed in range(seeds):
            now = datetime.now(ZONE)
            conversation = Conversation(Clock(now.date(), now, properties=PROPERTIES))
            load = {"op": "load", "xml": xform(path).decode(), "media": str(path.parent)}
            for step, theirs in walk(oracle, load, f"{path.name}/{seed}", steps):
                conversation.answer(step)
                taken += 1
                if told := differences(theirs, state(conversation.answer(DUMP))):
                    print(f"{path.name} seed {seed} after {json.dumps(step)[:200]}: {told[0]}")
                    break
            if told:
                break
        differing += bool(told)
        print(f"{path.name}: {taken} steps, {'differs' if told else 'agrees'}", flush=True)
    oracle.close()
    print(f"{len(paths)} forms, {differing} differ")
    return differing


def record(command: str, steps: int, seeds: int) -> None:
    """Write what the oracle shows on the forms of tests/golden/forms, as changes from step to step."""
    oracle = Oracle(command)
    for path in sorted(GOLDEN.glob("*.md")):
        walks = []
        at = datetime.now(ZONE).isoformat(timespec="seconds")
        for seed in range(seeds):
            taken: list[Any] = []
            before: State = {}
            load = {"op": "load", "xml": xform(path).decode(), "media": str(path.parent)}
            for step, shown in walk(oracle, load, f"{path.name}/{seed}", steps):
                changed = {ref: values for ref, values in shown.items() if before.get(ref) != values}
                gone = [ref for ref in before if ref not in shown]
                taken.append([None if step["op"] == "load" else step, changed, gone])
                before = shown
            walks.append(taken)
        told = {"sha256": sha256(path.read_bytes()).hexdigest(), "at": at, "walks": walks}
        path.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{path.name}: {sum(map(len, walks))} steps recorded")
    oracle.close()


def replay(path: Path, told: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Play recorded walks in our engine; yield (number of the step, what differs from ODK's engine) for every step."""
    at = datetime.fromisoformat(told["at"])
    xml, number = xform(path).decode(), 0
    for taken in told["walks"]:
        conversation = Conversation(Clock(at.date(), at, properties=PROPERTIES))
        theirs: State = {}
        for step, changed, gone in taken:
            conversation.answer(step or {"op": "load", "xml": xml, "media": str(path.parent)})
            theirs = {ref: values for ref, values in {**theirs, **changed}.items() if ref not in gone}
            number += 1
            yield number, differences(theirs, state(conversation.answer(DUMP)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rigs.form_walks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("deed", choices=("compare", "record"))
    parser.add_argument("forms", nargs="*", type=Path, help="default: the forms of tests/golden/forms and forms/compiled")
    parser.add_argument("--oracle", default=ORACLE)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=2)
    wanted = parser.parse_intermixed_args(arguments)
    if wanted.deed == "record":
        record(wanted.oracle, wanted.steps, wanted.seeds)
        return 0
    paths = wanted.forms or [*sorted(GOLDEN.glob("*.md")), *sorted((ROOT / "forms" / "compiled").glob("*.xml"))]
    return 1 if compare(paths, wanted.oracle, wanted.steps, wanted.seeds) else 0


if __name__ == "__main__":
    sys.exit(main())
