"""A person's hands at a real keyboard: Xvfb, a window manager, xdotool; every key, click and decision is counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
KEY_S, DECISION_S, CLICK_S = (
    0.28,
    1.35,
    1.3,
)  # keystroke-level model (Card, Moran and Newell 1980): a key, a thought, pointing (1.1) and a press
LOOKS = 20  # of the window's lines, after which it has told anew where things are
PATIENCE_S = 60
SCROLLS, MIDDLE = 12, ("500", "450")


class Lost(AssertionError):
    """The window did not come to where the journey expected it."""


@dataclass
class Counted:
    """What a journey took. keys: every press, Ctrl and Shift too; letters: of typed text and passphrases, which the target leaves out."""

    keys: int = 0
    clicks: int = 0
    decisions: int = 0
    letters: int = 0
    way: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return self.keys * KEY_S + self.clicks * CLICK_S + self.decisions * DECISION_S


class Display:
    """A screen of 1366 x 768 with openbox on it, as a context manager; `environment` is for what shall appear there."""

    def __enter__(self) -> Self:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self._screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._screen.stdout is not None
        number = self._screen.stdout.readline().strip()
        self.environment = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        self._manager = subprocess.Popen(["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._manager, self._screen):
            one.terminate()
            one.wait()


class Hands:
    """Works one window on a display; a context manager."""

    def __init__(self, display: Display, vault: Path, passphrase: str, environment: Mapping[str, str] | None = None) -> None:
        """environment: what the window finds around it beside the display."""
        self._environment, self._seen, self._news = {**display.environment, **(environment or {})}, dict[str, Any](), threading.Condition()
        self.counted = Counted()
        command = [sys.executable, "-m", "tests.journeys.key_window", str(vault)]
        self._window = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # fmt: skip
        assert self._window.stdin is not None
        self._window.stdin.write(passphrase + "\n")
        self._window.stdin.flush()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        self.until("HomePage")
        self.settle()
        return self

    def __exit__(self, *_: object) -> None:
        self._window.terminate()
        self._window.wait()

    @property
    def seen(self) -> dict[str, Any]:
        return self._seen

    def press(self, keys: str, *, why: str = "", times: int = 1) -> None:
        """Press keys as xdotool names them ("ctrl+shift+n"). why: what is decided by it; none when it only goes on."""
        self.counted.decisions += bool(why)
        self.counted.way += [f"{keys} ({why})" if why else keys]
        for _ in range(times):
            self.counted.keys += keys.count("+") + 1
            self._xdotool("key", keys)
            self.settle()

    def type(self, text: str) -> None:
        """Type text that nobody can spare the person."""
        self.counted.letters += len(text)
        self._xdotool("type", "--delay", "4", text)
        self.settle()

    def click(self, words: str, *, why: str = "") -> None:
        """Point at what a screen reader calls so (see window_places) and press, scrolling to it when it must be."""
        self.counted.decisions += bool(why)
        self.counted.way.append(f"click {words} ({why})" if why else f"click {words}")
        for turn in range(SCROLLS):
            if (place := self._place(words)) is not None:
                self.counted.clicks += 1
                self._xdotool("mousemove", str(place[0]), str(place[1]), "click", "1")
                self.settle()
                return
            if turn % 2:  # it may only not be told yet
                self.counted.clicks += 1
                self._xdotool("mousemove", *MIDDLE, "click", "--repeat", "5", "5")
        raise Lost(f"nothing is called {words!r}: {sorted(self._seen['places'])}")

    def _place(self, words: str) -> tuple[int, int] | None:
        first = self._seen.get("number", -1)
        self._wait(lambda: self._seen["number"] >= first + LOOKS, "a look around")
        found = self._seen["places"]
        exact = found.get(words)
        return exact or next((at for name, at in found.items() if words.casefold() in name.casefold()), None)

    def tab_to(self, ref: str, *, most: int = 40) -> None:
        """Go on to a field of a form by Tab, as often as it takes; one decision."""
        self.counted.decisions += 1
        self.counted.way.append(f"Tab > {ref.rpartition('/')[2]}")
        for _ in range(most):
            if self.seen["field"] == ref:
                return
            self.counted.keys += 1
            self._xdotool("key", "Tab")
            self.settle()
        raise Lost(f"no Tab leads to {ref}: {self.seen}")

    def tab_onto(self, words: str, *, most: int = 40) -> None:
        """Go on by Tab to what a screen reader calls so, or to a widget of this kind."""
        self.counted.decisions += 1
        self.counted.way.append(f"Tab > {words}")
        for _ in range(most):
            if words.casefold() in f"{self.seen['widget']} {self.seen['kind']}".casefold():
                return
            self.counted.keys += 1
            self._xdotool("key", "Tab")
            self.settle()
        raise Lost(f"no Tab leads to {words!r}: {self.seen}")

    def until(self, page: str) -> None:
        """Wait for a page or dialog, by the name of its class."""
        self._wait(lambda: page in (self._seen.get("page"), self._seen.get("window")), page)

    def until_field(self, ref: str) -> None:
        """Wait until the cursor stands in a field of the form."""
        self._wait(lambda: self._seen.get("field") == ref, ref, patience_s=5)

    def until_words(self, words: str, *, patience_s: float = PATIENCE_S) -> None:
        """Wait until the page says this."""
        self._wait(lambda: any(words in one for one in self._seen.get("words", ())), words, patience_s=patience_s)

    def settle(self) -> None:
        """Wait until nothing is under way and the window has drawn what came of the keys."""
        first = self._seen.get("number", -1)
        self._wait(lambda: self._seen.get("idle") and self._seen["number"] >= first + 3, "rest")

    def _wait(self, is_so: Callable[[], object], what: str, *, patience_s: float = PATIENCE_S) -> None:
        end = time.monotonic() + patience_s
        with self._news:
            while not is_so():
                if not self._news.wait(max(0.0, end - time.monotonic())):
                    raise Lost(f"{what} did not come: {self._seen}")

    def _read(self) -> None:
        assert self._window.stdout is not None
        for line in self._window.stdout:
            if line.startswith("{"):
                with self._news:
                    self._seen = json.loads(line)
                    self._news.notify_all()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True)
