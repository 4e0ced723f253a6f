"""Opening the store, and the two ways to use it: ``reading`` and ``writing``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.store.running import keep_sums, rebuild
from tracker.store.tables import Ledger
from tracker.store.versions import PRESENT, LedgerSession, Seen

MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK_WAIT_MS: Final = 15_000
CACHE_KB: Final = 16_384
PAGE_BYTES: Final = 16_384
"""Of a new SQLite file, of 4,096 otherwise: claims with their history are written and read in less time."""
SHORT_JSON: Final = 100
MIGRATION_LOCK: Final = 7_205_759
"""Any number: two programs that bring the tables up to date wait for each other by it."""


class StoreError(RuntimeError):
    """The store cannot be used; the message is a sentence for whoever runs it."""


def open_engine(database_url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; nothing is opened yet. Raises StoreError for an address it cannot read."""
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise StoreError("TRACKER_DATABASE_URL is not a database address such as sqlite:///data/tracker.db") from None
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(database_url)
    if url.get_backend_name() != "postgresql":
        raise StoreError(f"the store runs on SQLite and PostgreSQL, not on {url.get_backend_name()}")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, pool_pre_ping=True, pool_size=20, max_overflow=20, json_deserializer=_from_json)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """Tell the planner what is true of today's disks, and of statements that add up a million rows."""
    with connection.cursor() as cursor:
        for setting in ("random_page_cost = 1.1", "work_mem = '64MB'", "jit = off"):
            cursor.execute(f"SET {setting}")
    connection.commit()


def _from_json(text: str) -> Any:
    """A value stored as JSON. Short ones are lists of a few words, over and over: each is read once and shared."""
    return _short_from_json(text) if len(text) <= SHORT_JSON else json.loads(text)


_short_from_json = lru_cache(4_096)(json.loads)


def _sqlite_engine(database_url: str) -> Engine:
    engine = create_engine(database_url, pool_size=20, max_overflow=20, json_deserializer=_from_json)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's own BEGIN below is then the only one
        for pragma in (
            f"page_size={PAGE_BYTES}",  # says nothing to a file that has pages already
            f"busy_timeout={LOCK_WAIT_MS}",  # first: another program may have the file for itself
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"cache_size=-{CACHE_KB}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A write takes its lock at once: upgrading a reader's lock later could fail after the work is done.
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("tracker_writes") else "BEGIN")

    return engine


def migrate(engine: Engine) -> None:
    """Bring the store's tables to this version, from nothing or from any older version.

    Raises StoreError when the file is no database, newer than this program, or cannot be written.
    """
    with told_in_words(engine):
        _make_folder(engine)
        with engine.connect() as connection:
            _refuse_newer(connection)
        writer = engine.execution_options(tracker_writes=True)
        with writer.connect() as connection, _tables_apart(connection), connection.begin():
            if engine.dialect.name == "postgresql":  # SQLite's write lock is taken already
                connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
            before = MigrationContext.configure(connection).get_current_revision()
            command.upgrade(_alembic_config(connection), "head")
            if _touch_sums(before):
                rebuild(connection)  # what follows from the records, by the rules of this version


