"""A file that brings most of the claims there will be: what can wait until its rows are there."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tracker.store.many import last_id
from tracker.store.running import MANY, touch_everything
from tracker.store.tables import Claim, Source

LOOKED_UP_MEANWHILE: Final = frozenset({"ix_claim_of_incident", "ix_source_url"})
"""Indexes by which a write that records claims finds what it has recorded so far."""
OF_THOSE_BEFORE: Final = frozenset({"ix_claim_code"})
"""By which it finds claims that were there before."""


@dataclass
class Part:
    """A part of a write; what is given up need not be made ready to be read."""

    is_given_up: bool = False


@contextmanager
def most_of_all(session: Session, claims: int) -> Iterator[Part]:
    """A part of a write that may bring most of the claims there will be: about so many.

    Then all running sums are made anew at the write's end, and on SQLite most indexes after the rows, both of which
    takes half as long or less. On PostgreSQL dropping an index would let readers wait.
    """
    last = last_id(session, Claim)
    part, connection = Part(), session.connection()
    if claims < max(MANY, 2 * last):
        yield part
        return
    touch_everything(session)
    if connection.dialect.name != "sqlite":
        yield part
        return
    dropped = _drop_indexes(connection, but=OF_THOSE_BEFORE if last else frozenset())
    yield part  # where this raises, the transaction is given up, and they are there again
    for made_by in () if part.is_given_up else dropped:
        connection.exec_driver_sql(made_by)


def _drop_indexes(connection: Connection, *, but: Set[str]) -> list[str]:
    """Drop the indexes of claims and sources by which nothing is looked up; returns the statements that make them."""
    tables = (Claim.__tablename__, Source.__tablename__)
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (?, ?)", tables
    )
    indexes = {name: made_by for name, made_by in rows if name not in LOOKED_UP_MEANWHILE | but}
    for name in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return list(indexes.values())
