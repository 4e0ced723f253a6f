"""A claim that went through the store leaves in every format of ours as it leaves in CSV."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import ledger_on, quick
from tests.makers import any_claim, record
from tracker.csv_files import parse_csv, parse_row
from tracker.importing import read_own_rows
from tracker.store.database import open_engine


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".jsonl"])
@given(claim=any_claim())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_recorded_claim_is_the_same_in_every_format(sqlite_tables, ending, claim):
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(sqlite_tables, folder / "tracker.db")
        engine = quick(open_engine(f"sqlite:///{folder / 'tracker.db'}"))
        record(engine, claim)
        ledger = ledger_on(engine)
        for each in (".csv", ending):
            ledger.write_file(ledger.everything, folder / f"claims{each}", each)
        engine.dispose()

        assert [parse_row(row) for row in read_own_rows(folder / f"claims{ending}")] == parse_csv(folder / "claims.csv")
