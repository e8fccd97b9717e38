"""The tray of scanned pages that no code could match to a paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scan_tray",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("paper", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
