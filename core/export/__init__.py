"""Handing data out: records as they were signed, with a manifest of hashes."""
