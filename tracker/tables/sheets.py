"""What the parts of a workbook say that its values do not: sheets, filled cells, formulas never calculated, errors."""

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat
from zipfile import ZipFile

from tracker.csv_files import InvalidFileError
from tracker.tables.archive import WORKBOOK_PART, opened_archive
from tracker.tables.table import letters_of

RELATIONS_PART: Final = "xl/_rels/workbook.xml.rels"
MOST_KEPT: Final = 100_000
_CELL: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")

Spot = tuple[int, int]
"""Row and column of a cell; rows count from 1, columns from 0."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of cells: its name, the part of the archive that holds it, and whether readers see it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class Seen:
    """What stands in a sheet: the last filled row of each column, groups of merged cells, and spots to tell of."""

    last_rows: dict[int, int] = field(default_factory=dict)
    merged: int = 0
    errors: list[Spot] = field(default_factory=list)
    uncalculated: list[Spot] = field(default_factory=list)

    @property
    def height(self) -> int:
        """The last row in which anything stands; 0 for an empty sheet."""
        return max(self.last_rows.values(), default=0)

    @property
    def width(self) -> int:
        """How many columns there are up to the last in which anything stands."""
        return max(self.last_rows, default=-1) + 1


def read_sheets(path: Path) -> list[SheetPart]:
    """The sheets of cells (not those of charts) in their order. Raises InvalidFileError."""
    with opened_archive(path) as archive:
        parts = {
            attributes.get("Id", ""): _within(attributes.get("Target", ""))
            for attributes in _elements(archive, RELATIONS_PART, "Relationship")
            if attributes.get("Type", "").endswith("/worksheet")
        }
        sheets = list(_elements(archive, WORKBOOK_PART, "sheet"))
    found = []
    for attributes in sheets:
        part = parts.get(next((value for name, value in attributes.items() if name.endswith(" id")), ""))
        if part is not None:
            found.append(SheetPart(attributes.get("name", ""), part, attributes.get("state", "visible") != "visible"))
    return found


def _within(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _elements(archive: ZipFile, part: str, wanted: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == wanted:
            found.append(attributes)

    parser = _safe_parser()
    parser.StartElementHandler = start
    _parse(parser, archive, part)
    return iter(found)


def _local(name: str) -> str:
    return name[name.rfind(" ") + 1 :]


def _safe_parser() -> expat.XMLParserType:
    """A parser that refuses declarations of a document's own entities: a few of them can unfold to gigabytes."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_declarations
    return parser


def _refuse_declarations(*_declaration: Any) -> None:
    raise InvalidFileError(["the workbook holds declarations (DTD) that no spreadsheet writes; it is not opened"])


def _parse(parser: expat.XMLParserType, archive: ZipFile, part: str) -> None:
    with _faults_of(part), archive.open(part) as stream:
        parser.ParseFile(stream)


@contextmanager
def _faults_of(part: str) -> Iterator[None]:
    try:
        yield
    except KeyError:
        raise InvalidFileError([f"the workbook is damaged: its part {part!r} is missing"]) from None
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that does not exist
        raise InvalidFileError([f"the workbook is damaged: {part!r}: {error}"]) from None


def look_through(path: Path, sheet: SheetPart) -> Seen:
    """Go through one sheet's XML, holding little of it. Raises InvalidFileError."""
    status = path.stat()
    return _look_through(path, sheet.part, (status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=16)  # a file is opened once for each recipe that may fit it
def _look_through(path: Path, part: str, _state: tuple[int, int]) -> Seen:
    parser = _safe_parser()
    reader = _CellReader(parser)
    with opened_archive(path) as archive:
        _parse(parser, archive, part)
    reader.end_cell()
    return reader.seen


def _leave(_attributes: dict[str, str]) -> None:
    """What is done about elements that say nothing of cells."""


class _CellReader:
    """Follows the elements of a sheet: ``row``, in it ``c``, in it ``f`` (a formula) and ``v`` or ``is`` (a value)."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.seen = Seen()
        self._parser = parser
        self._row, self._column = 0, -1
        self._kind = ""
        self._has_formula = self._has_value = False
        self._starts = {
            "c": self._start_cell,
            "v": self._start_value,
            "is": self._start_value,
            "f": self._start_formula,
            "row": self._start_row,
            "mergeCell": self._start_merged,
        }
        self._met: dict[str, Callable[[dict[str, str]], None]] = {}
        parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self._met.get(name)
        if start is None:  # a sheet has a dozen names of elements and millions of elements
            start = self._met[name] = self._starts.get(_local(name), _leave)
        start(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        stated = attributes.get("r", "")
        self._row = int(stated) if stated.isdecimal() and len(stated) < 8 else self._row + 1
        self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self._kind = attributes.get("t", "")
        self._row, self._column = self._spot_of(attributes.get("r"))

    def _spot_of(self, stated: str | None) -> Spot:
        if stated is None:
            return self._row, self._column + 1
        letters_and_row = _CELL.fullmatch(stated)
        if letters_and_row is None:
            raise InvalidFileError([f"the workbook is damaged: there is no cell {stated[:20]!r}"])
        letters, row = letters_and_row.groups()
        return int(row), _column_of(letters)

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._has_formula = True

    def _start_value(self, _attributes: dict[str, str]) -> None:
        last_rows = self.seen.last_rows
        last_rows[self._column] = max(self._row, last_rows.get(self._column, 0))
        if not self._has_formula or self._kind == "str":  # a formula's stored text may be empty
            self._has_value = True
        else:
            self._parser.CharacterDataHandler = self._text

    def _text(self, text: str) -> None:
        self._has_value = self._has_value or bool(text.strip())

    def _start_merged(self, _attributes: dict[str, str]) -> None:
        self.seen.merged += 1

    def end_cell(self) -> None:
        """Note what the cell before was, once all of it has been seen."""
        if self._has_formula and not self._has_value and len(self.seen.uncalculated) < MOST_KEPT:
            self.seen.uncalculated.append((self._row, self._column))
        if self._kind == "e" and len(self.seen.errors) < MOST_KEPT:
            self.seen.errors.append((self._row, self._column))
        if self._has_formula:
            self._parser.CharacterDataHandler = None
        self._has_formula = self._has_value = False
        self._kind = ""


@lru_cache(maxsize=1024)
def _column_of(letters: str) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def spot_in_words(spot: Spot) -> str:
    """A cell as spreadsheets name it: B7."""
    row, column = spot
    return f"{letters_of(column)}{row}"
