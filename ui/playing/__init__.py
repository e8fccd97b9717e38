"""Playing video and sound from the vault, without a plain file on the disk."""
