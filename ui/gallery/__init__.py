"""Bukti: the evidence of all cases, by time and place."""
