"""A second verifier of Bukti exports, written from docs/format.md alone: the standard library and the `openssl` command, nothing else.

It shares no line with the program, so that a mistake in one is not repeated in the other. It judges exports (section 11 of the format).
Of parcels (section 10) it judges frames only: hash, length and order; what is packed in them (Zstandard) the standard library of Python
3.11 cannot unpack, and so their records are "not judged".
"""
