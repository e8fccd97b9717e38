"""Scanned sheets: taken in, matched to their papers by code or by hand, and looked at."""
