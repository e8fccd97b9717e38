"""Asks everything that docs/openapi.yaml describes, and much that it does not: python -m tests.server.fuzz_api [--examples 500].

schemathesis makes the requests, right ones and wrong ones. Each is asked by nobody, by a stranger, and by an enrolled device; no answer
may be a fault, and each must be one that the description declares.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.centre import open_centre
from server.limits import Limits
from tests.builders import BuiltOffice, parcel
from tests.server.caller import Caller, b64, enrolment, pieces
from tests.server.conftest import Clock, Live

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
WHO = ("nobody", "stranger", "device")
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
METHODS = ("get", "head", "post", "patch", "put", "delete")


@schemathesis.serializer("application/pdf", "application/vnd.bukti.pieces")
def as_it_is(_context: object, value: object) -> bytes:
    """The body as it was made, bytes or not."""
    return value if isinstance(value, bytes) else str(getattr(value, "data", value)).encode("utf-8", "replace")


schemathesis.openapi.media_type("application/pdf", strategies.binary(max_size=2000))
schemathesis.openapi.media_type(
    "application/vnd.bukti.pieces", strategies.one_of(strategies.binary(max_size=300), strategies.binary(max_size=300).map(pieces))
)


def described() -> dict[str, Any]:
    found = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


class Fuzz:
    """A centre with one office, and the three who ask it."""

    def __init__(self, live: Live) -> None:
        self.live, self.office = live, BuiltOffice()
        self.enrolled = live.enrol(self.office)
        self.session = requests.Session()
        content = os.urandom(50_000)
        self.enrolled.parcel(self.office.write(blobs=[content]))
        self.digest = sha256(content).hexdigest()
        self.enrolled.patch(self.digest, content)
        self.real = self._real()
        self.answers: Counter[tuple[str, str, int]] = Counter()

    def _real(self) -> dict[str, list[bytes]]:
        """Bodies that are right, from which a fuzz by chance would never come: each is sent whole, cut and with one byte changed."""
        import json

        told = json.dumps(enrolment(self.office, self.live.code(self.office.code))).encode()
        return {"/v1/parcels": [parcel(self.office.write())], "/v1/enrol": [told], "/v1/sealed": [os.urandom(300)]}

    def ask(self, case: Case, who: str) -> requests.Response:
        given_to = case.as_transport_kwargs(base_url=f"http://127.0.0.1:{self.live.port}")
        names = ("method", "url", "headers", "params", "data", "json", "cookies", "files")
        prepared = self.session.prepare_request(requests.Request(**{name: given_to[name] for name in names if name in given_to}))
        if who != "nobody":
            self._sign(prepared, self.enrolled if who == "device" else Caller(self.live.port))
        answer = self.session.send(prepared, timeout=60, allow_redirects=False)
        self.answers[f"{case.method} {case.path}", who, answer.status_code] += 1
        return answer

    def _sign(self, prepared: requests.PreparedRequest, caller: Caller) -> None:
        body = prepared.body if isinstance(prepared.body, bytes) else (prepared.body or "").encode()
        said = sha256(body).hexdigest()
        if prepared.method == "PATCH":
            said = "stream " + " ".join(str(prepared.headers.get(f"Upload-{name}", "")) for name in ("Offset", "Length", "Attempt"))
        caller.nonce = caller.nonce or caller.fresh_nonce()
        prepared.headers["Authorization"] = caller.authorization(str(prepared.method), prepared.path_url, said)


def fuzz(live: Live, examples: int) -> Fuzz:
    """Ask everything; raises what a check found, with the request that showed it."""
    one, schema = Fuzz(live), schemathesis.openapi.from_dict(described())
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in MODES:
            if mode == GenerationMode.NEGATIVE and not _can_be_wrong(operation):
                continue
            _asked(one, operation.as_strategy(generation_mode=mode), examples)
    for path, who, body in _changed(one):
        answer = one.enrolled.call("POST", path, body) if who == "device" else Caller(live.port).plain("POST", path, body)
        assert answer.status < 500 and str(answer.status) in described()["paths"][path]["post"]["responses"], (
            path,
            answer.status,
            b64(body),
        )
    return one


def _can_be_wrong(operation: Any) -> bool:
    return bool(operation.body or operation.query or operation.headers or operation.path_parameters)


def _asked(one: Fuzz, strategy: Any, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def asked(case: Case) -> None:
        for who in WHO:
            try:
                answer = one.ask(case, who)
            except (requests.exceptions.InvalidHeader, UnicodeError, requests.exceptions.InvalidURL):
                return  # no client can send this
            if answer.status_code == 400 and answer.text == "Invalid HTTP request received.":
                return  # it was no HTTP, and was refused before it came to us
            case.validate_response(answer, checks=list(CHECKS))  # type: ignore[arg-type]

    asked()


def _changed(one: Fuzz) -> Iterator[tuple[str, str, bytes]]:
    import random

    chance = random.Random(7)
    for path, bodies in one.real.items():
        for body in bodies:
            variants = [body, b"", body + b"x"]
            variants += [body[: chance.randrange(len(body))] for _ in range(8)]
            for _ in range(16):
                at = chance.randrange(len(body))
                variants.append(body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :])
            for who in ("nobody", "device"):
                yield from ((path, who, variant) for variant in variants)


def limits() -> Limits:
    return Limits(requests_per_minute=10_000_000, unsigned_per_minute=10_000_000, checks_per_minute=10_000_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500, help="of each call and kind, each asked by three")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        live = Live(open_centre(Path(folder), is_drill=True, limits=limits(), now=clock), clock)
        live.start()
        try:
            found = fuzz(live, asked.examples)
        finally:
            live.stop()
            live.centre.close()
    for (call, who, status), count in sorted(found.answers.items()):
        print(f"{call:30} {who:10} {status} {count:6}")
    print(f"{sum(found.answers.values())} requests, no fault, none that is not declared")
    return 0


if __name__ == "__main__":
    sys.exit(main())
