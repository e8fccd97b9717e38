"""What all views share: their metadata, apart from the truth, so that they can be dropped and made again."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, String

views = MetaData()


def key(name: str) -> Column[str]:
    return Column(name, String, primary_key=True)
