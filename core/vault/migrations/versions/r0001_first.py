"""The tables of the first build."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "records",
        sa.Column("arrival", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("record_id", sa.String, unique=True, nullable=False),
        sa.Column("log", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("signatures", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    for name in ("log", "stream", "type"):
        op.create_index(f"ix_records_{name}", "records", [name])
    op.create_table(
        "parts",
        sa.Column("record_id", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("stored", sa.LargeBinary),
    )
    op.create_table("held_blobs", sa.Column("sha256", sa.String, primary_key=True), sa.Column("size", sa.Integer, nullable=False))
    op.create_table("log_counts", sa.Column("log", sa.String, primary_key=True), sa.Column("count", sa.Integer, nullable=False))
    op.create_table(
        "statements",
        sa.Column("arrival", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("sha256", sa.String, unique=True, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("der", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "set_aside",
        sa.Column("record_id", sa.String, primary_key=True),
        sa.Column("header", sa.LargeBinary, nullable=False),
        sa.Column("signatures", sa.LargeBinary, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
    op.create_table("settings", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.Text, nullable=False))
    op.create_table(
        "drafts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("form_id", sa.String, nullable=False),
        sa.Column("form_sha256", sa.String, nullable=False),
        sa.Column("parents", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("updated_at", sa.String, nullable=False),
    )
    for name in ("stream", "case_id"):
        op.create_index(f"ix_drafts_{name}", "drafts", [name])
    op.create_table(
        "uploads",
        sa.Column("peer", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("offset", sa.Integer, nullable=False),
    )
