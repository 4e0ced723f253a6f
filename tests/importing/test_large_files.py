"""A file that brings most of the claims is taken by shorter ways: what is recorded is the same."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from tests.importing.killed import import_killed_half_way
from tests.makers import FIELDS, as_csv, rows_of
from tracker.filters import EVERY_CLAIM
from tracker.importing import Options, own, seen
from tracker.store import database, large_files, names
from tracker.store.checks import faults_of
from tracker.store.database import StoreError, current_version, open_engine


@pytest.fixture
def every_file_is_large(monkeypatch):
    """Any file counts as one that brings most of the claims; little is remembered of it, and it is taken bit by bit."""
    monkeypatch.setattr(large_files, "MANY", 1)
    monkeypatch.setattr(own, "BYTES_A_ROW", 1)
    monkeypatch.setattr(own, "BATCH", 20)
    monkeypatch.setattr(names, "INCIDENTS_REMEMBERED", 3)
    monkeypatch.setattr(seen, "AT_HAND", 30)


@pytest.fixture
def shipped(shipped_ledger, make_file):
    """The shipped records as a file of our own."""
    return make_file("".join(shipped_ledger.csv(EVERY_CLAIM)))


def indexes_of(engine):
    """Each index with its columns and the rows it is about."""
    found = inspect(engine)
    every = [index for name in found.get_table_names() for index in found.get_indexes(name)]
    return sorted(
        (one["name"], one["column_names"], one["unique"], sorted(map(str, one["dialect_options"].values())))
        for one in every
    )


def told(text):
    """Rows of a CSV by code, without what the store says of itself and what follows from relations."""
    of_others = ("recorded_at", "lifecycle")
    return {row["code"]: {name: row[name] for name in row if name not in of_others} for row in rows_of(text)}


def test_what_goes_out_comes_in_the_same(engine, ledger, shipped, every_file_is_large):
    indexes = indexes_of(engine)

    report = ledger.import_csv(shipped, by="T")

    assert (report.new, report.problems) == (309, [])
    assert told("".join(ledger.csv(EVERY_CLAIM))) == told(shipped.read_text(encoding="utf-8"))
    assert faults_of(engine) == []
    assert indexes_of(engine) == indexes


def test_claims_on_record_are_found_and_changed(engine, ledger, shipped, make_file, every_file_is_large):
    rows = rows_of(shipped.read_text(encoding="utf-8"))
    of_these = [row for row in rows if row["status"] == "unassessed"][:40]
    ledger.import_csv(make_file(as_csv(of_these)), by="T")
    indexes = indexes_of(engine)
    changed = {row["code"]: row | {"notes": "Read again."} for row in of_these[:5]}

    report = ledger.import_csv(make_file(as_csv([changed.get(row["code"], row) for row in rows])), by="T")

    assert (report.new, report.unchanged, report.changed, report.problems) == (269, 35, 5, [])
    assert faults_of(engine) == []
    assert indexes_of(engine) == indexes


def test_a_file_with_a_fault_leaves_everything_as_it_was(engine, ledger, make_file, every_file_is_large):
    indexes = indexes_of(engine)
    rows = [dict(FIELDS) | {"code": f"cabcdefg{number}"} for number in range(100, 160)]

    report = ledger.import_csv(make_file(as_csv([*rows, rows[7]])), by="T")

    assert report.problems == ["row 62: code: cabcdefg107 stands on row 9 already; a code is one claim's"]
    assert ledger.claims(EVERY_CLAIM).total == 0
    assert indexes_of(engine) == indexes
    assert faults_of(engine) == []


def test_a_dry_run_tells_the_same_and_leaves_everything_as_it_was(engine, ledger, shipped, every_file_is_large):
    indexes, told_of = indexes_of(engine), []
    importer = ledger.importer(by="T", progress=told_of.append, finishing=lambda: told_of.append("read"))

    report = importer.take(shipped, Options(dry_run=True))

    assert (report.new, report.problems) == (309, [])
    assert told_of[-2:] == [309, "read"]
    assert ledger.claims(EVERY_CLAIM).total == 0
    assert indexes_of(engine) == indexes


def beside(engine, ending):
    """A file that SQLite keeps beside the store's own."""
    return Path(f"{engine.url.database}-{ending}")


