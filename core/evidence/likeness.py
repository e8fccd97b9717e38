"""Which pictures look alike: a difference hash of each thumbnail, and groups of those that differ in a few bits.

A hint for a person, never a proof: pictures sent on by chat are compressed again and lose their SHA-256, but not their look.
Source: N. Krawetz, "Kind of Like That" (difference hash).
"""

from __future__ import annotations

from collections.abc import Mapping

WIDE, HIGH = 9, 8  # pixels of the grey picture that is hashed
BITS = (WIDE - 1) * HIGH
DIFFERENT_MOST = 5  # bits in which two pictures may differ and still look alike
BANDS = DIFFERENT_MOST + 1  # two hashes that differ in fewer bits than there are bands agree in one band whole
EVEN = 2  # greys that differ by no more are alike: in an even sky compression decides which is the darker
FLAT = 12  # a picture whose greys differ less than this says nothing: an empty sheet looks like every other


def likeness(grey: bytes) -> int | None:
    """Return 64 bits for a grey picture of 9 x 8 pixels, row by row, one byte a pixel; None for one that is flat. Raises ValueError."""
    if len(grey) != WIDE * HIGH:
        raise ValueError("a grey picture of 9 x 8 pixels is wanted")
    if max(grey) - min(grey) < FLAT:
        return None
    found = 0
    for row in range(HIGH):
        for column in range(WIDE - 1):
            at = row * WIDE + column
            found = found << 1 | (grey[at] > grey[at + 1] + EVEN)
    return found


def alike(hashes: Mapping[str, int]) -> list[list[str]]:
    """Return groups of two and more keys that look alike, directly or over others, each in the order given."""
    leader = {key: key for key in hashes}

    def lead(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for band in range(BANDS):
        first, last = BITS * band // BANDS, BITS * (band + 1) // BANDS
        shelves: dict[int, list[str]] = {}
        for key, bits in hashes.items():
            shelves.setdefault(bits >> first & ((1 << last - first) - 1), []).append(key)
        for shelf in shelves.values():
            for number, one in enumerate(shelf):
                for other in shelf[number + 1 :]:
                    if (hashes[one] ^ hashes[other]).bit_count() <= DIFFERENT_MOST and lead(one) != lead(other):
                        leader[lead(other)] = lead(one)
    groups: dict[str, list[str]] = {}
    for key in hashes:
        groups.setdefault(lead(key), []).append(key)
    return [group for group in groups.values() if len(group) > 1]
