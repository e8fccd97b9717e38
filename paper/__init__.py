"""Judging a signed PDF from its bytes alone: no vault, no network, no clock; laptop and server read it alike."""
