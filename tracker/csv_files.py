"""The product's own CSV: one header for out and in, UTF-8, empty for null, RFC 4180 quoting.

A cell that a spreadsheet would run as a formula leaves with an apostrophe before it and comes back
without; everything written out is read back unchanged.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, compress, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, get_args

from tracker.apart import WorkerDiedError, apart
from tracker.claims import InvalidClaimError, NewAssessment, NewClaim, Problem, parse_claim
from tracker.vocabulary import Term

Item = TypeVar("Item")
OUT_ONLY: Final = ("lifecycle", "record_url", "recorded_at")
COLUMNS: Final = (
    *(name for name in NewClaim.model_fields if name != "assessment"),
    *NewAssessment.model_fields,
    *OUT_ONLY,
)
SERIES_COLUMNS: Final = ("date", "series", "actor", "metric", "low", "high", "value", "claim_code", "note")
ROWS_A_PIECE: Final = 400
LARGEST_FILE: Final = 2 * 1024**3
PIECE: Final = 1024 * 1024
WORTH_A_PROCESS: Final = 8 * 1024**2
ROWS_SENT_AT_ONCE: Final = 1_000
_RISKY: Final = frozenset("=+-@\t\r'")
_GUARDED = re.compile(r"'*[=+\-@\t\r]")
_WRITTEN_ALIKE: Final = frozenset({int, date, type(None)})
_LISTS: Final = frozenset({list, tuple})
_TEXTS: Final = _LISTS | {str, type(None)}
JOINED_BY: Final = {"sources": " ", "assessment_sources": " "}
"""What stands between the values of a list; ``;`` where nothing is said."""


class InvalidFileError(ValueError):
    """A file that is not taken; ``problems`` holds a sentence for each fault, led by its row."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every fault."""
        self.problems = list(problems)
        super().__init__("; ".join(self.problems[:5]))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled with its problems: a large file is read in another process."""
        return type(self), (self.problems,)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its number, counting the header as 1, and its cells that are not empty."""

    number: int
    cells: dict[str, str]


class CheckedRow(NamedTuple):
    """A row's number with its claim, or with None and all that is wrong with it."""

    number: int
    claim: NewClaim | None
    problems: tuple[Problem, ...] = ()


def guard(cell: str) -> str:
    """A cell as it may be opened in a spreadsheet: what would be a formula gets an apostrophe."""
    return "'" + cell if cell and cell[0] in _RISKY and _GUARDED.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell without the apostrophe that ``guard`` put there."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def to_cell(name: str, value: Any, *, guarded: bool = True) -> Any:
    """One value as it stands in the file; None becomes an empty cell. Only a spreadsheet needs ``guarded`` cells."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value) if guarded else value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        joined = JOINED_BY.get(name, ";").join(str(part) for part in value)
        return guard(joined) if guarded else joined
    return value


def to_csv(batches: Iterable[Mapping[str, Sequence[Any]]], public_url: str = "") -> Iterator[str]:
    """The file in pieces of some hundred kilobytes, so that it can be streamed with flat memory.

    A batch holds the values of each column under its name; a column it lacks is empty.
    """
    yield from _in_pieces(_rows(batches, public_url), COLUMNS)


def _rows(batches: Iterable[Mapping[str, Sequence[Any]]], public_url: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of the file, a column of a batch at a time: most columns need no change at all."""
    for batch in batches:
        empty = [None] * len(batch["code"])
        columns = {name: _cells(name, batch.get(name, empty)) for name in COLUMNS}
        columns["record_url"] = [record_url(public_url, code) for code in batch["code"]]
        yield from batched(zip(*columns.values(), strict=True))


def cells_to_csv(batches: Iterable[Sequence[tuple[Any, ...]]]) -> Iterator[str]:
    """The same file of rows that hold a cell for each of COLUMNS, ready but for the guard."""
    yield from _in_pieces(map(_guarded, batches), COLUMNS)


