"""A file that brings most of the claims there will be: what can wait until its rows are there."""

import sqlite3
from collections.abc import Iterator, Set
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from tracker.store.database import CACHE_KB, LOCK_WAIT_MS, Engine, Session, reading, writing
from tracker.store.many import last_id
from tracker.store.running import MANY, touch_everything
from tracker.store.tables import Claim, Source

CACHE_OF_FILES_KB: Final = 81_920
"""Room for the indexes by code and address of a million rows, into which every row goes at a place of its own."""

LOOKED_UP_MEANWHILE: Final = frozenset({"ix_claim_of_incident", "ix_source_url"})
"""Indexes by which a write that records claims finds what it has recorded so far."""
OF_THOSE_BEFORE: Final = frozenset({"ix_claim_code"})
"""By which it finds claims that were there before."""


@contextmanager
def writing_a_file(engine: Engine, *, by: str, reason: str, claims: int = 0) -> Iterator[Session]:
    """A write, as by ``writing``, of a file that brings about so many claims; 0 where nobody can tell.

    The database may use as much memory meanwhile as hundreds of thousands of rows need.
    """
    alone = _alone(engine) if _are_most(engine, claims) else nullcontext()
    with alone, writing(engine, by=by, reason=reason) as session, _room(session):
        yield session


def _are_most(engine: Engine, claims: int) -> bool:
    if claims < MANY:
        return False
    with reading(engine) as session:
        return is_most_of_all(claims, last_id(session, Claim))


def is_most_of_all(claims: int, before: int) -> bool:
    """Whether a file of so many claims brings most of those there will be."""
    return claims >= max(MANY, 2 * before)


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Write straight into SQLite's file where no other program and no other page has it open.

    The log, by which others read meanwhile what was there before, is written and then copied: an eighth of the time.
    Without it whoever opens the file waits until the write is over. What is cut short is undone as with it.
    """
    if engine.dialect.name != "sqlite" or not _keep_journal(engine, "delete"):
        yield
        return
    try:
        yield
    finally:
        _keep_journal(engine, "wal")  # where others wait already, the next to open the file does it


def _keep_journal(engine: Engine, mode: str) -> bool:
    """Ask for another journal outside of any transaction; False where others have the file open."""
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    try:
        driver.execute("PRAGMA busy_timeout=0")
        return bool(driver.execute(f"PRAGMA journal_mode={mode}").fetchone() == (mode,))
    except sqlite3.OperationalError:
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout={LOCK_WAIT_MS}")
        connection.close()


@contextmanager
def _room(session: Session) -> Iterator[None]:
    """More pages of SQLite's file in memory, as far as they are needed."""
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    connection = session.connection()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_OF_FILES_KB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KB}")


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
    if not is_most_of_all(claims, last):
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
