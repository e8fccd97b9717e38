"""The tables of an evening station: which laptops handed in, and the parts that were acknowledged to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hub_laptops",
        sa.Column("device", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("key", "office", "office_name", "name", "log")),
        sa.Column("seq", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("day", "met_at", "handed_at")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("documents", "photos", "left_records", "left_files", "left_bytes")),
        sa.Column("is_refused", sa.Boolean, nullable=False),
    )
    op.create_index("ix_hub_laptops_office", "hub_laptops", ["office"])
    op.create_table(
        "hub_parts",
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("device", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_index("ix_hub_parts_state", "hub_parts", ["state"])
