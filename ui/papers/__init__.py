"""Official papers: preview, sign, print, keep, check."""
