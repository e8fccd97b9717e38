"""What orders of destruction name, and which of them the centre has carried out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = {  # name -> columns behind province and office, and the rest of the key
    "destructions": (("order_id", "record_id", "name", "sha256", "stream"), ("order_id", "record_id", "name", "sha256")),
    "obeyed": (("order_id", "at"), ("order_id",)),
}


def upgrade() -> None:
    connection = op.get_bind()
    for name, (columns, key) in _TABLES.items():
        texts = (sa.Column(one, sa.String, nullable=False) for one in ("province", "office", *columns))
        whole = sa.PrimaryKeyConstraint("province", *key, "office")
        op.create_table(name, *texts, whole, postgresql_partition_by="HASH (province)")
        if connection.dialect.name == "postgresql":
            partitions = int(context.config.attributes["partitions"])
            for part in range(partitions):
                bounds = f"MODULUS {partitions}, REMAINDER {part}"
                connection.execute(sa.text(f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH ({bounds})"))
    op.create_index("destructions_of_record", "destructions", ["province", "record_id"])
    op.create_index("destructions_of_file", "destructions", ["sha256"])
