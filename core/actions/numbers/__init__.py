"""Number books and the register."""
