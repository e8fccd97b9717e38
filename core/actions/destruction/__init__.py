"""Destroying what people said, by order or when a retention rule asks; carrying orders out; who has confirmed."""
