"""What AT-SPI tells about a program's windows, as JSON lines; runs under the system's Python, which has the bindings (gir1.2-atspi-2.0).

`python3 spoken_listener.py PROGRAM`: one line for each thing that is shown and takes the keys: role, name, and whether it has a name.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

DEEPEST = 60
PATIENCE_S = 20.0


def main(program: str) -> int:
    import gi  # type: ignore[import-not-found]  # only the system's Python has it

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi  # type: ignore[import-not-found]

    Atspi.init()
    found = None
    until = time.monotonic() + PATIENCE_S
    while found is None and time.monotonic() < until:
        desktop = Atspi.get_desktop(0)
        names = [desktop.get_child_at_index(number) for number in range(desktop.get_child_count())]
        found = next((one for one in names if one is not None and one.get_name() == program), None)
        time.sleep(0.1)
    if found is None:
        print("the program is not on the bus", file=sys.stderr)
        return 1
    for one in walk(found, Atspi, 0):
        print(json.dumps(one, ensure_ascii=False))
    return 0


def walk(one: Any, atspi: Any, depth: int) -> Any:
    """Yield what is shown and focusable, and tables without their cells: a long table would be read for minutes."""
    states = one.get_state_set()
    role = one.get_role_name()
    hands_on = role == "filler" and any(child.get_role_name() == "page tab list" for child in children(one))  # the cursor goes to the tabs
    if states.contains(atspi.StateType.SHOWING) and states.contains(atspi.StateType.FOCUSABLE) and not hands_on:
        yield {"role": role, "name": one.get_name(), "enabled": states.contains(atspi.StateType.ENABLED)}
    if depth < DEEPEST and role not in ("table", "list", "tree table", "combo box"):
        for child in children(one):
            yield from walk(child, atspi, depth + 1)


def children(one: Any) -> list[Any]:
    found = [one.get_child_at_index(number) for number in range(min(one.get_child_count(), 400))]
    return [child for child in found if child is not None]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
