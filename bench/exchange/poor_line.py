"""Runs a bench's own two ends with a poor line between them: `net/shaped.sh` of the tools beside the project makes it.

Both ends speak https, as in the field. The congestion control is set to cubic in both: that of the machine may be another.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[2]
SHAPED = ROOT.parent / "shared" / "tools" / "net" / "shaped.sh"
PORT = 8740


@dataclass(frozen=True, kw_only=True)
class Line:
    """rtt_ms there and back; kbit: kilobits a second each way; loss and broken in percent of packets and of connections.

    flap: seconds, "60:20" for the last 20 of every 60 without a line.
    """

    rtt_ms: int
    kbit: int
    loss: float = 0.0
    broken: int = 0
    flap: str = ""


def require_line() -> None:
    """End with a sentence where the line cannot be made."""
    if not SHAPED.is_file():
        sys.exit("This bench needs tools/net/shaped.sh in a folder `shared` beside the project; there is none here.")
    if os.geteuid() != 0 or not Path("/dev/net/tun").exists():
        sys.exit("This bench needs root and /dev/net/tun, to make a line between two network namespaces.")


def over(line: Line, module: str, folder: Path, *more: str, seed: int = 1) -> Mapping[str, object]:
    """Run `python -m MODULE --near FOLDER ...` against the centre in FOLDER/centre. Returns the JSON that it prints, and as "wire" the
    bytes that each direction carried.
    """
    with tempfile.NamedTemporaryFile() as stats:
        flap = ["--flap", line.flap] if line.flap else []
        link = [str(line.rtt_ms), str(line.kbit), str(line.loss), *flap, "--seed", str(seed), "--stats", stats.name]
        far = [sys.executable, "-m", "bench.exchange.far_end", str(folder), str(line.broken), str(seed)]
        near = [sys.executable, "-m", module, "--near", str(folder), *more]
        done = subprocess.run(
            ["bash", str(SHAPED), *link, "--", *far, "--", *near], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode != 0:
            sys.exit(f"The near end ended with {done.returncode}.")
        told: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
        return {**told, "wire": json.loads(Path(stats.name).read_text())}


def use_cubic() -> str:
    """Set the congestion control towards the other end, for this network namespace. Returns what is in force there."""
    (route,) = (found for found in _ip("-4", "route", "show").splitlines() if found.startswith("10.77."))
    _ip("route", "replace", *route.split(), "congctl", "cubic")
    return "cubic" if "congctl cubic" in _ip("-4", "route", "show") else "unknown"


def _ip(*words: str) -> str:
    return subprocess.run(["ip", *words], check=True, stdout=subprocess.PIPE, text=True).stdout


def far_url() -> str:
    return f"https://{os.environ['SERVER_IP']}:{PORT}"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Return a fresh certificate for the far end and its key, as files."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("10.77.1.2"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "far.pem", folder / "far.key"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return certificate_file, key_file
