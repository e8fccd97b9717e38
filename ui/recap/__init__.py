"""Rekap: what many cases amount to."""
