"""A CUPS of our own, with printers that write every paper they print into a folder; nothing of the system's CUPS is touched.

It listens on a socket below a folder and nowhere else. The printer is a backend script: it takes PDF as it comes, one file a job, named by
the job's number and name, whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from core.printing.cups import CupsSpooler
from core.printing.spooler import SpoolerAway

SERVER_BIN = Path("/usr/lib/cups")
BACKEND = """#!/bin/sh
# job user title copies options [file]
if [ $# -eq 0 ]; then echo 'file folder "Unknown" "A folder"'; exit 0; fi
to={folder}
slow=$(cat "$to/slow" 2>/dev/null || echo 0)
sleep "$slow"
cat "${{6:--}}" > "$to/.$1.part" || exit 1
mv "$to/.$1.part" "$to/$1 $3.pdf"
exit 0
"""
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "FOLDER.PPD"
*Manufacturer: "Bukti"
*Product: "(Folder)"
*ModelName: "Folder"
*ShortNickName: "Folder"
*NickName: "Folder"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Paper: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize Foolscap/F4: "<</PageSize[612 936]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion Foolscap/F4: "<</PageSize[612 936]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea Foolscap/F4: "0 0 612 936"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Foolscap/F4: "612 936"
"""
FILES_CONF = """SystemGroup root lpadmin
User {user}
Group {group}
ServerRoot {root}
ServerBin {bin}
DataDir /usr/share/cups
DocumentRoot {root}/www
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
FileDevice Yes
Sandboxing relaxed
"""
CUPSD_CONF = """LogLevel warn
MaxLogSize 0
Listen {socket}
Browsing No
WebInterface No
DefaultAuthType None
MaxJobs 0
JobRetryInterval 1
{more}
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  <Limit Create-Job Print-Job Print-URI Validate-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Send-URI Hold-Job Release-Job Restart-Job Purge-Jobs Set-Job-Attributes Cancel-My-Jobs Close-Job Cancel-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""


class NoCups(Exception):
    """CUPS is not installed here."""


class PrintService:
    """Started by `start`, ended by `stop` or killed by `kill`; printers and jobs outlive both. A context manager."""

    def __init__(self, *, more: str = "") -> None:
        """more: further lines of cupsd.conf."""
        # not in a test's own folder: that is closed to the user as whom CUPS prints, and its path is too long for a socket
        self.folder = Path(tempfile.mkdtemp(prefix="cups"))
        self.printed, self.socket = self.folder / "printed", self.folder / "s"
        self._more = more
        self._process: subprocess.Popen[bytes] | None = None
        if shutil.which("cupsd") is None or shutil.which("lpadmin") is None:
            raise NoCups("CUPS is missing: install cups, cups-client and cups-filters (bootstrap.sh names them).")
        self._lay_out()

    def __enter__(self) -> PrintService:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def spooler(self) -> CupsSpooler:
        return CupsSpooler(str(self.socket))

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "CUPS_SERVER": str(self.socket), "LC_ALL": "C"}

    def start(self) -> None:
        """Returns when it answers."""
        self.socket.unlink(missing_ok=True)
        root = self.folder / "cups"
        command = ["cupsd", "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            if self._process.poll() is not None:
                raise NoCups((root / "error_log").read_text() if (root / "error_log").exists() else "cupsd ended at once")
            with suppress(SpoolerAway):
                self.spooler.printers()
                return

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def add_printer(self, name: str, title: str = "") -> None:
        ppd = self.folder / "folder.ppd"
        ppd.write_text(PPD, encoding="ascii")
        self._do(
            "lpadmin",
            "-p",
            name,
            "-D",
            title or name,
            "-E",
            "-v",
            "folder:/printed",
            "-P",
            str(ppd),
            "-o",
            "printer-error-policy=retry-job",
        )

    def remove_printer(self, name: str) -> None:
        self._do("lpadmin", "-x", name)

    def pause(self, name: str) -> None:
        self._do("cupsdisable", name)

    def resume(self, name: str) -> None:
        self._do("cupsenable", name)

    def reject(self, name: str) -> None:
        self._do("cupsreject", name)

    def accept(self, name: str) -> None:
        self._do("cupsaccept", name)

    def cancel(self, job: str) -> None:
        self._do("cancel", job)

    def be_slow(self, seconds: float) -> None:
        """Let each paper take so long."""
        (self.printed / "slow").write_text(str(seconds), encoding="ascii")

    def came_out(self) -> dict[int, str]:
        """Return job number -> job name of every paper that came out whole."""
        names = (path.stem.split(" ", 1) for path in self.printed.glob("*.pdf"))
        return {int(number): title for number, title in names}

    def paper(self, job: int) -> bytes:
        return next(self.printed.glob(f"{job} *.pdf")).read_bytes()

    def _do(self, *command: str) -> None:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr or done.stdout}")

    def _lay_out(self) -> None:
        import grp
        import pwd

        root = self.folder / "cups"
        own_bin = root / "bin"
        for path in (root, root / "spool" / "tmp", root / "cache", root / "state", root / "www", own_bin / "backend", self.printed):
            path.mkdir(parents=True, exist_ok=True)
        for name in ("daemon", "filter", "driver", "monitor", "notifier", "cgi-bin"):
            if (SERVER_BIN / name).exists() and not (own_bin / name).exists():
                (own_bin / name).symlink_to(SERVER_BIN / name)
        backend = own_bin / "backend" / "folder"
        backend.write_text(BACKEND.format(folder=f"'{self.printed}'"), encoding="utf-8")
        backend.chmod(0o755)
        self.printed.chmod(0o777)
        is_root = os.geteuid() == 0
        user = "lp" if is_root else pwd.getpwuid(os.geteuid()).pw_name
        group = "lp" if is_root else grp.getgrgid(os.getegid()).gr_name
        (root / "cups-files.conf").write_text(FILES_CONF.format(user=user, group=group, root=root, bin=own_bin), encoding="utf-8")
        (root / "cupsd.conf").write_text(CUPSD_CONF.format(socket=self.socket, more=self._more), encoding="utf-8")
        self.folder.chmod(0o755)
