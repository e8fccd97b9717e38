"""Marking and covering a copy of a picture."""