@contextmanager
def _tables_apart(connection: Connection) -> Iterator[None]:
    """Let SQLite write a table anew while others point at it; it takes this only between transactions."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _make_folder(engine: Engine) -> None:
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if path and not path.startswith("file:"):  # such an address says itself whether to make something
        Path(path).parent.mkdir(parents=True, exist_ok=True)


def _alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _touch_sums(before: str | None) -> bool:
    """Whether one of the revisions after this one does not say that it keeps the running sums as they are."""
    steps = ScriptDirectory(str(MIGRATIONS)).iterate_revisions("head", before or "base")
    return any(not getattr(step.module, "keeps_sums", False) for step in steps)


def _refuse_newer(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory(str(MIGRATIONS))
    try:
        script.get_revisions(found or "base")
    except CommandError:
        raise StoreError(
            f"the store was made by a newer version of the tracker (its tables are at {found}); "
            "update the tracker, or point TRACKER_DATABASE_URL at another store"
        ) from None


@contextmanager
def told_in_words(engine: Engine) -> Iterator[None]:
    """Turn what the database says when it cannot be used into a StoreError with a sentence."""
    try:
        yield
    except IntegrityError:  # the store works, and what it says may quote a claim's own words
        raise
    except DBAPIError as error:
        sentence = _sentence(engine, str(error.orig).lower())
        if sentence is None:
            raise
        raise StoreError(sentence) from error
    except OSError as error:
        raise StoreError(f"the store's folder cannot be used: {error.strerror}") from error


def _sentence(engine: Engine, said: str) -> str | None:
    where = engine.url.database or "the store"
    for words, sentence in (
        ("file is not a database", f"{where} is not a database of the tracker; it was left as it is"),
        ("malformed", f"{where} is damaged; run 'python -m tracker check' and restore a copy"),
        (
            "readonly database",
            f"{where} cannot be written: the file or its folder is read-only; nothing was changed",
        ),
        ("disk is full", "the disk is full; nothing was changed"),
        ("disk i/o error", "the disk could not be read or written; nothing was changed"),
        ("unable to open", f"{where} cannot be opened; does its folder exist, and may it be written?"),
        ("database is locked", "another program is writing to the store; nothing was changed, try again"),
        ("lock timeout", "another program is writing to the store; nothing was changed, try again"),
        ("no space left", "the database's disk is full; nothing was changed"),
        ("read-only transaction", "the database takes no writes; nothing was changed"),
        ("connection", "the database server does not answer; nothing was changed"),
        ("already exists", f"{where} holds tables that are not the tracker's; it was left as it is"),
        ("does not exist", "the store has no tables yet; run 'python -m tracker init'"),
        ("no such table", "the store has no tables yet; run 'python -m tracker init'"),
    ):
        if words in said:
            return sentence
    return None


@contextmanager
def reading(engine: Engine, seen: Seen = PRESENT, *, beside_another: bool = False) -> Iterator[Session]:
    """A session that sees one state of the store, that of now or of a past day, and changes nothing.

    One that reads ``beside_another`` leaves it a core: PostgreSQL then does its work in one process.
    """
    if engine.dialect.name == "postgresql":  # a transaction of SQLite sees one state as it is
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with told_in_words(engine), LedgerSession(engine, info={"seen": seen}) as session:
        if beside_another and engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))
        yield session


@contextmanager
def writing(engine: Engine, *, by: str, reason: str) -> Iterator[Session]:
    """A session whose changes are kept together at its end, or not at all.

    ``by`` and ``reason`` stand in the history of everything that is changed inside.
    """
    writer = engine.execution_options(tracker_writes=True)
    with told_in_words(engine), LedgerSession(writer) as session, session.begin():
        session.info.update(changed_by=by, reason=reason, changes=0)
        _take_turns(session)
        yield session
        session.flush()
        keep_sums(session)
        if session.info["changes"]:
            session.execute(update(Ledger).values(data_version=Ledger.data_version + 1))


def _take_turns(session: Session) -> None:
    """Let one write go after the other, so that each sees what the one before it left."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has done so
        session.execute(text(f"SET LOCAL lock_timeout = {LOCK_WAIT_MS}"))
        session.execute(select(Ledger.id).with_for_update())


def data_version(session: Session) -> int:
    """The number that every committed write raises; what is cached under it is never stale."""
    return session.execute(select(Ledger.data_version)).scalar_one()


def current_version(engine: Engine) -> int:
    """The same outside a session: pages ask several times a run, so it goes straight to the driver."""
    with told_in_words(engine), engine.connect() as connection:
        version: int = connection.exec_driver_sql("SELECT data_version FROM ledger").scalar_one()
        return version


def answers(engine: Engine) -> bool:
    """Whether the store can be read right now."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT data_version FROM ledger"))
    except SQLAlchemyError:
        return False
    return True


__all__ = [
    "Engine",
    "Session",
    "StoreError",
    "answers",
    "current_version",
    "data_version",
    "migrate",
    "open_engine",
    "reading",
    "told_in_words",
    "writing",
]
