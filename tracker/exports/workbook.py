"""Claims as an Excel workbook: the claims, what each column means, and what the file is."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from tracker.csv_files import COLUMNS, InvalidFileError, record_url, to_cell
from tracker.data_dictionary import columns as described
from tracker.exports.about import About, Batch

MOST_ROWS: Final = 1_048_575
LONGEST_CELL: Final = 32_767
FIRST_DAY: Final = date(1900, 3, 1)
"""Earlier days are text: spreadsheets count a 29 February 1900 that never was."""
WIDTHS: Final = {"verbatim": 40, "conflict": 22, "claimant": 26, "affected_party": 24, "source_url": 34, "notes": 40}


def write_workbook(path: Path, batches: Iterable[Batch], about: About, public_url: str) -> None:
    """Write a workbook. Raises InvalidFileError where a sheet cannot hold the claims."""
    if about.claims > MOST_ROWS:
        raise InvalidFileError(
            [f"a sheet holds at most {MOST_ROWS:,} rows, and this view has {about.claims:,}; take CSV or Parquet"]
        )
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        told = {"title": about.filter_in_words[:250], "comments": about.citation[:250], "created": about.moment}
        book.set_properties(told)
        bold = book.add_format({"bold": True})
        _write_claims(book, batches, public_url, bold)
        _write_rows(book, "dictionary", ("name", "kind", "needed", "meaning", "words"), _dictionary(), bold)
        _write_rows(book, "about", ("", ""), about.lines(), bold)


def _write_claims(book: Any, batches: Iterable[Batch], public_url: str, bold: Any) -> None:
    sheet = book.add_worksheet("claims")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    for place, name in enumerate(COLUMNS):
        sheet.set_column(place, place, WIDTHS.get(name, 14))
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name, bold)
    number = 0
    for batch in batches:
        empty = [None] * len(batch["code"])
        columns = [batch.get(name, empty) for name in COLUMNS]
        for row in zip(*columns, strict=True):
            number += 1
            for place, (name, value) in enumerate(zip(COLUMNS, row, strict=True)):
                if name == "record_url":
                    sheet.write_string(number, place, record_url(public_url, row[0]))
                elif value is not None and value != []:
                    _write_cell(sheet, (number, place), name, value, day)


def _write_cell(sheet: Any, where: tuple[int, int], name: str, value: Any, day: Any) -> None:
    if isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
        sheet.write_datetime(*where, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - days have no zone
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(*where, value)
    else:
        text = str(to_cell(name, value, guarded=False))
        if len(text) > LONGEST_CELL:
            said = f"the {name} of a claim has {len(text):,} characters"
            raise InvalidFileError([f"{said}; a cell holds {LONGEST_CELL:,}. Take CSV or Parquet"])
        sheet.write_string(*where, text)


def _dictionary() -> Iterable[tuple[str, ...]]:
    for column in described():
        needed = "yes" if column["needed"] else ""
        yield column["name"], column["kind"], needed, column["meaning"], ", ".join(column.get("words", ()))


def _write_rows(book: Any, name: str, header: Iterable[str], rows: Iterable[Iterable[str]], bold: Any) -> None:
    sheet = book.add_worksheet(name)
    for place, width in enumerate((24, 90, 10, 60, 60)):
        sheet.set_column(place, place, width)
    for place, text in enumerate(header):
        sheet.write_string(0, place, text, bold)
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text)
