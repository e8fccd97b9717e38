"""Statements: read back, signed, sealed, superseded."""