def journal_of(engine):
    with sqlite3.connect(engine.url.database) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]


def test_where_nobody_else_has_the_store_open_no_log_is_written(file_ledger, shipped, every_file_is_large):
    engine, logs = file_ledger.engine, []
    importer = file_ledger.importer(by="T", progress=lambda _rows: logs.append(beside(engine, "wal").exists()))

    assert importer.take(shipped, Options()).new == 309
    assert set(logs) == {False}
    assert journal_of(engine) == "wal"
    assert faults_of(engine) == []


def test_who_has_the_store_open_reads_on_meanwhile(file_ledger, shipped, every_file_is_large):
    other, counted = sqlite3.connect(file_ledger.engine.url.database), []
    count = "SELECT count(*) FROM claim WHERE version_of IS NULL"
    other.execute(count).fetchone()
    importer = file_ledger.importer(by="T", progress=lambda _: counted.append(other.execute(count).fetchone()[0]))

    assert importer.take(shipped, Options()).new == 309
    assert set(counted) == {0}
    assert other.execute(count).fetchone() == (309,)
    other.close()


def test_who_opens_the_store_meanwhile_is_told(monkeypatch, file_ledger, shipped, every_file_is_large):
    monkeypatch.setattr(database, "LOCK_WAIT_MS", 1)
    told_of = []

    def open_it(_rows):
        newcomer = open_engine(str(file_ledger.engine.url))
        with pytest.raises(StoreError) as told:
            current_version(newcomer)
        told_of.append(str(told.value))
        newcomer.dispose()

    assert file_ledger.importer(by="T", progress=open_it).take(shipped, Options()).new == 309
    assert set(told_of) == {"another program is writing to the store; nothing was changed, try again"}
    assert journal_of(file_ledger.engine) == "wal"


def test_a_fault_without_a_log_leaves_everything_as_it_was(file_ledger, make_file, every_file_is_large):
    rows = [dict(FIELDS) | {"code": f"cabcdefg{number}"} for number in range(100, 160)]

    report = file_ledger.import_csv(make_file(as_csv([*rows, rows[7]])), by="T")

    assert report.problems == ["row 62: code: cabcdefg107 stands on row 9 already; a code is one claim's"]
    assert file_ledger.claims(EVERY_CLAIM).total == 0
    assert journal_of(file_ledger.engine) == "wal"
    assert faults_of(file_ledger.engine) == []


SMALL_MEMORY = """
from tracker.importing import own
from tracker.store import large_files
large_files.MANY, large_files.CACHE_OF_FILES_KB, own.BYTES_A_ROW = 1, 500, 1
from tracker.command_line import app
app()
"""


def test_a_process_that_is_killed_without_a_log_has_recorded_nothing(file_ledger, make_file):
    file = make_file(as_csv([dict(FIELDS) | {"notes": str(number)} for number in range(30_000)]))
    store, journal = Path(file_ledger.engine.url.database), beside(file_ledger.engine, "journal")
    file_ledger.engine.dispose()
    empty = store.stat().st_size
    import_killed_half_way(file_ledger, file, lambda: store.stat().st_size >= 2 * empty, python=("-c", SMALL_MEMORY))
    assert journal.exists()  # by which the next to open it undoes what was written

    assert file_ledger.claims(EVERY_CLAIM).total == 0
    assert faults_of(file_ledger.engine) == []
    assert file_ledger.importer(by="T").take(file, Options()).new == 30_000


CODES = st.from_regex(r"\Ac[a-z0-9]{0,2}\Z")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(CODES, max_size=12, unique=True), max_size=12))
def test_rows_seen_are_those_a_dictionary_would_tell(monkeypatch, batches):
    monkeypatch.setattr(seen, "AT_HAND", 5)
    rows, plain = seen.RowsSeen(), {}
    for batch in batches:
        assert rows.rows_of(batch) == {code: plain[code] for code in batch if code in plain}
        fresh = {code: len(plain) + place for place, code in enumerate(batch, start=2) if code not in plain}
        rows.add(fresh)
        plain |= fresh
    assert rows.rows_of(list(plain)) == plain
