"""Whether a file came by a chat program, told by the name that the program gave it: such pictures have lost their time and place."""

from __future__ import annotations

import re

# WhatsApp: IMG-20241005-WA0007.jpg, PTT-20241005-WA0001.opus, "WhatsApp Image 2024-10-05 at 09.04.11.jpeg"
# Telegram: photo_2024-10-05_09-04-11.jpg; Signal: signal-2024-10-05-090411.jpeg; Messenger: received_1234567890123.jpeg
_CHAT = re.compile(
    r"(?:IMG|VID|AUD|PTT|DOC|STK)-\d{8}-WA\d+|WhatsApp|(?:photo|video|audio)_\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}|telegram|"
    r"signal-\d{4}-\d{2}-\d{2}|^received_\d{10,}",
    re.IGNORECASE,
)


def came_by_chat(file_name: str) -> bool:
    """Return whether the name is one that a chat program gives. The day in such a name is that of sending, not of taking."""
    return _CHAT.search(file_name) is not None
