"""Parquet files become the same cells as every other kind."""

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.tables.files import as_parquet, read
from tracker.csv_files import InvalidFileError
from tracker.tables import open_table


@pytest.fixture
def place(tmp_path):
    return tmp_path / "table.parquet"


def test_values_are_what_they_are(place):
    columns = {
        "day": [date(2024, 1, 2)],
        "at": pa.array([datetime(2024, 1, 2, 3, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
        "clock": [time(3, 4)],
        "span": pa.array([timedelta(hours=3)], pa.duration("ns")),
        "killed": [6],
        "share": [0.5],
        "missing": [math.nan],
        "whole": [Decimal("6.00")],
        "part": [Decimal("6.5")],
        "words": [b"more than 600"],
        "is_dead": [True],
        "sources": [["a", "b"]],
        "verified": pa.array([{"killed": 3, "by": {"un": None}}]),
        "none": pa.array([None], pa.string()),
        "kind": pa.array(["killed"]).dictionary_encode(),
    }
    place.write_bytes(as_parquet(columns))

    (cells,) = read(place)

    assert cells == {
        "day": date(2024, 1, 2),
        "at": datetime(2024, 1, 2, 3, tzinfo=UTC),
        "clock": "03:04:00",
        "span": "3:00:00",
        "killed": 6,
        "share": 0.5,
        "missing": None,
        "whole": 6,
        "part": 6.5,
        "words": "more than 600",
        "is_dead": True,
        "sources": ["a", "b"],
        "verified.killed": 3,
        "verified.by.un": None,
        "none": None,
        "kind": "killed",
    }
    assert type(cells["at"]) is datetime
    assert open_table(place).columns == tuple(cells)


def test_a_group_of_columns_that_is_null_as_a_whole_is_absent(place):
    place.write_bytes(as_parquet({"n": [1, 2], "verified": pa.array([{"killed": 3}, None])}))

    assert read(place) == [{"n": 1, "verified.killed": 3}, {"n": 2}]


def test_rows_are_numbered_under_a_header_across_batches(place):
    place.write_bytes(as_parquet({"n": list(range(5000))}, row_group_size=700))

    rows = list(open_table(place).rows)

    assert [row.number for row in rows] == list(range(2, 5002))
    assert [row.cells["n"] for row in rows] == list(range(5000))


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"n": [1.0, math.inf]}, "row 3: infinity is no number"),
        ({"n": [b"ok", b"\xff"]}, "row 3: a cell holds bytes that are no UTF-8 text"),
        ({"at": pa.array([2**62], pa.timestamp("us"))}, "the Parquet file cannot be read"),
        ({}, "the Parquet file has no columns"),
    ],
)
def test_values_that_are_none_get_a_sentence(place, columns, sentence):
    place.write_bytes(as_parquet(columns))

    with pytest.raises(InvalidFileError, match=sentence):
        read(place)


@pytest.mark.parametrize("length", [4, 12, 100, -1])
def test_a_file_cut_short_is_refused(place, length):
    place.write_bytes(as_parquet({"n": list(range(100))})[:length])

    with pytest.raises(InvalidFileError, match="the Parquet file cannot be read"):
        read(place)
