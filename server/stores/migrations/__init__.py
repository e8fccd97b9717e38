"""Migrations of the centre's tables, by Alembic."""
