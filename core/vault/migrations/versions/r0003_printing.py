"""The tables of printing: what is in the print queue, and which papers were written as files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_files",
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("record_id", sa.String, nullable=False),
        sa.Column("paper_size", sa.String, nullable=False),
    )
    op.create_table(
        "print_runs",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("begun_at", sa.String, nullable=False),
        sa.Column("printer", sa.String, nullable=False),
        sa.Column("is_closed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "prints",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("run", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("pdf", sa.String, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("is_copy", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("printer", sa.String, nullable=False),
        sa.Column("job", sa.String, nullable=False),
        sa.Column("changed_at", sa.String, nullable=False),
    )
    for name in ("run", "document", "state"):
        op.create_index(f"ix_prints_{name}", "prints", [name])
