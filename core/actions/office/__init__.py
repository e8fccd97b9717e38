"""An office and its people: found, join, unlock, admit, end."""
