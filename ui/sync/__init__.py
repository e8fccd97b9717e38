"""Sending to the centre and hearing what it holds."""
