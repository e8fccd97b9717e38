"""Checking a paper, and the whole vault."""
