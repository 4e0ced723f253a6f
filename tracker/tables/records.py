"""Tables from JSON documents and JSON Lines: each record's nested objects become columns with dots."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tracker.csv_files import InvalidFileError
from tracker.tables.table import Cell, Layout, Table, TableRow
from tracker.tables.texts import encoding_of, reading_text

PARENT: Final = "^."
"""Leads the plain values of the objects around a record, the innermost first."""
DEEPEST: Final = 50
MOST_NAMED: Final = 20
_MAY_BE_HALF_A_PAIR: Final = re.compile(r"\\u[dD][89abAB]")
_IN_WORDS: Final = {
    "Expecting value": "a value should stand here",
    "Expecting ',' delimiter": "a comma or a closing bracket should stand here",
    "Expecting ':' delimiter": "a colon should stand here",
    "Expecting property name enclosed in double quotes": "a name in double quotation marks should stand here",
    "Unterminated string starting at": "the text that begins here is not closed",
    "Invalid control character at": "a text holds a line break or control character that is not escaped",
    "Extra data": "the document is complete before this, yet something follows",
}

Place = tuple[tuple[str | int, ...], tuple[dict[str, Any], ...], Any]
"""A value of a document: the keys and positions it was reached by, the objects around it, and itself."""


def open_json(path: Path, layout: Layout) -> Table:
    """A table from a JSON document, which is read whole. Raises InvalidFileError."""
    encoding, notes = encoding_of(path, layout.encoding)
    with reading_text(path, encoding) as file:
        text = file.read()
    document = read_json(text)
    rows = list(_numbered(_find_records(document, layout, notes), layout))
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    return Table("json", columns, iter(rows), notes=tuple(notes))


def open_lines(path: Path, layout: Layout) -> Table:
    """A table from a file with one JSON object a line. Raises InvalidFileError.

    The file is gone through once for its columns, which any line may add to, and once more for its rows.
    """
    encoding, notes = encoding_of(path, layout.encoding)
    status = path.stat()
    columns = _columns_of_lines(path, encoding, (status.st_size, status.st_mtime_ns))
    return Table("jsonl", columns, _rows_of_lines(path, encoding), notes=tuple(notes))


@lru_cache(maxsize=4)  # a file is opened once for each recipe that may fit it
def _columns_of_lines(path: Path, encoding: str, _state: tuple[int, int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in _rows_of_lines(path, encoding) for name in row.cells))


def _rows_of_lines(path: Path, encoding: str) -> Iterator[TableRow]:
    with reading_text(path, encoding) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield TableRow(number, _cells_of_line(line, number))


def _cells_of_line(line: str, number: int) -> dict[str, Cell]:
    try:
        record = read_json(line.rstrip())
        if not isinstance(record, dict):
            raise InvalidFileError([f"{_kind_in_words(record)} stands there; each line must be an object"])
        return flatten(record)
    except InvalidFileError as error:
        sentences = [sentence.replace("line 1, ", "") for sentence in error.problems]
        raise InvalidFileError([f"line {number}: {sentence}" for sentence in sentences]) from None


def read_json(text: str) -> Any:
    """A JSON document, of which every key is said once and every number is one. Raises InvalidFileError."""
    try:
        document = json.loads(
            text, parse_constant=_refuse_constant, parse_float=_finite, object_pairs_hook=_said_once_each
        )
        _refuse_half_pairs(text, document)
    except json.JSONDecodeError as error:
        raise InvalidFileError([_where_it_breaks(text, error)]) from None
    except RecursionError:
        raise InvalidFileError(["the document is nested too deeply to be read"]) from None
    except InvalidFileError:
        raise
    except ValueError:  # what Python says of a number with thousands of digits
        raise InvalidFileError(["the document holds a number of more digits than can be read"]) from None
    return document


def _where_it_breaks(text: str, error: json.JSONDecodeError) -> str:
    if not text.strip():
        return "the file is empty"
    what = _IN_WORDS.get(error.msg, error.msg)
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
        what = f"it ends too early: {what}"
    return f"it is no complete JSON: line {error.lineno:,}, column {error.colno:,}: {what}"


def _refuse_constant(name: str) -> Any:
    raise InvalidFileError([f"{name} is no number in JSON; leave such a value out or write null"])


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise InvalidFileError([f"{digits[:40]} is too large to be a number"])
    return number


def _said_once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidFileError([f"an object says {twice[:60]!r} twice; which of the values is meant cannot be told"])
    return found


def _refuse_half_pairs(text: str, document: Any) -> None:
    r"""Refuse a text that no file or database could hold: \ud83d without its other half."""
    if not _MAY_BE_HALF_A_PAIR.search(text):
        return
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InvalidFileError(["a text holds half a character (\\ud800 to \\udfff without its other half)"]) from None


def _find_records(document: Any, layout: Layout, notes: list[str]) -> Iterator[Place]:
    """The places of the records: along the path, else the document's own."""
    names = _key_names(layout)
    steps = layout.records.split(".") if layout.records is not None else []
    stars = steps.count("*")
    if names and len(names) not in {stars, stars + 1}:
        raise InvalidFileError([f"the layout has {len(names)} names for keys and {stars} * in its path"])
    places: list[Place] = [((), (), document)]
    if layout.records is None and not names:
        places = [_only_list(document, notes)]
    for step in steps:
        places = list(_every_value(places) if step == "*" else _under(places, step))
    for place in places:
        is_list = isinstance(place[2], list)
        yield from _every_value([place]) if is_list or len(names) > stars else iter([place])


