"""Which kind of file it is, told from what it holds and never from its name, and its table."""

import json
from pathlib import Path
from typing import Final

from tracker.csv_files import InvalidFileError
from tracker.tables.archive import refuse_no_workbook
from tracker.tables.records import open_json, open_lines
from tracker.tables.separated import open_separated
from tracker.tables.table import ANY_LAYOUT, Kind, Layout, Table
from tracker.tables.texts import BYTE_ORDER_MARK, encoding_of
from tracker.tables.workbook import names_of_sheets, open_workbook

LOOKED_AT: Final = 1024 * 1024
_IN_WORDS: Final[dict[str, str]] = {
    "csv": "a text file with separated cells (CSV)",
    "json": "a JSON document",
    "jsonl": "a file of JSON lines",
    "xlsx": "an Excel workbook",
    "parquet": "a Parquet file",
}
_ENDINGS: Final[dict[str, frozenset[str]]] = {
    "csv": frozenset({".csv", ".tsv", ".tab", ".txt"}),
    "json": frozenset({".json", ".geojson"}),
    "jsonl": frozenset({".jsonl", ".ndjson"}),
    "xlsx": frozenset({".xlsx", ".xlsm"}),
    "parquet": frozenset({".parquet"}),
}
_NO_TABLES: Final = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "the file is an old workbook (.xls), or one with a password; save it as .xlsx without a password",
    ),
    (b"%PDF", "the file is a PDF; tables must be copied out of it first"),
    (b"\x1f\x8b", "the file is compressed (gzip); unpack it first"),
    (b"7z\xbc\xaf", "the file is an archive (7z); unpack it first"),
    (b"SQLite format 3", "the file is a database; export the table as CSV"),
    (b"\x89PNG", "the file is a picture"),
    (b"\xff\xd8\xff", "the file is a picture"),
    (b"GIF8", "the file is a picture"),
)
_MARKUP: Final = ("<!doctype", "<html", "<?xml")
# What a layout may call a file that looks otherwise: a heading can begin like JSON, a single line of JSON be both.
_TAKEN_AS: Final = frozenset({("csv", "json"), ("csv", "jsonl"), ("jsonl", "json")})


def open_table(path: Path, layout: Layout = ANY_LAYOUT) -> Table:
    """The table of a file. Raises InvalidFileError with a sentence, also while its rows are read.

    CSV, JSON Lines and Parquet are read as the rows are; a JSON document and a sheet are read whole.
    """
    if layout.header_row < 1:
        raise InvalidFileError([f"the headings cannot stand in row {layout.header_row}; rows are counted from 1"])
    found = _find_kind(path, layout.encoding)
    kind = _agreed(layout.kind, found)
    table = _opened(path, kind, layout)
    notes = (*_about_its_name(path, found), *table.notes)
    return Table(table.kind, table.columns, table.rows, table.sheet, notes)


def _opened(path: Path, kind: Kind, layout: Layout) -> Table:
    match kind:
        case "csv":
            return open_separated(path, layout)
        case "json":
            return open_json(path, layout)
        case "jsonl":
            return open_lines(path, layout)
        case "xlsx":
            return open_workbook(path, layout)
        case "parquet":
            from tracker.tables.parquet import open_parquet  # noqa: PLC0415 - slow to load, and few files are Parquet

            return open_parquet(path)


def _agreed(stated: Kind | None, found: Kind) -> Kind:
    if stated in (None, found):
        return found
    if stated not in _IN_WORDS:
        raise InvalidFileError([f"there is no kind {stated!r}; there are {', '.join(_IN_WORDS)}"])
    if stated is not None and (stated, found) in _TAKEN_AS:
        return stated
    raise InvalidFileError([f"the file is {_IN_WORDS[found]}; the recipe expects {_IN_WORDS[stated]}"])


def _about_its_name(path: Path, kind: Kind) -> list[str]:
    ending = path.suffix.lower()
    meant = next((other for other, endings in _ENDINGS.items() if ending in endings), None)
    if meant in (None, kind) or {meant, kind} == {"json", "jsonl"}:
        return []
    return [f"the file's name ends in {ending}, but it is {_IN_WORDS[kind]}"]


def list_sheets(path: Path) -> list[str]:
    """The names of a workbook's sheets of cells in its order; [] for other files. Raises InvalidFileError."""
    return names_of_sheets(path) if find_kind(path) == "xlsx" else []


def find_kind(path: Path) -> Kind:
    """What a file is by its content. Raises InvalidFileError for what is no table."""
    return _find_kind(path, None)


def _find_kind(path: Path, encoding: str | None) -> Kind:
    first = _beginning(path)
    if first.startswith(b"PK"):
        refuse_no_workbook(path)
        return "xlsx"
    if first.startswith(b"PAR1"):
        return "parquet"
    for mark, problem in _NO_TABLES:
        if first.startswith(mark):
            raise InvalidFileError([problem])
    text = first.decode(encoding_of(path, encoding)[0], errors="replace").lstrip(BYTE_ORDER_MARK + " \t\r\n")
    if text[:9].lower().startswith(_MARKUP):
        raise InvalidFileError(["the file is a web page or XML; perhaps an error page was saved in place of the file"])
    if text[:1] in {"{", "["}:
        return "jsonl" if _begins_with_a_line_that_is_an_object(text) else "json"
    return "csv"


def _beginning(path: Path) -> bytes:
    if path.is_dir():
        raise InvalidFileError([f"{path.name} is a folder"])
    try:
        with path.open("rb") as file:
            return file.read(LOOKED_AT)
    except OSError as error:
        raise InvalidFileError([f"{path.name} cannot be read: {error.strerror}"]) from None


def _begins_with_a_line_that_is_an_object(text: str) -> bool:
    """Whether the first line is an object and more follows, or nothing does and it is one flat record."""
    line, _, rest = text.partition("\n")
    if not line.startswith("{"):
        return False
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return bool(rest.strip()) or not any(_holds_records(value) for value in found.values())


def _holds_records(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value))
