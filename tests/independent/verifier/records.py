"""A record as an export keeps it: header bytes, signatures, stored parts."""

from dataclasses import dataclass, field

from .header import Header


@dataclass
class Record:
    """One readable header and what lies beside it. `parts` maps a part's name and kind (`json`, `sealed`) to the stored bytes."""

    header: Header
    raw: bytes
    signatures: dict[str, bytes] = field(default_factory=dict)
    parts: dict[tuple[str, str], bytes] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The hash of the header bytes."""
        return self.header.id
