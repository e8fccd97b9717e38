"""A Swift with its S3 interface for the tests: started in a folder of its own, stopped, and started again at the same port."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_PYTHON = "/usr/bin/python3"  # Debian's: Swift is a package of it
_SCRIPT = Path(__file__).with_name("swift_engine.py")
BUCKET = "bukti"


class NoSwift(Exception):
    """The machine has no Swift, or no folder that takes its extended attributes."""


class Swift:
    """The engine. `environment` is what a server needs to use it."""

    def __init__(self) -> None:
        if subprocess.run([_PYTHON, "-c", "import swift"], capture_output=True, check=False).returncode or not shutil.which("memcached"):
            raise NoSwift("OpenStack Swift is not installed: run `sh bootstrap.sh test`.")
        self._folder, self._port = _folder_with_attributes(), 0
        self._process: subprocess.Popen[str] | None = None
        self.start()

    @property
    def environment(self) -> Mapping[str, str]:
        given = {"AWS_ENDPOINT": f"http://127.0.0.1:{self._port}", "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}
        return {**given, "AWS_ACCESS_KEY_ID": "bawaslu:gateway", "AWS_SECRET_ACCESS_KEY": "kunci-rahasia"}

    @property
    def folder(self) -> Path:
        return self._folder

    def start(self) -> None:
        """Return once it answers."""
        account = {"SWIFT_ACCOUNT": "bawaslu", "SWIFT_USER": "gateway", "SWIFT_SECRET": "kunci-rahasia", "SWIFT_BUCKET": BUCKET}
        command = [_PYTHON, str(_SCRIPT), str(self._folder), str(self._port)]
        with (self._folder / "said.txt").open("a") as said:
            self._process = subprocess.Popen(
                command, env={**os.environ, **account}, stdout=subprocess.PIPE, stderr=said, text=True, start_new_session=True
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("READY "):
                self._port = int(line.split()[1])
                return
        raise NoSwift(f"Swift did not start: {(self._folder / 'said.txt').read_text()[-400:]}")

    def stop(self) -> None:
        """End it and what it started, as a power cut does."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _folder_with_attributes() -> Path:
    for base in (None, "/var/tmp", "/dev/shm", str(Path.home())):
        if base is not None and not Path(base).is_dir():
            continue
        folder = Path(tempfile.mkdtemp(prefix="bukti-swift-", dir=base))
        try:
            os.setxattr(folder, "user.swift", b"x" * 1000)
            return folder
        except OSError:
            folder.rmdir()
    raise NoSwift("No folder here takes extended attributes, which Swift needs.")
