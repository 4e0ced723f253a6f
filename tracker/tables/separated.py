"""Tables from text files whose cells are parted by a character."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Final

from tracker.csv_files import InvalidFileError
from tracker.tables.table import Cell, Layout, Table, TableRow, name_columns
from tracker.tables.texts import encoding_of, reading_text

DELIMITERS: Final = ",;\t|"
LOOKED_AT: Final = 64 * 1024
ROWS_LOOKED_AT: Final = 100
LONGEST_CELL: Final = 1_000_000
MOST_SAID: Final = 20
_NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_FAULTS: Final = (
    (
        "field larger",
        f"a cell has more than {LONGEST_CELL:,} characters; a quotation mark is not closed, or it is no CSV",
    ),
    ("unexpected end", "a quotation mark that opens a cell is never closed"),
    ("expected after", "a cell goes on after the quotation mark that closes it"),
)


@dataclass(frozen=True, slots=True)
class _Dialect:
    encoding: str
    delimiter: str


def open_separated(path: Path, layout: Layout) -> Table:
    """A table from a CSV file of any dialect; rows without any text are left out.

    Raises InvalidFileError, also while its rows are read: text that is none, a broken record, and rows whose number
    of cells is not the header's (the first 20 are named).
    """
    encoding, notes = encoding_of(path, layout.encoding)
    delimiter = layout.delimiter
    if delimiter is None:
        delimiter = _delimiter_of(_beginning(path, encoding), layout.header_row)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise InvalidFileError([f"{delimiter!r} cannot part cells; a delimiter is one character such as , or ;"])
    dialect = _Dialect(encoding, delimiter)
    header = _header(path, dialect, layout.header_row)
    columns, about_columns = name_columns(enumerate(header))
    if layout.delimiter is None and len(columns) > 1 and delimiter != ",":
        notes.append(f"cells are parted by {_NAMES[delimiter]}")
    return Table("csv", columns, _rows(path, dialect, columns, layout.header_row), notes=(*notes, *about_columns))


def _header(path: Path, dialect: _Dialect, header_row: int) -> list[str]:
    number = 0
    for number, cells in islice(_records(path, dialect), header_row):
        if number == header_row and any(cell.strip() for cell in cells):
            return cells
    if number == header_row:
        raise InvalidFileError([f"row {header_row} is to hold the headings, and is empty"])
    rows = f"the headings are to stand in row {header_row}; the file has {number} rows"
    raise InvalidFileError([rows if number else "the file is empty"])


def _rows(path: Path, dialect: _Dialect, columns: tuple[str, ...], header_row: int) -> Iterator[TableRow]:
    width = len(columns)
    records = islice(_records(path, dialect), header_row, None)
    for number, cells in records:
        if len(cells) == width:
            if any(cells):
                found: dict[str, Cell] = dict(zip(columns, cells, strict=True))
                yield TableRow(number, found)
        elif any(cells):
            raise InvalidFileError(_ragged(number, cells, records, width))


def _ragged(number: int, cells: list[str], rest: Iterator[tuple[int, list[str]]], width: int) -> list[str]:
    """A sentence for the first row of another width than the header's, and for those after it."""
    problems = [f"row {number}: {len(cells)} cells under a header of {width}"]
    for other, others in rest:
        if len(others) != width and any(others):
            problems.append(f"row {other}: {len(others)} cells under a header of {width}")
        if len(problems) >= MOST_SAID:
            break
    return problems


def _records(path: Path, dialect: _Dialect) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number, counted from 1; an empty line is a record, as a spreadsheet counts."""
    csv.field_size_limit(LONGEST_CELL)  # one limit a process: whoever reads CSV next sets or takes it
    numbers = count(1)
    with reading_text(path, dialect.encoding) as file:
        reader = csv.reader(_without_nul(file), delimiter=dialect.delimiter, strict=True)
        try:
            yield from zip(numbers, reader, strict=False)
        except csv.Error as error:
            broken = next(numbers) - 1  # zip had taken the number of the record that broke
            raise InvalidFileError([f"row {broken}: {_in_words(error)}"]) from None


def _in_words(error: csv.Error) -> str:
    said = str(error)
    return next((words for part, words in _FAULTS if part in said), said)


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\x00" in line:
            raise InvalidFileError(
                [
                    f"line {number} holds a NUL character: the file is no text, or in an encoding that the recipe "
                    'must name (such as encoding = "utf-16-le")'
                ]
            )
        yield line


def _beginning(path: Path, encoding: str) -> str:
    with reading_text(path, encoding) as file:
        return file.read(LOOKED_AT)


def _delimiter_of(text: str, header_row: int) -> str:
    """The delimiter that makes the widest table of the most rows; a file of one column is best parted by none."""
    return max(DELIMITERS, key=lambda delimiter: _fitness(text, delimiter, header_row))


def _fitness(text: str, delimiter: str, header_row: int) -> tuple[float, float]:
    """How wide the table would be, weighed by the share of rows as wide as its header; and that share."""
    widths: list[int] = []
    header: list[str] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in islice(reader, header_row - 1, header_row - 1 + ROWS_LOOKED_AT):
            widths += [len(cells)] if cells else []
            header = header or cells
    except csv.Error as error:
        if "unexpected end" not in str(error):  # that is only where the text looked at ends
            widths.append(0)
    if not widths or _is_running_text(header, widths[1:]):
        return 0.0, 0.0
    share = widths.count(widths[0]) / len(widths)
    return share * (widths[0] - 1), share


def _is_running_text(header: list[str], widths_below: list[int]) -> bool:
    """Whether a delimiter stands in a heading alone, with a blank after it: "Name, place" over one column."""
    return max(widths_below, default=0) == 1 and any(cell.startswith(" ") for cell in header[1:])
