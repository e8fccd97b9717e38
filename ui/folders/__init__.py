"""Folders of this laptop in which new photos and scans are looked for."""
