"""Cetak: the print queue."""
