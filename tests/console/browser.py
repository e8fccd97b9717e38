"""A real browser without a window, spoken to in the W3C WebDriver protocol: only what the tests of the console need."""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

DRIVERS = ("chromedriver", "/usr/lib/chromium/chromedriver")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver section 12


def why_not() -> str | None:
    """Return why no browser can be used here, None when one can. A snap's cannot: it does not see our folders."""
    driver, browser = _first(DRIVERS), _first(BROWSERS)
    if driver is None or browser is None:
        return "no chromium with its driver on this machine (Debian: chromium chromium-driver)"
    if Path(browser).resolve().is_relative_to("/snap") or "snap" in Path(browser).read_bytes()[:4096].decode("latin-1"):
        return "chromium is a snap on this machine"
    return None


def _first(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


class Browser:
    """One window."""

    def __init__(self, client: httpx.Client, session: str) -> None:
        self._client, self._base = client, f"/session/{session}"

    def _call(self, method: str, path: str, given: object = None) -> Any:
        answer = self._client.request(method, self._base + path, json=given if method == "POST" else None)
        value = answer.json()["value"]
        if answer.status_code != 200:
            raise AssertionError(f"{value['error']}: {value['message'].splitlines()[0]}")
        return value

    def go(self, url: str) -> None:
        self._call("POST", "/url", {"url": url})

    @property
    def url(self) -> str:
        return str(self._call("GET", "/url"))

    def until_at(self, path: str) -> None:
        """Return once the page at a path is there: a key that sends a form is answered before the next page is."""
        end = time.monotonic() + 60
        while not (self.url.endswith(path) and self.run("return document.readyState") == "complete"):
            assert time.monotonic() < end, self.url

    def run(self, script: str) -> Any:
        return self._call("POST", "/execute/sync", {"script": script, "args": []})

    def _find(self, css: str) -> str:
        return str(self._call("POST", "/element", {"using": "css selector", "value": css})[_ELEMENT])

    def click(self, css: str) -> None:
        self._call("POST", f"/element/{self._find(css)}/click", {})

    def type(self, css: str, text: str) -> None:
        self._call("POST", f"/element/{self._find(css)}/value", {"text": text})

    def text(self, css: str = "body") -> str:
        return str(self._call("GET", f"/element/{self._find(css)}/text"))

    def keys(self, *keys: str) -> None:
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})

    def look(self, *, width: int, height: int, dark: bool = False) -> None:
        """Take the size of a screen, and the person's choice of light or dark."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._devtools("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._devtools("Emulation.setEmulatedMedia", {"features": features})

    def picture(self) -> bytes:
        return base64.b64decode(self._call("GET", "/screenshot"))

    def _devtools(self, command: str, given: dict[str, object]) -> None:
        self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": given})


@contextmanager
def browsing() -> Iterator[Browser]:
    """Yield a fresh browser; it is ended afterwards."""
    driver, binary = _first(DRIVERS), _first(BROWSERS)
    assert driver and binary
    with tempfile.TemporaryDirectory() as profile:
        process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        try:
            said = next(line for line in process.stdout if "started successfully" in line)
            port = int(said.rstrip(".\n").rpartition(" ")[2])
            arguments = [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--user-data-dir={profile}",
                "--lang=id",
            ]
            options = {"binary": binary, "args": arguments}
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
                wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
                begun = client.post("/session", json=wanted).json()["value"]
                if "sessionId" not in begun:
                    raise AssertionError(begun.get("message", "the browser did not start"))
                yield Browser(client, begun["sessionId"])
                client.delete(f"/session/{begun['sessionId']}")
        finally:
            process.terminate()
            process.wait(20)
            process.stdout.close()
