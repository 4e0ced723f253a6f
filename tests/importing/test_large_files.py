"""A file that brings most of the claims is taken by shorter ways: what is recorded is the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from tests.conftest import ledger_on
from tests.makers import FIELDS, as_csv, rows_of
from tracker.filters import EVERY_CLAIM
from tracker.importing import Options, own, seen
from tracker.ledger import load_shipped_records
from tracker.settings import PROJECT_FOLDER
from tracker.store import large_files, names
from tracker.store.checks import faults_of

RECORDS = PROJECT_FOLDER / "data" / "records"


@pytest.fixture
def every_file_is_large(monkeypatch):
    """Any file counts as one that brings most of the claims; little is remembered of it, and it is taken bit by bit."""
    monkeypatch.setattr(large_files, "MANY", 1)
    monkeypatch.setattr(own, "BYTES_A_ROW", 1)
    monkeypatch.setattr(own, "BATCH", 20)
    monkeypatch.setattr(names, "INCIDENTS_REMEMBERED", 3)
    monkeypatch.setattr(seen, "AT_HAND", 30)


@pytest.fixture
def shipped(two_engines, make_file):
    """The shipped records as a file of our own."""
    load_shipped_records(two_engines[0], RECORDS)
    return make_file("".join(ledger_on(two_engines[0]).csv(EVERY_CLAIM)))


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
