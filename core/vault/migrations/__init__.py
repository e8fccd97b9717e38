"""Alembic's folder for the truth and local tables."""
