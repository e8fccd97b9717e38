"""Where a day begins."""
