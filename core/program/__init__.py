"""Versions of the packed program: which one runs, which is kept beside it, and how a new one comes from a signed pack."""
