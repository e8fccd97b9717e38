"""Who was here when, and the accounts of the centre's own people: working tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    def key(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.String, primary_key=True)

    def text(name: str) -> sa.Column[str]:
        return sa.Column(name, sa.String, nullable=False)

    op.create_table("contacts", key("office"), key("device"), text("at"))
    op.create_index("ix_contacts_at", "contacts", ["at"])
    op.create_table("console_users", key("name"), text("role"), text("area"), text("passphrase"))
    op.create_table("console_sessions", key("token_sha256"), text("name"), text("until"))
    op.create_index("ix_console_sessions_name", "console_sessions", ["name"])
    op.create_table("console_failures", key("name"), sa.Column("count", sa.Integer, nullable=False), text("until"))
    number = sa.Column("number", _NUMBER, primary_key=True, autoincrement=True)
    op.create_table("console_acts", number, text("at"), text("name"), text("act"), text("subject"), text("reason"))
    op.create_index("ix_console_acts_subject", "console_acts", ["subject"])