def _guarded(rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """The rows with a guard where one is due, which is seldom: only then are rows made anew."""
    texts = filter(None, chain.from_iterable(map(_free_text_of, rows)))
    if _RISKY.isdisjoint(map(_first_character, texts)):
        return rows
    columns = list(zip(*rows, strict=True))
    for place in _FREE_TEXT:
        columns[place] = tuple(text and guard(text) for text in columns[place])
    return list(zip(*columns, strict=True))


def _is_free_text(name: str) -> bool:
    """Whether anything at all may stand in a column, and so what a spreadsheet would run."""
    kinds = _kinds_of((NewClaim.model_fields | NewAssessment.model_fields)[name].annotation)
    return not any(issubclass(kind, Term | int | date) for kind in kinds)


def _kinds_of(annotation: Any) -> list[type]:
    if isinstance(annotation, type):
        return [annotation]
    return [kind for part in get_args(annotation) for kind in _kinds_of(part)]


_FREE_TEXT: Final = tuple(place for place, name in enumerate(COLUMNS) if name not in OUT_ONLY and _is_free_text(name))
_free_text_of: Final = itemgetter(*_FREE_TEXT)
_first_character: Final = itemgetter(0)


def batched(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in lists that each make about a piece of the file."""
    rows = iter(rows)
    while some := list(islice(rows, ROWS_A_PIECE)):
        yield some


def _cells(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """One column as it stands in the file; what csv writes as ``to_cell`` would is left as it is."""
    kinds = set(map(type, values))
    if not kinds.isdisjoint(_LISTS):
        joined = JOINED_BY.get(name, ";").join
        values = [joined(map(str, value)) if value else None for value in values]
    elif kinds <= _WRITTEN_ALIKE:
        return values
    different = set(values)
    if kinds <= _TEXTS and _RISKY.isdisjoint({text[:1] for text in different if text}):
        return values
    cells = {value: to_cell(name, value) for value in different}
    return [cells[value] for value in values]


def record_url(public_url: str, code: str) -> str:
    """The address at which a claim is read."""
    return f"{public_url}/claims?claim={code}"


def series_to_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows a timeline draws, in pieces."""
    yield from rows_to_csv(rows, SERIES_COLUMNS)


def rows_to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Any rows under these columns, with cells guarded as in every file that leaves."""
    cells = (tuple(to_cell(name, row.get(name)) for name in columns) for row in rows)
    yield from _in_pieces(batched(cells), columns)


def _in_pieces(pieces: Iterable[Sequence[tuple[Any, ...]]], header: Sequence[str]) -> Iterator[str]:
    piece = io.StringIO()
    writer = csv.writer(piece, lineterminator="\n")
    writer.writerow(header)
    for rows in pieces:
        writer.writerows(rows)
        yield piece.getvalue()
        piece.seek(0)
        piece.truncate()
    if piece.tell():  # a header alone
        yield piece.getvalue()


def read_rows(path: Path, columns: Sequence[str] = COLUMNS) -> Iterator[Row]:
    """The rows of a file in our own CSV. Raises InvalidFileError for a file that is no such CSV."""
    _refuse_unreadable(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows_of(csv.reader(file, strict=True), columns)
    except UnicodeDecodeError:
        raise InvalidFileError(
            [f"the file is not UTF-8 text: byte {first_bad_byte(path, 'utf-8'):,} cannot be read"]
        ) from None
    except csv.Error as error:
        raise InvalidFileError([f"the file is no CSV: {error}"]) from None


def first_bad_byte(path: Path, encoding: str) -> int | None:
    """Which byte, counted from 1: a text file tells only the place in the piece that it read last."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    before = 0
    with path.open("rb") as file:
        while True:
            piece = file.read(PIECE)
            kept_back = len(decoder.getstate()[0])
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return before - kept_back + error.start + 1
            except UnicodeError:
                return None
            if not piece:
                return None
            before += len(piece)


def _refuse_unreadable(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InvalidFileError([f"{path.name} cannot be read: {error.strerror}"]) from None
    if size > LARGEST_FILE:
        raise InvalidFileError([f"{path.name} has {size:,} bytes; at most {LARGEST_FILE:,} are taken"])
    if path.is_dir():
        raise InvalidFileError([f"{path.name} is a folder"])


def _rows_of(lines: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Row]:
    header = next(lines, None)
    if not header:
        raise InvalidFileError(["the file is empty"])
    unknown = [name for name in header if name not in columns]
    if unknown:
        known = ", ".join(columns)
        raise InvalidFileError([f"row 1: there is no column {', '.join(map(repr, unknown))}; the columns are {known}"])
    if len(set(header)) < len(header):
        raise InvalidFileError(["row 1: a column stands in the header twice"])
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header) and any(line):
            raise InvalidFileError([f"row {number}: {len(line)} cells under a header of {len(header)}"])
        cells = dict(compress(zip(header, line, strict=False), line))
        if "'" in map(_first_character, cells.values()):
            cells = {name: unguard(cell) for name, cell in cells.items()}
        if cells:
            yield Row(number, cells)


def parse_row(row: Row) -> NewClaim:
    """The claim of one row. Raises InvalidClaimError."""
    return parse_claim(row.cells)


def check_rows(rows: Iterable[Row]) -> Iterator[CheckedRow]:
    """Each row with the claim it holds, or with what is wrong with it."""
    for row in rows:
        try:
            yield CheckedRow(row.number, parse_row(row))
        except InvalidClaimError as error:
            yield CheckedRow(row.number, None, tuple(error.problems))


def read_claims(path: Path) -> Iterator[CheckedRow]:
    """The rows of a file in our own CSV, checked: those of a large file by another process.

    Raises InvalidFileError for a file that is no such CSV.
    """
    return apart_if_large(_checked, path)


def _checked(path: Path) -> Iterator[CheckedRow]:
    return check_rows(read_rows(path))


def apart_if_large(read: Callable[[Path], Iterator[Item]], path: Path) -> Iterator[Item]:
    """What ``read`` makes of a file, made by another process when the file is large.

    Raises InvalidFileError, as ``read`` may.
    """
    _refuse_unreadable(path)
    if path.stat().st_size < WORTH_A_PROCESS:
        yield from read(path)
        return
    try:
        for some in apart(_in_batches, read, path):
            yield from some
    except WorkerDiedError as error:
        raise InvalidFileError([str(error)]) from None


def _in_batches(read: Callable[[Path], Iterator[Item]], path: Path) -> Iterator[list[Item]]:
    rows = read(path)
    while some := list(islice(rows, ROWS_SENT_AT_ONCE)):
        yield some


def parse_csv(path: Path) -> list[NewClaim]:
    """Every claim of a file, or InvalidFileError with a sentence for each row that is wrong."""
    claims, problems = [], []
    for row in read_claims(path):
        if row.claim is not None:
            claims.append(row.claim)
        problems += [_about_row(row.number, problem) for problem in row.problems]
    if problems:
        raise InvalidFileError(problems)
    return claims


def _about_row(number: int, problem: Problem) -> str:
    return f"row {number}: {problem}"