def _key_names(layout: Layout) -> list[str]:
    return layout.key.split(".") if layout.key else []


def _only_list(document: Any, notes: list[str]) -> Place:
    """Where the records of a document stand that nothing is said of: itself, or the one list in it."""
    if not isinstance(document, dict):
        return (), (), document
    lists = [name for name, value in document.items() if isinstance(value, list) and _holds_records(value)]
    if len(lists) == 1:
        notes.append(f"the records are taken from {lists[0]!r}")
        return (), (document,), document[lists[0]]
    if lists:
        raise InvalidFileError([f"the document holds several lists; the recipe must say which: {_some(lists)}"])
    if len(document) > 1 and all(isinstance(value, dict) for value in document.values()):
        problem = (
            "the document holds objects under keys; the recipe must name them (key) or say which it means (records)"
        )
        raise InvalidFileError([f"{problem}: {_some(document)}"])
    notes.append("the document is taken as one record")
    return (), (), document


def _holds_records(value: list[Any]) -> bool:
    return not value or isinstance(value[0], dict)


def _every_value(places: Iterable[Place]) -> Iterator[Place]:
    for keys, around, value in places:
        if isinstance(value, list):
            yield from (((*keys, position), around, inner) for position, inner in enumerate(value, start=1))
        elif isinstance(value, dict):
            yield from (((*keys, key), around, inner) for key, inner in value.items())
        elif value is not None:  # null: nothing is recorded there
            raise InvalidFileError([f"{_kind_in_words(value)} stands where records should be"])


def _under(places: Sequence[Place], step: str) -> Iterator[Place]:
    there = [place for place in places if isinstance(place[2], dict) and step in place[2]]
    if places and not there:
        raise InvalidFileError([f"there is no {step!r} in the document where the path looks for it; {_seen(places)}"])
    for keys, around, value in there:
        yield keys, (*around, value), value[step]


def _seen(places: Sequence[Place]) -> str:
    names = dict.fromkeys(name for _, _, value in places if isinstance(value, dict) for name in value)
    if names:
        return f"there is {_some(names)}"
    return f"there is {_kind_in_words(places[0][2])}"


def _some(names: Iterable[str]) -> str:
    listed = [repr(name[:60]) for name in names]
    return ", ".join(listed[:MOST_NAMED]) + (
        f" and {len(listed) - MOST_NAMED} more" if len(listed) > MOST_NAMED else ""
    )


def _numbered(places: Iterable[Place], layout: Layout) -> Iterator[TableRow]:
    names = _key_names(layout)
    for number, (keys, around, record) in enumerate(places, start=1):
        try:
            yield TableRow(number, _with_parents(around) | _with_keys(names, keys, record))
        except InvalidFileError as error:
            raise InvalidFileError([f"record {number}: {sentence}" for sentence in error.problems]) from None


def _with_parents(around: Iterable[dict[str, Any]]) -> dict[str, Cell]:
    return {
        PARENT + name: value
        for parent in around
        for name, value in parent.items()
        if not isinstance(value, dict | list)
    }


def _with_keys(names: Sequence[str], keys: Sequence[str | int], record: Any) -> dict[str, Cell]:
    found: dict[str, Cell] = dict(zip(names, keys, strict=False))
    if not isinstance(record, dict):
        if not names:
            raise InvalidFileError([f"it is no object with named values: {_kind_in_words(record)} stands there"])
        record = {"value": record}
    cells = flatten(record)
    twice = next((name for name in names if name in cells), None)
    if twice is not None:
        raise InvalidFileError([f"it has a value {twice!r} of its own; the layout must name the key otherwise"])
    return found | cells


def flatten(record: dict[str, Any]) -> dict[str, Cell]:
    """A record's values by column: what is nested gets a dot, a list stays a list. Raises InvalidFileError."""
    cells: dict[str, Cell] = {}
    for name, value in _leaves(record, "", DEEPEST):
        if name in cells:
            raise InvalidFileError([f"it says {name[:60]!r} twice, once with a dot and once nested"])
        cells[name] = value
    return cells


def _leaves(record: dict[str, Any], before: str, depth: int) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict):
            _refuse_too_deep(depth)
            yield from _leaves(value, f"{before}{name}.", depth - 1)
            continue
        if isinstance(value, list):
            _refuse_deep_list(value, depth)
        yield before + name, value


def _refuse_deep_list(value: Any, depth: int) -> None:
    _refuse_too_deep(depth)
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            _refuse_deep_list(inner, depth - 1)


def _refuse_too_deep(depth: int) -> None:
    if depth <= 0:
        raise InvalidFileError([f"it is nested more than {DEEPEST} deep"])


def _kind_in_words(value: Any) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "a text"
        case None:
            return "null"
        case _:
            return "a number or yes-or-no"
