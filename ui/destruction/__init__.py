"""Ordering that words and files are destroyed, and seeing who has obeyed."""
