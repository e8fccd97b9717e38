"""Runs a compiled XForm: loading, XPath, recompute in dependency order; standard library only."""
