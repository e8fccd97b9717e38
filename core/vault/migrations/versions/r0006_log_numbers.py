"""Records are found by log and number: the end of a log, and two records that bear one number."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_records_log_seq", "records", ["log", "seq"])
    op.drop_index("ix_records_log", "records")
