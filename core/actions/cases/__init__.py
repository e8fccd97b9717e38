"""Deeds on a case: open, import, judge, move, and its evidence."""
