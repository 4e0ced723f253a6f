"""Small files of every kind, made for tests; those of real data are beside the project where they are there."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tracker.settings import PROJECT_FOLDER
from tracker.tables import ANY_LAYOUT, Layout, open_table

REAL = PROJECT_FOLDER.parent / "shared" / "data"
STRIKES: list[list[Any]] = [
    ["", "Date", "Confirmed/\npossible", "Minimum killed", "Maximum killed"],
    ["SOM001", date(2007, 1, 7), "Confirmed", 8, 10],
    ["SOM002", date(2007, 1, 9), "Possible", 1.5, 2],
]


def read(path: Path, layout: Layout = ANY_LAYOUT) -> list[dict[str, Any]]:
    """The cells of every row."""
    return [row.cells for row in open_table(path, layout).rows]


def as_csv(rows: Sequence[Sequence[Any]], **dialect: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue().encode()


def as_json(document: Any) -> bytes:
    return json.dumps(document, indent=1, ensure_ascii=False).encode()


def as_lines(records: Sequence[Any]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook that ``fill`` has put its sheets and cells into."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        fill(book)
    return held.getvalue()


def write_cells(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[Any]]) -> Any:
    """A sheet of these rows; days as real dates."""
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            else:
                sheet.write(number, place, value)
    return sheet


def a_workbook(rows: Sequence[Sequence[Any]] = STRIKES) -> bytes:
    """One sheet of these rows."""
    return as_workbook(lambda book: write_cells(book, "Strikes", rows))


def a_workbook_like_the_published_ones(book: xlsxwriter.Workbook) -> None:
    """Notes, a sheet of formulas, and the data with an id that has no heading and formatted rows to row 1055."""
    notes = write_cells(book, "Notes", [["US covert operations"], ["", "Read this first"]])
    notes.merge_range("A3:D3", "merged")
    book.add_worksheet("Summary").write_formula("A1", "=SUM(Strikes!D2:D3)", value=9.5)
    sheet = write_cells(book, "Strikes", STRIKES)
    grey = book.add_format({"bg_color": "#eeeeee"})
    sheet.write("F1", "Strike link")
    for number in (1, 2):
        sheet.write_formula(number, 5, '=HYPERLINK("https://example.org")', value=f"https://example.org/{number}")
    for number in range(3, 1055):
        for place in range(6):
            sheet.write_blank(number, place, None, grey)
    book.add_chartsheet("Chart")


def as_parquet(columns: dict[str, Any], **options: Any) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table(columns), held, **options)
    return held.getvalue()


def with_part(workbook: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return changed.getvalue()


def one_of_every_kind() -> dict[str, bytes]:
    """Small sound files."""
    records = [{"day": f"2024-01-0{day}", "killed": day, "verified": {"killed": day - 1}} for day in range(1, 8)]
    rows = [["day", "killed", "words"], *([record["day"], record["killed"], 'more\n"than"'] for record in records)]
    return {
        "csv": as_csv(rows),
        "utf-16.csv": as_csv(rows).decode().encode("utf-16"),
        "json": as_json(records),
        "jsonl": as_lines(records),
        "xlsx": as_workbook(a_workbook_like_the_published_ones),
        "parquet": as_parquet({"day": [date(2024, 1, day) for day in range(1, 8)], "killed": list(range(7))}),
        "plain.parquet": as_parquet({"words": ["more than 600"] * 50}, compression="none", use_dictionary=False),
    }
