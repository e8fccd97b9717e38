"""How hard a passphrase is to guess, without rules about capitals and digits: length, variety, and no well-known words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

# What guessing programs try first here; each counts as one choice out of about a thousand, not as letters.
_WORDS = """
password passwd pass sandi rahasia katasandi admin administrator user qwerty asdf zxcv abc iloveyou welcome login letmein monkey
dragon bawaslu panwas panwaslu panwascam kecamatan kelurahan desa kabupaten kota provinsi pemilu pilkada pemilihan pengawas
pengawasan kpu kpps tps merdeka garuda pancasila jakarta bandung surabaya medan indonesia nusantara bismillah alhamdulillah allah
sayang cinta ganteng cantik anak ibu bapak mama papa keluarga bukti laporan komputer laptop kantor januari februari maret april mei
juni juli agustus september oktober november desember senin selasa rabu kamis jumat sabtu minggu
"""
WELL_KNOWN = frozenset(_WORDS.split())
_KNOWN_BITS = 10.0
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_LOOKS_LIKE = str.maketrans("013457$@!", "oieastsai")


@dataclass(frozen=True, slots=True)
class Strength:
    """level: 0 nothing typed, 1 too easy, 2 weak, 3 good, 4 strong; bits: a careful estimate of the guesses, as a power of two."""

    level: int
    bits: int


def estimate(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """Return how strong a passphrase is. own_words: name and office of the person, which others would try first."""
    if not passphrase:
        return Strength(0, 0)
    known = WELL_KNOWN | {word for text in own_words for word in re.findall(r"\w{3,}", text.lower())}
    bits = sum(_bits_of_piece(piece, known) for piece in re.findall(r"[^\W\d_]+|\d+|[\W_]+", passphrase))
    stem = passphrase.rstrip("0123456789!?.")
    if stem.lower().translate(_LOOKS_LIKE) in known:  # S4ndi99 is sandi with a tail
        bits = min(bits, _KNOWN_BITS + 3.3 * (len(passphrase) - len(stem)))
    level = 1 if bits < 28 else 2 if bits < 42 else 3 if bits < 60 else 4
    return Strength(level, int(bits))


def _bits_of_piece(piece: str, known: frozenset[str]) -> float:
    """One run of letters, digits or signs: a known word costs one guess out of a list, the rest by its fresh characters."""
    small = piece.lower()
    if small.isalpha():
        if small in known:
            return _KNOWN_BITS
        for word in sorted(known, key=len, reverse=True):
            if len(word) >= 4 and word in small:
                before, _, after = small.partition(word)
                return _KNOWN_BITS + sum(_bits_of_piece(rest, known) for rest in (before, after) if rest)
        mixed = 1.0 if piece not in (small, small.upper(), small.capitalize()) else 0.0
        per_letter = 2.8 if len(piece) > 3 else 4.2  # a long run of letters is a word, not noise
        return _fresh(small) * per_letter + mixed * 2
    if small.isdigit():
        is_year_or_date = bool(re.fullmatch(r"(19|20)\d\d|\d{2}(0[1-9]|1[0-2])(19|20)?\d\d", small))
        return 8.0 if is_year_or_date else _fresh(small) * 3.3
    return 1.5 if not small.strip() else _fresh(small) * 4.0


def _fresh(piece: str) -> int:
    """Count the characters that do not follow from the one before: aaa and 1234 add almost nothing."""
    count = 1
    for first, second in pairwise(piece):
        follows = first == second or any(first + second in row or second + first in row for row in _ROWS)
        count += 0 if follows else 1
    return count
