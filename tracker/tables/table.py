"""What every kind of file becomes: named columns and numbered rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

Kind = Literal["csv", "json", "jsonl", "xlsx", "parquet"]
Cell = str | int | float | bool | date | datetime | list[Any] | None
"""A key that a record lacks is absent from its row; None is there and empty."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out; what is None is found out.

    ``encoding`` and ``delimiter`` are for text files, ``sheet`` for workbooks; ``header_row`` counts as a spreadsheet
    does. ``records`` is the dotted path to a JSON document's records, in which ``*`` steps into every value of an
    object or list. ``key`` names the column for the keys they stand under: a name for each ``*``, parted by dots; one
    name more when the records are the values of the object or list that the path ends at.
    """

    kind: Kind | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int = 1
    records: str | None = None
    key: str | None = None


ANY_LAYOUT: Final = Layout()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record: its number and its cells by column.

    The number is the row as a spreadsheet would count it (CSV, workbook; Parquet under a header of one row), the line
    (JSON Lines), or the place among the records (JSON).
    """

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file. ``rows`` can be read once; ``notes`` are sentences on what a reader should know of the file."""

    kind: Kind
    columns: tuple[str, ...]
    rows: Iterator[TableRow]
    sheet: str | None = None
    notes: tuple[str, ...] = ()


def name_columns(headings: Iterable[tuple[int, str]]) -> tuple[tuple[str, ...], list[str]]:
    """Names of columns, and notes on them, from the headings with their places (the first is 0).

    Line breaks become blanks; a column without a heading is "column C", the second of a name "name (2)".
    """
    columns: dict[str, None] = {}
    notes = []
    for place, text in headings:
        heading = " ".join(text.split())
        name = _free(heading or f"column {letters_of(place)}", columns)
        if not heading:
            notes.append(f"column {letters_of(place)} has no heading; it is called {name!r}")
        elif name != heading:
            notes.append(
                f"the heading {heading!r} is there more than once; in column {letters_of(place)} it is {name!r}"
            )
        columns[name] = None
    return tuple(columns), notes


def _free(name: str, taken: dict[str, None]) -> str:
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{name} ({count})"
    return free


def letters_of(place: int) -> str:
    """A column's letters in a spreadsheet; the first is 0."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
