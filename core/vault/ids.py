"""Ids of streams and drafts: UUIDv7 (RFC 9562 section 5.7), so that they sort by the time they were made."""

from __future__ import annotations

import os
import time
import uuid


def new_id() -> str:
    """Return a fresh UUIDv7 as text: 48 bits of Unix milliseconds, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    value = (millis & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def new_log_id() -> str:
    """Return a random id for a log; it must say nothing about the laptop or the time."""
    return str(uuid.uuid4())
