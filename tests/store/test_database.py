"""Stores that cannot be used: a sentence that says what is wrong, and nothing half-written."""

import sqlite3
import threading

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from tests.makers import a_claim, record
from tracker.store.checks import faults_of
from tracker.store.database import StoreError, answers, data_version, migrate, open_engine, reading, told_in_words
from tracker.store.queries import count_claims


def count(engine):
    with reading(engine) as session:
        return count_claims(session)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("not an address", "not a database address"),
        ("", "not a database address"),
        ("mysql://localhost/tracker", "not on mysql"),
    ],
)
def test_an_address_that_cannot_be_used_is_named(address, sentence):
    with pytest.raises(StoreError, match=sentence):
        open_engine(address)


def test_a_password_is_not_repeated():
    with pytest.raises(StoreError) as caught:
        migrate(open_engine("postgresql://jana:s3cret@127.0.0.1:1/tracker?connect_timeout=2"))
    assert "does not answer" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_folder_that_is_not_there_is_made(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'new' / 'folder' / 'tracker.db'}")
    migrate(engine)
    assert count(engine) == 0
    engine.dispose()


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "holiday.db"
    path.write_bytes(b"not a database, but somebody's notes. " * 100)
    engine = open_engine(f"sqlite:///{path}")
    for use in (migrate, count, lambda engine: record(engine, a_claim())):
        with pytest.raises(StoreError, match="is not a database of the tracker; it was left as it is"):
            use(engine)
    assert not answers(engine)
    engine.dispose()
    assert path.read_bytes() == b"not a database, but somebody's notes. " * 100


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE claim (text)")
    other.close()
    engine = open_engine(f"sqlite:///{path}")
    with pytest.raises(StoreError, match="not the tracker's; it was left as it is"):
        migrate(engine)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("claim",)]
    other.close()
    engine.dispose()


def test_a_damaged_file_is_told(tmp_path):
    path = tmp_path / "damaged.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    record(engine, *(a_claim(notes="x" * 3000) for _ in range(50)))
    engine.dispose()
    content = bytearray(path.read_bytes())
    for page in range(4096 * 8, len(content) - 4096, 4096):
        content[page : page + 2048] = b"\xff" * 2048
    path.write_bytes(content)
    engine = open_engine(f"sqlite:///{path}")
    try:
        faults = faults_of(engine)
    except StoreError as error:
        faults = [str(error)]
    assert any("damaged" in fault for fault in faults)
    engine.dispose()


def test_a_store_of_a_newer_version_is_not_touched(empty_url):
    engine = open_engine(empty_url)
    migrate(engine)
    record(engine, a_claim())
    with engine.execution_options(tracker_writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version of the tracker .*9999"):
        migrate(engine)
    assert count(engine) == 1
    engine.dispose()


def test_a_store_without_tables_says_how_to_make_them(empty_url):
    engine = open_engine(empty_url)
    for use in (count, lambda engine: record(engine, a_claim())):
        with pytest.raises(StoreError, match="no tables yet; run 'python -m tracker init'"):
            use(engine)
    assert not answers(engine)
    engine.dispose()


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}")
    with pytest.raises(StoreError, match="cannot be opened"):
        migrate(engine)
    assert not answers(engine)


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="folder cannot be used"):
        migrate(open_engine(f"sqlite:///{tmp_path / 'file' / 'tracker.db'}"))


def test_a_store_that_may_only_be_read_can_be_read(tmp_path):
    path = tmp_path / "tracker.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    record(engine, a_claim())
    engine.dispose()
    only_read = open_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert count(only_read) == 1
    with pytest.raises(StoreError, match="cannot be written.*nothing was changed"):
        record(only_read, a_claim())
    assert count(only_read) == 1
    only_read.dispose()


def test_a_postgresql_that_takes_no_writes_says_so(postgres):
    engine = open_engine(postgres.emptied_store())
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "read_only", True))
    with pytest.raises(StoreError, match="takes no writes; nothing was changed"):
        record(engine, a_claim())
    assert count(engine) == 0
    engine.dispose()


def test_a_full_disk_keeps_what_was_there_and_nothing_else(sqlite_engine):
    record(sqlite_engine, a_claim())
    sqlite_engine.dispose()

    @event.listens_for(sqlite_engine, "connect")
    def _no_more_room(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")

    with pytest.raises(StoreError, match="the disk is full; nothing was changed"):
        record(sqlite_engine, *(a_claim(notes="long " * 1000) for _ in range(20)))
    assert count(sqlite_engine) == 1
    assert faults_of(sqlite_engine) == []
    with reading(sqlite_engine) as session:
        assert data_version(session) == 1


def test_a_store_that_another_program_writes_to_is_told_after_a_wait(sqlite_engine):
    event.listen(sqlite_engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(sqlite_engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing to the store; nothing was changed, try again"):
        record(sqlite_engine, a_claim())
    assert count(sqlite_engine) == 0  # who reads does not wait
    other.execute("ROLLBACK")
    other.close()
    record(sqlite_engine, a_claim())


def test_a_server_that_goes_away_is_told(postgres):
    name = postgres.make()
    engine = open_engine(postgres.url(name))
    migrate(engine)
    with engine.connect():
        postgres.drop(name)
    with pytest.raises(StoreError, match="does not answer|does not exist|no tables"):
        count(engine)
    assert not answers(engine)
    engine.dispose()


def test_two_programs_may_bring_the_tables_up_to_date_at_once(empty_url):
    errors = []

    def start():
        engine = open_engine(empty_url)
        try:
            migrate(engine)
        except Exception as error:
            errors.append(error)
        engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_claims_own_words_are_not_taken_for_what_the_database_says(engine):
    record(engine, a_claim(verbatim="the disk is full, no connection, file is not a database"))
    broken = text("UPDATE claim SET low = -1, notes = 'no such table, connection refused, disk is full'")
    with pytest.raises(IntegrityError), told_in_words(engine):
        with engine.execution_options(tracker_writes=True).begin() as connection:
            connection.execute(broken)


def test_sqlite_is_opened_the_way_the_store_needs_it(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    with engine.connect() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    assert found == ["wal", 1, 2]
    engine.dispose()
