"""Section 10: the frames of a parcel. What is packed in them is not judged: the standard library cannot unpack Zstandard."""

import hashlib

START, HEAD, LONGEST = b"BKP1", 40, 262_144


def judge_frames(data: bytes) -> tuple[list[str], bool]:
    """One line a frame, and whether all of them are whole."""
    lines: list[str] = []
    if not data:
        return ["a parcel has at least one frame"], False
    while data:
        number = len(lines) + 1
        length = int.from_bytes(data[4:8], "big")
        packed = data[HEAD : HEAD + length]
        if not data.startswith(START) or len(data) < HEAD or len(packed) != length:
            return [*lines, f"frame {number}: cut, or not a frame"], False
        if HEAD + length > LONGEST:
            return [*lines, f"frame {number}: longer than 262,144 bytes"], False
        if hashlib.sha256(packed).digest() != data[8:HEAD]:
            return [*lines, f"frame {number}: changed"], False
        lines.append(f"frame {number}: whole; its records are not judged")
        data = data[HEAD + length :]
    return lines, True
