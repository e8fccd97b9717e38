"""Pieces of screen that more than one page uses; none of them knows the vault."""
