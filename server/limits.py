"""How much one office or device may ask of the centre."""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB, GIB = 1024, 1024 * 1024, 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All sizes in bytes; rates in requests a minute; `_s` in seconds."""

    frame_bytes: int = 256 * KIB
    piece_bytes: int = 256 * KIB
    blob_bytes: int = 16 * GIB  # a long video; S3 takes 50 GB in parts
    unnamed_bytes: int = 256 * MIB  # files of an office that no held record names yet
    staged_bytes: int = 64 * MIB  # pieces of parts of an office whose records are not whole yet
    records_bytes: int = MIB  # of one answer of GET /v1/records
    hello_bytes: int = MIB
    enrol_bytes: int = 4 * MIB
    paper_bytes: int = 20 * MIB  # that anybody has checked, with the form around it
    entries: int = 5_000  # in each list of a hello
    requests_per_minute: int = 1_200  # of one device
    unsigned_per_minute: int = 480  # of one address: nonce (four a round), roster, enrol
    checks_per_minute: int = 10  # papers that one address has checked
    sign_ins_per_minute: int = 30  # at the console, of one address: each costs the processor a fifth of a second
    head_bytes: int = 16 * KIB  # request line and headers together
    head_s: float = 30.0  # from the first byte of a head, or from the connection, to its last
    stall_s: float = 120.0  # without a byte of a body, or without one of the answer taken; twice what a client waits
    slowest_bytes_per_s: int = 256  # a body may come that slowly, after the first `stall_s`
    connections: int = 4_000

    def to_json(self) -> dict[str, int]:
        """Return what a client may want to know."""
        return {
            "frame_bytes": self.frame_bytes,
            "piece_bytes": self.piece_bytes,
            "blob_bytes": self.blob_bytes,
            "unnamed_bytes": self.unnamed_bytes,
            "records_bytes": self.records_bytes,
        }
