"""All chance and time out of one seed, so that a random story can be told again word for word: keys, salts, ids, clock."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from itertools import count
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.actions import clock


@contextmanager
def fixed_luck(seed: int, now: Callable[[], datetime]) -> Iterator[None]:
    """Let everything that goes into a record follow from the seed for as long as the block runs. now: the wall clock of all laptops.

    Signatures and ciphertexts stay random; no record id depends on them. Never in the program itself: its keys would be known.
    """
    chance, moments = random.Random(f"luck {seed}"), count(1_750_000_000_000)

    def key(curve: ec.EllipticCurve, _backend: object = None) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(1 + chance.getrandbits(curve.key_size - 8), curve)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return now().astimezone(tz)

    with (
        patch.object(os, "urandom", chance.randbytes),
        patch.object(ec, "generate_private_key", key),
        patch.object(X25519PrivateKey, "generate", lambda: X25519PrivateKey.from_private_bytes(chance.randbytes(32))),
        patch.object(time, "time_ns", lambda: next(moments) * 1_000_000),
        patch.object(clock, "datetime", Clock),
    ):
        yield
