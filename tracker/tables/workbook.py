"""Tables from the sheets of a workbook: the values that are stored, never a formula's text."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import python_calamine as calamine

from tracker.csv_files import InvalidFileError
from tracker.tables.archive import refuse_hidden_sizes, refuse_no_workbook
from tracker.tables.sheets import Seen, SheetPart, Spot, look_through, read_sheets, spot_in_words
from tracker.tables.table import Cell, Layout, Table, TableRow, name_columns

MOST_CELLS: Final = 20_000_000
"""The reader holds a sheet as a full grid: two cells in far corners would take all memory and end the process."""
WHOLE_UP_TO: Final = 2**53
SAID: Final = 5


def open_workbook(path: Path, layout: Layout) -> Table:
    """A table from one sheet; rows in which nothing stands are left out. Raises InvalidFileError."""
    sheets = read_sheets(path)
    refuse_hidden_sizes(path)
    sheet = _chosen(path, sheets, layout.sheet)
    seen = look_through(path, sheet)
    rows = _grid(path, sheet, seen)
    header = next(islice(rows, layout.header_row - 1, None), [])
    headings = ["" if cell is None else str(cell) for cell in map(_cell, header)]
    if not any(heading.strip() for heading in headings):
        raise InvalidFileError([f"row {layout.header_row} of the sheet {sheet.name!r} holds no headings"])
    used = [
        place for place, heading in enumerate(headings)
        if heading.strip() or seen.last_rows.get(place, 0) > layout.header_row
    ]  # fmt: skip
    columns, about_columns = name_columns((place, headings[place]) for place in used)
    notes = (*_about_choice(sheets, sheet, layout), *_about_cells(seen, layout.header_row), *about_columns)
    return Table(
        "xlsx", columns, _rows(rows, dict(zip(columns, used, strict=True)), layout.header_row), sheet.name, notes
    )


def names_of_sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets of cells, in its order. Raises InvalidFileError."""
    refuse_no_workbook(path)
    return [sheet.name for sheet in read_sheets(path)]


def _chosen(path: Path, sheets: Sequence[SheetPart], wanted: str | None) -> SheetPart:
    """The sheet of this name, else the first with data; one that readers do not see only when there is no other."""
    if wanted is not None:
        named = next((sheet for sheet in sheets if sheet.name == wanted), None)
        if named is None:
            names = ", ".join(repr(sheet.name) for sheet in sheets) or "none"
            raise InvalidFileError([f"there is no sheet {wanted!r}; there are {names}"])
        return named
    for sheet in sorted(sheets, key=lambda sheet: sheet.is_hidden):
        if look_through(path, sheet).height:
            return sheet
    raise InvalidFileError(["no sheet of the workbook holds any data"])


def _grid(path: Path, sheet: SheetPart, seen: Seen) -> Iterator[list[Any]]:
    """Every row from the first, every column from A, as the reader gives them."""
    if seen.height * seen.width > MOST_CELLS:
        raise InvalidFileError(
            [
                f"the sheet {sheet.name!r} spans {seen.height:,} rows and {seen.width:,} columns; at most "
                f"{MOST_CELLS:,} cells are taken: save the part with the table as CSV"
            ]
        )
    with _faults(), calamine.load_workbook(str(path)) as book:
        cells = book.get_sheet_by_name(sheet.name)
        start = cells.start
    return _from_column_a(cells, start[1] if start else 0)


def _from_column_a(cells: Any, left: int) -> Iterator[list[Any]]:
    before = [""] * left
    with _faults():
        for row in cells.iter_rows():
            yield before + row if left else row


@contextmanager
def _faults() -> Iterator[None]:
    """What the reader raises on broken files as a sentence; a failed assertion in it is no Exception."""
    try:
        yield
    except InvalidFileError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        said = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise InvalidFileError([f"the workbook cannot be read: {said}"]) from None


def _rows(grid: Iterator[list[Any]], columns: dict[str, int], header_row: int) -> Iterator[TableRow]:
    for number, row in enumerate(grid, start=header_row + 1):
        cells = {name: _cell(row[place]) for name, place in columns.items()}
        if any(cell is not None for cell in cells.values()):
            yield TableRow(number, cells)


def _cell(value: Any) -> Cell:
    """A value as a cell: whole numbers as int, moments without a day as text, empty as None."""
    if value == "":
        return None
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, time):
        return value.isoformat()
    found: str | int | bool | date | datetime = value
    return found


def _number(value: float) -> int | float | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < WHOLE_UP_TO else value


def _hours(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _about_choice(sheets: Sequence[SheetPart], sheet: SheetPart, layout: Layout) -> list[str]:
    if layout.sheet is not None or len(sheets) == 1:
        return []
    others = ", ".join(repr(other.name) for other in sheets if other is not sheet)
    return [f"read from the sheet {sheet.name!r}; there are also {others}"]


def _about_cells(seen: Seen, header_row: int) -> list[str]:
    """What a sheet's values do not tell."""
    notes = []
    if seen.merged:
        notes.append(f"ranges of merged cells: {seen.merged:,}; only the first cell of each has the value")
    errors = [spot for spot in seen.errors if spot[0] > header_row]
    if errors:
        notes.append(f"cells with an error, read as empty: {_some(errors)}")
    uncalculated = [spot for spot in seen.uncalculated if spot[0] > header_row]
    if uncalculated:
        notes.append(
            f"formulas that were never calculated, read as empty: {_some(uncalculated)}; "
            "open the workbook in a spreadsheet and save it"
        )
    return notes


def _some(spots: Sequence[Spot]) -> str:
    named = ", ".join(spot_in_words(spot) for spot in spots[:SAID])
    return f"{named} and {len(spots) - SAID:,} more" if len(spots) > SAID else named
