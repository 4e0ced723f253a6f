"""Tables from Parquet files, a batch of rows at a time."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tracker.csv_files import InvalidFileError
from tracker.tables.records import flatten
from tracker.tables.table import Cell, Table, TableRow, name_columns

ROWS_AT_ONCE: Final = 2_000
FIRST_ROW: Final = 2
"""Rows are numbered as in a spreadsheet that shows the file under a header."""


def open_parquet(path: Path) -> Table:
    """A table from a Parquet file. Raises InvalidFileError, also while its rows are read."""
    with _faults(), _opened(path) as file:
        schema = file.schema_arrow
        headings, notes = name_columns(enumerate(schema.names))
        columns = [
            name for heading, field in zip(headings, schema, strict=True) for name in _names(heading, field.type)
        ]
    if not columns:
        raise InvalidFileError(["the Parquet file has no columns"])
    return Table("parquet", tuple(columns), _rows(path, headings, frozenset(columns)), notes=tuple(notes))


def _opened(path: Path) -> Any:
    return pq.ParquetFile(path, page_checksum_verification=True)


@contextmanager
def _faults() -> Iterator[None]:
    """What the reader raises on broken files, which is of many kinds, as a sentence."""
    try:
        yield
    except InvalidFileError:
        raise
    except Exception as error:
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise InvalidFileError([f"the Parquet file cannot be read: {said}"]) from None


def _names(name: str, kind: Any) -> Iterator[str]:
    if not pa.types.is_struct(kind):
        yield name
        return
    for field in kind:
        yield from _names(f"{name}.{field.name}", field.type)


def _rows(path: Path, headings: tuple[str, ...], columns: frozenset[str]) -> Iterator[TableRow]:
    number = FIRST_ROW - 1
    for values in _values(path):
        number += 1
        try:
            record = {name: _value(value) for name, value in zip(headings, values, strict=True)}
            cells = flatten(record)  # holds a group of columns as one where all of it is null
            yield TableRow(number, {name: cell for name, cell in cells.items() if name in columns})
        except InvalidFileError as error:
            raise InvalidFileError([f"row {number}: {sentence}" for sentence in error.problems]) from None


def _values(path: Path) -> Iterator[tuple[Any, ...]]:
    with _faults(), _opened(path) as file:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
            yield from zip(*(_whole_microseconds(column).to_pylist() for column in batch.columns), strict=True)


def _whole_microseconds(column: Any) -> Any:
    """Python's moments know no nanoseconds."""
    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return column.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_duration(kind) and kind.unit == "ns":
        return column.cast(pa.duration("us"), safe=False)
    if pa.types.is_time64(kind) and kind.unit == "ns":
        return column.cast(pa.time64("us"), safe=False)
    return column


def _value(value: Any) -> Cell | dict[str, Any]:
    """A value as a cell: no number is missing, whole decimals are whole numbers, times are texts."""
    match value:
        case float() | Decimal():
            return _number(value)
        case bytes():
            return _text(value)
        case time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case dict():
            return {name: _value(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_value(inner) for inner in value]
    found: Cell = value
    return found


def _number(value: float | Decimal) -> int | float | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise InvalidFileError(["infinity is no number that can be taken"])
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise InvalidFileError(["a cell holds bytes that are no UTF-8 text"]) from None
