"""Handing records and files to peers and taking theirs: the only client network code."""
